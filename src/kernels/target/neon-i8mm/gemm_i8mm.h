// Many tokens times quantised weights with AArch64's int8 matrix products (ARMv8.6; Cortex-A510, A710, X2 and
// later): eight columns of two tokens by eight of two rows into four int32, twice what a dot product does.
// Rows are unpacked to runs of eight bytes, so that a vector of the tile is two rows. Sums and scales stay in
// the order of the instruction, [two tokens][two rows], until a row is done.
#pragma once

// unpack_tile.h and gemm_q8.h are written in the words of dot.h
#include "kernels/target/neon-dotprod/dot.h"

#include "kernels/target/common/gemm_q8.h"

namespace ondol {
namespace {

constexpr int kRun = 8;       // bytes of a row side by side in the tile
constexpr int kTokPairs = 2;  // pairs of tokens in a register block
constexpr int kRowPairs = 4;  // pairs of rows in it

/// a, b, a, b.
inline F f_load_pair_twice(const float* p) {
  uint64_t pair;
  __builtin_memcpy(&pair, p, 8);
  return vreinterpretq_f32_u64(vdupq_n_u64(pair));
}
/// a, a, b, b.
inline F f_twice_each(const float* a, const float* b) {
  return vcombine_f32(vld1_dup_f32(a), vld1_dup_f32(b));
}

/// Two tokens, or one that stands for both.
struct TokenPair {
  const char* act[2];
  template <class T>
  const T* second(const T* of_first) const {
    return reinterpret_cast<const T*>(reinterpret_cast<const char*>(of_first) + (act[1] - act[0]));
  }
};

/// One group of n pairs of tokens against kRowPairs pairs of rows: integer sums.
template <class Block, int n>
inline void pair_products(int32x4_t (&acc)[n][kRowPairs], const uint8_t* q, const TokenPair (&pairs)[n],
                          const int8_t* const (&x)[n]) {
  ONDOL_UNROLL
  for (int t = 0; t < n; ++t) {
    ONDOL_UNROLL
    for (int v = 0; v < kRowPairs; ++v) acc[t][v] = vdupq_n_s32(0);
  }
  ONDOL_UNROLL
  for (int k = 0; k < Decode<Block>::kGroup; k += 16) {
    int8x16_t tokens[n][2];  // columns [k, k + 8) and [k + 8, k + 16) of both
    ONDOL_UNROLL
    for (int t = 0; t < n; ++t) {
      const int8x16_t first = vld1q_s8(x[t] + k), second = vld1q_s8(pairs[t].second(x[t]) + k);
      tokens[t][0] = vcombine_s8(vget_low_s8(first), vget_low_s8(second));
      tokens[t][1] = vcombine_s8(vget_high_s8(first), vget_high_s8(second));
    }
    ONDOL_UNROLL
    for (int half = 0; half < 2; ++half) {
      ONDOL_UNROLL
      for (int v = 0; v < kRowPairs; ++v) {
        const int8x16_t rows = w_load(q + (k + kRun * half) * kTileRows + v * 2 * kRun);
        ONDOL_UNROLL
        for (int t = 0; t < n; ++t) acc[t][v] = vmmlaq_s32(acc[t][v], tokens[t][half], rows);
      }
    }
  }
}

/// n pairs of tokens against 2·kRowPairs rows of the tile, from row `first` on; of the last pair, only the
/// first token if n_tok is odd. part, if the type has mins: the first token's, one row a token.
template <class Block, int n>
void pairs_product(float* y, int64_t ld_y, const Tile<Block>& tile, int first, int n_rows, int64_t n_cols,
                   const TokenPair (&pairs)[n], const float* part, int n_tok) {
  using D = Decode<Block>;
  const int64_t n_groups = n_cols / D::kGroup;
  F sum[n][kRowPairs];
  ONDOL_UNROLL
  for (int t = 0; t < n; ++t) {
    ONDOL_UNROLL
    for (int v = 0; v < kRowPairs; ++v) sum[t][v] = f_zero();
  }
  for (int64_t g = 0; g < n_groups; ++g) {
    const int8_t* x[n];
    F dx[n], min[n];
    ONDOL_UNROLL
    for (int t = 0; t < n; ++t) {
      const Act a(pairs[t].act[0], n_cols);
      x[t] = a.q + g * D::kGroup;
      const float* d = a.d + g * D::kGroup / 32;
      dx[t] = f_twice_each(d, pairs[t].second(d));
      if constexpr (D::kMin) {
        const float* m = part + 2 * t * n_groups + g;
        min[t] = f_twice_each(m, 2 * t + 1 < n_tok ? m + n_groups : m);
      }
    }
    int32x4_t acc[n][kRowPairs];
    pair_products<Block, n>(acc, tile.q + g * D::kGroup * kTileRows + first * kRun, pairs, x);
    ONDOL_UNROLL
    for (int v = 0; v < kRowPairs; ++v) {
      const F d = f_load_pair_twice(tile.d + g * kTileRows + first + 2 * v);
      ONDOL_UNROLL
      for (int t = 0; t < n; ++t) sum[t][v] = f_fma(f_mul(d, dx[t]), acc_to_f(acc[t][v]), sum[t][v]);
      if constexpr (D::kMin) {
        const F m = f_load_pair_twice(tile.m + g * kTileRows + first + 2 * v);
        ONDOL_UNROLL
        for (int t = 0; t < n; ++t) sum[t][v] = f_fma(m, min[t], sum[t][v]);
      }
    }
  }
  ONDOL_UNROLL
  for (int t = 0; t < n; ++t) {
    ONDOL_UNROLL
    for (int v = 0; v < kRowPairs; v += 2) {
      const int64_t left = n_rows - first - 2 * v;
      if (left <= 0) continue;
      const F one = sum[t][v], two = sum[t][v + 1];
      float* at = y + 2 * t * ld_y + first + 2 * v;
      f_store_upto(at, vcombine_f32(vget_low_f32(one), vget_low_f32(two)), left);
      if (2 * t + 1 < n_tok) {
        f_store_upto(at + ld_y, vcombine_f32(vget_high_f32(one), vget_high_f32(two)), left);
      }
    }
  }
}

/// All tokens of a block against the tile, n pairs at a time, then fewer.
template <class Block, int n>
void pair_blocks(float* y, int64_t ld_y, const Tile<Block>& tile, int n_rows, int64_t n_cols, const char* act,
                 size_t stride, const float* part, int64_t tokens) {
  const int64_t n_groups = n_cols / Decode<Block>::kGroup;
  while (tokens > 2 * (n - 1)) {
    const int here = tokens < 2 * n ? static_cast<int>(tokens) : 2 * n;
    TokenPair pairs[n];
    for (int t = 0; t < n; ++t) {
      pairs[t].act[0] = act + static_cast<size_t>(2 * t) * stride;
      pairs[t].act[1] = 2 * t + 1 < here ? pairs[t].act[0] + stride : pairs[t].act[0];
    }
    for (int first = 0; first < n_rows; first += 2 * kRowPairs) {
      pairs_product<Block, n>(y, ld_y, tile, first, n_rows, n_cols, pairs, part, here);
    }
    y += here * ld_y;
    act += static_cast<size_t>(here) * stride;
    part += here * n_groups;
    tokens -= here;
  }
  if constexpr (n > 1) pair_blocks<Block, n - 1>(y, ld_y, tile, n_rows, n_cols, act, stride, part, tokens);
}

template <class Block>
constexpr auto gemm_i8mm = gemm_unpacked<Block, kRun, pair_blocks<Block, kTokPairs>>;

}  // namespace
}  // namespace ondol
