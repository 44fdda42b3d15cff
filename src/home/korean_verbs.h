// What the verbs of a Korean clause ask for, in the forms that ask: "켜", "켜라", "끄고", "닫아 줘", "키소".
// States ("켜져 있는"), reports ("켰어"), conditions ("켜면") and what is forbidden ("켜지 마") are none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "home/frame.h"

namespace ondol::home {

enum class VerbSense : uint8_t { none, on, off, open, close, lock, raise, lower, pause, resume, go_home };

/// The command that such a verb gives; none for those that say which way a setting goes.
Intent intent_of(VerbSense sense);

struct KoreanVerb {
  size_t begin = 0, end = 0;  ///< bytes of the clause
  VerbSense sense = VerbSense::none;
  bool leads_on = false;  ///< "끄고", "켜서": more is to come
};

/// From left to right.
std::vector<KoreanVerb> korean_verbs(std::string_view clause);

/// Words of a text and where they stand; punctuation at their ends is not theirs.
struct PlacedWord {
  size_t begin = 0, end = 0;
  std::string_view text;
};
std::vector<PlacedWord> placed_words(std::string_view text);

}  // namespace ondol::home
