// What the English words of a clause say for certain about timers: which one, and for how long. Knows nothing
// of homes.
#pragma once

#include <vector>

#include "home/frame.h"

namespace ondol::home {

void repair_timer(Frame& frame);
/// "Set timers for 5 and 10 minutes": one timer for each length. The frame itself where one is said.
std::vector<Frame> split_timers(Frame frame);

}  // namespace ondol::home
