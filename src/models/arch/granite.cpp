// IBM Granite 3.x: Llama with four scales. The file's logit_scale divides, ours multiplies.
#include "base/try.h"
#include "models/arch/arch.h"

namespace ondol::arch {

Status configure_granite(const Binder& binder, int64_t n_ctx, ModelConfig& config) {
  ONDOL_TRY(configure_llama(binder, n_ctx, config));
  ONDOL_ASSIGN(double embedding, binder.positive_or("embedding_scale", 1.0));
  ONDOL_ASSIGN(double residual, binder.positive_or("residual_scale", 1.0));
  ONDOL_ASSIGN(double logit, binder.positive_or("logit_scale", 1.0));
  config.embedding_scale = static_cast<float>(embedding);
  config.residual_scale = static_cast<float>(residual);
  config.logit_scale = static_cast<float>(1.0 / logit);
  return {};
}

}  // namespace ondol::arch
