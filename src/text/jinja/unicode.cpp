// Lookups in the generated tables, and Python's case rules on top of them (full mappings, final sigma).
// Must not know templates or values.
#include "text/jinja/unicode.h"

#include <algorithm>
#include <array>

#include "text/jinja/unicode_data.h"

namespace ondol::jinja {

namespace {

uint16_t look_up_flags(char32_t c) {
  const PropertyRun* end = kPropertyRuns + kPropertyRunCount;
  const PropertyRun* next = std::upper_bound(
      kPropertyRuns, end, c, [](char32_t cp, const PropertyRun& run) { return cp < run.first; });
  return (next - 1)->flags;
}

}  // namespace

uint16_t char_flags(char32_t c) {
  static const std::array<uint16_t, 128> ascii = [] {
    std::array<uint16_t, 128> table{};
    for (size_t i = 0; i < table.size(); ++i) table[i] = look_up_flags(static_cast<char32_t>(i));
    return table;
  }();
  return c < ascii.size() ? ascii[c] : look_up_flags(c);
}

char32_t utf8_next(std::string_view s, size_t& pos) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char lead = byte(pos);
  const size_t n = std::min(utf8_length(lead), s.size() - pos);
  char32_t c = n == 1 ? lead : lead & (0x7F >> n);
  for (size_t i = 1; i < n; ++i) c = (c << 6) | (byte(pos + i) & 0x3F);
  pos += n;
  return c;
}

char32_t utf8_previous(std::string_view s, size_t& pos) {
  do {
    --pos;
  } while (pos > 0 && (static_cast<unsigned char>(s[pos]) & 0xC0) == 0x80);
  size_t at = pos;
  return utf8_next(s, at);
}

void utf8_append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

