// The kernel table: every function that touches many numbers, for one instruction set.
// Pure functions on pointers: they neither allocate, nor start threads, nor throw, nor check.
// kernels() picks the table once, from the CPU probe or from ONDOL_TARGET.
//
// Dimensions: n_tok tokens (rows of activations), n_cols = the length of a dot product,
// n_rows = rows of a weight matrix (outputs), d_head, n_kv = positions in the KV cache.
//
// Two promises that the runtime builds on:
//  1. A row's result does not depend on which other rows are in the call, so splitting n_rows over
//     any number of threads gives bit-identical results.
//  2. A target's functions give the same bits on every call with the same arguments.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "tensor/dtype_id.h"

namespace ondol {

struct TrainKernels;  // train_kernels.h

/// How a matmul wants its activations.
enum class ActKind : uint8_t {
  f32,  ///< n floats
  q8,   ///< int8 in blocks of 32: q[n] int8 | d[n/32] float | sum[n/16] int16 (sums of 16 q), packed in
        ///< that order, 64-byte aligned; n is a multiple of 32. x[i] ≈ d[i/32]·q[i].
};

/// Bytes of one activation row, a multiple of 64.
static constexpr size_t act_row_bytes(ActKind kind, int64_t n) {
  size_t raw = kind == ActKind::f32 ? static_cast<size_t>(n) * 4
                                    : static_cast<size_t>(n) + static_cast<size_t>(n) / 32 * 4 +
                                          static_cast<size_t>(n) / 16 * 2;
  return (raw + 63) / 64 * 64;
}

/// Matmuls with one type of weights, in the file's own layout (mmapped, never repacked): one copy in
/// memory. gemv serves decode; gemm unpacks 16 rows at a time into scratch and reuses them for all tokens.
struct MatmulKernels {
  ActKind act;
  /// y[r] = Σ_k w[r,k]·x[k] for r < n_rows; rows are row_bytes(dtype, n_cols) apart.
  void (*gemv)(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act);
  /// y[t·ld_y + r] for t < n_tok, r < n_rows; activation rows are act_stride bytes apart.
  /// scratch: gemm_scratch_bytes(n_cols), 64-byte aligned, per thread.
  void (*gemm)(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
               size_t act_stride, int64_t n_tok, void* scratch);
  size_t (*gemm_scratch_bytes)(int64_t n_cols);
  /// From how many tokens on gemm beats n_tok gemvs.
  int gemm_min_tok;

  // What a target may have besides; null where it has not.
  /// gemv for activations in two terms, x = act + residual (quantize_residual's): each weight is unpacked
  /// once. Else: gemv twice. scratch as gemm's.
  void (*gemv_two_terms)(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                         const void* residual, void* scratch) = nullptr;
  /// gemm straight from f32 activations, for types whose act is q8: no quantising before; instead every
  /// weight and every activation may be rounded by the fraction gemm_f32_rounding on top of what float does
  /// (2^-8 where bf16 tiles multiply: a third of what 8-bit activations lose). From gemm_f32_min_tok tokens
  /// on it is the fastest.
  void (*gemm_f32)(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                   size_t act_stride, int64_t n_tok, void* scratch) = nullptr;
  int gemm_f32_min_tok = 0;
  float gemm_f32_rounding = 0.0f;
};

/// Types of a KV cache row of d_head values.
/// f32 is for exact comparisons; kernels see f16 and q8_0 only (ops/attention.h serves f32 itself).
enum class KvType : uint8_t { f16, q8_0, f32 };
static constexpr size_t kv_row_bytes(KvType type, int64_t d_head) {
  return type == KvType::f16    ? static_cast<size_t>(d_head) * 2
         : type == KvType::q8_0 ? static_cast<size_t>(d_head) / 32 * 34
                                : static_cast<size_t>(d_head) * 4;
}

/// Causal attention of the n_group query heads that share one KV head, for n_tok consecutive tokens.
/// Token t has position pos + t and sees cache rows (max(0, pos+t+1-window) … pos+t].
struct AttentionArgs {
  float* out;      ///< [n_tok][n_group][d_head], tokens out_stride floats apart
  const float* q;  ///< [n_tok][n_group][d_head], tokens q_stride floats apart, RoPE applied
  int64_t out_stride, q_stride;
  const void* k;  ///< [n_kv][d_head] of kv_type, row 0 = position 0
  const void* v;  ///< likewise
  KvType kv_type;
  int64_t n_tok, n_group, d_head, pos;
  int64_t window;      ///< 0 = no sliding window
  float scale;         ///< multiplies q·k
  float softcap;       ///< 0 = none, else s = softcap·tanh(s/softcap)
  void* scratch;       ///< attention_scratch_bytes(n_group, positions seen, d_head), per thread
  int64_t n_seen = 0;  ///< 0: token t sees the positions [0, pos + t]; otherwise all see [0, n_seen)
};

struct Kernels {
  const char* target;  ///< "scalar", "avx2", "avx512", "neon", "neon-dotprod", …

  const MatmulKernels* (*matmul)(DType dtype);  ///< nullptr for types without matmul

  void (*quantize_act)(void* act, const float* x, int64_t n);  ///< to ActKind::q8
  /// To ActKind::q8: what act, made from x, rounded away. Its scales are 1/254 of act's, so that 254·q + the
  /// residual's q is one 16-bit code of both.
  void (*quantize_residual)(void* residual, const float* x, const void* act, int64_t n);
  void (*dequantize_row)(DType dtype, float* out, const void* row, int64_t n);  ///< embeddings

  // In the element-wise functions and norms below, out may be one of the inputs.
  void (*rms_norm)(float* out, const float* x, const float* weight, int64_t n,
                   float eps);  ///< weight may be null
  void (*add)(float* out, const float* a, const float* b, int64_t n);
  void (*scale)(float* x, float s, int64_t n);
  void (*silu_mul)(float* out, const float* gate, const float* up, int64_t n);  ///< silu(gate)·up
  void (*gelu_tanh_mul)(float* out, const float* gate, const float* up, int64_t n);
  void (*softcap)(float* x, float cap, int64_t n);  ///< x = cap·tanh(x/cap)
  /// softmax in place; returns log Σ exp(x) of the input.
  float (*softmax)(float* x, int64_t n);
  /// Rotates the first n_rot of each head's d_head values. cos/sin: [n_rot/2] for this position.
  /// neox: pairs (i, i + n_rot/2), as HF; otherwise pairs (2i, 2i+1), as GGUF llama files expect.
  void (*rope)(float* x, int64_t n_head, int64_t d_head, int64_t n_rot, const float* cos, const float* sin,
               bool neox);
  void (*store_kv)(KvType type, void* row, const float* x, int64_t d_head);
  void (*attention)(const AttentionArgs& args);
  size_t (*attention_scratch_bytes)(int64_t n_group, int64_t n_kv, int64_t d_head);

  const TrainKernels* train;
};

/// The table in use: the best this CPU has, or the one that ONDOL_TARGET names.
/// A name that is unknown here, or that this CPU cannot run: nullptr, and *why says so in one line.
const Kernels* select_kernels(const char* target_or_null, const char** why);
/// Names of the targets this CPU can run, best first, ending in nullptr; "scalar" is always there.
const char* const* available_targets();

/// Float row → blocks of dtype (reference quality: what `quantize` writes). importance: per-column weights or
/// null. n a multiple of the block; scalar, target-independent, so files are identical everywhere.
void quantize_row(DType dtype, void* out, const float* x, int64_t n, const float* importance);

}  // namespace ondol
