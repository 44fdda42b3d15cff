// Byte-level BPE: bytes written as printable characters (GPT-2's alphabet), merged by rank.
// Knows nothing of scores or SentencePiece.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/bpe_merge.h"
#include "text/pretokenizer.h"
#include "text/tokenizer_base.h"

namespace ondol {

/// GPT-2's alphabet: each byte as one printable character.
const std::array<std::string, 256>& byte_alphabet();
/// The bytes that text in this alphabet stands for; characters outside of it are kept as they are.
std::string from_byte_alphabet(std::string_view text);

/// (left id, right id) → rank and the merged token, flat.
class MergeTable {
 public:
  /// Merges that name no token are passed over: no text can ever reach them. A merge without a space
  /// between its two parts is bad_format.
  static Result<MergeTable> create(const std::vector<std::string>& merges,
                                   const std::vector<std::string>& tokens, const TokenIndex& index);

  MergeResult find(TokenId left, TokenId right) const;

 private:
  struct Slot {
    uint64_t pair = kEmpty;
    MergeResult result;
  };
  static constexpr uint64_t kEmpty = UINT64_MAX;
  size_t slot_of(uint64_t pair) const;

  std::vector<Slot> slots_;
  size_t mask_ = 0;
};

class BpeTokenizer final : public TokenizerBase {
 public:
  BpeTokenizer(TokenizerSpec spec, const PreTokenizer& row) : TokenizerBase(std::move(spec)), row_(row) {}
  Status build();

 protected:
  void encode_plain(std::string_view text, bool after_special, std::vector<TokenId>& out) const override;
  std::string plain_piece(TokenId id) const override;

 private:
  void encode_piece(std::string_view piece, MergeScratch& scratch, std::vector<TokenId>& out) const;
  TokenId whole_piece(std::string_view piece) const;
  std::string without_unknown_bytes(std::string_view text) const;

  const PreTokenizer& row_;
  MergeTable merges_;
  std::array<TokenId, 256> byte_ids_{};
  bool knows_all_bytes_ = false;
};

}  // namespace ondol
