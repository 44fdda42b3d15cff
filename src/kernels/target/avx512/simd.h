// The vector vocabulary on AVX-512 (F, BW, VL, DQ, VNNI): sixteen floats, sixteen int32. The generic bodies
// in common/ are written in these words; each target defines the same ones. No standard C++ header here.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "kernels/target/common/immintrin.h"

#include "kernels/target/common/bytes_x86.h"

namespace ondol {
namespace {

using F = __m512;
constexpr int kF = 16;         // floats in an F
constexpr int kMicroRows = 6;  // register block of the float products: kMicroRows × kMicroVecs sums
constexpr int kMicroVecs = 4;

inline __mmask16 first_lanes(int64_t n) { return static_cast<__mmask16>((1u << n) - 1); }

inline F f_zero() { return _mm512_setzero_ps(); }
inline F f_set(float x) { return _mm512_set1_ps(x); }
inline F f_load(const float* p) { return _mm512_loadu_ps(p); }
inline void f_store(float* p, F v) { _mm512_storeu_ps(p, v); }
/// The first n < kF floats; zero above.
inline F f_load_n(const float* p, int64_t n) { return _mm512_maskz_loadu_ps(first_lanes(n), p); }
inline void f_store_n(float* p, F v, int64_t n) { _mm512_mask_storeu_ps(p, first_lanes(n), v); }
inline F f_add(F a, F b) { return _mm512_add_ps(a, b); }
inline F f_sub(F a, F b) { return _mm512_sub_ps(a, b); }
inline F f_mul(F a, F b) { return _mm512_mul_ps(a, b); }
inline F f_sqrt(F a) { return _mm512_sqrt_ps(a); }
inline F f_div(F a, F b) { return _mm512_div_ps(a, b); }
/// a·b + c and c − a·b, rounded once.
inline F f_fma(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }
inline F f_fnma(F a, F b, F c) { return _mm512_fnmadd_ps(a, b, c); }
/// If a lane of b is NaN, so is the result's.
inline F f_max(F a, F b) { return _mm512_max_ps(a, b); }
inline F f_min(F a, F b) { return _mm512_min_ps(a, b); }
inline F f_abs(F a) { return _mm512_abs_ps(a); }
inline F f_round(F a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
/// a·2^n for whole n.
inline F f_ldexp(F a, F n) { return _mm512_scalef_ps(a, n); }
/// x < bound ? a : b
inline F f_if_less(F x, F bound, F a, F b) {
  return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(x, bound, _CMP_LT_OQ), b, a);
}
/// |magnitude| with the sign of sign.
inline F f_copysign(F magnitude, F sign) {
  return _mm512_castsi512_ps(_mm512_ternarylogic_epi32(
      _mm512_castps_si512(magnitude), _mm512_castps_si512(sign), _mm512_set1_epi32(INT32_MIN), 0xd8));
}
/// Sums and maxima over lanes in a fixed order.
inline float f_hsum(F v) { return _mm512_reduce_add_ps(v); }
inline float f_hmax(F v) { return _mm512_reduce_max_ps(v); }

/// 0, 1, 2, …
inline F f_iota() { return _mm512_setr_ps(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15); }
/// Lane i: the sum over the lanes of v(i), for i < kF.
template <class V>
inline F f_sum_each(V v) {
  const auto halve = [](__m512 a, __m512 b) {  // quarters 0 + 1 and 2 + 3 of a, then of b
    return _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x88), _mm512_shuffle_f32x4(a, b, 0xdd));
  };
  const auto quarter = [&](int i) { return halve(halve(v(i), v(4 + i)), halve(v(8 + i), v(12 + i))); };
  const auto pairs = [](__m512 a, __m512 b) {
    return _mm512_add_ps(_mm512_unpacklo_ps(a, b), _mm512_unpackhi_ps(a, b));
  };
  const __m512d a = _mm512_castps_pd(pairs(quarter(0), quarter(1)));
  const __m512d b = _mm512_castps_pd(pairs(quarter(2), quarter(3)));
  return _mm512_add_ps(_mm512_castpd_ps(_mm512_unpacklo_pd(a, b)),
                       _mm512_castpd_ps(_mm512_unpackhi_pd(a, b)));
}

inline F f_load_f16(const uint16_t* p) {
  return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}
inline F f_load_bf16(const uint16_t* p) {
  const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(v), 16));
}
inline F f_load_f16_n(const uint16_t* p, int64_t n) {
  return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(first_lanes(n), p));
}
inline F f_load_bf16_n(const uint16_t* p, int64_t n) {
  const __m256i v = _mm256_maskz_loadu_epi16(first_lanes(n), p);
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(v), 16));
}
inline void f_store_f16(uint16_t* p, F v) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT));
}
inline F f_load_i8(const int8_t* p) {
  return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
}

/// Pairs of lanes (2i, 2i + 1), for the interleaved RoPE: exchange them; repeat each of kF / 2 floats; negate
/// the even ones.
inline F f_swap_pairs(F v) { return _mm512_permute_ps(v, 0xb1); }
inline F f_load_twice(const float* p) {
  const __m512i index = _mm512_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
  return _mm512_permutexvar_ps(index, _mm512_castps256_ps512(_mm256_loadu_ps(p)));
}
inline F f_negate_even(F v) {
  return _mm512_castsi512_ps(
      _mm512_xor_si512(_mm512_castps_si512(v), _mm512_set1_epi64(static_cast<long long>(0x80000000))));
}

/// Largest |x[i]| of 32 as bits, so that infinities and NaNs come out on top.
inline uint32_t max_magnitude32(const float* x) {
  const __m512i mask = _mm512_set1_epi32(INT32_MAX);
  const __m512i a = _mm512_and_si512(_mm512_loadu_si512(x), mask);
  const __m512i b = _mm512_and_si512(_mm512_loadu_si512(x + 16), mask);
  return _mm512_reduce_max_epu32(_mm512_max_epu32(a, b));
}
/// q[i] = round(x[i]·s) of 32, and the sums of the two halves; |x·s| ≤ 127.
inline void quantize32(int8_t* q, int16_t* sums, const float* x, float s) {
  for (int half = 0; half < 2; ++half) {
    const __m512i v = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(x + 16 * half), _mm512_set1_ps(s)));
    const __m128i bytes = _mm512_cvtepi32_epi8(v);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(q + 16 * half), bytes);
    const __m128i sum = _mm_dpbusd_epi32(_mm_setzero_si128(), _mm_set1_epi8(1), bytes);
    const __m128i pair = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4e));
    sums[half] = static_cast<int16_t>(_mm_cvtsi128_si32(_mm_add_epi32(pair, _mm_shuffle_epi32(pair, 0xb1))));
  }
}

}  // namespace
}  // namespace ondol
