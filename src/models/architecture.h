// The table of architectures: one row each, one file each in arch/.
#pragma once

#include <cstdint>
#include <span>

#include "models/binder.h"

namespace ondol {

struct Architecture {
  const char* name;  ///< GGUF general.architecture
  /// Completes config (ropes, layers, variants) after Binder::read_shapes. n_ctx: the context that will be
  /// used.
  Status (*configure)(const Binder& binder, int64_t n_ctx, ModelConfig& config);
};

std::span<const Architecture> architectures();

/// A model file's shapes and weights, all checked; views point into the file.
struct BoundModel {
  ModelConfig config;
  ModelWeights weights;
};

/// Errors: unsupported (architecture), not_found (tensor or key), bad_format (naming the field).
Result<ModelConfig> read_config(const GgufFile& file, int64_t n_ctx);
Result<BoundModel> bind_model(const GgufFile& file, int64_t n_ctx);

}  // namespace ondol
