#include "base/process_memory.h"

#include <unistd.h>

#include <cstdio>

namespace ondol {

ProcessMemory process_memory() {
  unsigned long long size = 0, resident = 0, of_files = 0;
  if (std::FILE* statm = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(statm, "%llu %llu %llu", &size, &resident, &of_files) != 3)
      size = resident = of_files = 0;
    std::fclose(statm);
  }
  const auto page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  return {size * page, resident * page, resident > of_files ? (resident - of_files) * page : 0};
}

}  // namespace ondol
