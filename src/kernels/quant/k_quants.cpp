// The 256-element types: fit (superblock.h), then pack by the layouts of tensor/blocks/.
#include <string.h>

#include "kernels/quant/quant.h"
#include "kernels/quant/superblock.h"

namespace ondol::quant {
namespace {

constexpr int n_elem = 256;

/// The block scaled to |x| ≤ 1, and its weights.
struct Prepared {
  float x[n_elem];
  float w[n_elem];
  float amax = 0.0f;
  bool any;
  Prepared(const float* values, const float* importance, Emphasis emphasis) {
    any = normalise<n_elem>(x, values, &amax);
    if (any) error_weights<n_elem>(w, x, importance, emphasis);
  }
};

template <class Grid>
int quantised(float x, float scale, float offset) {
  return static_cast<int>(Grid::nearest((x - offset) * reciprocal(scale)));
}

template <class Block, class Groups>
void quantize_affine(Block& out, Groups& groups, int* q, const float* x, const float* importance,
                     Emphasis emphasis) {
  memset(&out, 0, sizeof out);
  const Prepared block(x, importance, emphasis);
  if (block.any) groups.fit(block.x, block.w, block.amax);
  out.d = groups.d;
  out.dmin = groups.dmin;
  constexpr int n_group = sizeof groups.sc / sizeof groups.sc[0];
  for (int i = 0; i < n_elem; ++i) {
    const int g = i / (n_elem / n_group);
    const float scale = f16_to_f32(groups.d) * static_cast<float>(groups.sc[g]);
    const float min = f16_to_f32(groups.dmin) * static_cast<float>(groups.mn[g]);
    q[i] = quantised<typename Groups::Grid>(x[i], scale, -min);
  }
}

template <class Block, class Groups>
void quantize_scaled(Block& out, Groups& groups, const float* x, const float* importance, Emphasis emphasis) {
  memset(&out, 0, sizeof out);
  const Prepared block(x, importance, emphasis);
  if (block.any) groups.fit(block.x, block.w, block.amax);
  out.d = groups.d;
}

}  // namespace

void quantize(BlockQ2_K& out, const float* x, const float* weight) {
  AffineGroups<3, 16, 16, 15> groups;
  int q[n_elem];
  quantize_affine(out, groups, q, x, weight, Emphasis::large);
  for (int g = 0; g < 16; ++g) out.scales[g] = static_cast<uint8_t>(groups.sc[g] | groups.mn[g] << 4);
  for (int i = 0; i < n_elem; ++i) {
    uint8_t& byte = out.q[i / 128 * 32 + i % 32];
    byte = static_cast<uint8_t>(byte | q[i] << (i % 128 / 32 * 2));
  }
}

void quantize(BlockQ3_K& out, const float* x, const float* weight) {
  using Grid = Uniform<-4, 3>;
  ScaledGroups<Grid, 16, 16, -32, 31> groups;
  quantize_scaled(out, groups, x, weight, Emphasis::large);
  for (int g = 0; g < 16; ++g) q3_k_set_scale(out.scales, g, groups.sc[g] + 32);
  for (int i = 0; i < n_elem; ++i) {
    const int q = quantised<Grid>(x[i], f16_to_f32(out.d) * static_cast<float>(groups.sc[i / 16]), 0.0f) + 4;
    uint8_t& low = out.q[i / 128 * 32 + i % 32];
    low = static_cast<uint8_t>(low | (q & 3) << (i % 128 / 32 * 2));
    out.hmask[i % 32] = static_cast<uint8_t>(out.hmask[i % 32] | (q >> 2) << (i / 32));
  }
}

void quantize(BlockQ4_K& out, const float* x, const float* weight) {
  AffineGroups<15, 8, 32, 63> groups;
  int q[n_elem];
  quantize_affine(out, groups, q, x, weight, Emphasis::spread);
  for (int g = 0; g < 8; ++g) q4_k_set_scale_min(out.scales, g, groups.sc[g], groups.mn[g]);
  for (int i = 0; i < n_elem; ++i) {
    uint8_t& byte = out.q[i / 64 * 32 + i % 32];
    byte = static_cast<uint8_t>(byte | q[i] << (i % 64 / 32 * 4));
  }
}

void quantize(BlockQ5_K& out, const float* x, const float* weight) {
  AffineGroups<31, 8, 32, 63> groups;
  int q[n_elem];
  quantize_affine(out, groups, q, x, weight, Emphasis::spread);
  for (int g = 0; g < 8; ++g) q4_k_set_scale_min(out.scales, g, groups.sc[g], groups.mn[g]);
  for (int i = 0; i < n_elem; ++i) {
    uint8_t& byte = out.q[i / 64 * 32 + i % 32];
    byte = static_cast<uint8_t>(byte | (q[i] & 15) << (i % 64 / 32 * 4));
    out.qh[i % 32] = static_cast<uint8_t>(out.qh[i % 32] | (q[i] >> 4) << (i / 32));
  }
}

void quantize(BlockQ6_K& out, const float* x, const float* weight) {
  using Grid = Uniform<-32, 31>;
  ScaledGroups<Grid, 16, 16, -128, 127> groups;
  quantize_scaled(out, groups, x, weight, Emphasis::spread);
  for (int g = 0; g < 16; ++g) out.scales[g] = static_cast<int8_t>(groups.sc[g]);
  for (int i = 0; i < n_elem; ++i) {
    const int q = quantised<Grid>(x[i], f16_to_f32(out.d) * static_cast<float>(groups.sc[i / 16]), 0.0f) + 32;
    uint8_t& low = out.ql[i / 128 * 64 + i % 64];
    uint8_t& high = out.qh[i / 128 * 32 + i % 32];
    low = static_cast<uint8_t>(low | (q & 15) << (i % 128 / 64 * 4));
    high = static_cast<uint8_t>(high | (q >> 4) << (i % 128 / 32 * 2));
  }
}

void quantize(BlockIQ4_XS& out, const float* x, const float* weight) {
  ScaledGroups<Iq4Grid, 8, 32, -32, 31> groups;
  quantize_scaled(out, groups, x, weight, Emphasis::spread);
  for (int g = 0; g < 8; ++g) {
    const int sc = groups.sc[g] + 32;
    out.scales_l[g / 2] = static_cast<uint8_t>(out.scales_l[g / 2] | (sc & 15) << (g % 2 * 4));
    out.scales_h = static_cast<uint16_t>(out.scales_h | (sc >> 4) << (2 * g));
    const float inverse = reciprocal(f16_to_f32(out.d) * static_cast<float>(groups.sc[g]));
    for (int i = 0; i < 16; ++i) {
      out.q[16 * g + i] = static_cast<uint8_t>(Iq4Grid::index_of(x[32 * g + i] * inverse) |
                                               Iq4Grid::index_of(x[32 * g + 16 + i] * inverse) << 4);
    }
  }
}

}  // namespace ondol::quant
