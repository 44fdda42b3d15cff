// See hf_tensors.h. One table of names; a row's shape is written in the model's dimensions, so that a
// checkpoint whose tensors do not fit its config.json is refused before anything is written.
#include "models/convert/hf_tensors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "base/try.h"
#include "format/byte_cursor.h"
#include "models/convert/hf_architectures.h"

namespace ondol {
namespace {

/// Names of dimensions in the table below.
enum class Dim { none, d, q, kv, qkv, ff, ff2, vocab, head };
enum class When { always, pre_norms, sandwich };
enum class Order { as_is, q_heads, kv_heads };  ///< rows reordered for RoPE, where the architecture wants it

struct Rule {
  const char* hf;    ///< behind "model.layers.N." where gguf begins with "blk."
  const char* gguf;  ///< likewise behind "blk.N."
  Dim rows;          ///< none: a vector of `cols`
  Dim cols;
  When when = When::always;
  Order order = Order::as_is;
};

constexpr std::array<Rule, 6> model_rules{{
    {"model.embed_tokens.weight", "token_embd.weight", Dim::vocab, Dim::d},
    {"transformer.wte.weight", "token_embd.weight", Dim::vocab, Dim::d},
    {"model.norm.weight", "output_norm.weight", Dim::none, Dim::d},
    {"transformer.ln_f.weight", "output_norm.weight", Dim::none, Dim::d},
    {"lm_head.weight", "output.weight", Dim::vocab, Dim::d},
    {"model.lm_head.weight", "output.weight", Dim::vocab, Dim::d},
}};

constexpr std::array<Rule, 29> layer_rules{{
    {"self_attn.q_proj.weight", "attn_q.weight", Dim::q, Dim::d, When::always, Order::q_heads},
    {"self_attn.k_proj.weight", "attn_k.weight", Dim::kv, Dim::d, When::always, Order::kv_heads},
    {"self_attn.v_proj.weight", "attn_v.weight", Dim::kv, Dim::d},
    {"self_attn.q_proj.bias", "attn_q.bias", Dim::none, Dim::q, When::always, Order::q_heads},
    {"self_attn.k_proj.bias", "attn_k.bias", Dim::none, Dim::kv, When::always, Order::kv_heads},
    {"self_attn.v_proj.bias", "attn_v.bias", Dim::none, Dim::kv},
    {"self_attn.o_proj.weight", "attn_output.weight", Dim::d, Dim::q},
    {"self_attn.o_proj.bias", "attn_output.bias", Dim::none, Dim::d},
    {"self_attn.qkv_proj.weight", "attn_qkv.weight", Dim::qkv, Dim::d},
    {"self_attn.q_norm.weight", "attn_q_norm.weight", Dim::none, Dim::head},
    {"self_attn.k_norm.weight", "attn_k_norm.weight", Dim::none, Dim::head},
    {"mlp.gate_proj.weight", "ffn_gate.weight", Dim::ff, Dim::d},
    {"mlp.up_proj.weight", "ffn_up.weight", Dim::ff, Dim::d},
    {"mlp.gate_up_proj.weight", "ffn_up.weight", Dim::ff2, Dim::d},  // gate first, then up
    {"mlp.down_proj.weight", "ffn_down.weight", Dim::d, Dim::ff},
    {"input_layernorm.weight", "attn_norm.weight", Dim::none, Dim::d},
    {"post_attention_layernorm.weight", "ffn_norm.weight", Dim::none, Dim::d, When::pre_norms},
    {"post_attention_layernorm.weight", "post_attention_norm.weight", Dim::none, Dim::d, When::sandwich},
    {"pre_feedforward_layernorm.weight", "ffn_norm.weight", Dim::none, Dim::d, When::sandwich},
    {"post_feedforward_layernorm.weight", "post_ffw_norm.weight", Dim::none, Dim::d, When::sandwich},
    // EXAONE 3.x
    {"ln_1.weight", "attn_norm.weight", Dim::none, Dim::d},
    {"ln_2.weight", "ffn_norm.weight", Dim::none, Dim::d},
    {"attn.attention.q_proj.weight", "attn_q.weight", Dim::q, Dim::d},
    {"attn.attention.k_proj.weight", "attn_k.weight", Dim::kv, Dim::d},
    {"attn.attention.v_proj.weight", "attn_v.weight", Dim::kv, Dim::d},
    {"attn.attention.out_proj.weight", "attn_output.weight", Dim::d, Dim::q},
    {"mlp.c_fc_0.weight", "ffn_gate.weight", Dim::ff, Dim::d},
    {"mlp.c_fc_1.weight", "ffn_up.weight", Dim::ff, Dim::d},
    {"mlp.c_proj.weight", "ffn_down.weight", Dim::d, Dim::ff},
}};

class Planner {
 public:
  Planner(const HfConfig& config, const SafetensorsModel& model, std::vector<std::string>& notes)
      : config_(config), model_(model), notes_(notes) {}

