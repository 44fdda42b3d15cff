// Prefill on AMX: weights of 32 rows are unpacked to bf16 with their scales folded in, activations are
// rounded to bf16, and tile registers multiply 32 tokens × 32 rows at a time, 32 columns a step. bf16 rounds
// each factor by at most 2^-8, on average less than the 8-bit activations had lost before; int8 tiles, which
// would be exact, reached 40 % of the speed here, since every block of 32 columns needs its own scaling.
#pragma once

#include "kernels/target/amx/tiles.h"
#include "kernels/target/avx512/gemv.h"
// tile_block.h is written in the words of both
#include "kernels/target/amx/tile_block.h"

namespace ondol {
namespace {

constexpr int kAmxMinTok = 20;  // below, the VNNI gemm is faster: it unpacks to bytes only
/// Tokens and columns worked on at once: their bf16 activations (1 MB) stay in L2 while all rows pass by.
/// From 256 to 512 tokens and 768 to 1536 columns the speed differs by less than a tenth.
constexpr int64_t kAmxTokens = 512;
constexpr int64_t kAmxColumns = 1024;

/// Scratch: activations [tokens][columns] in bf16, 32 unpacked rows [columns/32][2][16 pairs][16 rows][2],
/// one tile of sums, 16 rows as bytes.
struct AmxScratch {
  char* act;
  size_t act_stride;
  char* weights;
  float* sums;
  char* tile;

  explicit AmxScratch(void* scratch, int64_t n_cols) : act(static_cast<char*>(scratch)) {
    const int64_t columns = n_cols < kAmxColumns ? n_cols : kAmxColumns;
    act_stride = stride(columns);
    weights = act + act_stride * kAmxTokens;
    sums = reinterpret_cast<float*>(weights + columns * 64);
    tile = reinterpret_cast<char*>(sums + 256);
  }
  /// An odd number of cache lines, so that the rows of a tile do not share cache sets.
  static size_t stride(int64_t columns) { return (static_cast<size_t>(columns) / 32 | 1) * 64; }
  template <class Block>
  static size_t bytes(int64_t n_cols) {
    const int64_t columns = n_cols < kAmxColumns ? n_cols : kAmxColumns;
    return stride(columns) * kAmxTokens + static_cast<size_t>(columns) * 64 + 1024 +
           Tile<Block>::bytes(columns, 0);
  }
};

/// `tokens` rows of `columns` values, from column `from` on; then zero rows up to a multiple of 16.
inline void widen_activations(const AmxScratch& s, const char* act, size_t stride, int64_t tokens,
                              int64_t from, int64_t columns) {
  for (int64_t t = 0; t < (tokens + 15) / 16 * 16; ++t) {
    char* out = s.act + static_cast<size_t>(t) * s.act_stride;
    if (t >= tokens) {
      __builtin_memset(out, 0, static_cast<size_t>(columns) * 2);
      continue;
    }
    const char* row = act + static_cast<size_t>(t) * stride;
    for (int64_t k = from; k < from + columns; k += 32, out += 64) {
      const float* x = reinterpret_cast<const float*>(row) + k;
      _mm512_store_si512(out, reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(f_load(x + 16), f_load(x))));
    }
  }
}

/// a in the low halves of the lanes, b in the high ones, as bf16; ties away from zero. Two additions and a
/// merge, where the conversion instruction and a permute take longer. Wants NaNs of default_nan.
inline __m512i pair_bf16(__m512 a, __m512 b) {
  const __m512i half = _mm512_set1_epi32(0x8000);
  const __m512i low = _mm512_srli_epi32(_mm512_add_epi32(_mm512_castps_si512(a), half), 16);
  const __m512i high = _mm512_add_epi32(_mm512_castps_si512(b), half);
  return _mm512_ternarylogic_epi32(low, high, _mm512_set1_epi32(static_cast<int>(0xffff0000)), 0xf8);
}
/// NaNs without mantissa bits that rounding up could carry out of.
inline __m512 default_nan(__m512 v) { return _mm512_fixupimm_ps(v, v, _mm512_set1_epi32(0x11111133), 0); }

/// Sixteen unpacked rows → bf16 pairs of columns [columns/2][16 rows][2], 1024 bytes every 2048 of out.
template <class Block>
void widen_tile(char* out, const Tile<Block>& tile, int64_t columns) {
  using D = Decode<Block>;
  const auto byte = [](__m512i v, int mask) {
    return _mm512_cvtepi32_ps(_mm512_and_si512(v, _mm512_set1_epi32(mask)));
  };
  for (int64_t k = 0; k < columns; k += 32, out += 2048) {
    for (int part = 0; part < 32 / D::kGroup; ++part) {
      const int64_t g = k / D::kGroup + part;
      // Bytes are not shifted down: the scale of their place takes the factor out.
      const __m512 d0 = default_nan(_mm512_load_ps(tile.d + g * kTileRows));
      const __m512 d1 = _mm512_mul_ps(d0, _mm512_set1_ps(0x1p-8f)),
                   d2 = _mm512_mul_ps(d0, _mm512_set1_ps(0x1p-16f));
      __m512 m = _mm512_mul_ps(d0, _mm512_set1_ps(-kTileOffset<Block>));
      if constexpr (D::kMin) m = default_nan(_mm512_load_ps(tile.m + g * kTileRows));
      const uint8_t* q = tile.q + (k + part * D::kGroup) * kTileRows;
      char* to = out + part * 512;
      ONDOL_UNROLL
      for (int i = 0; i < D::kGroup / 4; ++i, to += 128) {
        const __m512i v = _mm512_load_si512(q + 64 * i);
        const __m512 w0 = _mm512_fmadd_ps(byte(v, 0xff), d0, m), w1 = _mm512_fmadd_ps(byte(v, 0xff00), d1, m);
        const __m512 w2 = _mm512_fmadd_ps(byte(v, 0xff0000), d2, m);
        const __m512 w3 = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_srli_epi32(v, 24)), d0, m);
        _mm512_store_si512(to, pair_bf16(w0, w1));
        _mm512_store_si512(to + 64, pair_bf16(w2, w3));
      }
    }
  }
}

