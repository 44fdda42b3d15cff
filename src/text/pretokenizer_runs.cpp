// The split patterns that are one run of one class, for tokenizers that split in several stages.
// Knows nothing of vocabularies.
#include "text/pretokenizer_patterns.h"
#include "text/pretokenizer_ranges.h"
#include "text/pretokenizer_scan.h"

namespace ondol::patterns {
namespace {

using namespace scan;

constexpr bool between(char32_t cp, char32_t first, char32_t last) { return cp >= first && cp <= last; }

bool is_number(const Char& c) { return c.in(kNumber); }
bool is_letter(const Char& c) { return c.in(kLetter); }
bool is_punctuation(const Char& c) { return c.in(kPunctuation); }
bool is_deepseek_letter(const Char& c) { return in_ranges(kDeepseekLetters, c.cp); }

// [!-/:-~！-／：-～‘-‟　-。]
bool is_deepseek_punctuation(const Char& c) {
  return between(c.cp, '!', '/') || between(c.cp, ':', '~') || between(c.cp, 0xFF01, 0xFF0F) ||
         between(c.cp, 0xFF1A, 0xFF5E) || between(c.cp, 0x2018, 0x201F) || between(c.cp, 0x3000, 0x3002);
}

// [一-龥ࠀ-一가-퟿]: the second range is long, and meant so or not, it holds kana and much else.
bool is_deepseek_cjk(const Char& c) { return between(c.cp, 0x800, 0x9FA5) || between(c.cp, 0xAC00, 0xD7FF); }

bool is_cjk_or_kana(const Char& c) { return between(c.cp, 0x4E00, 0x9FA5) || between(c.cp, 0x3040, 0x30FF); }

bool is_mark(const Char& c) {
  return c.in(kPunctuation) ||
         (c.cp < 128 && std::string_view("$+<=>^~|").find(static_cast<char>(c.cp)) != std::string_view::npos);
}
bool is_mark_or_backtick(const Char& c) { return is_mark(c) || c.cp == '`'; }

bool is_bloom_word(const Char& c) {
  if (c.in(kWhiteSpace)) return false;
  constexpr char32_t kExcluded[] = {'(',    '|',    '.',    ',',    '!',   '?',   ')',
                                    0x2026, 0x3002, 0xFF0C, 0x3001, 0x964, 0x6D4, 0x60C};
  return std::ranges::find(kExcluded, c.cp) == std::end(kExcluded);
}

// A character that is no UTF-8 has cp U+FFFD and is in none of these classes, or in "all but" ones.
template <bool (*wanted)(const Char&)>
size_t run_at(std::string_view text, size_t pos) {
  return run_while(text, pos, wanted);
}

template <bool (*wanted)(const Char&)>
size_t run_after_white_space_at(std::string_view text, size_t pos) {
  const Char here = at(text, pos);
  if (here.in(kWhiteSpace)) {
    const Char next = at(text, pos + here.len);
    if (next.len != 0 && wanted(next)) return run_while(text, pos + here.len, wanted);
  }
  return run_while(text, pos, wanted);
}

template <bool (*wanted)(const Char&)>
size_t one_at(std::string_view text, size_t pos) {
  const Char here = at(text, pos);
  return wanted(here) ? pos + here.len : pos;
}

size_t bloom_at(std::string_view text, size_t pos) {
  const size_t body_pos = text[pos] == ' ' ? pos + 1 : pos;
  const size_t end = run_while(text, body_pos, is_bloom_word);
  return end == body_pos ? pos : end;
}

size_t three_digits_at(std::string_view text, size_t pos) {
  for (int n = 0; n < 3; ++n) pos = one_at<is_number>(text, pos);
  return pos;
}

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

size_t ascii_triple_at(std::string_view text, size_t pos) {
  const std::string_view three = text.substr(pos, 3);
  return three.size() == 3 && std::ranges::all_of(three, is_ascii_digit) ? pos + 3 : pos;
}

bool is_byte_digit(char c) {
  constexpr std::string_view kLatin1 = "\xB2\xB3\xB9\xBC\xBD\xBE";
  return is_ascii_digit(c) || kLatin1.find(c) != std::string_view::npos;
}

}  // namespace

Match deepseek_letters(std::string_view text, size_t pos) {
  return find_next<run_after_white_space_at<is_deepseek_letter>>(text, pos);
}
Match deepseek_punctuation(std::string_view text, size_t pos) {
  return find_next<run_after_white_space_at<is_deepseek_punctuation>>(text, pos);
}
Match deepseek_cjk(std::string_view text, size_t pos) {
  return find_next<run_at<is_deepseek_cjk>>(text, pos);
}
Match cjk_and_kana(std::string_view text, size_t pos) { return find_next<run_at<is_cjk_or_kana>>(text, pos); }
Match letters_after_space(std::string_view text, size_t pos) {
  return find_next<run_after_white_space_at<is_letter>>(text, pos);
}
Match punctuation_after_space(std::string_view text, size_t pos) {
  return find_next<run_after_white_space_at<is_punctuation>>(text, pos);
}
Match bloom(std::string_view text, size_t pos) { return find_next<bloom_at>(text, pos); }
Match digit(std::string_view text, size_t pos) { return find_next<one_at<is_number>>(text, pos); }
Match digits(std::string_view text, size_t pos) { return find_next<run_at<is_number>>(text, pos); }
Match three_digits(std::string_view text, size_t pos) { return find_next<three_digits_at>(text, pos); }
Match ascii_triple(std::string_view text, size_t pos) { return find_next<ascii_triple_at>(text, pos); }
Match newline(std::string_view text, size_t pos) { return find_next<one_at<is_newline>>(text, pos); }
Match punctuation(std::string_view text, size_t pos) { return find_next<run_at<is_mark>>(text, pos); }
Match ascii_or_punctuation(std::string_view text, size_t pos) {
  return find_next<run_at<is_mark_or_backtick>>(text, pos);
}

Match byte_digits(std::string_view text, size_t pos) {
  const auto first = std::find_if(text.begin() + static_cast<ptrdiff_t>(pos), text.end(), is_byte_digit);
  const auto last = std::find_if_not(first, text.end(), is_byte_digit);
  return {static_cast<size_t>(first - text.begin()), static_cast<size_t>(last - text.begin())};
}

Match final_white_space(std::string_view text, size_t pos) {
  return {std::max(pos, without_trailing_space(text).size()), text.size()};
}

}  // namespace ondol::patterns