  Result<std::vector<PlannedTensor>> plan();

 private:
  struct Found {
    const Rule* rule = nullptr;
    std::string gguf_name;
    uint64_t layer = 0;
    bool in_layer = false;
  };

  Result<Found> find_rule(std::string_view name) const;
  Status add(const std::string& name, const SafetensorsModel::Entry& entry);
  Status check_complete() const;
  uint64_t size_of(Dim dim, std::string_view gguf_name) const;
  Error wrong(const std::string& name, const std::string& expected, const std::string& got,
              ErrorCode code) const {
    return Error{code, config_.json.path() + ": tensor " + quoted_for_error(name) + ": expected " + expected +
                           ", got " + got};
  }

  const HfConfig& config_;
  const SafetensorsModel& model_;
  std::vector<std::string>& notes_;
  uint64_t n_vocab_ = 0;
  bool tied_ = false;
  uint64_t n_skipped_ = 0;
  std::set<std::string> names_;
  std::vector<std::pair<uint64_t, PlannedTensor>> planned_;  // with the layer, embedding and norms first
};

uint64_t Planner::size_of(Dim dim, std::string_view gguf_name) const {
  switch (dim) {
    case Dim::none:
      return 1;
    case Dim::d:
      return config_.d_model;
    case Dim::q:
      return config_.n_q();
    case Dim::kv:
      return config_.n_kv();
    case Dim::qkv:
      return config_.n_q() + 2 * config_.n_kv();
    case Dim::ff:
      return config_.d_ff;
    case Dim::ff2:
      return 2 * config_.d_ff;
    case Dim::vocab:
      return n_vocab_;
    case Dim::head:
      break;
  }
  // One norm over all heads in OLMo 2, one a head elsewhere.
  if (std::string_view(config_.arch->gguf_name) != "olmo2") return config_.d_head;
  return gguf_name.find("q_norm") != std::string_view::npos ? config_.n_q() : config_.n_kv();
}

/// "model.layers.12.self_attn…" → 12 and the rest; nullopt for other names.
std::optional<std::pair<uint64_t, std::string_view>> split_layer(std::string_view name) {
  for (const std::string_view prefix :
       {std::string_view("model.layers."), std::string_view("transformer.h.")}) {
    if (!name.starts_with(prefix)) continue;
    const std::string_view rest = name.substr(prefix.size());
    uint64_t layer = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), layer);
    const auto digits = static_cast<size_t>(end - rest.data());
    if (error != std::errc() || digits >= rest.size() || rest[digits] != '.') return std::nullopt;
    return std::pair(layer, rest.substr(digits + 1));
  }
  return std::nullopt;
}

Result<Planner::Found> Planner::find_rule(std::string_view name) const {
  const auto split = split_layer(name);
  const When other = config_.arch->sandwich_norms ? When::pre_norms : When::sandwich;
  const auto search = [&](const auto& rules, std::string_view wanted) -> const Rule* {
    for (const Rule& rule : rules) {
      if (wanted == rule.hf && rule.when != other) return &rule;
    }
    return nullptr;
  };
  Found found;
  found.rule = split.has_value() ? search(layer_rules, split->second) : search(model_rules, name);
  if (found.rule == nullptr) {
    return wrong(std::string(name),
                 std::string("a tensor of the ") + config_.arch->gguf_name + " architecture",
                 "one that Ondol does not know there", ErrorCode::unsupported);
  }
  found.gguf_name = found.rule->gguf;
  if (split.has_value()) {
    found.in_layer = true;
    found.layer = split->first;
    if (found.layer >= config_.n_layer) {
      return wrong(std::string(name), "layers 0 to " + std::to_string(config_.n_layer - 1),
                   std::to_string(found.layer), ErrorCode::bad_format);
    }
    found.gguf_name = "blk." + std::to_string(found.layer) + "." + found.gguf_name;
  }
  return found;
}

