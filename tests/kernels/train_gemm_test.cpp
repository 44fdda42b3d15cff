// The training products of every target against double, over awkward sizes, with bounds from length and type.
#include "train_gemm_check.h"

namespace ondol::test {
namespace {

class TrainGemmTest : public OnEveryTarget {
 protected:
  void check(void (*what)(const TrainGemm&, bool bf16, Rng&)) {
    what(kernels->train->f32, false, rng);
    if (!HasFatalFailure()) what(kernels->train->bf16, true, rng);
  }
  Rng rng{29};
};

TEST_P(TrainGemmTest, EveryLayout_AwkwardSizes_WithinBound) { check(check_gemm_layouts); }
TEST_P(TrainGemmTest, PanelsOfMoreRows_SomeRowsAlone_WithinBound) { check(check_gemm_parts_of_panels); }
TEST_P(TrainGemmTest, LongSum_ShorterLastPart_WithinScratchAndBound) { check(check_gemm_long_sum); }
TEST_P(TrainGemmTest, TinyOperands_WithinBound) { check(check_gemm_tiny); }
TEST_P(TrainGemmTest, Infinity_StaysInItsRow) {
  check_gemm_infinity_in_its_row(kernels->train->f32);
  check_gemm_infinity_in_its_row(kernels->train->bf16);
}

// Attention takes rows of its panels from any multiple of their columns on.
TEST_P(TrainGemmTest, ColumnsOfAPanel_AreWholeMultiplesOfItsRows) {
  EXPECT_EQ(kernels->train->f32.panel_cols % kernels->train->f32.k_multiple, 0);
  EXPECT_EQ(kernels->train->bf16.panel_cols % kernels->train->bf16.k_multiple, 0);
}

TEST_P(TrainGemmTest, RowsAlone_SameBitsAsTogether) {
  const TrainGemm& gemm = kernels->train->f32;
  constexpr int64_t rows = 23, n_k = 37, cols = 41;
  Floats a(rows * n_k, rng, 1.0f), b(n_k * cols, rng, 1.0f), together(rows * cols), alone(rows * cols);
  Guarded panels(gemm.panel_bytes(n_k, cols), 64), scratch(gemm.scratch_bytes(n_k), 64);
  gemm.pack(panels.as(), b.data(), n_k, cols, cols, 1);
  const int64_t stride = n_k * gemm.panel_cols;
  gemm.gemm({together.data(), cols, a.data(), n_k, false, panels.as(), stride, rows, n_k, cols, false,
             scratch.as()});
  for (int64_t r = 0; r < rows; ++r) {
    gemm.gemm({alone.data() + r * cols, cols, a.data() + r * n_k, n_k, false, panels.as(), stride, 1, n_k,
               cols, false, scratch.as()});
  }
  EXPECT_TRUE(same_bits(together.data(), alone.data(), rows * cols));
}

ONDOL_ON_EVERY_TARGET(TrainGemmTest);

}  // namespace
}  // namespace ondol::test
