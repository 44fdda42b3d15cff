// Many tokens times quantised weights. Sixteen rows at a time are unpacked to bytes in scratch, interleaved
// [n_cols/4][16 rows][4], with their scales beside; one product body then serves every type. Works in the
// words of the target: decode.h's bytes, and W, X, Acc (dot.h) for the products.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kernels/target/common/unpack_tile.h"

namespace ondol {
namespace {

constexpr int64_t kTokBlock = 256;  // tokens between two unpackings of the same rows: their bytes stay in L2

/// One group of n_tok tokens against kRowVecs·kF rows: integer sums.
template <class Block, int n_tok>
inline void group_products(Acc (&acc)[n_tok][kRowVecs], const uint8_t* q, const int8_t* x, const int16_t* sum,
                           size_t stride, bool odd) {
  using D = Decode<Block>;
  constexpr int offset = kTileOffset<Block>;
  ONDOL_UNROLL
  for (int t = 0; t < n_tok; ++t) {
    ONDOL_UNROLL
    for (int v = 0; v < kRowVecs; ++v) {
      if constexpr (offset == 0) {
        acc[t][v] = acc_zero();
      } else {
        const int16_t* pair = reinterpret_cast<const int16_t*>(reinterpret_cast<const char*>(sum) +
                                                               static_cast<size_t>(t) * stride);
        acc[t][v] = D::kGroup == 32 ? acc_offset(pair, offset, offset)
                                    : acc_offset(pair, odd ? 0 : offset, odd ? offset : 0);
      }
    }
  }
  ONDOL_UNROLL
  for (int k = 0; k < D::kGroup; k += 16) {
    X xs[n_tok];
    ONDOL_UNROLL
    for (int t = 0; t < n_tok; ++t) xs[t] = x_load(x + static_cast<size_t>(t) * stride + k);
    auto lane = [&]<int L>() {
      ONDOL_UNROLL
      for (int v = 0; v < kRowVecs; ++v) {
        const W w = w_load(q + (k + 4 * L) * kTileRows + v * 4 * kF);
        ONDOL_UNROLL
        for (int t = 0; t < n_tok; ++t) acc[t][v] = acc_dot<L, D::kBits>(acc[t][v], w, xs[t]);
      }
    };
    lane.template operator()<0>();
    lane.template operator()<1>();
    lane.template operator()<2>();
    lane.template operator()<3>();
  }
}

/// n_tok tokens (a register block) against kRowVecs·kF rows of the tile, from row `first` on.
template <class Block, int n_tok>
void tile_product(float* y, int64_t ld_y, const Tile<Block>& tile, int first, int n_rows, int64_t n_cols,
                  const char* act, size_t stride, const float* part) {
  using D = Decode<Block>;
  const int64_t n_groups = n_cols / D::kGroup;
  const Act a(act, n_cols);
  const uint8_t* q = tile.q + first * 4;
  F sum[n_tok][kRowVecs];
  ONDOL_UNROLL
  for (int t = 0; t < n_tok; ++t) {
    ONDOL_UNROLL
    for (int v = 0; v < kRowVecs; ++v) sum[t][v] = f_zero();
  }
  for (int64_t g = 0; g < n_groups; ++g) {
    const int64_t block32 = D::kGroup == 32 ? g : g / 2;
    auto accumulate = [&](bool odd) {
      Acc acc[n_tok][kRowVecs];
      group_products<Block, n_tok>(acc, q + g * D::kGroup * kTileRows, a.q + g * D::kGroup,
                                   a.sum + 2 * block32, stride, odd);
      ONDOL_UNROLL
      for (int v = 0; v < kRowVecs; ++v) {
        const F d = f_load(tile.d + g * kTileRows + first + v * kF);
        ONDOL_UNROLL
        for (int t = 0; t < n_tok; ++t) {
          const float* dx = reinterpret_cast<const float*>(reinterpret_cast<const char*>(a.d) +
                                                           static_cast<size_t>(t) * stride);
          sum[t][v] = f_fma(f_mul(d, f_set(dx[block32])), acc_to_f(acc[t][v]), sum[t][v]);
        }
        if constexpr (D::kMin) {
          const F m = f_load(tile.m + g * kTileRows + first + v * kF);
          ONDOL_UNROLL
          for (int t = 0; t < n_tok; ++t) sum[t][v] = f_fma(m, f_set(part[t * n_groups + g]), sum[t][v]);
        }
      }
    };
    if constexpr (D::kGroup == 32) {
      accumulate(false);
    } else {
      accumulate(false);
      ++g;
      accumulate(true);
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

/// All tokens of a block against the tile, in register blocks of n_tok tokens, then of half that, …
template <class Block, int n_tok>
void tile_products(float* y, int64_t ld_y, const Tile<Block>& tile, int n_rows, int64_t n_cols,
                   const char* act, size_t stride, const float* part, int64_t tokens) {
  const int64_t n_groups = n_cols / Decode<Block>::kGroup;
  int64_t t = 0;
  for (; t + n_tok <= tokens; t += n_tok) {
    for (int first = 0; first < n_rows; first += kRowVecs * kF) {
      tile_product<Block, n_tok>(y + t * ld_y, ld_y, tile, first, n_rows, n_cols,
                                 act + static_cast<size_t>(t) * stride, stride, part + t * n_groups);
    }
  }
  if constexpr (n_tok > 1) {
    if (t < tokens) {
      tile_products<Block, n_tok / 2>(y + t * ld_y, ld_y, tile, n_rows, n_cols,
                                      act + static_cast<size_t>(t) * stride, stride, part + t * n_groups,
                                      tokens - t);
    }
  }
}

template <class Block>
void weigh_sums(float* part, const char* act, size_t stride, int64_t n_cols, int64_t tokens) {
  for (int64_t t = 0; t < tokens; ++t, act += stride) {
    const Act a(act, n_cols);
    if constexpr (Decode<Block>::kGroup == 32) {
      for (int64_t g = 0; g < n_cols / 32; ++g)
        *part++ = a.d[g] * static_cast<float>(a.sum[2 * g] + a.sum[2 * g + 1]);
    } else {
      for (int64_t g = 0; g < n_cols / 16; ++g) *part++ = a.d[g / 2] * static_cast<float>(a.sum[g]);
    }
  }
}

template <class Block>
size_t gemm_q8_bytes(int64_t n_cols) {
  return Tile<Block>::bytes(n_cols, kTokBlock);
}

/// products multiplies all tokens of a block with the tile, whose runs are as long as it wants them.
template <class Block, int run, auto products>
void gemm_unpacked(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                   size_t act_stride, int64_t n_tok, void* scratch) {
  const Tile<Block> tile(scratch, n_cols);
  const Block* rows = static_cast<const Block*>(w);
  const char* x = static_cast<const char*>(act);
  for (int64_t t = 0; t < n_tok; t += kTokBlock, x += act_stride * kTokBlock, y += kTokBlock * ld_y) {
    const int64_t tokens = n_tok - t < kTokBlock ? n_tok - t : kTokBlock;
    if constexpr (Decode<Block>::kMin) weigh_sums<Block>(tile.part, x, act_stride, n_cols, tokens);
    for (int64_t r = 0; r < n_rows; r += kTileRows) {
      const int here = static_cast<int>(n_rows - r < kTileRows ? n_rows - r : kTileRows);
      unpack_tile<Block, run>(tile, rows + r * (n_cols / Block::elems), n_cols / Block::elems, here, n_cols);
      products(y + r, ld_y, tile, here, n_cols, x, act_stride, tile.part, tokens);
    }
  }
}

template <class Block>
constexpr auto gemm_q8 = gemm_unpacked<Block, 4, tile_products<Block, kMaxTok>>;

}  // namespace
}  // namespace ondol
