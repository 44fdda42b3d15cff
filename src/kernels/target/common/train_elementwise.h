// Derivatives of the element-wise functions and the optimiser's update, over the target's vocabulary. Arrays
// may be the same where train_kernels.h says so, never shifted.
#pragma once

#include "kernels/target/common/exp.h"
#include "kernels/train_kernels.h"

namespace ondol {
namespace {

float train_dot(const float* a, const float* b, int64_t n) {
  F sum0 = f_zero(), sum1 = f_zero();
  int64_t i = 0;
  for (; i + 2 * kF <= n; i += 2 * kF) {
    sum0 = f_fma(f_load(a + i), f_load(b + i), sum0);
    sum1 = f_fma(f_load(a + i + kF), f_load(b + i + kF), sum1);
  }
  for (; i < n; i += kF) sum0 = f_fma(f_load_upto(a + i, n - i), f_load_upto(b + i, n - i), sum0);
  return f_hsum(f_add(sum0, sum1));
}

void train_axpy(float* y, float a, const float* x, int64_t n) {
  const F factor = f_set(a);
  map2(y, x, y, n, [&](F u, F v) { return f_fma(factor, u, v); });
}

float train_rms_norm(float* out, const float* x, const float* weight, int64_t n, float eps) {
  const float inverse = 1.0f / __builtin_sqrtf(train_dot(x, x, n) / static_cast<float>(n) + eps);
  const F factor = f_set(inverse);
  map2(out, x, weight, n, [&](F a, F w) { return f_mul(f_mul(a, factor), w); });
  return inverse;
}

void train_rms_norm_backward(float* dx, float* d_weight, const float* d_out, const float* x,
                             const float* weight, float inverse, int64_t n) {
  F sum = f_zero();
  for (int64_t i = 0; i < n; i += kF) {
    const int64_t m = n - i;
    const F g = f_mul(f_load_upto(d_out + i, m), f_load_upto(weight + i, m));
    sum = f_fma(g, f_load_upto(x + i, m), sum);
  }
  // ∂/∂x of x·inverse: inverse·(g − x̂·mean(g·x̂)), x̂ = x·inverse.
  const F scale = f_set(inverse);
  const F mean = f_set(f_hsum(sum) * inverse * inverse / static_cast<float>(n));
  for (int64_t i = 0; i < n; i += kF) {
    const int64_t m = n - i;
    const F d = f_load_upto(d_out + i, m), v = f_load_upto(x + i, m);
    const F g = f_fnma(v, mean, f_mul(d, f_load_upto(weight + i, m)));
    f_store_upto(dx + i, f_fma(g, scale, f_load_upto(dx + i, m)), m);
    f_store_upto(d_weight + i, f_fma(f_mul(d, v), scale, f_load_upto(d_weight + i, m)), m);
  }
}

void train_silu_mul_backward(float* act, float* d_gate, float* d_up, const float* d_act, const float* gate,
                             const float* up, int64_t n) {
  const F one = f_set(1.0f);
  for (int64_t i = 0; i < n; i += kF) {
    const int64_t m = n - i;
    const F g = f_load_upto(gate + i, m), u = f_load_upto(up + i, m), d = f_load_upto(d_act + i, m);
    const F sigmoid = f_div(one, f_add(one, f_exp(f_sub(f_zero(), g))));
    const F silu = f_mul(g, sigmoid);
    f_store_upto(act + i, f_mul(silu, u), m);
    f_store_upto(d_up + i, f_mul(d, silu), m);
    const F slope = f_fma(silu, f_sub(one, sigmoid), sigmoid);  // σ + g·σ·(1 − σ)
    f_store_upto(d_gate + i, f_mul(f_mul(d, u), slope), m);
  }
}

float train_softmax_scaled(float* x, int64_t n, float factor) {
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
    f_store_n(x + i, f_exp(f_sub(f_load_n(x + i, n - i), shift)), n - i);
    sum = f_add(sum, f_load_n(x + i, n - i));
  }
  const float total = f_hsum(sum);
  const F scale = f_set(factor / total);
  map1(x, x, n, [&](F v) { return f_mul(v, scale); });
  return top + __builtin_logf(total);
}

void train_exp_scaled(float* x, int64_t n, float scale, float shift) {
  const F factor = f_set(scale), offset = f_set(shift);
  map1(x, x, n, [&](F v) { return f_exp(f_sub(f_mul(v, factor), offset)); });
}

void train_softmax_backward(float* d_score, const float* p, const float* d_p, int64_t n, float delta,
                            float scale) {
  const F shift = f_set(delta), factor = f_set(scale);
  map2(d_score, p, d_p, n, [&](F a, F d) { return f_mul(f_mul(a, factor), f_sub(d, shift)); });
}

void train_adam(const AdamStep& s, int64_t n) {
  const F b1 = f_set(s.beta1), c1 = f_set(1.0f - s.beta1), b2 = f_set(s.beta2), c2 = f_set(1.0f - s.beta2);
  const F keep = f_set(1.0f - s.lr * s.weight_decay), clip = f_set(s.grad_scale), eps = f_set(s.eps);
  const F rate = f_set(s.lr * s.m_correction), v_fix = f_set(s.v_correction);
  for (int64_t i = 0; i < n; i += kF) {
    const int64_t left = n - i;
    const F g = f_mul(f_load_upto(s.grad + i, left), clip);
    const F m = f_fma(b1, f_load_upto(s.m + i, left), f_mul(c1, g));
    const F v = f_fma(b2, f_load_upto(s.v + i, left), f_mul(c2, f_mul(g, g)));
    f_store_upto(s.m + i, m, left);
    f_store_upto(s.v + i, v, left);
    const F update = f_div(f_mul(rate, m), f_add(f_sqrt(f_mul(v, v_fix)), eps));
    f_store_upto(s.param + i, f_sub(f_mul(f_load_upto(s.param + i, left), keep), update), left);
  }
}

}  // namespace
}  // namespace ondol
