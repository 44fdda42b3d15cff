// Matrix-vector products with activations in two terms on AVX2. Both terms of an activation make one 16-bit
// number (the residual's scale is 1/254 of the first's), and the codes are widened to 16 bits: two
// multiply-adds serve 32 columns of both terms, with one conversion and one fma. Four rows share the
// activations; every row sees the same operations in the same order whatever rows stand beside it.
#pragma once

// gemv.h is written in the words of dot.h
#include "kernels/target/avx2/gemv.h"

namespace ondol {
namespace {

constexpr int kResidualSteps = 254;  // of the residual's scale in act's

struct Words {
  __m256i a, b;  // sixteen columns each, in any order that Widen keeps to
};

/// 32 codes as words: even columns, then odd ones. arrange() puts activations into the same order.
template <class Block>
struct Widen {
  using D = Decode<Block>;
  static constexpr bool kEvenOdd = true;
  template <int J>
  static Words codes(const Block* b) {
    const B q = D::template q<J % (Block::elems / 32)>(b[J * 32 / Block::elems]);
    if constexpr (D::kWide) return {_mm256_srai_epi16(_mm256_slli_epi16(q, 8), 8), _mm256_srai_epi16(q, 8)};
    return {_mm256_and_si256(q, _mm256_set1_epi16(255)), _mm256_srli_epi16(q, 8)};
  }
};

/// Nibbles: a byte's low one belongs to the first sixteen columns, its high one to the others.
template <class Block>
struct WidenNibbles {
  static constexpr bool kEvenOdd = false;
  template <int J>
  static Words codes(const Block* b) {
    const __m256i v = _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b[J].q)));
    return {_mm256_and_si256(v, _mm256_set1_epi16(15)), _mm256_srli_epi16(v, 4)};
  }
};
template <>
struct Widen<BlockQ4_0> : WidenNibbles<BlockQ4_0> {};
template <>
struct Widen<BlockQ4_1> : WidenNibbles<BlockQ4_1> {};

template <>
struct Widen<BlockQ8_0> {
  static constexpr bool kEvenOdd = false;
  template <int J>
  static Words codes(const BlockQ8_0* b) {
    const __m128i* q = reinterpret_cast<const __m128i*>(b[J].q);
    return {_mm256_cvtepi8_epi16(_mm_loadu_si128(q)), _mm256_cvtepi8_epi16(_mm_loadu_si128(q + 1))};
  }
};

/// A row of activations in scratch; takes less than gemm's tile of the same columns.
template <class Block>
struct WordRow {
  using D = Decode<Block>;
  static constexpr int kGroups = 256 / D::kGroup;  // of a step
  int16_t* x;                                      // [n_cols]
  float* d;     // [steps][kGroups]: the scale; zero where the row has no columns
  float* part;  // likewise: what the weights' m, or without one their d, is multiplied by

  WordRow(void* scratch, int64_t n_cols) : x(static_cast<int16_t*>(scratch)) {
    d = reinterpret_cast<float*>(x + (n_cols + 31) / 32 * 32);
    part = d + (n_cols + 255) / 256 * kGroups;
  }