template <class Block>
void gemm_tiles(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                size_t act_stride, int64_t n_tok, void* scratch) {
  const AmxScratch s(scratch, n_cols);
  const int64_t row_blocks = n_cols / Block::elems;
  const char* x = static_cast<const char*>(act);
  tiles_begin();
  for (int64_t t = 0; t < n_tok; t += kAmxTokens, x += act_stride * kAmxTokens) {
    const int64_t tokens = n_tok - t < kAmxTokens ? n_tok - t : kAmxTokens;
    for (int64_t k = 0; k < n_cols; k += kAmxColumns) {
      const int64_t columns = n_cols - k < kAmxColumns ? n_cols - k : kAmxColumns;
      const Tile<Block> tile(s.tile, columns);
      const TileOperands operands{s.act, s.act_stride, s.weights, s.sums};
      widen_activations(s, x, act_stride, tokens, k, columns);
      for (int64_t r = 0; r < n_rows; r += 32) {
        const int64_t left = n_rows - r;
        for (int64_t half = 0; half < 32 && half < left; half += 16) {
          const Block* rows = static_cast<const Block*>(w) + (r + half) * row_blocks + k / Block::elems;
          unpack_tile<Block>(tile, rows, row_blocks, static_cast<int>(left - half < 16 ? left - half : 16),
                             columns);
          widen_tile<Block>(s.weights + 64 * half, tile, columns);
        }
        multiply_rows({y + t * ld_y + r, ld_y, tokens, left, columns, k > 0}, operands);
      }
    }
  }
  tiles_end();
}

template <class Block>
size_t gemm_amx_bytes(int64_t n_cols) {
  const size_t amx = AmxScratch::bytes<Block>(n_cols), vnni = gemm_vnni_bytes<Block>(n_cols);
  return amx > vnni ? amx : vnni;
}

}  // namespace
}  // namespace ondol
