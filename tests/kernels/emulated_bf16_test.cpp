// The bf16 products of targets that this CPU may lack, on emulated instructions: a CPU that has them only
// confirms it, in train_gemm_test.cpp.
#include "emulated_bf16.h"
#include "train_gemm_check.h"

namespace ondol::test {
namespace {

TEST(EmulatedWords, TransposeLanes_ColumnsBecomeVectors) {
  __m512i v[16];
  for (int i = 0; i < 16; ++i) {
    for (int j = 0; j < 16; ++j) v[i].at[j] = 100 * i + j;
  }
  transpose_lanes(v);
  for (int i = 0; i < 16; ++i) {
    for (int j = 0; j < 16; ++j) ASSERT_EQ(v[i].at[j], 100 * j + i);
  }
}

class EmulatedBF16 : public ::testing::TestWithParam<EmulatedProduct> {
 protected:
  const TrainGemm& gemm() const { return GetParam().gemm; }
  void check(void (*what)(const TrainGemm&, bool bf16, Rng&)) { what(gemm(), GetParam().bf16, rng); }
  Rng rng{29};
};

TEST_P(EmulatedBF16, EveryLayout_AwkwardSizes_WithinBound) { check(check_gemm_layouts); }
TEST_P(EmulatedBF16, PanelsOfMoreRows_SomeRowsAlone_WithinBound) { check(check_gemm_parts_of_panels); }
TEST_P(EmulatedBF16, LongSum_ShorterLastPart_WithinScratchAndBound) { check(check_gemm_long_sum); }
TEST_P(EmulatedBF16, TinyOperands_WithinBound) { check(check_gemm_tiny); }
TEST_P(EmulatedBF16, Infinity_StaysInItsRow) { check_gemm_infinity_in_its_row(gemm()); }

INSTANTIATE_TEST_SUITE_P(Target, EmulatedBF16, ::testing::ValuesIn(emulated_products),
                         [](const auto& info) { return std::string(info.param.target); });

}  // namespace
}  // namespace ondol::test
