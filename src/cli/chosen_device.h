// A device as users name it: one that comes with Ondol, a profile, or "this".
#pragma once

#include <string>

#include "fit/device_profile.h"

namespace ondol::cli {

/// calibrated: with what `fit --verify` found on this machine. Errors: those of fit::find_device and
/// fit::this_device.
Result<fit::DeviceProfile> chosen_device(const std::string& given, bool calibrated = true);

}  // namespace ondol::cli
