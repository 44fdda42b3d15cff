// Q8_0: 32 signed bytes with one scale, w = d·q.
// Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ8_0 {
  static constexpr int elems = 32;
  uint16_t d;  // f16
  int8_t q[32];
};
static_assert(sizeof(BlockQ8_0) == 34);

static inline void unpack(const BlockQ8_0& b, int8_t* q, float* scale, float* min) {
  for (int i = 0; i < 32; ++i) q[i] = b.q[i];
  scale[0] = scale[1] = f16_to_f32(b.d);
  min[0] = min[1] = 0.0f;
}

}  // namespace ondol
