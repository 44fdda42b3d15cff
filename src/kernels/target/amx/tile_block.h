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

/// What comes next, fetched a little at a time between the products: waiting for it cost a third, and a CPU
/// that is asked for more lines at once than it can wait for stops.
struct Ahead {
  const float* sums;  ///< rows of 32
  int64_t ld_sums, rows, rows_at_once;
  const char* operands = nullptr;
  int64_t bytes_at_once = 0;

  /// All of it in n_times.
  static Ahead in_times(int64_t n_times, const float* sums, int64_t ld_sums, int64_t rows,
                        const char* operands, int64_t bytes) {
    return {sums, ld_sums, rows, (rows + n_times - 1) / n_times, operands, (bytes + n_times - 1) / n_times};
  }
  void fetch() {
    for (int64_t i = 0; i < rows_at_once && rows > 0; ++i, --rows, sums += ld_sums) {
      __builtin_prefetch(sums, 1);
      __builtin_prefetch(sums + 16, 1);
    }
    const char* end = operands + bytes_at_once;
    for (; operands < end; operands += 64) __builtin_prefetch(operands, 0, 2);
  }
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
inline void multiply_block(const AmxBlock& b, const TileOperands& s, const char* act, Ahead ahead) {
  start_sums<0>(b, s, 0, 0);
  if constexpr (wide) start_sums<1>(b, s, 0, 16);
  if constexpr (tall) start_sums<2>(b, s, 16, 0);
  if constexpr (tall && wide) start_sums<3>(b, s, 16, 16);
  const char* low = act;
  const char* high = act + 16 * s.act_stride;
  const char* w = s.weights;
  for (int64_t k = 0; k < b.columns; k += 32, low += 64, high += 64, w += 2048) {
    ahead.fetch();
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

/// multiply.operator()<tall, wide>(): what of 32 tokens × 32 rows the block has.
template <class Multiply>
inline void for_its_shape(const AmxBlock& b, const Multiply& multiply) {
  const bool tall = b.tokens > 16, wide = b.rows > 16;
  if (tall && wide) return multiply.template operator()<true, true>();
  if (tall) return multiply.template operator()<true, false>();
  if (wide) return multiply.template operator()<false, true>();
  multiply.template operator()<false, false>();
}

/// Up to 32 tokens against the unpacked rows.
inline void multiply_tokens(const AmxBlock& b, const TileOperands& s, const char* act, const Ahead& ahead) {
  for_its_shape(b, [&]<bool tall, bool wide> { multiply_block<tall, wide>(b, s, act, ahead); });
}

/// All tokens; b.y and b.tokens advance. Ahead are the sums of the block itself, written at its end.
inline void multiply_rows(AmxBlock b, const TileOperands& s) {
  const char* act = s.act;
  for (; b.tokens > 0; b.tokens -= 32, b.y += 32 * b.ld_y, act += 32 * s.act_stride) {
    multiply_tokens(b, s, act, {b.y, b.ld_y, b.tokens < 32 ? b.tokens : 32, 2});
  }
}

}  // namespace
}  // namespace ondol
