#include "base/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace ondol {

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] != b[j])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

size_t misspelling_steps(std::string_view typed) { return std::max<size_t>(2, typed.size() / 3); }

void Nearest::offer(std::string_view typed, std::string_view compared, std::string shown) {
  const size_t n = edit_distance(typed, compared);
  if (n < steps) *this = {std::move(shown), n};
}

std::string on_one_line(std::string_view text, size_t max_bytes) {
  std::string out;
  for (const char c : text.substr(0, max_bytes)) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return out + (text.size() > max_bytes ? "…" : "");
}

}  // namespace ondol
