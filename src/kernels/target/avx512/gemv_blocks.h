// One token times rows of 32-value blocks (Q4_0, Q4_1, Q5_0, Q5_1, IQ4_NL, Q8_0), AVX-512 VNNI.
// Four rows at a time share the activations; four blocks of a row lie side by side in a register, four int32
// sums each, so one conversion and one fma serve 128 products. Every row sees the same operations in the same
// order wherever it stands in the four.
#pragma once

#include "kernels/target/avx512/simd.h"
#include "kernels/target/common/prefetch.h"
#include "kernels/target/common/unroll.h"
#include "tensor/blocks.h"

namespace ondol {
namespace {

/// Lanes 4i…4i+3 of the result: lane `first + i` of v.
inline __m512 spread4(__m512 v, int first) {
  const __m512i index = _mm512_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
  return _mm512_permutexvar_ps(_mm512_add_epi32(index, _mm512_set1_epi32(first)), v);
}

/// Sixteen bytes of each of four blocks; where there are only n, the first stands in for the others, so that
/// nothing is read past the row: their activations are zero.
template <class Block>
inline __m512i four_payloads(const Block* b, int n) {
  auto at = [b, n](int i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(b[i < n ? i : 0].q)); };
  __m512i v = _mm512_castsi128_si512(at(0));
  v = _mm512_mask_broadcast_i32x4(v, 0x00f0, at(1));
  v = _mm512_mask_broadcast_i32x4(v, 0x0f00, at(2));
  return _mm512_mask_broadcast_i32x4(v, 0xf000, at(3));
}

/// Bits of fifth-bit words: the low (shift 0) or high (16) halves of four words side by side.
template <class Block>
inline __mmask64 fifth_bits(const Block* b, int n, int shift) {
  uint64_t bits = 0;
  for (int i = 0; i < 4; ++i) {
    uint32_t word;
    __builtin_memcpy(&word, b[i < n ? i : 0].qh, 4);
    bits |= static_cast<uint64_t>(word >> shift & 0xffff) << (16 * i);
  }
  return bits;
}

/// Per type: bytes(), the 128 values as unsigned bytes, elements 0–15 of each block in lo and 16–31 in hi;
/// kOffset, what they exceed the values by; kMin, whether blocks have an m.
template <class Block>
struct Four;

template <>
struct Four<BlockQ4_0> {
  static constexpr int kOffset = 8;
  static constexpr bool kMin = false;
  static void bytes(const BlockQ4_0* b, int n, __m512i* lo, __m512i* hi) {
    const __m512i v = four_payloads(b, n), nibble = _mm512_set1_epi8(15);
    *lo = _mm512_and_si512(v, nibble);
    *hi = _mm512_and_si512(_mm512_srli_epi16(v, 4), nibble);
  }
};

template <>
struct Four<BlockQ4_1> {
  static constexpr int kOffset = 0;
  static constexpr bool kMin = true;
  static void bytes(const BlockQ4_1* b, int n, __m512i* lo, __m512i* hi) {
    // Blocks are five 32-bit words, so one two-source permute drops the headers.
    const char* p = reinterpret_cast<const char*>(b);
    const __m512i index = _mm512_setr_epi32(1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 28, 29, 30, 31);
    const __m512i v =
        n == 4 ? _mm512_permutex2var_epi32(_mm512_loadu_si512(p), index, _mm512_loadu_si512(p + 16))
               : four_payloads(b, n);
    const __m512i nibble = _mm512_set1_epi8(15);
    *lo = _mm512_and_si512(v, nibble);
    *hi = _mm512_and_si512(_mm512_srli_epi16(v, 4), nibble);
  }
};

template <class Block>
struct FourFive {
  static void bytes(const Block* b, int n, __m512i* lo, __m512i* hi) {
    const __m512i v = four_payloads(b, n), nibble = _mm512_set1_epi8(15), fifth = _mm512_set1_epi8(16);
    const __m512i low = _mm512_and_si512(v, nibble);
    const __m512i high = _mm512_and_si512(_mm512_srli_epi16(v, 4), nibble);
    *lo = _mm512_mask_add_epi8(low, fifth_bits(b, n, 0), low, fifth);
    *hi = _mm512_mask_add_epi8(high, fifth_bits(b, n, 16), high, fifth);
  }
};
template <>
struct Four<BlockQ5_0> : FourFive<BlockQ5_0> {
  static constexpr int kOffset = 16;
  static constexpr bool kMin = false;
};
template <>
struct Four<BlockQ5_1> : FourFive<BlockQ5_1> {
  static constexpr int kOffset = 0;
  static constexpr bool kMin = true;
};

template <>
struct Four<BlockIQ4_NL> {
  static constexpr int kOffset = 128;
  static constexpr bool kMin = false;
  static void bytes(const BlockIQ4_NL* b, int n, __m512i* lo, __m512i* hi) {
    const __m128i table =
        _mm_xor_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(iq4_values)), _mm_set1_epi8(-128));
    const __m512i values = _mm512_broadcast_i32x4(table);
    const __m512i v = four_payloads(b, n), nibble = _mm512_set1_epi8(15);
    *lo = _mm512_shuffle_epi8(values, _mm512_and_si512(v, nibble));
    *hi = _mm512_shuffle_epi8(values, _mm512_and_si512(_mm512_srli_epi16(v, 4), nibble));
  }
};

