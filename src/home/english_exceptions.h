// What English words leave out of "all": what is left on or left alone, beside the clause that it is spared
// by. Knows nothing of homes.
#pragma once

#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// "All the lights off | but leave the landing light on": a clause of its own, which does nothing.
void spare_what_is_left_so(std::vector<Frame>& frames);

/// "All the bedroom lights on and the rest off", read as all but those off: they go on, too.
std::vector<Frame> split_english_rest(Frame frame);

/// What one clause says of exceptions: those of another kind, and "the others" behind what is left.
void repair_english_exceptions(Frame& frame);

}  // namespace ondol::home