size_t utf8_count(std::string_view s) {
  return static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

size_t utf8_offset(std::string_view s, size_t n) {
  size_t pos = 0;
  while (n-- > 0 && pos < s.size()) pos += utf8_length(static_cast<unsigned char>(s[pos]));
  return std::min(pos, s.size());
}

namespace {

/// Length of the valid character at s[pos], or 0; `bad` is then the length of the maximal invalid part.
size_t valid_length(std::string_view s, size_t pos, size_t& bad) {
  const auto at = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char lead = at(pos);
  bad = 1;
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const size_t n = utf8_length(lead);
  unsigned char low = 0x80, high = 0xBF;  // the second byte is narrower after some leads (RFC 3629)
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (size_t i = 1; i < n; ++i, low = 0x80, high = 0xBF) {
    if (pos + i >= s.size() || at(pos + i) < low || at(pos + i) > high) {
      bad = i;
      return 0;
    }
  }
  return n;
}

}  // namespace

size_t utf8_invalid_at(std::string_view s) {
  size_t bad = 0;
  for (size_t pos = 0; pos < s.size();) {
    const size_t n = valid_length(s, pos, bad);
    if (n == 0) return pos;
    pos += n;
  }
  return std::string_view::npos;
}

std::string utf8_sanitised(std::string_view s) {
  std::string out;
  size_t bad = 0;
  for (size_t pos = 0; pos < s.size();) {
    const size_t n = valid_length(s, pos, bad);
    if (n > 0) {
      out.append(s.substr(pos, n));
    } else {
      utf8_append(out, 0xFFFD);
    }
    pos += n > 0 ? n : bad;
  }
  return out;
}

std::string_view strip_left(std::string_view s) {
  size_t pos = 0;
  while (pos < s.size()) {
    size_t next = pos;
    if (!is_space(utf8_next(s, next))) break;
    pos = next;
  }
  return s.substr(pos);
}

std::string_view strip_right(std::string_view s) {
  size_t end = s.size();
  while (end > 0) {
    size_t start = end;
    if (!is_space(utf8_previous(s, start))) break;
    end = start;
  }
  return s.substr(0, end);
}

namespace {

enum CaseKind : uint8_t { kToLower, kToUpper, kToTitle };

const CaseRun* find_run(const CaseRun* runs, unsigned n, char32_t c) {
  // Runs with stride 2 interleave, so look back over the few whose range may hold c.
  const CaseRun* next =
      std::upper_bound(runs, runs + n, c, [](char32_t cp, const CaseRun& run) { return cp < run.first; });
  for (int back = 0; next != runs && back < 4; ++back) {
    --next;
    if (c <= next->last && (c - next->first) % next->stride == 0) return next;
  }
  return nullptr;
}

void append_mapped(std::string& out, char32_t c, CaseKind kind) {
  const CaseSpecial* end = kCaseSpecials + kCaseSpecialCount;
  const CaseSpecial* special =
      std::lower_bound(kCaseSpecials, end, c, [&](const CaseSpecial& row, char32_t cp) {
        return row.code_point < cp || (row.code_point == cp && row.kind < kind);
      });
  if (c >= 128 && special != end && special->code_point == c && special->kind == kind) {
    for (uint32_t to : special->to) {
      if (to != 0) utf8_append(out, to);
    }
    return;
  }
  const CaseRun* run = nullptr;
  if (kind == kToLower) run = find_run(kLowerRuns, kLowerRunCount, c);
  if (kind == kToTitle) run = find_run(kTitleRuns, kTitleRunCount, c);
  if (kind == kToUpper || (kind == kToTitle && run == nullptr)) run = find_run(kUpperRuns, kUpperRunCount, c);
  utf8_append(out, run == nullptr ? c : static_cast<char32_t>(static_cast<int64_t>(c) + run->delta));
}

/// Greek capital sigma ends a word as ς: a cased letter before it, none after, case-ignorable characters
/// skipped.
bool is_final_sigma(std::string_view s, size_t start, size_t after) {
  size_t pos = start;
  bool cased = false;
  while (pos > 0) {
    const uint16_t flags = char_flags(utf8_previous(s, pos));
    if (flags & kCaseIgnorable) continue;
    cased = (flags & kCased) != 0;
    break;
  }
  if (!cased) return false;
  for (pos = after; pos < s.size();) {
    const uint16_t flags = char_flags(utf8_next(s, pos));
    if (flags & kCaseIgnorable) continue;
    return (flags & kCased) == 0;
  }
  return true;
}

void append_lower(std::string& out, std::string_view s, size_t start, size_t after, char32_t c) {
  if (c == 0x3A3) {
    utf8_append(out, is_final_sigma(s, start, after) ? 0x3C2 : 0x3C3);
  } else {
    append_mapped(out, c, kToLower);
  }
}

}  // namespace

std::string to_lower(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (size_t pos = 0; pos < s.size();) {
    const size_t start = pos;
    const char32_t c = utf8_next(s, pos);
    if (c < 128) {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else {
      append_lower(out, s, start, pos, c);
    }
  }
  return out;
}

std::string to_upper(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (size_t pos = 0; pos < s.size();) {
    const char32_t c = utf8_next(s, pos);
    if (c < 128) {
      out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    } else {
      append_mapped(out, c, kToUpper);
    }
  }
  return out;
}

std::string to_title(std::string_view s) {
  std::string out;
  bool previous_cased = false;
  for (size_t pos = 0; pos < s.size();) {
    const size_t start = pos;
    const char32_t c = utf8_next(s, pos);
    if (previous_cased) {
      append_lower(out, s, start, pos, c);
    } else {
      append_mapped(out, c, kToTitle);
    }
    previous_cased = (char_flags(c) & kCased) != 0;
  }
  return out;
}

std::string to_capitalized(std::string_view s) {
  std::string out;
  for (size_t pos = 0; pos < s.size();) {
    const size_t start = pos;
    const char32_t c = utf8_next(s, pos);
    if (start == 0) {
      append_mapped(out, c, kToTitle);
    } else {
      append_lower(out, s, start, pos, c);
    }
  }
  return out;
}

std::string swap_case(std::string_view s) {
  std::string out;
  for (size_t pos = 0; pos < s.size();) {
    const size_t start = pos;
    const char32_t c = utf8_next(s, pos);
    const uint16_t flags = char_flags(c);
    if (flags & kUpper) {
      append_lower(out, s, start, pos, c);
    } else if (flags & kLower) {
      append_mapped(out, c, kToUpper);
    } else {
      utf8_append(out, c);
    }
  }
  return out;
}

}  // namespace ondol::jinja
