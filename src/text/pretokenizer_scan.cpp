// The parts that many split patterns share. Knows nothing of pattern names or vocabularies.
#include "text/pretokenizer_scan.h"

namespace ondol::scan {
namespace {

char lower(const Char& c) {
  // U+017F, long s, is an s to every case-insensitive pattern.
  if (c.cp == 0x17F) return 's';
  if (c.cp >= 'A' && c.cp <= 'Z') return static_cast<char>(c.cp - 'A' + 'a');
  return c.cp < 128 ? static_cast<char>(c.cp) : '\0';
}

}  // namespace

std::string_view without_trailing_space(std::string_view text) {
  // White space in UTF-8 is at most three bytes long; walk back one character at a time.
  while (!text.empty()) {
    size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && (static_cast<uint8_t>(text[start]) & 0xC0) == 0x80)
      --start;
    const Char c = at(text, start);
    if (!c.in(kWhiteSpace) || start + c.len != text.size()) break;
    text.remove_suffix(c.len);
  }
  return text;
}

size_t contraction(std::string_view text, size_t pos, bool any_case) {
  if (pos >= text.size() || text[pos] != '\'') return pos;
  const Char first = at(text, pos + 1);
  const size_t after_first = pos + 1 + first.len;
  const Char second = at(text, after_first);
  const auto letter = [any_case](const Char& c) {
    return any_case ? lower(c) : (c.cp < 128 ? static_cast<char>(c.cp) : '\0');
  };
  const char a = letter(first), b = letter(second);
  if (a == 's' || a == 't' || a == 'm' || a == 'd') return after_first;
  const bool two = (a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l');
  return two ? after_first + second.len : pos;
}

size_t white_space_before_text(std::string_view text, size_t pos) {
  size_t last = pos, end = pos;
  for (Char c = at(text, pos); c.in(kWhiteSpace); c = at(text, end)) {
    last = end;
    end += c.len;
  }
  return end == text.size() || last == pos ? end : last;
}

size_t through_last_newline(std::string_view text, size_t pos) {
  size_t after_newline = pos;
  for (Char c = at(text, pos); c.in(kWhiteSpace); c = at(text, pos)) {
    pos += c.len;
    if (is_newline(c)) after_newline = pos;
  }
  return after_newline;
}

}  // namespace ondol::scan
