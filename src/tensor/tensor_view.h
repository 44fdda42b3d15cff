// A non-owning view of a stored tensor. dims[0] is the contiguous one, as GGUF counts:
// a weight of a matmul y = W x with W [n_rows, n_cols] has dims {n_cols, n_rows, 1, 1}.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tensor/dtype.h"

namespace ondol {

struct TensorView {
  DType dtype = DType::f32;
  std::array<uint64_t, 4> dims{0, 1, 1, 1};
  const void* data = nullptr;

  bool empty() const { return data == nullptr; }
  int64_t n_cols() const { return static_cast<int64_t>(dims[0]); }
  int64_t n_rows() const { return static_cast<int64_t>(dims[1] * dims[2] * dims[3]); }
  uint64_t n_elems() const { return dims[0] * dims[1] * dims[2] * dims[3]; }
  uint64_t row_size_bytes() const { return row_bytes(dtype, dims[0]); }
  uint64_t size_bytes() const { return row_size_bytes() * dims[1] * dims[2] * dims[3]; }
  /// n rows of a matrix from first on.
  TensorView rows(int64_t first, int64_t n) const {
    return {dtype, {dims[0], static_cast<uint64_t>(n), 1, 1}, row(first)};
  }
  const void* row(int64_t r) const {
    return static_cast<const std::byte*>(data) + static_cast<uint64_t>(r) * row_size_bytes();
  }
};

}  // namespace ondol
