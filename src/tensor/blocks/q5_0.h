// Q5_0: 32 five-bit values with one scale, w = d·(q − 16). Low nibbles as in Q4_0; bit i of qh is element i's
// fifth. Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification
// (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ5_0 {
  static constexpr int elems = 32;
  uint16_t d;     // f16
  uint8_t qh[4];  // little-endian 32-bit word; bytes, since the block is only 2-byte aligned
  uint8_t q[16];
};
static_assert(sizeof(BlockQ5_0) == 22);

static inline void unpack(const BlockQ5_0& b, int8_t* q, float* scale, float* min) {
  for (int i = 0; i < 16; ++i) {
    const int high_a = b.qh[i / 8] >> (i % 8) & 1;
    const int high_b = b.qh[2 + i / 8] >> (i % 8) & 1;
    q[i] = static_cast<int8_t>(((b.q[i] & 15) | high_a << 4) - 16);
    q[i + 16] = static_cast<int8_t>(((b.q[i] >> 4) | high_b << 4) - 16);
  }
  scale[0] = scale[1] = f16_to_f32(b.d);
  min[0] = min[1] = 0.0f;
}

}  // namespace ondol
