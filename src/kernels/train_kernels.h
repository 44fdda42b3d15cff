// What training needs beside kernels.h: matrix products with packed operands, the derivatives of the
// element-wise functions, the optimiser's update. One table an instruction set, reached through
// Kernels::train. The same promises: no allocation, no threads, no checks, the same bits on every call with
// the same arguments.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace ondol {

/// C[n_rows][n_cols] = A·B, or C += A·B. Sums in f32.
struct GemmArgs {
  float* c;
  int64_t ldc;
  const float* a;  ///< A[r][k] = a[r·lda + k], or a[k·lda + r] when a_transposed
  int64_t lda;
  bool a_transposed;
  const void* b;           ///< panels, as pack() makes them
  int64_t b_panel_stride;  ///< panel_stride(n_k that was packed); larger than panel_stride(n_k) takes B's
                           ///< first rows
  int64_t n_rows, n_k, n_cols;
  bool accumulate;
  void* scratch;  ///< scratch_bytes(n_k), 64-byte aligned, per thread
};

/// Products with one type of operand: f32, or bf16 (A and B rounded to nearest even, products and sums in
/// f32; instructions of bf16 take denormals for zero and round sums below 2^-126 to it). f32 itself may be
/// multiplied by such instructions, in parts (n_products).
struct TrainGemm {
  int64_t panel_cols;  ///< columns of B that lie together: panels[n_cols / panel_cols, rounded
                       ///< up][n_k, rounded up to k_multiple][panel_cols]
  /// Rows of B that lie together, in an order of the target's own: 1 for f32, more where an instruction takes
  /// several. Offsets into a panel are multiples of it. A product of fewer rows than were packed reads on to
  /// the next multiple and multiplies what is there by zero: nothing, if it is finite.
  int64_t k_multiple;  ///< divides panel_cols: attention begins its products at a multiple of these
  size_t elem_bytes;   ///< of a packed element
  /// B[k][c] = src[k·k_stride + c·c_stride]; one of the strides is 1. Columns and rows that fill the last
  /// panel and the last multiple are zero.
  void (*pack)(void* panels, const float* src, int64_t n_k, int64_t n_cols, int64_t k_stride,
               int64_t c_stride);
  void (*gemm)(const GemmArgs& args);
  size_t (*scratch_bytes)(int64_t n_k);
  /// That a product of two elements is the sum of: 1, or 6 where f32 is multiplied in three parts of bf16.
  /// Then up to 2^-23 of each product is left out, of an element what is below 2^-126, and an infinite one
  /// makes NaN.
  int n_products = 1;

  /// Elements from one panel of n_k rows to the next.
  constexpr int64_t panel_stride(int64_t n_k) const {
    return (n_k + k_multiple - 1) / k_multiple * k_multiple * panel_cols;
  }
  constexpr int64_t panel_elems(int64_t n_k, int64_t n_cols) const {
    return (n_cols + panel_cols - 1) / panel_cols * panel_stride(n_k);
  }
  constexpr size_t panel_bytes(int64_t n_k, int64_t n_cols) const {
    return static_cast<size_t>(panel_elems(n_k, n_cols)) * elem_bytes;
  }
};

/// One AdamW step (arXiv 1711.05101) of n parameters: m and v are the moments' running means,
/// update = m̂ / (√v̂ + eps), p ← p·(1 − lr·weight_decay) − lr·update.
struct AdamStep {
  float* param;
  float* m;
  float* v;
  const float* grad;
  float grad_scale;  ///< of clipping
  float lr, beta1, beta2, eps, weight_decay;
  float m_correction, v_correction;  ///< 1 / (1 − betaᵗ)
};

struct TrainKernels {
  TrainGemm f32, bf16;

  /// out = x·inverse·weight; returns inverse = 1/√(mean x² + eps).
  float (*rms_norm)(float* out, const float* x, const float* weight, int64_t n, float eps);
  /// dx += ∂loss/∂x and d_weight += ∂loss/∂weight, from d_out and the inverse that rms_norm returned. dx may
  /// not be d_out.
  void (*rms_norm_backward)(float* dx, float* d_weight, const float* d_out, const float* x,
                            const float* weight, float inverse, int64_t n);
  /// act = silu(gate)·up (again, instead of keeping it), d_gate and d_up from d_act. d_gate, d_up may be
  /// gate, up.
  void (*silu_mul_backward)(float* act, float* d_gate, float* d_up, const float* d_act, const float* gate,
                            const float* up, int64_t n);
  /// x ← softmax(x)·factor; returns log Σ exp(x) of the input.
  float (*softmax_scaled)(float* x, int64_t n, float factor);
  /// x ← exp(x·scale − shift): softmax again where its log-sum is known.
  void (*exp_scaled)(float* x, int64_t n, float scale, float shift);
  /// d_score = p·(d_p − delta)·scale, the derivative of softmax with delta = Σ p·d_p. d_score may be d_p.
  void (*softmax_backward)(float* d_score, const float* p, const float* d_p, int64_t n, float delta,
                           float scale);
  float (*dot)(const float* a, const float* b, int64_t n);
  void (*axpy)(float* y, float a, const float* x, int64_t n);  ///< y += a·x
  void (*adam)(const AdamStep& step, int64_t n);
};

}  // namespace ondol
