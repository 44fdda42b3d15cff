// SentencePiece BPE ("llama"): neighbours whose joined text is a token merge, the best score first; what
// is in no token becomes bytes. Knows nothing of byte alphabets.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "text/bpe.h"
#include "text/bpe_merge.h"
#include "text/spm_normalizer.h"
#include "text/tokenizer_base.h"

namespace ondol {

/// The tokens that stand for single bytes, and the unknown token, as both SentencePiece algorithms use them.
class ByteFallback {
 public:
  ByteFallback() = default;
  ByteFallback(const TokenizerSpec& spec, const TokenIndex& index);

  /// Ids of text that is in no token: its bytes; where one has no token, the unknown token, once for a run.
  void encode(std::string_view text, std::vector<TokenId>& out) const;

 private:
  std::array<TokenId, 256> ids_{};
  TokenId unk_ = -1;
};

/// A SentencePiece token as it appears in text.
std::string spm_plain_piece(const std::string& token);

class SpmTokenizer final : public TokenizerBase {
 public:
  explicit SpmTokenizer(TokenizerSpec spec) : TokenizerBase(std::move(spec)) {}
  Status build();

 protected:
  void encode_plain(std::string_view text, bool after_special, std::vector<TokenId>& out) const override;
  std::string plain_piece(TokenId id) const override { return spm_plain_piece(spec().tokens[id]); }
  bool has_dummy_prefix() const override { return spec().add_space_prefix; }

 private:
  TokenId find_plain(std::string_view text) const;
  MergeResult find_merge(std::string_view word, const MergeSymbol& left, const MergeSymbol& right) const;
  void encode_word(std::string_view word, MergeScratch& scratch, std::vector<TokenId>& out) const;

  CharsMap charsmap_;
  ByteFallback bytes_;
  bool has_merges_ = false;  ///< the spec lists its merges because scores do not say them all
  MergeTable merges_;
  bool words_are_separate_ = false;  ///< no token has ▁ after another character: words never merge
};

}  // namespace ondol
