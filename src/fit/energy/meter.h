// Energy meters that devices have, read through the files of the system: counters of joules (RAPL) and
// readings of watts that are added up (INA sensors, the Raspberry Pi 5's power chip, batteries). Knows
// nothing of models; what a device without a meter would use is energy_model.h's business.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/system_root.h"
#include "ondol/result.h"

namespace ondol::fit {

class EnergyMeter {
 public:
  virtual ~EnergyMeter() = default;
  /// Joules since the first call, which gives 0. Call it at least every interval_s(): between two calls a
  /// counter may wrap around once and power is taken as a straight line. Errors: io; unsupported when the
  /// reading means nothing now (a battery that is being charged).
  virtual Result<double> joules() = 0;
  virtual double interval_s() const = 0;
};

/// A meter that is there, whether or not it may be read.
struct FoundMeter {
  std::string name;   ///< "RAPL package-0 + dram"
  std::string scope;  ///< what it measures: "processor and memory"
  bool whole_device = false;
  std::unique_ptr<EnergyMeter> meter = {};  ///< null where it cannot be read
  std::string why_not = {};                 ///< then the reason, with what would help
};

/// Seconds of a clock that never goes back; tests have their own.
using SecondsFn = std::function<double()>;
double steady_seconds();

/// All that this machine has, the one to use first: readable before unreadable, the most exact first.
std::vector<FoundMeter> find_meters(const SystemRoot& root, const SecondsFn& now_s = steady_seconds);

// One function a kind; each adds what it finds. The table is in meters.cpp.
void find_rapl(const SystemRoot& root, std::vector<FoundMeter>& out);
void find_hwmon(const SystemRoot& root, const SecondsFn& now_s, std::vector<FoundMeter>& out);
void find_pmic(const SystemRoot& root, const SecondsFn& now_s, std::vector<FoundMeter>& out);
void find_battery(const SystemRoot& root, const SecondsFn& now_s, std::vector<FoundMeter>& out);

/// Watts between two readings taken as a straight line.
std::unique_ptr<EnergyMeter> make_power_meter(std::function<Result<double>()> read_watt, SecondsFn now_s,
                                              double interval_s);

/// Watts of the lines of `vcgencmd pmic_read_adc`: each rail's current times its voltage. Errors: bad_format
/// where no rail has both.
Result<double> pmic_watt(const std::string& text);

}  // namespace ondol::fit
