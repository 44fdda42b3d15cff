// What is told beside a command and asks for nothing: "pause everything, the baby's down".
#pragma once

#include <string_view>
#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// Whether an English clause tells how things are, without a verb that asks for something.
bool is_remark(std::string_view clause);

/// Takes out the clauses that are remarks and in which nothing of the home was read, where others remain.
void drop_remarks(std::vector<Frame>& frames);

}  // namespace ondol::home
