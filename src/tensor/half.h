// Conversions between float and the two 16-bit formats (IEEE 754 binary16, bfloat16), exact and portable.
// Included by kernel files of every instruction set: static functions only, no standard C++ header.
#pragma once

#include <stdint.h>

namespace ondol {

static inline float f32_from_bits(uint32_t bits) { return __builtin_bit_cast(float, bits); }
static inline uint32_t f32_bits(float x) { return __builtin_bit_cast(uint32_t, x); }

static inline float f16_to_f32(uint16_t h) {
  const uint32_t sign = static_cast<uint32_t>(h & 0x8000) << 16;
  const uint32_t magnitude = h & 0x7fff;
  // Exponent and mantissa land 112 too low; multiplying by 2^112 rebiases and makes denormals normal,
  // exactly.
  const uint32_t finite = f32_bits(f32_from_bits(magnitude << 13) * 0x1p112f);
  const uint32_t inf_or_nan = 0x7f800000 | (magnitude & 0x3ff) << 13;
  return f32_from_bits(sign |
                       (magnitude >= 0x7c00 ? inf_or_nan : finite));  // a select: loops stay vectorisable
}

/// Nearest, ties to even; beyond 65519.99 → infinity; NaN stays NaN.
static inline uint16_t f32_to_f16(float x) {
  const uint32_t bits = f32_bits(x);
  const uint16_t sign = static_cast<uint16_t>(bits >> 16 & 0x8000);
  const uint32_t magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;  // ≥ 65536
  if (magnitude < 0x38800000) {                       // below 2^-14: a multiple of 2^-24
    // Adding 0.5 aligns the last mantissa bit to 2^-24, so that the addition itself rounds to even.
    const float aligned = f32_from_bits(magnitude) + 0.5f;
    return sign | static_cast<uint16_t>(f32_bits(aligned) - 0x3f000000);
  }
  const uint32_t odd = magnitude >> 13 & 1;
  return sign | static_cast<uint16_t>((magnitude - 0x38000000 + 0xfff + odd) >> 13);
}

static inline float bf16_to_f32(uint16_t h) { return f32_from_bits(static_cast<uint32_t>(h) << 16); }

/// Nearest, ties to even; NaN becomes quiet.
static inline uint16_t f32_to_bf16(float x) {
  const uint32_t bits = f32_bits(x);
  if ((bits & 0x7fffffff) > 0x7f800000) return static_cast<uint16_t>((bits | 0x400000) >> 16);
  return static_cast<uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

}  // namespace ondol
