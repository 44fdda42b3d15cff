// UTF-8 by RFC 3629, and the stream that never cuts a character. Knows nothing of tokens.
#include "text/utf8.h"

#include <algorithm>

#include "text/tokenizer.h"

namespace ondol::utf8 {
namespace {

// The allowed range of the second byte keeps out overlong forms, surrogates and what is above U+10FFFF.
struct Lead {
  uint32_t len;
  uint8_t second_min, second_max;
};

constexpr Lead lead_of(uint8_t byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// How many of the bytes at pos are a correct beginning of a character (0: not even the first).
uint32_t correct_bytes(std::string_view text, size_t pos, const Lead& lead) {
  uint32_t n = lead.len > 0 ? 1 : 0;
  while (n > 0 && n < lead.len && pos + n < text.size()) {
    const auto byte = static_cast<uint8_t>(text[pos + n]);
    const bool fits = n == 1 ? byte >= lead.second_min && byte <= lead.second_max : (byte & 0xC0) == 0x80;
    if (!fits) break;
    ++n;
  }
  return n;
}

constexpr char32_t kReplacement = 0xFFFD;

}  // namespace

Char decode_multibyte(std::string_view text, size_t pos) {
  const auto first = static_cast<uint8_t>(text[pos]);
  const Lead lead = lead_of(first);
  if (lead.len == 0 || correct_bytes(text, pos, lead) < lead.len) return {kReplacement, 1, false};
  if (lead.len == 1) return {first, 1, true};
  char32_t cp = first & (0x7F >> lead.len);
  for (uint32_t i = 1; i < lead.len; ++i) cp = cp << 6 | (static_cast<uint8_t>(text[pos + i]) & 0x3F);
  return {cp, lead.len, true};
}

void append(std::string& out, char32_t cp) {
  if (cp < 0x80) {
    out += static_cast<char>(cp);
  } else if (cp < 0x800) {
    out += static_cast<char>(0xC0 | cp >> 6);
    out += static_cast<char>(0x80 | (cp & 0x3F));
  } else if (cp < 0x10000) {
    out += static_cast<char>(0xE0 | cp >> 12);
    out += static_cast<char>(0x80 | (cp >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (cp & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | cp >> 18);
    out += static_cast<char>(0x80 | (cp >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (cp >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (cp & 0x3F));
  }
}

uint32_t announced_length(uint8_t first) {
  const uint32_t len = lead_of(first).len;
  return len == 0 ? 1 : len;
}

size_t complete_prefix(std::string_view text) {
  // A beginning is at most three bytes long.
  for (size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const size_t pos = text.size() - back;
    const Lead lead = lead_of(static_cast<uint8_t>(text[pos]));
    if (lead.len > back && correct_bytes(text, pos, lead) == back) return pos;
  }
  return text.size();
}

bool is_valid(std::string_view text) {
  for (size_t pos = 0; pos < text.size();) {
    const Char c = decode(text, pos);
    if (!c.valid) return false;
    pos += c.len;
  }
  return true;
}

std::string ascii_lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

}  // namespace ondol::utf8

namespace ondol {
namespace {

// One U+FFFD for each maximal beginning of a character, as the Unicode Standard (3.9) recommends.
void append_repaired(std::string& out, std::string_view bytes) {
  for (size_t pos = 0; pos < bytes.size();) {
    const utf8::Char c = utf8::decode(bytes, pos);
    if (c.valid) {
      out.append(bytes, pos, c.len);
      pos += c.len;
      continue;
    }
    utf8::append(out, c.cp);
    const utf8::Lead lead = utf8::lead_of(static_cast<uint8_t>(bytes[pos]));
    pos += std::max(1u, utf8::correct_bytes(bytes, pos, lead));
  }
}

}  // namespace

std::string Utf8Stream::push(std::string_view bytes) {
  pending_ += bytes;
  const size_t complete = utf8::complete_prefix(pending_);
  std::string out;
  append_repaired(out, std::string_view(pending_).substr(0, complete));
  pending_.erase(0, complete);
  return out;
}

std::string Utf8Stream::finish() {
  std::string out;
  append_repaired(out, pending_);
  pending_.clear();
  return out;
}

}  // namespace ondol
