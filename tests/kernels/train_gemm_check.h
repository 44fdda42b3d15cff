// A training product against double, with bounds from length and type: for the rows of every target's table
// and for those that are emulated.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "harness.h"
#include "kernels/train_kernels.h"
#include "tensor/half.h"

namespace ondol::test {

struct GemmShape {
  int64_t n_rows, n_k, n_cols;
};
const GemmShape gemm_shapes[] = {{1, 1, 1},    {5, 3, 7},     {6, 16, 16},   {7, 17, 33},   {13, 64, 31},
                                 {97, 33, 65}, {32, 200, 48}, {25, 9, 130},  {3, 1700, 20}, {200, 8, 64},
                                 {9, 769, 17}, {16, 32, 32},  {17, 31, 160}, {385, 2, 1},   {33, 385, 47}};

struct GemmCase {
  bool bf16 = false, a_transposed = false, b_transposed = false, accumulate = false;
  int64_t k_before = 0, k_behind = 0;  ///< rows of B that are packed too, around those of the product
  float scale = 1.0f;                  ///< of A
};

inline void check_gemm(const TrainGemm& gemm, const GemmShape& s, const GemmCase& how, Rng& rng) {
  const auto operand = [&](float x) { return how.bf16 ? bf16_to_f32(f32_to_bf16(x)) : x; };
  const int64_t lda = (how.a_transposed ? s.n_rows : s.n_k) + 3, ldc = s.n_cols + 5;
  Floats a((how.a_transposed ? s.n_k : s.n_rows) * lda, rng, how.scale);
  const int64_t packed_k = how.k_before + s.n_k + how.k_behind;
  const int64_t b_k = how.b_transposed ? 1 : s.n_cols, b_c = how.b_transposed ? packed_k : 1;
  Floats b(packed_k * s.n_cols, rng, 1.0f), c(s.n_rows * ldc, rng, how.scale);
  const std::vector<float> before(c.data(), c.data() + c.size());
  Guarded panels(gemm.panel_bytes(packed_k, s.n_cols), 64), scratch(gemm.scratch_bytes(s.n_k), 64);
  std::memset(panels.as(), 0xff, panels.bytes());  // NaNs: nothing may be multiplied that was not packed
  std::memset(scratch.as(), 0xff, scratch.bytes());
  gemm.pack(panels.as(), b.data(), packed_k, s.n_cols, b_k, b_c);
  ASSERT_TRUE(panels.intact());
  ASSERT_EQ(how.k_before % gemm.k_multiple, 0);
  const char* first =
      panels.as<char>() + static_cast<size_t>(how.k_before * gemm.panel_cols) * gemm.elem_bytes;
  gemm.gemm({c.data(), ldc, a.data(), lda, how.a_transposed, first, gemm.panel_stride(packed_k), s.n_rows,
             s.n_k, s.n_cols, how.accumulate, scratch.as()});
  ASSERT_TRUE(c.intact() && scratch.intact());
  for (int64_t r = 0; r < s.n_rows; ++r) {
    for (int64_t j = 0; j < ldc; ++j) {
      const float old = before[static_cast<size_t>(r * ldc + j)];
      if (j >= s.n_cols) {
        ASSERT_EQ(c[r * ldc + j], old) << "beyond the columns, row " << r << " column " << j;
        continue;
      }
      double want = how.accumulate ? old : 0.0, magnitude = std::fabs(want), lost = 0.0;
      for (int64_t k = 0; k < s.n_k; ++k) {
        const double x = operand(how.a_transposed ? a[k * lda + r] : a[r * lda + k]);
        const double y = operand(b[(k + how.k_before) * b_k + j * b_c]);
        want += x * y;
        magnitude += std::fabs(x * y);
        // Instructions of bf16 take a denormal operand for zero, before it is rounded to bf16: the whole
        // product is lost.
        if (std::min(std::fabs(x), std::fabs(y)) <= 0x1p-126) lost += std::fabs(x * y);
        // Of an element in parts, each part that is one.
        if (gemm.n_products > 1) lost += 2 * 0x1p-126 * (std::fabs(x) + std::fabs(y));
      }
      // They add at most one rounding a product, as an FMA does: a sum in pairs, tiles and parts has no more
      // on any element's way than one by one. Each may flush to zero what is below the smallest normal. A
      // tile of f32 in parts adds half as many, then a rounding for each of its products; 2^-23 is left out.
      const bool in_parts = gemm.n_products > 1;
      const double n_sums = static_cast<double>(s.n_k + 2 + (in_parts ? gemm.n_products + 2 : 0));
      const bool flushes = how.bf16 || in_parts;
      const double bound =
          n_sums * u * magnitude + (flushes ? lost + n_sums * gemm.n_products * 0x1p-126 : 0.0);
      ASSERT_TRUE(
          within(c[r * ldc + j], want, bound, "row " + std::to_string(r) + " column " + std::to_string(j)))
          << s.n_rows << "x" << s.n_k << "x" << s.n_cols << " bf16 " << how.bf16 << " A^T "
          << how.a_transposed << " B^T " << how.b_transposed << " accumulate " << how.accumulate;
    }
  }
}

/// Every layout of every awkward size.
inline void check_gemm_layouts(const TrainGemm& gemm, bool bf16, Rng& rng) {
  for (const GemmShape& shape : gemm_shapes) {
    for (int layout = 0; layout < 8; ++layout) {
      check_gemm(gemm, shape, {bf16, (layout & 1) != 0, (layout & 2) != 0, (layout & 4) != 0}, rng);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

/// Panels of more rows than the product reads, before and behind.
inline void check_gemm_parts_of_panels(const TrainGemm& gemm, bool bf16, Rng& rng) {
  for (int64_t before : {int64_t{0}, gemm.k_multiple, 3 * gemm.k_multiple}) {
    for (int64_t n_k : {31, 40, 64}) {
      for (int64_t behind : {0, 1, 24}) {
        const bool turn = (n_k + behind) % 2 != 0;
        check_gemm(gemm, {31, n_k, 70}, {bf16, turn, !turn, turn, before, behind}, rng);
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
  }
}

/// The last part of a long sum is shorter than the others, its rows of A as many: scratch must hold them.
inline void check_gemm_long_sum(const TrainGemm& gemm, bool bf16, Rng& rng) {
  for (bool a_transposed : {false, true}) check_gemm(gemm, {240, 15321, 1}, {bf16, a_transposed}, rng);
}

/// What is not finite stays in its row of C: the zeros that fill operands up meet none of it.
inline void check_gemm_infinity_in_its_row(const TrainGemm& gemm) {
  for (int64_t n_k : {1, 7, 32, 45}) {
    constexpr int64_t n_rows = 37, n_cols = 19, bad_row = 18;
    Floats a(n_rows * n_k), b(n_k * n_cols), c(n_rows * n_cols);
    std::fill_n(a.data(), a.size(), 0.5f);
    std::fill_n(b.data(), b.size(), 2.0f);
    a[bad_row * n_k + n_k - 1] = INFINITY;
    Guarded panels(gemm.panel_bytes(n_k, n_cols), 64), scratch(gemm.scratch_bytes(n_k), 64);
    gemm.pack(panels.as(), b.data(), n_k, n_cols, n_cols, 1);
    gemm.gemm({c.data(), n_cols, a.data(), n_k, false, panels.as(), gemm.panel_stride(n_k), n_rows, n_k,
               n_cols, false, scratch.as()});
    for (int64_t i = 0; i < c.size(); ++i) {
      if (i / n_cols == bad_row && gemm.n_products > 1) {
        ASSERT_TRUE(std::isnan(c[i])) << n_k << " element " << i;
        continue;
      }
      ASSERT_EQ(c[i], i / n_cols == bad_row ? INFINITY : static_cast<float>(n_k)) << n_k << " element " << i;
    }
  }
}

/// Operands and sums among the denormals.
inline void check_gemm_tiny(const TrainGemm& gemm, bool bf16, Rng& rng) {
  for (float scale : {1e-37f, 1e-39f}) {
    check_gemm(gemm, {19, 45, 35}, {.bf16 = bf16, .accumulate = true, .scale = scale}, rng);
    check_gemm(gemm, {19, 45, 35}, {.bf16 = bf16, .a_transposed = true, .scale = scale}, rng);
  }
}

}  // namespace ondol::test