template <>
struct Four<BlockQ8_0> {
  static constexpr int kOffset = 128;
  static constexpr bool kMin = false;
  static void bytes(const BlockQ8_0* b, int n, __m512i* lo, __m512i* hi) {
    // As they lie: blocks 0 and 1 in lo, 2 and 3 in hi.
    auto at = [b, n](int i) {
      return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b[i < n ? i : 0].q));
    };
    const __m512i sign = _mm512_set1_epi8(-128);
    *lo = _mm512_xor_si512(_mm512_inserti64x4(_mm512_castsi256_si512(at(0)), at(1), 1), sign);
    *hi = _mm512_xor_si512(_mm512_inserti64x4(_mm512_castsi256_si512(at(2)), at(3), 1), sign);
  }
};

/// The activations of n ≤ 4 blocks, arranged as bytes() arranges the weights; zero above.
template <class Block>
struct FourX {
  static constexpr bool kPlain = sizeof(Block) == sizeof(BlockQ8_0);  // as they lie
  __m512i lo, hi;
  __m512i start_lo, start_hi;  // −offset·sum, lane by lane: where integer sums begin
  __m512 d_lo, d_hi;           // scale of the lane's block
  __m512 part;                 // scale·sum of block lane % 4

  FourX(const int8_t* q, const float* scales, const int16_t* sums, int n) {
    const auto bytes = [q, n](int from) {
      if (n == 4) return _mm512_loadu_si512(q + from);
      const int left = n * 32 - from;
      const __mmask64 mask = left >= 64 ? ~0ull : left <= 0 ? 0ull : ~0ull >> (64 - left);
      return _mm512_maskz_loadu_epi8(mask, q + from);
    };
    const __m512i a = bytes(0), b = bytes(64);
    lo = kPlain ? a : _mm512_shuffle_i32x4(a, b, 0x88);
    hi = kPlain ? b : _mm512_shuffle_i32x4(a, b, 0xdd);
    const __m128 dx = _mm_maskz_loadu_ps(static_cast<__mmask8>((1 << n) - 1), scales);
    const __m512 d = _mm512_castps128_ps512(dx);
    const __m512i two = _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    d_lo = kPlain ? _mm512_permutexvar_ps(two, d) : spread4(d, 0);
    d_hi = _mm512_permutexvar_ps(_mm512_add_epi32(two, _mm512_set1_epi32(2)), d);
    start_lo = start_hi = _mm512_setzero_si512();
    if constexpr (Four<Block>::kOffset != 0) {
      const __m512i offset = _mm512_set1_epi8(static_cast<char>(Four<Block>::kOffset));  // unsigned operand
      const __m512i zero = _mm512_setzero_si512();
      start_lo = _mm512_sub_epi32(zero, _mm512_dpbusd_epi32(zero, offset, lo));
      start_hi = _mm512_sub_epi32(zero, _mm512_dpbusd_epi32(zero, offset, hi));
      if (!kPlain) start_lo = _mm512_add_epi32(start_lo, start_hi);
    }
    part = _mm512_setzero_ps();
    if constexpr (Four<Block>::kMin) {
      const __m128i pairs = _mm_maskz_loadu_epi16(static_cast<__mmask8>((1 << 2 * n) - 1), sums);
      const __m128i whole = _mm_madd_epi16(pairs, _mm_set1_epi16(1));
      part = _mm512_broadcast_f32x4(_mm_mul_ps(dx, _mm_cvtepi32_ps(whole)));
    }
  }
};

/// 16-bit words of n blocks from b on, at most 64 bytes; zero above.
template <class Block>
inline __m512i block_words(const Block* b, int n, int n_max) {
  constexpr int words = sizeof(Block) / 2;
  if (n >= n_max && n_max * words >= 32) return _mm512_loadu_si512(b);
  const int have = n <= 0 ? 0 : n * words > 32 ? 32 : n * words;
  return _mm512_maskz_loadu_epi16(static_cast<__mmask32>((1ull << have) - 1), b);
}

