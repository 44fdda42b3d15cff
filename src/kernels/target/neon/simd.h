// The vector vocabulary on AArch64's baseline: four floats. The generic bodies in common/ are written in
// these words; every AArch64 target shares them. No standard C++ header here.
#pragma once

#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>

#include "kernels/target/neon/bytes_neon.h"

namespace ondol {
namespace {

using F = float32x4_t;
constexpr int kF = 4;          // floats in an F
constexpr int kMicroRows = 6;  // register block of the float products: kMicroRows × kMicroVecs sums
constexpr int kMicroVecs = 4;

inline F f_zero() { return vdupq_n_f32(0.0f); }
inline F f_set(float x) { return vdupq_n_f32(x); }
inline F f_load(const float* p) { return vld1q_f32(p); }
inline void f_store(float* p, F v) { vst1q_f32(p, v); }
/// The first n ≤ kF floats; zero above.
inline F f_load_n(const float* p, int64_t n) {
  F v = f_zero();
  if (n > 0) v = vld1q_lane_f32(p, v, 0);
  if (n > 1) v = vld1q_lane_f32(p + 1, v, 1);
  if (n > 2) v = vld1q_lane_f32(p + 2, v, 2);
  if (n > 3) v = vld1q_lane_f32(p + 3, v, 3);
  return v;
}
inline void f_store_n(float* p, F v, int64_t n) {
  if (n > 0) vst1q_lane_f32(p, v, 0);
  if (n > 1) vst1q_lane_f32(p + 1, v, 1);
  if (n > 2) vst1q_lane_f32(p + 2, v, 2);
  if (n > 3) vst1q_lane_f32(p + 3, v, 3);
}
inline F f_add(F a, F b) { return vaddq_f32(a, b); }
inline F f_sub(F a, F b) { return vsubq_f32(a, b); }
inline F f_mul(F a, F b) { return vmulq_f32(a, b); }
inline F f_sqrt(F a) { return vsqrtq_f32(a); }
inline F f_div(F a, F b) { return vdivq_f32(a, b); }
/// a·b + c and c − a·b, rounded once.
inline F f_fma(F a, F b, F c) { return vfmaq_f32(c, a, b); }
inline F f_fnma(F a, F b, F c) { return vfmsq_f32(c, a, b); }
/// If a lane of b (here: or of a) is NaN, so is the result's.
inline F f_max(F a, F b) { return vmaxq_f32(a, b); }
inline F f_min(F a, F b) { return vminq_f32(a, b); }
inline F f_abs(F a) { return vabsq_f32(a); }
inline F f_round(F a) { return vrndnq_f32(a); }
/// a·2^n for whole n from −252 to 254: in two factors, since 2^128 is no float but a·2^128 may be one.
inline F f_ldexp(F a, F n) {
  const int32x4_t all = vcvtq_s32_f32(n), half = vshrq_n_s32(all, 1);
  const auto power = [](int32x4_t e) {
    return vreinterpretq_f32_s32(vshlq_n_s32(vaddq_s32(e, vdupq_n_s32(127)), 23));
  };
  return vmulq_f32(vmulq_f32(a, power(half)), power(vsubq_s32(all, half)));
}
/// x < bound ? a : b
inline F f_if_less(F x, F bound, F a, F b) { return vbslq_f32(vcltq_f32(x, bound), a, b); }
/// |magnitude| with the sign of sign.
inline F f_copysign(F magnitude, F sign) { return vbslq_f32(vdupq_n_u32(0x80000000u), sign, magnitude); }
/// Sums and maxima over lanes in a fixed order.
inline float f_hsum(F v) { return vaddvq_f32(v); }
inline float f_hmax(F v) { return vmaxvq_f32(v); }

/// 0, 1, 2, …
inline F f_iota() {
  static const float lanes[kF] = {0, 1, 2, 3};
  return vld1q_f32(lanes);
}
/// Lane i: the sum over the lanes of v(i), for i < kF.
template <class V>
inline F f_sum_each(V v) {
  const F a = vpaddq_f32(v(0), v(1)), b = vpaddq_f32(v(2), v(3));
  return vpaddq_f32(a, b);
}

inline F f_load_f16(const uint16_t* p) { return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(p))); }
inline F f_load_bf16(const uint16_t* p) { return vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(p), 16)); }
inline uint16x4_t load_u16_n(const uint16_t* p, int64_t n) {
  uint16x4_t v = vdup_n_u16(0);
  if (n > 0) v = vld1_lane_u16(p, v, 0);
  if (n > 1) v = vld1_lane_u16(p + 1, v, 1);
  if (n > 2) v = vld1_lane_u16(p + 2, v, 2);
  if (n > 3) v = vld1_lane_u16(p + 3, v, 3);
  return v;
}
inline F f_load_f16_n(const uint16_t* p, int64_t n) {
  return vcvt_f32_f16(vreinterpret_f16_u16(load_u16_n(p, n)));
}
inline F f_load_bf16_n(const uint16_t* p, int64_t n) {
  return vreinterpretq_f32_u32(vshll_n_u16(load_u16_n(p, n), 16));
}
inline void f_store_f16(uint16_t* p, F v) { vst1_u16(p, vreinterpret_u16_f16(vcvt_f16_f32(v))); }
inline F f_load_i8(const int8_t* p) {
  int32_t four;
  __builtin_memcpy(&four, p, 4);
  const int16x8_t v = vmovl_s8(vreinterpret_s8_s32(vdup_n_s32(four)));
  return vcvtq_f32_s32(vmovl_s16(vget_low_s16(v)));
}

