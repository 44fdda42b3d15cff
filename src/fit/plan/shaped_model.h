// A model of the catalogue as the engine would have it after loading: every tensor with its type and size,
// but no weights. From it the engine's own planning code computes memory. Knows nothing of devices.
#pragma once

#include <map>

#include "fit/catalogue.h"
#include "fit/plan/constants.h"
#include "models/architecture.h"

namespace ondol::fit {

struct ShapedModel {
  BoundModel bound;         ///< views without data
  uint64_t file_bytes = 0;  ///< of the GGUF file, its vocabulary estimated
  uint64_t n_token = 0, n_merge = 0;
  std::map<DType, uint64_t> layer_bytes;   ///< matrices of the layers, by type; all are read for each token
  std::map<DType, int64_t> layer_results;  ///< their rows: what one token has computed, floats
  DType output_type = DType::f32;
  uint64_t output_bytes = 0;  ///< the output matrix, read where logits are wanted
  int64_t layer_parameters = 0, output_parameters = 0;
};

/// Errors: unsupported, for shapes that the engine has no layers for.
Result<ShapedModel> shape_model(const CatalogueModel& model, const QuantMix& mix,
                                const PlanConstants& constants);

}  // namespace ondol::fit
