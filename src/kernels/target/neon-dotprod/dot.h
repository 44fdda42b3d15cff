// Int8 products with AArch64's dot product instructions (ARMv8.2: Cortex-A55, A76 and later): four bytes by
// four into each of four int32.
#pragma once

#include "kernels/target/neon/simd.h"

namespace ondol {
namespace {

constexpr int kMaxTok = 4;   // tokens in a register block of the int8 gemm
constexpr int kRowVecs = 2;  // vectors of kF rows in it
constexpr int kMaxTokF32 = 8;

/// Multiplications are signed on both sides: tiles keep signed weights, and need no offset.
constexpr bool kTileSigned = true;
template <bool wide>
constexpr int kWideBias = 0;

using W = int8x16_t;  // four bytes of each of kF rows
using X = int8x16_t;  // sixteen bytes of a token
using Acc = int32x4_t;

inline W w_load(const uint8_t* p) { return vreinterpretq_s8_u8(vld1q_u8(p)); }
inline X x_load(const int8_t* p) { return vld1q_s8(p); }
inline Acc acc_zero() { return vdupq_n_s32(0); }
/// Never called, since kTileOffset is 0; the generic body names it.
inline Acc acc_offset(const int16_t*, int, int) { return acc_zero(); }
template <int lane, int bits>
inline Acc acc_dot(Acc acc, W w, X x) {
  return vdotq_laneq_s32(acc, w, x, lane);
}
inline F acc_to_f(Acc acc) { return vcvtq_f32_s32(acc); }

/// Four partial sums of w·x over 16 or 32 products, added to start; and −offset·x summed over the same lanes.
template <bool wide>
inline int32x4_t dot16(int32x4_t start, int8x16_t w, int8x16_t x) {
  return vdotq_s32(start, w, x);
}
template <bool wide>
inline int32x4_t dot32(int32x4_t start, B w, const int8x16_t* x) {
  return vdotq_s32(vdotq_s32(start, vreinterpretq_s8_u8(w.lo), x[0]), vreinterpretq_s8_u8(w.hi), x[1]);
}
template <int offset>
inline int32x4_t minus_offset16(int8x16_t x) {
  if constexpr (offset == 0) return vdupq_n_s32(0);
  return vdotq_s32(vdupq_n_s32(0), vdupq_n_s8(-offset), x);
}

}  // namespace
}  // namespace ondol
