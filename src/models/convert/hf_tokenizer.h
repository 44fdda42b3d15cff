// The vocabulary of a checkpoint directory, whichever files hold it, fitted to the model's rows; and its
// chat templates.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/convert/hf_config.h"
#include "text/tokenizer.h"

namespace ondol {

/// From tokenizer.json, or SentencePiece's tokenizer.model. The spec has exactly n_vocab tokens: missing ones
/// are filled up with unused ones, superfluous ones dropped with a note.
Result<TokenizerSpec> load_hf_tokenizer(const std::string& dir, const HfConfig& config, uint64_t n_vocab,
                                        std::vector<std::string>& notes);

/// (name, source); the one named "default" is the chat template, others are for tools and the like.
Result<std::vector<std::pair<std::string, std::string>>> load_chat_templates(const std::string& dir);

}  // namespace ondol
