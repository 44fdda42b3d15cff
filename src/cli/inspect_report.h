// What `ondol inspect` tells of a GGUF file: sums over its tensors, memory estimates, and both renderings.
// Knows the file format and the shapes of models; runs nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/json.h"
#include "format/gguf.h"

namespace ondol::cli {

struct TypeSum {
  uint64_t n_tensors = 0, n_params = 0, bytes = 0;
};

struct MemoryNeed {
  int64_t n_ctx = 0;
  uint64_t kv_bytes = 0;
  uint64_t total_bytes = 0;  ///< weights + KV
};

struct InspectReport {
  std::string architecture;  ///< empty if the file does not say
  uint64_t n_params = 0;
  uint64_t weights_bytes = 0;
  std::map<std::string, TypeSum> types;
  std::vector<MemoryNeed> memory;
  std::string memory_unknown;  ///< why memory is empty

  double bits_per_weight() const {
    return n_params == 0 ? 0 : 8.0 * static_cast<double>(weights_bytes) / static_cast<double>(n_params);
  }
};

InspectReport inspect_file(const GgufFile& file);
std::string inspect_text(const GgufFile& file, const InspectReport& report, bool tensors, bool full);
Json inspect_json(const GgufFile& file, const InspectReport& report, bool full);

}  // namespace ondol::cli
