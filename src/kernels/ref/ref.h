// The scalar truth: readable bodies that every other target is measured against and may borrow from.
// Compiled with the baseline flags only; free to use <cmath>, still no allocation and no threads.
#pragma once

#include "kernels/kernels.h"
#include "kernels/train_kernels.h"

namespace ondol::ref {

const MatmulKernels* matmul(DType dtype);
void quantize_act(void* act, const float* x, int64_t n);
void quantize_residual(void* residual, const float* x, const void* act, int64_t n);
void dequantize_row(DType dtype, float* out, const void* row, int64_t n);

void rms_norm(float* out, const float* x, const float* weight, int64_t n, float eps);
void add(float* out, const float* a, const float* b, int64_t n);
void scale(float* x, float s, int64_t n);
void silu_mul(float* out, const float* gate, const float* up, int64_t n);
void gelu_tanh_mul(float* out, const float* gate, const float* up, int64_t n);
void softcap(float* x, float cap, int64_t n);
float softmax(float* x, int64_t n);
void rope(float* x, int64_t n_head, int64_t d_head, int64_t n_rot, const float* cos, const float* sin,
          bool neox);

void store_kv(KvType type, void* row, const float* x, int64_t d_head);
void attention(const AttentionArgs& args);
size_t attention_scratch_bytes(int64_t n_group, int64_t n_kv, int64_t d_head);

const TrainKernels* train_kernels();

}  // namespace ondol::ref
