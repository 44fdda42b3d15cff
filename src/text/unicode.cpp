// Categories from the generated runs: the basic plane is spread out once into a flat table (64 KiB),
// the rest is searched. Knows nothing of tokens.
#include "text/unicode.h"

#include <algorithm>
#include <array>

#include "text/unicode_data.h"

namespace ondol::unicode {
namespace {

constexpr char32_t kPlane = 0x10000;

uint8_t category_by_search(char32_t cp) {
  const uint32_t* begin = unicode_data::category_runs;
  const uint32_t* run = std::upper_bound(begin, begin + unicode_data::category_runs_size, cp << 8 | 0xFF);
  return static_cast<uint8_t>(run[-1] & 0xFF);  // the first run starts at U+0000
}

using BasicPlane = std::array<uint8_t, kPlane>;

BasicPlane* spread_basic_plane() {
  auto* table = new BasicPlane;  // lives as long as the program
  for (size_t i = 0; i < unicode_data::category_runs_size; ++i) {
    const uint32_t run = unicode_data::category_runs[i];
    const char32_t first = run >> 8;
    if (first >= kPlane) break;
    const char32_t next =
        i + 1 < unicode_data::category_runs_size ? unicode_data::category_runs[i + 1] >> 8 : kPlane;
    std::fill(table->begin() + first, table->begin() + std::min(next, kPlane),
              static_cast<uint8_t>(run & 0xFF));
  }
  return table;
}

// White_Space is every separator (Zs, Zl, Zp) and six controls.
bool is_white_space(char32_t cp, ClassSet category) {
  return (category & (bit(Zs) | bit(Zl) | bit(Zp))) != 0 || (cp >= 9 && cp <= 13) || cp == 0x85;
}

}  // namespace

ClassSet classes_of(char32_t cp) {
  static const BasicPlane& plane = *spread_basic_plane();
  if (cp > 0x10FFFF) return bit(Cn);
  const ClassSet category = ClassSet{1} << (cp < kPlane ? plane[cp] : category_by_search(cp));
  return is_white_space(cp, category) ? category | kWhiteSpace : category;
}

}  // namespace ondol::unicode
