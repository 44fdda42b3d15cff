// Training products of bf16 pairs: one instruction multiplies two elements of k and adds both products to an
// f32 sum. Panels of B hold pairs, [k/2][columns][2]; A is rounded into rows of pairs first, so that one pair
// is one 32-bit element to repeat over a vector. Written in the words of avx512/simd.h, included before, and
// in few enough intrinsics that tests/kernels/emulated_bf16.h stands in for both where no CPU has them.
#pragma once

#include "kernels/target/common/train_gemm.h"

namespace ondol {
namespace {

/// The register block stays that of f32: 24 sums, 4 vectors of B and a repeated pair of A take 29 of 32
/// registers. 28 sums would leave none for the pair; repeating it inside of each product instead takes 32
/// loads for 28 products, where 10 for 24 do now, and a CPU that multiplies twice a cycle loads no more
/// often.
struct PanelPair {
  using Left = PanelPair;
  static constexpr int64_t kDepth = 2;
  uint16_t bits[2];

  static __m512bh load(const PanelPair* p) { return __builtin_bit_cast(__m512bh, _mm512_loadu_si512(p)); }
  static __m512bh spread(const PanelPair* a) {
    int32_t both;
    __builtin_memcpy(&both, a, sizeof both);
    return __builtin_bit_cast(__m512bh, _mm512_set1_epi32(both));
  }
  /// The left operand last: the only one that the instruction can itself repeat from memory.
  static F add_product(F sum, __m512bh left, __m512bh right) { return _mm512_dpbf16_ps(sum, right, left); }
};

/// Columns of 32-bit lanes become vectors: four by four within quarters, then quarters.
inline void transpose_lanes(__m512i (&v)[16]) {
  ONDOL_UNROLL
  for (int i = 0; i < 16; i += 4) {
    const __m512i a = _mm512_unpacklo_epi32(v[i], v[i + 1]), b = _mm512_unpackhi_epi32(v[i], v[i + 1]);
    const __m512i c = _mm512_unpacklo_epi32(v[i + 2], v[i + 3]),
                  d = _mm512_unpackhi_epi32(v[i + 2], v[i + 3]);
    v[i] = _mm512_unpacklo_epi64(a, c);
    v[i + 1] = _mm512_unpackhi_epi64(a, c);
    v[i + 2] = _mm512_unpacklo_epi64(b, d);
    v[i + 3] = _mm512_unpackhi_epi64(b, d);
  }
  ONDOL_UNROLL
  for (int i = 0; i < 4; ++i) {
    const __m512i a = _mm512_shuffle_i32x4(v[i], v[i + 4], 0x44),
                  b = _mm512_shuffle_i32x4(v[i], v[i + 4], 0xee);
    const __m512i c = _mm512_shuffle_i32x4(v[i + 8], v[i + 12], 0x44);
    const __m512i d = _mm512_shuffle_i32x4(v[i + 8], v[i + 12], 0xee);
    v[i] = _mm512_shuffle_i32x4(a, c, 0x88);
    v[i + 4] = _mm512_shuffle_i32x4(a, c, 0xdd);
    v[i + 8] = _mm512_shuffle_i32x4(b, d, 0x88);
    v[i + 12] = _mm512_shuffle_i32x4(b, d, 0xdd);
  }
}

/// Both rounded to nearest even: low's sixteen, then high's.
inline __m512i round_halves(F low, F high) {
  return __builtin_bit_cast(__m512i, _mm512_cvtne2ps_pbh(high, low));
}
/// Words (i, 16 + i) side by side.
inline __m512i interleave_halves(__m512i v) {
  const __m512i index =
      _mm512_setr_epi32(0x100000, 0x110001, 0x120002, 0x130003, 0x140004, 0x150005, 0x160006, 0x170007,
                        0x180008, 0x190009, 0x1a000a, 0x1b000b, 0x1c000c, 0x1d000d, 0x1e000e, 0x1f000f);
  return _mm512_permutexvar_epi16(index, v);
}

/// Of both operands: element k of row i of A or of column i of B lies at x[i·stride + k] where along_k, else
/// at x[i + k·stride]; there are n_i and n_k of them.
struct PairSource {
  const float* x;
  int64_t stride, n_i, n_k;
  bool along_k;

