// SmolLM3: Llama without position encoding in every fourth layer (NoPE, arXiv 2501.18795).
#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {

Status configure_smollm3(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  ONDOL_TRY(configure_llama(binder, n_ctx, config));
  for (size_t i = 3; i < config.layers.size(); i += 4) config.layers[i].rope = -1;
  return {};
}

}  // namespace ondol::arch
