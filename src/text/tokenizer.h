// Text ↔ token ids, for byte-level BPE and SentencePiece (BPE and unigram) vocabularies.
// Knows nothing of model files: whoever reads one fills a TokenizerSpec.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol {

using TokenId = int32_t;

/// Values are those of GGUF's tokenizer.ggml.token_type.
enum class TokenType : uint8_t {
  normal = 1,
  unknown = 2,
  control = 3,
  user_defined = 4,
  unused = 5,
  byte = 6
};

struct TokenizerSpec {
  std::string model;  ///< GGUF tokenizer.ggml.model: "gpt2" (byte-level BPE), "llama" (SentencePiece BPE),
                      ///< "t5" (unigram)
  std::string pre;  ///< GGUF tokenizer.ggml.pre: names the pre-tokenizer ("smollm", "llama-bpe", "qwen2", …)
  std::vector<std::string> tokens;  ///< empty ones and duplicates are tolerated: they are never encoded
  std::vector<float> scores;        ///< empty or one each
  std::vector<TokenType> types;     ///< empty or one each
  std::vector<std::string> merges;  ///< "left right", best first; those naming no token are passed over
  TokenId bos = -1, eos = -1, unk = -1, pad = -1, eot = -1;
  std::vector<TokenId> eog;  ///< further end-of-generation tokens
  bool add_bos = false, add_eos = false;
  bool add_space_prefix = true;  ///< SentencePiece's dummy prefix
  bool remove_extra_whitespaces = false;
  bool ignore_merges = false;           ///< a pre-token that is a vocabulary entry is taken whole (Llama 3)
  bool nfc = false;                     ///< compose the text first (Unicode NFC)
  std::vector<TokenId> lstrip, rstrip;  ///< special tokens that swallow the white space before, after them
  std::string charsmap;                 ///< SentencePiece's precompiled normaliser; empty: none
};

struct EncodeOptions {
  bool add_special = false;    ///< BOS/EOS as add_bos/add_eos say
  bool parse_special = false;  ///< recognise control tokens in the text
};

class Tokenizer {
 public:
  /// Errors: bad_format (names the token id or merge and what was expected), unsupported (model or
  /// pre-tokenizer).
  static Result<std::unique_ptr<Tokenizer>> create(TokenizerSpec spec);
  virtual ~Tokenizer() = default;

  /// Never fails on content: bytes that are no UTF-8 become the tokens of those bytes. Text above 1 GiB is an
  /// invalid_argument. Safe to call from several threads.
  virtual Result<std::vector<TokenId>> encode(std::string_view text, EncodeOptions options) const = 0;
  /// Raw bytes of one token as they appear in text (may be part of a UTF-8 character). Control tokens give ""
  /// unless special. Out-of-range ids give "".
  virtual std::string piece(TokenId id, bool special = false) const = 0;
  /// Whole text; strips SentencePiece's leading dummy space.
  virtual std::string decode(std::span<const TokenId> ids, bool special = false) const = 0;

  /// What create() was given, but for the merges: those are gone.
  virtual const TokenizerSpec& spec() const = 0;
  virtual bool is_end_of_generation(TokenId id) const = 0;
  int32_t n_vocab() const { return static_cast<int32_t>(spec().tokens.size()); }
};

/// Cuts a byte stream at whole UTF-8 characters: push() returns what is complete, keeps the rest.
/// Bytes that can never become a character come out as U+FFFD.
class Utf8Stream {
 public:
  std::string push(std::string_view bytes);
  std::string finish();

 private:
  std::string pending_;
};

}  // namespace ondol
