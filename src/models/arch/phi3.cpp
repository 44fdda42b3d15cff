// Phi-3 / 3.5 / 4-mini: fused QKV and gate/up matrices (split by the binder), LongRoPE with short and long
// factors.
#include <cmath>

#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {

Status configure_phi3(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  ONDOL_ASSIGN(auto rope, binder.read_rope(config, {.neox = true, .n_ctx = n_ctx}));
  config.ropes.push_back(std::move(rope));
  ONDOL_ASSIGN(uint64_t window, binder.uint_or("attention.sliding_window", 0, UINT32_MAX));
  for (LayerConfig& layer : config.layers) layer.window = static_cast<int64_t>(window);
  return {};
}

}  // namespace ondol::arch
