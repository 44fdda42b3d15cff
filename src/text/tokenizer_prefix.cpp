// Building the sorted array. Knows nothing of what the tokens mean.
#include "text/tokenizer_prefix.h"

namespace ondol {

PrefixIndex::PrefixIndex(std::span<const std::string> tokens, std::span<const TokenId> ids,
                         size_t max_bytes) {
  sorted_.reserve(ids.size());
  for (TokenId id : ids) {
    const std::string& text = tokens[id];
    if (!text.empty() && text.size() <= max_bytes) sorted_.push_back({text, id});
  }
  std::ranges::sort(sorted_, [](const Entry& a, const Entry& b) {
    const int order = a.text.compare(b.text);
    return order != 0 ? order < 0 : a.id < b.id;
  });
  const auto same = [](const Entry& a, const Entry& b) { return a.text == b.text; };
  sorted_.erase(std::unique(sorted_.begin(), sorted_.end(), same), sorted_.end());
  for (uint32_t i = 0; i < sorted_.size(); ++i) {
    Range& range = by_first_byte_[static_cast<uint8_t>(sorted_[i].text[0])];
    if (range.begin == range.end) range.begin = i;
    range.end = i + 1;
  }
}

}  // namespace ondol
