// Embedding and transformer layers, forward and backward: RMSNorm, QKV, RoPE, attention, SwiGLU.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "train/lane_pass.h"
#include "train/random.h"

namespace ondol::train {

void fill_rope_tables(const ModelShape& shape, float* cos, float* sin) {
  const int64_t half = shape.d_head / 2;
  for (int64_t i = 0; i < half; ++i) {
    const float inv_freq =
        static_cast<float>(std::pow(static_cast<double>(shape.rope_theta),
                                    -2.0 * static_cast<double>(i) / static_cast<double>(shape.d_head)));
    for (int64_t pos = 0; pos < shape.n_ctx; ++pos) {
      const double angle = static_cast<double>(pos) * inv_freq;
      cos[pos * half + i] = static_cast<float>(std::cos(angle));
      sin[pos * half + i] = static_cast<float>(std::sin(angle));
    }
  }
}

void Lane::Pass::product(float* c, int64_t ldc, const float* a, int64_t lda, const Panels& panels,
                         int64_t rows, bool accumulate) const {
  net.gemm.gemm({c, ldc, a, lda, false, panels.data, net.gemm.panel_stride(panels.n_k), rows, panels.n_k,
                 panels.n_cols, accumulate, lane.gemm_scratch_});
}

void Lane::Pass::weight_gradient(float* dw, const float* dy, int64_t ld_dy, int64_t d_out, const float* x,
                                 int64_t ldx, int64_t d_in, int64_t rows) const {
  net.gemm.pack(lane.panels_, x, rows, d_in, ldx, 1);
  net.gemm.gemm({dw, d_in, dy, ld_dy, true, lane.panels_, net.gemm.panel_stride(rows), d_out, rows, d_in,
                 true, lane.gemm_scratch_});
}

void Lane::Pass::norm_rows(float* out, float* inverse, const float* x, int norm, int64_t rows) const {
  const int64_t d = shape().d_model;
  for (int64_t i = 0; i < rows; ++i) {
    inverse[i] = train().rms_norm(out + i * d, x + i * d, param(norm), d, shape().norm_eps);
  }
}

void Lane::Pass::norm_rows_backward(float* dx, const float* d_out, const float* x, const float* inverse,
                                    int norm, int64_t rows) const {
  const int64_t d = shape().d_model;
  for (int64_t i = 0; i < rows; ++i) {
    train().rms_norm_backward(dx + i * d, gradient(norm), d_out + i * d, x + i * d, param(norm), inverse[i],
                              d);
  }
}

void Lane::Pass::embed() {
  const int64_t d = shape().d_model;
  for (int64_t i = 0; i < n(); ++i) std::copy_n(net.token_table + batch.tokens[i] * d, d, state(0).x + i * d);
}

void Lane::Pass::embed_backward() {
  const int64_t d = shape().d_model;
  float* table = gradient(net.layout.embedding());
  for (int64_t i = 0; i < n(); ++i) train().axpy(table + batch.tokens[i] * d, 1.0f, lane.dx_ + i * d, d);
}

void Lane::Pass::drop(float* x, int64_t layer, int which) const {
  const int64_t n_row = batch.n_tok * shape().d_model;
  const auto limit = static_cast<uint32_t>(static_cast<double>(shape().dropout) * 0x1p32);
  const float keep = 1.0f / (1.0f - shape().dropout);
  for (int64_t seq = 0; seq < batch.n_seq; ++seq, x += n_row) {
    const auto row = static_cast<uint64_t>(batch.first_row + seq),
               block = static_cast<uint64_t>(2 * layer + which);
    const uint64_t key = mix_bits(mix_bits(options->dropout_key ^ row) ^ block);
    for (int64_t i = 0; i < n_row; i += 2) {
      const uint64_t bits = mix_bits(key + static_cast<uint64_t>(i));
      x[i] = static_cast<uint32_t>(bits) < limit ? 0.0f : x[i] * keep;
      if (i + 1 < n_row) x[i + 1] = static_cast<uint32_t>(bits >> 32) < limit ? 0.0f : x[i + 1] * keep;
    }
  }
}

void Lane::Pass::add_block(float* x_next, const float* x, const float* in, int64_t ld_in, int matrix,
                           int64_t layer, int which) {
  const int64_t d = shape().d_model;
  if (options != nullptr && shape().dropout > 0.0f) {
    product(lane.h_, d, in, ld_in, net.weights.forward(matrix), n());
    drop(lane.h_, layer, which);
    net.kernels.add(x_next, x, lane.h_, n() * d);
    return;
  }
  if (x_next != x) std::copy_n(x, n() * d, x_next);
  product(x_next, d, in, ld_in, net.weights.forward(matrix), n(), true);
}

void Lane::Pass::finish_heads(const LayerParams& p, LayerState& s) const {
  const int64_t heads = shape().n_head + shape().n_kv_head, d_head = shape().d_head, half = d_head / 2;
  const float scale = 1.0f / std::sqrt(static_cast<float>(d_head));
  for (int64_t i = 0; i < n(); ++i) {
    const float* from = s.qkv + i * shape().n_qkv();
    float* to = s.qk + i * shape().n_qk();
    if (shape().qk_norm) {
      for (int64_t h = 0; h < heads; ++h) {
        s.inverse_qk[i * heads + h] =
            train().rms_norm(to + h * d_head, from + h * d_head,
                             param(h < shape().n_head ? p.q_norm : p.k_norm), d_head, shape().norm_eps);
      }
    } else {
      std::copy_n(from, shape().n_qk(), to);
    }
    const int64_t pos = position(i);
    net.kernels.rope(to, heads, d_head, d_head, net.cos + pos * half, net.sin + pos * half, true);
    net.kernels.scale(to, scale, shape().n_q());  // of the attention, once here instead of on every score
  }
}

void Lane::Pass::finish_heads_backward(const LayerParams& p, const LayerState& s) const {
  const int64_t heads = shape().n_head + shape().n_kv_head, d_head = shape().d_head, half = d_head / 2;
  const float scale = 1.0f / std::sqrt(static_cast<float>(d_head));
  float* minus_sin = lane.scores_;
  for (int64_t i = 0; i < n(); ++i) {
    float* d_rotated = lane.d_qk_ + i * shape().n_qk();
    float* d_raw = lane.d_wide_ + i * shape().n_qkv();
    const int64_t pos = position(i);
    for (int64_t j = 0; j < half; ++j) minus_sin[j] = -net.sin[pos * half + j];
    net.kernels.scale(d_rotated, scale, shape().n_q());
    net.kernels.rope(d_rotated, heads, d_head, d_head, net.cos + pos * half, minus_sin, true);
    if (!shape().qk_norm) {
      std::copy_n(d_rotated, shape().n_qk(), d_raw);
      continue;
    }
    std::fill_n(d_raw, shape().n_qk(), 0.0f);
    for (int64_t h = 0; h < heads; ++h) {
      const int norm = h < shape().n_head ? p.q_norm : p.k_norm;
      train().rms_norm_backward(d_raw + h * d_head, gradient(norm), d_rotated + h * d_head,
                                s.qkv + i * shape().n_qkv() + h * d_head, param(norm),
                                s.inverse_qk[i * heads + h], d_head);
    }
  }
}

void Lane::Pass::attention_block(int64_t layer, float* x_next) {
  const LayerParams& p = net.layout.layer(layer);
  LayerState& s = state(layer);
  norm_rows(lane.h_, s.inverse1, s.x, p.attn_norm, n());
  product(s.qkv, shape().n_qkv(), lane.h_, shape().d_model, net.weights.forward(p.qkv), n());
  finish_heads(p, s);
  attention(s);
  add_block(x_next, s.x, s.attn, shape().n_q(), p.attn_out, layer, 0);
}

void Lane::Pass::ffn_block(int64_t layer, float* x_next) {
  const LayerParams& p = net.layout.layer(layer);
  LayerState& s = state(layer);
  const int64_t d_ff = shape().d_ff;
  norm_rows(lane.h_, s.inverse2, s.x_mid, p.ffn_norm, n());
  product(s.gate_up, 2 * d_ff, lane.h_, shape().d_model, net.weights.forward(p.gate_up), n());
  for (int64_t i = 0; i < n(); ++i) {
    const float* gate = s.gate_up + i * 2 * d_ff;
    net.kernels.silu_mul(lane.act_ + i * d_ff, gate, gate + d_ff, d_ff);
  }
  add_block(x_next, s.x_mid, lane.act_, d_ff, p.down, layer, 1);
}

void Lane::Pass::forward_layers() {
  for (int64_t i = 0; i < shape().n_layer; ++i) {
    attention_block(i, state(i).x_mid);
    // Without backward all layers share one state, and the next input takes the place of this one.
    ffn_block(i, i + 1 < shape().n_layer ? state(i + 1).x : lane.x_out_);
  }
}

void Lane::Pass::ffn_block_backward(int64_t layer) {
  const LayerParams& p = net.layout.layer(layer);
  LayerState& s = state(layer);
  const int64_t d = shape().d_model, d_ff = shape().d_ff;
  const float* d_block = lane.dx_;
  if (shape().dropout > 0.0f) {
    std::copy_n(lane.dx_, n() * d, lane.h_);
    drop(lane.h_, layer, 1);
    d_block = lane.h_;
  }
  product(lane.dh_, d_ff, d_block, d, net.weights.backward(p.down), n());
  for (int64_t i = 0; i < n(); ++i) {
    const float* gate = s.gate_up + i * 2 * d_ff;
    float* d_gate = lane.d_wide_ + i * 2 * d_ff;
    train().silu_mul_backward(lane.act_ + i * d_ff, d_gate, d_gate + d_ff, lane.dh_ + i * d_ff, gate,
                              gate + d_ff, d_ff);
  }
  weight_gradient(gradient(p.down), d_block, d, d, lane.act_, d_ff, d_ff, n());
  norm_rows(lane.h_, s.inverse2, s.x_mid, p.ffn_norm, n());
  weight_gradient(gradient(p.gate_up), lane.d_wide_, 2 * d_ff, 2 * d_ff, lane.h_, d, d, n());
  product(lane.dh_, d, lane.d_wide_, 2 * d_ff, net.weights.backward(p.gate_up), n());
  norm_rows_backward(lane.dx_, lane.dh_, s.x_mid, s.inverse2, p.ffn_norm, n());
}

void Lane::Pass::attention_block_backward(int64_t layer) {
  const LayerParams& p = net.layout.layer(layer);
  LayerState& s = state(layer);
  const int64_t d = shape().d_model, n_q = shape().n_q(), n_qkv = shape().n_qkv();
  const float* d_block = lane.dx_;
  if (shape().dropout > 0.0f) {
    std::copy_n(lane.dx_, n() * d, lane.h_);
    drop(lane.h_, layer, 0);
    d_block = lane.h_;
  }
  product(lane.dh_, n_q, d_block, d, net.weights.backward(p.attn_out), n());
  weight_gradient(gradient(p.attn_out), d_block, d, d, s.attn, n_q, n_q, n());
  attention_backward(s);
  finish_heads_backward(p, s);
  norm_rows(lane.h_, s.inverse1, s.x, p.attn_norm, n());
  weight_gradient(gradient(p.qkv), lane.d_wide_, n_qkv, n_qkv, lane.h_, d, d, n());
  product(lane.dh_, d, lane.d_wide_, n_qkv, net.weights.backward(p.qkv), n());
  norm_rows_backward(lane.dx_, lane.dh_, s.x, s.inverse1, p.attn_norm, n());
}

void Lane::Pass::backward_layers() {
  for (int64_t i = shape().n_layer - 1; i >= 0; --i) {
    ffn_block_backward(i);
    attention_block_backward(i);
  }
}

}  // namespace ondol::train
