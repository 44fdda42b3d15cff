// Q4_K: 256 nibbles in 8 groups of 32, each with a 6-bit scale and a 6-bit min: w = d·sc·q − dmin·mn.
// Byte 32p + i holds elements 64p + i (low nibble) and 64p + 32 + i (high). Q5_K packs its scales the same
// way. Every block header gives unpack(): w[i] = scale[i/16]·q[i] − min[i/16]. Layout: GGUF specification
// (ggml).
#pragma once

#include <stdint.h>

#include "tensor/half.h"

namespace ondol {

struct BlockQ4_K {
  static constexpr int elems = 256;
  uint16_t d;          // f16, multiplies the scales
  uint16_t dmin;       // f16, multiplies the mins
  uint8_t scales[12];  // see q4_k_scale_min
  uint8_t q[128];
};
static_assert(sizeof(BlockQ4_K) == 144);

/// 6-bit scale and min of group g < 8. Groups 0–3: six low bits of bytes g and g + 4. Groups 4–7: low four
/// bits of scale and min in the nibbles of byte g + 4, their two high bits atop bytes g − 4 and g.
static inline void q4_k_scale_min(const uint8_t* packed, int g, int* scale, int* min) {
  if (g < 4) {
    *scale = packed[g] & 63;
    *min = packed[g + 4] & 63;
  } else {
    *scale = (packed[g + 4] & 15) | packed[g - 4] >> 6 << 4;
    *min = packed[g + 4] >> 4 | packed[g] >> 6 << 4;
  }
}
/// Into zeroed bytes.
static inline void q4_k_set_scale_min(uint8_t* packed, int g, int scale, int min) {
  if (g < 4) {
    packed[g] = static_cast<uint8_t>(packed[g] | scale);
    packed[g + 4] = static_cast<uint8_t>(packed[g + 4] | min);
  } else {
    packed[g + 4] = static_cast<uint8_t>((scale & 15) | (min & 15) << 4);
    packed[g - 4] = static_cast<uint8_t>(packed[g - 4] | scale >> 4 << 6);
    packed[g] = static_cast<uint8_t>(packed[g] | min >> 4 << 6);
  }
}

static inline void unpack(const BlockQ4_K& b, int8_t* q, float* scale, float* min) {
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
      q[64 * p + i] = static_cast<int8_t>(b.q[32 * p + i] & 15);
      q[64 * p + 32 + i] = static_cast<int8_t>(b.q[32 * p + i] >> 4);
    }
  }
}

}  // namespace ondol
