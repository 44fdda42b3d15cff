// quantize_row: float rows → blocks of any weight type.
#include "kernels/kernels.h"
#include "kernels/quant/quant.h"

namespace ondol {
namespace {

template <class Block>
void blocks(void* out, const float* x, int64_t n, const float* importance) {
  Block* block = static_cast<Block*>(out);
  for (int64_t k = 0; k < n; k += Block::elems, ++block) {
    quant::quantize(*block, x + k, importance != nullptr ? importance + k : nullptr);
  }
}

void to_f32(void* out, const float* x, int64_t n, const float*) {
  for (int64_t i = 0; i < n; ++i) static_cast<float*>(out)[i] = x[i];
}
void to_f16(void* out, const float* x, int64_t n, const float*) {
  for (int64_t i = 0; i < n; ++i) static_cast<uint16_t*>(out)[i] = f32_to_f16(x[i]);
}
void to_bf16(void* out, const float* x, int64_t n, const float*) {
  for (int64_t i = 0; i < n; ++i) static_cast<uint16_t*>(out)[i] = f32_to_bf16(x[i]);
}

struct Row {
  DType dtype;
  void (*quantize)(void* out, const float* x, int64_t n, const float* importance);
};
constexpr Row rows[] = {
    {DType::f32, to_f32},
    {DType::f16, to_f16},
    {DType::bf16, to_bf16},
    {DType::q8_0, blocks<BlockQ8_0>},
    {DType::q4_0, blocks<BlockQ4_0>},
    {DType::q4_1, blocks<BlockQ4_1>},
    {DType::q5_0, blocks<BlockQ5_0>},
    {DType::q5_1, blocks<BlockQ5_1>},
    {DType::iq4_nl, blocks<BlockIQ4_NL>},
    {DType::q2_k, blocks<BlockQ2_K>},
    {DType::q3_k, blocks<BlockQ3_K>},
    {DType::q4_k, blocks<BlockQ4_K>},
    {DType::q5_k, blocks<BlockQ5_K>},
    {DType::q6_k, blocks<BlockQ6_K>},
    {DType::iq4_xs, blocks<BlockIQ4_XS>},
};

}  // namespace

void quantize_row(DType dtype, void* out, const float* x, int64_t n, const float* importance) {
  for (const Row& row : rows) {
    if (row.dtype == dtype) return row.quantize(out, x, n, importance);
  }
}

}  // namespace ondol
