// Makes a byte-level BPE vocabulary from text (Sennrich et al., arXiv 1508.07909, over bytes as GPT-2 does).
// Knows nothing of files or of what the text is for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"
#include "text/tokenizer.h"

namespace ondol::train {

struct BpeTrainerOptions {
  int64_t n_vocab = 4096;  ///< all tokens: 256 bytes, merges, special tokens
  int64_t min_frequency = 2;
  int64_t max_token_bytes = 32;
  int64_t max_token_syllables = 0;  ///< of Hangul in one token, so that labels can part them; 0: no limit
  bool whole_characters = true;     ///< tokens are whole characters, or the beginning of one
  std::string pre = "qwen2";        ///< pre-tokenizer: a name of text/pretokenizer.h
  std::vector<std::string> special_tokens{};  ///< control tokens, the last ids, in this order
};

/// A "gpt2" vocabulary of bytes, then merges in the order they were learnt, then special tokens. Every text
/// encodes. The same texts and options give the same vocabulary; equal counts go to the pair of smaller ids.
/// There are fewer than n_vocab tokens where no pair is frequent enough. eos, bos are not set.
/// Errors: invalid_argument (n_vocab too small for bytes and special tokens, unknown pre-tokenizer, no text).
Result<TokenizerSpec> train_bpe(std::span<const std::string_view> texts, const BpeTrainerOptions& options);

}  // namespace ondol::train
