// Finds special tokens in text: at each place the longest that matches. Knows nothing of what they mean.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "text/tokenizer_prefix.h"

namespace ondol {

class SpecialTokens {
 public:
  struct Found {
    size_t begin = 0, end = 0;  ///< begin == end: none
    TokenId id = -1;
  };

  /// Longer ones are never found: a file full of long tokens must not make the search quadratic.
  static constexpr size_t kMaxBytes = 1024;

  SpecialTokens() = default;
  /// tokens must outlive this.
  SpecialTokens(std::span<const std::string> tokens, std::span<const TokenId> ids)
      : index_(tokens, ids, kMaxBytes) {}

  /// The first match at or after pos.
  Found find(std::string_view text, size_t pos) const {
    const Found none{text.size(), text.size(), -1};
    if (index_.empty()) return none;
    for (; pos < text.size(); ++pos) {
      if (!index_.may_begin_with(text[pos])) continue;
      Found longest = none;
      index_.visit_tokens_at(text, pos, [&](size_t end, TokenId id) { longest = {pos, end, id}; });
      if (longest.id >= 0) return longest;
    }
    return none;
  }

 private:
  PrefixIndex index_;
};

}  // namespace ondol
