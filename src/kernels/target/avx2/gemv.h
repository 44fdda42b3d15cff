// Matrix-vector products of every quantised type on AVX2, over dot_fours of the target (dot.h): 256 columns
// at a time, scales in registers of eight, each weight unpacked once for all terms of the activations. Codes
// keep their offset; the integer sums begin at what it adds, computed once for four rows. Every row sees the
// same operations in the same order whatever rows stand beside it.
#pragma once

#include "kernels/target/avx2/simd.h"
// decode.h is written in the words of simd.h
#include "kernels/target/common/decode.h"
#include "kernels/target/common/prefetch.h"
#include "kernels/target/common/unroll.h"

namespace ondol {
namespace {

/// 256 columns of activations (less at the end of a row of small blocks): scale and scale·sum of every group
/// of the weights, zero where there is none.
template <class Block>
struct Step {
  using D = Decode<Block>;
  static constexpr int kGroups = 256 / D::kGroup;
  static constexpr int kOffset = D::kOffset + kGemvBias<D::kWide>;
  const int8_t* q;
  F d[kGroups / 8], part[kGroups / 8];
  __m256i start[kOffset != 0 ? 8 : 1];  // −offset·x of every 32 columns, in fours

  Step() = default;
  Step(const Act& a, int64_t column, int64_t n_cols) : q(a.q + column) {
    const int64_t n = n_cols - column < 256 ? (n_cols - column) / 32 : 8;  // blocks of 32 activations
    const F scales = f_load_n(a.d + column / 32, n);
    const int* pairs = reinterpret_cast<const int*>(a.sum + column / 16);
    const __m256i s = _mm256_maskload_epi32(pairs, first_lanes(n));
    if constexpr (kOffset != 0) {
      for (int64_t j = 0; j < n; ++j) {
        const __m256i fours =
            dot_fours<false>(_mm256_setzero_si256(), _mm256_set1_epi8(1), b_load(q + 32 * j));
        start[j] = _mm256_mullo_epi32(fours, _mm256_set1_epi32(-kOffset));
      }
    }
    if constexpr (D::kGroup == 32) {
      d[0] = scales;
      part[0] = f_mul(scales, _mm256_cvtepi32_ps(_mm256_madd_epi16(s, _mm256_set1_epi16(1))));
    } else {
      for (int i = 0; i < 2; ++i) {
        const __m256i twice =
            _mm256_add_epi32(_mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3), _mm256_set1_epi32(4 * i));
        const __m128i half = i == 0 ? _mm256_castsi256_si128(s) : _mm256_extracti128_si256(s, 1);
        d[i] = _mm256_permutevar8x32_ps(scales, twice);
        part[i] = f_mul(d[i], _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(half)));
      }
    }
  }
};

/// The f16 number at each of at(0) … at(7).
template <class At>
inline F halves_to_f(At at) {
  const auto half = [&](int i) { return static_cast<int16_t>(*at(i)); };
  return _mm256_cvtph_ps(
      _mm_setr_epi16(half(0), half(1), half(2), half(3), half(4), half(5), half(6), half(7)));
}
/// Likewise of two numbers side by side.
template <class At>
inline void halves_to_f(F& first, F& second, At at) {
  const auto both = [&](int i) {
    int32_t v;
    __builtin_memcpy(&v, at(i), 4);
    return v;
  };
  const F a = _mm256_cvtph_ps(_mm_setr_epi32(both(0), both(1), both(4), both(5)));
  const F b = _mm256_cvtph_ps(_mm_setr_epi32(both(2), both(3), both(6), both(7)));
  first = _mm256_shuffle_ps(a, b, 0x88);
  second = _mm256_shuffle_ps(a, b, 0xdd);
}

/// d and m of up to 256 columns of a row, by group.
template <class Block>
[[gnu::always_inline]] inline void step_scales(F (&d)[Step<Block>::kGroups / 8],
                                               F (&m)[Step<Block>::kGroups / 8], const Block* b,
                                               int n_blocks) {
  using D = Decode<Block>;
  constexpr int groups = Step<Block>::kGroups;
  if constexpr (Block::elems == 32) {
    // Inserted one by one: a vector load of what was just stored in pieces would wait for the stores. Where
    // there are fewer than eight blocks the first stands in; the activations' scales are zero there.
    const auto header = [&](int i) { return &b[i < n_blocks ? i : 0].d; };
    if constexpr (D::kMin) {
      halves_to_f(d[0], m[0], header);
    } else {
      d[0] = halves_to_f(header);
      m[0] = f_zero();
    }
  } else {
    alignas(32) float ds[groups], ms[groups];
    D::scales(*b, ds, ms);
    for (int i = 0; i < groups / 8; ++i) {
      d[i] = f_load(ds + 8 * i);
      m[i] = D::kMin ? f_load(ms + 8 * i) : f_zero();
    }
  }
}

