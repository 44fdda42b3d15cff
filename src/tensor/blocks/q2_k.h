// Q2_K: 256 two-bit values in 16 groups of 16, each with a 4-bit scale and a 4-bit min: w = d·sc·q − dmin·mn.
// Byte 32h + i holds, from its low bits up, elements 128h + i, +32, +64 and +96.
// Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ2_K {
  static constexpr int elems = 256;
  uint8_t scales[16];  // low nibble: scale, high nibble: min
  uint8_t q[64];
  uint16_t d;     // f16, multiplies the scales
  uint16_t dmin;  // f16, multiplies the mins
};
static_assert(sizeof(BlockQ2_K) == 84);

static inline void unpack(const BlockQ2_K& b, int8_t* q, float* scale, float* min) {
  const float d = f16_to_f32(b.d);
  const float dmin = f16_to_f32(b.dmin);
  for (int g = 0; g < 16; ++g) {
    scale[g] = d * static_cast<float>(b.scales[g] & 15);
    min[g] = dmin * static_cast<float>(b.scales[g] >> 4);
  }
  for (int h = 0; h < 2; ++h) {
    for (int s = 0; s < 4; ++s) {
      for (int i = 0; i < 32; ++i) {
        q[128 * h + 32 * s + i] = static_cast<int8_t>(b.q[32 * h + i] >> (2 * s) & 3);
      }
    }
  }
}

}  // namespace ondol
