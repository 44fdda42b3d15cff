// RoPE of a Hugging Face checkpoint in GGUF's terms: keys for what has keys, tensors of factors for the rest.
#pragma once

#include <string>
#include <vector>

#include "format/gguf.h"
#include "models/convert/hf_config.h"
#include "models/convert/tensor_stream.h"

namespace ondol {

/// ARCH.rope.* metadata.
Status describe_rope(const HfConfig& config, GgufWriter& writer, std::vector<std::string>& notes);

/// rope_freqs.weight (Llama 3) or rope_factors_long/short.weight (LongRoPE), else nothing.
Result<std::vector<PlannedTensor>> rope_tensors(const HfConfig& config);

}  // namespace ondol
