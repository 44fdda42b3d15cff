#include "base/process_memory.h"

#include <unistd.h>

#include <cstdio>

namespace ondol {

uint64_t resident_bytes() {
  unsigned long long size = 0, resident = 0;
  if (std::FILE* statm = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(statm, "%llu %llu", &size, &resident) != 2) resident = 0;
    std::fclose(statm);
  }
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace ondol
