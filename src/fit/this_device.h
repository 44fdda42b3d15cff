// The machine that runs this program, as a profile: what `ondol probe` stored, or a quick estimate.
#pragma once

#include "base/system_root.h"
#include "fit/device_profile.h"

namespace ondol::fit {

/// The profile that `ondol probe` kept at that path, else the estimate; an empty path holds none. Named
/// "this"; the title says which of the two it is, and how many verified models correct it: those of the
/// calibration at the other path, where it is of these rates. Errors: those of read_device and
/// read_calibration; unsupported where the system tells nothing of itself.
Result<DeviceProfile> this_device(const std::string& kept_path, const std::string& calibration_path = "");

/// From the system's own description: cores and memory as they are, speeds as is typical of such cores.
/// Measures nothing.
Result<DeviceProfile> estimate_device(const SystemRoot& root);

}  // namespace ondol::fit
