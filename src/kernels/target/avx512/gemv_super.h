// One token times rows of 256-value blocks (the K types and IQ4_XS), AVX-512 VNNI. As in gemv_blocks.h: four
// rows share the activations, sums of one group lie in four lanes, and a row's result does not depend on the
// others. A block is given as 4 registers of 64 bytes whose groups take four lanes each, in an order fixed by
// the type.
#pragma once

#include "kernels/target/avx512/gemv_blocks.h"
#include "kernels/target/common/decode.h"

namespace ondol {
namespace {

inline __m512i bytes_at(const void* p) { return _mm512_loadu_si512(p); }
inline __m512i and_bytes(__m512i v, int mask) {
  return _mm512_and_si512(v, _mm512_set1_epi8(static_cast<char>(mask)));
}
/// (v & mask) | low
inline __m512i merge_bytes(__m512i low, __m512i v, int mask) {
  return _mm512_ternarylogic_epi32(low, v, _mm512_set1_epi8(static_cast<char>(mask)), 0xf8);
}
inline __m512i both_halves(const void* p) {
  return _mm512_broadcast_i64x4(_mm256_loadu_si256(static_cast<const __m256i*>(p)));
}
/// 16-bit lanes of the lower and the upper half shifted by different counts.
inline __m512i halves_epi16(int low, int high) {
  return _mm512_inserti64x4(_mm512_set1_epi16(static_cast<int16_t>(low)),
                            _mm256_set1_epi16(static_cast<int16_t>(high)), 1);
}
inline __m512 u8_to_f(const uint8_t* p) {
  return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}

/// Groups of 32: the 16-byte pieces a and b of every group go to different registers, so that their sums fall
/// on the same lanes. even: groups 0 2 4 6; odd: groups 1 3 5 7.
struct EvenOdd {
  __m512i even_a, even_b, odd_a, odd_b;
  /// From four registers in plain order.
  static EvenOdd from_plain(__m512i v0, __m512i v1, __m512i v2, __m512i v3) {
    const __m512i a01 = _mm512_shuffle_i32x4(v0, v1, 0x88), b01 = _mm512_shuffle_i32x4(v0, v1, 0xdd);
    const __m512i a23 = _mm512_shuffle_i32x4(v2, v3, 0x88), b23 = _mm512_shuffle_i32x4(v2, v3, 0xdd);
    // a01: pieces a of groups 0 1 2 3; b01: pieces b.
    return {_mm512_shuffle_i32x4(a01, a23, 0x88), _mm512_shuffle_i32x4(b01, b23, 0x88),
            _mm512_shuffle_i32x4(a01, a23, 0xdd), _mm512_shuffle_i32x4(b01, b23, 0xdd)};
  }
};

/// Lanes 4i…4i+3: lane 2i + odd of v (i < 4).
inline __m512 spread_even(__m512 v, int odd) {
  const __m512i index = _mm512_setr_epi32(0, 0, 0, 0, 2, 2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6);
  return _mm512_permutexvar_ps(_mm512_add_epi32(index, _mm512_set1_epi32(odd)), v);
}

inline __m512i dot2(__m512i start, __m512i a, __m512i xa, __m512i b, __m512i xb) {
  return _mm512_dpbusd_epi32(_mm512_dpbusd_epi32(start, a, xa), b, xb);
}
inline __m512 scaled(__m512 acc, __m512i sum, __m512 d) {
  return _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), d, acc);
}
inline __m512i minus_offset(int offset, __m512i x) {
  const __m512i zero = _mm512_setzero_si512();
  return _mm512_sub_epi32(zero, _mm512_dpbusd_epi32(zero, _mm512_set1_epi8(static_cast<char>(offset)), x));
}

