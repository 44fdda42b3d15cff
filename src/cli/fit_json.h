// The document of `ondol fit --json`.
#pragma once

#include "cli/json.h"
#include "fit/plan/verdict.h"

namespace ondol::cli {

Json fit_json(const fit::DeviceProfile& device, const fit::TaskProfile& task, const fit::Plan& plan,
              const fit::Verdict& verdict);

}  // namespace ondol::cli
