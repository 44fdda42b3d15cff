// The split patterns of one regular expression each: GPT-2's, the cl100k and o200k families, DeepSeek-V3's.
// Hand-written: no pattern compiler at start-up, no backtracking limits at run time. Each is compared with
// its published regular expression in tests/golden/tokenizer. Knows nothing of vocabularies.
#include "text/pretokenizer_patterns.h"

#include "text/pretokenizer_scan.h"

namespace ondol::patterns {
namespace {

using namespace scan;

constexpr ClassSet kWordOrSpace = kWhiteSpace | kLetter | kNumber;

size_t gpt2_at(std::string_view text, size_t pos) {
  if (const size_t end = contraction(text, pos, false); end != pos) return end;
  const Char here = at(text, pos);
  const size_t body_pos = here.cp == ' ' ? pos + 1 : pos;
  const Char body = at(text, body_pos);
  if (body.in(kLetter)) return run(text, body_pos, kLetter);
  if (body.in(kNumber)) return run(text, body_pos, kNumber);
  if (body.outside(kWordOrSpace)) return run_outside(text, body_pos, kWordOrSpace);
  return white_space_before_text(text, pos);
}

enum class Tail { none, newlines, newlines_and_slashes, one_newline_or_slash };

struct Style {
  bool contractions = true;
  uint32_t max_digits = 1;
  ClassSet word = kLetter;
  ClassSet other_excludes = kWordOrSpace;
  Tail tail = Tail::newlines;
};

size_t number_end(std::string_view text, size_t pos, uint32_t max_digits) {
  for (uint32_t n = 0; n < max_digits; ++n) {
    const Char c = at(text, pos);
    if (!c.in(kNumber)) break;
    pos += c.len;
  }
  return pos;
}

size_t tail_end(std::string_view text, size_t pos, Tail tail) {
  const auto slash = [](const Char& c) { return is_newline(c) || c.cp == '/'; };
  switch (tail) {
    case Tail::newlines:
      return run_while(text, pos, is_newline);
    case Tail::newlines_and_slashes:
      return run_while(text, pos, slash);
    case Tail::one_newline_or_slash: {
      const Char c = at(text, pos);
      return c.len != 0 && slash(c) ? pos + 1 : pos;
    }
    case Tail::none:
      break;
  }
  return pos;
}

// " ?[^\s\p{L}\p{N}]+TAIL|\s*[\r\n]+|\s+(?!\S)|\s+": what both families do with the rest.
size_t rest_at(std::string_view text, size_t pos, ClassSet other_excludes, Tail tail) {
  const Char here = at(text, pos);
  const size_t body_pos = here.cp == ' ' ? pos + 1 : pos;
  if (at(text, body_pos).outside(other_excludes)) {
    return tail_end(text, run_outside(text, body_pos, other_excludes), tail);
  }
  if (const size_t end = through_last_newline(text, pos); end != pos) return end;
  return white_space_before_text(text, pos);
}

// Where the word of [^\r\n\p{L}\p{N}]?WORD+ begins, or npos: at pos itself, or after one character.
size_t word_start(std::string_view text, size_t pos, ClassSet word) {
  const Char here = at(text, pos);
  const bool may_precede = here.outside(kLetter | kNumber) && !is_newline(here);
  if (may_precede && at(text, pos + here.len).in(word)) return pos + here.len;
  return here.in(word) ? pos : std::string_view::npos;
}

template <const Style& style>
size_t cl100k_at(std::string_view text, size_t pos) {
  if (style.contractions) {
    if (const size_t end = contraction(text, pos, true); end != pos) return end;
  }
  if (const size_t start = word_start(text, pos, style.word); start != std::string_view::npos) {
    return run(text, start, style.word);
  }
  if (const size_t end = number_end(text, pos, style.max_digits); end != pos) return end;
  return rest_at(text, pos, style.other_excludes, style.tail);
}

constexpr Style kLlama3{.max_digits = 3};
constexpr Style kQwen2{};
constexpr Style kQwen35{.word = kLetter | kMark, .other_excludes = kWordOrSpace | kMark};
constexpr Style kMinicpm5{.max_digits = UINT32_MAX};
constexpr Style kUfakzeka{.contractions = false};
constexpr Style kSeedCoder{.tail = Tail::none};

// Letters with their marks, single spaces between letters included.
size_t words_with_spaces_end(std::string_view text, size_t pos) {
  for (;;) {
    const size_t letter = text.substr(pos, 1) == " " ? pos + 1 : pos;
    const Char c = at(text, letter);
    if (!c.in(kLetter)) return pos;
    pos = run(text, letter + c.len, kMark);
  }
}

size_t exaone_moe_at(std::string_view text, size_t pos) {
  if (const size_t end = contraction(text, pos, true); end != pos) return end;
  if (const size_t start = word_start(text, pos, kLetter); start != std::string_view::npos) {
    return words_with_spaces_end(text, start);
  }
  if (const size_t end = number_end(text, pos, 1); end != pos) return end;
  return rest_at(text, pos, kWordOrSpace, Tail::one_newline_or_slash);
}

constexpr ClassSet kUncased = unicode::bit(unicode::Lm) | unicode::bit(unicode::Lo) | kMark;
constexpr ClassSet kUpper = unicode::bit(unicode::Lu) | unicode::bit(unicode::Lt) | kUncased;
constexpr ClassSet kLower = unicode::bit(unicode::Ll) | kUncased;

// UPPER*LOWER+ from pos, or pos. Without a lower-case letter after the upper run, the run gives characters
// back until its end is one that is both.
size_t upper_then_lower(std::string_view text, size_t pos) {
  size_t end_of_both = pos;
  size_t upper_end = pos;
  for (Char c = at(text, pos); c.in(kUpper); c = at(text, upper_end)) {
    upper_end += c.len;
    if (c.in(kUncased)) end_of_both = upper_end;
  }
  return at(text, upper_end).in(kLower) ? run(text, upper_end, kLower) : end_of_both;
}

// UPPER+LOWER* from pos, or pos.
size_t uppers_then_lower(std::string_view text, size_t pos) {
  const size_t upper_end = run(text, pos, kUpper);
  return upper_end == pos ? pos : run(text, upper_end, kLower);
}

template <size_t (*word_at)(std::string_view, size_t)>
size_t with_preceding(std::string_view text, size_t pos) {
  const Char here = at(text, pos);
  if (here.outside(kLetter | kNumber) && !is_newline(here)) {
    const size_t start = pos + here.len;
    if (const size_t end = word_at(text, start); end != start) return end;
  }
  return word_at(text, pos);
}

template <bool contractions, uint32_t max_digits>
size_t o200k_at(std::string_view text, size_t pos) {
  size_t end = with_preceding<upper_then_lower>(text, pos);
  if (end == pos) end = with_preceding<uppers_then_lower>(text, pos);
  if (end != pos) return contractions ? contraction(text, end, true) : end;
  if (end = number_end(text, pos, max_digits); end != pos) return end;
  return rest_at(text, pos, kWordOrSpace, Tail::newlines_and_slashes);
}

bool is_ascii_letter(const Char& c) { return (c.cp >= 'A' && c.cp <= 'Z') || (c.cp >= 'a' && c.cp <= 'z'); }

size_t deepseek_v3_at(std::string_view text, size_t pos) {
  const Char here = at(text, pos);
  const bool ascii_mark = here.len == 1 && here.cp < 128 && here.in(kPunctuation | kSymbol);
  if (ascii_mark && is_ascii_letter(at(text, pos + 1))) return run_while(text, pos + 1, is_ascii_letter);
  constexpr ClassSet kWord = kLetter | kMark;
  constexpr ClassSet kMarks = kPunctuation | kSymbol;
  const bool may_precede = here.outside(kLetter | kMarks) && !is_newline(here);
  if (may_precede && at(text, pos + here.len).in(kWord)) return run(text, pos + here.len, kWord);
  if (here.in(kWord)) return run(text, pos, kWord);
  const size_t body_pos = here.cp == ' ' ? pos + 1 : pos;
  if (at(text, body_pos).in(kMarks)) return run_while(text, run(text, body_pos, kMarks), is_newline);
  if (const size_t end = through_last_newline(text, pos); end != pos) return end;
  return white_space_before_text(text, pos);
}

}  // namespace

Match gpt2(std::string_view text, size_t pos) { return find_next<gpt2_at>(text, pos); }
Match llama3(std::string_view text, size_t pos) { return find_next<cl100k_at<kLlama3>>(text, pos); }
Match qwen2(std::string_view text, size_t pos) { return find_next<cl100k_at<kQwen2>>(text, pos); }
Match qwen35(std::string_view text, size_t pos) { return find_next<cl100k_at<kQwen35>>(text, pos); }
Match minicpm5(std::string_view text, size_t pos) { return find_next<cl100k_at<kMinicpm5>>(text, pos); }
Match ufakzeka(std::string_view text, size_t pos) { return find_next<cl100k_at<kUfakzeka>>(text, pos); }
Match seed_coder(std::string_view text, size_t pos) { return find_next<cl100k_at<kSeedCoder>>(text, pos); }
Match exaone_moe(std::string_view text, size_t pos) { return find_next<exaone_moe_at>(text, pos); }
Match gpt4o(std::string_view text, size_t pos) { return find_next<o200k_at<true, 3>>(text, pos); }
Match tekken(std::string_view text, size_t pos) { return find_next<o200k_at<false, 1>>(text, pos); }
Match deepseek_v3(std::string_view text, size_t pos) { return find_next<deepseek_v3_at>(text, pos); }

}  // namespace ondol::patterns
