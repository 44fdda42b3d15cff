// A ladder: an sLM takes every request first and an sLLM those that are too hard for it.
#pragma once

#include <string>

#include "fit/plan/planner.h"

namespace ondol::fit {

/// Empty unless an sLLM was chosen and an sLM fits beside it and would do a good part of the requests.
std::string ladder_words(const Plan& plan, const DeviceProfile& device);

}  // namespace ondol::fit