/// Scales of four rows × four blocks as f16: d of row r, block b in lane 4r + b of the low half, m in the
/// high one.
template <class Block>
inline __m512i four_headers(const Block* const* rows, int64_t b, int n) {
  constexpr int w = sizeof(Block) / 2;
  constexpr bool one_load = 3 * sizeof(Block) + 4 <= 64;  // else two, each with the headers of two blocks
  constexpr int c = one_load ? 2 * w : 0, d = one_load ? 3 * w : w;
  alignas(64) static const int16_t index[32] = {
      0, w,     c,     d,     0, w,     c,     d,     0, w,     c,     d,     0, w,     c,     d,
      1, w + 1, c + 1, d + 1, 1, w + 1, c + 1, d + 1, 1, w + 1, c + 1, d + 1, 1, w + 1, c + 1, d + 1};
  const __m512i order = _mm512_load_si512(index);
  __m512i v = _mm512_setzero_si512();
  ONDOL_UNROLL
  for (int r = 0; r < 4; ++r) {
    if constexpr (one_load) {
      v = _mm512_mask_permutexvar_epi16(v, 0x000f000fu << (4 * r), order, block_words(rows[r] + b, n, 4));
    } else {
      v = _mm512_mask_permutexvar_epi16(v, 0x00030003u << (4 * r), order, block_words(rows[r] + b, n, 2));
      v = _mm512_mask_permutexvar_epi16(v, 0x000c000cu << (4 * r), order,
                                        block_words(rows[r] + b + 2, n - 2, 2));
    }
  }
  return v;
}

/// Running sums of four rows: products of row r in acc[r], mins in its four lanes of mins.
struct FourSums {
  __m512 acc[4] = {_mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps()};
  __m512 mins = _mm512_setzero_ps();

  void store(float* y, int64_t n) const {
    const auto halve = [](__m512 a, __m512 b) {
      return _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x88), _mm512_shuffle_f32x4(a, b, 0xdd));
    };
    __m512 v = _mm512_add_ps(halve(halve(acc[0], acc[1]), halve(acc[2], acc[3])), mins);
    v = _mm512_add_ps(v, _mm512_permute_ps(v, 0xb1));
    v = _mm512_add_ps(v, _mm512_permute_ps(v, 0x4e));
    const __m512i first = _mm512_setr_epi32(0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    _mm512_mask_storeu_ps(y, first_lanes(n < 4 ? n : 4), _mm512_permutexvar_ps(first, v));
  }
};

/// Four blocks from block b on (n of them there) of four rows, times n_sums tokens, each the sum of n_terms
/// rows of activations x[token][term].
template <class Block, int n_sums, int n_terms>
inline void four_by_four(FourSums (&sums)[n_sums], const Block* const* rows, int64_t b, const FourX<Block>* x,
                         int n) {
  prefetch_ahead<16 * sizeof(Block)>(rows[0] + 4 * b);
  const __m512i headers = four_headers(rows, b, n);
  const __m512 scales = _mm512_cvtph_ps(_mm512_castsi512_si256(headers));
  if constexpr (Four<Block>::kMin) {
    const __m512 mins = _mm512_cvtph_ps(_mm512_extracti64x4_epi64(headers, 1));
    ONDOL_UNROLL
    for (int i = 0; i < n_sums * n_terms; ++i) {
      sums[i / n_terms].mins = _mm512_fmadd_ps(mins, x[i].part, sums[i / n_terms].mins);
    }
  }
  const __m512i two = _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
  ONDOL_UNROLL
  for (int r = 0; r < 4; ++r) {
    __m512i lo, hi;
    Four<Block>::bytes(rows[r] + b, n, &lo, &hi);
    ONDOL_UNROLL
    for (int s = 0; s < n_sums; ++s) {
      __m512 low = _mm512_setzero_ps(), high = _mm512_setzero_ps();
      ONDOL_UNROLL
      for (int i = 0; i < n_terms; ++i) {
        const FourX<Block>& xi = x[s * n_terms + i];
        const auto scaled = [i](__m512 sum, __m512i products, __m512 d) {
          const __m512 p = _mm512_cvtepi32_ps(products);
          return i == 0 ? _mm512_mul_ps(p, d) : _mm512_fmadd_ps(p, d, sum);
        };
        if constexpr (FourX<Block>::kPlain) {
          low = scaled(low, _mm512_dpbusd_epi32(xi.start_lo, lo, xi.lo), xi.d_lo);
          high = scaled(high, _mm512_dpbusd_epi32(xi.start_hi, hi, xi.hi), xi.d_hi);
        } else {
          const __m512i start = Four<Block>::kOffset == 0 ? _mm512_setzero_si512() : xi.start_lo;
          low = scaled(low, _mm512_dpbusd_epi32(_mm512_dpbusd_epi32(start, lo, xi.lo), hi, xi.hi), xi.d_lo);
        }
      }
      __m512& acc = sums[s].acc[r];
      if constexpr (FourX<Block>::kPlain) {
        const __m512 d01 = _mm512_permutexvar_ps(_mm512_add_epi32(two, _mm512_set1_epi32(4 * r)), scales);
        const __m512 d23 = _mm512_permutexvar_ps(_mm512_add_epi32(two, _mm512_set1_epi32(4 * r + 2)), scales);
        acc = _mm512_fmadd_ps(high, d23, _mm512_fmadd_ps(low, d01, acc));
      } else {
        acc = _mm512_fmadd_ps(low, spread4(scales, 4 * r), acc);
      }
    }
  }
}

