#include "base/machine_memory.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "base/process_memory.h"

namespace ondol {
namespace {

uint64_t kib(const std::string& meminfo, const char* key) {
  return std::strtoull(field(meminfo, key).c_str(), nullptr, 10) * 1024;
}

/// Every folder from mount/path up to mount.
void climb(std::vector<std::string>& out, const std::string& mount, std::string path) {
  while (!path.empty() && path != "/") {
    out.push_back(mount + path);
    path.erase(path.rfind('/'));
  }
  out.push_back(mount);
}

/// "KEY VALUE" lines of memory.stat.
uint64_t stat_value(const std::string& stat, const std::string& key) {
  for (const std::string& line : lines_of(stat))
    if (line.starts_with(key + " ")) return std::strtoull(line.c_str() + key.size(), nullptr, 10);
  return 0;
}

bool lists(const std::string& controllers, const std::string& wanted) {
  std::istringstream words(controllers);
  for (std::string word; std::getline(words, word, ',');)
    if (word == wanted) return true;
  return false;
}

}  // namespace

std::vector<std::string> cgroup_folders(const SystemRoot& root, const std::string& controller) {
  std::vector<std::string> out;
  // Lines are ID:CONTROLLERS:PATH; version 2 has one with ID 0 and no controllers. cgroups(7).
  for (const std::string& line : lines_of(root.text_or("/proc/self/cgroup"))) {
    const size_t first = line.find(':');
    const size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const std::string path = line.substr(second + 1);
    if (controllers.empty()) {
      climb(out, root.has("/sys/fs/cgroup/unified") ? "/sys/fs/cgroup/unified" : "/sys/fs/cgroup", path);
    } else if (lists(controllers, controller)) {
      const std::string joint = "/sys/fs/cgroup/" + controllers;
      climb(out, root.has(joint) ? joint : "/sys/fs/cgroup/" + controller, path);
    }
  }
  return out;
}

Result<MemorySurvey> survey_memory(const SystemRoot& root) {
  const std::string meminfo = root.text_or("/proc/meminfo");
  MemorySurvey memory;
  memory.total_bytes = kib(meminfo, "MemTotal");
  memory.available_bytes = kib(meminfo, "MemAvailable");
  if (memory.total_bytes == 0)
    return Error{ErrorCode::unsupported,
                 root.prefix() + "/proc/meminfo: expected MemTotal in kB, got nothing"};
  if (memory.available_bytes == 0)  // Linux before 3.14
    memory.available_bytes = kib(meminfo, "MemFree") + kib(meminfo, "Cached");
  memory.available_bytes = std::min(memory.available_bytes, memory.total_bytes);
  for (const std::string& folder : cgroup_folders(root, "memory")) {
    const bool v2 = root.has(folder + "/memory.max");
    const std::string file = folder + (v2 ? "/memory.max" : "/memory.limit_in_bytes");
    // "max" in version 2, a number near 2^63 in version 1: no limit.
    const auto limit = root.integer(file);
    if (!limit || *limit <= 0 || static_cast<uint64_t>(*limit) >= memory.total_bytes) continue;
    const auto bytes = static_cast<uint64_t>(*limit);
    const auto used = static_cast<uint64_t>(std::max<int64_t>(
        0, root.integer(folder + (v2 ? "/memory.current" : "/memory.usage_in_bytes")).value_or(0)));
    // Files read twice are "active"; they are dropped too before anything is killed.
    const std::string stat = root.text_or(folder + "/memory.stat"), prefix = v2 ? "" : "total_";
    const uint64_t cache =
        stat_value(stat, prefix + "inactive_file") + stat_value(stat, prefix + "active_file");
    const uint64_t taken = used > cache ? used - cache : 0;
    const uint64_t free = bytes > taken ? bytes - taken : 0;
    const bool first = memory.limit_bytes == 0;
    if (first || free < memory.limit_free_bytes) memory.limit_free_bytes = free;
    if (first || bytes < memory.limit_bytes) {
      memory.limit_bytes = bytes;
      memory.limit_file = file;
    }
  }
  return memory;
}

ProcessLimit process_limit(const SystemRoot& root) {
  const ProcessMemory now = process_memory();
  ProcessLimit limit;
  const auto memory = survey_memory(root);
  if (memory.ok() && memory->limit_bytes > 0)
    limit = {memory->limit_free_bytes + now.own_bytes, memory->limit_file};
  rlimit addresses{};
  if (::getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY) {
    // What is mapped and was never touched takes addresses and no memory.
    const uint64_t idle = now.virtual_bytes > now.resident_bytes ? now.virtual_bytes - now.resident_bytes : 0;
    const uint64_t bytes = addresses.rlim_cur > idle ? addresses.rlim_cur - idle : 1;
    if (limit.bytes == 0 || bytes < limit.bytes) limit = {bytes, "RLIMIT_AS (ulimit -v)"};
  }
  return limit;
}

}  // namespace ondol
