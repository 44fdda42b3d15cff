// A device as users name it: one that comes with Ondol, a profile, or "this".
#pragma once

#include <string>

#include "fit/device_profile.h"

namespace ondol::cli {

/// Errors: those of fit::find_device and fit::this_device.
Result<fit::DeviceProfile> chosen_device(const std::string& given);

}  // namespace ondol::cli