/// Pairs of lanes (2i, 2i + 1), for the interleaved RoPE: exchange them; repeat each of kF / 2 floats; negate
/// the even ones.
inline F f_swap_pairs(F v) { return vrev64q_f32(v); }
inline F f_load_twice(const float* p) {
  const float32x2_t v = vld1_f32(p);
  return vcombine_f32(vdup_lane_f32(v, 0), vdup_lane_f32(v, 1));
}
inline F f_negate_even(F v) {
  return vreinterpretq_f32_u64(veorq_u64(vreinterpretq_u64_f32(v), vdupq_n_u64(0x80000000u)));
}

/// Largest |x[i]| of 32 as bits, so that infinities and NaNs come out on top.
inline uint32_t max_magnitude32(const float* x) {
  uint32x4_t top = vdupq_n_u32(0);
  for (int i = 0; i < 32; i += 4) top = vmaxq_u32(top, vreinterpretq_u32_f32(vabsq_f32(vld1q_f32(x + i))));
  return vmaxvq_u32(top);
}
/// q[i] = round(x[i]·s) of 32, and the sums of the two halves; |x·s| ≤ 127.
inline void quantize32(int8_t* q, int16_t* sums, const float* x, float s) {
  for (int half = 0; half < 2; ++half, x += 16, q += 16) {
    const auto four = [&](int i) { return vmovn_s32(vcvtnq_s32_f32(vmulq_n_f32(vld1q_f32(x + 4 * i), s))); };
    const int8x8_t a = vmovn_s16(vcombine_s16(four(0), four(1)));
    const int8x16_t bytes = vcombine_s8(a, vmovn_s16(vcombine_s16(four(2), four(3))));
    vst1q_s8(q, bytes);
    sums[half] = vaddlvq_s8(bytes);
  }
}

/// Sixteen rows of 32 bytes → eight rows of sixteen 4-byte columns.
inline void transpose_tile(uint8_t* out, size_t out_stride, const uint8_t* rows, size_t row_stride) {
  for (int r = 0; r < 16; r += 4, rows += 4 * row_stride, out += 16) {
    for (int c = 0; c < 2; ++c) {
      const auto row = [&](size_t i) {
        return vreinterpretq_u32_u8(vld1q_u8(rows + i * row_stride + 16 * c));
      };
      const uint32x4_t a = row(0), b = row(1), d = row(2), e = row(3);
      const uint64x2_t ab0 = vreinterpretq_u64_u32(vtrn1q_u32(a, b));  // columns 0 and 2 of rows 0, 1
      const uint64x2_t ab1 = vreinterpretq_u64_u32(vtrn2q_u32(a, b));  // 1 and 3
      const uint64x2_t de0 = vreinterpretq_u64_u32(vtrn1q_u32(d, e));
      const uint64x2_t de1 = vreinterpretq_u64_u32(vtrn2q_u32(d, e));
      uint8_t* at = out + static_cast<size_t>(4 * c) * out_stride;
      vst1q_u8(at, vreinterpretq_u8_u64(vtrn1q_u64(ab0, de0)));
      vst1q_u8(at + out_stride, vreinterpretq_u8_u64(vtrn1q_u64(ab1, de1)));
      vst1q_u8(at + 2 * out_stride, vreinterpretq_u8_u64(vtrn2q_u64(ab0, de0)));
      vst1q_u8(at + 3 * out_stride, vreinterpretq_u8_u64(vtrn2q_u64(ab1, de1)));
    }
  }
}

}  // namespace
}  // namespace ondol
