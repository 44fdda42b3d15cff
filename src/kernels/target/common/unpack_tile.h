// Sixteen rows of quantised weights → bytes interleaved [n_cols/run][16 rows][run] with their scales beside,
// in scratch: the form that the products over many tokens read, the same for every type. A run is what a
// target's product instruction takes of a row: four bytes, or eight. Over the target's words: bytes
// (decode.h) and transpose_tile (dot.h).
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kernels/target/common/decode.h"
#include "kernels/target/common/exp.h"
#include "kernels/target/common/unroll.h"

namespace ondol {
namespace {

constexpr int kTileRows = 16;

/// Where the parts of the unpacked rows lie in scratch.
template <class Block>
struct Tile {
  using D = Decode<Block>;
  uint8_t* q;   // [n_cols/run][16][run]
  float* d;     // [n_cols/kGroup][16]
  float* m;     // likewise, where the type has mins
  float* part;  // [tokens][n_cols/kGroup]: d·Σq of the activations, which the mins multiply

  Tile(void* scratch, int64_t n_cols) : q(static_cast<uint8_t*>(scratch)) {
    d = reinterpret_cast<float*>(q + n_cols * kTileRows);
    m = d + n_cols / D::kGroup * kTileRows;
    part = m + (D::kMin ? n_cols / D::kGroup * kTileRows : 0);
  }
  /// With room for the parts of so many tokens.
  static size_t bytes(int64_t n_cols, int64_t tokens) {
    const size_t n = static_cast<size_t>(n_cols), groups = n / D::kGroup;
    const size_t raw = n * kTileRows + groups * kTileRows * 4 * (D::kMin ? 2 : 1) +
                       (D::kMin ? groups * static_cast<size_t>(tokens) * 4 : 0);
    return (raw + 63) / 64 * 64;
  }
};

/// What is subtracted from a tile byte to give the value.
template <class Block>
constexpr int kTileOffset = kTileSigned ? 0 : Decode<Block>::kOffset + kWideBias<Decode<Block>::kWide>;

/// 256 columns of up to sixteen rows (less where a row of small blocks ends): first block and blocks of a
/// row.
template <class Block>
struct Columns {
  static constexpr int kBlocks = 256 / Block::elems;
  const Block* first[kTileRows];
  int n_rows, n_blocks;
};

/// 32 bytes of each of sixteen rows → runs of eight, row by row.
inline void interleave_eights(uint8_t* tile, const uint8_t* rows) {
  for (int r = 0; r < kTileRows; ++r) {
    ONDOL_UNROLL
    for (int i = 0; i < 4; ++i) __builtin_memcpy(tile + (i * kTileRows + r) * 8, rows + 32 * r + 8 * i, 8);
  }
}

template <class Block, int run, int J>
inline void unpack_group(uint8_t* tile, uint8_t* rows, const Columns<Block>& c) {
  using D = Decode<Block>;
  constexpr int block = J * 32 / Block::elems, part = J % (Block::elems / 32);
  if (block >= c.n_blocks) return;
  for (int r = 0; r < c.n_rows; ++r) {
    B q = D::template q<part>(c.first[r][block]);
    if constexpr (kTileSigned && D::kOffset != 0) q = b_sub(q, D::kOffset);
    if constexpr (kWideBias<D::kWide> != 0) q = b_xor(q, 128);
    b_store(rows + 32 * r, q);
  }
  if constexpr (run == 4) {
    transpose_tile(tile + J * 32 * kTileRows, 4 * kTileRows, rows, 32);
  } else {
    static_assert(run == 8);
    interleave_eights(tile + J * 32 * kTileRows, rows);
  }
  if constexpr (J < 7) unpack_group<Block, run, J + 1>(tile, rows, c);
}

/// A target may know a shorter way to runs of four for full tiles of some types; then it specialises this
/// with run(tile, columns).
template <class Block>
struct FastUnpack {};

template <class Block, int run>
inline void unpack_bytes(uint8_t* tile, uint8_t* rows, const Columns<Block>& c) {
  if constexpr (run == 4 && requires { FastUnpack<Block>::run(tile, c); }) {
    if (c.n_rows == kTileRows) return FastUnpack<Block>::run(tile, c);
  }
  unpack_group<Block, run, 0>(tile, rows, c);
}

/// d and m are the tile's, of the groups that c covers; missing rows get zero.
template <class Block>
inline void unpack_scales(float* d, float* m, const Columns<Block>& c) {
  using D = Decode<Block>;
  if constexpr (Block::elems == 32) {
    uint16_t half[2][Columns<Block>::kBlocks][kTileRows] = {};
    for (int r = 0; r < c.n_rows; ++r) {
      for (int b = 0; b < c.n_blocks; ++b) {
        half[0][b][r] = c.first[r][b].d;
        if constexpr (D::kMin) half[1][b][r] = c.first[r][b].m;
      }
    }
    for (int b = 0; b < c.n_blocks; ++b) {
      for (int i = 0; i < kTileRows; i += kF) {
        f_store(d + b * kTileRows + i, f_load_f16(half[0][b] + i));
        if constexpr (D::kMin) f_store(m + b * kTileRows + i, f_load_f16(half[1][b] + i));
      }
    }
  } else {
    constexpr int groups = 256 / D::kGroup;
    alignas(64) float ds[kTileRows][groups] = {}, ms[D::kMin ? kTileRows : 1][groups] = {};
    for (int r = 0; r < c.n_rows; ++r) D::scales(*c.first[r], ds[r], ms[D::kMin ? r : 0]);
    const auto columns = [](float* out, const float* in) {
      for (int g = 0; g < groups; g += 8) {
        transpose_tile(reinterpret_cast<uint8_t*>(out + g * kTileRows), 4 * kTileRows,
                       reinterpret_cast<const uint8_t*>(in + g), groups * sizeof(float));
      }
    };
    columns(d, ds[0]);
    if constexpr (D::kMin) columns(m, ms[0]);
  }
}

/// n_cols columns of n_rows ≤ 16 rows that lie row_blocks apart; missing ones count as zero.
template <class Block, int run = 4>
void unpack_tile(const Tile<Block>& tile, const Block* w, int64_t row_blocks, int n_rows, int64_t n_cols) {
  constexpr int per_step = Columns<Block>::kBlocks;
  const int64_t n_blocks = n_cols / Block::elems;
  alignas(64) uint8_t rows[kTileRows * 32] = {};
  Columns<Block> c;
  c.n_rows = n_rows;
  for (int64_t b = 0; b < n_blocks; b += per_step) {
    for (int r = 0; r < n_rows; ++r) c.first[r] = w + r * row_blocks + b;
    c.n_blocks = static_cast<int>(n_blocks - b < per_step ? n_blocks - b : per_step);
    // The next sixteen rows, in the order in which they lie in memory.
    const char* next = reinterpret_cast<const char*>(w + kTileRows * (row_blocks + b));
    for (size_t i = 0; i < kTileRows * per_step * sizeof(Block); i += 64) __builtin_prefetch(next + i, 0, 2);
    const int64_t group = b * Block::elems / Decode<Block>::kGroup;
    unpack_scales<Block>(tile.d + group * kTileRows, tile.m + group * kTileRows, c);
    unpack_bytes<Block, run>(tile.q + b * Block::elems * kTileRows, rows, c);
  }
}

}  // namespace
}  // namespace ondol
