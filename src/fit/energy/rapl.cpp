// RAPL counters through Linux' powercap, Documentation/power/powercap/powercap.rst. AMD's processors are
// there too, under the same names.
//
// Zones: intel-rapl:N is a package (with its cores and graphics), intel-rapl:N:M a part of one. "dram" beside
// a package is not inside of the package's count; "core" and "uncore" are, and "psys" counts all of it again.
#include <cstdint>

#include "base/try.h"
#include "fit/energy/meter.h"

namespace ondol::fit {
namespace {

const std::string kZones = "/sys/class/powercap";

struct Zone {
  std::string folder;
  int64_t range_uj = 0;  ///< where the counter starts again from 0; 0 = not said
  int64_t last_uj = -1;
};

Result<int64_t> read_counter(const SystemRoot& root, const Zone& zone) {
  const std::string file = zone.folder + "/energy_uj";
  ONDOL_TRY(root.text(file));
  const auto value = root.integer(file);
  if (!value || *value < 0) return Error{ErrorCode::io, file + ": expected microjoules"};
  return *value;
}

class RaplMeter : public EnergyMeter {
 public:
  RaplMeter(SystemRoot root, std::vector<Zone> zones) : root_(std::move(root)), zones_(std::move(zones)) {}

  Result<double> joules() override {
    for (Zone& zone : zones_) {
      ONDOL_ASSIGN(const int64_t now, read_counter(root_, zone));
      if (zone.last_uj >= 0) {
        // Without a range, what came after the wrap is the least that was used.
        const int64_t start = now >= zone.last_uj ? zone.last_uj
                              : zone.range_uj > 0 ? zone.last_uj - zone.range_uj
                                                  : 0;
        joules_ += static_cast<double>(now - start) / 1e6;
      }
      zone.last_uj = now;
    }
    return joules_;
  }
  /// Server packages wrap after 65 kJ: minutes at their highest power.
  double interval_s() const override { return 5; }

 private:
  SystemRoot root_;
  std::vector<Zone> zones_;
  double joules_ = 0;
};

}  // namespace

void find_rapl(const SystemRoot& root, std::vector<FoundMeter>& out) {
  FoundMeter found;
  std::vector<Zone> zones;
  bool has_dram = false;
  for (const std::string& name : root.names(kZones)) {
    if (!name.starts_with("intel-rapl:")) continue;  // intel-rapl-mmio counts the same package once more
    const std::string folder = kZones + "/" + name;
    const std::string what = root.text_or(folder + "/name");
    if (!what.starts_with("package-") && what != "dram") continue;
    found.name += (zones.empty() ? "RAPL " : " + ") + what;
    has_dram = has_dram || what == "dram";
    zones.push_back({folder, root.integer(folder + "/max_energy_range_uj").value_or(0), -1});
    const auto counter = read_counter(root, zones.back());
    if (!counter.ok() && found.why_not.empty())
      found.why_not = counter.error().message + "; since Linux 5.10 only root may read it";
  }
  if (zones.empty()) return;
  found.scope = has_dram ? "processor and memory" : "processor";
  if (found.why_not.empty()) found.meter = std::make_unique<RaplMeter>(root, std::move(zones));
  out.push_back(std::move(found));
}

}  // namespace ondol::fit
