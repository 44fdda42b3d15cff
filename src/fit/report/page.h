// The answer as one HTML file without anything outside of it: verdict, picture, tables, and where figures
// come from.
#pragma once

#include <string>

#include "fit/plan/verdict.h"

namespace ondol::fit {

std::string report_html(const DeviceProfile& device, const TaskProfile& task, const Plan& plan,
                        const Verdict& verdict);

}  // namespace ondol::fit
