// A ladder: an sLM for most requests and an sLLM for the rest, with the mix to expect.
#pragma once

#include <string>

#include "fit/plan/planner.h"

namespace ondol::fit {

/// Empty unless an sLLM was chosen and an sLM fits beside it that saves time on this task, or takes the
/// spoken commands of the home.
std::string ladder_words(const Planner& planner, const Plan& plan, const DeviceProfile& device,
                         const TaskProfile& task);

}  // namespace ondol::fit
