// Tensors of a Hugging Face checkpoint → GGUF's names, shapes and row order, still unread.
#pragma once

#include <string>
#include <vector>

#include "format/safetensors.h"
#include "models/convert/hf_config.h"
#include "models/convert/tensor_stream.h"

namespace ondol {

/// Every tensor of the checkpoint has its place and the shape that config.json implies, and none is missing;
/// dtypes are those the checkpoint stores (vectors: F32). The model must outlive the plans. Errors:
/// bad_format (shape), not_found (missing), unsupported (a tensor that the architecture does not have).
Result<std::vector<PlannedTensor>> plan_hf_tensors(const HfConfig& config, const SafetensorsModel& model,
                                                   std::vector<std::string>& notes);

/// Rows of the embedding: the vocabulary of the output, whatever config.json says.
Result<uint64_t> embedding_rows(const HfConfig& config, const SafetensorsModel& model);

}  // namespace ondol
