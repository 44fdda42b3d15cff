// The training products of every target against double, over awkward sizes, with bounds from length and type.
#include <vector>

#include "harness.h"
#include "kernels/train_kernels.h"
#include "tensor/half.h"

namespace ondol::test {
namespace {

struct Shape {
  int64_t n_rows, n_k, n_cols;
};
const Shape shapes[] = {{1, 1, 1},     {5, 3, 7},    {6, 16, 16},   {7, 17, 33},  {13, 64, 31}, {97, 33, 65},
                        {32, 200, 48}, {25, 9, 130}, {3, 1700, 20}, {200, 8, 64}, {9, 769, 17}};

class TrainGemmTest : public OnEveryTarget {
 protected:
  Rng rng{29};

  float operand(float x, bool bf16) const { return bf16 ? bf16_to_f32(f32_to_bf16(x)) : x; }

  /// a_row, a_col: A's strides; b_k, b_c: B's. One of each pair is 1.
  void check(const TrainGemm& gemm, bool bf16, const Shape& s, bool a_transposed, bool b_transposed,
             bool accumulate, int64_t k_skip) {
    const int64_t lda = (a_transposed ? s.n_rows : s.n_k) + 3, ldc = s.n_cols + 5;
    Floats a((a_transposed ? s.n_k : s.n_rows) * lda, rng, 1.0f);
    const int64_t packed_k = s.n_k + k_skip;  // more rows are packed than one product reads
    const int64_t b_k = b_transposed ? 1 : s.n_cols, b_c = b_transposed ? packed_k : 1;
    Floats b(packed_k * s.n_cols, rng, 1.0f), c(s.n_rows * ldc, rng, 1.0f);
    const std::vector<float> before(c.data(), c.data() + c.size());
    Guarded panels(gemm.panel_bytes(packed_k, s.n_cols), 64), scratch(gemm.scratch_bytes(s.n_k), 64);
    gemm.pack(panels.as(), b.data(), packed_k, s.n_cols, b_k, b_c);
    ASSERT_TRUE(panels.intact());
    const char* first = panels.as<char>() + static_cast<size_t>(k_skip * gemm.panel_cols) * gemm.elem_bytes;
    gemm.gemm({c.data(), ldc, a.data(), lda, a_transposed, first, packed_k * gemm.panel_cols, s.n_rows, s.n_k,
               s.n_cols, accumulate, scratch.as()});
    ASSERT_TRUE(c.intact() && scratch.intact());
    for (int64_t r = 0; r < s.n_rows; ++r) {
      for (int64_t j = 0; j < ldc; ++j) {
        const float old = before[static_cast<size_t>(r * ldc + j)];
        if (j >= s.n_cols) {
          ASSERT_EQ(c[r * ldc + j], old) << "beyond the columns, row " << r << " column " << j;
          continue;
        }
        double want = accumulate ? old : 0.0, magnitude = std::fabs(want);
        for (int64_t k = 0; k < s.n_k; ++k) {
          const double x = operand(a_transposed ? a[k * lda + r] : a[r * lda + k], bf16);
          const double product = x * operand(b[(k + k_skip) * b_k + j * b_c], bf16);
          want += product;
          magnitude += std::fabs(product);
        }
        const double bound = static_cast<double>(s.n_k + 2) * u * magnitude;
        ASSERT_TRUE(
            within(c[r * ldc + j], want, bound, "row " + std::to_string(r) + " column " + std::to_string(j)))
            << s.n_rows << "x" << s.n_k << "x" << s.n_cols << " bf16 " << bf16 << " A^T " << a_transposed
            << " B^T " << b_transposed << " accumulate " << accumulate;
      }
    }
  }
};

TEST_P(TrainGemmTest, EveryLayout_AwkwardSizes_WithinBound) {
  for (bool bf16 : {false, true}) {
    const TrainGemm& gemm = bf16 ? kernels->train->bf16 : kernels->train->f32;
    for (const Shape& shape : shapes) {
      for (int layout = 0; layout < 8; ++layout) {
        check(gemm, bf16, shape, (layout & 1) != 0, (layout & 2) != 0, (layout & 4) != 0, 0);
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_P(TrainGemmTest, PanelsOfMoreRows_LaterRowsAlone_WithinBound) {
  for (bool bf16 : {false, true}) {
    const TrainGemm& gemm = bf16 ? kernels->train->bf16 : kernels->train->f32;
    check(gemm, bf16, {31, 40, 33}, false, false, false, 24);
    check(gemm, bf16, {31, 40, 33}, true, true, true, 8);
  }
}

TEST_P(TrainGemmTest, ShortLastPartOfALongSum_StaysInScratch) {
  for (bool bf16 : {false, true}) {
    const TrainGemm& gemm = bf16 ? kernels->train->bf16 : kernels->train->f32;
    check(gemm, bf16, {240, 15321, 1}, true, false, false, 0);
  }
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
