// The machine that runs this program, as a profile: what `ondol probe` stored, or a quick estimate.
#pragma once

#include "fit/device_profile.h"
#include "fit/system_root.h"

namespace ondol::fit {

/// Where `ondol probe` leaves its profile and `--device this` looks: $XDG_DATA_HOME/ondol/this.toml or the
/// like under HOME. Empty where neither is set.
std::string stored_device_path();

/// The stored profile, else the estimate. Named "this"; the title says which of the two it is. Errors: those
/// of read_device; unsupported where the system tells nothing of itself.
Result<DeviceProfile> this_device();

/// From the system's own description: cores and memory as they are, speeds as is typical of such cores.
/// Measures nothing.
Result<DeviceProfile> estimate_device(const SystemRoot& root);

}  // namespace ondol::fit
