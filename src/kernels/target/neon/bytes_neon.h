// Thirty-two bytes at a time for the unpackers (common/decode.h) on AArch64's baseline; the words of
// common/bytes_x86.h.
#pragma once

#include <arm_neon.h>
#include <stdint.h>

namespace ondol {
namespace {

struct B {
  uint8x16_t lo, hi;
};

inline B b_load(const void* p) {
  const uint8_t* bytes = static_cast<const uint8_t*>(p);
  return {vld1q_u8(bytes), vld1q_u8(bytes + 16)};
}
inline void b_store(void* p, B v) {
  uint8_t* bytes = static_cast<uint8_t*>(p);
  vst1q_u8(bytes, v.lo);
  vst1q_u8(bytes + 16, v.hi);
}
/// 16 bytes → their low nibbles, then their high nibbles.
inline B b_load_nibbles(const void* p) {
  const uint8x16_t v = vld1q_u8(static_cast<const uint8_t*>(p));
  return {vandq_u8(v, vdupq_n_u8(15)), vshrq_n_u8(v, 4)};
}
inline B b_and(B a, int mask) {
  const uint8x16_t m = vdupq_n_u8(static_cast<uint8_t>(mask));
  return {vandq_u8(a.lo, m), vandq_u8(a.hi, m)};
}
inline B b_xor(B a, int mask) {
  const uint8x16_t m = vdupq_n_u8(static_cast<uint8_t>(mask));
  return {veorq_u8(a.lo, m), veorq_u8(a.hi, m)};
}
inline B b_sub(B a, int value) {
  const uint8x16_t v = vdupq_n_u8(static_cast<uint8_t>(value));
  return {vsubq_u8(a.lo, v), vsubq_u8(a.hi, v)};
}
inline B b_or(B a, B b) { return {vorrq_u8(a.lo, b.lo), vorrq_u8(a.hi, b.hi)}; }
/// Every byte by itself: nothing crosses, unlike on x86, where callers mask what did.
template <int n>
inline B b_shr(B a) {
  if constexpr (n == 0) return a;  // the instruction shifts by 1 to 8
  constexpr int by = n == 0 ? 1 : n;
  return {vshrq_n_u8(a.lo, by), vshrq_n_u8(a.hi, by)};
}
template <int n>
inline B b_shl(B a) {
  return {vshlq_n_u8(a.lo, n), vshlq_n_u8(a.hi, n)};
}
/// table[index] for indices below 16.
inline B b_lookup(const int8_t* table, B index) {
  const uint8x16_t t = vreinterpretq_u8_s8(vld1q_s8(table));
  return {vqtbl1q_u8(t, index.lo), vqtbl1q_u8(t, index.hi)};
}
/// Bit i of four little-endian bytes → byte i all ones or zero.
inline B b_bits(const uint8_t* p) {
  const uint8x8_t bit = vcreate_u8(0x8040201008040201ull);
  const uint8x16_t bits = vcombine_u8(bit, bit);
  return {vtstq_u8(vcombine_u8(vdup_n_u8(p[0]), vdup_n_u8(p[1])), bits),
          vtstq_u8(vcombine_u8(vdup_n_u8(p[2]), vdup_n_u8(p[3])), bits)};
}

inline float f16_scalar(uint16_t h) { return static_cast<float>(__builtin_bit_cast(__fp16, h)); }

/// out[i] = s·p[i], i < 8.
inline void scale_u8x8(float* out, const uint8_t* p, float s) {
  const uint16x8_t v = vmovl_u8(vld1_u8(p));
  vst1q_f32(out, vmulq_n_f32(vcvtq_f32_u32(vmovl_u16(vget_low_u16(v))), s));
  vst1q_f32(out + 4, vmulq_n_f32(vcvtq_f32_u32(vmovl_high_u16(v)), s));
}
inline void scale_i8x8(float* out, const int8_t* p, float s) {
  const int16x8_t v = vmovl_s8(vld1_s8(p));
  vst1q_f32(out, vmulq_n_f32(vcvtq_f32_s32(vmovl_s16(vget_low_s16(v))), s));
  vst1q_f32(out + 4, vmulq_n_f32(vcvtq_f32_s32(vmovl_high_s16(v)), s));
}

}  // namespace
}  // namespace ondol
