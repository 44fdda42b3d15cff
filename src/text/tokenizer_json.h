// Hugging Face's tokenizer.json → TokenizerSpec, for the converter. Nothing in the file is trusted.
// Knows nothing of model files.
#pragma once

#include <string_view>

#include "ondol/result.h"
#include "text/tokenizer.h"

namespace ondol {

/// BPE (byte-level and SentencePiece's with byte fallback) and Unigram. The pre-tokenizer is recognised by
/// its structure. tokenizer_config_json may be empty; it names BOS and EOS, and whether they are added.
/// Errors, to which the caller adds the path: bad_format (field, what was expected), unsupported (a part that
/// Ondol has no equivalent of), over_budget (too deep, too many values).
Result<TokenizerSpec> tokenizer_spec_from_json(std::string_view tokenizer_json,
                                               std::string_view tokenizer_config_json);

}  // namespace ondol
