// OLMo 2: norms after the blocks only, and one norm over all heads of Q and of K.
#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {

Status configure_olmo2(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  config.qk_norm_whole = true;
  ONDOL_ASSIGN(auto rope, binder.read_rope(config, {.neox = true, .n_ctx = n_ctx}));
  config.ropes.push_back(std::move(rope));
  return {};
}

}  // namespace ondol::arch
