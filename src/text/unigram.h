// SentencePiece unigram ("t5"): the segmentation of highest total score, found by dynamic programming.
// Knows nothing of merges.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/spm.h"
#include "text/tokenizer_base.h"
#include "text/tokenizer_prefix.h"

namespace ondol {

class UnigramTokenizer final : public TokenizerBase {
 public:
  explicit UnigramTokenizer(TokenizerSpec spec) : TokenizerBase(std::move(spec)) {}
  Status build();

 protected:
  void encode_plain(std::string_view text, bool after_special, std::vector<TokenId>& out) const override;
  std::string plain_piece(TokenId id) const override { return spm_plain_piece(spec().tokens[id]); }
  bool has_dummy_prefix() const override { return spec().add_space_prefix; }

 private:
  CharsMap charsmap_;
  ByteFallback bytes_;
  PrefixIndex pieces_;
  std::vector<float> scores_;  ///< as the search uses them: user-defined tokens win
  float unknown_score_ = 0;
};

}  // namespace ondol
