// What would change the answer: the device or the task is varied, and everything is planned again.
#pragma once

#include <string>

#include "fit/plan/planner.h"

namespace ondol::fit {

/// Sentences; never empty.
std::string change_words(const Planner& planner, const Plan& plan, const DeviceProfile& device,
                         const TaskProfile& task, const PlanOptions& options);

}  // namespace ondol::fit
