// Int8 products with AVX-VNNI, 256 bits wide. Unsigned by signed: wide codes are stored with 128 added.
#pragma once

#include "kernels/target/avx2/simd.h"

namespace ondol {
namespace {

constexpr int kMaxTok = 6;   // tokens in a register block of the int8 gemm
constexpr int kRowVecs = 1;  // vectors of kF rows in it
constexpr int kMaxTokF32 = 12;

constexpr bool kTileSigned = false;
template <bool wide>
constexpr int kWideBias = wide ? 128 : 0;

using W = __m256i;        // four bytes of each of kF rows
using X = const int8_t*;  // sixteen bytes of a token
using Acc = __m256i;

inline W w_load(const uint8_t* p) { return _mm256_load_si256(reinterpret_cast<const __m256i*>(p)); }
inline X x_load(const int8_t* p) { return p; }
inline Acc acc_zero() { return _mm256_setzero_si256(); }
/// −(pair[0]·a + pair[1]·b): what the offset of the stored weights adds, from the sums of the activations.
inline Acc acc_offset(const int16_t* pair, int a, int b) {
  int32_t both;
  __builtin_memcpy(&both, pair, 4);
  const auto factor = [](int v) { return static_cast<uint32_t>(static_cast<uint16_t>(-v)); };
  const __m256i factors = _mm256_set1_epi32(static_cast<int32_t>(factor(a) | factor(b) << 16));
  return _mm256_madd_epi16(_mm256_set1_epi32(both), factors);
}
template <int lane, int bits>
inline Acc acc_dot(Acc acc, W w, X x) {
  int32_t four;
  __builtin_memcpy(&four, x + 4 * lane, 4);
  return _mm256_dpbusd_avx_epi32(acc, w, _mm256_set1_epi32(four));
}
inline F acc_to_f(Acc acc) { return _mm256_cvtepi32_ps(acc); }

/// For gemv: start plus 32 codes times 32 activations, summed in fours; what the codes then exceed the values
/// by.
template <bool wide>
constexpr int kGemvBias = wide ? 128 : 0;
template <bool wide>
inline __m256i dot_fours(__m256i start, B codes, B x) {
  return _mm256_dpbusd_avx_epi32(start, wide ? b_xor(codes, 128) : codes, x);
}

}  // namespace
}  // namespace ondol
