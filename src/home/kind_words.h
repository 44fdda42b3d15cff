// The words of the table of kinds, made ready for comparison: normalising is the dear part.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "home/kinds.h"

namespace ondol::home {

struct KindWord {
  std::string padded;   ///< " word ", to be found at the edges of Latin words
  std::string compact;  ///< how Korean is found
  bool latin;
};
struct KindWords {
  std::vector<std::vector<KindWord>> of_kind;
  std::unordered_map<std::string, std::vector<Kind>> kinds;  ///< by compact
};

const KindWords& kind_words();

/// The kinds that a noun says, with or without Korean particles; the first is the likeliest.
std::vector<Kind> kinds_of(std::string_view spoken);

}  // namespace ondol::home
