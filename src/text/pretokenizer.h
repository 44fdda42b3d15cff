// Splits text into the pieces inside which BPE merges: one table row per name in tokenizer.ggml.pre.
// Knows nothing of vocabularies.
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace ondol {

/// Where the next match of a split pattern lies: text[begin, end). begin == end: no further match.
struct Match {
  size_t begin = 0, end = 0;
};

/// A split pattern, hand-written from its published regular expression: the first match at or after pos.
using FindNext = Match (*)(std::string_view text, size_t pos);

struct PreTokenizer {
  std::string_view name;
  std::span<const FindNext>
      stages;  ///< each splits the pieces of the one before; what no pattern takes is a piece too
  bool ignore_merges = false;  ///< a piece that is a vocabulary entry is taken whole
  bool add_bos = false;        ///< default where the model file does not say
  bool nfc = false;            ///< the tokenizer's authors compose the text first (docs/decisions)
};

/// The row of that name, or null. An empty name means "default".
const PreTokenizer* find_pretokenizer(std::string_view name);
std::span<const PreTokenizer> all_pretokenizers();

/// Calls emit with each piece, in order; together they are the text. Linear in the text, whatever it holds.
void pretokenize(const PreTokenizer& row, std::string_view text,
                 const std::function<void(std::string_view)>& emit);

}  // namespace ondol
