// Numbers in words; see number.h.
#include "home/values/number.h"

#include <array>
#include <charconv>

#include "home/words.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

struct Word {
  std::string_view text;
  double value;
};

constexpr Word kSmall[] = {
    {"zero", 0},       {"oh", 0},        {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},
    {"five", 5},       {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},
    {"eleven", 11},    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16},
    {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},
    {"fourty", 40},    {"fifty", 50},    {"sixty", 60},    {"seventy", 70},  {"eighty", 80},  {"ninety", 90},
    {"couple", 2},     {"dozen", 12},
};
constexpr Word kShares[] = {
    {"half", 0.5},     {"halves", 0.5},    {"third", 1.0 / 3}, {"thirds", 1.0 / 3},
    {"quarter", 0.25}, {"quarters", 0.25}, {"fourth", 0.25},   {"fourths", 0.25},
    {"fifth", 0.2},    {"fifths", 0.2},    {"tenth", 0.1},     {"tenths", 0.1},
};
// Native Korean: tens, then ones, in the forms that stand before a unit too.
constexpr Word kNativeTens[] = {{"스물", 20}, {"스무", 20}, {"서른", 30}, {"마흔", 40}, {"쉰", 50},
                                {"예순", 60}, {"일흔", 70}, {"여든", 80}, {"아흔", 90}, {"열", 10}};
constexpr Word kNativeOnes[] = {{"하나", 1}, {"한", 1},   {"둘", 2},   {"두", 2},   {"셋", 3},
                                {"세", 3},   {"석", 3},   {"넷", 4},   {"네", 4},   {"넉", 4},
                                {"다섯", 5}, {"여섯", 6}, {"일곱", 7}, {"여덟", 8}, {"아홉", 9}};
constexpr Word kSinoDigits[] = {{"영", 0}, {"공", 0}, {"일", 1}, {"이", 2}, {"삼", 3}, {"사", 4},
                                {"오", 5}, {"육", 6}, {"륙", 6}, {"칠", 7}, {"팔", 8}, {"구", 9}};
constexpr Word kSinoPlaces[] = {{"십", 10}, {"백", 100}, {"천", 1000}};

size_t skip_spaces(std::string_view text, size_t pos) {
  while (pos < text.size() && text[pos] == ' ') ++pos;
  return pos;
}

template <size_t N>
const Word* prefix_word(std::string_view text, const Word (&words)[N]) {
  const Word* best = nullptr;
  for (const Word& word : words)
    if (text.starts_with(word.text) && (best == nullptr || word.text.size() > best->text.size()))
      best = &word;
  return best;
}

/// The English word at pos, which ends where letters end.
std::string_view english_word(std::string_view text, size_t pos) {
  size_t end = pos;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  return text.substr(pos, end - pos);
}

template <size_t N>
std::optional<double> exact_word(std::string_view word, const Word (&words)[N]) {
  for (const Word& known : words)
    if (known.text == word) return known.value;
  return std::nullopt;
}

std::optional<NumberRead> read_digits(std::string_view text, size_t pos) {
  double value = 0;
  const char* begin = text.data() + pos;
  if (pos < text.size() && *begin == '+') ++begin;
  const auto read = std::from_chars(begin, text.data() + text.size(), value, std::chars_format::fixed);
  if (read.ec != std::errc()) return std::nullopt;
  const bool digit = *begin >= '0' && *begin <= '9';
  const bool sign = (*begin == '-' || *begin == '.') && begin + 1 < text.data() + text.size();
  if (!digit && !sign) return std::nullopt;
  size_t end = static_cast<size_t>(read.ptr - text.data());
  // "1/2", "3/4"
  if (end + 1 < text.size() && text[end] == '/') {
    double below = 0;
    const auto second = std::from_chars(text.data() + end + 1, text.data() + text.size(), below);
    if (second.ec == std::errc() && below > 0)
      return NumberRead{value / below, static_cast<size_t>(second.ptr - text.data()), value < below};
  }
  return NumberRead{value, end, false};
}

/// "and a half", "and three quarters", "point five" after a whole number.
void read_fraction(std::string_view text, NumberRead& number) {
  size_t pos = skip_spaces(text, number.end);
  std::string_view word = english_word(text, pos);
  if (word == "point") {
    double scale = 0.1;
    for (;;) {
      pos = skip_spaces(text, pos + word.size());
      word = english_word(text, pos);
      const auto digit = exact_word(word, kSmall);
      if (!digit || *digit > 9) return;
      number.value += *digit * scale;
      scale /= 10;
      number.end = pos + word.size();
    }
  }
  if (word != "and") return;
  pos = skip_spaces(text, pos + word.size());
  double n = 1;
  word = english_word(text, pos);
  if (word == "a" || word == "an" || word == "one" || word == "three" || word == "two") {
    n = word == "three" ? 3 : word == "two" ? 2 : 1;
    pos = skip_spaces(text, pos + word.size());
    word = english_word(text, pos);
  }
  if (const auto share = exact_word(word, kShares)) {
    number.value += n * *share;
    number.end = pos + word.size();
  } else if (const auto digits = read_digits(text, pos); digits && digits->is_share) {
    number.value += digits->value;
    number.end = digits->end;
  }
}

