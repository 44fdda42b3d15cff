// The vector vocabulary on AVX2 with FMA and F16C: eight floats. The generic bodies in common/ are written in
// these words; each target defines the same ones. No standard C++ header here.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kernels/target/common/bytes_x86.h"

namespace ondol {
namespace {

using F = __m256;
constexpr int kF = 8;          // floats in an F
constexpr int kMicroRows = 6;  // register block of the float products: kMicroRows × kMicroVecs sums
constexpr int kMicroVecs = 2;

/// Ones in the first n ≤ 8 lanes.
inline __m256i first_lanes(int64_t n) {
  alignas(32) static const int32_t ones[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ones + 8 - n));
}

inline F f_zero() { return _mm256_setzero_ps(); }
inline F f_set(float x) { return _mm256_set1_ps(x); }
inline F f_load(const float* p) { return _mm256_loadu_ps(p); }
inline void f_store(float* p, F v) { _mm256_storeu_ps(p, v); }
/// The first n ≤ kF floats; zero above.
inline F f_load_n(const float* p, int64_t n) { return _mm256_maskload_ps(p, first_lanes(n)); }
inline void f_store_n(float* p, F v, int64_t n) { _mm256_maskstore_ps(p, first_lanes(n), v); }
inline F f_add(F a, F b) { return _mm256_add_ps(a, b); }
inline F f_sub(F a, F b) { return _mm256_sub_ps(a, b); }
inline F f_mul(F a, F b) { return _mm256_mul_ps(a, b); }
inline F f_sqrt(F a) { return _mm256_sqrt_ps(a); }
inline F f_div(F a, F b) { return _mm256_div_ps(a, b); }
/// a·b + c and c − a·b, rounded once.
inline F f_fma(F a, F b, F c) { return _mm256_fmadd_ps(a, b, c); }
inline F f_fnma(F a, F b, F c) { return _mm256_fnmadd_ps(a, b, c); }
/// If a lane of b is NaN, so is the result's.
inline F f_max(F a, F b) { return _mm256_max_ps(a, b); }
inline F f_min(F a, F b) { return _mm256_min_ps(a, b); }
inline F f_abs(F a) { return _mm256_and_ps(a, _mm256_castsi256_ps(_mm256_set1_epi32(INT32_MAX))); }
inline F f_round(F a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
/// a·2^n for whole n from −252 to 254: in two factors, since 2^128 is no float but a·2^128 may be one.
inline F f_ldexp(F a, F n) {
  const __m256i all = _mm256_cvtps_epi32(n), half = _mm256_srai_epi32(all, 1);
  const auto power = [](__m256i e) {
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(e, _mm256_set1_epi32(127)), 23));
  };
  return _mm256_mul_ps(_mm256_mul_ps(a, power(half)), power(_mm256_sub_epi32(all, half)));
}
/// x < bound ? a : b
inline F f_if_less(F x, F bound, F a, F b) {
  return _mm256_blendv_ps(b, a, _mm256_cmp_ps(x, bound, _CMP_LT_OQ));
}
/// |magnitude| with the sign of sign.
inline F f_copysign(F magnitude, F sign) {
  const F mask = _mm256_castsi256_ps(_mm256_set1_epi32(INT32_MIN));
  return _mm256_or_ps(_mm256_andnot_ps(mask, magnitude), _mm256_and_ps(mask, sign));
}
/// Sums and maxima over lanes in a fixed order.
inline float f_hsum(F v) {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}
inline float f_hmax(F v) {
  __m128 s = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_max_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_max_ss(s, _mm_movehdup_ps(s)));
}
/// 0, 1, 2, …
inline F f_iota() { return _mm256_setr_ps(0, 1, 2, 3, 4, 5, 6, 7); }
/// Lane i: the sum over the lanes of v(i), for i < kF.
template <class V>
inline F f_sum_each(V v) {
  const F a = _mm256_hadd_ps(_mm256_hadd_ps(v(0), v(1)), _mm256_hadd_ps(v(2), v(3)));
  const F b = _mm256_hadd_ps(_mm256_hadd_ps(v(4), v(5)), _mm256_hadd_ps(v(6), v(7)));
  return _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20), _mm256_permute2f128_ps(a, b, 0x31));
}

