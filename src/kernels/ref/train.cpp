// Scalar training kernels: sums in double, plain loops. Panels are one column wide.
#include <cmath>

#include "kernels/ref/ref.h"
#include "kernels/train_kernels.h"
#include "tensor/half.h"

namespace ondol::ref {
namespace {

float bf16_rounded(float x) { return bf16_to_f32(f32_to_bf16(x)); }

void pack_f32(void* panels, const float* src, int64_t n_k, int64_t n_cols, int64_t k_stride,
              int64_t c_stride) {
  float* out = static_cast<float*>(panels);
  for (int64_t c = 0; c < n_cols; ++c) {
    for (int64_t k = 0; k < n_k; ++k) *out++ = src[k * k_stride + c * c_stride];
  }
}

void pack_bf16(void* panels, const float* src, int64_t n_k, int64_t n_cols, int64_t k_stride,
               int64_t c_stride) {
  uint16_t* out = static_cast<uint16_t*>(panels);
  for (int64_t c = 0; c < n_cols; ++c) {
    for (int64_t k = 0; k < n_k; ++k) *out++ = f32_to_bf16(src[k * k_stride + c * c_stride]);
  }
}

template <bool bf16>
void gemm(const GemmArgs& args) {
  for (int64_t c = 0; c < args.n_cols; ++c) {
    const float* f32_column = static_cast<const float*>(args.b) + c * args.b_panel_stride;
    const uint16_t* bf16_column = static_cast<const uint16_t*>(args.b) + c * args.b_panel_stride;
    for (int64_t r = 0; r < args.n_rows; ++r) {
      double sum = 0.0;
      for (int64_t k = 0; k < args.n_k; ++k) {
        const float a = args.a_transposed ? args.a[k * args.lda + r] : args.a[r * args.lda + k];
        sum += bf16 ? static_cast<double>(bf16_rounded(a)) * bf16_to_f32(bf16_column[k])
                    : static_cast<double>(a) * f32_column[k];
      }
      float& to = args.c[r * args.ldc + c];
      to = args.accumulate ? static_cast<float>(to + sum) : static_cast<float>(sum);
    }
  }
}

size_t no_scratch(int64_t) { return 0; }

float dot(const float* a, const float* b, int64_t n) {
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(a[i]) * b[i];
  return static_cast<float>(sum);
}

void axpy(float* y, float a, const float* x, int64_t n) {
  for (int64_t i = 0; i < n; ++i) y[i] += a * x[i];
}

float rms_norm_kept(float* out, const float* x, const float* weight, int64_t n, float eps) {
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(x[i]) * x[i];
  const float inverse = static_cast<float>(1.0 / std::sqrt(sum / static_cast<double>(n) + eps));
  for (int64_t i = 0; i < n; ++i) out[i] = x[i] * inverse * weight[i];
  return inverse;
}

void rms_norm_backward(float* dx, float* d_weight, const float* d_out, const float* x, const float* weight,
                       float inverse, int64_t n) {
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(d_out[i]) * weight[i] * x[i];
  const double mean = sum * inverse * inverse / static_cast<double>(n);
  for (int64_t i = 0; i < n; ++i) {
    dx[i] += static_cast<float>((static_cast<double>(d_out[i]) * weight[i] - x[i] * mean) * inverse);
    d_weight[i] += d_out[i] * x[i] * inverse;
  }
}

void silu_mul_backward(float* act, float* d_gate, float* d_up, const float* d_act, const float* gate,
                       const float* up, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const float g = gate[i], u = up[i], sigmoid = 1.0f / (1.0f + std::exp(-g)), silu = g * sigmoid;
    act[i] = silu * u;
    d_up[i] = d_act[i] * silu;
    d_gate[i] = d_act[i] * u * (sigmoid + silu * (1.0f - sigmoid));
  }
}

float softmax_scaled(float* x, int64_t n, float factor) {
  const float log_sum = softmax(x, n);
  scale(x, factor, n);
  return log_sum;
}

void exp_scaled(float* x, int64_t n, float scale, float shift) {
  for (int64_t i = 0; i < n; ++i) x[i] = std::exp(x[i] * scale - shift);
}

void softmax_backward(float* d_score, const float* p, const float* d_p, int64_t n, float delta, float scale) {
  for (int64_t i = 0; i < n; ++i) d_score[i] = p[i] * scale * (d_p[i] - delta);
}

void adam(const AdamStep& s, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const float g = s.grad[i] * s.grad_scale;
    s.m[i] = s.beta1 * s.m[i] + (1.0f - s.beta1) * g;
    s.v[i] = s.beta2 * s.v[i] + (1.0f - s.beta2) * g * g;
    const float update = s.m[i] * s.m_correction / (std::sqrt(s.v[i] * s.v_correction) + s.eps);
    s.param[i] = s.param[i] * (1.0f - s.lr * s.weight_decay) - s.lr * update;
  }
}

}  // namespace

const TrainKernels* train_kernels() {
  static constexpr TrainKernels table = {
      .f32 = {1, 1, sizeof(float), pack_f32, gemm<false>, no_scratch},
      .bf16 = {1, 1, sizeof(uint16_t), pack_bf16, gemm<true>, no_scratch},
      .rms_norm = rms_norm_kept,
      .rms_norm_backward = rms_norm_backward,
      .silu_mul_backward = silu_mul_backward,
      .softmax_scaled = softmax_scaled,
      .exp_scaled = exp_scaled,
      .softmax_backward = softmax_backward,
      .dot = dot,
      .axpy = axpy,
      .adam = adam,
  };
  return &table;
}

}  // namespace ondol::ref
