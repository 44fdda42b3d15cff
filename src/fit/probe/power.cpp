// What the device takes when it does nothing and when every core works.
#include <algorithm>
#include <chrono>
#include <thread>

#include "base/toml_table.h"
#include "fit/energy/sampler.h"
#include "fit/probe/probe.h"

namespace ondol::fit {
namespace {

constexpr double kMeasuredSeconds = 2;
constexpr double kLeastWatt = 0.01;  // below it the meter stood still

/// Watts that one busy core of a kind adds, and a device with such cores at rest, from boards whose power
/// was published.
struct CorePower {
  double core_watt, rest_watt;
  const char* like;
};

CorePower power_of(const CoreKind& core) {
  const auto has = [&](const char* extension) {
    return std::ranges::find(core.isa, extension) != core.isa.end();
  };
  if (core.kind.starts_with("Neoverse")) return {2.5, 10, "a server of the class"};
  for (const char* name : {"Cortex-A3", "Cortex-A53", "Cortex-A55", "Cortex-A510", "Cortex-A520"})
    if (core.kind.starts_with(name))
      return {0.5, 1.3, "devices/raspberry-pi-zero-2w.toml and devices/smart-speaker.toml"};
  if (has("asimddp")) return {1.7, 2.8, "devices/raspberry-pi-5.toml"};
  if (has("asimd")) return {0.7, 2.7, "devices/raspberry-pi-4.toml"};
  if (has("avx512f")) return {3.7, 6, "devices/laptop.toml"};
  if (has("avx_vnni")) return {2.4, 6, "devices/mini-pc-n100.toml"};
  return {3, 6, "devices/mini-pc-n100.toml and devices/laptop.toml"};
}

void estimate_power(DeviceProfile& device) {
  double busy = 0;
  for (const CoreKind& core : device.cores)
    busy += static_cast<double>(core.count) * power_of(core).core_watt;
  const CorePower first = power_of(device.cores.front());
  device.idle_watt = {first.rest_watt, FigureSource::estimated, std::string("no meter; as ") + first.like, 0};
  device.load_watt = {first.rest_watt + busy, FigureSource::estimated,
                      "no meter; " + plain_number(first.core_watt) + " W a busy core and " +
                          plain_number(first.rest_watt) + " W at rest, as " + first.like,
                      0};
}

Result<double> watts(EnergySampler& sampler, const std::function<void(double)>& work) {
  const auto before = sampler.joules();
  const double start = steady_seconds();
  work(kMeasuredSeconds);
  const auto after = sampler.joules();
  if (!before.ok()) return before.error();
  if (!after.ok()) return after.error();
  return (*after - *before) / (steady_seconds() - start);
}

}  // namespace

std::string survey_power(const SystemRoot& root, const std::function<void(double)>& work,
                         std::vector<MeterSummary>& meters, DeviceProfile& device) {
  estimate_power(device);
  auto found = find_meters(root);
  for (const FoundMeter& meter : found)
    meters.push_back({meter.name, meter.scope, meter.why_not, meter.meter != nullptr});
  if (found.empty() || found.front().meter == nullptr) return "";
  const FoundMeter& first = found.front();
  EnergySampler sampler(std::move(found.front().meter));
  const auto idle = watts(
      sampler, [](double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); });
  const auto load = watts(sampler, work);
  // A counter that did not move (a recorded machine, a virtual one) measured nothing.
  if (!idle.ok() || !load.ok() || *idle < kLeastWatt || *load < kLeastWatt) return first.name;
  const std::string from =
      first.name + ", " + first.scope + ", over " + plain_number(kMeasuredSeconds) + " s";
  device.idle_watt = {std::min(*idle, *load), FigureSource::measured, from, 0};
  device.load_watt = {*load, FigureSource::measured, from + " of reading memory on all cores", 0};
  return first.name;
}

}  // namespace ondol::fit
