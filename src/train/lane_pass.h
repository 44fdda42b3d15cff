// One forward or backward call of a lane. Private to lane*.cpp.
#pragma once

#include "train/lane.h"

namespace ondol::train {

constexpr int64_t kAttentionRows = 64;  // queries whose scores are held at once

/// Of one operand of a head's attention, a column or a row a token.
int64_t head_panel_bytes(const TrainGemm& gemm, int64_t d_head, int64_t n_tok);

struct Lane::Pass {
  Lane& lane;
  const Network& net;
  const MicroBatch& batch;
  const LossOptions* options;  // null: forward only

  const ModelShape& shape() const { return net.shape; }
  const TrainKernels& train() const { return *net.kernels.train; }
  int64_t n() const { return batch.n(); }
  const float* param(int index) const { return net.params + net.layout.at(index).offset; }
  float* gradient(int index) const { return lane.gradients_ + net.layout.at(index).offset; }
  LayerState& state(int64_t layer) const {
    return lane.layers_[lane.layers_.size() > 1 ? static_cast<size_t>(layer) : 0];
  }
  LabelRange head_range(int64_t head) const {
    return net.heads.empty() ? LabelRange{0, net.weights.n_output()} : net.heads[static_cast<size_t>(head)];
  }
  int64_t position(int64_t token) const { return token % batch.n_tok - batch.doc_start[token]; }

  // lane_layer.cpp
  void embed();
  void forward_layers();
  void backward_layers();
  void embed_backward();

  // lane_head.cpp
  LossSum head();  // loss, and with options the derivative by x_out in dx
  int64_t head_logits(float* out);

 private:
  /// c[rows][panels.n_cols] = a·panels, or +=.
  void product(float* c, int64_t ldc, const float* a, int64_t lda, const Panels& panels, int64_t rows,
               bool accumulate = false) const;
  /// dw[d_out][d_in] += dyᵀ·x over rows.
  void weight_gradient(float* dw, const float* dy, int64_t ld_dy, int64_t d_out, const float* x, int64_t ldx,
                       int64_t d_in, int64_t rows) const;

  void attention_block(int64_t layer, float* x_next);
  void ffn_block(int64_t layer, float* x_next);
  void attention_block_backward(int64_t layer);
  void ffn_block_backward(int64_t layer);
  void norm_rows(float* out, float* inverse, const float* x, int norm, int64_t rows) const;
  void norm_rows_backward(float* dx, const float* d_out, const float* x, const float* inverse, int norm,
                          int64_t rows) const;
  /// Drops values of a block's output; the same ones in both directions. which: of the two blocks of a layer.
  void drop(float* x, int64_t layer, int which) const;
  void add_block(float* x_next, const float* x, const float* in, int64_t ld_in, int matrix, int64_t layer,
                 int which);

  void finish_heads(const LayerParams& p, LayerState& s) const;
  void finish_heads_backward(const LayerParams& p, const LayerState& s) const;

  // lane_attention.cpp
  struct HeadGroup;
  void attention(LayerState& s) const;
  void attention_backward(LayerState& s) const;  // dh → d_qk, and v's part of d_wide

  int64_t select_targets() const;
  /// Loss of one token from its row of logits, which becomes the loss's derivative by them.
  void token_loss(float* row, const int32_t* targets, const float* teacher, LossSum& sum) const;
};

}  // namespace ondol::train
