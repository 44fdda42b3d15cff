// Norms, activations, softmax, RoPE and quantisation of activations and cache rows, over the target's
// vocabulary (simd.h). out may be the same array as an input, never a shifted one.
#pragma once

#include "kernels/kernels.h"
#include "kernels/target/common/exp.h"
#include "kernels/target/common/unroll.h"
#include "tensor/blocks/q8_0.h"
#include "tensor/half.h"

namespace ondol {
namespace {

void rms_norm(float* out, const float* x, const float* weight, int64_t n, float eps) {
  F sum0 = f_zero(), sum1 = f_zero();
  int64_t i = 0;
  for (; i + 2 * kF <= n; i += 2 * kF) {
    const F a = f_load(x + i), b = f_load(x + i + kF);
    sum0 = f_fma(a, a, sum0);
    sum1 = f_fma(b, b, sum1);
  }
  for (; i < n; i += kF) {
    const F a = f_load_upto(x + i, n - i);
    sum0 = f_fma(a, a, sum0);
  }
  const float mean = f_hsum(f_add(sum0, sum1)) / static_cast<float>(n);
  const F inverse = f_set(1.0f / __builtin_sqrtf(mean + eps));
  if (weight == nullptr) {
    map1(out, x, n, [&](F a) { return f_mul(a, inverse); });
  } else {
    map2(out, x, weight, n, [&](F a, F w) { return f_mul(f_mul(a, inverse), w); });
  }
}

void add(float* out, const float* a, const float* b, int64_t n) {
  map2(out, a, b, n, [](F x, F y) { return f_add(x, y); });
}

void scale(float* x, float s, int64_t n) {
  const F factor = f_set(s);
  map1(x, x, n, [&](F v) { return f_mul(v, factor); });
}

void silu_mul(float* out, const float* gate, const float* up, int64_t n) {
  // exp(−x) may overflow to infinity: x / inf = −0, which is the limit.
  map2(out, gate, up, n,
       [](F g, F u) { return f_mul(f_div(g, f_add(f_set(1.0f), f_exp(f_sub(f_zero(), g)))), u); });
}

void gelu_tanh_mul(float* out, const float* gate, const float* up, int64_t n) {
  map2(out, gate, up, n, [](F x, F u) {
    const F cubic = f_fma(f_mul(x, x), f_set(0.044715f), f_set(1.0f));
    const F inner = f_mul(f_mul(f_set(0.7978845608028654f), x), cubic);
    return f_mul(f_mul(f_mul(f_set(0.5f), x), f_add(f_set(1.0f), f_tanh(inner))), u);
  });
}

void softcap(float* x, float cap, int64_t n) {
  map1(x, x, n, [&](F v) { return f_mul(f_set(cap), f_tanh(f_div(v, f_set(cap)))); });
}

float softmax(float* x, int64_t n) {
  const float top = max_of(x, n);
  const F shift = f_set(top);
  F sum = f_zero();
  int64_t i = 0;
  for (; i + kF <= n; i += kF) {
    const F e = f_exp(f_sub(f_load(x + i), shift));
    sum = f_add(sum, e);
    f_store(x + i, e);
  }
  if (i < n) {
    const F e = f_exp(f_sub(f_load_n(x + i, n - i), shift));
    f_store_n(x + i, e, n - i);
    sum = f_add(sum, f_load_n(x + i, n - i));  // again, for the zeros above
  }
  const float total = f_hsum(sum);
  scale(x, 1.0f / total, n);
  return top + __builtin_logf(total);
}

void rope_neox(float* x, int64_t half, const float* cos, const float* sin) {
  for (int64_t i = 0; i < half; i += kF) {
    const int64_t n = half - i;
    const F a = f_load_upto(x + i, n), b = f_load_upto(x + half + i, n);
    const F c = f_load_upto(cos + i, n), s = f_load_upto(sin + i, n);
    f_store_upto(x + i, f_fnma(b, s, f_mul(a, c)), n);
    f_store_upto(x + half + i, f_fma(a, s, f_mul(b, c)), n);
  }
}

void rope_pairs(float* x, int64_t half, const float* cos, const float* sin) {
  int64_t i = 0;
  for (; i + kF / 2 <= half; i += kF / 2) {
    const F v = f_load(x + 2 * i);
    const F c = f_load_twice(cos + i), s = f_load_twice(sin + i);
    f_store(x + 2 * i, f_fma(f_swap_pairs(v), f_negate_even(s), f_mul(v, c)));
  }
  for (; i < half; ++i) {
    const float a = x[2 * i], b = x[2 * i + 1];
    x[2 * i] = a * cos[i] - b * sin[i];
    x[2 * i + 1] = a * sin[i] + b * cos[i];
  }
}

void rope(float* x, int64_t n_head, int64_t d_head, int64_t n_rot, const float* cos, const float* sin,
          bool neox) {
  for (int64_t h = 0; h < n_head; ++h, x += d_head) {
    if (neox) {
      rope_neox(x, n_rot / 2, cos, sin);
    } else {
      rope_pairs(x, n_rot / 2, cos, sin);
    }
  }
}

/// How 32 values become bytes: d = amax/127, codes = x·inverse rounded to even. inverse 0: the codes are zero
/// and d says why (zeros and denormals: 0, anything not finite: NaN).
struct ByteScale {
  float d, inverse;
  explicit ByteScale(const float* x) {
    const uint32_t top = max_magnitude32(x);  // by its bits, so that NaN and infinity come out on top
    const float amax = f32_from_bits(top);
    inverse = 127.0f / amax;
    const bool finite = top < 0x7f800000;
    if (finite && inverse <= 0x1.fffffep127f) {
      d = amax / 127.0f;
    } else {
      d = finite ? 0.0f : f32_from_bits(0x7fc00000);
      inverse = 0.0f;
    }
  }
};

/// Same bits as the scalar one.
void quantize_act(void* act, const float* x, int64_t n) {
  int8_t* q = static_cast<int8_t*>(act);
  float* d = reinterpret_cast<float*>(q + n);
  int16_t* sums = reinterpret_cast<int16_t*>(d + n / 32);
  for (int64_t b = 0; b < n / 32; ++b) {
    const ByteScale scale(x + 32 * b);
    d[b] = scale.d;
    if (scale.inverse != 0.0f) {
      quantize32(q + 32 * b, sums + 2 * b, x + 32 * b, scale.inverse);
    } else {
      __builtin_memset(q + 32 * b, 0, 32);
      sums[2 * b] = sums[2 * b + 1] = 0;
    }
  }
}

/// Same bits as the scalar one.
void quantize_residual(void* residual, const float* x, const void* act, int64_t n) {
  const Act first(act, n);
  int8_t* q = static_cast<int8_t*>(residual);
  float* d = reinterpret_cast<float*>(q + n);
  int16_t* sums = reinterpret_cast<int16_t*>(d + n / 32);
  for (int64_t b = 0; b < n / 32; ++b) {
    d[b] = first.d[b] / 254.0f;
    const float inverse = 254.0f / first.d[b];
    if (!(inverse <= 0x1.fffffep127f)) {  // no scale, or NaN, or so small that nothing is left of it
      __builtin_memset(q + 32 * b, 0, 32);
      sums[2 * b] = sums[2 * b + 1] = 0;
      continue;
    }
    float rest[32];
    const F scale = f_set(first.d[b]);
    for (int i = 0; i < 32; i += kF) {
      const F rounded = f_mul(scale, f_load_i8(first.q + 32 * b + i));
      f_store(rest + i, f_sub(f_load(x + 32 * b + i), rounded));
    }
    quantize32(q + 32 * b, sums + 2 * b, rest, inverse);
  }
}

void store_kv(KvType type, void* row, const float* x, int64_t d_head) {
  if (type == KvType::f16) {
    uint16_t* out = static_cast<uint16_t*>(row);
    int64_t i = 0;
    for (; i + kF <= d_head; i += kF) f_store_f16(out + i, f_load(x + i));
    for (; i < d_head; ++i) out[i] = f32_to_f16(x[i]);
    return;
  }
  BlockQ8_0* blocks = static_cast<BlockQ8_0*>(row);
  for (int64_t b = 0; b < d_head / 32; ++b) {
    const ByteScale scale(x + 32 * b);
    blocks[b].d = f32_to_f16(scale.d);
    int16_t sums[2];
    if (scale.inverse != 0.0f) {
      quantize32(blocks[b].q, sums, x + 32 * b, scale.inverse);
    } else {
      __builtin_memset(blocks[b].q, 0, 32);
    }
  }
}

}  // namespace
}  // namespace ondol
