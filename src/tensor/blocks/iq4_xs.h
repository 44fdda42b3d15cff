// IQ4_XS: 256 indices into the IQ4 table in 8 groups of 32 with 6-bit signed scales: w = d·(sc −
// 32)·table[q]. In each group, nibbles as in Q4_0: byte 16g + i holds elements 32g + i and 32g + 16 + i.
// Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/blocks/iq4_nl.h"
#include "tensor/half.h"

namespace ondol {

struct BlockIQ4_XS {
  static constexpr int elems = 256;
  uint16_t d;           // f16
  uint16_t scales_h;    // two high bits of group g's scale at bit 2g
  uint8_t scales_l[4];  // four low bits, two groups a byte
  uint8_t q[128];
};
static_assert(sizeof(BlockIQ4_XS) == 136);

static inline void unpack(const BlockIQ4_XS& b, int8_t* q, float* scale, float* min) {
  const float d = f16_to_f32(b.d);
  for (int g = 0; g < 8; ++g) {
    const int sc = (b.scales_l[g / 2] >> (g % 2 * 4) & 15) | (b.scales_h >> (2 * g) & 3) << 4;
    scale[2 * g] = scale[2 * g + 1] = d * static_cast<float>(sc - 32);
    min[2 * g] = min[2 * g + 1] = 0.0f;
    for (int i = 0; i < 16; ++i) {
      q[32 * g + i] = iq4_values[b.q[16 * g + i] & 15];
      q[32 * g + 16 + i] = iq4_values[b.q[16 * g + i] >> 4];
    }
  }
}

}  // namespace ondol
