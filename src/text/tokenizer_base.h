// What all tokenizers share: special tokens in the text, BOS and EOS, end of generation, decoding.
// A subclass turns plain text into ids and an id into bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"
#include "text/tokenizer_special.h"
#include "text/tokenizer_vocab.h"

namespace ondol {

class TokenizerBase : public Tokenizer {
 public:
  explicit TokenizerBase(TokenizerSpec spec);  ///< a spec that check_tokenizer_spec has passed

  Result<std::vector<TokenId>> encode(std::string_view text, EncodeOptions options) const final;
  std::string piece(TokenId id, bool special) const final;
  std::string decode(std::span<const TokenId> ids, bool special) const final;
  const TokenizerSpec& spec() const final { return spec_; }
  bool is_end_of_generation(TokenId id) const final;

 protected:
  /// Ids of text that holds no special token; after_special: it begins the text or follows a special token.
  virtual void encode_plain(std::string_view text, bool after_special, std::vector<TokenId>& out) const = 0;
  /// Bytes of a normal token.
  virtual std::string plain_piece(TokenId id) const = 0;
  /// Whether the encoder put a space before the text, so that decode takes it away.
  virtual bool has_dummy_prefix() const { return false; }

  /// For a subclass that has made its own table of them.
  void release_merges() { spec_.merges = {}; }

  const TokenIndex& index() const { return index_; }
  TokenType type(TokenId id) const { return spec_.types.empty() ? TokenType::normal : spec_.types[id]; }

 private:
  TokenizerSpec spec_;
  TokenIndex index_;
  SpecialTokens all_specials_;  ///< control, unknown and user-defined
  SpecialTokens user_defined_;  ///< those that count even where special tokens are not parsed
};

/// Sizes, ids, scores and byte tokens; bad_format names the field and the token id.
Status check_tokenizer_spec(const TokenizerSpec& spec);

/// The value of a token "<0x00>" … "<0xFF>", else -1.
int byte_token_value(std::string_view text);

/// Ids that end a generation: eos, eot, spec.eog and tokens known by name. Marks those as control tokens.
std::vector<TokenId> end_of_generation_ids(TokenizerSpec& spec, const TokenIndex& index);

Result<std::unique_ptr<Tokenizer>> create_bpe_tokenizer(TokenizerSpec spec);
Result<std::unique_ptr<Tokenizer>> create_spm_tokenizer(TokenizerSpec spec);
Result<std::unique_ptr<Tokenizer>> create_unigram_tokenizer(TokenizerSpec spec);

}  // namespace ondol
