// The row of a matmul table for each type, once the target has said what its gemv and gemm are.
#pragma once

#include "kernels/kernels.h"
#include "kernels/target/common/matmul_float.h"

namespace ondol {
namespace {

/// The including target defines gemv_q8<Block>, gemm_quantised<Block>, gemm_quantised_bytes<Block>, its
/// kGemmRounding, from how many tokens gemm pays, and, if it has more, with_extras<Block>(row, int) that adds
/// it.
static_assert(kGemmRounding == 0.0f, "gemm is exact but for the rounding of floats");

template <class Block>
constexpr MatmulKernels with_extras(MatmulKernels row, long) {
  return row;
}

template <class Block>
const MatmulKernels* quantised_matmul() {
  static constexpr MatmulKernels row = with_extras<Block>(
      {ActKind::q8, gemv_q8<Block>, gemm_quantised<Block>, gemm_quantised_bytes<Block>, kGemmMinTok}, 0);
  return &row;
}

template <class Weight>
const MatmulKernels* float_matmul() {
  static constexpr MatmulKernels row = {ActKind::f32, gemv_float<Weight>, gemm_float<Weight>,
                                        float_tile_bytes, kGemmMinTokFloat};
  return &row;
}

const MatmulKernels* matmul(DType dtype) {
  switch (dtype) {
    case DType::f32:
      return float_matmul<F32Weight>();
    case DType::f16:
      return float_matmul<F16Weight>();
    case DType::bf16:
      return float_matmul<BF16Weight>();
    case DType::q4_0:
      return quantised_matmul<BlockQ4_0>();
    case DType::q4_1:
      return quantised_matmul<BlockQ4_1>();
    case DType::q5_0:
      return quantised_matmul<BlockQ5_0>();
    case DType::q5_1:
      return quantised_matmul<BlockQ5_1>();
    case DType::q8_0:
      return quantised_matmul<BlockQ8_0>();
    case DType::q2_k:
      return quantised_matmul<BlockQ2_K>();
    case DType::q3_k:
      return quantised_matmul<BlockQ3_K>();
    case DType::q4_k:
      return quantised_matmul<BlockQ4_K>();
    case DType::q5_k:
      return quantised_matmul<BlockQ5_K>();
    case DType::q6_k:
      return quantised_matmul<BlockQ6_K>();
    case DType::iq4_nl:
      return quantised_matmul<BlockIQ4_NL>();
    case DType::iq4_xs:
      return quantised_matmul<BlockIQ4_XS>();
    default:
      return nullptr;
  }
}

}  // namespace
}  // namespace ondol
