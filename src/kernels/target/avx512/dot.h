// Int8 products and tile transposition on AVX-512 VNNI, for the generic gemm (common/gemm_q8.h).
#pragma once

#include "kernels/target/avx512/simd.h"

namespace ondol {
namespace {

constexpr int kMaxTok = 8;   // tokens in a register block of the int8 gemm
constexpr int kRowVecs = 1;  // vectors of kF rows in it
constexpr int kMaxTokF32 = 12;

/// vpdpbusd multiplies unsigned by signed: weights are stored unsigned, activations stay signed.
constexpr bool kTileSigned = false;
template <bool wide>
constexpr int kWideBias = wide ? 128 : 0;

using W = __m512i;        // four bytes of each of kF rows
using X = const int8_t*;  // sixteen bytes of a token
using Acc = __m512i;

inline W w_load(const uint8_t* p) { return _mm512_load_si512(p); }
inline X x_load(const int8_t* p) { return p; }
inline Acc acc_zero() { return _mm512_setzero_si512(); }
/// −(pair[0]·a + pair[1]·b): what the offset of the stored weights adds, from the sums of the activations.
inline Acc acc_offset(const int16_t* pair, int a, int b) {
  int32_t both;
  __builtin_memcpy(&both, pair, 4);
  const int32_t factors = static_cast<int32_t>(static_cast<uint16_t>(-a) |
                                               static_cast<uint32_t>(static_cast<uint16_t>(-b)) << 16);
  return _mm512_dpwssd_epi32(_mm512_setzero_si512(), _mm512_set1_epi32(both), _mm512_set1_epi32(factors));
}
template <int lane, int bits>
inline Acc acc_dot(Acc acc, W w, X x) {
  int32_t four;
  __builtin_memcpy(&four, x + 4 * lane, 4);
  return _mm512_dpbusd_epi32(acc, w, _mm512_set1_epi32(four));
}
inline F acc_to_f(Acc acc) { return _mm512_cvtepi32_ps(acc); }

/// Sixteen rows of 32 bytes → eight rows of sixteen 4-byte columns.
inline void transpose_tile(uint8_t* out, size_t out_stride, const uint8_t* rows, size_t row_stride) {
  // Row 2i and 2i+1 share a register. Three rounds of two-source permutes, each halving the columns and
  // doubling the rows of a register: (2 rows × 8 columns) → 4 × 4 → 8 × 2 → 16 × 1.
  const __m512i lo4 = _mm512_setr_epi32(0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  const __m512i hi4 = _mm512_add_epi32(lo4, _mm512_set1_epi32(4));
  const __m512i lo2 = _mm512_setr_epi32(0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
  const __m512i hi2 = _mm512_add_epi32(lo2, _mm512_set1_epi32(2));
  const __m512i lo1 = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  const __m512i hi1 = _mm512_add_epi32(lo1, _mm512_set1_epi32(1));
  __m512i a[8], b[8], c[8];
  for (int i = 0; i < 8; ++i) {
    const __m256i even = b_load(rows + 2 * i * row_stride), odd = b_load(rows + (2 * i + 1) * row_stride);
    a[i] = _mm512_inserti64x4(_mm512_castsi256_si512(even), odd, 1);
  }
  for (int i = 0; i < 4; ++i) {  // b[i]: rows 4i…4i+3, columns 0–3; b[4 + i]: columns 4–7
    b[i] = _mm512_permutex2var_epi32(a[2 * i], lo4, a[2 * i + 1]);
    b[4 + i] = _mm512_permutex2var_epi32(a[2 * i], hi4, a[2 * i + 1]);
  }
  for (int half = 0; half < 2; ++half) {
    for (int i = 0; i < 2;
         ++i) {  // c[4·half + 2·pair + i]: rows 8i…8i+7, columns 4·half + 2·pair and the next
      c[4 * half + i] = _mm512_permutex2var_epi32(b[4 * half + 2 * i], lo2, b[4 * half + 2 * i + 1]);
      c[4 * half + 2 + i] = _mm512_permutex2var_epi32(b[4 * half + 2 * i], hi2, b[4 * half + 2 * i + 1]);
    }
  }
  for (int pair = 0; pair < 4; ++pair) {
    _mm512_storeu_si512(out + 2 * pair * out_stride,
                        _mm512_permutex2var_epi32(c[2 * pair], lo1, c[2 * pair + 1]));
    _mm512_storeu_si512(out + (2 * pair + 1) * out_stride,
                        _mm512_permutex2var_epi32(c[2 * pair], hi1, c[2 * pair + 1]));
  }
}

}  // namespace
}  // namespace ondol
