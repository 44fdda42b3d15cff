// How much memory a machine has, and how much of it this process may have: /proc/meminfo, the limits of its
// control groups, version 1 and 2, and its own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/system_root.h"

namespace ondol {

struct MemorySurvey {
  uint64_t total_bytes = 0;       ///< of the machine
  uint64_t available_bytes = 0;   ///< of the machine, as Linux estimates it
  uint64_t limit_bytes = 0;       ///< smallest limit of the process' control groups; 0 = none below total
  uint64_t limit_free_bytes = 0;  ///< of limit_bytes, what is not taken yet (file cache counts as free)
  std::string limit_file;         ///< that names it

  uint64_t usable_bytes() const {
    return limit_bytes == 0 || limit_free_bytes > available_bytes ? available_bytes : limit_free_bytes;
  }
};

/// What this whole process may take, with what it has already.
struct ProcessLimit {
  uint64_t bytes = 0;  ///< 0 = no limit
  std::string source;  ///< what sets it, for messages
};

/// The tightest of its control groups' limits and RLIMIT_AS. A file cache counts as free: the kernel drops
/// it.
ProcessLimit process_limit(const SystemRoot& root);

/// Errors: unsupported where /proc/meminfo does not say what there is.
Result<MemorySurvey> survey_memory(const SystemRoot& root);

/// Folders of the process' control group for a controller ("memory", "cpu") and of all above it, version 2
/// and 1. In a container the path often belongs to the host: then only the mount's root is there.
std::vector<std::string> cgroup_folders(const SystemRoot& root, const std::string& controller);

}  // namespace ondol
