// f32 training products in AMX tiles, which multiply bf16 only: an f32 is the sum of three bf16 (high,
// middle, low: 24 bits are three times eight), a product of two that of six of their nine products. What is
// left out is 2^-23 of the product at most. As accurate as a sum of f32 products, at 2.7 times their peak on
// a CPU whose tiles have sixteen times that of its f32 vectors. (Henry, Tang, Heinecke 2019, arXiv
// 1904.06376.)
#pragma once

#include "kernels/target/amx/train_tiles.h"

namespace ondol {
namespace {

/// Rounded to the eight bits of a bf16, halves away from zero: what stays is exact in f32 and below 2^-8 of
/// x.
inline F high_part(F x) {
  const __m512i bits = _mm512_add_epi32(_mm512_castps_si512(x), _mm512_set1_epi32(0x8000));
  return _mm512_castsi512_ps(_mm512_and_si512(bits, _mm512_set1_epi32(static_cast<int32_t>(0xffff0000))));
}
struct ElementInParts {
  static constexpr int kParts = 3;
  static void split(F x, F (&parts)[3]) {
    parts[0] = high_part(x);
    const F rest = f_sub(x, parts[0]);
    parts[1] = high_part(rest);
    parts[2] = f_sub(rest, parts[1]);
  }
};

struct PanelParts {
  static constexpr int64_t kDepth = 2;
  uint16_t bits[2][3];
};

/// A's rows and B's columns alike: [32 of them][k/32][3 parts][2][16 × 16 pairs], A's pairs by rows, B's by
/// k.
constexpr int64_t kPartsTile = 16 * 16;             // pairs of a tile
constexpr int64_t kPartsStep = 3 * 2 * kPartsTile;  // of 32 elements of k
struct PartOperands {
  const char* a;
  const char* b;
  float* sums;
};

/// As multiply_block (tile_block.h), six products for one; the smallest go first.
template <bool tall, bool wide>
inline void multiply_parts_block(const AmxBlock& b, const PartOperands& s, Ahead ahead) {
  const TileOperands sums{s.a, 64, s.b, s.sums};
  start_sums<0>(b, sums, 0, 0);
  if constexpr (wide) start_sums<1>(b, sums, 0, 16);
  if constexpr (tall) start_sums<2>(b, sums, 16, 0);
  if constexpr (tall && wide) start_sums<3>(b, sums, 16, 16);
  constexpr int64_t tile = kPartsTile * int64_t{sizeof(PanelPair)}, step = 6 * tile;
  const char* a = s.a;
  const char* panel = s.b;
  const auto load_a = [&](int64_t part) {
    tile_load<4>(a + 2 * part * tile, 64);
    if constexpr (tall) tile_load<5>(a + (2 * part + 1) * tile, 64);
  };
  const auto load_b = [&](int64_t part) {
    tile_load<6>(panel + 2 * part * tile, 64);
    if constexpr (wide) tile_load<7>(panel + (2 * part + 1) * tile, 64);
  };
  const auto multiply = [] {
    tile_dot_bf16<0, 4, 6>();
    if constexpr (wide) tile_dot_bf16<1, 4, 7>();
    if constexpr (tall) tile_dot_bf16<2, 5, 6>();
    if constexpr (tall && wide) tile_dot_bf16<3, 5, 7>();
  };
  for (int64_t k = 0; k < b.columns; k += 32, a += step, panel += step) {
    load_a(1), load_b(1), multiply(), ahead.fetch();
    load_b(0), multiply(), ahead.fetch();
    load_a(2), multiply(), ahead.fetch();
    load_a(0), load_b(2), multiply(), ahead.fetch();
    load_b(1), multiply(), ahead.fetch();
    load_b(0), multiply(), ahead.fetch();
  }
  finish_sums<0>(b, sums, 0, 0);
  if constexpr (wide) finish_sums<1>(b, sums, 0, 16);
  if constexpr (tall) finish_sums<2>(b, sums, 16, 0);
  if constexpr (tall && wide) finish_sums<3>(b, sums, 16, 16);
}

inline void multiply_parts(const AmxBlock& b, const PartOperands& s, const Ahead& ahead) {
  for_its_shape(b, [&]<bool tall, bool wide> { multiply_parts_block<tall, wide>(b, s, ahead); });
}

/// All of a source, along its lines as they lie in memory.
template <bool by_k>
inline void pack_all_parts(PanelPair* out, const PairSource& s) {
  const int64_t n_steps = (s.n_k + 31) / 32;
  const auto pack = [&](int64_t i, int64_t k) {
    PanelPair* to = out + (i / 32 * n_steps + k / 32) * kPartsStep;
    pack_pairs<ElementInParts, by_k>({to, 16, 2 * kPartsTile, 16}, s.from(i, k));
    pack_pairs<ElementInParts, by_k>({to + kPartsTile, 16, 2 * kPartsTile, 16}, s.from(i + 16, k));
  };
  if (s.along_k) {
    for (int64_t i = 0; i < s.n_i; i += 32) {
      for (int64_t k = 0; k < s.n_k; k += 32) pack(i, k);
    }
  } else {
    for (int64_t k = 0; k < s.n_k; k += 32) {
      for (int64_t i = 0; i < s.n_i; i += 32) pack(i, k);
    }
  }
}

struct PartsProduct {
  using Panel = PanelParts;
  static constexpr int64_t kCols = 32;
  static constexpr int64_t kRowMultiple = 32;
  static constexpr int64_t kDepthMultiple = 32;
  static constexpr int64_t kMaxDepth = 512;
  static constexpr int64_t kBlockBytes = 768 * 1024;
  static constexpr int64_t kMaxBlockRows = 512;
  static constexpr int64_t kDepthAtOnce = 128;  // of a panel: it stays in the first-level cache

