// Names and sizes of tensors as the converter writes them (src/models/convert) and the binder wants them.
#include "fit/verify/random_model.h"

#include "base/try.h"

namespace ondol::fit {
namespace {

class TensorList {
 public:
  TensorList(const CatalogueModel& model, const QuantMix& mix)
      : shape_(*model.shape), mix_(mix), fused_(model.architecture == "phi3") {
    mix_model_.n_layer = static_cast<int>(shape_.n_layer);
    mix_model_.n_gqa = static_cast<int>(shape_.n_head / shape_.n_kv_head);
    mix_model_.tied_output = shape_.tied;
  }

  std::vector<ShapeTensor> take() {
    matrix("token_embd.weight", shape_.n_vocab, shape_.d_model);
    if (!shape_.tied) matrix("output.weight", shape_.n_vocab, shape_.d_model);
    vector("output_norm.weight", shape_.d_model);
    for (int64_t i = 0; i < shape_.n_layer; ++i) layer("blk." + std::to_string(i) + ".");
    return std::move(out_);
  }

 private:
  void matrix(const std::string& name, int64_t n_rows, int64_t n_cols) {
    const MixTensor tensor{name, static_cast<uint64_t>(n_cols), static_cast<uint64_t>(n_rows)};
    out_.push_back({name, mix_.choose(mix_model_, tensor).dtype, n_rows, n_cols});
  }
  void vector(const std::string& name, int64_t n) { out_.push_back({name, DType::f32, 1, n}); }

  void layer(const std::string& at) {
    const int64_t d = shape_.d_model, n_q = shape_.n_head * shape_.d_head,
                  n_kv = shape_.n_kv_head * shape_.d_head;
    if (shape_.norms != Norms::after) {
      vector(at + "attn_norm.weight", d);
      vector(at + "ffn_norm.weight", d);
    }
    if (shape_.norms != Norms::before) {
      vector(at + "post_attention_norm.weight", d);
      vector(at + "post_ffw_norm.weight", d);
    }
    if (fused_) {
      matrix(at + "attn_qkv.weight", n_q + 2 * n_kv, d);
      matrix(at + "ffn_up.weight", 2 * shape_.d_ff, d);
    } else {
      matrix(at + "attn_q.weight", n_q, d);
      matrix(at + "attn_k.weight", n_kv, d);
      matrix(at + "attn_v.weight", n_kv, d);
      matrix(at + "ffn_gate.weight", shape_.d_ff, d);
      matrix(at + "ffn_up.weight", shape_.d_ff, d);
    }
    matrix(at + "attn_output.weight", d, n_q);
    matrix(at + "ffn_down.weight", d, shape_.d_ff);
    if (shape_.qkv_bias) {
      vector(at + "attn_q.bias", n_q);
      vector(at + "attn_k.bias", n_kv);
      vector(at + "attn_v.bias", n_kv);
    }
    if (shape_.qk_norm == QkNorm::none) return;
    const bool whole = shape_.qk_norm == QkNorm::whole;
    vector(at + "attn_q_norm.weight", whole ? n_q : shape_.d_head);
    vector(at + "attn_k_norm.weight", whole ? n_kv : shape_.d_head);
  }

  const ModelShape& shape_;
  const QuantMix& mix_;
  bool fused_;  ///< Q, K and V in one matrix, gate and up in another
  MixModel mix_model_;
  std::vector<ShapeTensor> out_;
};

}  // namespace

Result<std::vector<ShapeTensor>> shape_tensors(const CatalogueModel& model, const QuantMix& mix) {
  if (!model.shape) return Error{ErrorCode::unsupported, model.name + ": its shape is not known"};
  if (!model.runs_on_ondol || model.shape->mixer != Mixer::attention || model.shape->n_expert > 0)
    return Error{ErrorCode::unsupported, model.name + ": layers that the engine lacks"};
  return TensorList(model, mix).take();
}

}  // namespace ondol::fit
