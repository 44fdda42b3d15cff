// gemv and gemm of every target and every type against the product in double of the dequantised weights with
// the activations as they were quantised; and the two promises of kernels.h (row splits, repeatability).
#include <algorithm>

#include "weights.h"

namespace ondol::test {
namespace {

/// Activation rows in the form that a matmul wants, and the same values in double.
class Activations {
 public:
  Activations(const Kernels& kernels, ActKind kind, int64_t n_tok, int64_t n, Rng& rng, Values values)
      : kind_(kind),
        n_(n),
        stride_(act_row_bytes(kind, n)),
        memory_(stride_ * static_cast<size_t>(n_tok), 64) {
    Floats x(n);
    for (int64_t t = 0; t < n_tok; ++t) {
      fill(x.data(), n, rng, values);
      std::byte* row = memory_.as<std::byte>() + static_cast<size_t>(t) * stride_;
      std::memset(row, 0xff, stride_);  // the padding behind a row may be read, but must not matter
      if (kind == ActKind::f32) {
        std::memcpy(row, x.data(), static_cast<size_t>(n) * sizeof(float));
      } else {
        kernels.quantize_act(row, x.data(), n);
      }
    }
  }
  const std::byte* row(int64_t t) const { return memory_.as<std::byte>() + static_cast<size_t>(t) * stride_; }
  size_t stride() const { return stride_; }
  std::vector<double> values(int64_t t) const {
    std::vector<double> out(static_cast<size_t>(n_));
    const float* x = reinterpret_cast<const float*>(row(t));
    const int8_t* q = reinterpret_cast<const int8_t*>(row(t));
    const float* d = reinterpret_cast<const float*>(row(t) + n_);
    for (int64_t i = 0; i < n_; ++i) {
      out[static_cast<size_t>(i)] = kind_ == ActKind::f32 ? x[i] : static_cast<double>(d[i / 32]) * q[i];
    }
    return out;
  }

