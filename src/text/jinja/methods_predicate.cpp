// str.isalpha and its kin.
#include "text/jinja/methods.h"
#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

/// Whether every character has one of `flags`, and there is one.
template <uint16_t kFlags>
bool all_have(std::string_view s) {
  for (size_t pos = 0; pos < s.size();) {
    if ((char_flags(utf8_next(s, pos)) & kFlags) == 0) return false;
  }
  return !s.empty();
}

/// Cased characters are all of the wanted case, and there is one.
bool all_cased(std::string_view s, uint16_t wanted) {
  bool any = false;
  for (size_t pos = 0; pos < s.size();) {
    const uint16_t flags = char_flags(utf8_next(s, pos)) & kCased;
    if (flags == 0) continue;
    if ((flags & wanted) == 0) return false;
    any = true;
  }
  return any;
}

bool is_ascii(std::string_view s) {
  for (char c : s) {
    if (static_cast<unsigned char>(c) >= 128) return false;
  }
  return true;
}

bool is_identifier(std::string_view s) {
  for (size_t pos = 0; pos < s.size();) {
    const uint16_t wanted = pos == 0 ? kIdStart : kIdPart;
    if ((char_flags(utf8_next(s, pos)) & wanted) == 0) return false;
  }
  return !s.empty();
}

bool is_printable(std::string_view s) {
  for (size_t pos = 0; pos < s.size();) {
    if (char_flags(utf8_next(s, pos)) & kUnprintable) return false;
  }
  return true;
}

bool is_title(std::string_view s) {
  bool previous_cased = false, any = false;
  for (size_t pos = 0; pos < s.size();) {
    const uint16_t flags = char_flags(utf8_next(s, pos));
    if (flags & (kUpper | kTitle)) {
      if (previous_cased) return false;
      previous_cased = any = true;
    } else if (flags & kLower) {
      if (!previous_cased) return false;
      any = true;
    } else {
      previous_cased = false;
    }
  }
  return any;
}

template <bool (*Fn)(std::string_view)>
Value predicate(Runtime& rt, const Value& self, Args&) {
  return rt.spend_bytes(4 * self.text().size()) ? Value::boolean(Fn(self.text())) : Value();
}

constexpr Builtin kRows[] = {
    {"isalnum", predicate<all_have<kAlpha | kDecimal | kDigit | kNumeric>>},
    {"isalpha", predicate<all_have<kAlpha>>},
    {"isascii", predicate<is_ascii>},
    {"isdecimal", predicate<all_have<kDecimal>>},
    {"isdigit", predicate<all_have<kDigit>>},
    {"isidentifier", predicate<is_identifier>},
    {"islower", predicate<is_lower_text>},
    {"isnumeric", predicate<all_have<kNumeric>>},
    {"isprintable", predicate<is_printable>},
    {"isspace", predicate<all_have<kSpace>>},
    {"istitle", predicate<is_title>},
    {"isupper", predicate<is_upper_text>},
};

}  // namespace

bool is_lower_text(std::string_view s) { return all_cased(s, kLower); }
bool is_upper_text(std::string_view s) { return all_cased(s, kUpper); }

const Builtin* find_string_predicate(std::string_view name) { return find_row(kRows, name); }

}  // namespace ondol::jinja