inline F bf16_to_f(__m128i v) { return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(v), 16)); }
inline __m128i load_u16_n(const uint16_t* p, int64_t n) {
  alignas(16) uint16_t lanes[8] = {};
  for (int64_t i = 0; i < n; ++i) lanes[i] = p[i];
  return _mm_load_si128(reinterpret_cast<const __m128i*>(lanes));
}
inline F f_load_f16(const uint16_t* p) {
  return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
inline F f_load_bf16(const uint16_t* p) {
  return bf16_to_f(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
inline F f_load_f16_n(const uint16_t* p, int64_t n) { return _mm256_cvtph_ps(load_u16_n(p, n)); }
inline F f_load_bf16_n(const uint16_t* p, int64_t n) { return bf16_to_f(load_u16_n(p, n)); }
inline void f_store_f16(uint16_t* p, F v) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
}
inline F f_load_i8(const int8_t* p) {
  return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}

/// Pairs of lanes (2i, 2i + 1), for the interleaved RoPE: exchange them; repeat each of kF / 2 floats; negate
/// the even ones.
inline F f_swap_pairs(F v) { return _mm256_permute_ps(v, 0xb1); }
inline F f_load_twice(const float* p) {
  return _mm256_permutevar8x32_ps(_mm256_castps128_ps256(_mm_loadu_ps(p)),
                                  _mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3));
}
inline F f_negate_even(F v) {
  return _mm256_xor_ps(v, _mm256_castsi256_ps(_mm256_set1_epi64x(static_cast<long long>(0x80000000))));
}

/// Largest |x[i]| of 32 as bits, so that infinities and NaNs come out on top.
inline uint32_t max_magnitude32(const float* x) {
  const __m256i mask = _mm256_set1_epi32(INT32_MAX);
  const auto at = [&](int i) { return _mm256_and_si256(b_load(x + 8 * i), mask); };
  const __m256i v = _mm256_max_epu32(_mm256_max_epu32(at(0), at(1)), _mm256_max_epu32(at(2), at(3)));
  __m128i s = _mm_max_epu32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  s = _mm_max_epu32(s, _mm_shuffle_epi32(s, 0x4e));
  s = _mm_max_epu32(s, _mm_shuffle_epi32(s, 0xb1));
  return static_cast<uint32_t>(_mm_cvtsi128_si32(s));
}
/// q[i] = round(x[i]·s) of 32, and the sums of the two halves; |x·s| ≤ 127.
inline void quantize32(int8_t* q, int16_t* sums, const float* x, float s) {
  const auto at = [&](int i) { return _mm256_cvtps_epi32(_mm256_mul_ps(f_load(x + 8 * i), f_set(s))); };
  const __m256i a = _mm256_packs_epi32(at(0), at(1)), b = _mm256_packs_epi32(at(2), at(3));
  // Packing works within 128-bit halves, so fours of values come out as 0 2 4 6 1 3 5 7.
  const __m256i bytes =
      _mm256_permutevar8x32_epi32(_mm256_packs_epi16(a, b), _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
  b_store(q, bytes);
  const __m256i fours =
      _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_set1_epi8(1), bytes), _mm256_set1_epi16(1));
  const __m256i twos = _mm256_hadd_epi32(fours, fours), halves = _mm256_hadd_epi32(twos, twos);
  sums[0] = static_cast<int16_t>(_mm256_extract_epi32(halves, 0));
  sums[1] = static_cast<int16_t>(_mm256_extract_epi32(halves, 4));
}

/// Sixteen rows of 32 bytes → eight rows of sixteen 4-byte columns.
inline void transpose_tile(uint8_t* out, size_t out_stride, const uint8_t* rows, size_t row_stride) {
  for (int half = 0; half < 2; ++half, rows += 8 * row_stride, out += 32) {
    __m256i a[8], b[8];
    for (int i = 0; i < 4; ++i) {
      // Rows i and i + 4 side by side: columns 0–3, then 4–7.
      const __m256i top = b_load(rows + static_cast<size_t>(i) * row_stride);
      const __m256i bottom = b_load(rows + static_cast<size_t>(i + 4) * row_stride);
      a[i] = _mm256_permute2x128_si256(top, bottom, 0x20);
      a[4 + i] = _mm256_permute2x128_si256(top, bottom, 0x31);
    }
    for (int c = 0; c < 8; c += 4) {
      b[c] = _mm256_unpacklo_epi32(a[c], a[c + 1]);
      b[c + 1] = _mm256_unpackhi_epi32(a[c], a[c + 1]);
      b[c + 2] = _mm256_unpacklo_epi32(a[c + 2], a[c + 3]);
      b[c + 3] = _mm256_unpackhi_epi32(a[c + 2], a[c + 3]);
      uint8_t* to = out + static_cast<size_t>(c) * out_stride;
      b_store(to, _mm256_unpacklo_epi64(b[c], b[c + 2]));
      b_store(to + out_stride, _mm256_unpackhi_epi64(b[c], b[c + 2]));
      b_store(to + 2 * out_stride, _mm256_unpacklo_epi64(b[c + 1], b[c + 3]));
      b_store(to + 3 * out_stride, _mm256_unpackhi_epi64(b[c + 1], b[c + 3]));
    }
  }
}

}  // namespace
}  // namespace ondol
