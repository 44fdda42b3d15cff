// What a person may have meant by a name that nobody knows: the known one with the fewest changed letters.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace ondol {

/// Levenshtein distance in bytes.
size_t edit_distance(std::string_view a, std::string_view b);

/// Beyond this many steps a name is no misspelling of the typed one.
size_t misspelling_steps(std::string_view typed);

/// The nearest of the names offered so far, and how far it is from what was typed.
struct Nearest {
  std::string name;
  size_t steps = std::numeric_limits<size_t>::max();
  /// `compared` is what the typed name is held against, `shown` what a message says.
  void offer(std::string_view typed, std::string_view compared, std::string shown);
};

/// `text` with control characters as spaces, cut after max_bytes: one line whatever it holds.
std::string on_one_line(std::string_view text, size_t max_bytes = 60);

}  // namespace ondol