/// acc[s] += columns [32·J, 32·J + 32) of the step; scales[i][group]: of weights times activations i.
template <class Block, int n_sums, int n_terms, int J>
[[gnu::always_inline]] inline void add_columns(F (&acc)[n_sums], const Block* b, int n_blocks,
                                               const Step<Block>* x,
                                               const float (*scales)[Step<Block>::kGroups]) {
  using D = Decode<Block>;
  constexpr int block = J * 32 / Block::elems, part = J % (Block::elems / 32);
  if (Block::elems == 32 && block >= n_blocks) return;
  const B codes = D::template q<part>(b[block]);
  ONDOL_UNROLL
  for (int i = 0; i < n_sums * n_terms; ++i) {
    const F products = _mm256_cvtepi32_ps(dot_fours<D::kWide>(
        Step<Block>::kOffset != 0 ? x[i].start[Step<Block>::kOffset != 0 ? J : 0] : _mm256_setzero_si256(),
        codes, b_load(x[i].q + 32 * J)));
    F scale;
    if constexpr (D::kGroup == 32) {
      scale = f_set(scales[i][J]);
    } else {
      scale = _mm256_insertf128_ps(f_set(scales[i][2 * J]), _mm_set1_ps(scales[i][2 * J + 1]), 1);
    }
    acc[i / n_terms] = f_fma(products, scale, acc[i / n_terms]);
  }
  if constexpr (J < 7) add_columns<Block, n_sums, n_terms, J + 1>(acc, b, n_blocks, x, scales);
}

/// Sums of four rows over columns: tokens × what d and what m multiplied.
template <int n_sums>
struct RowSums {
  F products[n_sums], mins[n_sums];
};

/// One step of one row: n_blocks blocks from b on.
template <class Block, int n_sums, int n_terms>
[[gnu::always_inline]] inline void add_step(RowSums<n_sums>& sums, const Block* b, int n_blocks,
                                            const Step<Block>* x) {
  constexpr int groups = Step<Block>::kGroups, n_acts = n_sums * n_terms;
  F d[groups / 8], m[groups / 8];
  step_scales<Block>(d, m, b, n_blocks);
  alignas(32) float scales[n_acts][groups];
  for (int i = 0; i < n_acts; ++i) {
    for (int g = 0; g < groups / 8; ++g) {
      f_store(scales[i] + 8 * g, f_mul(d[g], x[i].d[g]));
      if constexpr (Decode<Block>::kMin) {
        sums.mins[i / n_terms] = f_fma(m[g], x[i].part[g], sums.mins[i / n_terms]);
      }
    }
  }
  add_columns<Block, n_sums, n_terms, 0>(sums.products, b, n_blocks, x, scales);
}

/// n_sums tokens, each the sum of n_terms rows of activations act[token·n_terms + term].
template <class Block, int n_sums, int n_terms>
void few_tokens(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols,
                const void* const* act) {
  constexpr int n_acts = n_sums * n_terms, per_step = 256 / Block::elems;
  constexpr int kRows = 4;  // share a step of the activations
  const int64_t n_blocks = n_cols / Block::elems;
  const Block* blocks = static_cast<const Block*>(w);
  for (int64_t first = 0; first < n_rows; first += kRows) {
    const int rows = static_cast<int>(n_rows - first < kRows ? n_rows - first : kRows);
    RowSums<n_sums> sums[kRows];
    for (RowSums<n_sums>& row : sums) {
      for (int s = 0; s < n_sums; ++s) row.products[s] = row.mins[s] = f_zero();
    }
    for (int64_t b = 0; b < n_blocks; b += per_step) {
      const int64_t left = n_blocks - b;
      Step<Block> x[n_acts];
      for (int i = 0; i < n_acts; ++i) x[i] = Step<Block>(Act(act[i], n_cols), b * Block::elems, n_cols);
      for (int r = 0; r < rows; ++r) {
        const Block* row = blocks + (first + r) * n_blocks + b;
        prefetch_ahead<per_step * sizeof(Block)>(blocks + first * n_blocks + b * kRows + r * per_step);
        if (left >= per_step) {
          add_step<Block, n_sums, n_terms>(sums[r], row, per_step, x);
        } else {
          add_step<Block, n_sums, n_terms>(sums[r], row, static_cast<int>(left), x);
        }
      }
    }
    for (int r = 0; r < rows; ++r) {
      for (int s = 0; s < n_sums; ++s)
        y[s * ld_y + first + r] = f_hsum(f_add(sums[r].products[s], sums[r].mins[s]));
    }
  }
}

template <class Block>
void gemv_q8(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  few_tokens<Block, 1, 1>(y, 0, w, n_rows, n_cols, &act);
}

template <class Block>
void gemv_two_terms(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                    const void* residual, void*) {
  const void* const rows[] = {act, residual};
  few_tokens<Block, 1, 2>(y, 0, w, n_rows, n_cols, rows);
}

}  // namespace
}  // namespace ondol
