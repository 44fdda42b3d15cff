// Q4_0: 32 nibbles with one scale, w = d·(q − 8). Byte i holds elements i (low nibble) and i + 16 (high).
// Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ4_0 {
  static constexpr int elems = 32;
  uint16_t d;  // f16
  uint8_t q[16];
};
static_assert(sizeof(BlockQ4_0) == 18);

static inline void unpack(const BlockQ4_0& b, int8_t* q, float* scale, float* min) {
  for (int i = 0; i < 16; ++i) {
    q[i] = static_cast<int8_t>((b.q[i] & 15) - 8);
    q[i + 16] = static_cast<int8_t>((b.q[i] >> 4) - 8);
  }
  scale[0] = scale[1] = f16_to_f32(b.d);
  min[0] = min[1] = 0.0f;
}

}  // namespace ondol
