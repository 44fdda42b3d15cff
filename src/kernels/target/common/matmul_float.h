// F32, F16 and BF16 weights times f32 activations: every product and sum in f32. gemm widens sixteen rows at
// a time, interleaved [n_cols][16], as common/gemm_q8.h does for quantised types.
#pragma once

#include "kernels/target/common/exp.h"
#include "kernels/target/common/prefetch.h"
#include "kernels/target/common/unroll.h"

namespace ondol {
namespace {

struct F32Weight {
  float value;
};
struct F16Weight {
  uint16_t bits;
};
struct BF16Weight {
  uint16_t bits;
};
inline F w_load(const F32Weight* p) { return f_load(&p->value); }
inline F w_load(const F16Weight* p) { return f_load_f16(&p->bits); }
inline F w_load(const BF16Weight* p) { return f_load_bf16(&p->bits); }
inline F w_load_n(const F32Weight* p, int64_t n) { return f_load_n(&p->value, n); }
inline F w_load_n(const F16Weight* p, int64_t n) { return f_load_f16_n(&p->bits, n); }
inline F w_load_n(const BF16Weight* p, int64_t n) { return f_load_bf16_n(&p->bits, n); }

template <class Weight>
inline F w_load_upto(const Weight* p, int64_t n) {
  return n >= kF ? w_load(p) : w_load_n(p, n);
}

template <class Weight, int n>
inline void float_rows(float* y, const Weight* w, int64_t n_cols, const float* x) {
  F even[n], odd[n];
  ONDOL_UNROLL
  for (int i = 0; i < n; ++i) even[i] = odd[i] = f_zero();
  int64_t k = 0;
  for (; k + 2 * kF <= n_cols; k += 2 * kF) {
    prefetch_ahead<n * 2 * kF * sizeof(Weight)>(w + n * k);
    const F a = f_load(x + k), b = f_load(x + k + kF);
    ONDOL_UNROLL
    for (int i = 0; i < n; ++i) {
      even[i] = f_fma(w_load(w + i * n_cols + k), a, even[i]);
      odd[i] = f_fma(w_load(w + i * n_cols + k + kF), b, odd[i]);
    }
  }
  for (; k < n_cols; k += kF) {
    const int64_t left = n_cols - k < kF ? n_cols - k : kF;
    const F a = f_load_n(x + k, left);
    for (int i = 0; i < n; ++i) even[i] = f_fma(w_load_n(w + i * n_cols + k, left), a, even[i]);
  }
  for (int i = 0; i < n; ++i) y[i] = f_hsum(f_add(even[i], odd[i]));
}

template <class Weight>
void gemv_float(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  const Weight* rows = static_cast<const Weight*>(w);
  const float* x = static_cast<const float*>(act);
  int64_t r = 0;
  for (; r + 4 <= n_rows; r += 4) float_rows<Weight, 4>(y + r, rows + r * n_cols, n_cols, x);
  for (; r < n_rows; ++r) float_rows<Weight, 1>(y + r, rows + r * n_cols, n_cols, x);
}

constexpr int kFloatTileRows = 16;
inline size_t float_tile_bytes(int64_t n_cols) {
  return static_cast<size_t>((n_cols + 7) / 8 * 8) * kFloatTileRows * sizeof(float);
}

/// n_rows ≤ 16 rows → tile[n_cols][16]; missing rows count as zero.
template <class Weight>
void widen_tile(float* tile, const Weight* w, int n_rows, int64_t n_cols) {
  constexpr int step = kF < 8 ? kF : 8;  // columns a round: 32 bytes of floats a row
  alignas(64) float rows[kFloatTileRows * 8] = {};
  for (int64_t k = 0; k < n_cols; k += 8) {
    const int64_t left = n_cols - k;
    for (int r = 0; r < n_rows; ++r) {
      for (int c = 0; c < 8; c += step) {
        const int64_t here = left - c < step ? left - c : step;
        const F v = here <= 0 ? f_zero() : w_load_upto(w + r * n_cols + k + c, here);
        f_store_upto(rows + 8 * r + c, v, step);
      }
    }
    transpose_tile(reinterpret_cast<uint8_t*>(tile + k * kFloatTileRows), 4 * kFloatTileRows,
                   reinterpret_cast<const uint8_t*>(rows), 32);
  }
}

template <int n_tok>
void float_tile_product(float* y, int64_t ld_y, const float* tile, int first, int n_rows, int64_t n_cols,
                        const char* act, size_t stride) {
  F sum[n_tok][kRowVecs];
  ONDOL_UNROLL
  for (int t = 0; t < n_tok; ++t) {
    ONDOL_UNROLL
    for (int v = 0; v < kRowVecs; ++v) sum[t][v] = f_zero();
  }
  for (int64_t k = 0; k < n_cols; ++k) {
    F w[kRowVecs];
    ONDOL_UNROLL
    for (int v = 0; v < kRowVecs; ++v) w[v] = f_load(tile + k * kFloatTileRows + first + v * kF);
    ONDOL_UNROLL
    for (int t = 0; t < n_tok; ++t) {
      const F x = f_set(reinterpret_cast<const float*>(act + static_cast<size_t>(t) * stride)[k]);
      ONDOL_UNROLL
      for (int v = 0; v < kRowVecs; ++v) sum[t][v] = f_fma(w[v], x, sum[t][v]);
    }
  }
  ONDOL_UNROLL
  for (int t = 0; t < n_tok; ++t) {
    ONDOL_UNROLL
    for (int v = 0; v < kRowVecs; ++v) {
      const int64_t left = n_rows - first - v * kF;
      if (left > 0) f_store_upto(y + t * ld_y + first + v * kF, sum[t][v], left);
    }
  }
}

template <int n_tok>
void float_tile_products(float* y, int64_t ld_y, const float* tile, int n_rows, int64_t n_cols,
                         const char* act, size_t stride, int64_t tokens) {
  int64_t t = 0;
  for (; t + n_tok <= tokens; t += n_tok) {
    for (int first = 0; first < n_rows; first += kRowVecs * kF) {
      float_tile_product<n_tok>(y + t * ld_y, ld_y, tile, first, n_rows, n_cols,
                                act + static_cast<size_t>(t) * stride, stride);
    }
  }
  if constexpr (n_tok > 1) {
    if (t < tokens) {
      float_tile_products<n_tok / 2>(y + t * ld_y, ld_y, tile, n_rows, n_cols,
                                     act + static_cast<size_t>(t) * stride, stride, tokens - t);
    }
  }
}

template <class Weight>
void gemm_float(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                size_t act_stride, int64_t n_tok, void* scratch) {
  float* tile = static_cast<float*>(scratch);
  const Weight* rows = static_cast<const Weight*>(w);
  for (int64_t r = 0; r < n_rows; r += kFloatTileRows) {
    const int here = static_cast<int>(n_rows - r < kFloatTileRows ? n_rows - r : kFloatTileRows);
    widen_tile(tile, rows + r * n_cols, here, n_cols);
    float_tile_products<kMaxTokF32>(y + r, ld_y, tile, here, n_cols, static_cast<const char*>(act),
                                    act_stride, n_tok);
  }
}

}  // namespace
}  // namespace ondol
