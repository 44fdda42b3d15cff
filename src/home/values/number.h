// Numbers as people say them, in English and Korean, in digits and in words: "22.5", "twenty two", "two and a
// half", "a third", "스물두", "이십이 점 오", "세 개". Knows nothing of units.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ondol::home {

struct NumberRead {
  double value = 0;
  size_t end = 0;         ///< bytes of the text that were read
  bool is_share = false;  ///< a share of a whole: "a third", "half", "반"
};

/// The number with which text begins, after spaces. Text is as prepare_value leaves it.
std::optional<NumberRead> read_number(std::string_view text);

/// Lower case, one space between words, "-" between words as a space; digits keep their points, commas
/// between digits go.
std::string prepare_value(std::string_view text);

}  // namespace ondol::home
