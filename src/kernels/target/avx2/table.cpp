// The kernel table of AVX2 with FMA and F16C.
#include "kernels/kernels.h"
#include "kernels/target/avx2/dot.h"
// gemv_words.h and the generic bodies are written in the words of dot.h
#include "kernels/target/avx2/gemv_words.h"
#include "kernels/target/common/gemm_q8.h"

namespace ondol {
namespace {

constexpr int kGemmMinTok = 3;
constexpr int kGemmMinTokFloat = 4;
constexpr float kGemmRounding = 0.0f;

template <class Block>
constexpr auto gemm_quantised = gemm_q8<Block>;
template <class Block>
constexpr auto gemm_quantised_bytes = gemm_q8_bytes<Block>;

template <class Block>
constexpr MatmulKernels with_extras(MatmulKernels row, int) {
  row.gemv_two_terms = gemv_words<Block>;
  return row;
}

}  // namespace
}  // namespace ondol

#include "kernels/target/common/kernel_table.h"

namespace ondol {

const Kernels* avx2_kernels() {
  static const Kernels table = make_table("avx2");
  return &table;
}

}  // namespace ondol
