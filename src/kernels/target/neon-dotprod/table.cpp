// The kernel table of AArch64 with the dot product instructions (ARMv8.2).
#include "kernels/target/neon-dotprod/dot.h"
// gemv.h and the generic bodies are written in the words of dot.h
#include "kernels/target/common/gemm_q8.h"
#include "kernels/target/neon/gemv.h"

namespace ondol {
namespace {

constexpr int kGemmMinTok = 2;
constexpr int kGemmMinTokFloat = 4;
constexpr float kGemmRounding = 0.0f;

template <class Block>
constexpr auto gemm_quantised = gemm_q8<Block>;
template <class Block>
constexpr auto gemm_quantised_bytes = gemm_q8_bytes<Block>;

}  // namespace
}  // namespace ondol

#include "kernels/target/common/kernel_table.h"

namespace ondol {

const Kernels* neon_dotprod_kernels() {
  static const Kernels table = make_table("neon-dotprod");
  return &table;
}

}  // namespace ondol
