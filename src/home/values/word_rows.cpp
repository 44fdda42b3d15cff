// Where a word stands; see word_rows.h.
#include "home/values/word_rows.h"

#include <algorithm>

#include "home/words.h"

namespace ondol::home {
namespace {

bool stands_in(std::string_view text, std::string_view word) {
  const bool latin = word[0] >= 'a' && word[0] <= 'z';
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    const bool begins = at == 0 || text[at - 1] == ' ' || !latin;
    // A particle is written onto a Latin word: "blue로".
    const bool ends =
        !latin || end == text.size() || text[end] == ' ' || static_cast<unsigned char>(text[end]) >= 0x80;
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

size_t longest_held(std::string_view text, std::string_view words) {
  size_t longest = 0;
  for (const std::string_view word : split_commas(words))
    if (word.size() > longest && stands_in(text, word)) longest = word.size();
  return longest;
}

}  // namespace ondol::home
