// Facts about this process and machine; see process_info.h.
#include "cli/process_info.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>

namespace ondol::cli {

namespace {

/// The value of the first "KEY : value" line of a /proc file, or "".
std::string proc_field(const char* path, const std::string& key) {
  std::ifstream lines(path);
  std::string line;
  while (std::getline(lines, line)) {
    if (!line.starts_with(key)) continue;
    const size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    const size_t value = line.find_first_not_of(" \t", colon + 1);
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "";
}

}  // namespace

uint64_t peak_rss_bytes() {
  // Not getrusage: its ru_maxrss keeps the parent's peak from before exec.
  const std::string kib = proc_field("/proc/self/status", "VmHWM");
  return kib.empty() ? 0 : std::stoull(kib) * 1024;
}

std::string machine_text() {
  std::string cpu = proc_field("/proc/cpuinfo", "model name");
  if (cpu.empty()) cpu = proc_field("/proc/cpuinfo", "Hardware");
  if (cpu.empty()) cpu = "unknown CPU";
  utsname system{};
  ::uname(&system);
  return cpu + ", " + std::to_string(::sysconf(_SC_NPROCESSORS_ONLN)) + " CPUs, " + system.sysname + " " +
         system.release + " " + system.machine;
}

}  // namespace ondol::cli