/// Q4_K and Q5_K.
template <class Block>
struct SuperK4 {
  struct X {
    EvenOdd q;
    __m512 factors;  // lanes 0–7 scale of the group, 8–15 scale·sum
    X(const int8_t* x, const float* d, const int16_t* sums)
        : q(EvenOdd::from_plain(bytes_at(x), bytes_at(x + 64), bytes_at(x + 128), bytes_at(x + 192))) {
      const __m256 dx = _mm256_loadu_ps(d);
      const __m256i pairs =
          _mm256_madd_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(sums)), _mm256_set1_epi16(1));
      factors =
          _mm512_insertf32x8(_mm512_castps256_ps512(dx), _mm256_mul_ps(dx, _mm256_cvtepi32_ps(pairs)), 1);
    }
  };
  static __m512 add(__m512 acc, const Block& b, const X& x) {
    uint8_t fields[16];
    split_k_scales(b.scales, fields);
    const __m256 d = _mm256_set1_ps(f16_scalar(b.d)), dmin = _mm256_set1_ps(-f16_scalar(b.dmin));
    const __m512 dd = _mm512_insertf32x8(_mm512_castps256_ps512(d), dmin, 1);
    const __m512 s = _mm512_mul_ps(_mm512_mul_ps(u8_to_f(fields), dd), x.factors);
    acc = _mm512_add_ps(acc, _mm512_maskz_mov_ps(0xff00, s));  // the mins, already summed over their groups
    // Bytes 32p + i of q: groups 2p and 2p + 1 in the two nibbles.
    const __m512i v0 = bytes_at(b.q), v1 = bytes_at(b.q + 64);
    const __m512i a = _mm512_shuffle_i32x4(v0, v1, 0x88), c = _mm512_shuffle_i32x4(v0, v1, 0xdd);
    __m512i even_a = and_bytes(a, 15), even_b = and_bytes(c, 15);
    __m512i odd_a = and_bytes(_mm512_srli_epi16(a, 4), 15), odd_b = and_bytes(_mm512_srli_epi16(c, 4), 15);
    if constexpr (requires { b.qh; }) {
      // Bit g of byte i of qh belongs to element i of group g: each 16-byte piece goes to all four quarters,
      // and quarter k wants bit 2k (even) or 2k + 1 (odd) at place 4. Place 4 comes from its own byte in
      // every rotation.
      const auto piece = [&](int i) {
        return _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b.qh + 16 * i)));
      };
      const __m512i even = _mm512_setr_epi64(4, 4, 2, 2, 0, 0, 62, 62),
                    odd = _mm512_setr_epi64(3, 3, 1, 1, 63, 63, 61, 61);
      even_a = merge_bytes(even_a, _mm512_rolv_epi64(piece(0), even), 16);
      even_b = merge_bytes(even_b, _mm512_rolv_epi64(piece(1), even), 16);
      odd_a = merge_bytes(odd_a, _mm512_rolv_epi64(piece(0), odd), 16);
      odd_b = merge_bytes(odd_b, _mm512_rolv_epi64(piece(1), odd), 16);
    }
    const __m512i zero = _mm512_setzero_si512();
    acc = scaled(acc, dot2(zero, even_a, x.q.even_a, even_b, x.q.even_b), spread_even(s, 0));
    return scaled(acc, dot2(zero, odd_a, x.q.odd_a, odd_b, x.q.odd_b), spread_even(s, 1));
  }
};

struct SuperIQ4_XS {
  using Block = BlockIQ4_XS;
  struct X {
    EvenOdd q;
    __m512i start_even, start_odd;
    __m512 d;
    X(const int8_t* x, const float* scales, const int16_t*)
        : q(EvenOdd::from_plain(bytes_at(x), bytes_at(x + 64), bytes_at(x + 128), bytes_at(x + 192))) {
      start_even = _mm512_add_epi32(minus_offset(128, q.even_a), minus_offset(128, q.even_b));
      start_odd = _mm512_add_epi32(minus_offset(128, q.odd_a), minus_offset(128, q.odd_b));
      d = _mm512_castps256_ps512(_mm256_loadu_ps(scales));
    }
  };
  static __m512 add(__m512 acc, const Block& b, const X& x) {
    alignas(32) float scales[8];
    Decode<Block>::scales(b, scales, nullptr);
    const __m512 s = _mm512_mul_ps(_mm512_castps256_ps512(_mm256_load_ps(scales)), x.d);
    const __m128i table =
        _mm_xor_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(iq4_values)), _mm_set1_epi8(-128));
    const __m512i values = _mm512_broadcast_i32x4(table);
    // Bytes 16g + i: elements i (low nibble) and 16 + i of group g.
    const __m512i v0 = bytes_at(b.q), v1 = bytes_at(b.q + 64);
    const __m512i even = _mm512_shuffle_i32x4(v0, v1, 0x88), odd = _mm512_shuffle_i32x4(v0, v1, 0xdd);
    const auto low = [&](__m512i v) { return _mm512_shuffle_epi8(values, and_bytes(v, 15)); };
    const auto high = [&](__m512i v) {
      return _mm512_shuffle_epi8(values, and_bytes(_mm512_srli_epi16(v, 4), 15));
    };
    acc = scaled(acc, dot2(x.start_even, low(even), x.q.even_a, high(even), x.q.even_b), spread_even(s, 0));
    return scaled(acc, dot2(x.start_odd, low(odd), x.q.odd_a, high(odd), x.q.odd_b), spread_even(s, 1));
  }
};

