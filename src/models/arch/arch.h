// One function an architecture; the table is in models/architecture.cpp.
#pragma once

#include "models/binder.h"

namespace ondol::arch {

Status configure_llama(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_exaone(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_qwen2(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_qwen3(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_gemma2(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_gemma3(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_phi3(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_smollm3(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_granite(const Binder& binder, int64_t n_ctx, ModelConfig& config);
Status configure_olmo2(const Binder& binder, int64_t n_ctx, ModelConfig& config);

}  // namespace ondol::arch
