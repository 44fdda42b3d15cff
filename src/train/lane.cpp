#include "train/lane.h"

#include <algorithm>

#include "train/lane_pass.h"

namespace ondol::train {
namespace {

/// Logits of one chunk: enough rows that reading the output matrix is not what a chunk costs.
constexpr int64_t kLogitBytes = 32 << 20;
constexpr int64_t kMinLogitRows = 64;

}  // namespace

int64_t head_panel_bytes(const TrainGemm& gemm, int64_t d_head, int64_t n_tok) {
  const auto bytes = std::max(gemm.panel_bytes(d_head, n_tok), gemm.panel_bytes(n_tok, d_head));
  return static_cast<int64_t>((bytes + 63) / 64 * 64);
}

Lane::Lane(const ModelShape& s, const ParamLayout& layout, const TrainGemm& gemm, int64_t max_seq,
           int64_t n_output, bool backward, Arena& arena)
    : backward_(backward) {
  const int64_t n = max_seq * s.n_ctx;
  const auto floats = [&](int64_t count) { return arena.take_array<float>(static_cast<uint64_t>(count)); };
  if (backward) gradients_ = floats(layout.n_floats());
  layers_.resize(backward ? static_cast<size_t>(s.n_layer) : 1);
  for (LayerState& layer : layers_) {
    layer.x = floats(n * s.d_model);
    layer.inverse1 = floats(n);
    layer.qkv = floats(n * s.n_qkv());
    layer.qk = floats(n * s.n_qk());
    layer.inverse_qk = floats(n * (s.n_head + s.n_kv_head));
    layer.log_sum = floats(n * s.n_head);
    layer.attn = floats(n * s.n_q());
    layer.x_mid = floats(n * s.d_model);
    layer.inverse2 = floats(n);
    layer.gate_up = floats(n * 2 * s.d_ff);
  }
  x_out_ = floats(n * s.d_model);
  h_ = floats(n * s.d_model);
  act_ = floats(n * s.d_ff);
  inverse_out_ = floats(n);
  selected_ = arena.take_array<int32_t>(static_cast<uint64_t>(n));
  logit_rows_ = std::clamp(kLogitBytes / (4 * n_output), std::min(kMinLogitRows, n), n);
  logits_ = floats(logit_rows_ * n_output);

  const int64_t widest = std::max({s.d_model, s.n_q(), s.d_ff});
  if (backward) {
    dx_ = floats(n * s.d_model);
    dh_ = floats(n * widest);
    d_wide_ = floats(n * std::max(2 * s.d_ff, s.n_qkv()));
    d_qk_ = floats(n * s.n_qk());
  }
  int64_t panel_bytes = 4 * head_panel_bytes(gemm, s.d_head, s.n_ctx);
  if (backward) panel_bytes = std::max(panel_bytes, static_cast<int64_t>(gemm.panel_bytes(n, widest)));
  panels_ = static_cast<std::byte*>(arena.take(static_cast<size_t>(panel_bytes)));
  scores_ = floats(2 * kAttentionRows * ((s.n_ctx + 63) / 64 * 64) + s.d_head);
  const int64_t longest = std::max({n, 2 * s.d_ff, s.n_qkv(), s.d_model, s.n_q(), n_output});
  size_t scratch = 0;  // rows of a block shrink as they grow longer, so the longest need not take the most
  for (int64_t k = 1; k <= longest; ++k) {
    scratch = std::max(scratch, gemm.scratch_bytes(k));
  }
  gemm_scratch_ = static_cast<std::byte*>(arena.take(scratch));
}

LossSum Lane::forward(const Network& net, const MicroBatch& batch) {
  Pass pass{*this, net, batch, nullptr};
  pass.embed();
  pass.forward_layers();
  return pass.head();
}

int64_t Lane::logits(const Network& net, const MicroBatch& batch, float* out) {
  Pass pass{*this, net, batch, nullptr};
  pass.embed();
  pass.forward_layers();
  return pass.head_logits(out);
}

LossSum Lane::forward_backward(const Network& net, const MicroBatch& batch, const LossOptions& options) {
  Pass pass{*this, net, batch, &options};
  pass.embed();
  pass.forward_layers();
  const LossSum sum = pass.head();
  pass.backward_layers();
  pass.embed_backward();
  return sum;
}

}  // namespace ondol::train
