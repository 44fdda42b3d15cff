// The training table of a target whose vocabulary has been included before.
#pragma once

#include "kernels/target/common/train_elementwise.h"
#include "kernels/target/common/train_gemm.h"

namespace ondol {
namespace {

/// A target with products of its own defines train_f32(int) or train_bf16(int) before.
template <class = void>
constexpr TrainGemm train_f32(long) {
  return train_gemm_row<PanelF32>();
}
template <class = void>
constexpr TrainGemm train_bf16(long) {
  return train_gemm_row<PanelBF16>();
}

const TrainKernels* train_table() {
  static constexpr TrainKernels table = {
      .f32 = train_f32(0),
      .bf16 = train_bf16(0),
      .rms_norm = train_rms_norm,
      .rms_norm_backward = train_rms_norm_backward,
      .silu_mul_backward = train_silu_mul_backward,
      .softmax_scaled = train_softmax_scaled,
      .exp_scaled = train_exp_scaled,
      .softmax_backward = train_softmax_backward,
      .dot = train_dot,
      .axpy = train_axpy,
      .adam = train_adam,
  };
  return &table;
}

}  // namespace
}  // namespace ondol
