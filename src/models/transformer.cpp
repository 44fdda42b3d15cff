#include "models/transformer.h"

#include <algorithm>

#include "base/try.h"
#include "models/forward_pass.h"
#include "ops/attention.h"

namespace ondol {
namespace {

const float* floats(const TensorView& view) { return static_cast<const float*>(view.data); }

int64_t longest_row(const ModelConfig& c) { return std::max({c.d_model, c.n_head * c.d_head, c.d_ff}); }

}  // namespace

Status Transformer::link() {
  const auto make = [&](Linear& out, const TensorView& weight, const TensorView& bias) -> Status {
    ONDOL_ASSIGN(out, Linear::make(kernels_, weight, bias));
    return {};
  };
  const TensorView none;
  for (size_t i = 0; i < model_.weights.layers.size(); ++i) {
    const LayerWeights& w = model_.weights.layers[i];
    Layer layer{};
    layer.config = model_.config.layers[i];
    ONDOL_TRY(make(layer.q, w.q, w.q_bias));
    ONDOL_TRY(make(layer.k, w.k, w.k_bias));
    ONDOL_TRY(make(layer.v, w.v, w.v_bias));
    ONDOL_TRY(make(layer.attn_out, w.attn_out, w.attn_out_bias));
    ONDOL_TRY(make(layer.gate, w.gate, none));
    ONDOL_TRY(make(layer.up, w.up, none));
    ONDOL_TRY(make(layer.down, w.down, none));
    layer.attn_norm = floats(w.attn_norm);
    layer.ffn_norm = floats(w.ffn_norm);
    layer.attn_post_norm = floats(w.attn_post_norm);
    layer.ffn_post_norm = floats(w.ffn_post_norm);
    layer.q_norm = floats(w.q_norm);
    layer.k_norm = floats(w.k_norm);
    layers_.push_back(layer);
  }
  ONDOL_TRY(make(output_, model_.weights.output, none));
  scored_ = output_;
  return {};
}

void Transformer::lay_out(Arena& arena) {
  const ModelConfig& c = model_.config;
  const auto b = static_cast<uint64_t>(limits_.n_batch);
  const auto d = static_cast<uint64_t>(c.d_model), f = static_cast<uint64_t>(c.d_ff);
  const auto n_q = static_cast<uint64_t>(c.n_head * c.d_head),
             n_kv = static_cast<uint64_t>(c.n_kv_head * c.d_head);
  norm_stride_ = act_row_bytes(ActKind::f32, c.d_model);
  act_q8_stride_ = act_row_bytes(ActKind::q8, longest_row(c));
  x_ = arena.take_array<float>(b * d);
  norm_ = static_cast<float*>(arena.take(b * norm_stride_));
  // Up to kResidualMaxTok tokens take a second row each.
  const auto n_act_rows = std::max(b, 2 * std::min(b, static_cast<uint64_t>(kResidualMaxTok)));
  act_q8_ = arena.take_array<std::byte>(n_act_rows * act_q8_stride_);
  qkv_ = arena.take_array<float>(b * (n_q + 2 * n_kv));
  attn_ = arena.take_array<float>(b * n_q);
  hidden_ = arena.take_array<float>(b * f);
  up_ = arena.take_array<float>(b * f);
  block_out_ = arena.take_array<float>(b * d);
  rope_ = arena.take_array<float>(b * static_cast<uint64_t>(c.d_head) * c.ropes.size());
  logits_ = arena.take_array<float>(static_cast<uint64_t>(limits_.n_logit_rows * n_row_logits()));

  uint64_t gemm_bytes = 64;
  const auto widen = [&](const Linear& l) {
    gemm_bytes = std::max<uint64_t>(gemm_bytes, l.kernels->gemm_scratch_bytes(l.weight.n_cols()));
  };
  for (const Layer& l : layers_)
    for (const Linear* linear : {&l.q, &l.k, &l.v, &l.attn_out, &l.gate, &l.up, &l.down}) widen(*linear);
  widen(output_);
  const size_t attention_bytes =
      attention_scratch_bytes(kernels_, c.n_head / c.n_kv_head, limits_.n_ctx, c.d_head);
  lanes_.resize(static_cast<size_t>(limits_.n_threads));
  for (Lane& lane : lanes_) {
    lane.norm_f32 = static_cast<float*>(arena.take(norm_stride_));
    lane.act_q8 = arena.take_array<std::byte>(2 * act_q8_stride_);
    lane.block_out = arena.take_array<float>(d);
    lane.gemm_scratch = arena.take(gemm_bytes);
    lane.attention_scratch = arena.take(attention_bytes);
  }
}

Result<uint64_t> Transformer::scratch_bytes(const BoundModel& model, const Kernels& kernels,
                                            const ForwardLimits& limits) {
  Transformer transformer(model, kernels, limits);
  ONDOL_TRY(transformer.link());
  Arena measuring;
  transformer.lay_out(measuring);
  return measuring.used_bytes();
}

Result<std::unique_ptr<Transformer>> Transformer::create(BoundModel model, const Kernels& kernels,
                                                         const ForwardLimits& limits) {
  std::unique_ptr<Transformer> transformer(new Transformer(std::move(model), kernels, limits));
  ONDOL_TRY(transformer->link());
  Arena measuring;
  transformer->lay_out(measuring);
  ONDOL_ASSIGN(transformer->arena_, Arena::create(measuring.used_bytes()));
  transformer->lay_out(transformer->arena_);
  return transformer;
}

bool Transformer::forward(ThreadPool& pool, KvCache& cache, std::span<const int32_t> tokens, int64_t pos,
                          int64_t n_logits, const std::atomic<bool>& cancel, TokenRange range) {
  stop_ = false;
  scored_ = output_;
  if (range.count > 0) scored_.weight = output_.weight.rows(range.first, range.count);
  next_unit_.store(0, std::memory_order_relaxed);
  pool.run([&](int thread) {
    Pass pass{*this, pool, cache, tokens, pos, static_cast<int64_t>(tokens.size()), thread, cancel};
    pass.run(n_logits);
  });
  return !stop_;
}

}  // namespace ondol
