// Gemma 2 and Gemma 3 (text): norms before and after each block, embeddings scaled by √d_model, GELU, layers
// that alternate between a sliding window and the whole context. Gemma 2 caps scores and logits; Gemma 3
// norms Q and K and gives its local layers their own RoPE base. Files store norm weights with the 1 of (1 +
// w) already added.
#include <cmath>

#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {
namespace {

// Every period-th layer sees the whole context, the others a window.
Status set_windows(const Binder& binder, uint64_t period_default, uint64_t window_default,
                   ModelConfig& config) {
  ONDOL_ASSIGN(uint64_t window, binder.uint_or("attention.sliding_window", window_default, UINT32_MAX));
  ONDOL_ASSIGN(uint64_t period, binder.uint_or("attention.sliding_window_pattern", period_default, 1024));
  if (period == 0)
    return Error{ErrorCode::bad_format, binder.file().path() + ": " +
                                            binder.key("attention.sliding_window_pattern") +
                                            ": expected 1 or more, got 0"};
  for (size_t i = 0; i < config.layers.size(); ++i)
    config.layers[i].window = (i + 1) % period == 0 ? 0 : static_cast<int64_t>(window);
  return {};
}

}  // namespace

Status configure_gemma2(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  config.activation = Activation::gelu_tanh;
  config.embedding_scale = std::sqrt(static_cast<float>(config.d_model));
  ONDOL_ASSIGN(double attention_cap, binder.positive_or("attn_logit_softcapping", 50.0));
  ONDOL_ASSIGN(double logit_cap, binder.positive_or("final_logit_softcapping", 30.0));
  config.attention_softcap = static_cast<float>(attention_cap);
  config.logit_softcap = static_cast<float>(logit_cap);
  ONDOL_ASSIGN(auto rope, binder.read_rope(config, {.neox = true, .n_ctx = n_ctx}));
  config.ropes.push_back(std::move(rope));
  // The 27B scales by d_model/n_head instead of the head length; its files carry no key for it.
  if (config.n_layer == 46 && binder.file().find(binder.key("attention.scale")) == nullptr)
    config.attention_scale = 1.0f / std::sqrt(static_cast<float>(config.d_model / config.n_head));
  return set_windows(binder, 2, 4096, config);
}

Status configure_gemma3(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  config.activation = Activation::gelu_tanh;
  config.embedding_scale = std::sqrt(static_cast<float>(config.d_model));
  if (config.n_layer == 62 && binder.file().find(binder.key("attention.scale")) == nullptr)
    config.attention_scale = 1.0f / std::sqrt(static_cast<float>(config.d_model / config.n_head));
  if (binder.file().has(binder.key("final_logit_softcapping"))) {
    ONDOL_ASSIGN(const double cap, binder.positive_or("final_logit_softcapping", 30.0));
    config.logit_softcap = static_cast<float>(cap);
  }
  ONDOL_ASSIGN(auto global, binder.read_rope(config, {.neox = true, .theta_default = 1e6, .n_ctx = n_ctx}));
  ONDOL_ASSIGN(
      auto local,
      binder.read_rope(config, {.neox = true, .ignore_scaling = true, .theta_key = "rope.freq_base_swa"}));
  config.ropes.push_back(std::move(global));
  config.ropes.push_back(std::move(local));
  ONDOL_TRY(set_windows(binder, 6, 1024, config));
  for (LayerConfig& layer : config.layers) layer.rope = layer.window > 0 ? 1 : 0;
  return {};
}

}  // namespace ondol::arch
