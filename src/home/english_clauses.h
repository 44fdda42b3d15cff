// What English clauses say of each other: a tag behind them, whose thing it is, a place and a number behind a
// setting. Knows nothing of homes.
#pragma once

#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// All clauses of an utterance, in its order.
void repair_english_clauses(std::vector<Frame>& frames);
/// "15 on the backlight and 80 on the den light": values that stand before their things. The frame itself
/// where they stand behind.
std::vector<Frame> split_at_leading_values(Frame frame);

}  // namespace ondol::home
