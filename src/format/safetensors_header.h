// The JSON header of a safetensors file, read event by event: no document is built, so a hostile header
// costs no more memory than the tensors it names. Used by safetensors.cpp only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "format/safetensors.h"

namespace ondol {

struct SafetensorsEntry {
  std::string name;
  SafetensorsType type = SafetensorsType::f32;
  std::vector<uint64_t> shape;
  uint64_t begin = 0;  ///< in the data that follows the header
  uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< as the header orders them
  std::map<std::string, std::string> metadata;
};

/// Errors: bad_format, unsupported – "FIELD at offset N: expected …, got …"; json starts at offset 8.
Result<SafetensorsHeader> parse_safetensors_header(std::string_view json);

}  // namespace ondol
