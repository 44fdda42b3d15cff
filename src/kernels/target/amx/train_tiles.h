// Training products in AMX tiles: rows of pairs as AVX-512's products of bf16 want them, panels of B two
// tiles wide. Written in the words of tiles.h and avx512/simd.h, included before.
#pragma once

#include "kernels/target/amx/tile_block.h"
#include "kernels/target/avx512bf16/train_pairs.h"

namespace ondol {
namespace {

struct TileProduct : PairProduct {
  static constexpr int64_t kCols = 32;
  static constexpr int64_t kRowMultiple = 32;
  static constexpr int64_t kDepthMultiple = 32;  // a tile has no part of a row: zeros fill it
  static constexpr int64_t kPanelRow = 16;       // a panel is tiles, each of them in one piece
  static constexpr int64_t kPanelBlock = 16 * 16;
  static constexpr size_t kSumsBytes = 16 * 16 * sizeof(float);  // before the rows in scratch

  struct Left {
    const PanelPair* at;
    int64_t row;
    float* sums;
  };
  static Left place_left(const GemmArgs& args, const float* a, int64_t n_rows, int64_t n_k) {
    float* sums = static_cast<float*>(args.scratch);
    PanelPair* rows = reinterpret_cast<PanelPair*>(sums + kSumsBytes / sizeof(float));
    const auto left = place_rows(rows, args, a, n_rows, n_k);
    return {left.at, left.row, sums};
  }
  template <bool accumulate>
  static void multiply(float* c, int64_t ldc, const Left& left, const PanelPair* b, int64_t n_k,
                       int64_t n_rows, int64_t n_cols, const PanelPair* next) {
    const int64_t depth = (n_k + 31) / 32 * 32;
    const char* soon = reinterpret_cast<const char*>(next);
    const int64_t share = (depth * kCols * 2 * kRowMultiple + n_rows - 1) / n_rows;
    const TileOperands operands{nullptr, static_cast<size_t>(left.row) * sizeof(PanelPair),
                                reinterpret_cast<const char*>(b), left.sums};
    const PanelPair* a = left.at;
    for (int64_t r = 0; r < n_rows; r += kRowMultiple, a += kRowMultiple * left.row, soon += share) {
      multiply_tokens({c + r * ldc, ldc, n_rows - r, n_cols, depth, accumulate}, operands,
                      reinterpret_cast<const char*>(a),
                      sums_ahead(c, ldc, r, n_rows, depth / 32, soon, share));
    }
  }

  /// The sums of the next 32 rows, or of the first ones of the next panel, and a share of that.
  static Ahead sums_ahead(const float* c, int64_t ldc, int64_t r, int64_t n_rows, int64_t n_times,
                          const char* soon, int64_t share) {
    const int64_t left = n_rows - r - kRowMultiple;
    const int64_t rows = left > 0 ? left : n_rows;
    return Ahead::in_times(n_times, left > 0 ? c + (r + kRowMultiple) * ldc : c + kCols, ldc,
                           rows < kRowMultiple ? rows : kRowMultiple, soon, share);
  }
};

void train_tiles(const GemmArgs& args) {
  tiles_begin();  // the thread's own; nothing of the engine runs until the end
  train_product<TileProduct>(args);
  tiles_end();
}

size_t train_tiles_scratch_bytes(int64_t n_k) {
  return TileProduct::kSumsBytes + train_gemm_scratch_bytes<TileProduct>(n_k);
}

constexpr TrainGemm tile_gemm_row() {
  TrainGemm row = pair_gemm_row<TileProduct>();
  row.gemm = train_tiles;
  row.scratch_bytes = train_tiles_scratch_bytes;
  return row;
}

}  // namespace
}  // namespace ondol
