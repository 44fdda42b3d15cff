// What is said after something else was said: "and the kitchen too", "make it 40", "a bit more". Fills a
// clause with what the turn before said, and knows nothing of how either is done.
#pragma once

#include "home/frame.h"
#include "home/resolver.h"

namespace ondol::home {

/// The clause with what it leaves to the one before it.
Frame follow_up(const Frame& frame, const Situation& situation, const Memory& memory);

}  // namespace ondol::home
