#include "ops/linear.h"

#include <algorithm>
#include <string>

namespace ondol {

Result<Linear> Linear::make(const Kernels& kernels, const TensorView& weight, const TensorView& bias) {
  Linear linear;
  linear.weight = weight;
  linear.kernels = kernels.matmul(weight.dtype);
  linear.bias = static_cast<const float*>(bias.data);
  const DTypeTraits& type = traits(weight.dtype);
  if (linear.kernels == nullptr)
    return Error{ErrorCode::unsupported, std::string("type ") + type.name + " has no matrix product"};
  const uint32_t unit = linear.kernels->act == ActKind::q8 ? 32 : 1;
  if (weight.n_cols() % unit != 0 || weight.n_cols() % type.block_elems != 0)
    return Error{ErrorCode::bad_format, std::string("rows of ") + std::to_string(weight.n_cols()) +
                                            " are not whole blocks of " + type.name};
  return linear;
}

namespace {

void product(const Linear& linear, const void* w, int64_t n_rows, const void* act, size_t stride,
             int64_t n_tok, float* y, int64_t ld_y, void* scratch) {
  const MatmulKernels& k = *linear.kernels;
  const int64_t n_cols = linear.weight.n_cols();
  if (n_tok >= k.gemm_min_tok) return k.gemm(y, ld_y, w, n_rows, n_cols, act, stride, n_tok, scratch);
  for (int64_t t = 0; t < n_tok; ++t)
    k.gemv(y + t * ld_y, w, n_rows, n_cols,
           static_cast<const std::byte*>(act) + static_cast<size_t>(t) * stride);
}

void product_f32(const Linear& linear, const void* w, int64_t n_rows, const Activations& x, float* y,
                 int64_t ld_y, void* scratch) {
  if (linear.kernels->act == ActKind::f32) {
    return product(linear, w, n_rows, x.f32, x.f32_stride_bytes, x.n_tok, y, ld_y, scratch);
  }
  linear.kernels->gemm_f32(y, ld_y, w, n_rows, linear.weight.n_cols(), x.f32, x.f32_stride_bytes, x.n_tok,
                           scratch);
}

// Both terms of the activations, a few rows of W at a time: the second finds the weights unpacked, or at
// least in the nearest cache.
void product_with_residual(const Linear& linear, const void* w, int64_t n_rows, const Activations& x,
                           float* y, int64_t ld_y, void* scratch) {
  if (x.n_tok == 1 && linear.kernels->gemv_two_terms != nullptr) {
    const void* residual = static_cast<const std::byte*>(x.q8) + x.q8_stride_bytes;
    return linear.kernels->gemv_two_terms(y, w, n_rows, linear.weight.n_cols(), x.q8, residual, scratch);
  }
  constexpr int64_t kChunk = 32;
  float terms[2 * kResidualMaxTok * kChunk];
  const size_t row = linear.weight.row_size_bytes();
  for (int64_t begin = 0; begin < n_rows; begin += kChunk) {
    const int64_t n = std::min(kChunk, n_rows - begin);
    const auto* part = static_cast<const std::byte*>(w) + static_cast<size_t>(begin) * row;
    product(linear, part, n, x.q8, x.q8_stride_bytes, 2 * x.n_tok, terms, kChunk, scratch);
    for (int64_t t = 0; t < x.n_tok; ++t)
      for (int64_t r = 0; r < n; ++r)
        y[t * ld_y + begin + r] = terms[t * kChunk + r] + terms[(x.n_tok + t) * kChunk + r];
  }
}

}  // namespace

void linear_rows(const Linear& linear, int64_t begin, int64_t end, const Activations& x, float* y,
                 int64_t ld_y, void* scratch) {
  if (begin >= end) return;
  const void* w = linear.weight.row(begin);
  if (linear.reads_f32(x.n_tok)) {
    product_f32(linear, w, end - begin, x, y + begin, ld_y, scratch);
  } else if (!x.has_residual) {
    product(linear, w, end - begin, x.q8, x.q8_stride_bytes, x.n_tok, y + begin, ld_y, scratch);
  } else {
    product_with_residual(linear, w, end - begin, x, y + begin, ld_y, scratch);
  }
  if (linear.bias == nullptr) return;
  for (int64_t t = 0; t < x.n_tok; ++t)
    for (int64_t r = begin; r < end; ++r) y[t * ld_y + r] += linear.bias[r];
}

}  // namespace ondol