/// Pointers to n rows from w on, of which n_rows are there: the last one stands in for the others.
template <class Block, int n>
struct RowPointers {
  const Block* at[n];
  RowPointers(const Block* w, int64_t n_rows, int64_t n_blocks) {
    ONDOL_UNROLL
    for (int i = 0; i < n; ++i) at[i] = w + (i < n_rows ? i : n_rows - 1) * n_blocks;
  }
};

/// 4·quads rows, one token.
template <class Block, int quads>
inline void some_rows(float* y, const Block* w, int64_t n_rows, int64_t n_cols, const Act& a) {
  const int64_t n_blocks = n_cols / 32;
  const RowPointers<Block, 4 * quads> rows(w, n_rows, n_blocks);
  FourSums sums[quads][1];
  const auto add = [&](int64_t b, int n) {
    const FourX<Block> x(a.q + b * 32, a.d + b, a.sum + 2 * b, n);
    ONDOL_UNROLL
    for (int i = 0; i < quads; ++i) four_by_four<Block, 1, 1>(sums[i], rows.at + 4 * i, b, &x, n);
  };
  int64_t b = 0;
  for (; b + 4 <= n_blocks; b += 4) add(b, 4);
  if (b < n_blocks) add(b, static_cast<int>(n_blocks - b));
  ONDOL_UNROLL
  for (int i = 0; i < quads; ++i) sums[i][0].store(y + 4 * i, n_rows - 4 * i);
}

template <class Block>
void gemv_blocks(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  const Act a(act, n_cols);
  const Block* rows = static_cast<const Block*>(w);
  int64_t r = 0;
  for (; r + 8 <= n_rows; r += 8) some_rows<Block, 2>(y + r, rows + r * (n_cols / 32), 8, n_cols, a);
  for (; r < n_rows; r += 4) some_rows<Block, 1>(y + r, rows + r * (n_cols / 32), n_rows - r, n_cols, a);
}

template <class Block>
size_t few_blocks_bytes(int64_t n_cols, int n_acts) {
  return static_cast<size_t>((n_cols + 127) / 128 * n_acts) * sizeof(FourX<Block>);
}

/// A few tokens, each weight unpacked once in registers; scratch holds the activations as the rows want them.
/// act[token·n_terms + term] are the rows of activations.
template <class Block, int n_sums, int n_terms>
void few_blocks(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* const* act,
                void* scratch) {
  constexpr int n_acts = n_sums * n_terms;
  const int64_t n_blocks = n_cols / 32;
  FourX<Block>* x = static_cast<FourX<Block>*>(scratch);
  for (int64_t b = 0; b < n_blocks; b += 4) {
    for (int i = 0; i < n_acts; ++i) {
      const Act a(act[i], n_cols);
      const int n = n_blocks - b < 4 ? static_cast<int>(n_blocks - b) : 4;
      x[b / 4 * n_acts + i] = FourX<Block>(a.q + b * 32, a.d + b, a.sum + 2 * b, n);
    }
  }
  for (int64_t r = 0; r < n_rows; r += 4) {
    const RowPointers<Block, 4> rows(static_cast<const Block*>(w) + r * n_blocks, n_rows - r, n_blocks);
    FourSums sums[n_sums];
    int64_t b = 0;
    for (; b + 4 <= n_blocks; b += 4)
      four_by_four<Block, n_sums, n_terms>(sums, rows.at, b, x + b / 4 * n_acts, 4);
    if (b < n_blocks) {
      four_by_four<Block, n_sums, n_terms>(sums, rows.at, b, x + b / 4 * n_acts,
                                           static_cast<int>(n_blocks - b));
    }
    ONDOL_UNROLL
    for (int s = 0; s < n_sums; ++s) sums[s].store(y + s * ld_y + r, n_rows - r);
  }
}

}  // namespace
}  // namespace ondol
