// The kernel table of AVX2 with VNNI, 256 bits wide (Alder Lake-N and other small cores).
#include "kernels/kernels.h"
#include "kernels/target/avx2vnni/dot.h"
// gemv.h and the generic bodies are written in the words of dot.h
#include "kernels/target/avx2/gemv.h"
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
  row.gemv_two_terms = gemv_two_terms<Block>;
  return row;
}

}  // namespace
}  // namespace ondol

#include "kernels/target/common/kernel_table.h"

namespace ondol {

const Kernels* avx2vnni_kernels() {
  static const Kernels table = make_table("avx2vnni");
  return &table;
}

}  // namespace ondol