/// Groups of 16 in plain order: register i holds groups 4i…4i+3, four lanes each.
template <int offset, bool min>
struct PlainX {
  __m512i q[4], start[4];
  __m512 d, part;  // by group
  PlainX(const int8_t* x, const float* scales, const int16_t* sums) {
    for (int i = 0; i < 4; ++i) {
      q[i] = bytes_at(x + 64 * i);
      start[i] = offset == 0 ? _mm512_setzero_si512() : minus_offset(offset, q[i]);
    }
    const __m512i twice = _mm512_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
    d = _mm512_permutexvar_ps(twice, _mm512_castps256_ps512(_mm256_loadu_ps(scales)));
    if (min) {
      const __m512i s = _mm512_cvtepi16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(sums)));
      part = _mm512_mul_ps(d, _mm512_cvtepi32_ps(s));
    }
  }
  __m512 add(__m512 acc, int i, __m512i bytes, __m512 s) const {
    return scaled(acc, _mm512_dpbusd_epi32(start[i], bytes, q[i]), spread4(s, 4 * i));
  }
};

struct SuperQ6_K {
  using Block = BlockQ6_K;
  using X = PlainX<32, false>;
  static __m512 add(__m512 acc, const Block& b, const X& x) {
    const __m128i sc = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b.scales));
    const __m512 d =
        _mm512_mul_ps(_mm512_set1_ps(f16_scalar(b.d)), _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(sc)));
    const __m512 s = _mm512_mul_ps(d, x.d);
    for (int half = 0; half < 2; ++half) {
      const __m512i ql = bytes_at(b.ql + 64 * half), qh = both_halves(b.qh + 32 * half);
      // Elements 0–31, 32–63 want bits 0–1, 2–3 of qh at place 4; elements 64–95, 96–127 bits 4–5, 6–7.
      const __m512i low = merge_bytes(and_bytes(ql, 15), _mm512_sllv_epi16(qh, halves_epi16(4, 2)), 0x30);
      const __m512i high = merge_bytes(and_bytes(_mm512_srli_epi16(ql, 4), 15),
                                       _mm512_srlv_epi16(qh, halves_epi16(0, 2)), 0x30);
      acc = x.add(acc, 2 * half, low, s);
      acc = x.add(acc, 2 * half + 1, high, s);
    }
    return acc;
  }
};

/// Two bits of elements 128h + 32s + i lie at place 2s of byte 32h + i: registers of s = 0, 1 and of s =
/// 2, 3.
inline void two_bit_planes(const uint8_t* q, __m512i* low, __m512i* high) {
  const __m512i v = both_halves(q);
  *low = and_bytes(_mm512_srlv_epi16(v, halves_epi16(0, 2)), 3);
  *high = and_bytes(_mm512_srlv_epi16(v, halves_epi16(4, 6)), 3);
}

struct SuperQ2_K {
  using Block = BlockQ2_K;
  using X = PlainX<0, true>;
  static __m512 add(__m512 acc, const Block& b, const X& x) {
    const __m128i sc = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b.scales)),
                  nibble = _mm_set1_epi8(15);
    const auto to_f = [](__m128i v) { return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(v)); };
    const __m512 m = _mm512_mul_ps(to_f(_mm_and_si128(_mm_srli_epi16(sc, 4), nibble)),
                                   _mm512_set1_ps(-f16_scalar(b.dmin)));
    const __m512 d = _mm512_mul_ps(to_f(_mm_and_si128(sc, nibble)), _mm512_set1_ps(f16_scalar(b.d)));
    const __m512 s = _mm512_mul_ps(d, x.d);
    acc = _mm512_fmadd_ps(m, x.part, acc);
    for (int half = 0; half < 2; ++half) {
      __m512i low, high;
      two_bit_planes(b.q + 32 * half, &low, &high);
      acc = x.add(acc, 2 * half, low, s);
      acc = x.add(acc, 2 * half + 1, high, s);
    }
    return acc;
  }
};