/// "twenty two", "a hundred and five", "one thousand".
std::optional<NumberRead> read_english(std::string_view text, size_t pos) {
  double total = 0, part = 0;
  bool any = false;
  NumberRead out;
  for (std::string_view word = english_word(text, pos); !word.empty();
       pos = skip_spaces(text, pos + word.size()), word = english_word(text, pos)) {
    if (const auto small = exact_word(word, kSmall)) {
      // "five ten" is two numbers; "twenty five" one.
      const bool fits = !any || (part >= 20 && *small < 10 && static_cast<int>(part) % 10 == 0) ||
                        (part >= 100 && *small < 100 && static_cast<int>(part) % 100 == 0) ||
                        (part == 0 && total > 0);
      // "One twenty five", as boilers and thermostats are set.
      const bool hundred = any && part == 1 && total == 0 && *small >= 20;
      if (!fits && !hundred) break;
      part = hundred ? 100 + *small : part + *small;
    } else if (word == "hundred" || word == "thousand") {
      if (word == "hundred")
        part = (any && part > 0 ? part : 1) * 100;
      else
        total += (any && part > 0 ? part : 1) * 1000, part = 0;
    } else if ((word == "a" || word == "an") && !any) {
      const size_t next = skip_spaces(text, pos + word.size());
      const std::string_view after = english_word(text, next);
      if (const auto share = exact_word(after, kShares)) return NumberRead{*share, next + after.size(), true};
      if (after != "hundred" && after != "thousand" && after != "couple" && after != "dozen") {
        out = {1, pos + word.size(), false};  // "an hour"
        return out;
      }
      continue;
    } else if (word == "and" && any && (part >= 100 || total > 0)) {
      const std::string_view after = english_word(text, skip_spaces(text, pos + word.size()));
      if (!exact_word(after, kSmall)) break;
      continue;
    } else if (const auto share = exact_word(word, kShares)) {
      if (!any) return NumberRead{*share, pos + word.size(), true};
      if (word != "third" && word != "fourth" && word != "fifth" && word != "tenth") {
        out = {(total + part) * *share, pos + word.size(), true};  // "three quarters"
        return out;
      }
      if (total + part == 1) return NumberRead{*share, pos + word.size(), true};
      break;
    } else {
      break;
    }
    any = true;
    out.end = pos + word.size();
  }
  if (!any) return std::nullopt;
  out.value = total + part;
  return out;
}

std::optional<NumberRead> read_native(std::string_view text, size_t pos) {
  double value = 0;
  size_t end = pos;
  if (const Word* tens = prefix_word(text.substr(pos), kNativeTens)) {
    value = tens->value;
    end = pos + tens->text.size();
    pos = skip_spaces(text, end);
  }
  if (const Word* ones = prefix_word(text.substr(pos), kNativeOnes)) {
    value += ones->value;
    end = pos + ones->text.size();
  }
  if (value == 0) return std::nullopt;
  return NumberRead{value, end, false};
}

/// Whether "만" at the beginning of rest is ten thousand and no particle. "이만 오천" and "만 룩스" go on
/// with what counts; "십만 올려", "삼십만 남겨" are ten only, thirty only: what a home counts seldom reaches
/// ten thousand.
bool is_ten_thousand(std::string_view rest) {
  constexpr std::string_view kMan = "만";
  if (!rest.starts_with(kMan)) return false;
  rest.remove_prefix(kMan.size());
  rest.remove_prefix(skip_spaces(rest, 0));
  for (const std::string_view unit : {"룩스", "럭스", "와트", "켈빈", "원"})
    if (rest.starts_with(unit)) return true;
  if (const auto digits = read_digits(rest, 0)) rest.remove_prefix(digits->end);
  if (const Word* digit = prefix_word(rest, kSinoDigits)) rest.remove_prefix(digit->text.size());
  return prefix_word(rest, kSinoPlaces) != nullptr;
}

