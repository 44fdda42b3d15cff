// Llama 2/3.x, SmolLM2, TinyLlama, Mistral. RoPE pairs are (2i, 2i+1): converters permute the rows of Q and
// K.
#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {

Status configure_llama(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  ONDOL_ASSIGN(auto rope, binder.read_rope(config, {.neox = false, .n_ctx = n_ctx}));
  config.ropes.push_back(std::move(rope));
  ONDOL_ASSIGN(uint64_t window, binder.uint_or("attention.sliding_window", 0, UINT32_MAX));
  for (LayerConfig& layer : config.layers) layer.window = static_cast<int64_t>(window);
  return {};
}

}  // namespace ondol::arch
