// What is left to be understood from what was spoken of: "the other one", "dad's", "the starboard one"; see
// search.h.
#include <algorithm>

#include "home/search.h"
#include "home/words.h"

namespace ondol::home {
namespace {

constexpr std::string_view kStandIns[] = {"one", "1",     "ones",  "lad",    "lass",
                                          "guy", "fella", "other", "another"};

/// Everything that a thing and its room are called, with a space around each word.
std::string names_of(const Search& search, int32_t i) {
  const Entity& e = search.entity(i);
  const std::string out = padded_names(e.name, e.aliases);
  const int32_t area = search.index.area_of(i);
  return area == kNowhere ? out : out + normalise(search.home.area_name(area)) + " ";
}

bool has_word(const std::string& names, std::string_view word) {
  return names.find(" " + std::string(word) + " ") != std::string::npos;
}

}  // namespace

bool search_by_other(Search& search, std::string_view name) {
  std::vector<int32_t> anchors = search.out.entities;
  anchors.insert(anchors.end(), search.memory.entities.begin(), search.memory.entities.end());
  if (anchors.empty()) return false;
  const std::string spaced = normalise(name);
  std::vector<std::string_view> words = split_words(spaced);
  const bool other = std::ranges::find(words, "other") != words.end();
  std::erase_if(
      words, [](std::string_view word) { return std::ranges::find(kStandIns, word) != std::end(kStandIns); });
  if (!other && words.empty()) return false;
  const Entity& anchor = search.entity(anchors[0]);
  const std::string anchor_name = normalise(anchor.name);
  const std::string_view head = split_words(anchor_name).empty() ? "" : split_words(anchor_name).back();
  std::vector<int32_t> found, of_same_noun, beside;
  for (size_t at = 0; at < search.home.entities.size(); ++at) {
    const auto i = static_cast<int32_t>(at);
    const Entity& e = search.home.entities[at];
    if (e.domain() != anchor.domain() || !search.able(i) || search.is_excepted(i)) continue;
    if (std::ranges::find(anchors, i) != anchors.end() || (!search.places.empty() && !search.in_scope(i)))
      continue;
    const std::string names = names_of(search, i);
    if (!std::ranges::all_of(words, [&](std::string_view word) { return has_word(names, word); })) continue;
    found.push_back(i);
    if (has_word(names, head)) of_same_noun.push_back(i);
    if (search.index.area_of(i) == search.index.area_of(anchors[0])) beside.push_back(i);
  }
  if (found.size() > 1) found = std::move(of_same_noun.empty() ? beside : of_same_noun);
  if (found.size() != 1) return false;
  search.out.missing = Missing::nothing;
  search.out.missing_text.clear();
  search.out.by_name = true;
  search.out.certainty = std::min(search.out.certainty, kClear - 1);
  search.add(found);
  return true;
}

}  // namespace ondol::home
