// The Raspberry Pi 5's power chip: `vcgencmd pmic_read_adc` prints amperes and volts of its rails. Their sum
// leaves out what the converters lose and what USB and the 5 V pins feed.
#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/try.h"
#include "fit/energy/meter.h"

namespace ondol::fit {
namespace {

const std::string kProgram = "/usr/bin/vcgencmd";

Result<std::string> read_adc(const SystemRoot& root) {
  const std::string command = "'" + root.real_path(kProgram) + "' pmic_read_adc 2>/dev/null";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return Error{ErrorCode::io, kProgram + ": cannot be started"};
  std::string text;
  char buffer[4096];
  while (const size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, n);
  if (::pclose(pipe) != 0)
    return Error{ErrorCode::io, kProgram + " pmic_read_adc failed; is the user in the group video?"};
  return text;
}

}  // namespace

Result<double> pmic_watt(const std::string& text) {
  // " 3V3_SYS_A current(1)=0.05367935A" and " 3V3_SYS_V volt(9)=3.31360500V".
  std::map<std::string, double> ampere, volt;
  for (const std::string& line : lines_of(text)) {
    char name[64], value[64];
    if (std::sscanf(line.c_str(), " %63s %*[^=]=%63s", name, value) != 2) continue;
    const std::string rail = name;
    if (rail.ends_with("_A")) ampere[rail.substr(0, rail.size() - 2)] = std::atof(value);
    if (rail.ends_with("_V")) volt[rail.substr(0, rail.size() - 2)] = std::atof(value);
  }
  double sum = 0;
  bool any = false;
  for (const auto& [rail, amps] : ampere)
    if (const auto volts = volt.find(rail); volts != volt.end()) {
      sum += amps * volts->second;
      any = true;
    }
  if (!any)
    return Error{ErrorCode::bad_format, "pmic_read_adc: expected a rail with current and voltage, got none"};
  return sum;
}

void find_pmic(const SystemRoot& root, const SecondsFn& now_s, std::vector<FoundMeter>& out) {
  // Earlier boards have the program and no such sensors.
  const std::string board = root.text_or("/proc/device-tree/model");
  if (board.find("Raspberry Pi 5") == std::string::npos &&
      board.find("Raspberry Pi Compute Module 5") == std::string::npos)
    return;
  const auto read = [root]() -> Result<double> {
    ONDOL_ASSIGN(const std::string text, read_adc(root));
    return pmic_watt(text);
  };
  FoundMeter found{.name = "Raspberry Pi 5 PMIC",
                   .scope = "the board's rails, without converter losses and USB"};
  if (!root.has(kProgram)) {
    found.why_not = kProgram + ": not there; Raspberry Pi OS has it in the package raspi-utils";
  } else if (const auto watt = read(); watt.ok()) {
    found.meter = make_power_meter(read, now_s, 0.5);  // a process a reading: not more often
  } else {
    found.why_not = watt.error().message;
  }
  out.push_back(std::move(found));
}

}  // namespace ondol::fit
