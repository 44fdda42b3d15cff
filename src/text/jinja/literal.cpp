// String literals: Python's backslash escapes, as jinja2 applies them (through the unicode-escape codec).
#include <cctype>

#include "text/jinja/lexer.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

constexpr std::string_view kSimpleFrom = "\\'\"abfnrtv";
constexpr std::string_view kSimpleTo = "\\'\"\a\b\f\n\r\t\v";

Error refuse(const char* why) { return {ErrorCode::bad_format, why}; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 32);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// A character that is not ASCII reaches the codec as an escape of its own; a backslash before it eats that
/// one's backslash, so the escape's letters stay.
void append_as_letters(std::string& out, char32_t c) {
  constexpr char kHex[] = "0123456789abcdef";
  const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  out += digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
  for (int i = digits - 1; i >= 0; --i) out += kHex[(c >> (4 * i)) & 15];
}

}  // namespace

Result<std::string> unescape_literal(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  for (size_t i = 0; i < body.size();) {
    if (body[i] != '\\') {
      out += body[i++];
      continue;
    }
    if (++i >= body.size()) return refuse("\\ at end of string");
    const char c = body[i];
    if (const size_t at = kSimpleFrom.find(c); at != std::string_view::npos) {
      out += kSimpleTo[at];
      ++i;
    } else if (c == '\n') {
      ++i;
    } else if (c >= '0' && c <= '7') {
      char32_t value = 0;
      for (int n = 0; n < 3 && i < body.size() && body[i] >= '0' && body[i] <= '7'; ++n, ++i) {
        value = value * 8 + static_cast<char32_t>(body[i] - '0');
      }
      utf8_append(out, value);
    } else if (c == 'x' || c == 'u' || c == 'U') {
      const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      char32_t value = 0;
      for (size_t n = 1; n <= digits; ++n) {
        const int digit = i + n < body.size() ? hex_value(body[i + n]) : -1;
        if (digit < 0) return refuse("truncated \\x, \\u or \\U escape in a string");
        value = value * 16 + static_cast<char32_t>(digit);
      }
      if (value > 0x10FFFF) return refuse("illegal Unicode character in a string");
      if (value >= 0xD800 && value < 0xE000) return refuse("lone surrogate in a string");
      utf8_append(out, value);
      i += digits + 1;
    } else if (c == 'N') {
      return refuse("\\N{…} escapes are not supported");
    } else {
      out += '\\';
      if (static_cast<unsigned char>(c) < 0x80) {
        out += c;
        ++i;
      } else {
        append_as_letters(out, utf8_next(body, i));
      }
    }
  }
  return out;
}

}  // namespace ondol::jinja
