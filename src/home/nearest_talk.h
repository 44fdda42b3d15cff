// What was read as nothing of a home, and is about a timer or an item of this home.
#pragma once

#include <optional>

#include "home/clause.h"

namespace ondol::home {

/// "곰탕 얼마나 더 고아야 돼": of a timer that is called so.
std::optional<Frame> asked_of_a_timer(const View& view, const Frame& frame);
/// "월세 보냈음", where a list has it: it is done.
std::optional<Frame> told_as_done(const View& view, const Frame& frame);

}  // namespace ondol::home
