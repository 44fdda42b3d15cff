// What some targets have besides the common functions: activations in two terms, and gemm from f32
// activations.
#include "weights.h"

namespace ondol::test {
namespace {

class Extras : public OnEveryTarget {
 protected:
  Rng rng{77};
};

int64_t columns_of(DType dtype) { return traits(dtype).block_elems == 256 ? 768 : 576; }

// y = W·(act + residual) with both terms exact in double: the bound is that of gemv for each term.
TEST_P(Extras, GemvTwoTerms_AnyType_SumOfBothProducts) {
  for (DType dtype : weight_types) {
    const MatmulKernels& mm = *kernels->matmul(dtype);
    if (mm.gemv_two_terms == nullptr) continue;
    const int64_t block = traits(dtype).block_elems;
    for (int64_t n_cols : {block, 5 * block, columns_of(dtype)}) {
      const int64_t n_rows = 19;
      const Weights w(dtype, n_rows, n_cols, rng, Values::normal, Source::random_bytes);
      Guarded first(act_row_bytes(ActKind::q8, n_cols), 64), second(act_row_bytes(ActKind::q8, n_cols), 64);
      const Floats x(n_cols, rng, 1.0f);
      kernels->quantize_act(first.as(), x.data(), n_cols);
      kernels->quantize_residual(second.as(), x.data(), first.as(), n_cols);
      Guarded scratch(mm.gemm_scratch_bytes(n_cols), 64);
      Floats y(n_rows), a(n_rows), b(n_rows), split(n_rows);
      mm.gemv_two_terms(y.data(), w.data(), n_rows, n_cols, first.as(), second.as(), scratch.as());
      ASSERT_TRUE(y.intact() && scratch.intact());
      mm.gemv(a.data(), w.data(), n_rows, n_cols, first.as());
      mm.gemv(b.data(), w.data(), n_rows, n_cols, second.as());
      std::vector<double> value, size;
      for (int64_t r = 0; r < n_rows; ++r) {
        w.reference(r, value, size);
        double magnitude = 0.0;
        for (int64_t i = 0; i < n_cols; ++i) {
          magnitude += size[static_cast<size_t>(i)] * std::fabs(x[i]) * 1.02;
        }
        const double bound = 2 * (static_cast<double>(n_cols) / 16 + 12) * u * magnitude;
        ASSERT_TRUE(within(y[r], static_cast<double>(a[r]) + b[r], bound, traits(dtype).name));
      }
      for (int64_t r = 0; r < n_rows; r += 3) {
        const int64_t n = n_rows - r < 3 ? n_rows - r : 3;
        mm.gemv_two_terms(split.data() + r, w.row(r), n, n_cols, first.as(), second.as(), scratch.as());
      }
      ASSERT_TRUE(same_bits(split.data(), y.data(), n_rows)) << traits(dtype).name;
    }
  }
}

TEST_P(Extras, GemmF32_AwkwardShapes_WithinRoundingAndSplitsBitIdentical) {
  for (DType dtype : weight_types) {
    const MatmulKernels& mm = *kernels->matmul(dtype);
    if (mm.gemm_f32 == nullptr) continue;
    ASSERT_GE(mm.gemm_f32_min_tok, 1);
    const int64_t step = traits(dtype).block_elems;
    for (int64_t n_cols : {step, columns_of(dtype), int64_t{1536}, int64_t{1024 + 256}}) {
      for (int64_t n_rows : {1, 16, 33}) {
        for (int64_t n_tok : {1, 16, 24, 49}) {
          if (n_cols > 1000 && n_rows != 33) continue;
          const Weights w(dtype, n_rows, n_cols, rng, Values::normal, Source::quantised);
          const Floats x(n_tok * (n_cols + 3), rng, 1.0f);
          const size_t stride = static_cast<size_t>(n_cols + 3) * sizeof(float);
          Guarded scratch(mm.gemm_scratch_bytes(n_cols), 64);
          const int64_t ld_y = n_rows + 5;
          Floats y((n_tok - 1) * ld_y + n_rows), split((n_tok - 1) * ld_y + n_rows);
          std::memset(scratch.as(), 0xff, scratch.bytes());
          mm.gemm_f32(y.data(), ld_y, w.data(), n_rows, n_cols, x.data(), stride, n_tok, scratch.as());
          ASSERT_TRUE(y.intact() && scratch.intact());
          std::vector<double> value, size;
          for (int64_t r = 0; r < n_rows; ++r) {
            w.reference(r, value, size);
            for (int64_t t = 0; t < n_tok; ++t) {
              double want = 0.0, magnitude = 0.0;
              for (int64_t i = 0; i < n_cols; ++i) {
                want += value[static_cast<size_t>(i)] * x[t * (n_cols + 3) + i];
                magnitude += size[static_cast<size_t>(i)] * std::fabs(x[t * (n_cols + 3) + i]);
              }
              const double bound =
                  (2.01 * mm.gemm_f32_rounding + (static_cast<double>(n_cols) + 4) * u) * magnitude;
              ASSERT_TRUE(within(y[t * ld_y + r], want, bound,
                                 std::string(traits(dtype).name) + " columns " + std::to_string(n_cols) +
                                     " row " + std::to_string(r) + " token " + std::to_string(t)));
            }
          }
          for (int64_t r = 0; r < n_rows; r += 7) {
            mm.gemm_f32(split.data() + r, ld_y, w.row(r), n_rows - r < 7 ? n_rows - r : 7, n_cols, x.data(),
                        stride, n_tok, scratch.as());
          }
          ASSERT_TRUE(same_bits(split.data(), y.data(), y.size())) << traits(dtype).name << " " << n_cols;
        }
      }
    }
  }
}

// A NaN scale in one row must reach that row's results, through bf16 rounding too, and no other row's.
TEST_P(Extras, GemmF32_NanScale_StaysNanInItsRow) {
  const MatmulKernels& mm = *kernels->matmul(DType::q4_1);
  if (mm.gemm_f32 == nullptr) GTEST_SKIP() << "skipped: target has no gemm_f32";
  std::vector<BlockQ4_1> w(16 * 2);
  for (BlockQ4_1& b : w) b = {0x3c00, 0, {0x11}};
  w[2 * 5 + 1].d = 0x7fff;
  const Floats x(32 * 64, rng, 1.0f);
  Guarded scratch(mm.gemm_scratch_bytes(64), 64);
  Floats y(32 * 16);
  mm.gemm_f32(y.data(), 16, w.data(), 16, 64, x.data(), 64 * sizeof(float), 32, scratch.as());
  for (int64_t t = 0; t < 32; ++t) {
    for (int64_t r = 0; r < 16; ++r) ASSERT_EQ(std::isnan(y[t * 16 + r]), r == 5) << t << " " << r;
  }
}

ONDOL_ON_EVERY_TARGET(Extras);

}  // namespace
}  // namespace ondol::test
