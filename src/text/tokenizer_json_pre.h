// The pre_tokenizer and normalizer parts of tokenizer.json, recognised by structure.
// Knows nothing of vocabularies.
#pragma once

#include <nlohmann/json.hpp>

#include "ondol/result.h"
#include "text/tokenizer.h"

namespace ondol {

/// Sets spec.pre from the pre_tokenizer of a byte-level tokenizer.
Status read_byte_level_pre_tokenizer(const nlohmann::json& root, TokenizerSpec& spec);

/// Sets add_space_prefix, remove_extra_whitespaces and charsmap from the normalizer and pre_tokenizer of a
/// SentencePiece-like tokenizer.
Status read_sentencepiece_normalizer(const nlohmann::json& root, TokenizerSpec& spec);

/// Sets nfc from the normalizer of a byte-level tokenizer.
Status read_byte_level_normalizer(const nlohmann::json& root, TokenizerSpec& spec);

/// Whether the tokenizer works on GPT-2's byte alphabet.
bool is_byte_level(const nlohmann::json& root);

}  // namespace ondol
