// Element types of tensors, with the ids and block shapes of the GGUF specification.
// One row a type in dtype.cpp; the block structs are in blocks.h. Knows nothing of kernels or files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "tensor/dtype_id.h"

namespace ondol {

struct DTypeTraits {
  DType dtype;
  const char* name;      ///< as printed and typed: "Q4_K"
  uint32_t block_elems;  ///< elements in one block (1 for plain types)
  uint32_t block_bytes;  ///< bytes of one block
  bool is_weight;        ///< has matmul kernels; the integer types and f64 do not
  double bits_per_elem() const { return 8.0 * block_bytes / block_elems; }
};

/// Traits of a type, or nullptr for an id that Ondol does not know.
const DTypeTraits* find_dtype(uint32_t id);
/// Traits of a known type.
const DTypeTraits& traits(DType dtype);
/// By name, any case ("q4_k", "F16").
std::optional<DType> dtype_by_name(std::string_view name);
/// Bytes of one row of n_elems (a whole number of blocks, else 0).
uint64_t row_bytes(DType dtype, uint64_t n_elems);

}  // namespace ondol
