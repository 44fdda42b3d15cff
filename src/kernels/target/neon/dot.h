// Int8 products on AArch64's baseline (Cortex-A53, A72, A73), which has no int8 dot product: 8-bit
// multiplications into 16-bit sums, as many as cannot overflow, then pairwise into 32 bits.
// Largest products: narrow codes |w| ≤ 32 times |x| ≤ 127 allow eight (32 512), wide ones |w| ≤ 128 two
// (32 512).
#pragma once

#include "kernels/target/neon/simd.h"

namespace ondol {
namespace {

constexpr int kMaxTok = 2;   // tokens in a register block of the int8 gemm
constexpr int kRowVecs = 4;  // vectors of kF rows in it
constexpr int kMaxTokF32 = 6;

/// Multiplications are signed on both sides: tiles keep signed weights, and need no offset.
constexpr bool kTileSigned = true;
template <bool wide>
constexpr int kWideBias = 0;

using W = int8x16_t;  // four bytes of each of kF rows
using X = int8x16_t;  // sixteen bytes of a token
struct Acc {
  int16x8_t small01, small23;  // narrow codes: the sums of a group of 32 stay in 16 bits; two lanes a row
  int32x4_t wide01, wide23;    // two lanes a row
};

inline W w_load(const uint8_t* p) { return vreinterpretq_s8_u8(vld1q_u8(p)); }
inline X x_load(const int8_t* p) { return vld1q_s8(p); }
inline Acc acc_zero() { return {vdupq_n_s16(0), vdupq_n_s16(0), vdupq_n_s32(0), vdupq_n_s32(0)}; }
/// Never called, since kTileOffset is 0; the generic body names it.
inline Acc acc_offset(const int16_t*, int, int) { return acc_zero(); }
template <int lane, int bits>
inline Acc acc_dot(Acc acc, W w, X x) {
  const int8x16_t four = vreinterpretq_s8_s32(vdupq_laneq_s32(vreinterpretq_s32_s8(x), lane));
  if constexpr (bits == 8) {
    acc.wide01 = vpadalq_s16(acc.wide01, vmull_s8(vget_low_s8(w), vget_low_s8(four)));
    acc.wide23 = vpadalq_s16(acc.wide23, vmull_high_s8(w, four));
  } else {
    acc.small01 = vmlal_s8(acc.small01, vget_low_s8(w), vget_low_s8(four));
    acc.small23 = vmlal_high_s8(acc.small23, w, four);
  }
  return acc;
}
inline F acc_to_f(Acc acc) {
  const int32x4_t rows01 = vpadalq_s16(acc.wide01, acc.small01);
  return vcvtq_f32_s32(vpaddq_s32(rows01, vpadalq_s16(acc.wide23, acc.small23)));
}

/// Four partial sums of w·x over 16 or 32 products, added to start; and −offset·x summed over the same lanes.
template <bool wide>
inline int32x4_t dot16(int32x4_t start, int8x16_t w, int8x16_t x) {
  return vpadalq_s16(start, vmlal_high_s8(vmull_s8(vget_low_s8(w), vget_low_s8(x)), w, x));
}
template <bool wide>
inline int32x4_t dot32(int32x4_t start, B w, const int8x16_t* x) {
  const int8x16_t lo = vreinterpretq_s8_u8(w.lo), hi = vreinterpretq_s8_u8(w.hi);
  if constexpr (wide) {
    return dot16<true>(dot16<true>(start, lo, x[0]), hi, x[1]);
  } else {
    int16x8_t sum = vmlal_high_s8(vmull_s8(vget_low_s8(lo), vget_low_s8(x[0])), lo, x[0]);
    sum = vmlal_high_s8(vmlal_s8(sum, vget_low_s8(hi), vget_low_s8(x[1])), hi, x[1]);
    return vpadalq_s16(start, sum);
  }
}
template <int offset>
inline int32x4_t minus_offset16(int8x16_t x) {
  if constexpr (offset == 0) return vdupq_n_s32(0);
  return dot16<false>(vdupq_n_s32(0), vdupq_n_s8(-offset), x);
}

}  // namespace
}  // namespace ondol
