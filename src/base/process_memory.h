// What this process has of memory now.
#pragma once

#include <cstdint>

namespace ondol {

/// Zeros where the system does not say.
struct ProcessMemory {
  uint64_t virtual_bytes = 0;   ///< addresses: what RLIMIT_AS counts
  uint64_t resident_bytes = 0;  ///< in memory, files that are mapped included
  uint64_t own_bytes = 0;       ///< resident and of no file: what a control group counts as this process' own
};

ProcessMemory process_memory();

inline uint64_t resident_bytes() { return process_memory().resident_bytes; }

}  // namespace ondol
