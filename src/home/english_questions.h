// English questions and conditions of which the words say more than was read: who is in, what is on, how much
// is drawn. A clause, its words, and what they say for certain. Knows nothing of homes.
#pragma once

#include <span>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

void repair_english_question(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
