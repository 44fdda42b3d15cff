// How SentencePiece prepares text: its precompiled character map, white space, the dummy prefix, and ▁ for
// each space. Knows nothing of vocabularies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol {

inline constexpr std::string_view kSpaceMark = "\xE2\x96\x81";  ///< ▁ U+2581

/// The precompiled map of a SentencePiece model: u32 size of a double-array trie, the trie, then the
/// replacements, each ended by a zero byte. Nothing in it is trusted.
class CharsMap {
 public:
  /// blob empty: no map. Errors: bad_format.
  static Result<CharsMap> create(std::string_view blob);

  bool empty() const { return trie_.empty(); }

  struct Replacement {
    size_t len = 0;  ///< bytes of the text that it replaces; 0: none
    std::string_view text;
  };
  /// The longest key of the map that text has at pos.
  Replacement longest_at(std::string_view text, size_t pos) const;

 private:
  std::vector<uint32_t> trie_;
  std::string texts_;
};

struct SpmNormalizerOptions {
  bool add_dummy_prefix = true;
  bool remove_extra_whitespaces = false;
};

/// The text as the model sees it. Bytes that are no UTF-8 stay, so that byte tokens can carry them; with a
/// map they become U+FFFD, as in SentencePiece.
std::string spm_normalize(std::string_view text, const CharsMap& map, SpmNormalizerOptions options);

}  // namespace ondol
