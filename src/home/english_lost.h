// English clauses of which the intent, the thing or the day was lost, though the words say it for certain:
// "make it fifty eight", "carry on playing", read as nothing of a home. Knows nothing of homes.
#pragma once

#include <span>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

void repair_lost_english(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
