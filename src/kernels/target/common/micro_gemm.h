// C = A·B in f32 for the small, cache-resident products of attention. A's elements are broadcast, B's rows
// are vectors; kMicroRows × kMicroVecs sums stay in registers.
#pragma once

#include <stdint.h>

#include "kernels/target/common/unroll.h"

namespace ondol {
namespace {

/// rows × vecs vectors of C. accumulate: C = factor[row]·C + A·B.
template <bool accumulate, int rows, int vecs>
inline void float_block(float* c, int64_t ldc, const float* a, int64_t lda, const float* b, int64_t ldb,
                        int64_t depth, const float* factor) {
  F sum[rows][vecs];
  ONDOL_UNROLL
  for (int r = 0; r < rows; ++r) {
    ONDOL_UNROLL
    for (int v = 0; v < vecs; ++v) {
      sum[r][v] = accumulate ? f_mul(f_set(factor[r]), f_load(c + r * ldc + v * kF)) : f_zero();
    }
  }
  for (int64_t k = 0; k < depth; ++k) {
    F right[vecs];
    ONDOL_UNROLL
    for (int v = 0; v < vecs; ++v) right[v] = f_load(b + k * ldb + v * kF);
    ONDOL_UNROLL
    for (int r = 0; r < rows; ++r) {
      const F left = f_set(a[r * lda + k]);
      ONDOL_UNROLL
      for (int v = 0; v < vecs; ++v) sum[r][v] = f_fma(left, right[v], sum[r][v]);
    }
  }
  ONDOL_UNROLL
  for (int r = 0; r < rows; ++r) {
    ONDOL_UNROLL
    for (int v = 0; v < vecs; ++v) f_store(c + r * ldc + v * kF, sum[r][v]);
  }
}

template <bool accumulate, int rows, int vecs>
void float_columns(float* c, int64_t ldc, const float* a, int64_t lda, int64_t n_rows, const float* b,
                   int64_t ldb, int64_t depth, const float* factor) {
  int64_t r = 0;
  for (; r + rows <= n_rows; r += rows) {
    float_block<accumulate, rows, vecs>(c + r * ldc, ldc, a + r * lda, lda, b, ldb, depth, factor + r);
  }
  if constexpr (rows > 1) {
    if (r < n_rows) {
      float_columns<accumulate, rows / 2, vecs>(c + r * ldc, ldc, a + r * lda, lda, n_rows - r, b, ldb, depth,
                                                factor + r);
    }
  }
}

/// C[n_rows][n_vecs·kF] from A[n_rows][depth] and B[depth][n_vecs·kF].
template <bool accumulate, int vecs = kMicroVecs>
void float_product(float* c, int64_t ldc, const float* a, int64_t lda, int64_t n_rows, const float* b,
                   int64_t ldb, int64_t depth, int64_t n_vecs, const float* factor) {
  int64_t v = 0;
  for (; v + vecs <= n_vecs; v += vecs) {
    float_columns<accumulate, kMicroRows, vecs>(c + v * kF, ldc, a, lda, n_rows, b + v * kF, ldb, depth,
                                                factor);
  }
  if constexpr (vecs > 1) {
    if (v < n_vecs)
      float_product<accumulate, vecs / 2>(c + v * kF, ldc, a, lda, n_rows, b + v * kF, ldb, depth, n_vecs - v,
                                          factor);
  }
}

}  // namespace
}  // namespace ondol
