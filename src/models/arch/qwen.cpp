// Qwen 2 / 2.5 (biases on Q, K, V) and Qwen 3 (no biases, a norm on each head of Q and K, free head length).
// The binder finds the biases and norms by their presence; only RoPE's order is set here.
#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {

Status configure_qwen2(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  ONDOL_ASSIGN(auto rope, binder.read_rope(config, {.neox = true, .n_ctx = n_ctx}));
  config.ropes.push_back(std::move(rope));
  ONDOL_ASSIGN(uint64_t window, binder.uint_or("attention.sliding_window", 0, UINT32_MAX));
  for (LayerConfig& layer : config.layers) layer.window = static_cast<int64_t>(window);
  return {};
}

Status configure_qwen3(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  return configure_qwen2(binder, n_ctx, config);
}

}  // namespace ondol::arch
