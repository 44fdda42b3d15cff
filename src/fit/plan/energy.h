// What a request costs beyond idling. Modelled: a range, and a figure in it.
#pragma once

#include "fit/device_profile.h"
#include "fit/plan/constants.h"
#include "fit/plan/speed.h"

namespace ondol::fit {

struct Energy {
  double joules = 0, low = 0, high = 0;  ///< of one request, above idle
  double wh_per_day = 0;                 ///< of the task's requests, above idle
};

/// figure: watts between idle and load, for the share of cores at work; high: all of those watts; low: the
/// arithmetic and the memory's reads alone.
Energy predict_energy(const DeviceProfile& device, const PlanConstants& constants, const Speed& speed,
                      int64_t threads, int64_t requests_per_day);

}  // namespace ondol::fit
