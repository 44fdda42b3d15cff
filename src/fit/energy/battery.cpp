// Batteries through Linux' power_supply class, Documentation/ABI/testing/sysfs-class-power: what flows out of
// them is what the whole device takes, as long as nothing charges them.
#include <cstdlib>

#include "base/try.h"
#include "fit/energy/meter.h"

namespace ondol::fit {
namespace {

const std::string kFolder = "/sys/class/power_supply";

Result<double> battery_watt(const SystemRoot& root, const std::string& folder) {
  ONDOL_ASSIGN(const std::string status, root.text(folder + "/status"));
  if (status != "Discharging")
    return Error{ErrorCode::unsupported,
                 folder + "/status: " + status + "; a battery measures only what flows out of it"};
  // Signs differ between drivers.
  if (const auto power = root.integer(folder + "/power_now"))
    return std::abs(static_cast<double>(*power)) / 1e6;
  const auto ampere = root.integer(folder + "/current_now"), volt = root.integer(folder + "/voltage_now");
  if (!ampere || !volt)
    return Error{ErrorCode::io, folder + ": expected power_now, or current_now and voltage_now"};
  return std::abs(static_cast<double>(*ampere)) * static_cast<double>(*volt) / 1e12;
}

}  // namespace

void find_battery(const SystemRoot& root, const SecondsFn& now_s, std::vector<FoundMeter>& out) {
  for (const std::string& name : root.names(kFolder)) {
    const std::string folder = kFolder + "/" + name;
    // Scope "Device" is the battery of a mouse or a pen.
    if (root.text_or(folder + "/type") != "Battery" || root.text_or(folder + "/scope") == "Device") continue;
    FoundMeter found{.name = "battery " + name, .scope = "the whole device", .whole_device = true};
    const auto read = [root, folder] { return battery_watt(root, folder); };
    if (const auto watt = read(); watt.ok()) {
      found.meter = make_power_meter(read, now_s, 1);
    } else {
      found.why_not = watt.error().message;
    }
    out.push_back(std::move(found));
  }
}

}  // namespace ondol::fit
