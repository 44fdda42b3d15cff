// English clauses that say two things in one: "slow cooker off hob light on", "lock the back door turn off
// the TV".
#pragma once

#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// A clause for each thing, or row of things, that has a word of its own for what it shall do; the frame
/// itself where all do the same. Frames with values are left.
std::vector<Frame> split_english_clause(Frame frame);

}  // namespace ondol::home
