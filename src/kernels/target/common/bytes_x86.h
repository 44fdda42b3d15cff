// Thirty-two bytes at a time for the unpackers (decode.h): AVX2 instructions, so shared by every x86 target.
// Shifts move whole 16-bit lanes; callers mask what crossed from the neighbour byte.
#pragma once

#include <stdint.h>
#include "kernels/target/common/immintrin.h"

namespace ondol {
namespace {

using B = __m256i;

inline B b_load(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
inline void b_store(void* p, B v) { _mm256_storeu_si256(static_cast<__m256i*>(p), v); }
/// 16 bytes → their low nibbles, then their high nibbles.
inline B b_load_nibbles(const void* p) {
  const __m128i v = _mm_loadu_si128(static_cast<const __m128i*>(p));
  return _mm256_and_si256(_mm256_inserti128_si256(_mm256_castsi128_si256(v), _mm_srli_epi16(v, 4), 1),
                          _mm256_set1_epi8(15));
}
inline B b_and(B a, int mask) { return _mm256_and_si256(a, _mm256_set1_epi8(static_cast<char>(mask))); }
inline B b_xor(B a, int mask) { return _mm256_xor_si256(a, _mm256_set1_epi8(static_cast<char>(mask))); }
inline B b_sub(B a, int value) { return _mm256_sub_epi8(a, _mm256_set1_epi8(static_cast<char>(value))); }
inline B b_or(B a, B b) { return _mm256_or_si256(a, b); }
template <int n>
inline B b_shr(B a) {
  return _mm256_srli_epi16(a, n);
}
template <int n>
inline B b_shl(B a) {
  return _mm256_slli_epi16(a, n);
}
/// table[index] for indices below 16.
inline B b_lookup(const int8_t* table, B index) {
  const __m128i t = _mm_loadu_si128(reinterpret_cast<const __m128i*>(table));
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(t), index);
}
/// Bit i of four little-endian bytes → byte i all ones or zero.
inline B b_bits(const uint8_t* p) {
  uint32_t bits;
  __builtin_memcpy(&bits, p, 4);
  const __m256i spread =
      _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int>(bits)),
                          _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303));
  const __m256i bit = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ull));
  return _mm256_cmpeq_epi8(_mm256_and_si256(spread, bit), bit);
}

inline float f16_scalar(uint16_t h) { return _cvtsh_ss(h); }

/// out[i] = s·p[i], i < 8.
inline void scale_u8x8(float* out, const uint8_t* p, float s) {
  const __m128i v = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
  _mm256_storeu_ps(out, _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(v)), _mm256_set1_ps(s)));
}
inline void scale_i8x8(float* out, const int8_t* p, float s) {
  const __m128i v = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
  _mm256_storeu_ps(out, _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(v)), _mm256_set1_ps(s)));
}

}  // namespace
}  // namespace ondol
