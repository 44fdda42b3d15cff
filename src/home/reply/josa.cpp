// Endings of syllables, digits and letters; see josa.h.
#include "home/reply/josa.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/unicode.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

struct Pair {
  std::string_view after_consonant, after_vowel;
};
constexpr Pair kPairs[] = {{"을", "를"},   {"이", "가"},       {"은", "는"},       {"과", "와"},
                           {"으로", "로"}, {"이에요", "예요"}, {"이나", "나"},     {"이랑", "랑"},
                           {"아", "야"},   {"이라도", "라도"}, {"이라고", "라고"}, {"이면", "면"},
                           {"이야", "야"}, {"이든", "든"}};
constexpr auto kPairNames = [] {
  std::array<std::string_view, std::size(kPairs)> out{};
  for (size_t i = 0; i < std::size(kPairs); ++i) out[i] = kPairs[i].after_consonant;
  return out;
}();

// 영 일 이 삼 사 오 육 칠 팔 구; a number that ends in 0 ends as 십, 백, 천, 만 do, in a consonant like 영.
constexpr Ending kDigits[] = {Ending::consonant, Ending::rieul, Ending::vowel,     Ending::consonant,
                              Ending::vowel,     Ending::vowel, Ending::consonant, Ending::rieul,
                              Ending::rieul,     Ending::vowel};

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

Ending ending_of_letter(char lower) {
  if (lower == 'l' || lower == 'r') return Ending::rieul;  // 엘, 알
  return lower == 'm' || lower == 'n' ? Ending::consonant : Ending::vowel;
}

/// A Latin word as it is written in Korean: "fan" 팬, "light" 라이트, "table" 테이블; abbreviations by letter
/// names.
Ending ending_of_word(std::string word) {
  const bool capitals = std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
  word = utf8::ascii_lower(std::move(word));
  const bool no_vowel = std::ranges::none_of(word, is_vowel);
  if (capitals || no_vowel || word.size() == 1) return ending_of_letter(word.back());
  if (word.size() > 2 && word.back() == 'e' && !is_vowel(word[word.size() - 2]))
    word.pop_back();  // "home" 홈
  if (word.back() == 'l') return Ending::rieul;
  if (word.back() == 'm' || word.back() == 'n' || word.ends_with("ng") || word.ends_with("ck"))
    return Ending::consonant;
  return Ending::vowel;
}

}  // namespace

Ending ending_of(std::string_view text) {
  std::vector<char32_t> letters;
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    pos += c.len;
    letters.push_back(c.cp);
  }
  for (size_t i = letters.size(); i-- > 0;) {
    const char32_t cp = letters[i];
    if (cp == '%' || cp == 0xB0 || cp == 0x2103 || cp == 0x2109) return Ending::vowel;  // 퍼센트, 도
    if (cp >= '0' && cp <= '9') return kDigits[cp - '0'];
    if (cp >= 0xAC00 && cp <= 0xD7A3) {
      const auto tail = (cp - 0xAC00) % 28;
      return tail == 0 ? Ending::vowel : tail == 8 ? Ending::rieul : Ending::consonant;
    }
    if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z')) {
      std::string word;
      size_t begin = i + 1;
      const auto is_latin = [&](char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
      while (begin > 0 && is_latin(letters[begin - 1])) word += static_cast<char>(letters[--begin]);
      if (begin > 0 && letters[begin - 1] == 0xB0) return Ending::vowel;  // "°C": 도
      std::ranges::reverse(word);
      return ending_of_word(word);
    }
  }
  return Ending::vowel;
}

std::span<const std::string_view> paired_particles() { return kPairNames; }

std::string_view particle_after(std::string_view text, size_t index) {
  const Pair& pair = kPairs[index];
  const Ending ending = ending_of(text);
  const bool vowel_form = ending == Ending::vowel || (pair.after_vowel == "로" && ending == Ending::rieul);
  return vowel_form ? pair.after_vowel : pair.after_consonant;
}

std::string with_particle(std::string_view text, std::string_view particle) {
  const auto found = std::ranges::find(kPairNames, particle);
  const bool paired = found != kPairNames.end();
  return std::string(text) +
         std::string(paired ? particle_after(text, static_cast<size_t>(found - kPairNames.begin()))
                            : particle);
}

}  // namespace ondol::home