struct SuperQ3_K {
  using Block = BlockQ3_K;
  using X = PlainX<4, false>;
  static __m512 add(__m512 acc, const Block& b, const X& x) {
    alignas(64) float scales[16];
    Decode<Block>::scales(b, scales, nullptr);
    const __m512 s = _mm512_mul_ps(_mm512_load_ps(scales), x.d);
    const __m512i hmask = both_halves(b.hmask);
    for (int half = 0; half < 2; ++half) {
      __m512i low, high;
      two_bit_planes(b.q + 32 * half, &low, &high);
      // Elements 32p + i want bit p of hmask[i] at place 2; this half begins at p = 4·half.
      const auto third = [&](int p) {
        const __m512i down = _mm512_srlv_epi16(hmask, halves_epi16(p, p + 1));
        return _mm512_slli_epi16(and_bytes(down, 1), 2);
      };
      acc = x.add(acc, 2 * half, _mm512_or_si512(low, third(4 * half)), s);
      acc = x.add(acc, 2 * half + 1, _mm512_or_si512(high, third(4 * half + 2)), s);
    }
    return acc;
  }
};

template <class Block>
struct Super;
template <>
struct Super<BlockQ4_K> : SuperK4<BlockQ4_K> {};
template <>
struct Super<BlockQ5_K> : SuperK4<BlockQ5_K> {};
template <>
struct Super<BlockQ6_K> : SuperQ6_K {};
template <>
struct Super<BlockQ2_K> : SuperQ2_K {};
template <>
struct Super<BlockQ3_K> : SuperQ3_K {};
template <>
struct Super<BlockIQ4_XS> : SuperIQ4_XS {};

template <class Block>
void gemv_super(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  const Act a(act, n_cols);
  const int64_t n_blocks = n_cols / 256;
  const Block* rows = static_cast<const Block*>(w);
  int64_t r = 0;
  const auto some_rows = [&]<int n>() {
    __m512 acc[n];
    ONDOL_UNROLL
    for (int i = 0; i < n; ++i) acc[i] = _mm512_setzero_ps();
    for (int64_t b = 0; b < n_blocks; ++b) {
      prefetch_ahead<n * sizeof(Block)>(rows + r * n_blocks + n * b);
      const typename Super<Block>::X x(a.q + 256 * b, a.d + 8 * b, a.sum + 16 * b);
      ONDOL_UNROLL
      for (int i = 0; i < n; ++i) acc[i] = Super<Block>::add(acc[i], rows[(r + i) * n_blocks + b], x);
    }
    for (int i = 0; i < n; ++i) y[r + i] = _mm512_reduce_add_ps(acc[i]);
    r += n;
  };
  while (r + 4 <= n_rows) some_rows.template operator()<4>();
  while (r < n_rows) some_rows.template operator()<1>();
}

template <class Block>
size_t few_super_bytes(int64_t n_cols, int n_acts) {
  return static_cast<size_t>(n_cols / 256 * n_acts) * sizeof(typename Super<Block>::X);
}

/// As few_blocks. add() unpacks anew for each row of activations as it is written; the compiler does that
/// part once.
template <class Block, int n_sums, int n_terms>
void few_super(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* const* act,
               void* scratch) {
  using X = typename Super<Block>::X;
  constexpr int n_acts = n_sums * n_terms;
  const int64_t n_blocks = n_cols / 256;
  const Block* rows = static_cast<const Block*>(w);
  X* x = static_cast<X*>(scratch);
  for (int64_t b = 0; b < n_blocks; ++b) {
    for (int i = 0; i < n_acts; ++i) {
      const Act a(act[i], n_cols);
      x[b * n_acts + i] = X(a.q + 256 * b, a.d + 8 * b, a.sum + 16 * b);
    }
  }
  for (int64_t r = 0; r < n_rows; ++r) {
    __m512 acc[n_sums];
    ONDOL_UNROLL
    for (int s = 0; s < n_sums; ++s) acc[s] = _mm512_setzero_ps();
    for (int64_t b = 0; b < n_blocks; ++b) {
      prefetch_ahead<sizeof(Block)>(rows + r * n_blocks + b);
      ONDOL_UNROLL
      for (int i = 0; i < n_acts; ++i) {
        acc[i / n_terms] = Super<Block>::add(acc[i / n_terms], rows[r * n_blocks + b], x[b * n_acts + i]);
      }
    }
    ONDOL_UNROLL
    for (int s = 0; s < n_sums; ++s) y[s * ld_y + r] = _mm512_reduce_add_ps(acc[s]);
  }
}

}  // namespace
}  // namespace ondol
