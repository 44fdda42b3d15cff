#include "fit/probe/state.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace ondol::fit {
namespace {

const std::string kThermal = "/sys/class/thermal", kCpus = "/sys/devices/system/cpu";

// Bits of the Raspberry Pi firmware's get_throttled that are about now; the others say "since the start".
void add_pi_limits(const SystemRoot& root, std::vector<std::string>& limits) {
  constexpr const char* kBits[] = {"the supply's voltage is low", "the clock is capped",
                                   "the processor is throttled", "the soft temperature limit is reached"};
  const std::string platform = "/sys/devices/platform";
  for (const std::string& name : root.names(platform)) {
    if (!name.starts_with("soc")) continue;
    const std::string file = platform + "/" + name + "/" + name + ":firmware/get_throttled";
    const unsigned long bits = std::strtoul(root.text_or(file).c_str(), nullptr, 16);
    for (size_t i = 0; i < 4; ++i)
      if ((bits >> i & 1) != 0) limits.emplace_back(kBits[i]);
  }
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

double ThermalState::hottest() const {
  double most = 0;
  for (const Zone& zone : zones) most = std::max(most, zone.celsius);
  return most;
}

ThermalState read_thermal(const SystemRoot& root) {
  ThermalState state;
  for (const std::string& name : root.names(kThermal)) {
    if (!name.starts_with("thermal_zone")) continue;
    const auto millis = root.integer(kThermal + "/" + name + "/temp");
    // Zones without a sensor read as 0 or as far below any room.
    if (millis && *millis > 0)
      state.zones.push_back(
          {root.text_or(kThermal + "/" + name + "/type", name), static_cast<double>(*millis) / 1e3});
  }
  for (const std::string& name : root.names(kCpus)) {
    const std::string folder = kCpus + "/" + name + "/thermal_throttle/";
    state.throttle_events += root.integer(folder + "core_throttle_count").value_or(0);
    state.throttle_events += root.integer(folder + "package_throttle_count").value_or(0);
  }
  add_pi_limits(root, state.limits);
  return state;
}

CpuTimes read_cpu_times(const SystemRoot& root) {
  CpuTimes times;
  // "cpu  user nice system idle iowait irq softirq steal", in ticks: proc(5).
  unsigned long long user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0;
  const std::string stat = root.text_or("/proc/stat");
  if (std::sscanf(stat.c_str(), "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &user, &nice, &system, &idle,
                  &wait, &irq, &soft, &steal) >= 7) {
    const auto ticks = static_cast<double>(std::max(1L, ::sysconf(_SC_CLK_TCK)));
    times.busy_s = static_cast<double>(user + nice + system + irq + soft) / ticks;
    times.steal_s = static_cast<double>(steal) / ticks;
  }
  rusage own{};
  if (root.is_this_machine() && ::getrusage(RUSAGE_SELF, &own) == 0)
    times.own_s = seconds_of(own.ru_utime) + seconds_of(own.ru_stime);
  return times;
}

}  // namespace ondol::fit
