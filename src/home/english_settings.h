// English commands of which the words say more than was read: the mode before a number, how far a thing
// opens, the thing itself. A clause, its words, and what they say for certain. Knows nothing of homes.
#pragma once

#include <span>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

void repair_english_setting(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
