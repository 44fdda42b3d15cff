// All tokens that begin at a place in the text: a trie that is only a sorted array.
// Knows nothing of what the tokens mean.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace ondol {

class PrefixIndex {
 public:
  PrefixIndex() = default;
  /// tokens must outlive this. Empty tokens and those longer than max_bytes are left out; of equal ones the
  /// lowest id counts.
  PrefixIndex(std::span<const std::string> tokens, std::span<const TokenId> ids, size_t max_bytes);

  bool empty() const { return sorted_.empty(); }
  bool may_begin_with(char first) const {
    const Range& range = by_first_byte_[static_cast<uint8_t>(first)];
    return range.begin != range.end;
  }

  /// visit(end, id) for each token text[pos, end), shortest first.
  template <class Visit>
  void visit_tokens_at(std::string_view text, size_t pos, const Visit& visit) const {
    Range range = by_first_byte_[static_cast<uint8_t>(text[pos])];
    for (size_t depth = 1; range.begin != range.end; ++depth) {
      // The token that ends here is a prefix of the others, so it sorts before them.
      if (sorted_[range.begin].text.size() == depth) visit(pos + depth, sorted_[range.begin++].id);
      if (pos + depth == text.size()) return;
      range = narrowed(range, depth, static_cast<uint8_t>(text[pos + depth]));
    }
  }

 private:
  struct Range {
    uint32_t begin = 0, end = 0;
  };
  struct Entry {
    std::string_view text;
    TokenId id;
  };

  Range narrowed(Range range, size_t depth, uint8_t byte) const {
    const auto first = sorted_.begin() + range.begin, last = sorted_.begin() + range.end;
    const auto byte_at = [depth](const Entry& e) { return static_cast<uint8_t>(e.text[depth]); };
    const auto low = std::partition_point(first, last, [&](const Entry& e) { return byte_at(e) < byte; });
    const auto high = std::partition_point(low, last, [&](const Entry& e) { return byte_at(e) == byte; });
    return {static_cast<uint32_t>(low - sorted_.begin()), static_cast<uint32_t>(high - sorted_.begin())};
  }

  std::vector<Entry> sorted_;
  std::array<Range, 256> by_first_byte_{};
};

}  // namespace ondol
