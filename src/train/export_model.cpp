#include "train/export_model.h"

#include <cstring>

#include "base/try.h"
#include "models/convert/tensor_stream.h"
#include "models/convert/type_choice.h"
#include "models/tokenizer_from_gguf.h"

namespace ondol::train {
namespace {

class Plan {
 public:
  Plan(const ModelShape& shape, const ParamLayout& layout, const float* params, const float* token_table)
      : shape_(shape), layout_(layout), params_(params), token_table_(token_table) {}

  std::vector<PlannedTensor> make() {
    const int64_t d = shape_.d_model;
    whole("token_embd.weight", layout_.embedding());
    for (int64_t i = 0; i < shape_.n_layer; ++i) {
      const LayerParams& p = layout_.layer(i);
      const std::string blk = "blk." + std::to_string(i) + ".";
      whole(blk + "attn_norm.weight", p.attn_norm);
      rows(blk + "attn_q.weight", p.qkv, 0, shape_.n_q(), d, !shape_.qk_norm);
      rows(blk + "attn_k.weight", p.qkv, shape_.n_q(), shape_.n_kv(), d, !shape_.qk_norm);
      rows(blk + "attn_v.weight", p.qkv, shape_.n_qk(), shape_.n_kv(), d, false);
      if (shape_.qk_norm) {
        whole(blk + "attn_q_norm.weight", p.q_norm);
        whole(blk + "attn_k_norm.weight", p.k_norm);
      }
      whole(blk + "attn_output.weight", p.attn_out);
      whole(blk + "ffn_norm.weight", p.ffn_norm);
      rows(blk + "ffn_gate.weight", p.gate_up, 0, shape_.d_ff, d, false);
      rows(blk + "ffn_up.weight", p.gate_up, shape_.d_ff, shape_.d_ff, d, false);
      whole(blk + "ffn_down.weight", p.down);
    }
    whole("output_norm.weight", layout_.output_norm());
    if (!shape_.tied) whole("output.weight", layout_.output());
    return std::move(tensors_);
  }

 private:
  void whole(std::string name, int param) {
    const Param& p = layout_.at(param);
    rows(std::move(name), param, 0, p.d_out, p.d_in, false);
  }

  /// interleave: RoPE's pairs (i, i + d_head/2) become (2i, 2i+1) in each head, as GGUF's llama has them.
  void rows(std::string name, int param, int64_t first, int64_t n_rows, int64_t d_in, bool interleave) {
    const Param& p = layout_.at(param);
    const float* data = (param == layout_.embedding() ? token_table_ : params_ + p.offset) + first * d_in;
    const int64_t d_head = shape_.d_head;
    PlannedTensor tensor;
    tensor.name = std::move(name);
    tensor.dims = {static_cast<uint64_t>(d_in)};
    if (p.kind != ParamKind::norm) tensor.dims.push_back(static_cast<uint64_t>(n_rows));
    tensor.read = [=](uint64_t begin, uint64_t n, float* out) -> Status {
      for (uint64_t r = begin; r < begin + n; ++r, out += d_in) {
        auto from = static_cast<int64_t>(r);
        if (interleave) {
          const int64_t in_head = from % d_head;
          from += in_head / 2 + in_head % 2 * (d_head / 2) - in_head;
        }
        std::memcpy(out, data + from * d_in, static_cast<size_t>(d_in) * sizeof(float));
      }
      return {};
    };
    tensors_.push_back(std::move(tensor));
  }

  const ModelShape& shape_;
  const ParamLayout& layout_;
  const float* params_;
  const float* token_table_;
  std::vector<PlannedTensor> tensors_;
};

void describe(const ModelShape& s, const std::string& architecture, GgufWriter& w) {
  const auto set = [&](const char* key, int64_t value) {
    w.set_uint(architecture + "." + key, static_cast<uint32_t>(value));
  };
  set("block_count", s.n_layer);
  set("context_length", s.n_ctx);
  set("embedding_length", s.d_model);
  set("feed_forward_length", s.d_ff);
  set("attention.head_count", s.n_head);
  set("attention.head_count_kv", s.n_kv_head);
  set("attention.key_length", s.d_head);
  set("attention.value_length", s.d_head);
  set("rope.dimension_count", s.d_head);
  set("vocab_size", s.n_vocab);
  if (!s.causal) w.set_bool(architecture + ".attention.causal", false);
  w.set_float(architecture + ".rope.freq_base", s.rope_theta);
  w.set_float(architecture + ".attention.layer_norm_rms_epsilon", s.norm_eps);
}

}  // namespace

Result<ConvertReport> export_model(const std::string& out, const ModelShape& shape, const ParamLayout& layout,
                                   const float* params, const float* token_table,
                                   const TokenizerSpec& tokenizer, const ConvertOptions& options) {
  const std::string architecture = shape.qk_norm ? "qwen3" : "llama";
  ConvertReport report;
  ONDOL_ASSIGN(const TypeChoice choice, TypeChoice::create(options.type, /*pure=*/false));
  std::vector<PlannedTensor> tensors = Plan(shape, layout, params, token_table).make();
  for (const PlannedTensor& tensor : tensors) report.n_params += tensor.n_elems();
  choice.apply(tensors, static_cast<int>(shape.n_head / shape.n_kv_head), report.notes);
  ONDOL_ASSIGN(const auto writer, GgufWriter::create(out));
  writer->set_string("general.architecture", architecture);
  writer->set_string("general.type", "model");
  writer->set_string("general.name", options.name);
  describe(shape, architecture, *writer);
  writer->set_uint("general.file_type", choice.file_type(tensors));
  tokenizer_spec_to_gguf(tokenizer, *writer);
  writer->set_uint("general.quantization_version", 2);
  ONDOL_TRY(write_tensors(*writer, tensors, options.n_threads, nullptr));
  report.file_bytes = writer->file_bytes();
  ONDOL_TRY(writer->finish());
  report.n_tensors = static_cast<int>(tensors.size());
  report.architecture = architecture;
  report.type = choice.label(tensors);
  return report;
}

}  // namespace ondol::train
