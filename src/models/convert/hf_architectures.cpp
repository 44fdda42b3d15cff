// Metadata by architecture, with the keys of the GGUF specification (docs/formats/gguf.md) as llama.cpp's
// loaders read them. Knows nothing of tensors.
#include "models/convert/hf_architectures.h"

#include <array>
#include <cmath>

#include "base/try.h"
#include "models/convert/hf_rope.h"

namespace ondol {
namespace {

using Notes = std::vector<std::string>;
constexpr uint64_t max_window = uint64_t{1} << 31;

std::string key(const HfConfig& c, const char* suffix) {
  return std::string(c.arch->gguf_name) + "." + suffix;
}

Status describe_nothing(const HfConfig&, GgufWriter&, Notes&) { return {}; }

Status describe_llama(const HfConfig& c, GgufWriter&, Notes&) {
  ONDOL_ASSIGN(const bool interleaved, c.json.bool_or("rope_interleaved", false));
  if (interleaved) return c.json.wrong("rope_interleaved", "false", ErrorCode::unsupported);
  return {};
}

Status describe_mistral(const HfConfig& c, GgufWriter& w, Notes& notes) {
  ONDOL_ASSIGN(const uint64_t window, c.json.uint_or("sliding_window", 0, max_window));
  if (window == 0 || window >= c.n_ctx) return {};
  w.set_uint(key(c, "attention.sliding_window"), static_cast<uint32_t>(window));
  notes.push_back("sliding_window " + std::to_string(window) +
                  ": kept; other programs may ignore it in llama files");
  return {};
}

Status describe_qwen2(const HfConfig& c, GgufWriter&, Notes&) {
  ONDOL_ASSIGN(const bool used, c.json.bool_or("use_sliding_window", false));
  ONDOL_ASSIGN(const uint64_t window, c.json.uint_or("sliding_window", 0, max_window));
  if (used && window != 0 && window < c.n_ctx) {
    return c.json.wrong("use_sliding_window", "false, as in all published Qwen models",
                        ErrorCode::unsupported);
  }
  return {};
}

/// The scale of the scores where it is not 1/√d_head.
Status describe_score_scale(const HfConfig& c, GgufWriter& w) {
  ONDOL_ASSIGN(const double scalar, c.json.number_or("query_pre_attn_scalar", static_cast<double>(c.d_head)));
  if (!(scalar > 0)) return c.json.wrong("query_pre_attn_scalar", "a number above 0");
  if (scalar != static_cast<double>(c.d_head)) {
    w.set_float(key(c, "attention.scale"), static_cast<float>(1.0 / std::sqrt(scalar)));
  }
  return {};
}

Status describe_softcap(const HfConfig& c, GgufWriter& w, const char* hf_key, const char* suffix) {
  if (!c.json.has(hf_key)) return {};
  ONDOL_ASSIGN(const double cap, c.json.number(hf_key));
  if (!(cap > 0)) return c.json.wrong(hf_key, "a number above 0");
  w.set_float(key(c, suffix), static_cast<float>(cap));
  return {};
}

/// Every n-th layer sees the whole context: from sliding_window_pattern, or from layer_types.
Result<uint64_t> whole_context_period(const HfConfig& c, uint64_t published) {
  if (!c.json.has("layer_types")) return c.json.uint_or("sliding_window_pattern", published, 1024);
  const auto& types = c.json.root().at("layer_types");
  if (!types.is_array() || types.size() != c.n_layer) {
    return c.json.wrong("layer_types", "an array of " + std::to_string(c.n_layer) + " names");
  }
  uint64_t period = published;  // where no layer shows it
  for (uint64_t i = c.n_layer; i > 0; --i) {
    if (types[i - 1] == "full_attention") period = i;
  }
  for (uint64_t i = 0; i < c.n_layer; ++i) {
    const bool whole = (i + 1) % period == 0;
    if (types[i] != (whole ? "full_attention" : "sliding_attention")) {
      return c.json.wrong(
          "layer_types",
          "full_attention in every " + std::to_string(period) + "th layer, sliding_attention elsewhere",
          ErrorCode::unsupported);
    }
  }
  return period;
}

Status describe_gemma2(const HfConfig& c, GgufWriter& w, Notes&) {
  ONDOL_ASSIGN(const uint64_t period, whole_context_period(c, 2));
  if (period != 2)
    return c.json.wrong("layer_types", "full_attention in every second layer", ErrorCode::unsupported);
  ONDOL_ASSIGN(const uint64_t window, c.json.uint_or("sliding_window", 4096, max_window));
  w.set_uint(key(c, "attention.sliding_window"), static_cast<uint32_t>(window));
  ONDOL_TRY(describe_softcap(c, w, "attn_logit_softcapping", "attn_logit_softcapping"));
  ONDOL_TRY(describe_softcap(c, w, "final_logit_softcapping", "final_logit_softcapping"));
  return describe_score_scale(c, w);
}

Status describe_gemma3(const HfConfig& c, GgufWriter& w, Notes& notes) {
  ONDOL_ASSIGN(const uint64_t period, whole_context_period(c, 6));
  if (period == 0) return c.json.wrong("sliding_window_pattern", "1 or more");
  ONDOL_ASSIGN(const uint64_t window, c.json.uint_or("sliding_window", 4096, max_window));
  if (period != 1) w.set_uint(key(c, "attention.sliding_window"), static_cast<uint32_t>(window));
  if (period != 6) w.set_uint(key(c, "attention.sliding_window_pattern"), static_cast<uint32_t>(period));
  ONDOL_TRY(describe_softcap(c, w, "final_logit_softcapping", "final_logit_softcapping"));
  if (c.json.has("attn_logit_softcapping")) {
    notes.push_back("attn_logit_softcapping: left out, as Gemma 3's own code ignores it");
  }
  return describe_score_scale(c, w);
}

/// Of the architectures whose layers are all alike.
Status refuse_layer_types(const HfConfig& c) {
  if (!c.json.has("layer_types")) return {};
  for (const auto& type : c.json.root().at("layer_types")) {
    if (type != "full_attention")
      return c.json.wrong("layer_types", "full_attention only", ErrorCode::unsupported);
  }
  return {};
}

Status describe_phi3(const HfConfig& c, GgufWriter& w, Notes&) {
  // Present even when 0: llama.cpp tells Phi-4 from Phi-3 by it.
  ONDOL_ASSIGN(const uint64_t window, c.json.uint_or("sliding_window", 0, max_window));
  w.set_uint(key(c, "attention.sliding_window"), static_cast<uint32_t>(window));
  return {};
}

Status describe_smollm3(const HfConfig& c, GgufWriter&, Notes&) {
  ONDOL_ASSIGN(const bool used, c.json.bool_or("use_sliding_window", false));
  if (used) return c.json.wrong("use_sliding_window", "false", ErrorCode::unsupported);
  if (!c.json.has("no_rope_layers")) {
    ONDOL_ASSIGN(const uint64_t interval, c.json.uint_or("no_rope_layer_interval", 4, max_window));
    if (interval != 4) return c.json.wrong("no_rope_layer_interval", "4", ErrorCode::unsupported);
    return {};
  }
  // The format has no key for it; its readers take every fourth layer to be without RoPE.
  ONDOL_ASSIGN(const auto has_rope, c.json.numbers("no_rope_layers"));
  bool usual = has_rope.size() == c.n_layer;
  for (size_t i = 0; usual && i < has_rope.size(); ++i) usual = has_rope[i] == ((i + 1) % 4 != 0 ? 1 : 0);
  if (!usual)
    return c.json.wrong("no_rope_layers", "0 for every fourth layer, 1 for the others",
                        ErrorCode::unsupported);
  return {};
}

Status describe_granite(const HfConfig& c, GgufWriter& w, Notes&) {
  struct Scale {
    const char* hf;
    const char* gguf;
  };
  constexpr std::array<Scale, 4> scales{{{"attention_multiplier", "attention.scale"},
                                         {"embedding_multiplier", "embedding_scale"},
                                         {"residual_multiplier", "residual_scale"},
                                         {"logits_scaling", "logit_scale"}}};
  for (const Scale& scale : scales) {
    ONDOL_ASSIGN(const double value, c.json.number_or(scale.hf, 1.0));
    if (!(value > 0)) return c.json.wrong(scale.hf, "a number above 0");
    w.set_float(key(c, scale.gguf), static_cast<float>(value));
  }
  return {};
}

//   config.json            GGUF       activation           permute  +1     sandwich  own metadata
constexpr HfArchitecture architectures[] = {
    {"LlamaForCausalLM", "llama", "silu", true, false, false, describe_llama},
    {"MistralForCausalLM", "llama", "silu", true, false, false, describe_mistral},
    {"ExaoneForCausalLM", "exaone", "silu", false, false, false, describe_nothing},
    {"Qwen2ForCausalLM", "qwen2", "silu", false, false, false, describe_qwen2},
    {"Qwen3ForCausalLM", "qwen3", "silu", false, false, false, describe_qwen2},
    {"Gemma2ForCausalLM", "gemma2", "gelu_pytorch_tanh", false, true, true, describe_gemma2},
    {"Gemma3ForCausalLM", "gemma3", "gelu_pytorch_tanh", false, true, true, describe_gemma3},
    {"Gemma3ForConditionalGeneration", "gemma3", "gelu_pytorch_tanh", false, true, true, describe_gemma3},
    {"Phi3ForCausalLM", "phi3", "silu", false, false, false, describe_phi3},
    {"SmolLM3ForCausalLM", "smollm3", "silu", true, false, false, describe_smollm3},
    {"GraniteForCausalLM", "granite", "silu", true, false, false, describe_granite},
    {"Olmo2ForCausalLM", "olmo2", "silu", false, false, true, describe_nothing},
};

}  // namespace

const HfArchitecture* find_hf_architecture(std::string_view hf_name) {
  for (const HfArchitecture& row : architectures) {
    if (hf_name == row.hf_name) return &row;
  }
  return nullptr;
}

std::string known_hf_architectures() {
  std::string names;
  for (const HfArchitecture& row : architectures)
    names += (names.empty() ? "" : ", ") + std::string(row.hf_name);
  return names;
}

Status describe_model(const HfConfig& c, uint64_t n_vocab, GgufWriter& w, Notes& notes) {
  const auto set = [&](const char* suffix, uint64_t value) {
    w.set_uint(key(c, suffix), static_cast<uint32_t>(value));
  };
  set("block_count", c.n_layer);
  set("context_length", c.n_ctx);
  set("embedding_length", c.d_model);
  set("feed_forward_length", c.d_ff);
  set("attention.head_count", c.n_head);
  set("attention.head_count_kv", c.n_kv_head);
  w.set_float(key(c, "attention.layer_norm_rms_epsilon"), static_cast<float>(c.norm_eps));
  if (c.d_head_given) {
    set("attention.key_length", c.d_head);
    set("attention.value_length", c.d_head);
  }
  set("vocab_size", n_vocab);
  ONDOL_TRY(describe_rope(c, w, notes));
  if (!c.arch->sandwich_norms) ONDOL_TRY(refuse_layer_types(c));
  return c.arch->describe(c, w, notes);
}

}  // namespace ondol