  PairSource from(int64_t i, int64_t k) const {
    return {x + (along_k ? i * stride + k : i + k * stride), stride, n_i - i, n_k - k, along_k};
  }
};

/// What is packed of an element: all of it, rounded to bf16.
struct RoundedElement {
  static constexpr int kParts = 1;
  static void split(F x, F (&parts)[1]) { parts[0] = x; }
};

/// Where a block of 16 × 16 pairs goes: rows of them, and as many of every part of an element.
struct PairBlock {
  PanelPair* at;
  int64_t row, part;  ///< from one to the next
  int64_t n_rows;     ///< that are written, of 16
};

/// 16 × 16 pairs of a source, zero where it ends. by_k: a row is a pair of k (of B), else an i (of A). whole:
/// the source does not end.
template <class Element, bool along_k, bool by_k, bool whole>
void pack_pair_block(const PairBlock& out, const PairSource& s) {
  __m512i v[Element::kParts][16];
  const auto part = [](const float* p, int64_t n) {
    return whole ? f_load(p) : f_load_n(p, n < 0 ? 0 : n > kF ? kF : n);
  };
  ONDOL_UNROLL
  for (int64_t i = 0; i < 16; ++i) {
    F low[Element::kParts], high[Element::kParts];
    if constexpr (along_k) {
      const int64_t n = whole || i < s.n_i ? s.n_k : 0;
      const float* row = s.x + (n > 0 ? i * s.stride : 0);
      Element::split(part(row, n), low);
      Element::split(part(row + kF, n - kF), high);
      for (int p = 0; p < Element::kParts; ++p) v[p][i] = round_halves(low[p], high[p]);
    } else {
      const int64_t n0 = whole || 2 * i < s.n_k ? s.n_i : 0, n1 = whole || 2 * i + 1 < s.n_k ? s.n_i : 0;
      const float* first = s.x + (n0 > 0 ? 2 * i * s.stride : 0);
      Element::split(part(first, n0), low);
      Element::split(part(n1 > 0 ? first + s.stride : first, n1), high);
      for (int p = 0; p < Element::kParts; ++p) v[p][i] = interleave_halves(round_halves(low[p], high[p]));
    }
  }
  for (int p = 0; p < Element::kParts; ++p) {
    if constexpr (along_k == by_k) transpose_lanes(v[p]);
    ONDOL_UNROLL
    for (int64_t i = 0; i < 16; ++i) {
      if (i < out.n_rows) _mm512_storeu_si512(out.at + p * out.part + i * out.row, v[p][i]);
    }
  }
}

template <class Element, bool by_k>
inline void pack_pairs(const PairBlock& out, const PairSource& s) {
  const bool whole = s.n_i >= 16 && s.n_k >= 32;
  if (s.along_k) {
    if (whole) return pack_pair_block<Element, true, by_k, true>(out, s);
    return pack_pair_block<Element, true, by_k, false>(out, s);
  }
  if (whole) return pack_pair_block<Element, false, by_k, true>(out, s);
  pack_pair_block<Element, false, by_k, false>(out, s);
}

struct PairProduct : VectorProduct<PanelPair, false> {
  static constexpr int64_t kDepthMultiple = 2;
  /// From one row of pairs to the next, and from one 16 × 16 block of a panel to the next in k.
  static constexpr int64_t kPanelRow = kCols;
  static constexpr int64_t kPanelBlock = 16;  ///< and to the next in columns

  /// An odd number of cache lines, so that the rows of a block do not share cache sets.
  static int64_t row_in_scratch(int64_t n_k) { return ((n_k + 31) / 32 | 1) * 16; }
  /// Zeros fill a row's last line: there B has zeros or what is not to be multiplied.
  static Left place_left(const GemmArgs& args, const float* a, int64_t n_rows, int64_t n_k) {
    return place_rows(static_cast<PanelPair*>(args.scratch), args, a, n_rows, n_k);
  }

  static Left place_rows(PanelPair* rows, const GemmArgs& args, const float* a, int64_t n_rows, int64_t n_k) {
    const int64_t row = row_in_scratch(n_k);
    const PairSource s{a, args.lda, n_rows, n_k, !args.a_transposed};
    const auto place = [&](int64_t r, int64_t k) {
      pack_pairs<RoundedElement, false>({rows + r * row + k / 2, row, 0, n_rows - r}, s.from(r, k));
    };
    // Along A's lines as they lie in memory.
    if (args.a_transposed) {
      for (int64_t k = 0; k < n_k; k += 32) {
        for (int64_t r = 0; r < n_rows; r += 16) place(r, k);
      }
    } else {
      for (int64_t r = 0; r < n_rows; r += 16) {
        for (int64_t k = 0; k < n_k; k += 32) place(r, k);
      }
    }
    return {rows, row};
  }
};

template <class Product>
void pack_pair_panels(void* out, const float* src, int64_t n_k, int64_t n_cols, int64_t k_stride,
                      int64_t c_stride) {
  constexpr int64_t cols = Product::kCols, multiple = Product::kDepthMultiple;
  const int64_t depth = (n_k + multiple - 1) / multiple * multiple;
  const bool along_k = c_stride != 1;
  const PairSource s{src, along_k ? c_stride : k_stride, n_cols, n_k, along_k};
  PanelPair* panels = static_cast<PanelPair*>(out);
  const auto pack = [&](int64_t c0, int64_t k) {
    PanelPair* to = panels + (c0 / cols * depth + k) / 2 * cols;
    for (int64_t c = c0; c < c0 + cols; c += 16, to += Product::kPanelBlock) {
      pack_pairs<RoundedElement, true>({to, Product::kPanelRow, 0, (depth - k) / 2}, s.from(c, k));
    }
  };
  // Along the lines of src as they lie in memory.
  if (along_k) {
    for (int64_t c0 = 0; c0 < n_cols; c0 += cols) {
      for (int64_t k = 0; k < depth; k += 32) pack(c0, k);
    }
  } else {
    for (int64_t k = 0; k < depth; k += 32) {
      for (int64_t c0 = 0; c0 < n_cols; c0 += cols) pack(c0, k);
    }
  }
}

template <class Product>
constexpr TrainGemm pair_gemm_row() {
  return {Product::kCols,         Product::kDepthMultiple,
          sizeof(uint16_t),       pack_pair_panels<Product>,
          train_product<Product>, train_gemm_scratch_bytes<Product>};
}

}  // namespace
}  // namespace ondol
