#include "fit/plan/shaped_model.h"

#include <string>

#include "base/try.h"

namespace ondol::fit {
namespace {

/// Adds tensors one by one, each with the type that `ondol quantize` would give it.
class Shaper {
 public:
  Shaper(const ModelShape& shape, const QuantMix& mix, ShapedModel& out)
      : shape_(shape), mix_(mix), out_(out) {
    model_.n_layer = static_cast<int>(shape.n_layer);
    model_.n_gqa = static_cast<int>(shape.n_head / shape.n_kv_head);
    model_.tied_output = shape.tied;
  }

  TensorView add(const std::string& name, int64_t n_rows, int64_t n_cols) {
    TensorView view;
    view.dims = {static_cast<uint64_t>(n_cols), static_cast<uint64_t>(n_rows), 1, 1};
    view.dtype = mix_.choose(model_, {name, view.dims[0], view.dims[1]}).dtype;
    constexpr uint64_t kAlignment = 32;  // GGUF's default; the entry in the directory is about twice that
    out_.file_bytes +=
        (view.size_bytes() + kAlignment - 1) / kAlignment * kAlignment + name.size() + 2 * kAlignment;
    return view;
  }

  void layer(int64_t index, bool fused) {
    const std::string prefix = "blk." + std::to_string(index) + ".";
    const int64_t d = shape_.d_model, n_q = shape_.n_head * shape_.d_head,
                  n_kv = shape_.n_kv_head * shape_.d_head;
    LayerWeights weights;
    if (fused) {
      const TensorView qkv = matrix(prefix + "attn_qkv.weight", n_q + 2 * n_kv, d);
      weights.q = rows(qkv, n_q);
      weights.k = weights.v = rows(qkv, n_kv);
    } else {
      weights.q = matrix(prefix + "attn_q.weight", n_q, d);
      weights.k = matrix(prefix + "attn_k.weight", n_kv, d);
      weights.v = matrix(prefix + "attn_v.weight", n_kv, d);
    }
    weights.attn_out = matrix(prefix + "attn_output.weight", d, n_q);
    if (fused) {
      weights.gate = weights.up = rows(matrix(prefix + "ffn_up.weight", 2 * shape_.d_ff, d), shape_.d_ff);
    } else {
      weights.gate = matrix(prefix + "ffn_gate.weight", shape_.d_ff, d);
      weights.up = matrix(prefix + "ffn_up.weight", shape_.d_ff, d);
    }
    weights.down = matrix(prefix + "ffn_down.weight", d, shape_.d_ff);
    vectors(prefix, n_q, n_kv);
    out_.bound.weights.layers.push_back(weights);
  }

 private:
  TensorView matrix(const std::string& name, int64_t n_rows, int64_t n_cols) {
    const TensorView view = add(name, n_rows, n_cols);
    out_.layer_bytes[view.dtype] += view.size_bytes();
    out_.layer_results[view.dtype] += n_rows;
    out_.layer_parameters += n_rows * n_cols;
    return view;
  }
  static TensorView rows(TensorView view, int64_t count) {
    view.dims[1] = static_cast<uint64_t>(count);
    return view;
  }
  void vectors(const std::string& prefix, int64_t n_q, int64_t n_kv) {
    const int64_t d = shape_.d_model;
    for (int i = 0; i < (shape_.norms == Norms::around ? 4 : 2); ++i) add(prefix + "attn_norm.weight", 1, d);
    if (shape_.qkv_bias)
      for (const int64_t n : {n_q, n_kv, n_kv}) add(prefix + "attn_q.bias", 1, n);
    if (shape_.qk_norm == QkNorm::none) return;
    const bool whole = shape_.qk_norm == QkNorm::whole;
    for (const int64_t n : {n_q, n_kv}) add(prefix + "attn_q_norm.weight", 1, whole ? n : shape_.d_head);
  }

  const ModelShape& shape_;
  const QuantMix& mix_;
  ShapedModel& out_;
  MixModel model_;
};

ModelConfig config_of(const CatalogueModel& model) {
  const ModelShape& shape = *model.shape;
  ModelConfig config;
  config.arch = model.architecture;
  config.n_layer = shape.n_layer;
  config.d_model = shape.d_model;
  config.n_head = shape.n_head;
  config.n_kv_head = shape.n_kv_head;
  config.d_head = shape.d_head;
  config.d_ff = shape.d_ff;
  config.n_vocab = shape.n_vocab;
  config.n_ctx_train = shape.n_ctx;
  config.ropes.resize(model.architecture == "gemma3" ? 2 : 1);  // its local layers have their own
  config.layers.resize(static_cast<size_t>(shape.n_layer));
  for (size_t i = 0; i < config.layers.size(); ++i) {
    const bool global = shape.window == 0 || (shape.window_pattern > 0 &&
                                              (i + 1) % static_cast<size_t>(shape.window_pattern) == 0);
    config.layers[i].window = global ? 0 : shape.window;
  }
  return config;
}

}  // namespace

Result<ShapedModel> shape_model(const CatalogueModel& model, const QuantMix& mix,
                                const PlanConstants& constants) {
  const ModelShape& shape = *model.shape;
  if (shape.mixer != Mixer::attention || shape.n_expert > 0)
    return Error{ErrorCode::unsupported, model.name + ": layers that the engine lacks"};
  ShapedModel out;
  out.bound.config = config_of(model);
  Shaper shaper(shape, mix, out);
  ModelWeights& weights = out.bound.weights;
  weights.token_embedding = shaper.add("token_embd.weight", shape.n_vocab, shape.d_model);
  weights.output =
      shape.tied ? weights.token_embedding : shaper.add("output.weight", shape.n_vocab, shape.d_model);
  shaper.add("output_norm.weight", 1, shape.d_model);
  for (int64_t i = 0; i < shape.n_layer; ++i) shaper.layer(i, model.architecture == "phi3");
  out.output_type = weights.output.dtype;
  out.output_bytes = weights.output.size_bytes();
  out.output_parameters = shape.n_vocab * shape.d_model;

  // A token: length, text, type and, where pieces are scored and not merged, a score. A merge: two tokens and
  // a space.
  out.n_token = static_cast<uint64_t>(shape.n_vocab);
  out.n_merge = model.tokenizer == TokenizerKind::bpe ? out.n_token : 0;
  const auto text = static_cast<uint64_t>(constants.token_bytes.value);
  out.file_bytes += out.n_token * (8 + text + (out.n_merge > 0 ? 4 : 8)) + out.n_merge * (8 + text + 1);
  return out;
}

}  // namespace ondol::fit
