// Which cores a machine has: kinds, clocks, instruction sets, caches, and which of them may be used. From
// files of the system only; measures nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/system_root.h"
#include "fit/device_profile.h"

namespace ondol::fit {

struct Core {
  int id = 0;
  bool online = true;
  std::string kind;      ///< "Cortex-A76"; empty for a core that is offline: it says nothing of itself
  double max_ghz = 0;    ///< 0 = the system does not say
  int64_t capacity = 0;  ///< Linux' cpu_capacity, 1024 for the fastest core; 0 = not said
  std::vector<std::string> isa;  ///< extensions that matter here, as Linux names them
};

struct CoreSurvey {
  std::vector<Core> cores;  ///< present ones, by number
  std::string board;        ///< "Raspberry Pi 5 Model B Rev 1.0", empty where nothing says it
  int64_t cache_bytes = 0;  ///< last-level caches together; 0 = not said
  double quota_cpus = 0;    ///< CPU time that the container may use, in CPUs; 0 = no limit
};

/// Errors: unsupported where /proc/cpuinfo and /sys tell of no core at all.
Result<CoreSurvey> survey_cores(const SystemRoot& root);

/// The online cores by kind, fastest first, at most `usable` of them (0 = all): a container's quota or an
/// affinity mask takes from the slowest. Peaks are estimates from the clock and the instruction set;
/// measured_ghz, where not 0, is the clock of kinds for which the system names none.
std::vector<CoreKind> core_kinds(const CoreSurvey& survey, int64_t usable, double measured_ghz);

/// "Cortex-A76" of Arm's implementer and part numbers (MIDR_EL1); "" for one that is not in the table.
std::string arm_core_name(uint32_t implementer, uint32_t part);

}  // namespace ondol::fit
