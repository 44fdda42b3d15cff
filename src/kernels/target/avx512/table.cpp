// The kernel table of AVX-512 with VNNI.
#include "kernels/kernels.h"
#include "kernels/target/avx512/gemv.h"

namespace ondol {
namespace {

constexpr float kGemmRounding = 0.0f;

template <class Block>
constexpr auto gemm_quantised = gemm_vnni<Block>;
template <class Block>
constexpr auto gemm_quantised_bytes = gemm_vnni_bytes<Block>;

template <class Block>
constexpr MatmulKernels with_extras(MatmulKernels row, int) {
  row.gemv_two_terms = gemv_two_terms<Block>;
  return row;
}

}  // namespace
}  // namespace ondol

#include "kernels/target/common/kernel_table.h"

namespace ondol {

const Kernels* avx512_kernels() {
  static const Kernels table = make_table("avx512");
  return &table;
}

}  // namespace ondol