/// Output row → row of the checkpoint, inside one head: HF rotates (i, i + half), the output (2i, 2i + 1).
uint64_t permuted_row(uint64_t row, uint64_t d_head) {
  const uint64_t within = row % d_head;
  return row - within + within / 2 + (within % 2) * (d_head / 2);
}

DType stored_dtype(SafetensorsType type) {
  if (type == SafetensorsType::f16) return DType::f16;
  if (type == SafetensorsType::bf16) return DType::bf16;
  return DType::f32;
}

std::string shape_text(const std::vector<uint64_t>& shape) {
  std::string out = "[";
  for (const uint64_t dim : shape) out += (out.size() > 1 ? ", " : "") + std::to_string(dim);
  return out + "]";
}

/// Reads rows of `row_elems` floats; permuted, where d_head is not 0, inside heads of that many rows. shift
/// is added to every element.
std::function<Status(uint64_t, uint64_t, float*)> row_reader(const SafetensorsTensor& tensor,
                                                             uint64_t row_elems, uint64_t d_head,
                                                             float shift) {
  return [&tensor, row_elems, d_head, shift](uint64_t first, uint64_t n, float* out) -> Status {
    if (d_head == 0) {
      ONDOL_TRY(read_floats(tensor, first * row_elems, n * row_elems, out));
    } else {
      for (uint64_t r = 0; r < n; ++r) {
        const uint64_t source = permuted_row(first + r, d_head);
        ONDOL_TRY(read_floats(tensor, source * row_elems, row_elems, out + r * row_elems));
      }
    }
    if (shift != 0.0F) {
      for (uint64_t i = 0; i < n * row_elems; ++i) out[i] += shift;
    }
    return {};
  };
}

/// The name inside a wrapped language model; nullopt for what is not part of it.
std::optional<std::string> inner_name(const std::string& name, bool wrapped) {
  if (!wrapped || name == "lm_head.weight") return name;
  for (const std::string_view prefix :
       {std::string_view("language_model."), std::string_view("model.language_model.")}) {
    if (!name.starts_with(prefix)) continue;
    std::string inner = name.substr(prefix.size());
    if (!inner.starts_with("model.") && !inner.starts_with("lm_head.")) inner.insert(0, "model.");
    return inner;
  }
  return std::nullopt;
}

Status Planner::add(const std::string& name, const SafetensorsModel::Entry& entry) {
  const auto inner = inner_name(name, config_.wrapped);
  if (!inner.has_value()) {
    ++n_skipped_;  // the image tower and its projector
    return {};
  }
  if (inner->ends_with(".inv_freq")) return {};  // RoPE's frequencies, which every reader computes itself
  ONDOL_ASSIGN(const Found found, find_rule(*inner));
  const Rule& rule = *found.rule;
  if (tied_ && found.gguf_name == "output.weight") return {};

  const SafetensorsTensor& tensor = *entry.tensor;
  const bool is_matrix = rule.rows != Dim::none;
  std::vector<uint64_t> want{size_of(rule.cols, rule.gguf)};
  if (is_matrix) want.insert(want.begin(), size_of(rule.rows, rule.gguf));
  if (tensor.shape != want) {
    return wrong(name, "shape " + shape_text(want), shape_text(tensor.shape), ErrorCode::bad_format);
  }
  if (!names_.insert(found.gguf_name).second) {
    return wrong(name, "one tensor for " + found.gguf_name, "a second one", ErrorCode::bad_format);
  }

  PlannedTensor planned;
  planned.name = found.gguf_name;
  planned.dims.assign(want.rbegin(), want.rend());
  planned.dtype = is_matrix ? stored_dtype(tensor.type) : DType::f32;
  const float shift = config_.arch->norm_plus_one && planned.name.ends_with("norm.weight") ? 1.0F : 0.0F;
  const bool permuted = config_.arch->permute_qk && rule.order != Order::as_is;
  const uint64_t d_head = permuted ? config_.d_head : 0;
  if (is_matrix) {
    planned.read = row_reader(tensor, planned.dims[0], d_head, shift);
  } else {
    // A vector is one row to the writer; a permuted bias is reordered element by element.
    planned.read = [read = row_reader(tensor, 1, d_head, shift), n = want[0]](
                       uint64_t, uint64_t, float* out) { return read(0, n, out); };
  }
  planned.done = [entry] { entry.file->release(*entry.tensor); };
  const uint64_t place = found.in_layer                           ? found.layer + 1
                         : found.gguf_name == "token_embd.weight" ? 0
                                                                  : UINT64_MAX;
  planned_.emplace_back(place, std::move(planned));
  return {};
}

