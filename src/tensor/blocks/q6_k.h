// Q6_K: 256 six-bit values in 16 groups of 16 with signed 8-bit scales: w = d·sc·(q − 32).
// In each half of 128: low nibbles of elements 0–63 and 64–127 share bytes ql[0…63]; qh[i] holds, from its
// low bits up, the two high bits of elements i, i + 32, i + 64 and i + 96. Every block header gives unpack():
// w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ6_K {
  static constexpr int elems = 256;
  uint8_t ql[128];
  uint8_t qh[64];
  int8_t scales[16];
  uint16_t d;  // f16
};
static_assert(sizeof(BlockQ6_K) == 210);

static inline void unpack(const BlockQ6_K& b, int8_t* q, float* scale, float* min) {
  const float d = f16_to_f32(b.d);
  for (int g = 0; g < 16; ++g) {
    scale[g] = d * static_cast<float>(b.scales[g]);
    min[g] = 0.0f;
  }
  for (int h = 0; h < 2; ++h) {
    for (int s = 0; s < 4; ++s) {
      for (int i = 0; i < 32; ++i) {
        const int low = b.ql[64 * h + 32 * (s % 2) + i] >> (s / 2 * 4) & 15;
        const int high = b.qh[32 * h + i] >> (2 * s) & 3;
        q[128 * h + 32 * s + i] = static_cast<int8_t>((low | high << 4) - 32);
      }
    }
  }
}

}  // namespace ondol
