// Building blocks of the split patterns: characters with their classes, runs, and the searches that turn
// "what matches here" into "where is the next match". Knows nothing of pattern names or vocabularies.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "text/pretokenizer.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace ondol::scan {

using unicode::ClassSet;
using unicode::kLetter;
using unicode::kMark;
using unicode::kNumber;
using unicode::kPunctuation;
using unicode::kSymbol;
using unicode::kWhiteSpace;

/// A character and its classes. len is 0 at the end of the text, and then it is in no class.
struct Char {
  char32_t cp = 0;
  ClassSet classes = 0;
  uint32_t len = 0;

  bool in(ClassSet set) const { return (classes & set) != 0; }
  bool outside(ClassSet set) const { return len != 0 && (classes & set) == 0; }
};

constexpr ClassSet ascii_classes(char c) {
  using namespace unicode;
  if (c < ' ' || c == 127) return bit(Cc) | (c >= 9 && c <= 13 ? kWhiteSpace : 0);
  if (c == ' ') return bit(Zs) | kWhiteSpace;
  if (c >= 'a' && c <= 'z') return bit(Ll);
  if (c >= 'A' && c <= 'Z') return bit(Lu);
  if (c >= '0' && c <= '9') return bit(Nd);
  const auto one_of = [c](std::string_view set) { return set.find(c) != std::string_view::npos; };
  if (c == '$') return bit(Sc);
  if (one_of("+<=>|~")) return bit(Sm);
  if (one_of("^`")) return bit(Sk);
  if (c == '_') return bit(Pc);
  if (c == '-') return bit(Pd);
  if (one_of("([{")) return bit(Ps);
  return one_of(")]}") ? bit(Pe) : bit(Po);
}

constexpr std::array<ClassSet, 128> make_ascii_classes() {
  std::array<ClassSet, 128> table{};
  for (size_t i = 0; i < table.size(); ++i) table[i] = ascii_classes(static_cast<char>(i));
  return table;
}

inline constexpr std::array<ClassSet, 128> kAsciiClasses = make_ascii_classes();

/// A byte that is not UTF-8 counts as one unassigned character.
inline Char at(std::string_view text, size_t pos) {
  if (pos >= text.size()) return {};
  const auto byte = static_cast<uint8_t>(text[pos]);
  if (byte < 0x80) return {byte, kAsciiClasses[byte], 1};
  const utf8::Char c = utf8::decode_multibyte(text, pos);
  return {c.cp, c.valid ? unicode::classes_of(c.cp) : unicode::bit(unicode::Cn), c.len};
}

/// Ends of the longest runs from pos.
template <class Predicate>
size_t run_while(std::string_view text, size_t pos, Predicate&& wanted) {
  for (Char c = at(text, pos); c.len != 0 && wanted(c); c = at(text, pos)) pos += c.len;
  return pos;
}
inline size_t run(std::string_view text, size_t pos, ClassSet set) {
  return run_while(text, pos, [set](const Char& c) { return c.in(set); });
}
inline size_t run_outside(std::string_view text, size_t pos, ClassSet set) {
  return run_while(text, pos, [set](const Char& c) { return !c.in(set); });
}
inline bool is_newline(const Char& c) { return c.cp == '\n' || c.cp == '\r'; }

/// match_at(text, pos) gives the end of the match that starts at pos, or pos. It must fail after looking at
/// O(1) characters wherever a search could meet long runs of failures; that keeps the search linear.
template <size_t (*match_at)(std::string_view, size_t)>
Match find_next(std::string_view text, size_t pos) {
  while (pos < text.size()) {
    const size_t end = match_at(text, pos);
    if (end != pos) return {pos, end};
    pos += at(text, pos).len;
  }
  return {text.size(), text.size()};
}

std::string_view without_trailing_space(std::string_view text);

/// English contractions 's 't 'm 'd 're 've 'll from pos on; pos where there is none.
size_t contraction(std::string_view text, size_t pos, bool any_case);

/// \s+(?!\S)|\s+ from pos, which is white space: the run without its last character where text follows.
size_t white_space_before_text(std::string_view text, size_t pos);

/// \s*[\r\n]+ from pos, which is white space: up to the last line break of the run; pos without one.
size_t through_last_newline(std::string_view text, size_t pos);

}  // namespace ondol::scan