  void fill(const Act& act, const Act& residual, int64_t n_cols) const {
    for (int64_t i = 0; i < n_cols; i += 32) {
      const auto words = [&](int64_t at) {
        const auto bytes = [at](const Act& from) {
          return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from.q + at)));
        };
        const __m256i scaled = _mm256_mullo_epi16(bytes(act), _mm256_set1_epi16(kResidualSteps));
        return _mm256_add_epi16(scaled, bytes(residual));
      };
      __m256i low = words(i), high = words(i + 16);
      if constexpr (Widen<Block>::kEvenOdd) {
        const __m256i mask = _mm256_set1_epi32(0xffff);
        const __m256i even = _mm256_packus_epi32(_mm256_and_si256(low, mask), _mm256_and_si256(high, mask));
        const __m256i odd = _mm256_packus_epi32(_mm256_srli_epi32(low, 16), _mm256_srli_epi32(high, 16));
        low = _mm256_permute4x64_epi64(even, 0xd8);
        high = _mm256_permute4x64_epi64(odd, 0xd8);
      }
      b_store(x + i, low);
      b_store(x + i + 16, high);
    }
    for (int64_t step = 0; 256 * step < n_cols; ++step) fill_factors(act, residual, 256 * step, n_cols);
  }

 private:
  void fill_factors(const Act& act, const Act& residual, int64_t column, int64_t n_cols) const {
    const int64_t n = n_cols - column < 256 ? (n_cols - column) / 32 : 8;  // blocks of 32 activations
    const F scales = f_load_n(residual.d + column / 32, n);
    const auto sums_of = [&](const Act& from) {  // pairs of 16-bit sums of 16 columns
      return _mm256_maskload_epi32(reinterpret_cast<const int*>(from.sum + column / 16), first_lanes(n));
    };
    const __m256i first = sums_of(act), rest = sums_of(residual);
    constexpr float weight = D::kMin ? 1.0f : -static_cast<float>(D::kOffset);
    const auto put = [&](int64_t at, F scale, __m256i sum) {
      f_store(d + at, scale);
      f_store(part + at, f_mul(f_mul(scale, f_set(weight)), _mm256_cvtepi32_ps(sum)));
    };
    const int64_t at = column / 256 * kGroups;
    if constexpr (D::kGroup == 32) {
      put(at, scales,
          _mm256_add_epi32(_mm256_madd_epi16(first, _mm256_set1_epi16(kResidualSteps)),
                           _mm256_madd_epi16(rest, _mm256_set1_epi16(1))));
    } else {
      for (int i = 0; i < 2; ++i) {
        const auto half = [i](__m256i v) {
          return _mm256_cvtepi16_epi32(i == 0 ? _mm256_castsi256_si128(v) : _mm256_extracti128_si256(v, 1));
        };
        const __m256i sum =
            _mm256_add_epi32(_mm256_mullo_epi32(half(first), _mm256_set1_epi32(kResidualSteps)), half(rest));
        const __m256i twice =
            _mm256_add_epi32(_mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3), _mm256_set1_epi32(4 * i));
        put(at + 8 * i, _mm256_permutevar8x32_ps(scales, twice), sum);
      }
    }
  }
};

constexpr int kWordRows = 4;  // share a load of the activations

/// acc[r] += columns [32·J, 32·end) of the step of each row; its scales are stride apart.
template <class Block, int J, int end>
[[gnu::always_inline]] inline void add_words(F (&acc)[kWordRows], const Block* const* rows, int n_blocks,
                                             const int16_t* x, const float* scales, int stride) {
  using D = Decode<Block>;
  if (Block::elems == 32 && J >= n_blocks) return;
  const __m256i xa = b_load(x + 32 * J), xb = b_load(x + 32 * J + 16);
  ONDOL_UNROLL
  for (int r = 0; r < kWordRows; ++r) {
    const Words w = Widen<Block>::template codes<J>(rows[r]);
    const __m256i products = _mm256_add_epi32(_mm256_madd_epi16(w.a, xa), _mm256_madd_epi16(w.b, xb));
    F scale;
    if constexpr (D::kGroup == 32) {
      scale = f_set(scales[r * stride + J]);
    } else {
      double both;
      __builtin_memcpy(&both, scales + r * stride + 2 * J, 8);
      scale = _mm256_permutevar_ps(_mm256_castpd_ps(_mm256_set1_pd(both)),
                                   _mm256_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1));
    }
    acc[r] = f_fma(_mm256_cvtepi32_ps(products), scale, acc[r]);
  }
  if constexpr (J + 1 < end) add_words<Block, J + 1, end>(acc, rows, n_blocks, x, scales, stride);
}

