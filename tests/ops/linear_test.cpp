#include "ops/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace ondol {
namespace {

struct Case {
  DType dtype;
  int64_t n_rows, n_cols;
};

class LinearTest : public testing::TestWithParam<Case> {
 protected:
  const Kernels& kernels_ = []() -> const Kernels& {
    const char* why = nullptr;
    return *select_kernels(nullptr, &why);
  }();
};

// Whatever path the number of tokens selects, and however the rows are split, the result is W x + b to the
// precision of the activations' type.
TEST_P(LinearTest, AnyTokenCountAndSplit_IsTheProductPlusBias) {
  const auto [dtype, n_rows, n_cols] = GetParam();
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  std::vector<std::byte> weights(
      static_cast<size_t>(row_bytes(dtype, static_cast<uint64_t>(n_cols)) * static_cast<uint64_t>(n_rows)));
  std::vector<float> exact(static_cast<size_t>(n_rows * n_cols)), bias(static_cast<size_t>(n_rows));
  for (int64_t r = 0; r < n_rows; ++r) {
    std::vector<float> row(static_cast<size_t>(n_cols));
    for (float& v : row) v = normal(random);
    std::byte* stored =
        weights.data() + static_cast<uint64_t>(r) * row_bytes(dtype, static_cast<uint64_t>(n_cols));
    quantize_row(dtype, stored, row.data(), n_cols, nullptr);
    kernels_.dequantize_row(dtype, exact.data() + r * n_cols, stored, n_cols);
    bias[static_cast<size_t>(r)] = normal(random);
  }
  TensorView view{
      dtype, {static_cast<uint64_t>(n_cols), static_cast<uint64_t>(n_rows), 1, 1}, weights.data()};
  TensorView bias_view{DType::f32, {static_cast<uint64_t>(n_rows), 1, 1, 1}, bias.data()};
  auto linear = Linear::make(kernels_, view, bias_view);
  ASSERT_TRUE(linear.ok()) << linear.error().message;
  std::vector<std::byte> scratch_room(linear->kernels->gemm_scratch_bytes(n_cols) + 64);
  void* scratch = reinterpret_cast<void*>((reinterpret_cast<uintptr_t>(scratch_room.data()) + 63) / 64 * 64);

  for (int64_t n_tok : {1, 2, 7, 40}) {
    std::vector<float> x(static_cast<size_t>(n_tok * n_cols));
    for (float& v : x) v = normal(random);
    const size_t stride = act_row_bytes(ActKind::q8, n_cols);
    std::vector<std::byte> q8_room(stride * static_cast<size_t>(n_tok) + 64);
    auto* q8 = reinterpret_cast<std::byte*>((reinterpret_cast<uintptr_t>(q8_room.data()) + 63) / 64 * 64);
    if (linear->wants_q8(n_tok))
      for (int64_t t = 0; t < n_tok; ++t)
        kernels_.quantize_act(q8 + static_cast<size_t>(t) * stride, x.data() + t * n_cols, n_cols);
    const Activations acts{x.data(), static_cast<size_t>(n_cols) * sizeof(float), q8, stride, n_tok};
    const int64_t ld = n_rows + 3;
    std::vector<float> whole(static_cast<size_t>(n_tok * ld)), split(whole);
    linear_rows(*linear, 0, n_rows, acts, whole.data(), ld, scratch);
    for (int64_t begin = 0; begin < n_rows; begin += 5)
      linear_rows(*linear, begin, std::min(begin + 5, n_rows), acts, split.data(), ld, scratch);
    for (int64_t t = 0; t < n_tok; ++t)
      for (int64_t r = 0; r < n_rows; ++r) {
        double sum = bias[static_cast<size_t>(r)], magnitude = 0, amax = 0;
        for (int64_t k = 0; k < n_cols; ++k) {
          sum += static_cast<double>(exact[static_cast<size_t>(r * n_cols + k)]) *
                 x[static_cast<size_t>(t * n_cols + k)];
          magnitude += std::abs(exact[static_cast<size_t>(r * n_cols + k)]);
          amax = std::max<double>(amax, std::abs(x[static_cast<size_t>(t * n_cols + k)]));
        }
        // q8 rounds each activation by at most half a step of amax/127; gemm_f32 rounds both factors.
        const double rounding = linear->wants_q8(n_tok) ? 1.0 / 127
                                : linear->kernels->act == ActKind::f32
                                    ? 1e-5
                                    : 1e-5 + 2.01 * linear->kernels->gemm_f32_rounding;
        const double bound = magnitude * amax * rounding;
        const auto at = static_cast<size_t>(t * ld + r);
        ASSERT_NEAR(whole[at], sum, bound) << "token " << t << " row " << r;
        ASSERT_EQ(whole[at], split[at]) << "token " << t << " row " << r;
      }
  }
}

INSTANTIATE_TEST_SUITE_P(Types, LinearTest,
                         testing::Values(Case{DType::f32, 33, 48}, Case{DType::f16, 17, 64},
                                         Case{DType::q8_0, 33, 96}, Case{DType::q4_1, 40, 576},
                                         Case{DType::q4_k, 19, 512}));

TEST(Linear_Make, RefusesRowsThatAreNotWholeBlocks) {
  const char* why = nullptr;
  const Kernels& kernels = *select_kernels(nullptr, &why);
  float data[64] = {};
  EXPECT_FALSE(Linear::make(kernels, {DType::q8_0, {40, 1, 1, 1}, data}, {}).ok());
  EXPECT_FALSE(Linear::make(kernels, {DType::i32, {32, 1, 1, 1}, data}, {}).ok());
}

}  // namespace
}  // namespace ondol
