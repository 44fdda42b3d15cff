// Planned tensors → a GGUF file: floats are read, quantised and written a few rows at a time, so that
// memory does not grow with the model. Knows nothing of where the floats come from.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "format/gguf.h"
#include "models/convert/convert.h"

namespace ondol {

struct PlannedTensor {
  std::string name;
  DType dtype = DType::f32;
  std::vector<uint64_t> dims;  ///< as GGUF orders them: row length first
  /// Rows [first, first + n) as floats; called from several threads at once.
  std::function<Status(uint64_t first, uint64_t n, float* out)> read;
  const void* raw = nullptr;  ///< all of it, as raw_dtype; copied where dtype stayed that
  DType raw_dtype = DType::f32;
  std::function<void()> done = {};  ///< called once it is written

  uint64_t n_elems() const;
  uint64_t n_rows() const { return n_elems() / dims[0]; }
  uint64_t size_bytes() const { return n_rows() * row_bytes(dtype, dims[0]); }
};

/// One-dimensional floats that the converter made itself (RoPE factors).
PlannedTensor planned_floats(std::string name, std::vector<float> values);

/// Declares all tensors and writes them. The result does not depend on n_threads.
/// Errors: bad_format (a weight that is not finite: tensor and element), io, cancelled.
Status write_tensors(GgufWriter& writer, std::span<const PlannedTensor> tensors, int n_threads,
                     const ConvertProgressFn& progress);

}  // namespace ondol
