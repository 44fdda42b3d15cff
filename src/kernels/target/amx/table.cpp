// The kernel table of processors with AMX: as AVX-512, but prefill and bf16 training multiply in tile
// registers.
#include "kernels/kernels.h"
#include "kernels/target/amx/gemm_amx.h"
#include "kernels/target/amx/train_parts.h"

namespace ondol {
namespace {

constexpr float kGemmRounding = 0.0f;

template <class Block>
constexpr auto gemm_quantised = gemm_vnni<Block>;
template <class Block>
constexpr auto gemm_quantised_bytes = gemm_amx_bytes<Block>;

template <class Block>
constexpr MatmulKernels with_extras(MatmulKernels row, int) {
  row.gemv_two_terms = gemv_two_terms<Block>;
  row.gemm_f32 = gemm_tiles<Block>;
  row.gemm_f32_min_tok = kAmxMinTok;
  row.gemm_f32_rounding = 0x1p-8f;
  return row;
}

constexpr TrainGemm train_f32(int) { return parts_gemm_row(); }
constexpr TrainGemm train_bf16(int) { return tile_gemm_row(); }

}  // namespace
}  // namespace ondol

#include "kernels/target/common/kernel_table.h"

namespace ondol {

const Kernels* amx_kernels() {
  static const Kernels table = make_table("amx");
  return &table;
}

}  // namespace ondol