 private:
  ActKind kind_;
  int64_t n_;
  size_t stride_;
  Guarded memory_;
};

/// Sums of k terms, in whatever order and grouping, err by at most (k − 1)·u·Σ|terms|; each term adds a few
/// roundings of its own (scale products, one int → float). q8: the 16 products of a group are summed in
/// integers, exactly, so k = n/16.
struct Expected {
  double value = 0.0;
  double bound = 0.0;
};
Expected expected(ActKind act, const std::vector<double>& w, const std::vector<double>& size,
                  const std::vector<double>& x) {
  Expected out;
  double magnitude = 0.0;
  for (size_t i = 0; i < w.size(); ++i) {
    out.value += w[i] * x[i];
    magnitude += size[i] * std::fabs(x[i]);
  }
  const double n = static_cast<double>(w.size());
  const double n_term = act == ActKind::q8 ? n / 16 + 10 : n + 4;
  out.bound = n_term * u * magnitude + n * underflow;
  return out;
}

std::vector<int64_t> column_counts(DType dtype) {
  const int64_t block = traits(dtype).block_elems;
  if (is_float_type(dtype)) return {1, 7, 32, 65, 576, 1536};
  std::vector<int64_t> counts{block, 2 * block, 3 * block};
  if (576 % block == 0) counts.push_back(576);
  counts.push_back(1536);
  return counts;
}

const int64_t row_counts[] = {1, 3, 16, 17};
const int64_t token_counts[] = {1, 2, 3, 5, 16, 33};

class Matmul : public OnEveryTarget {
 protected:
  void check_gemv(DType dtype, int64_t n_rows, int64_t n_cols, Values w_kind, Values x_kind, Source source);
  void check_gemm(DType dtype, int64_t n_rows, int64_t n_cols, int64_t n_tok);
  Rng rng{20250101};
};

void Matmul::check_gemv(DType dtype, int64_t n_rows, int64_t n_cols, Values w_kind, Values x_kind,
                        Source source) {
  const MatmulKernels& mm = *kernels->matmul(dtype);
  const Weights w(dtype, n_rows, n_cols, rng, w_kind, source);
  const Activations x(*kernels, mm.act, 1, n_cols, rng, x_kind);
  Floats y(n_rows);
  mm.gemv(y.data(), w.data(), n_rows, n_cols, x.row(0));
  ASSERT_TRUE(y.intact());

  std::vector<double> value, size;
  const std::vector<double> act = x.values(0);
  for (int64_t r = 0; r < n_rows; ++r) {
    w.reference(r, value, size);
    const Expected want = expected(mm.act, value, size, act);
    ASSERT_TRUE(within(y[r], want.value, want.bound,
                       std::string(traits(dtype).name) + " [" + std::to_string(n_rows) + "," +
                           std::to_string(n_cols) + "] row " + std::to_string(r) + " w " + name_of(w_kind) +
                           " x " + name_of(x_kind)));
  }

  for (int64_t step : {int64_t{1}, int64_t{2}, int64_t{5}}) {
    Floats split(n_rows);
    for (int64_t r = 0; r < n_rows; r += step) {
      mm.gemv(split.data() + r, w.row(r), std::min(step, n_rows - r), n_cols, x.row(0));
    }
    ASSERT_TRUE(same_bits(split.data(), y.data(), n_rows)) << traits(dtype).name << " in rows of " << step;
  }
}

void Matmul::check_gemm(DType dtype, int64_t n_rows, int64_t n_cols, int64_t n_tok) {
  const MatmulKernels& mm = *kernels->matmul(dtype);
  const Weights w(dtype, n_rows, n_cols, rng, Values::normal, Source::random_bytes);
  const Activations x(*kernels, mm.act, n_tok, n_cols, rng, Values::normal);
  Guarded scratch(mm.gemm_scratch_bytes(n_cols), 64);
  const int64_t ld_y = n_rows + 3;
  const int64_t n_y = (n_tok - 1) * ld_y + n_rows;
  const auto run = [&](Floats& y, int64_t step, int poison) {
    for (int64_t i = 0; i < n_y; ++i) y[i] = -777.0f;
    for (int64_t r = 0; r < n_rows; r += step) {
      if (scratch.bytes() != 0) std::memset(scratch.as(), poison, scratch.bytes());
      mm.gemm(y.data() + r, ld_y, w.row(r), std::min(step, n_rows - r), n_cols, x.row(0), x.stride(), n_tok,
              scratch.as());
    }
  };
  Floats y(n_y);
  run(y, n_rows, 0);
  ASSERT_TRUE(y.intact() && scratch.intact());
  const std::string shape = std::string(traits(dtype).name) + " [" + std::to_string(n_rows) + "," +
                            std::to_string(n_cols) + "] x " + std::to_string(n_tok);

  std::vector<double> value, size;
  for (int64_t r = 0; r < n_rows; ++r) {
    w.reference(r, value, size);
    for (int64_t t = 0; t < n_tok; ++t) {
      const Expected want = expected(mm.act, value, size, x.values(t));
      ASSERT_TRUE(within(y[t * ld_y + r], want.value, want.bound,
                         shape + " row " + std::to_string(r) + " token " + std::to_string(t)));
    }
  }
  for (int64_t t = 0; t + 1 < n_tok; ++t) {
    for (int64_t pad = n_rows; pad < ld_y; ++pad) {
      ASSERT_EQ(y[t * ld_y + pad], -777.0f) << shape << " wrote between the rows of y";
    }
  }
  for (int64_t step : {int64_t{1}, int64_t{4}, int64_t{16}, n_rows}) {
    Floats split(n_y);
    run(split, step, 0xff);
    ASSERT_TRUE(same_bits(split.data(), y.data(), n_y)) << shape << " in rows of " << step;
  }
}

TEST_P(Matmul, EveryWeightType_HasKernels) {
  for (DType dtype : weight_types) {
    const MatmulKernels* mm = kernels->matmul(dtype);
    ASSERT_NE(mm, nullptr) << traits(dtype).name;
    EXPECT_EQ(mm->act, is_float_type(dtype) ? ActKind::f32 : ActKind::q8) << traits(dtype).name;
    EXPECT_GE(mm->gemm_min_tok, 1);
    EXPECT_NE(mm->gemv, nullptr);
    EXPECT_NE(mm->gemm, nullptr);
    EXPECT_NE(mm->gemm_scratch_bytes, nullptr);
  }
  for (DType dtype : {DType::i8, DType::i16, DType::i32, DType::i64, DType::f64}) {
    EXPECT_EQ(kernels->matmul(dtype), nullptr) << traits(dtype).name;
  }
}

TEST_P(Matmul, Gemv_AwkwardShapes_WithinBoundAndSplitsBitIdentical) {
  for (DType dtype : weight_types) {
    for (int64_t n_cols : column_counts(dtype)) {
      for (int64_t n_rows : row_counts) {
        check_gemv(dtype, n_rows, n_cols, Values::normal, Values::normal, Source::quantised);
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_P(Matmul, Gemv_ExtremeCodesAndScales_WithinBound) {
  for (DType dtype : weight_types) {
    for (int64_t n_cols : column_counts(dtype)) {
      check_gemv(dtype, 17, n_cols, Values::normal, Values::spikes, Source::random_bytes);
      if (HasFatalFailure()) return;
    }
  }
}

TEST_P(Matmul, Gemv_ZerosDenormalsLargeValues_WithinBound) {
  for (DType dtype : weight_types) {
    const int64_t n_cols = 3 * std::max<int64_t>(traits(dtype).block_elems, 32);
    for (int w_kind = 0; w_kind < static_cast<int>(Values::last); ++w_kind) {
      for (int x_kind = 0; x_kind < static_cast<int>(Values::last); ++x_kind) {
        check_gemv(dtype, 5, n_cols, static_cast<Values>(w_kind), static_cast<Values>(x_kind),
                   Source::quantised);
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_P(Matmul, Gemm_AwkwardShapes_WithinBoundAndSplitsBitIdentical) {
  for (DType dtype : weight_types) {
    for (int64_t n_cols : column_counts(dtype)) {
      for (int64_t n_rows : row_counts) {
        if (n_cols > 600 && n_rows != 17) continue;
        for (int64_t n_tok : token_counts) {
          check_gemm(dtype, n_rows, n_cols, n_tok);
          if (HasFatalFailure()) return;
        }
      }
    }
  }
}

ONDOL_ON_EVERY_TARGET(Matmul);

}  // namespace
}  // namespace ondol::test
