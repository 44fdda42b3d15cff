// The 32-element types. Without importance they follow the GGUF conventions to the bit (extreme value → end
// of the range, then truncation of q + ½), so that files equal those of other tools.
#include "kernels/quant/quant.h"
#include "kernels/quant/superblock.h"

namespace ondol::quant {
namespace {

/// 0 for a zero d and for one so small that 1/d overflows: f16 would store it as 0 anyway.
float inverse_or_zero(float d) {
  const float inverse = 1.0f / d;
  return inverse >= -0x1.fffffep127f && inverse <= 0x1.fffffep127f ? inverse : 0.0f;
}
/// Truncates into [0, top]; NaN becomes 0.
int truncate(float q, int top) {
  if (!(q > 0.0f)) return 0;
  return q < static_cast<float>(top) ? static_cast<int>(q) : top;
}

/// The value of largest magnitude, with its sign; the first of equals.
float extreme(const float* x) {
  float best = x[0];
  for (int i = 1; i < 32; ++i) {
    if (__builtin_fabsf(x[i]) > __builtin_fabsf(best)) best = x[i];
  }
  return best;
}

/// q in [0, 2·half): x ≈ d·(q − half), stored d returned.
uint16_t symmetric(int* q, const float* x, int half) {
  const float d = extreme(x) / static_cast<float>(-half);
  const float inverse = inverse_or_zero(d);
  for (int i = 0; i < 32; ++i) {
    q[i] = truncate(x[i] * inverse + (static_cast<float>(half) + 0.5f), 2 * half - 1);
  }
  return f32_to_f16(d);
}

/// q in [0, top]: x ≈ d·q + m, stored d returned.
uint16_t affine(int* q, uint16_t* m, const float* x, int top) {
  float low = x[0];
  float high = x[0];
  for (int i = 1; i < 32; ++i) {
    low = x[i] < low ? x[i] : low;
    high = x[i] > high ? x[i] : high;
  }
  const float d = (high - low) / static_cast<float>(top);
  const float inverse = inverse_or_zero(d);
  for (int i = 0; i < 32; ++i) q[i] = truncate((x[i] - low) * inverse + 0.5f, top);
  *m = f32_to_f16(low);
  return f32_to_f16(d);
}

/// One block scaled to |x| ≤ 1 with the weights of its errors, for the searched fits.
struct Searched {
  float x[32];
  float w[32];
  float amax = 0.0f;
  bool any;
  Searched(const float* values, const float* importance) {
    any = normalise<32>(x, values, &amax);
    if (any) error_weights<32>(w, x, importance, Emphasis::spread);
  }
};

/// q in [0, 2·half): x ≈ d·(q − half), stored d returned.
template <int Half>
uint16_t symmetric_searched(int* q, const float* x, const float* importance) {
  using Grid = Uniform<-Half, Half - 1>;
  const Searched block(x, importance);
  const float scale = block.any ? fit_scale<Grid, 32>(block.x, block.w) : 0.0f;
  const uint16_t d = stored_factor(scale * block.amax);
  const float inverse = reciprocal(f16_to_f32(d));
  for (int i = 0; i < 32; ++i) q[i] = static_cast<int>(Grid::nearest(x[i] * inverse)) + Half;
  return d;
}

/// q in [0, Top]: x ≈ d·q + m, stored d returned.
template <int Top>
uint16_t affine_searched(int* q, uint16_t* m, const float* x, const float* importance) {
  const Searched block(x, importance);
  const Affine fit = block.any ? fit_affine<Top, 32, false>(block.x, block.w) : Affine{};
  const uint16_t d = stored_factor(fit.scale * block.amax);
  *m = stored_factor(fit.offset * block.amax);
  const float inverse = reciprocal(f16_to_f32(d));
  const float offset = f16_to_f32(*m);
  for (int i = 0; i < 32; ++i) q[i] = static_cast<int>(Uniform<0, Top>::nearest((x[i] - offset) * inverse));
  return d;
}

void pack_nibbles(uint8_t* out, const int* q) {
  for (int i = 0; i < 16; ++i) out[i] = static_cast<uint8_t>((q[i] & 15) | (q[i + 16] & 15) << 4);
}
void pack_fifth_bits(uint8_t* out, const int* q) {
  for (int i = 0; i < 4; ++i) out[i] = 0;
  for (int i = 0; i < 32; ++i) out[i / 8] = static_cast<uint8_t>(out[i / 8] | (q[i] >> 4) << (i % 8));
}

}  // namespace

void quantize(BlockQ8_0& out, const float* x, const float*) {
  const float d = __builtin_fabsf(extreme(x)) / 127.0f;
  const float inverse = inverse_or_zero(d);
  out.d = f32_to_f16(d);
  for (int i = 0; i < 32; ++i) {
    const float q = x[i] * inverse;
    const int magnitude = truncate(__builtin_fabsf(q) + 0.5f, 127);  // half away from zero
    out.q[i] = static_cast<int8_t>(q < 0.0f ? -magnitude : magnitude);
  }
}

void quantize(BlockQ4_0& out, const float* x, const float* weight) {
  int q[32];
  out.d = weight != nullptr ? symmetric_searched<8>(q, x, weight) : symmetric(q, x, 8);
  pack_nibbles(out.q, q);
}

void quantize(BlockQ4_1& out, const float* x, const float* weight) {
  int q[32];
  out.d = weight != nullptr ? affine_searched<15>(q, &out.m, x, weight) : affine(q, &out.m, x, 15);
  pack_nibbles(out.q, q);
}

void quantize(BlockQ5_0& out, const float* x, const float* weight) {
  int q[32];
  out.d = weight != nullptr ? symmetric_searched<16>(q, x, weight) : symmetric(q, x, 16);
  pack_nibbles(out.q, q);
  pack_fifth_bits(out.qh, q);
}

void quantize(BlockQ5_1& out, const float* x, const float* weight) {
  int q[32];
  out.d = weight != nullptr ? affine_searched<31>(q, &out.m, x, weight) : affine(q, &out.m, x, 31);
  pack_nibbles(out.q, q);
  pack_fifth_bits(out.qh, q);
}

void quantize(BlockIQ4_NL& out, const float* x, const float* weight) {
  const Searched block(x, weight);
  const float scale = block.any ? fit_scale<Iq4Grid, 32>(block.x, block.w) : 0.0f;
  out.d = stored_factor(scale * block.amax);
  const float inverse = reciprocal(f16_to_f32(out.d));
  for (int i = 0; i < 16; ++i) {
    out.q[i] =
        static_cast<uint8_t>(Iq4Grid::index_of(x[i] * inverse) | Iq4Grid::index_of(x[i + 16] * inverse) << 4);
  }
}

}  // namespace ondol::quant
