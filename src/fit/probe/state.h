// What changes while a machine is measured: heat, throttling, and what other programs take.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/system_root.h"

namespace ondol::fit {

struct ThermalState {
  struct Zone {
    std::string name;
    double celsius = 0;
  };
  std::vector<Zone> zones;
  int64_t throttle_events = 0;      ///< counted by the processor since it started; 0 where it does not count
  std::vector<std::string> limits;  ///< in force now, in words: "the supply's voltage is low"

  /// Of the zones, 0 where there is none.
  double hottest() const;
};

ThermalState read_thermal(const SystemRoot& root);

/// CPU seconds since the machine started.
struct CpuTimes {
  double busy_s = 0;   ///< by all programs and the kernel
  double steal_s = 0;  ///< wanted, and given to other virtual machines
  double own_s = 0;    ///< by this process, in busy_s too; 0 for a recorded machine
};

CpuTimes read_cpu_times(const SystemRoot& root);

}  // namespace ondol::fit
