// Q5_1: 32 five-bit values with scale and offset, w = d·q + m. Bits placed as in Q5_0.
// Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ5_1 {
  static constexpr int elems = 32;
  uint16_t d;     // f16
  uint16_t m;     // f16, added
  uint8_t qh[4];  // little-endian 32-bit word
  uint8_t q[16];
};
static_assert(sizeof(BlockQ5_1) == 24);

static inline void unpack(const BlockQ5_1& b, int8_t* q, float* scale, float* min) {
  for (int i = 0; i < 16; ++i) {
    const int high_a = b.qh[i / 8] >> (i % 8) & 1;
    const int high_b = b.qh[2 + i / 8] >> (i % 8) & 1;
    q[i] = static_cast<int8_t>((b.q[i] & 15) | high_a << 4);
    q[i + 16] = static_cast<int8_t>((b.q[i] >> 4) | high_b << 4);
  }
  scale[0] = scale[1] = f16_to_f32(b.d);
  min[0] = min[1] = -f16_to_f32(b.m);
}

}  // namespace ondol
