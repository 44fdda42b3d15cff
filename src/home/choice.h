// A short answer to "which one?": which of the things that were named it means.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "home/clause.h"

namespace ondol::home {

/// The one of these whose names, or whose room's, hold every word that was said ("mum's", "the starboard one
/// please", "안방 거요"), or else that stands at the place that is all that was said ("the second"). Nothing
/// where that is none, or several.
std::optional<int32_t> chosen(const View& view, const std::vector<int32_t>& candidates,
                              std::string_view said);

}  // namespace ondol::home
