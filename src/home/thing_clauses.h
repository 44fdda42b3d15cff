// Clauses about several things, cut into one for each: where things have words of their own for what they
// shall do ("slow cooker off hob light on"), or rooms of their own ("the kitchen light and the living room
// fan").
#pragma once

#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// The frame itself where one clause is enough, as where one room is said of all. Questions, exceptions and
/// frames with several values are left.
std::vector<Frame> split_by_things(Frame frame);

/// "The fairy lights purple, desk lamp off", "Mum's lamp on and Dad's off": the thing at the end is switched,
/// and not by what was read before it.
std::vector<Frame> split_what_is_switched(Frame frame);

}  // namespace ondol::home
