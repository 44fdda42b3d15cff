// IQ4_NL: 32 indices into a fixed table of 16 unevenly spaced values, one scale: w = d·table[q]. Nibbles as
// in Q4_0. Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification
// (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

/// The table belongs to the format (GGUF); IQ4_XS uses it too.
static constexpr int8_t iq4_values[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                          1,    13,   25,  38,  53,  69,  89,  113};

struct BlockIQ4_NL {
  static constexpr int elems = 32;
  uint16_t d;  // f16
  uint8_t q[16];
};
static_assert(sizeof(BlockIQ4_NL) == 18);

static inline void unpack(const BlockIQ4_NL& b, int8_t* q, float* scale, float* min) {
  for (int i = 0; i < 16; ++i) {
    q[i] = iq4_values[b.q[i] & 15];
    q[i + 16] = iq4_values[b.q[i] >> 4];
  }
  scale[0] = scale[1] = f16_to_f32(b.d);
  min[0] = min[1] = 0.0f;
}

}  // namespace ondol
