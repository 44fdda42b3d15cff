// UTF-8 and what Python's str methods know of characters (case, classes), for the template interpreter.
// Knows nothing of templates. Strings given to it are valid UTF-8 unless a function says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ondol::jinja {

enum CharFlag : uint16_t {
  kAlpha = 1 << 0,
  kDecimal = 1 << 1,
  kDigit = 1 << 2,
  kNumeric = 1 << 3,
  kSpace = 1 << 4,
  kUnprintable = 1 << 5,
  kLower = 1 << 6,
  kUpper = 1 << 7,
  kTitle = 1 << 8,
  kCaseIgnorable = 1 << 9,
  kIdStart = 1 << 10,
  kIdPart = 1 << 11,
  kCased = kLower | kUpper | kTitle,
};

uint16_t char_flags(char32_t c);
inline bool is_space(char32_t c) {
  return c < 128 ? (c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31)) : (char_flags(c) & kSpace) != 0;
}

/// Bytes of the character that starts with `lead`.
inline size_t utf8_length(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}
/// Decodes the character at s[pos] and moves pos past it.
char32_t utf8_next(std::string_view s, size_t& pos);
/// Decodes the character that ends before s[pos] and moves pos to its start.
char32_t utf8_previous(std::string_view s, size_t& pos);
void utf8_append(std::string& out, char32_t c);
size_t utf8_count(std::string_view s);
/// Byte offset of the n-th character (n ≤ count).
size_t utf8_offset(std::string_view s, size_t n);
/// Offset of the first byte that is not UTF-8 (surrogates and overlong forms are not), or npos.
size_t utf8_invalid_at(std::string_view s);
/// Copy with U+FFFD for every maximal invalid part.
std::string utf8_sanitised(std::string_view s);

std::string_view strip_left(std::string_view s);  ///< Python's whitespace
std::string_view strip_right(std::string_view s);
inline std::string_view strip(std::string_view s) { return strip_left(strip_right(s)); }

std::string to_lower(std::string_view s);
std::string to_upper(std::string_view s);
std::string to_title(std::string_view s);  ///< str.title
std::string to_capitalized(std::string_view s);
std::string swap_case(std::string_view s);

}  // namespace ondol::jinja
