// EXAONE 3.x: the Llama block with half-split RoPE and Llama 3's frequency factors.
#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {

Status configure_exaone(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  ONDOL_ASSIGN(auto rope, binder.read_rope(config, {.neox = true, .n_ctx = n_ctx}));
  config.ropes.push_back(std::move(rope));
  return {};
}

}  // namespace ondol::arch
