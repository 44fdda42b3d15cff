// English clauses that lean on each other: what was told to be on and "turn it off", a question and "if it
// is", a second timer, "the other light". Knows nothing of homes.
#pragma once

#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// All clauses of an utterance, in its order.
void repair_leaning_clauses(std::vector<Frame>& frames);
/// "The telly on with the volume at sixty", "turn the heater on set it to 19": it is set, and goes on. The
/// frame itself otherwise.
std::vector<Frame> split_on_and_set(Frame frame);

}  // namespace ondol::home
