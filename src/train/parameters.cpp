#include "train/parameters.h"

#include <algorithm>
#include <cmath>

#include "train/random.h"

namespace ondol::train {

ModelShape ModelShape::of(const ModelRecipe& r, int64_t n_vocab) {
  return {.d_model = r.d_model,
          .n_layer = r.n_layer,
          .n_head = r.n_head,
          .n_kv_head = r.n_kv_head,
          .d_head = r.d_head,
          .d_ff = r.d_ff,
          .n_vocab = n_vocab,
          .n_ctx = r.n_ctx,
          .n_bucket = r.ngram_buckets,
          .tied = r.tied,
          .qk_norm = r.qk_norm,
          .causal = r.causal,
          .rope_theta = static_cast<float>(r.rope_theta),
          .norm_eps = static_cast<float>(r.norm_eps),
          .dropout = static_cast<float>(r.dropout)};
}

ParamLayout::ParamLayout(const ModelShape& s) {
  embedding_ = add("token_embd", s.n_vocab, s.d_model, ParamKind::embedding);
  for (int64_t i = 0; i < s.n_layer; ++i) {
    const std::string p = "blk." + std::to_string(i) + ".";
    LayerParams layer{};
    layer.attn_norm = add(p + "attn_norm", 1, s.d_model, ParamKind::norm);
    layer.qkv = add(p + "attn_qkv", s.n_qkv(), s.d_model, ParamKind::matrix, {s.n_q(), s.n_kv(), s.n_kv()});
    layer.q_norm = s.qk_norm ? add(p + "attn_q_norm", 1, s.d_head, ParamKind::norm) : -1;
    layer.k_norm = s.qk_norm ? add(p + "attn_k_norm", 1, s.d_head, ParamKind::norm) : -1;
    layer.attn_out = add(p + "attn_output", s.d_model, s.n_q(), ParamKind::matrix);
    layer.ffn_norm = add(p + "ffn_norm", 1, s.d_model, ParamKind::norm);
    layer.gate_up = add(p + "ffn_gate_up", 2 * s.d_ff, s.d_model, ParamKind::matrix, {s.d_ff, s.d_ff});
    layer.down = add(p + "ffn_down", s.d_model, s.d_ff, ParamKind::matrix);
    layers_.push_back(layer);
  }
  output_norm_ = add("output_norm", 1, s.d_model, ParamKind::norm);
  if (s.n_bucket > 0) ngrams_ = add("ngram_embd", s.n_bucket, s.d_model, ParamKind::embedding);
  output_ = s.tied ? embedding_ : add("output", s.n_vocab, s.d_model, ParamKind::embedding);
}

int ParamLayout::add(std::string name, int64_t d_out, int64_t d_in, ParamKind kind,
                     std::vector<int64_t> parts) {
  params_.push_back({std::move(name), d_out, d_in, kind, n_floats_, std::move(parts)});
  n_floats_ += (d_out * d_in + 15) / 16 * 16;
  return static_cast<int>(params_.size()) - 1;
}

int64_t ParamLayout::n_params() const {
  int64_t n = 0;
  for (const Param& p : params_) n += p.n();
  return n;
}

void initialise(const ParamLayout& layout, const ModelShape& shape, const ModelRecipe& recipe, uint64_t seed,
                float* params) {
  const double residual = 1.0 / std::sqrt(2.0 * static_cast<double>(shape.n_layer));
  std::vector<double> deviation(layout.params().size(), recipe.init_std);
  deviation[static_cast<size_t>(layout.embedding())] = recipe.embedding_init_std;
  if (layout.ngrams() >= 0) deviation[static_cast<size_t>(layout.ngrams())] = recipe.embedding_init_std;
  for (int64_t i = 0; i < shape.n_layer; ++i) {
    deviation[static_cast<size_t>(layout.layer(i).attn_out)] *= residual;
    deviation[static_cast<size_t>(layout.layer(i).down)] *= residual;
  }
  for (size_t i = 0; i < layout.params().size(); ++i) {
    const Param& p = layout.params()[i];
    float* out = params + p.offset;
    if (p.kind == ParamKind::norm) {
      std::fill_n(out, p.n(), 1.0f);
      continue;
    }
    Random random(seed ^ mix_bits(i + 1));
    for (int64_t j = 0; j < p.n(); ++j) out[j] = static_cast<float>(random.normal() * deviation[i]);
  }
}

}  // namespace ondol::train