std::optional<NumberRead> read_sino(std::string_view text, size_t pos) {
  double total = 0, section = 0, digit = -1;
  size_t end = pos;
  for (;;) {
    const size_t at = skip_spaces(text, end);
    const std::string_view rest = text.substr(at);
    if (const Word* place = prefix_word(rest, kSinoPlaces)) {
      section += (digit > 0 ? digit : 1) * place->value;
      digit = -1;
      end = at + place->text.size();
    } else if ((section > 0 || digit > 0) && is_ten_thousand(rest)) {
      total += (section + std::max(digit, 0.0)) * 10000;
      section = 0, digit = -1;
      end = at + std::string_view("만").size();
    } else if (const Word* one = prefix_word(rest, kSinoDigits)) {
      digit = digit < 0 ? one->value : digit * 10 + one->value;  // "이 오": twenty-five, digit by digit
      end = at + one->text.size();
    } else {
      break;
    }
  }
  if (end == pos) return std::nullopt;
  NumberRead out{total + section + std::max(digit, 0.0), end, false};
  size_t at = skip_spaces(text, end);
  if (text.substr(at).starts_with("점")) {
    at = skip_spaces(text, at + std::string_view("점").size());
    double scale = 0.1;
    while (const Word* one = prefix_word(text.substr(at), kSinoDigits)) {
      out.value += one->value * scale;
      scale /= 10;
      out.end = at + one->text.size();
      at = skip_spaces(text, out.end);
    }
  }
  return out;
}

/// "3만 룩스", "5백": digits before a Korean place.
void scale_by_place(std::string_view text, NumberRead& number) {
  const std::string_view rest = text.substr(number.end);
  if (const Word* place = prefix_word(rest, kSinoPlaces)) {
    number.value *= place->value;
    number.end += place->text.size();
  } else if (is_ten_thousand(rest)) {
    number.value *= 10000;
    number.end += std::string_view("만").size();
  }
}

std::optional<NumberRead> read_korean_share(std::string_view text, size_t pos) {
  // "삼분의 일", "3분의 1" is read by the unit: the share words only.
  for (const Word& word : {Word{"절반", 0.5}, Word{"반", 0.5}}) {
    if (text.substr(pos).starts_with(word.text)) return NumberRead{word.value, pos + word.text.size(), true};
  }
  return std::nullopt;
}

std::optional<NumberRead> read_whole(std::string_view text, size_t pos) {
  if (auto digits = read_digits(text, pos)) {
    scale_by_place(text, *digits);
    return digits;
  }
  if (auto english = read_english(text, pos)) return english;
  if (auto native = read_native(text, pos)) return native;
  if (auto sino = read_sino(text, pos)) return sino;
  return read_korean_share(text, pos);
}

}  // namespace

std::optional<NumberRead> read_number(std::string_view text) {
  const size_t pos = skip_spaces(text, 0);
  if (pos >= text.size()) return std::nullopt;
  auto number = read_whole(text, pos);
  if (!number) return number;
  constexpr std::string_view kOf = "분의";
  // "삼분의 일": the denominator comes first.
  if (const size_t at = skip_spaces(text, number->end);
      number->value >= 2 && text.substr(at).starts_with(kOf)) {
    if (const auto above = read_whole(text, skip_spaces(text, at + kOf.size()));
        above && above->value > 0 && above->value <= number->value)
      return NumberRead{above->value / number->value, above->end, true};
  }
  if (!number->is_share) read_fraction(text, *number);
  return number;
}

std::string prepare_value(std::string_view text) {
  const std::string composed = unicode::nfc(text);
  std::string out;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (size_t pos = 0; pos < composed.size();) {
    const utf8::Char c = utf8::decode(composed, pos);
    const char before = out.empty() ? ' ' : out.back();
    pos += c.len;
    const char after = pos < composed.size() ? composed[pos] : ' ';
    if (c.cp == ',' && is_digit(before) && is_digit(after)) continue;
    if (c.cp >= 'A' && c.cp <= 'Z') {
      out += static_cast<char>(c.cp + 32);
    } else if (c.cp == '-' && before != ' ' && !is_digit(before)) {
      out += ' ';  // "twenty-two"
    } else if (c.cp == 0x2212) {
      out += '-';
    } else if (c.cp == '\'' || c.cp == 0x2019 || c.cp == '"' || c.cp == '!' || c.cp == '?' || c.cp == ',' ||
               (c.cp == '.' && !is_digit(after))) {
      out += ' ';
    } else if (c.cp == 0x00BD) {
      out += is_digit(before) ? ".5" : "1/2";
    } else if (c.valid &&
               (unicode::classes_of(c.cp) & (unicode::kWhiteSpace | unicode::bit(unicode::Cc))) == 0) {
      utf8::append(out, c.cp);
    } else {
      out += ' ';
    }
  }
  std::string joined;
  for (const std::string_view word : split_words(out))
    joined += (joined.empty() ? "" : " ") + std::string(word);
  return joined;
}

}  // namespace ondol::home
