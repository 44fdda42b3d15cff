// Tokenizer vocabularies in GGUF metadata (tokenizer.ggml.*), both ways.
// Knows nothing of encoding, of tensors or of architectures.
#pragma once

#include "format/gguf.h"
#include "text/tokenizer.h"

namespace ondol {

/// What the file does not say is filled in as its readers agree: BOS, EOS and unknown ids of SentencePiece
/// models, add_bos and ignore_merges by pre-tokenizer, Phi-3's special tokens that swallow the space after
/// them. Errors: not_found (a missing key), bad_format (wrong type, ids outside the vocabulary).
Result<TokenizerSpec> tokenizer_spec_from_gguf(const GgufFile& file);

/// Writes all of a spec, so that reading it back gives the same tokenizer. What GGUF has no key for goes
/// under tokenizer.ondol.*, and only where it differs from what a reader would assume.
void tokenizer_spec_to_gguf(const TokenizerSpec& spec, GgufWriter& writer);

}  // namespace ondol
