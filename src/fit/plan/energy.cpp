#include "fit/plan/energy.h"

#include <algorithm>

namespace ondol::fit {

Energy predict_energy(const DeviceProfile& device, const PlanConstants& constants, const Speed& speed,
                      int64_t threads, int64_t requests_per_day) {
  const double watts = device.load_watt.value - device.idle_watt.value;
  const double share = static_cast<double>(threads) / static_cast<double>(core_count(device));
  Energy energy;
  energy.high = watts * speed.request_s;
  energy.joules = energy.high * std::min(share, 1.0) * constants.share_of_load.value;
  const double parts =
      (speed.macs * constants.pj_per_int8_mac.value + speed.dram_bytes * constants.pj_per_dram_byte.value) *
      1e-12;
  energy.low = std::min(parts, energy.joules);
  energy.wh_per_day = energy.joules * static_cast<double>(requests_per_day) / 3600;
  return energy;
}

}  // namespace ondol::fit
