#include "models/forward_pass.h"

#include <algorithm>
#include <cmath>

#include "ops/attention.h"

namespace ondol {
namespace {

constexpr int64_t kRowGrain = 16;         // gemm unpacks 16 weight rows at a time
constexpr int64_t kAttentionTokens = 32;  // tokens of one unit of attention work

}  // namespace

void Transformer::Pass::run(int64_t n_logits) {
  embed();
  rotate_tables();
  pool.barrier();
  for (size_t i = 0; i < t.layers_.size(); ++i) {
    const Layer& layer = t.layers_[i];
    attention_block(layer, static_cast<int64_t>(i));
    if (thread == 0) {
      t.next_unit_.store(0, std::memory_order_relaxed);
      // Read once by one thread: all must leave at the same barrier.
      t.stop_ = cancel.load(std::memory_order_relaxed);
    }
    ffn_block(layer);
    if (t.stop_) return;
  }
  if (n_logits > 0) project_logits(n_logits);
}

void Transformer::Pass::embed() {
  const ModelConfig& c = config();
  const TensorView& table = t.model_.weights.token_embedding;
  const auto [begin, end] = own(n_tok, 1);
  for (int64_t i = begin; i < end; ++i) {
    float* row = t.x_ + i * c.d_model;
    t.kernels_.dequantize_row(table.dtype, row, table.row(tokens[static_cast<size_t>(i)]), c.d_model);
    if (c.embedding_scale != 1.0f) t.kernels_.scale(row, c.embedding_scale, c.d_model);
  }
}

// cos then sin, [n_rot/2] each, per rope and token.
void Transformer::Pass::rotate_tables() {
  const ModelConfig& c = config();
  const auto [begin, end] = own(n_tok, 1);
  for (size_t r = 0; r < c.ropes.size(); ++r) {
    const RopeConfig& rope = c.ropes[r];
    const size_t half = rope.inv_freq.size();
    for (int64_t i = begin; i < end; ++i) {
      float* table = t.rope_ + (static_cast<int64_t>(r) * t.limits_.n_batch + i) * c.d_head;
      for (size_t j = 0; j < half; ++j) {
        // The product in float, as the reference implementations have it; cos and sin of it in double.
        const float angle = static_cast<float>(pos + i) * rope.inv_freq[j];
        table[j] = static_cast<float>(std::cos(static_cast<double>(angle))) * rope.attn_factor;
        table[half + j] = static_cast<float>(std::sin(static_cast<double>(angle))) * rope.attn_factor;
      }
    }
  }
}

void Transformer::Pass::quantise_row(std::byte* rows, int64_t i, int64_t n_rows, const float* x, int64_t n) {
  std::byte* row = rows + static_cast<size_t>(i) * t.act_q8_stride_;
  t.kernels_.quantize_act(row, x, n);
  if (n_rows <= kResidualMaxTok)
    t.kernels_.quantize_residual(row + static_cast<size_t>(n_rows) * t.act_q8_stride_, x, row, n);
}

Activations Transformer::Pass::activations(const float* f32, size_t f32_stride_bytes, const std::byte* rows,
                                           int64_t n_rows) const {
  return {f32, f32_stride_bytes, rows, t.act_q8_stride_, n_rows, n_rows <= kResidualMaxTok};
}

Activations Transformer::Pass::normed(const float* x, int64_t n_rows, const float* weight, bool want_q8) {
  const int64_t d = config().d_model;
  const Kernels& k = t.kernels_;
  if (n_rows == 1) {
    const float* row = x;
    if (weight != nullptr) {
      k.rms_norm(lane().norm_f32, x, weight, d, config().norm_eps);
      row = lane().norm_f32;
    }
    if (want_q8) quantise_row(lane().act_q8, 0, 1, row, d);
    return activations(row, t.norm_stride_, lane().act_q8, 1);
  }
  const auto [begin, end] = own(n_rows, 1);
  for (int64_t i = begin; i < end; ++i) {
    float* row = t.norm_ + i * static_cast<int64_t>(t.norm_stride_ / sizeof(float));
    if (weight != nullptr) {
      k.rms_norm(row, x + i * d, weight, d, config().norm_eps);
    } else {
      std::copy_n(x + i * d, d, row);
    }
    if (want_q8) quantise_row(t.act_q8_, i, n_rows, row, d);
  }
  pool.barrier();
  return activations(t.norm_, t.norm_stride_, t.act_q8_, n_rows);
}

Activations Transformer::Pass::quantised(const float* x, int64_t n, bool want_q8) {
  const size_t stride = static_cast<size_t>(n) * sizeof(float);
  if (alone()) {
    if (want_q8) quantise_row(lane().act_q8, 0, 1, x, n);
    return activations(x, stride, lane().act_q8, 1);
  }
  if (want_q8) {
    const auto [begin, end] = own(n_tok, 1);
    for (int64_t i = begin; i < end; ++i) quantise_row(t.act_q8_, i, n_tok, x + i * n, n);
    pool.barrier();
  }
  return activations(x, stride, t.act_q8_, n_tok);
}

void Transformer::Pass::attention_block(const Layer& layer, int64_t index) {
  const bool want_q8 = layer.q.wants_q8(n_tok) || layer.k.wants_q8(n_tok) || layer.v.wants_q8(n_tok);
  project_qkv(layer, index, normed(t.x_, n_tok, layer.attn_norm, want_q8));
  pool.barrier();
  attend(layer, index);
  pool.barrier();
  add_block(layer.attn_out, quantised(t.attn_, n_q(), layer.attn_out.wants_q8(n_tok)), layer.attn_post_norm);
}

// Q, K and V as one product whose rows are split by whole heads, so that a single token's heads can be
// rotated and stored by the thread that computed them, without a barrier between.
void Transformer::Pass::project_qkv(const Layer& layer, int64_t index, const Activations& x) {
  const ModelConfig& c = config();
  const int64_t n_heads = c.n_head + 2 * c.n_kv_head;
  const auto [begin, end] = own(n_heads, 1);
  const Linear* parts[] = {&layer.q, &layer.k, &layer.v};
  const int64_t first_head[] = {0, c.n_head, c.n_head + c.n_kv_head, n_heads};
  for (int p = 0; p < 3; ++p) {
    const int64_t from = std::clamp(begin, first_head[p], first_head[p + 1]) - first_head[p];
    const int64_t to = std::clamp(end, first_head[p], first_head[p + 1]) - first_head[p];
    linear_rows(*parts[p], from * c.d_head, to * c.d_head, x, t.qkv_ + first_head[p] * c.d_head, ld_qkv(),
                lane().gemm_scratch);
  }
  const bool whole_norm = c.qk_norm_whole && layer.q_norm != nullptr;
  if (alone() && !whole_norm) return finish_heads(layer, index, 0, begin, end);
  pool.barrier();
  const auto [first, last] = own(n_tok, 1);
  for (int64_t i = first; i < last; ++i) {
    float* row = t.qkv_ + i * ld_qkv();
    if (whole_norm) {
      t.kernels_.rms_norm(row, row, layer.q_norm, n_q(), c.norm_eps);
      t.kernels_.rms_norm(row + n_q(), row + n_q(), layer.k_norm, n_kv(), c.norm_eps);
    }
    finish_heads(layer, index, i, 0, n_heads);
  }
}

// Per-head norms, rotation, and K and V into the cache, for heads [begin, end) of Q then K then V.
void Transformer::Pass::finish_heads(const Layer& layer, int64_t index, int64_t token, int64_t begin,
                                     int64_t end) {
  const ModelConfig& c = config();
  const Kernels& k = t.kernels_;
  const int64_t d = c.d_head, v_begin = c.n_head + c.n_kv_head;
  float* row = t.qkv_ + token * ld_qkv();
  for (int64_t h = begin; h < std::min(end, v_begin); ++h) {
    const float* norm = h < c.n_head ? layer.q_norm : layer.k_norm;
    if (norm != nullptr && !c.qk_norm_whole) k.rms_norm(row + h * d, row + h * d, norm, d, c.norm_eps);
  }
  if (layer.config.rope >= 0 && begin < v_begin) {
    const RopeConfig& rope = c.ropes[static_cast<size_t>(layer.config.rope)];
    const float* table = t.rope_ + (layer.config.rope * t.limits_.n_batch + token) * d;
    k.rope(row + begin * d, std::min(end, v_begin) - begin, d, rope.n_rot, table, table + rope.n_rot / 2,
           rope.neox);
  }
  for (int64_t h = std::max(begin, c.n_head); h < end; ++h) {
    const bool is_key = h < v_begin;
    const int64_t kv_head = h - (is_key ? c.n_head : v_begin);
    std::byte* rows = is_key ? cache.k(index, kv_head) : cache.v(index, kv_head);
    store_kv(k, cache.type(), rows + static_cast<size_t>(pos + token) * cache.row_bytes(), row + h * d, d);
  }
}

void Transformer::Pass::attend(const Layer& layer, int64_t index) {
  const ModelConfig& c = config();
  if (alone()) {
    const auto [begin, end] = own(c.n_head, 1);
    return attend_heads(layer, index, begin, end, 0, 1);
  }
  // Later tokens see more: units are taken from a counter, not dealt out in advance.
  const int64_t n_group = c.n_head / c.n_kv_head;
  const int64_t n_chunks = (n_tok + kAttentionTokens - 1) / kAttentionTokens;
  for (;;) {
    const int64_t unit = t.next_unit_.fetch_add(1, std::memory_order_relaxed);
    if (unit >= c.n_kv_head * n_chunks) return;
    const int64_t first = (n_chunks - 1 - unit / c.n_kv_head) * kAttentionTokens,
                  kv_head = unit % c.n_kv_head;
    attend_heads(layer, index, kv_head * n_group, (kv_head + 1) * n_group, first,
                 std::min(kAttentionTokens, n_tok - first));
  }
}

void Transformer::Pass::attend_heads(const Layer& layer, int64_t index, int64_t begin, int64_t end,
                                     int64_t token, int64_t count) {
  const ModelConfig& c = config();
  const int64_t n_group = c.n_head / c.n_kv_head;
  while (begin < end) {
    const int64_t kv_head = begin / n_group;
    const int64_t stop = std::min(end, (kv_head + 1) * n_group);
    AttentionArgs args{};
    args.out = t.attn_ + token * n_q() + begin * c.d_head;
    args.q = t.qkv_ + token * ld_qkv() + begin * c.d_head;
    args.out_stride = n_q();
    args.q_stride = ld_qkv();
    args.k = cache.k(index, kv_head);
    args.v = cache.v(index, kv_head);
    args.kv_type = cache.type();
    args.n_tok = count;
    args.n_group = stop - begin;
    args.d_head = c.d_head;
    args.pos = pos + token;
    args.n_seen = c.causal ? 0 : pos + n_tok;
    args.window = layer.config.window;
    args.scale = c.attention_scale;
    args.softcap = c.attention_softcap;
    args.scratch = lane().attention_scratch;
    attention(t.kernels_, args);
    begin = stop;
  }
}

void Transformer::Pass::ffn_block(const Layer& layer) {
  const ModelConfig& c = config();
  const Activations x =
      normed(t.x_, n_tok, layer.ffn_norm, layer.gate.wants_q8(n_tok) || layer.up.wants_q8(n_tok));
  const auto [begin, end] = own(c.d_ff, kRowGrain);
  linear_rows(layer.gate, begin, end, x, t.hidden_, c.d_ff, lane().gemm_scratch);
  linear_rows(layer.up, begin, end, x, t.up_, c.d_ff, lane().gemm_scratch);
  const auto combine = c.activation == Activation::silu ? t.kernels_.silu_mul : t.kernels_.gelu_tanh_mul;
  for (int64_t i = 0; i < n_tok; ++i) {
    float* gate = t.hidden_ + i * c.d_ff + begin;
    combine(gate, gate, t.up_ + i * c.d_ff + begin, end - begin);
  }
  pool.barrier();
  add_block(layer.down, quantised(t.hidden_, c.d_ff, layer.down.wants_q8(n_tok)), layer.ffn_post_norm);
}

// x += residual_scale · post_norm(W·in), and a barrier: the next block reads all of x.
void Transformer::Pass::add_block(const Linear& linear, const Activations& in, const float* post_norm) {
  const ModelConfig& c = config();
  const int64_t d = c.d_model;
  const Kernels& k = t.kernels_;
  const auto [begin, end] = own(d, kRowGrain);
  linear_rows(linear, begin, end, in, t.block_out_, d, lane().gemm_scratch);
  if (post_norm == nullptr) {
    for (int64_t i = 0; i < n_tok; ++i) {
      float* out = t.block_out_ + i * d + begin;
      if (c.residual_scale != 1.0f) k.scale(out, c.residual_scale, end - begin);
      k.add(t.x_ + i * d + begin, t.x_ + i * d + begin, out, end - begin);
    }
  } else {
    pool.barrier();
    const auto [first, last] = own(n_tok, 1);
    for (int64_t i = first; i < last; ++i) {
      k.rms_norm(lane().block_out, t.block_out_ + i * d, post_norm, d, c.norm_eps);
      if (c.residual_scale != 1.0f) k.scale(lane().block_out, c.residual_scale, d);
      k.add(t.x_ + i * d, t.x_ + i * d, lane().block_out, d);
    }
  }
  pool.barrier();
}

void Transformer::Pass::project_logits(int64_t n_logits) {
  const ModelConfig& c = config();
  const float* last = t.x_ + (n_tok - n_logits) * c.d_model;
  const Activations x = normed(last, n_logits, static_cast<const float*>(t.model_.weights.output_norm.data),
                               t.output_.wants_q8(n_logits));
  const int64_t n = t.scored_.n_rows();
  const auto [begin, end] = own(n, kRowGrain);
  linear_rows(t.scored_, begin, end, x, t.logits_, n, lane().gemm_scratch);
  for (int64_t i = 0; i < n_logits; ++i) {
    float* row = t.logits_ + i * n + begin;
    if (c.logit_scale != 1.0f) t.kernels_.scale(row, c.logit_scale, end - begin);
    if (c.logit_softcap > 0) t.kernels_.softcap(row, c.logit_softcap, end - begin);
  }
}

}  // namespace ondol
