// Reading and writing single UTF-8 characters from bytes that nobody has checked.
// Knows nothing of tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ondol::utf8 {

/// One decoded character. A byte that starts no valid character (RFC 3629: no surrogates, no overlong forms,
/// nothing above U+10FFFF) comes out alone, with valid = false and cp = U+FFFD.
struct Char {
  char32_t cp = 0;
  uint32_t len = 0;  ///< bytes; 0 only at the end of the text
  bool valid = true;
};

Char decode_multibyte(std::string_view text, size_t pos);

inline Char decode(std::string_view text, size_t pos) {
  if (pos >= text.size()) return {};
  const auto byte = static_cast<uint8_t>(text[pos]);
  if (byte < 0x80) return {byte, 1, true};
  return decode_multibyte(text, pos);
}

void append(std::string& out, char32_t cp);

/// Bytes that this first byte announces (1–4); 1 for a byte that cannot be first.
uint32_t announced_length(uint8_t first);

/// Length of the longest prefix of text that ends at a whole character; what follows it is the beginning
/// of a character that further bytes may complete.
size_t complete_prefix(std::string_view text);

bool is_valid(std::string_view text);

/// A to Z made small; every other byte stays, so that places in the text do too.
std::string ascii_lower(std::string text);

}  // namespace ondol::utf8
