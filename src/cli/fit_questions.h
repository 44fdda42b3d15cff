// Three questions that stand in for a task's profile, asked on a terminal.
#pragma once

#include "fit/task_profile.h"
#include "ondol/result.h"

namespace ondol::cli {

/// Errors: invalid_argument where nobody is there to answer, or an answer makes no sense; cancelled.
Result<fit::TaskProfile> ask_for_task();

}  // namespace ondol::cli
