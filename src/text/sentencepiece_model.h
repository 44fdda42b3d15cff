// SentencePiece's .model file → TokenizerSpec, for the converter. Nothing in the file is trusted.
// Knows nothing of encoding.
#pragma once

#include <string_view>

#include "ondol/result.h"
#include "text/tokenizer.h"

namespace ondol {

/// BPE and unigram models. add_bos and add_eos are left as SentencePiece has them: not added.
/// Errors: bad_format (offset and what was expected), unsupported (word and character models).
Result<TokenizerSpec> tokenizer_spec_from_sentencepiece(std::string_view model);

}  // namespace ondol
