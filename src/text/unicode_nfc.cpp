// Canonical composition by UAX 15: decompose, order the combining marks, compose. Hangul is arithmetic (the
// Standard, 3.12); the rest is looked up. Knows nothing of tokens.
#include <algorithm>
#include <vector>

#include "text/unicode.h"
#include "text/unicode_data.h"
#include "text/utf8.h"

namespace ondol::unicode {
namespace {

constexpr char32_t kLBase = 0x1100, kVBase = 0x1161, kTBase = 0x11A7, kSBase = 0xAC00;
constexpr char32_t kLCount = 19, kVCount = 21, kTCount = 28, kSCount = kLCount * kVCount * kTCount;
/// Bytes that are no UTF-8 travel as code points above the last one.
constexpr char32_t kRawByte = 0x110000;
constexpr uint32_t kComposes = 0x80000000;

struct Triple {
  uint32_t composed, first, second;
};
static_assert(sizeof(Triple) == 3 * sizeof(uint32_t));

struct Pair {
  char32_t first, second, composed;
  bool operator<(const Pair& other) const {
    return first != other.first ? first < other.first : second < other.second;
  }
};

struct Tables {
  std::vector<Triple> decompositions;  // by composed
  std::vector<Pair> compositions;      // by first, second
  std::vector<char32_t> seconds;       // all that may be composed with what is before them
};

const Tables& tables() {
  static const Tables instance = [] {
    Tables t;
    for (size_t i = 0; i + 2 < unicode_data::decompositions_size; i += 3) {
      const uint32_t* row = unicode_data::decompositions + i;
      t.decompositions.push_back({row[0], row[1], row[2]});
      if ((row[2] & kComposes) == 0) continue;
      t.compositions.push_back({row[1], row[2] & ~kComposes, row[0]});
      t.seconds.push_back(row[2] & ~kComposes);
    }
    std::ranges::sort(t.compositions, std::less<>());
    std::ranges::sort(t.seconds);
    t.seconds.erase(std::unique(t.seconds.begin(), t.seconds.end()), t.seconds.end());
    return t;
  }();
  return instance;
}

const Triple* decomposition_of(char32_t cp) {
  const auto& rows = tables().decompositions;
  const auto row = std::ranges::lower_bound(rows, cp, {}, &Triple::composed);
  return row != rows.end() && row->composed == cp ? &*row : nullptr;
}

uint8_t combining_class(char32_t cp) {
  if (cp < 0x300 || cp >= kRawByte) return 0;
  const uint32_t* begin = unicode_data::combining_runs;
  const uint32_t* run = std::upper_bound(begin, begin + unicode_data::combining_runs_size, cp << 8 | 0xFF);
  return static_cast<uint8_t>(run[-1] & 0xFF);
}

void append_decomposed(char32_t cp, std::vector<char32_t>& out) {
  if (cp >= kSBase && cp < kSBase + kSCount) {
    const char32_t s = cp - kSBase;
    out.push_back(kLBase + s / (kVCount * kTCount));
    out.push_back(kVBase + s % (kVCount * kTCount) / kTCount);
    if (s % kTCount != 0) out.push_back(kTBase + s % kTCount);
    return;
  }
  const Triple* row = cp < 0xC0 ? nullptr : decomposition_of(cp);
  if (row == nullptr) return out.push_back(cp);
  append_decomposed(row->first, out);  // the table's chains are a few links long
  if ((row->second & ~kComposes) != 0) append_decomposed(row->second & ~kComposes, out);
}

void order_marks(std::vector<char32_t>& text) {
  for (size_t i = 0; i < text.size();) {
    if (combining_class(text[i]) == 0) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && combining_class(text[end]) != 0) ++end;
    std::stable_sort(text.begin() + static_cast<ptrdiff_t>(i), text.begin() + static_cast<ptrdiff_t>(end),
                     [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
    i = end;
  }
}

// The composed character, or 0.
char32_t composed_of(char32_t first, char32_t second) {
  if (first >= kLBase && first < kLBase + kLCount && second >= kVBase && second < kVBase + kVCount) {
    return kSBase + ((first - kLBase) * kVCount + (second - kVBase)) * kTCount;
  }
  const bool lv = first >= kSBase && first < kSBase + kSCount && (first - kSBase) % kTCount == 0;
  if (lv && second > kTBase && second < kTBase + kTCount) return first + (second - kTBase);
  const auto& pairs = tables().compositions;
  const auto pair = std::lower_bound(pairs.begin(), pairs.end(), Pair{first, second, 0});
  const bool found = pair != pairs.end() && pair->first == first && pair->second == second;
  return found ? pair->composed : 0;
}

void compose(std::vector<char32_t>& text) {
  constexpr size_t kNone = SIZE_MAX;
  size_t starter = kNone, out = 0;
  int last_class = -1;  // of what stands between the starter and here; -1: nothing
  for (const char32_t cp : text) {
    const int cls = combining_class(cp);
    if (starter != kNone && last_class < cls) {
      if (const char32_t composed = composed_of(text[starter], cp); composed != 0) {
        text[starter] = composed;
        continue;
      }
    }
    if (cls == 0) {
      starter = out;
      last_class = -1;
    } else {
      last_class = cls;
    }
    text[out++] = cp;
  }
  text.resize(out);
}

}  // namespace

bool is_surely_nfc(std::string_view text) {
  uint8_t last_class = 0;
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    pos += c.len;
    const bool common = !c.valid || c.cp < 0x300 || (c.cp >= kSBase && c.cp < kSBase + kSCount) ||
                        (c.cp >= 0x3400 && c.cp < 0xA000);
    if (common) {
      last_class = 0;
      continue;
    }
    if (c.cp >= kVBase && c.cp < kTBase + kTCount) return false;
    if (std::ranges::binary_search(tables().seconds, c.cp)) return false;
    const Triple* row = decomposition_of(c.cp);
    if (row != nullptr && (row->second & kComposes) == 0) return false;
    const uint8_t cls = combining_class(c.cp);
    if (cls != 0 && cls < last_class) return false;
    last_class = cls;
  }
  return true;
}

std::string nfc(std::string_view text) {
  std::vector<char32_t> cps;
  cps.reserve(text.size());
  for (size_t pos = 0; pos < text.size();) {
    const utf8::Char c = utf8::decode(text, pos);
    if (c.valid) {
      append_decomposed(c.cp, cps);
    } else {
      cps.push_back(kRawByte + static_cast<uint8_t>(text[pos]));
    }
    pos += c.len;
  }
  order_marks(cps);
  compose(cps);
  std::string out;
  out.reserve(text.size());
  for (const char32_t cp : cps) {
    if (cp >= kRawByte) {
      out += static_cast<char>(cp - kRawByte);
    } else {
      utf8::append(out, cp);
    }
  }
  return out;
}

}  // namespace ondol::unicode