  struct Left {
    const PanelPair* at;
    float* sums;
  };
  static int64_t row_in_scratch(int64_t n_k) { return (n_k + 31) / 32 * kPartsStep / kRowMultiple; }
  static Left place_left(const GemmArgs& args, const float* a, int64_t n_rows, int64_t n_k) {
    float* sums = static_cast<float*>(args.scratch);
    PanelPair* rows = reinterpret_cast<PanelPair*>(sums + TileProduct::kSumsBytes / sizeof(float));
    pack_all_parts<false>(rows, {a, args.lda, n_rows, n_k, !args.a_transposed});
    return {rows, sums};
  }
  template <bool accumulate>
  static void multiply(float* c, int64_t ldc, const Left& left, const PanelParts* b, int64_t n_k,
                       int64_t n_rows, int64_t n_cols, const PanelParts* next) {
    const int64_t depth = (n_k + 31) / 32 * 32;
    const char* soon = reinterpret_cast<const char*>(next);
    const int64_t share = (kDepthAtOnce * kCols * 6 * kRowMultiple + n_rows - 1) / n_rows;
    for (int64_t k = 0; k < depth; k += kDepthAtOnce) {
      const int64_t here = depth - k < kDepthAtOnce ? depth - k : kDepthAtOnce;
      const PanelPair* a = left.at + k / 32 * kPartsStep;
      const char* panel = reinterpret_cast<const char*>(b) + k / 32 * kPartsStep * int64_t{sizeof(PanelPair)};
      for (int64_t r = 0; r < n_rows; r += kRowMultiple, a += depth / 32 * kPartsStep) {
        multiply_parts({c + r * ldc, ldc, n_rows - r, n_cols, here, accumulate || k > 0},
                       {reinterpret_cast<const char*>(a), panel, left.sums},
                       TileProduct::sums_ahead(c, ldc, r, n_rows, 6 * here / 32, soon, share));
        soon += share;
      }
    }
  }
};

void pack_part_panels(void* out, const float* src, int64_t n_k, int64_t n_cols, int64_t k_stride,
                      int64_t c_stride) {
  const bool along_k = c_stride != 1;
  pack_all_parts<true>(static_cast<PanelPair*>(out),
                       {src, along_k ? c_stride : k_stride, n_cols, n_k, along_k});
}

void train_parts(const GemmArgs& args) {
  tiles_begin();
  train_product<PartsProduct>(args);
  tiles_end();
}

size_t train_parts_scratch_bytes(int64_t n_k) {
  return TileProduct::kSumsBytes + train_gemm_scratch_bytes<PartsProduct>(n_k);
}

constexpr TrainGemm parts_gemm_row() {
  return {.panel_cols = PartsProduct::kCols,
          .k_multiple = PartsProduct::kDepthMultiple,
          .elem_bytes = ElementInParts::kParts * sizeof(uint16_t),
          .pack = pack_part_panels,
          .gemm = train_parts,
          .scratch_bytes = train_parts_scratch_bytes,
          .n_products = 6};
}

}  // namespace
}  // namespace ondol
