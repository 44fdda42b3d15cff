// The block of sums that AMX keeps in its tiles: prefill's tokens × weight rows (gemm_amx.h), training's rows
// × columns (train_tiles.h). Written in the words of tiles.h and avx512/simd.h, included before.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace ondol {
namespace {

/// bf16, both with `columns` elements: activations a row a token, of whole sixteens of tokens; 32 weight rows
/// as [columns/32][2][16 pairs][16 rows][2]; room for one tile of sums.
struct TileOperands {
  const char* act;
  size_t act_stride;
  const char* weights;
  float* sums;
};

/// What a call multiplies at once: tokens × rows that are really there, and whether y already holds the sums
/// over earlier columns.
struct AmxBlock {
  float* y;
  int64_t ld_y, tokens, rows, columns;
  bool again;
};

template <int tile>
inline void start_sums(const AmxBlock& b, const TileOperands& s, int64_t t, int64_t r) {
  if (!b.again) return tile_zero<tile>();
  const float* from = b.y + t * b.ld_y + r;
  if (b.tokens - t >= 16 && b.rows - r >= 16)
    return tile_load<tile>(from, static_cast<size_t>(b.ld_y) * sizeof(float));
  const int64_t have = b.rows - r < 16 ? b.rows - r : 16;
  for (int64_t i = 0; i < 16 && t + i < b.tokens; ++i)
    f_store(s.sums + 16 * i, f_load_n(from + i * b.ld_y, have));
  tile_load<tile>(s.sums, 64);
}

template <int tile>
inline void finish_sums(const AmxBlock& b, const TileOperands& s, int64_t t, int64_t r) {
  float* to = b.y + t * b.ld_y + r;
  if (b.tokens - t >= 16 && b.rows - r >= 16)
    return tile_store<tile>(to, static_cast<size_t>(b.ld_y) * sizeof(float));
  tile_store<tile>(s.sums, 64);
  const int64_t have = b.rows - r < 16 ? b.rows - r : 16;
  for (int64_t i = 0; i < 16 && t + i < b.tokens; ++i)
    f_store_n(to + i * b.ld_y, f_load(s.sums + 16 * i), have);
}

/// Up to 16 or 32 tokens (tall) × 16 or 32 rows (wide). Tiles 0–3: sums of (token half, row half); 4, 5:
/// activations of 16 tokens; 6, 7: weights of 16 rows.
template <bool tall, bool wide>
inline void multiply_block(const AmxBlock& b, const TileOperands& s, const char* act) {
  start_sums<0>(b, s, 0, 0);
  if constexpr (wide) start_sums<1>(b, s, 0, 16);
  if constexpr (tall) start_sums<2>(b, s, 16, 0);
  if constexpr (tall && wide) start_sums<3>(b, s, 16, 16);
  const char* low = act;
  const char* high = act + 16 * s.act_stride;
  const char* w = s.weights;
  const float* out = b.y;  // the lines that will be written, two tokens a step: waiting for them cost a third
  for (int64_t k = 0; k < b.columns; k += 32, low += 64, high += 64, w += 2048) {
    for (int64_t t = k / 16; t < k / 16 + 2 && t < b.tokens; ++t) {
      __builtin_prefetch(out + t * b.ld_y, 1);
      __builtin_prefetch(out + t * b.ld_y + 16, 1);
    }
    tile_load<6>(w, 64);
    tile_load<4>(low, s.act_stride);
    tile_dot_bf16<0, 4, 6>();
    if constexpr (wide) {
      tile_load<7>(w + 1024, 64);
      tile_dot_bf16<1, 4, 7>();
    }
    if constexpr (tall) {
      tile_load<5>(high, s.act_stride);
      tile_dot_bf16<2, 5, 6>();
      if constexpr (wide) tile_dot_bf16<3, 5, 7>();
    }
  }
  finish_sums<0>(b, s, 0, 0);
  if constexpr (wide) finish_sums<1>(b, s, 0, 16);
  if constexpr (tall) finish_sums<2>(b, s, 16, 0);
  if constexpr (tall && wide) finish_sums<3>(b, s, 16, 16);
}

/// All tokens against the unpacked rows; b.y and b.tokens advance.
inline void multiply_rows(AmxBlock b, const TileOperands& s) {
  const char* act = s.act;
  for (; b.tokens > 0; b.tokens -= 32, b.y += 32 * b.ld_y, act += 32 * s.act_stride) {
    const bool tall = b.tokens > 16, wide = b.rows > 16;
    if (tall && wide) {
      multiply_block<true, true>(b, s, act);
    } else if (tall) {
      multiply_block<true, false>(b, s, act);
    } else if (wide) {
      multiply_block<false, true>(b, s, act);
    } else {
      multiply_block<false, false>(b, s, act);
    }
  }
}

}  // namespace
}  // namespace ondol
