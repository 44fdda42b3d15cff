// See hf_config.h.
#include "models/convert/hf_config.h"

#include <array>
#include <cmath>
#include <utility>

#include "base/try.h"
#include "models/convert/hf_architectures.h"

namespace ondol {
namespace {

constexpr uint64_t max_dim = 1 << 20;
constexpr uint64_t max_layers = 1024;
constexpr uint64_t max_heads = 4096;

/// The first of several spellings that is there.
const char* spelling(const JsonFile& json, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (json.has(key)) return key;
  }
  return *keys.begin();
}

/// The file holds it as f32, where 1e-300 is 0 and 1e300 infinity.
bool is_positive_f32(double value) {
  const auto stored = static_cast<float>(value);
  return stored > 0 && std::isfinite(stored);
}

Result<uint64_t> positive(const JsonFile& json, const char* key, uint64_t max) {
  ONDOL_ASSIGN(const uint64_t value, json.uint(key, max));
  if (value == 0) return json.wrong(key, "an integer from 1 to " + std::to_string(max));
  return value;
}

Result<std::string> architecture_name(const JsonFile& json) {
  const auto& root = json.root();
  const auto it = root.find("architectures");
  if (it == root.end() || !it->is_array() || it->empty() || !it->front().is_string()) {
    return json.wrong("architectures", "an array with one name");
  }
  return it->front().get<std::string>();
}

Status refuse_quantised(const JsonFile& json) {
  if (!json.has("quantization_config")) return {};
  ONDOL_ASSIGN(const JsonFile quantised, json.object("quantization_config"));
  return quantised.wrong("quant_method", "a checkpoint of plain weights, not a quantised one",
                         ErrorCode::unsupported);
}

Status read_shapes(HfConfig& c) {
  const JsonFile& json = c.json;
  const bool gemma3 = std::string_view(c.arch->gguf_name) == "gemma3";
  ONDOL_ASSIGN(c.n_layer, positive(json, spelling(json, {"num_hidden_layers", "num_layers"}), max_layers));
  ONDOL_ASSIGN(c.d_model, positive(json, "hidden_size", max_dim));
  ONDOL_ASSIGN(c.d_ff, positive(json, "intermediate_size", max_dim));
  // Gemma 3's published configs leave these to the defaults of its configuration class.
  c.n_head = gemma3 ? 8 : 0;
  if (!gemma3 || json.has("num_attention_heads")) {
    ONDOL_ASSIGN(c.n_head, positive(json, "num_attention_heads", max_heads));
  }
  c.n_kv_head = gemma3 ? 4 : c.n_head;
  if (json.has("num_key_value_heads")) {
    ONDOL_ASSIGN(c.n_kv_head, positive(json, "num_key_value_heads", max_heads));
  }
  if (c.n_head % c.n_kv_head != 0) {
    return json.wrong("num_key_value_heads", "a divisor of " + std::to_string(c.n_head) + " heads");
  }
  c.d_head_given = json.has("head_dim") || gemma3;
  if (json.has("head_dim")) {
    ONDOL_ASSIGN(c.d_head, positive(json, "head_dim", max_dim));
  } else if (gemma3) {
    c.d_head = 256;
  } else if (c.d_model % c.n_head != 0) {
    return json.wrong("num_attention_heads", "a divisor of hidden_size " + std::to_string(c.d_model));
  } else {
    c.d_head = c.d_model / c.n_head;
  }
  if (c.d_head % 2 != 0) return json.wrong("head_dim", "an even head length");
  c.n_ctx = 131072;
  if (!gemma3 || json.has("max_position_embeddings")) {
    ONDOL_ASSIGN(c.n_ctx, positive(json, "max_position_embeddings", uint64_t{1} << 31));
  }
  const char* eps = spelling(json, {"rms_norm_eps", "layer_norm_epsilon"});
  ONDOL_ASSIGN(c.norm_eps, gemma3 ? json.number_or(eps, 1e-6) : json.number(eps));
  if (!is_positive_f32(c.norm_eps)) return json.wrong(eps, "a number above 0");
  return {};
}

Status read_activation(const HfConfig& c) {
  const JsonFile& json = c.json;
  const char* key = spelling(json, {"hidden_activation", "hidden_act", "activation_function"});
  ONDOL_ASSIGN(const std::string name, json.string_or(key, c.arch->activation));
  const bool silu = name == "silu" || name == "swish";
  if (name == c.arch->activation || (silu && std::string_view(c.arch->activation) == "silu")) return {};
  return json.wrong(key, std::string("\"") + c.arch->activation + "\"", ErrorCode::unsupported);
}

Status read_rope(HfConfig& c) {
  const JsonFile& json = c.json;
  ONDOL_ASSIGN(c.rope.params, json.object("rope_parameters"));
  if (c.rope.params.has("full_attention")) {  // one set a layer type
    ONDOL_ASSIGN(const JsonFile local, c.rope.params.object("sliding_attention"));
    if (local.has("rope_theta")) {
      ONDOL_ASSIGN(c.rope.theta_local, local.number("rope_theta"));
    }
    ONDOL_ASSIGN(c.rope.params, c.rope.params.object("full_attention"));
  } else if (c.rope.params.root().empty()) {
    ONDOL_ASSIGN(c.rope.params, json.object("rope_scaling"));
  }
  if (json.has("rope_local_base_freq")) {
    ONDOL_ASSIGN(c.rope.theta_local, json.number("rope_local_base_freq"));
  }

  const bool gemma3 = std::string_view(c.arch->gguf_name) == "gemma3";
  const JsonFile& holder = c.rope.params.has("rope_theta") ? c.rope.params : json;
  ONDOL_ASSIGN(c.rope.theta, holder.number_or("rope_theta", gemma3 ? 1e6 : 10000.0));
  if (!is_positive_f32(c.rope.theta)) return holder.wrong("rope_theta", "a number above 0");
  if (c.rope.theta_local.has_value() && !is_positive_f32(*c.rope.theta_local)) {
    return json.wrong("rope_local_base_freq", "a number above 0");
  }
  const char* key = spelling(c.rope.params, {"rope_type", "type"});
  ONDOL_ASSIGN(c.rope.type, c.rope.params.string_or(key, "default"));
  if (c.rope.type == "su") c.rope.type = "longrope";  // Phi-3's first name for it
  constexpr std::array known{"default", "linear", "dynamic", "llama3", "yarn", "longrope"};
  for (const char* name : known) {
    if (c.rope.type == name) return {};
  }
  return c.rope.params.wrong(key, "default, linear, dynamic, llama3, yarn or longrope",
                             ErrorCode::unsupported);
}

}  // namespace

Result<HfConfig> HfConfig::load(const std::string& dir) {
  HfConfig c;
  ONDOL_ASSIGN(c.json, JsonFile::load(dir + "/config.json"));
  ONDOL_ASSIGN(const std::string name, architecture_name(c.json));
  c.arch = find_hf_architecture(name);
  if (c.arch == nullptr) {
    return c.json.wrong("architectures", "one of " + known_hf_architectures(), ErrorCode::unsupported);
  }
  ONDOL_TRY(refuse_quantised(c.json));
  if (c.json.has("text_config")) {
    c.wrapped = true;
    ONDOL_ASSIGN(c.json, c.json.object("text_config"));
  }
  ONDOL_TRY(read_shapes(c));
  ONDOL_TRY(read_activation(c));
  ONDOL_TRY(read_rope(c));
  return c;
}

}  // namespace ondol