/// What every layer must have; a tensor that came under another role would show as missing here.
Status Planner::check_complete() const {
  const std::string_view arch = config_.arch->gguf_name;
  std::vector<std::string> wanted{"output_norm.weight"};
  if (!tied_) wanted.push_back("output.weight");
  std::vector<std::string> parts{"attn_output.weight", "ffn_up.weight", "ffn_down.weight"};
  const auto need = [&](std::initializer_list<std::string> names) { parts.insert(parts.end(), names); };
  if (arch == "phi3") {
    need({"attn_qkv.weight"});
  } else {
    need({"attn_q.weight", "attn_k.weight", "attn_v.weight", "ffn_gate.weight"});
  }
  if (arch == "qwen2") need({"attn_q.bias", "attn_k.bias", "attn_v.bias"});
  if (arch == "qwen3" || arch == "gemma3" || arch == "olmo2")
    need({"attn_q_norm.weight", "attn_k_norm.weight"});
  if (arch != "olmo2") need({"attn_norm.weight", "ffn_norm.weight"});
  if (config_.arch->sandwich_norms) need({"post_attention_norm.weight", "post_ffw_norm.weight"});
  for (uint64_t i = 0; i < config_.n_layer; ++i) {
    for (const std::string& part : parts) wanted.push_back("blk." + std::to_string(i) + "." + part);
  }
  for (const std::string& name : wanted) {
    if (names_.contains(name)) continue;
    return Error{ErrorCode::not_found,
                 config_.json.path() + ": expected a tensor for " + name + " in the checkpoint, got none"};
  }
  return {};
}

Result<std::vector<PlannedTensor>> Planner::plan() {
  ONDOL_ASSIGN(n_vocab_, embedding_rows(config_, model_));
  const bool has_output =
      model_.find("lm_head.weight") != nullptr || model_.find("model.lm_head.weight") != nullptr;
  ONDOL_ASSIGN(tied_, config_.json.bool_or("tie_word_embeddings", config_.wrapped || !has_output));
  for (const auto& [name, entry] : model_.tensors()) ONDOL_TRY(add(name, entry));
  ONDOL_TRY(check_complete());
  if (n_skipped_ > 0) {
    notes_.push_back(std::to_string(n_skipped_) + " of its tensors are outside the language model: left out");
  }
  std::stable_sort(planned_.begin(), planned_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<PlannedTensor> out;
  for (auto& [place, tensor] : planned_) out.push_back(std::move(tensor));
  return out;
}

}  // namespace

Result<uint64_t> embedding_rows(const HfConfig& config, const SafetensorsModel& model) {
  constexpr uint64_t max_vocab = 1 << 24;
  constexpr std::array names{"model.embed_tokens.weight", "transformer.wte.weight",
                             "language_model.model.embed_tokens.weight",
                             "model.language_model.embed_tokens.weight"};
  for (const char* name : names) {
    const auto* entry = model.find(name);
    if (entry == nullptr) continue;
    const auto& shape = entry->tensor->shape;
    if (shape.size() == 2 && shape[0] >= 1 && shape[0] <= max_vocab) return shape[0];
    return Error{ErrorCode::bad_format, config.json.path() + ": tensor " + name + ": expected " +
                                            "[vocabulary, hidden_size], got " + std::to_string(shape.size()) +
                                            " dimensions"};
  }
  return Error{
      ErrorCode::not_found,
      config.json.path() + ": expected a tensor model.embed_tokens.weight in the checkpoint, got none"};
}

Result<std::vector<PlannedTensor>> plan_hf_tensors(const HfConfig& config, const SafetensorsModel& model,
                                                   std::vector<std::string>& notes) {
  return Planner(config, model, notes).plan();
}

}  // namespace ondol
