// Trained parameters → a GGUF model that the engine runs unchanged: architecture qwen3 with QK-norm, llama
// without.
#pragma once

#include <string>

#include "models/convert/convert.h"
#include "text/tokenizer.h"
#include "train/parameters.h"

namespace ondol::train {

/// params: of layout; token_table: what stands in the embedding's place, [n_vocab][d_model]. options.type: a
/// name of quant_mix.h. Errors: invalid_argument (type), io, bad_format (a weight that is not finite).
Result<ConvertReport> export_model(const std::string& out, const ModelShape& shape, const ParamLayout& layout,
                                   const float* params, const float* token_table,
                                   const TokenizerSpec& tokenizer, const ConvertOptions& options);

}  // namespace ondol::train
