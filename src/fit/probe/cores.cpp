#include "fit/probe/cores.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include "base/machine_memory.h"

namespace ondol::fit {
namespace {

const std::string kCpus = "/sys/devices/system/cpu/";

// What kernels of src/kernels/target/ or an estimate of peaks ask for.
constexpr const char* kExtensions[] = {
    "avx2",        "fma",         "f16c",     "avx_vnni", "avx512f",  "avx512bw", "avx512vl", "avx512dq",
    "avx512_vnni", "avx512_bf16", "amx_tile", "amx_int8", "amx_bf16", "asimd",    "fphp",     "asimdhp",
    "asimddp",     "i8mm",        "bf16",     "sve",      "sve2",     "crc32"};

std::vector<std::string> known_extensions(const std::string& flags) {
  std::set<std::string> given;
  std::istringstream words(flags);
  for (std::string word; words >> word;) given.insert(word);
  std::vector<std::string> out;
  for (const char* name : kExtensions)
    if (given.contains(name)) out.emplace_back(name);
  return out;
}

uint32_t hex(const std::string& text) {
  return static_cast<uint32_t>(std::strtoul(text.c_str(), nullptr, 0));
}

/// /proc/cpuinfo's blocks by the number of the processor. Online processors only.
std::map<int, std::string> cpuinfo_blocks(const std::string& cpuinfo) {
  std::map<int, std::string> blocks;
  int current = -1;
  for (const std::string& line : lines_of(cpuinfo)) {
    const std::string number = field(line, "processor");
    if (!number.empty()) current = std::atoi(number.c_str());
    if (current >= 0) blocks[current] += line + "\n";
  }
  return blocks;
}

// Arm's number from sysfs (which names every online core) or from cpuinfo's block.
std::string arm_kind(const SystemRoot& root, const Core& core, const std::string& block) {
  uint32_t implementer = hex(field(block, "CPU implementer")), part = hex(field(block, "CPU part"));
  const std::string midr =
      root.text_or(kCpus + "cpu" + std::to_string(core.id) + "/regs/identification/midr_el1");
  if (!midr.empty()) {
    const uint64_t value = std::strtoull(midr.c_str(), nullptr, 16);
    implementer = static_cast<uint32_t>(value >> 24 & 0xff);
    part = static_cast<uint32_t>(value >> 4 & 0xfff);
  }
  if (implementer == 0 && part == 0) return "";
  const std::string name = arm_core_name(implementer, part);
  if (!name.empty()) return name;
  char text[64];
  std::snprintf(text, sizeof text, "Arm core 0x%02x/0x%03x", implementer, part);
  return text;
}

int64_t size_of(const std::string& text) {
  char* unit = nullptr;
  const long long number = std::strtoll(text.c_str(), &unit, 10);
  if (number <= 0) return 0;
  return number * (*unit == 'M' ? 1 << 20 : *unit == 'K' ? 1 << 10 : 1);
}

// Caches shared by several cores are counted once, by the list of those who share them.
int64_t last_level_bytes(const SystemRoot& root, const std::vector<Core>& cores) {
  std::map<int64_t, std::map<std::string, int64_t>> by_level;
  for (const Core& core : cores) {
    const std::string folder = kCpus + "cpu" + std::to_string(core.id) + "/cache";
    for (const std::string& index : root.names(folder)) {
      const std::string at = folder + "/" + index + "/";
      const auto level = root.integer(at + "level");
      if (!level || root.text_or(at + "type") == "Instruction") continue;
      by_level[*level][root.text_or(at + "shared_cpu_list", std::to_string(core.id))] =
          size_of(root.text_or(at + "size"));
    }
  }
  int64_t bytes = 0;
  if (!by_level.empty())
    for (const auto& [cpus, size] : by_level.rbegin()->second) bytes += size;
  return bytes;
}

/// v2: "QUOTA PERIOD" or "max PERIOD" in cpu.max; v1: two files. The smallest on the way up.
double quota(const SystemRoot& root) {
  double smallest = 0;
  const auto take = [&](double used, double period) {
    if (used > 0 && period > 0 && (smallest == 0 || used / period < smallest)) smallest = used / period;
  };
  for (const std::string& folder : cgroup_folders(root, "cpu")) {
    double used = 0, period = 0;
    if (std::sscanf(root.text_or(folder + "/cpu.max").c_str(), "%lf %lf", &used, &period) == 2)
      take(used, period);
    take(static_cast<double>(root.integer(folder + "/cpu.cfs_quota_us").value_or(0)),
         static_cast<double>(root.integer(folder + "/cpu.cfs_period_us").value_or(0)));
  }
  return smallest;
}

std::string board_name(const SystemRoot& root) {
  std::string name = root.text_or("/proc/device-tree/model");
  if (!name.empty()) return name;
  name = root.text_or("/sys/class/dmi/id/product_name");
  const std::string vendor = root.text_or("/sys/class/dmi/id/sys_vendor");
  return name.empty() || vendor.empty() || name.starts_with(vendor) ? name : vendor + " " + name;
}

}  // namespace

Result<CoreSurvey> survey_cores(const SystemRoot& root) {
  const auto blocks = cpuinfo_blocks(root.text_or("/proc/cpuinfo"));
  std::vector<int> present = cpu_list(root.text_or(kCpus + "present"));
  const std::vector<int> online = cpu_list(root.text_or(kCpus + "online"));
  if (present.empty()) present = online;
  if (present.empty())
    for (const auto& [id, block] : blocks) present.push_back(id);
  if (present.empty())
    return Error{ErrorCode::unsupported, root.prefix() + "/proc/cpuinfo and " + root.prefix() + kCpus +
                                             "present: expected a list of processors, got nothing"};
  // Hybrid x86 processors call all their cores by one model name.
  const auto small = cpu_list(root.text_or("/sys/devices/cpu_atom/cpus"));
  CoreSurvey survey;
  for (const int id : present) {
    Core core;
    core.id = id;
    core.online = online.empty() || std::ranges::find(online, id) != online.end();
    const std::string folder = kCpus + "cpu" + std::to_string(id);
    core.max_ghz = static_cast<double>(root.integer(folder + "/cpufreq/cpuinfo_max_freq").value_or(0)) / 1e6;
    core.capacity = root.integer(folder + "/cpu_capacity").value_or(0);
    const auto block = blocks.find(id);
    const std::string text = block != blocks.end() ? block->second : "";
    core.kind = field(text, "model name");
    if (const std::string arm = arm_kind(root, core, text); !arm.empty()) core.kind = arm;
    if (!small.empty())
      core.kind += std::ranges::find(small, id) != small.end() ? ", small cores" : ", big cores";
    core.isa = known_extensions(field(text, "flags") + " " + field(text, "Features"));
    survey.cores.push_back(std::move(core));
  }
  survey.board = board_name(root);
  survey.cache_bytes = last_level_bytes(root, survey.cores);
  survey.quota_cpus = quota(root);
  return survey;
}

}  // namespace ondol::fit
