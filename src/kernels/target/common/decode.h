// Every quantised block, 32 values at a time, as bytes: w = d[g]·(byte − kOffset) + m[g], g counting groups
// of kGroup values. Written once over the 32-byte vocabulary (bytes_x86.h, bytes_neon.h), which the including
// target brings; layouts as in tensor/blocks. Knows nothing of activations.
#pragma once

#include <stdint.h>

#include "tensor/blocks.h"

namespace ondol {
namespace {

/// kWide: bytes are signed and use the whole range (kBits is 8); otherwise 0 ≤ byte < 2^kBits.
/// kMin: scales() also writes m; without it m is zero and m[] is left alone.
template <class Block>
struct Decode;

template <>
struct Decode<BlockQ4_0> {
  static constexpr int kGroup = 32, kOffset = 8, kBits = 4;
  static constexpr bool kWide = false, kMin = false;
  template <int J>
  static B q(const BlockQ4_0& b) {
    return b_load_nibbles(b.q);
  }
  static void scales(const BlockQ4_0& b, float* d, float*) { d[0] = f16_scalar(b.d); }
};

template <>
struct Decode<BlockQ4_1> {
  static constexpr int kGroup = 32, kOffset = 0, kBits = 4;
  static constexpr bool kWide = false, kMin = true;
  template <int J>
  static B q(const BlockQ4_1& b) {
    return b_load_nibbles(b.q);
  }
  static void scales(const BlockQ4_1& b, float* d, float* m) {
    d[0] = f16_scalar(b.d);
    m[0] = f16_scalar(b.m);
  }
};

template <>
struct Decode<BlockQ5_0> {
  static constexpr int kGroup = 32, kOffset = 16, kBits = 5;
  static constexpr bool kWide = false, kMin = false;
  template <int J>
  static B q(const BlockQ5_0& b) {
    return b_or(b_load_nibbles(b.q), b_and(b_bits(b.qh), 16));
  }
  static void scales(const BlockQ5_0& b, float* d, float*) { d[0] = f16_scalar(b.d); }
};

template <>
struct Decode<BlockQ5_1> {
  static constexpr int kGroup = 32, kOffset = 0, kBits = 5;
  static constexpr bool kWide = false, kMin = true;
  template <int J>
  static B q(const BlockQ5_1& b) {
    return b_or(b_load_nibbles(b.q), b_and(b_bits(b.qh), 16));
  }
  static void scales(const BlockQ5_1& b, float* d, float* m) {
    d[0] = f16_scalar(b.d);
    m[0] = f16_scalar(b.m);
  }
};

template <>
struct Decode<BlockQ8_0> {
  static constexpr int kGroup = 32, kOffset = 0, kBits = 8;
  static constexpr bool kWide = true, kMin = false;
  template <int J>
  static B q(const BlockQ8_0& b) {
    return b_load(b.q);
  }
  static void scales(const BlockQ8_0& b, float* d, float*) { d[0] = f16_scalar(b.d); }
};

template <>
struct Decode<BlockIQ4_NL> {
  static constexpr int kGroup = 32, kOffset = 0, kBits = 8;
  static constexpr bool kWide = true, kMin = false;
  template <int J>
  static B q(const BlockIQ4_NL& b) {
    return b_lookup(iq4_values, b_load_nibbles(b.q));
  }
  static void scales(const BlockIQ4_NL& b, float* d, float*) { d[0] = f16_scalar(b.d); }
};

template <>
struct Decode<BlockIQ4_XS> {
  static constexpr int kGroup = 32, kOffset = 0, kBits = 8;
  static constexpr bool kWide = true, kMin = false;
  template <int J>
  static B q(const BlockIQ4_XS& b) {
    return b_lookup(iq4_values, b_load_nibbles(b.q + 16 * J));
  }
  static void scales(const BlockIQ4_XS& b, float* d, float*) {
    int8_t sc[8];
    for (int g = 0; g < 8; ++g) {
      const int low = b.scales_l[g / 2] >> (g % 2 * 4) & 15;
      sc[g] = static_cast<int8_t>((low | (b.scales_h >> (2 * g) & 3) << 4) - 32);
    }
    scale_i8x8(d, sc, f16_scalar(b.d));
  }
};

/// Scales and mins of Q4_K and Q5_K as 8 + 8 bytes: four 6-bit fields at a time in 32-bit words
/// (q4_k_scale_min says which bits go where).
inline void split_k_scales(const uint8_t* packed, uint8_t* out) {
  uint32_t w[3];
  __builtin_memcpy(w, packed, 12);
  const uint32_t parts[4] = {w[0] & 0x3f3f3f3f, (w[2] & 0x0f0f0f0f) | (w[0] >> 2 & 0x30303030),
                             w[1] & 0x3f3f3f3f, (w[2] >> 4 & 0x0f0f0f0f) | (w[1] >> 2 & 0x30303030)};
  __builtin_memcpy(out, parts, 16);
}

template <class Block, int kCodeBits>
struct DecodeK4 {
  static constexpr int kGroup = 32, kOffset = 0, kBits = kCodeBits;
  static constexpr bool kWide = false, kMin = true;
  static void scales(const Block& b, float* d, float* m) {
    uint8_t sc[16];
    split_k_scales(b.scales, sc);
    scale_u8x8(d, sc, f16_scalar(b.d));
    scale_u8x8(m, sc + 8, -f16_scalar(b.dmin));
  }
};

template <>
struct Decode<BlockQ4_K> : DecodeK4<BlockQ4_K, 4> {
  template <int J>
  static B q(const BlockQ4_K& b) {
    return b_and(b_shr<J % 2 * 4>(b_load(b.q + J / 2 * 32)), 15);
  }
};

template <>
struct Decode<BlockQ5_K> : DecodeK4<BlockQ5_K, 5> {
  template <int J>
  static B q(const BlockQ5_K& b) {
    const B high = b_and(b_load(b.qh), 1 << J);
    const B low = b_and(b_shr<J % 2 * 4>(b_load(b.q + J / 2 * 32)), 15);
    if constexpr (J < 4) return b_or(low, b_shl<4 - J>(high));
    return b_or(low, b_shr < J < 4 ? 0 : J - 4 > (high));
  }
};

template <>
struct Decode<BlockQ2_K> {
  static constexpr int kGroup = 16, kOffset = 0, kBits = 2;
  static constexpr bool kWide = false, kMin = true;
  template <int J>
  static B q(const BlockQ2_K& b) {
    return b_and(b_shr<J % 4 * 2>(b_load(b.q + J / 4 * 32)), 3);
  }
  static void scales(const BlockQ2_K& b, float* d, float* m) {
    uint8_t sc[32];
    for (int i = 0; i < 16; ++i) {
      sc[i] = b.scales[i] & 15;
      sc[16 + i] = b.scales[i] >> 4;
    }
    const float scale = f16_scalar(b.d), min = -f16_scalar(b.dmin);
    for (int i = 0; i < 16; i += 8) {
      scale_u8x8(d + i, sc + i, scale);
      scale_u8x8(m + i, sc + 16 + i, min);
    }
  }
};

template <>
struct Decode<BlockQ3_K> {
  static constexpr int kGroup = 16, kOffset = 4, kBits = 3;
  static constexpr bool kWide = false, kMin = false;
  template <int J>
  static B q(const BlockQ3_K& b) {
    const B low = b_and(b_shr<J % 4 * 2>(b_load(b.q + J / 4 * 32)), 3);
    const B high = b_and(b_load(b.hmask), 1 << J);
    if constexpr (J < 2) return b_or(low, b_shl<2 - J>(high));
    return b_or(low, b_shr < J < 2 ? 0 : J - 2 > (high));
  }
  static void scales(const BlockQ3_K& b, float* d, float*) {
    int8_t sc[16];
    for (int g = 0; g < 16; ++g) sc[g] = static_cast<int8_t>(q3_k_scale(b.scales, g) - 32);
    const float scale = f16_scalar(b.d);
    scale_i8x8(d, sc, scale);
    scale_i8x8(d + 8, sc + 8, scale);
  }
};

template <>
struct Decode<BlockQ6_K> {
  static constexpr int kGroup = 16, kOffset = 32, kBits = 6;
  static constexpr bool kWide = false, kMin = false;
  template <int J>
  static B q(const BlockQ6_K& b) {
    const B low = b_and(b_shr<J % 4 / 2 * 4>(b_load(b.ql + J / 4 * 64 + J % 2 * 32)), 15);
    const B high = b_and(b_load(b.qh + J / 4 * 32), 3 << (J % 4 * 2));
    if constexpr (J % 4 < 2) return b_or(low, b_shl < J % 4 < 2 ? 4 - J % 4 * 2 : 0 > (high));
    return b_or(low, b_shr < J % 4 < 2 ? 0 : J % 4 * 2 - 4 > (high));
  }
  static void scales(const BlockQ6_K& b, float* d, float*) {
    const float scale = f16_scalar(b.d);
    scale_i8x8(d, b.scales, scale);
    scale_i8x8(d + 8, b.scales + 8, scale);
  }
};

}  // namespace
}  // namespace ondol
