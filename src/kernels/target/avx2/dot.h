// Int8 products on AVX2, which multiplies unsigned by signed bytes and adds pairs with saturation at 16 bits:
// codes up to 63 times activations up to 127 stay below 2^15 even added in fours, up to 31 in eights. Wide
// codes (−128…127) would saturate; their sign is moved to the activation.
#pragma once

#include "kernels/target/avx2/simd.h"

namespace ondol {
namespace {

constexpr int kMaxTok = 4;   // tokens in a register block of the int8 gemm
constexpr int kRowVecs = 2;  // vectors of kF rows in it
constexpr int kMaxTokF32 = 12;

constexpr bool kTileSigned = false;
template <bool wide>
constexpr int kWideBias = 0;  // wide tiles stay signed

using W = __m256i;        // four bytes of each of kF rows
using X = const int8_t*;  // sixteen bytes of a token
struct Acc {
  __m256i sum, pairs;  // 32 bits; 16 bits, not yet added to sum
};

inline W w_load(const uint8_t* p) { return _mm256_load_si256(reinterpret_cast<const __m256i*>(p)); }
inline X x_load(const int8_t* p) { return p; }
inline Acc acc_zero() { return {_mm256_setzero_si256(), _mm256_setzero_si256()}; }
/// −(pair[0]·a + pair[1]·b): what the offset of the stored weights adds, from the sums of the activations.
inline Acc acc_offset(const int16_t* pair, int a, int b) {
  int32_t both;
  __builtin_memcpy(&both, pair, 4);
  const auto factor = [](int v) { return static_cast<uint32_t>(static_cast<uint16_t>(-v)); };
  const __m256i factors = _mm256_set1_epi32(static_cast<int32_t>(factor(a) | factor(b) << 16));
  return {_mm256_madd_epi16(_mm256_set1_epi32(both), factors), _mm256_setzero_si256()};
}
/// Bytes times bytes, added in pairs.
template <bool wide>
inline __m256i pair_products(__m256i w, __m256i x) {
  if constexpr (wide) return _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w));
  return _mm256_maddubs_epi16(w, x);
}
/// As many products as 16 bits hold are added before they widen: 4·2·31·127 and 2·2·63·127 are below 2^15.
template <int lane, int bits>
inline Acc acc_dot(Acc acc, W w, X x) {
  constexpr int n = bits == 8 ? 1 : bits == 6 ? 2 : 4;
  int32_t four;
  __builtin_memcpy(&four, x + 4 * lane, 4);
  const __m256i pairs = pair_products<bits == 8>(w, _mm256_set1_epi32(four));
  acc.pairs = lane % n == 0 ? pairs : _mm256_add_epi16(acc.pairs, pairs);
  if constexpr (lane % n == n - 1)
    acc.sum = _mm256_add_epi32(acc.sum, _mm256_madd_epi16(acc.pairs, _mm256_set1_epi16(1)));
  return acc;
}
inline F acc_to_f(const Acc& acc) { return _mm256_cvtepi32_ps(acc.sum); }

/// For gemv: start plus 32 codes times 32 activations, summed in fours; what the codes then exceed the values
/// by.
template <bool wide>
constexpr int kGemvBias = 0;
template <bool wide>
inline __m256i dot_fours(__m256i start, B codes, B x) {
  return _mm256_add_epi32(start, _mm256_madd_epi16(pair_products<wide>(codes, x), _mm256_set1_epi16(1)));
}

}  // namespace
}  // namespace ondol
