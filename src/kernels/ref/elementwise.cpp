// Scalar norms, activations, softmax and RoPE. Sums run in double: the reference must not be what limits a
// comparison. out may be the same array as an input, never a shifted one.
#include <cmath>

#include "kernels/ref/ref.h"

namespace ondol::ref {

void rms_norm(float* out, const float* x, const float* weight, int64_t n, float eps) {
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]) * x[i];
  const float inverse = static_cast<float>(1.0 / std::sqrt(sum / static_cast<double>(n) + eps));
  for (int64_t i = 0; i < n; ++i) out[i] = weight != nullptr ? x[i] * inverse * weight[i] : x[i] * inverse;
}

void add(float* out, const float* a, const float* b, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = a[i] + b[i];
}

void scale(float* x, float s, int64_t n) {
  for (int64_t i = 0; i < n; ++i) x[i] *= s;
}

void silu_mul(float* out, const float* gate, const float* up, int64_t n) {
  // exp(−x) may overflow to infinity: x / inf = −0, which is the limit.
  for (int64_t i = 0; i < n; ++i) out[i] = gate[i] / (1.0f + std::exp(-gate[i])) * up[i];
}

void gelu_tanh_mul(float* out, const float* gate, const float* up, int64_t n) {
  constexpr float sqrt_2_over_pi = 0.7978845608028654f;
  for (int64_t i = 0; i < n; ++i) {
    const float x = gate[i];
    const float inner = sqrt_2_over_pi * x * (1.0f + 0.044715f * x * x);
    out[i] = 0.5f * x * (1.0f + std::tanh(inner)) * up[i];
  }
}

void softcap(float* x, float cap, int64_t n) {
  for (int64_t i = 0; i < n; ++i) x[i] = cap * std::tanh(x[i] / cap);
}

float softmax(float* x, int64_t n) {
  float max = x[0];
  for (int64_t i = 1; i < n; ++i) max = x[i] > max ? x[i] : max;
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    x[i] = std::exp(x[i] - max);
    sum += x[i];
  }
  const float inverse = static_cast<float>(1.0 / sum);
  for (int64_t i = 0; i < n; ++i) x[i] *= inverse;
  return max + static_cast<float>(std::log(sum));
}

void rope(float* x, int64_t n_head, int64_t d_head, int64_t n_rot, const float* cos, const float* sin,
          bool neox) {
  const int64_t half = n_rot / 2;
  for (int64_t h = 0; h < n_head; ++h, x += d_head) {
    for (int64_t i = 0; i < half; ++i) {
      float& a = neox ? x[i] : x[2 * i];
      float& b = neox ? x[i + half] : x[2 * i + 1];
      const float a0 = a;
      const float b0 = b;
      a = a0 * cos[i] - b0 * sin[i];
      b = a0 * sin[i] + b0 * cos[i];
    }
  }
}

}  // namespace ondol::ref
