// What one thread needs for a forward and backward pass over a few rows of a batch: a copy of nothing but the
// gradients, and scratch. Threads share the packed weights and never wait for each other inside a pass.
//
// Dimensions: n_seq rows of n_tok tokens, n = n_seq·n_tok of them together; others as in parameters.h.
#pragma once

#include <cstdint>
#include <span>

#include "base/arena.h"
#include "kernels/kernels.h"
#include "kernels/train_kernels.h"
#include "train/dataset.h"
#include "train/packed_weights.h"
#include "train/parameters.h"

namespace ondol::train {

/// Rows of a batch, as one pass sees them; shapes as in Batch.
struct MicroBatch {
  int64_t n_seq = 0, n_tok = 0;
  const int32_t* tokens = nullptr;
  const int32_t* targets = nullptr;    ///< −1: no loss here
  const int32_t* doc_start = nullptr;  ///< index in the row of the first token of the document
  /// Soft targets: probabilities over the packed outputs for every token that has a target, in order; or
  /// null.
  const float* teacher = nullptr;
  int64_t first_row = 0;  ///< in the whole batch: what is dropped depends on the row, not on who takes it
  const int32_t* doc_end = nullptr;  ///< where attention is not causal
  int64_t n_head = 1;
  int64_t n() const { return n_seq * n_tok; }
};

/// What does not change from one pass to the next.
struct Network {
  const ModelShape& shape;
  const ParamLayout& layout;
  const PackedWeights& weights;
  const float* params;
  const Kernels& kernels;
  const TrainGemm& gemm;
  const float* cos;  ///< [n_ctx][d_head / 2]
  const float* sin;
  const float* token_table;             ///< [n_vocab][d_model]
  std::span<const LabelRange> heads{};  ///< outputs of each prediction; empty: one, of all
};

/// cos and sin of RoPE's angles, [n_ctx][d_head / 2] each.
void fill_rope_tables(const ModelShape& shape, float* cos, float* sin);

struct LossOptions {
  float weight = 1.0f;  ///< of each target's loss in the gradient: 1 / targets of the whole batch
  float label_smoothing = 0.0f;
  float distill = 0.0f;  ///< share of the teacher's distribution in the target
  uint64_t dropout_key = 0;
  const float* label_weight = nullptr;  ///< [n_output] more of it, by target; null: 1
};

struct LossSum {
  double nll = 0.0;  ///< Σ −log p(target), without smoothing or teacher
  int64_t n_target = 0;
  int64_t n_right = 0;  ///< of them the largest logit of their head
};

class Lane {
 public:
  /// max_seq rows of shape.n_ctx tokens at most. backward: also what derivatives need.
  Lane(const ModelShape& shape, const ParamLayout& layout, const TrainGemm& gemm, int64_t max_seq,
       int64_t n_output, bool backward, Arena& arena);

  /// [n_params with padding], this thread's sum of gradients; null without backward.
  float* gradients() const { return gradients_; }

  LossSum forward(const Network& net, const MicroBatch& batch);  ///< loss only
  LossSum forward_backward(const Network& net, const MicroBatch& batch, const LossOptions& options);
  /// Logits of the tokens that have a target, over the packed outputs: [tokens][n_output], in order.
  int64_t logits(const Network& net, const MicroBatch& batch, float* out);

 private:
  struct LayerState {
    float* x;           // [n][d_model], input of the layer
    float* inverse1;    // [n], of attn_norm
    float* qkv;         // [n][n_qkv], before norm and RoPE
    float* qk;          // [n][n_qk], after; q with the attention's scale
    float* inverse_qk;  // [n][n_head + n_kv_head]
    float* log_sum;     // [n][n_head], of the softmax
    float* attn;        // [n][n_q]
    float* x_mid;       // [n][d_model], after attention
    float* inverse2;    // [n], of ffn_norm
    float* gate_up;     // [n][2·d_ff]
  };
  struct Pass;  // one call: lane_layer.cpp, lane_attention.cpp, lane_head.cpp

  float* gradients_ = nullptr;
  std::vector<LayerState> layers_;  // one when there is no backward: reused
  float* x_out_;                    // [n][d_model], output of the last layer
  float* h_;                        // [n][d_model], normed
  float* act_;                      // [n][max(d_ff, n_q, d_model)]
  float* dx_ = nullptr;             // [n][d_model]
  float* dh_ = nullptr;             // [n][max(d_model, n_q, d_ff)]
  float* d_wide_ = nullptr;         // [n][max(2·d_ff, n_qkv)]
  float* d_qk_ = nullptr;           // [n][n_qk]
  std::byte* panels_;               // packed right-hand operands of weight gradients and attention
  float* scores_;                   // [kAttentionRows][n_ctx padded] ×2
  float* logits_;                   // [chunk][n_output]
  int32_t* selected_;               // [n]: tokens that have a target
  float* inverse_out_;              // [n]
  std::byte* gemm_scratch_;
  int64_t logit_rows_ = 0;
  bool backward_;

  friend struct Pass;
};

}  // namespace ondol::train
