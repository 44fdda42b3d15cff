// Token text → id: a flat hash table over the vocabulary's own strings, built in a few milliseconds.
// Knows nothing of token types or algorithms.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace ondol {

/// A hash that a file cannot be prepared against: the seed differs from run to run.
uint64_t hash_bytes(std::string_view bytes);
uint64_t hash_u64(uint64_t value);

class TokenIndex {
 public:
  /// tokens must outlive the index and stay where they are. Empty tokens are never found; of equal ones the
  /// lowest id is.
  explicit TokenIndex(std::span<const std::string> tokens);

  /// -1 where there is none.
  TokenId find(std::string_view text) const { return find(text, hash_bytes(text)); }
  TokenId find(std::string_view text, uint64_t hash) const;
  /// For whoever looks up many: the memory that find(text, hash) will read, first its slot, then its token.
  void prefetch_slot(uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }
  void prefetch_token(uint64_t hash) const {
    const TokenId id = slots_[hash & mask_].id;
    if (id >= 0) __builtin_prefetch(&tokens_[static_cast<size_t>(id)]);
  }
  size_t max_token_bytes() const { return max_token_bytes_; }

 private:
  struct Slot {
    uint32_t tag = 0;  ///< upper half of the hash: spares most string comparisons
    TokenId id = -1;
  };
  std::span<const std::string> tokens_;
  std::vector<Slot> slots_;
  size_t mask_ = 0;
  size_t max_token_bytes_ = 0;
};

}  // namespace ondol
