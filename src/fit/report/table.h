// The answer of `ondol fit` as text for a terminal.
#pragma once

#include <string>

#include "fit/plan/verdict.h"

namespace ondol::fit {

std::string report_text(const DeviceProfile& device, const TaskProfile& task, const Plan& plan,
                        const Verdict& verdict);

/// The best candidate of each model, in the plan's order; those that fit first.
std::vector<const Candidate*> best_of_each_model(const Plan& plan);

}  // namespace ondol::fit
