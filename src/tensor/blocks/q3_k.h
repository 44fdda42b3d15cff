// Q3_K: 256 three-bit values in 16 groups of 16 with 6-bit signed scales: w = d·(sc − 32)·(q − 4).
// Low two bits as in Q2_K. Bit b of hmask[i] is the third bit of element 32b + i.
// Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ3_K {
  static constexpr int elems = 256;
  uint8_t hmask[32];
  uint8_t q[64];
  uint8_t
      scales[12];  // low nibbles of scales 0–7 and 8–15 in bytes 0–7; two high bits of 4k + j in byte 8 + j
  uint16_t d;      // f16
};
static_assert(sizeof(BlockQ3_K) == 110);

/// The 6-bit scale of group g, 0…63 (offset 32).
static inline int q3_k_scale(const uint8_t* packed, int g) {
  return (packed[g % 8] >> (g / 8 * 4) & 15) | (packed[8 + g % 4] >> (g / 4 * 2) & 3) << 4;
}
static inline void q3_k_set_scale(uint8_t* packed, int g, int value) {
  packed[g % 8] = static_cast<uint8_t>(packed[g % 8] | (value & 15) << (g / 8 * 4));
  packed[8 + g % 4] = static_cast<uint8_t>(packed[8 + g % 4] | (value >> 4) << (g / 4 * 2));
}

static inline void unpack(const BlockQ3_K& b, int8_t* q, float* scale, float* min) {
  const float d = f16_to_f32(b.d);
  for (int g = 0; g < 16; ++g) {
    scale[g] = d * static_cast<float>(q3_k_scale(b.scales, g) - 32);
    min[g] = 0.0f;
  }
  for (int h = 0; h < 2; ++h) {
    for (int s = 0; s < 4; ++s) {
      for (int i = 0; i < 32; ++i) {
        const int low = b.q[32 * h + i] >> (2 * s) & 3;
        const int high = b.hmask[i] >> (4 * h + s) & 1;
        q[128 * h + 32 * s + i] = static_cast<int8_t>((low | high << 2) - 4);
      }
    }
  }
}

}  // namespace ondol
