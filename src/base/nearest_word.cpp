// Nearest by edit distance; see nearest_word.h.
#include "base/nearest_word.h"

#include <algorithm>
#include <limits>
#include <numeric>
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

std::string suggest_word(std::string_view unknown, std::span<const std::string_view> known) {
  // A key of a megabyte is near nothing, and the distance is quadratic.
  constexpr size_t kMaxBytes = 64;
  size_t best = std::numeric_limits<size_t>::max();
  std::string_view nearest;
  std::string list;
  for (const std::string_view word : known) {
    list += (list.empty() ? "" : ", ") + std::string(word);
    if (unknown.size() > kMaxBytes) continue;
    const size_t n = edit_distance(unknown, word);
    if (n < best) best = n, nearest = word;
  }
  if (best <= std::max<size_t>(2, unknown.size() / 3)) return "; did you mean " + std::string(nearest) + "?";
  return ", expected one of " + list;
}

}  // namespace ondol
