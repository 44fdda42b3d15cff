// Trained parameters → a GGUF model that the engine runs unchanged: architecture qwen3 with QK-norm, llama
// without.
#pragma once

#include <string>

#include "models/convert/convert.h"
#include "text/tokenizer.h"
#include "train/parameters.h"

namespace ondol::train {

/// params: of layout. options.type: a name of quant_mix.h. Errors: invalid_argument (type), io, bad_format (a
/// weight that is not finite).
Result<ConvertReport> export_model(const std::string& out, const ModelShape& shape, const ParamLayout& layout,
                                   const float* params, const TokenizerSpec& tokenizer,
                                   const ConvertOptions& options);

}  // namespace ondol::train
