// The kernel table of AVX-512 with products of bf16 (Zen 4, Sapphire Rapids): AVX-512's, but that training
// multiplies pairs.
#include "kernels/target/avx512/simd.h"
// train_pairs.h is written in the words of simd.h
#include "kernels/target/avx512bf16/train_pairs.h"
#include "kernels/targets.h"

namespace ondol {

const Kernels* avx512bf16_kernels() {
  static const TrainKernels train = [] {
    TrainKernels t = *avx512_kernels()->train;
    t.bf16 = pair_gemm_row<PairProduct>();
    return t;
  }();
  static const Kernels table = [] {
    Kernels k = *avx512_kernels();
    k.target = "avx512bf16";
    k.train = &train;
    return k;
  }();
  return &table;
}

}  // namespace ondol
