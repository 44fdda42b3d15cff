// The kernel table of AArch64 with int8 matrix products (ARMv8.6): as neon-dotprod, but many tokens at a time
// multiply by matrices.
#include "kernels/target/neon-i8mm/gemm_i8mm.h"
#include "kernels/target/neon/gemv.h"

namespace ondol {
namespace {

constexpr int kGemmMinTok = 2;
constexpr int kGemmMinTokFloat = 4;
constexpr float kGemmRounding = 0.0f;

template <class Block>
constexpr auto gemm_quantised = gemm_i8mm<Block>;
template <class Block>
constexpr auto gemm_quantised_bytes = gemm_q8_bytes<Block>;

}  // namespace
}  // namespace ondol

#include "kernels/target/common/kernel_table.h"

namespace ondol {

const Kernels* neon_i8mm_kernels() {
  static const Kernels table = make_table("neon-i8mm");
  return &table;
}

}  // namespace ondol
