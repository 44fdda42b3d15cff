// Measures this device: what its system says of it, and what the engine reaches on it. The result is a device
// profile, and what a person should know about the figures. Knows nothing of commands.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/machine_memory.h"
#include "fit/device_profile.h"
#include "fit/probe/cores.h"
#include "fit/probe/state.h"
#include "fit/probe/storage.h"
#include "kernels/kernels.h"

namespace ondol::fit {

struct ProbeOptions {
  SystemRoot root;
  std::string model_folder;  ///< on the storage that models will be read from
  double seconds = 60;       ///< about so long
  /// What is measured now, done and total; false stops the probe.
  std::function<bool(const char* what, size_t done, size_t total)> progress;
};

struct MeterSummary {
  std::string name, scope, why_not;
  bool readable = false;
};

struct Noise {
  double other_cpus = 0;    ///< CPUs that other programs used meanwhile
  double stolen_cpus = 0;   ///< CPUs that other virtual machines took
  double usual_spread = 0;  ///< median over all measured figures of (largest - smallest) / median
  double largest_spread = 0;
  bool noisy = false;
};

struct ProbeReport {
  DeviceProfile device;
  CoreSurvey cores;
  MemorySurvey memory;
  StorageSurvey storage;
  ThermalState thermal_before, thermal_after;
  std::vector<MeterSummary> meters;
  Noise noise;
  double seconds = 0;              ///< that it took
  std::vector<std::string> notes;  ///< a sentence each: limits, offline cores, noise, what was not measured
};

/// Errors: unsupported (the system tells nothing of cores or memory), over_budget, io, cancelled.
Result<ProbeReport> probe(const Kernels& kernels, const ProbeOptions& options);

/// Watts at idle and at full load, measured with a meter where one can be read, else estimated from the
/// cores. work: keeps all cores busy for so many seconds. Gives the meter's name, empty where none was used.
std::string survey_power(const SystemRoot& root, const std::function<void(double)>& work,
                         std::vector<MeterSummary>& meters, DeviceProfile& device);

}  // namespace ondol::fit
