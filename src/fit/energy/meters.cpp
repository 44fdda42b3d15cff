#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "fit/energy/meter.h"

namespace ondol::fit {
namespace {

class PowerMeter : public EnergyMeter {
 public:
  PowerMeter(std::function<Result<double>()> read_watt, SecondsFn now_s, double interval_s)
      : read_watt_(std::move(read_watt)), now_s_(std::move(now_s)), interval_s_(interval_s) {}

  Result<double> joules() override {
    auto watt = read_watt_();
    if (!watt.ok()) return std::move(watt).error();
    const double now = now_s_();
    if (last_watt_) joules_ += (*last_watt_ + *watt) / 2 * (now - last_s_);
    last_watt_ = *watt;
    last_s_ = now;
    return joules_;
  }
  double interval_s() const override { return interval_s_; }

 private:
  std::function<Result<double>()> read_watt_;
  SecondsFn now_s_;
  double interval_s_;
  std::optional<double> last_watt_;
  double last_s_ = 0, joules_ = 0;
};

}  // namespace

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::unique_ptr<EnergyMeter> make_power_meter(std::function<Result<double>()> read_watt, SecondsFn now_s,
                                              double interval_s) {
  return std::make_unique<PowerMeter>(std::move(read_watt), std::move(now_s), interval_s);
}

std::vector<FoundMeter> find_meters(const SystemRoot& root, const SecondsFn& now_s) {
  std::vector<FoundMeter> out;
  find_hwmon(root, now_s, out);
  find_rapl(root, out);
  find_pmic(root, now_s, out);
  find_battery(root, now_s, out);
  std::stable_partition(out.begin(), out.end(),
                        [](const FoundMeter& found) { return found.meter != nullptr; });
  return out;
}

}  // namespace ondol::fit
