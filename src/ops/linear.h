// y = W x + b with W in its file layout: picks gemv or gemm by the number of rows of activations.
// Works on a range of W's rows, so that callers split one product over threads as they like.
#pragma once

#include <cstdint>

#include "kernels/kernels.h"
#include "ondol/result.h"
#include "tensor/tensor_view.h"

namespace ondol {

/// n_tok rows of activations in the forms that the weights of the next products want.
struct Activations {
  const float* f32 = nullptr;
  size_t f32_stride_bytes = 0;
  const void* q8 = nullptr;  ///< null when no consumer wants it
  size_t q8_stride_bytes = 0;
  int64_t n_tok = 0;
  bool has_residual = false;  ///< n_tok more rows follow q8's: what each of them rounded away, as q8 again
};

/// With up to this many tokens activations keep their residual (docs/decisions/0009): decoding and short
/// commands are as exact as with f32 activations; long prompts are read at int8's price, or from f32 where
/// the target can.
constexpr int64_t kResidualMaxTok = 16;

struct Linear {
  TensorView weight;  ///< [n_rows, n_cols]
  const MatmulKernels* kernels = nullptr;
  const float* bias = nullptr;  ///< [n_rows] or null

  int64_t n_rows() const { return weight.n_rows(); }
  /// Whether n_tok tokens are multiplied from f32 activations: float weights, and long prompts where the
  /// target has bf16 tiles (which lose less than q8 does).
  bool reads_f32(int64_t n_tok) const {
    return kernels->act == ActKind::f32 ||
           (kernels->gemm_f32 != nullptr && n_tok > kResidualMaxTok && n_tok >= kernels->gemm_f32_min_tok);
  }
  bool wants_q8(int64_t n_tok) const { return !reads_f32(n_tok); }

  /// Errors: unsupported when the target has no kernel for the type, bad_format when rows are not whole
  /// blocks.
  static Result<Linear> make(const Kernels& kernels, const TensorView& weight, const TensorView& bias);
};

/// y[t·ld_y + r] for rows r in [begin, end) of W: y points at row 0. scratch: the kernel's
/// gemm_scratch_bytes.
void linear_rows(const Linear& linear, int64_t begin, int64_t end, const Activations& x, float* y,
                 int64_t ld_y, void* scratch);

}  // namespace ondol
