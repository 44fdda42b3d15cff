// Rows of words, separated by commas, that are looked for in what was said. Text is as prepare_value leaves
// it.
#pragma once

#include <cstddef>
#include <string_view>

namespace ondol::home {

/// Bytes of the longest of the words that stands in text, at the edges of words where it is Latin, anywhere
/// where it is Korean ("따뜻한 전구색으로"); 0 where none does.
size_t longest_held(std::string_view text, std::string_view words);
inline bool holds_word(std::string_view text, std::string_view words) {
  return longest_held(text, words) > 0;
}

}  // namespace ondol::home
