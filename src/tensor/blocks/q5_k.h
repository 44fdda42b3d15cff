// Q5_K: 256 five-bit values in 8 groups of 32; scales, mins and nibbles as in Q4_K. Bit b of qh[i] is the
// fifth bit of element 32b + i. w = d·sc·q − dmin·mn.
// Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/blocks/q4_k.h"
#include "tensor/half.h"

namespace ondol {

struct BlockQ5_K {
  static constexpr int elems = 256;
  uint16_t d;     // f16, multiplies the scales
  uint16_t dmin;  // f16, multiplies the mins
  uint8_t scales[12];
  uint8_t qh[32];
  uint8_t q[128];
};
static_assert(sizeof(BlockQ5_K) == 176);

static inline void unpack(const BlockQ5_K& b, int8_t* q, float* scale, float* min) {
  const float d = f16_to_f32(b.d);
  const float dmin = f16_to_f32(b.dmin);
  for (int g = 0; g < 8; ++g) {
    int sc, mn;
    q4_k_scale_min(b.scales, g, &sc, &mn);
    scale[2 * g] = scale[2 * g + 1] = d * static_cast<float>(sc);
    min[2 * g] = min[2 * g + 1] = dmin * static_cast<float>(mn);
  }
  for (int p = 0; p < 4; ++p) {
    for (int i = 0; i < 32; ++i) {
      const int high_a = b.qh[i] >> (2 * p) & 1;
      const int high_b = b.qh[i] >> (2 * p + 1) & 1;
      q[64 * p + i] = static_cast<int8_t>((b.q[32 * p + i] & 15) | high_a << 4);
      q[64 * p + 32 + i] = static_cast<int8_t>((b.q[32 * p + i] >> 4) | high_b << 4);
    }
  }
}

}  // namespace ondol