template <class Block>
[[gnu::always_inline]] inline void word_step(F (&acc)[kWordRows], F (&mins)[kWordRows],
                                             const Block* const* rows, int n_blocks, const int16_t* x,
                                             const float* d, const float* part) {
  using D = Decode<Block>;
  constexpr int groups = WordRow<Block>::kGroups;
  alignas(32) float scales[kWordRows][groups];
  ONDOL_UNROLL
  for (int r = 0; r < kWordRows; ++r) {
    F dw[groups / 8], mw[groups / 8];
    step_scales<Block>(dw, mw, rows[r], n_blocks);
    ONDOL_UNROLL
    for (int i = 0; i < groups / 8; ++i) {
      f_store(scales[r] + 8 * i, f_mul(dw[i], f_load(d + 8 * i)));
      if constexpr (D::kMin || D::kOffset != 0)
        mins[r] = f_fma(D::kMin ? mw[i] : dw[i], f_load(part + 8 * i), mins[r]);
    }
  }
  add_words<Block, 0, 8>(acc, rows, n_blocks, x, scales[0], groups);
}

/// The last one or two blocks of 32 of each row: scales of all four rows in one register. Lanes 2r and 2r + 1
/// of the result: what belongs to mins of row r.
template <class Block>
[[gnu::always_inline]] inline F last_blocks(F (&acc)[kWordRows], const Block* const* rows, int n_blocks,
                                            const int16_t* x, const float* d, const float* part) {
  using D = Decode<Block>;
  const auto header = [&](int i) { return &rows[i / 2][i % 2 < n_blocks ? i % 2 : 0].d; };
  const auto pairs = [](const float* p) {
    double both;
    __builtin_memcpy(&both, p, 8);
    return _mm256_castpd_ps(_mm256_set1_pd(both));
  };
  F dw, mw;
  if constexpr (D::kMin) {
    halves_to_f(dw, mw, header);
  } else {
    mw = dw = halves_to_f(header);
  }
  alignas(32) float scales[2 * kWordRows];
  f_store(scales, f_mul(dw, pairs(d)));
  add_words<Block, 0, 2>(acc, rows, n_blocks, x, scales, 2);
  return D::kMin || D::kOffset != 0 ? f_mul(mw, pairs(part)) : f_zero();
}

template <class Block>
void gemv_words(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                const void* residual, void* scratch) {
  constexpr int per_step = 256 / Block::elems;
  const WordRow<Block> row(scratch, n_cols);
  row.fill(Act(act, n_cols), Act(residual, n_cols), n_cols);
  const int64_t n_blocks = n_cols / Block::elems;
  for (int64_t first = 0; first < n_rows; first += kWordRows) {
    // Rows that are not there are played by the last one.
    const Block* rows[kWordRows];
    for (int r = 0; r < kWordRows; ++r) {
      rows[r] = static_cast<const Block*>(w) + (first + r < n_rows ? first + r : n_rows - 1) * n_blocks;
    }
    F acc[kWordRows] = {f_zero(), f_zero(), f_zero(), f_zero()};
    F mins[kWordRows] = {f_zero(), f_zero(), f_zero(), f_zero()};
    const int16_t* x = row.x;
    const float *d = row.d, *part = row.part;
    const Block* ahead = rows[0];
    alignas(32) float last[2 * kWordRows] = {};
    for (int64_t b = 0; b < n_blocks; b += per_step) {
      prefetch_ahead<kWordRows * per_step * sizeof(Block)>(ahead);
      ahead += kWordRows * per_step;
      if (n_blocks - b >= per_step) {
        word_step<Block>(acc, mins, rows, per_step, x, d, part);
      } else if (n_blocks - b <= 2) {
        if constexpr (Block::elems == 32)
          f_store(last, last_blocks<Block>(acc, rows, static_cast<int>(n_blocks - b), x, d, part));
      } else {
        word_step<Block>(acc, mins, rows, static_cast<int>(n_blocks - b), x, d, part);
      }
      for (const Block*& at : rows) at += per_step;
      x += 256;
      d += WordRow<Block>::kGroups;
      part += WordRow<Block>::kGroups;
    }
    for (int r = 0; r < kWordRows && first + r < n_rows; ++r)
      y[first + r] = f_hsum(f_add(acc[r], mins[r])) + (last[2 * r] + last[2 * r + 1]);
  }
}

}  // namespace
}  // namespace ondol
