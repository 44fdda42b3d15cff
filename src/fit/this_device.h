// The machine that runs this program, as a profile: what `ondol probe` stored, or a quick estimate.
#pragma once

#include "fit/device_profile.h"

namespace ondol::fit {

/// Its name is "this"; its note says which of the two it is. Errors: those of read_device.
Result<DeviceProfile> this_device();

}  // namespace ondol::fit
