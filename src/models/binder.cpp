#include "models/binder.h"

#include <cmath>
#include <cstdio>

#include "base/try.h"

namespace ondol {
namespace {

constexpr uint64_t kMaxLayers = 1024, kMaxHeads = 4096, kMaxHeadDim = 1024, kMaxDim = 1 << 20;
constexpr uint64_t kMaxVocab = 1 << 24, kMaxContext = uint64_t{1} << 31;

std::string shape(int64_t n_rows, int64_t n_cols) {
  return "[" + std::to_string(n_rows) + ", " + std::to_string(n_cols) + "]";
}

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

std::string dims_text(const TensorView& view) {
  std::string text = "[";
  for (int i = 3; i >= 0; --i)
    if (i < 2 || view.dims[static_cast<size_t>(i)] != 1)
      text += (text.size() > 1 ? ", " : "") + std::to_string(view.dims[static_cast<size_t>(i)]);
  return text + "]";
}

}  // namespace

Error Binder::bad(const std::string& what) const {
  return {ErrorCode::bad_format, file_.path() + ": " + what};
}

Result<double> Binder::finite_or(std::string_view suffix, double fallback) const {
  ONDOL_ASSIGN(double value, file_.float_or(key(suffix), fallback));
  if (!std::isfinite(static_cast<float>(value)))  // used as f32: 1e300 is as bad as infinity
    return bad(key(suffix) + ": expected a finite number, got " + number_text(value));
  return value;
}

Result<double> Binder::positive_or(std::string_view suffix, double fallback) const {
  ONDOL_ASSIGN(double value, finite_or(suffix, fallback));
  if (!(static_cast<float>(value) > 0))
    return bad(key(suffix) + ": expected a number above 0, got " + number_text(value));
  return value;
}

Result<uint64_t> Binder::uint_or(std::string_view suffix, uint64_t fallback, uint64_t max) const {
  return file_.uint_or(key(suffix), fallback, max);
}

Status Binder::read_shapes(ModelConfig& config) const {
  config.arch = arch_;
  const auto required = [&](const char* suffix, uint64_t max, int64_t& out) -> Status {
    ONDOL_ASSIGN(uint64_t value, file_.get_uint(key(suffix), max));
    if (value == 0) return bad(key(suffix) + ": expected 1 to " + std::to_string(max) + ", got 0");
    out = static_cast<int64_t>(value);
    return {};
  };
  ONDOL_TRY(required("block_count", kMaxLayers, config.n_layer));
  ONDOL_TRY(required("embedding_length", kMaxDim, config.d_model));
  ONDOL_TRY(required("feed_forward_length", kMaxDim, config.d_ff));
  ONDOL_TRY(required("attention.head_count", kMaxHeads, config.n_head));
  ONDOL_TRY(required("context_length", kMaxContext, config.n_ctx_train));
  const auto optional = [&](const char* suffix, uint64_t max, int64_t fallback, int64_t& out) -> Status {
    if (file_.find(key(suffix)) != nullptr) return required(suffix, max, out);
    out = fallback;
    return {};
  };
  ONDOL_TRY(optional("attention.head_count_kv", kMaxHeads, config.n_head, config.n_kv_head));
  if (config.n_head % config.n_kv_head != 0)
    return bad(key("attention.head_count_kv") + ": " + std::to_string(config.n_kv_head) +
               " does not divide " + std::to_string(config.n_head) + " heads");
  if (file_.find(key("attention.key_length")) == nullptr && config.d_model % config.n_head != 0)
    return bad(key("attention.head_count") + ": " + std::to_string(config.n_head) +
               " does not divide embedding_length " + std::to_string(config.d_model));
  ONDOL_TRY(optional("attention.key_length", kMaxHeadDim, config.d_model / config.n_head, config.d_head));
  int64_t d_value = 0;
  ONDOL_TRY(optional("attention.value_length", kMaxHeadDim, config.d_head, d_value));
  if (d_value != config.d_head)
    return bad(key("attention.value_length") + ": expected the key length " + std::to_string(config.d_head) +
               ", got " + std::to_string(d_value));
  if (config.d_head > static_cast<int64_t>(kMaxHeadDim) || config.d_head % 2 != 0)
    return bad(key("attention.key_length") + ": expected an even number up to 1024, got " +
               std::to_string(config.d_head));

  const GgufTensor* embedding = file_.tensor("token_embd.weight");
  if (embedding == nullptr)
    return Error{ErrorCode::not_found, file_.path() + ": tensor token_embd.weight is missing"};
  if (embedding->view.dims[1] > kMaxVocab)
    return bad("token_embd.weight: expected at most " + std::to_string(kMaxVocab) + " rows, got " +
               std::to_string(embedding->view.dims[1]));
  config.n_vocab = static_cast<int64_t>(embedding->view.dims[1]);

  if (!file_.has(key("attention.layer_norm_rms_epsilon")))
    return Error{ErrorCode::not_found,
                 file_.path() + ": " + key("attention.layer_norm_rms_epsilon") + " is missing"};
  ONDOL_ASSIGN(double eps, positive_or("attention.layer_norm_rms_epsilon", 1e-5));
  config.norm_eps = static_cast<float>(eps);
  ONDOL_ASSIGN(double scale,
               positive_or("attention.scale", 1.0 / std::sqrt(static_cast<double>(config.d_head))));
  config.attention_scale = static_cast<float>(scale);
  if (file_.find(key("attention.causal")) != nullptr) {
    ONDOL_ASSIGN(config.causal, file_.get_bool(key("attention.causal")));
  }
  config.layers.assign(static_cast<size_t>(config.n_layer), LayerConfig{});
  return {};
}

Status Binder::matrix(TensorView& out, const std::string& name, int64_t n_rows, int64_t n_cols,
                      bool optional) const {
  const GgufTensor* tensor = file_.tensor(name);
  if (tensor == nullptr) {
    if (optional) return {};
    return Error{ErrorCode::not_found,
                 file_.path() + ": tensor " + name + " " + shape(n_rows, n_cols) + " is missing"};
  }
  const TensorView& view = tensor->view;
  if (view.n_cols() != n_cols || static_cast<int64_t>(view.dims[1]) != n_rows || view.dims[2] != 1 ||
      view.dims[3] != 1)
    return bad("tensor " + name + " at offset " + std::to_string(tensor->file_offset) + ": expected shape " +
               shape(n_rows, n_cols) + ", got " + dims_text(view));
  if (!traits(view.dtype).is_weight)
    return bad("tensor " + name + ": type " + traits(view.dtype).name + " cannot be a weight matrix");
  out = view;
  return {};
}

Status Binder::vector(TensorView& out, const std::string& name, int64_t n, bool optional) const {
  const GgufTensor* tensor = file_.tensor(name);
  if (tensor == nullptr) {
    if (optional) return {};
    return Error{ErrorCode::not_found,
                 file_.path() + ": tensor " + name + " [" + std::to_string(n) + "] is missing"};
  }
  const TensorView& view = tensor->view;
  if (view.dtype != DType::f32 || static_cast<int64_t>(view.n_elems()) != n || view.n_cols() != n)
    return bad("tensor " + name + " at offset " + std::to_string(tensor->file_offset) + ": expected F32 [" +
               std::to_string(n) + "], got " + traits(view.dtype).name + " " + dims_text(view));
  const auto* values = static_cast<const float*>(view.data);
  for (int64_t i = 0; i < n; ++i)
    if (!std::isfinite(values[i]))
      return bad("tensor " + name + ": element " + std::to_string(i) + " at offset " +
                 std::to_string(tensor->file_offset + static_cast<uint64_t>(i) * 4) +
                 " is not a finite number");
  out = view;
  return {};
}

Status Binder::bind_ends(const ModelConfig& config, ModelWeights& weights) const {
  ONDOL_TRY(matrix(weights.token_embedding, "token_embd.weight", config.n_vocab, config.d_model));
  ONDOL_TRY(vector(weights.output_norm, "output_norm.weight", config.d_model));
  ONDOL_TRY(matrix(weights.output, "output.weight", config.n_vocab, config.d_model, true));
  if (weights.output.empty()) weights.output = weights.token_embedding;
  return {};
}

Status Binder::bind_layers(const ModelConfig& config, ModelWeights& weights) const {
  weights.layers.assign(static_cast<size_t>(config.n_layer), LayerWeights{});
  for (int64_t i = 0; i < config.n_layer; ++i)
    ONDOL_TRY(bind_layer(config, i, weights.layers[static_cast<size_t>(i)]));
  return {};
}

Status Binder::bind_layer(const ModelConfig& config, int64_t i, LayerWeights& layer) const {
  const std::string prefix = "blk." + std::to_string(i) + ".";
  const int64_t d = config.d_model;
  ONDOL_TRY(vector(layer.attn_post_norm, prefix + "post_attention_norm.weight", d, true));
  ONDOL_TRY(vector(layer.ffn_post_norm, prefix + "post_ffw_norm.weight", d, true));
  // A block without a norm before it must have one after it (OLMo 2).
  ONDOL_TRY(vector(layer.attn_norm, prefix + "attn_norm.weight", d, !layer.attn_post_norm.empty()));
  ONDOL_TRY(vector(layer.ffn_norm, prefix + "ffn_norm.weight", d, !layer.ffn_post_norm.empty()));
  ONDOL_TRY(bind_qkv(config, prefix, layer));
  return bind_ffn(config, prefix, layer);
}

Status Binder::bind_qkv(const ModelConfig& config, const std::string& prefix, LayerWeights& layer) const {
  const int64_t n_q = config.n_head * config.d_head, n_kv = config.n_kv_head * config.d_head;
  TensorView fused;
  ONDOL_TRY(matrix(fused, prefix + "attn_qkv.weight", n_q + 2 * n_kv, config.d_model, true));
  if (!fused.empty()) {
    const auto rows = [&](int64_t begin, int64_t count) {
      TensorView part = fused;
      part.data = fused.row(begin);
      part.dims[1] = static_cast<uint64_t>(count);
      return part;
    };
    layer.q = rows(0, n_q);
    layer.k = rows(n_q, n_kv);
    layer.v = rows(n_q + n_kv, n_kv);
  } else {
    ONDOL_TRY(matrix(layer.q, prefix + "attn_q.weight", n_q, config.d_model));
    ONDOL_TRY(matrix(layer.k, prefix + "attn_k.weight", n_kv, config.d_model));
    ONDOL_TRY(matrix(layer.v, prefix + "attn_v.weight", n_kv, config.d_model));
  }
  ONDOL_TRY(matrix(layer.attn_out, prefix + "attn_output.weight", config.d_model, n_q));
  ONDOL_TRY(vector(layer.q_bias, prefix + "attn_q.bias", n_q, true));
  ONDOL_TRY(vector(layer.k_bias, prefix + "attn_k.bias", n_kv, true));
  ONDOL_TRY(vector(layer.v_bias, prefix + "attn_v.bias", n_kv, true));
  ONDOL_TRY(vector(layer.attn_out_bias, prefix + "attn_output.bias", config.d_model, true));
  ONDOL_TRY(
      vector(layer.q_norm, prefix + "attn_q_norm.weight", config.qk_norm_whole ? n_q : config.d_head, true));
  ONDOL_TRY(
      vector(layer.k_norm, prefix + "attn_k_norm.weight", config.qk_norm_whole ? n_kv : config.d_head, true));
  if (layer.q_norm.empty() != layer.k_norm.empty())
    return bad(prefix + "attn_q_norm.weight and attn_k_norm.weight: expected both or neither");
  return {};
}

Status Binder::bind_ffn(const ModelConfig& config, const std::string& prefix, LayerWeights& layer) const {
  const GgufTensor* gate = file_.tensor(prefix + "ffn_gate.weight");
  if (gate == nullptr) {  // Phi-3: gate and up are the two halves of one matrix
    TensorView fused;
    ONDOL_TRY(matrix(fused, prefix + "ffn_up.weight", 2 * config.d_ff, config.d_model));
    layer.gate = layer.up = fused;
    layer.gate.dims[1] = layer.up.dims[1] = static_cast<uint64_t>(config.d_ff);
    layer.up.data = fused.row(config.d_ff);
  } else {
    ONDOL_TRY(matrix(layer.gate, prefix + "ffn_gate.weight", config.d_ff, config.d_model));
    ONDOL_TRY(matrix(layer.up, prefix + "ffn_up.weight", config.d_ff, config.d_model));
  }
  return matrix(layer.down, prefix + "ffn_down.weight", config.d_model, config.d_ff);
}

}  // namespace ondol
