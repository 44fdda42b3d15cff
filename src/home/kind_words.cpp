// Made once, at first use; see kind_words.h.
#include "home/kind_words.h"

#include <algorithm>

#include "home/words.h"

namespace ondol::home {

const KindWords& kind_words() {
  static const KindWords words = [] {
    KindWords out;
    for (const KindRow& row : kind_rows()) {
      auto& list = out.of_kind.emplace_back();
      for (const std::string_view text : {row.words_en, row.words_ko}) {
        for (const std::string_view word : split_commas(text)) {
          const std::string spaced = normalise(word);
          list.push_back({" " + spaced + " ", compact(spaced), has_latin(spaced)});
          auto& kinds = out.kinds[compact(spaced)];
          if (std::ranges::find(kinds, row.kind) == kinds.end()) kinds.push_back(row.kind);
        }
      }
    }
    return out;
  }();
  return words;
}

std::vector<Kind> kinds_of(std::string_view spoken) {
  for (const std::string& way : without_particles(normalise(spoken)))
    if (const auto found = kind_words().kinds.find(compact(way)); found != kind_words().kinds.end())
      return found->second;
  return {};
}

}  // namespace ondol::home
