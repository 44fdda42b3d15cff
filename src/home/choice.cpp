// Words against names; see choice.h.
#include "home/choice.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "home/words.h"

namespace ondol::home {
namespace {

/// Said beside what tells the things apart; numbers as normalise() writes them.
constexpr std::string_view kBeside[] = {
    "1",     "please", "just", "only", "in", "on",   "of",   "to",    "i",      "mean", "meant", "that",
    "thing", "um",     "uh",   "er",   "oh", "it's", "its",  "thank", "거",     "것",   "거요",  "걸로",
    "꺼",    "거로",   "그",   "저",   "네", "응",   "이요", "요",    "말이야", "쪽"};
constexpr std::string_view kPlaces[][3] = {{"1st", "첫번째", "첫째"},
                                           {"2nd", "두번째", "둘째"},
                                           {"3rd", "세번째", "셋째"},
                                           {"4th", "네번째", "넷째"}};

/// Everything that a thing is called, and its room.
std::string names_of(const View& view, int32_t i, bool with_room) {
  const Entity& e = view.entity(i);
  const std::string out = padded_names(e.name, e.aliases);
  const int32_t area = view.situation.index.area_of(i);
  if (!with_room || area == kNowhere) return out;
  const Area& room = view.home.areas[static_cast<size_t>(area)];
  return out + padded_names(room.name, room.aliases);
}

/// A Korean word may stand anywhere in a name, without its particles; an English one is a word of it.
bool holds(const std::string& names, const std::string& word) {
  if (!has_hangul(word)) return names.find(" " + word + " ") != std::string::npos;
  const std::string whole = compact(names);
  return std::ranges::any_of(without_particles(word), [&](const std::string& way) {
    return whole.find(compact(way)) != std::string::npos;
  });
}

}  // namespace

std::optional<int32_t> chosen(const View& view, const std::vector<int32_t>& candidates,
                              std::string_view said) {
  constexpr size_t kMostWords = 6;
  const std::string text = normalise(said);
  std::vector<std::string> words;
  for (const std::string_view word : split_words(text)) words.emplace_back(word);
  if (words.empty() || words.size() > kMostWords) return std::nullopt;
  std::erase_if(
      words, [](const std::string& word) { return std::ranges::find(kBeside, word) != std::end(kBeside); });
  if (words.empty()) return std::nullopt;
  for (const bool with_room : {false, true}) {
    std::vector<int32_t> found;
    for (const int32_t i : candidates) {
      const std::string names = names_of(view, i, with_room);
      if (std::ranges::all_of(words, [&](const std::string& word) { return holds(names, word); }))
        found.push_back(i);
    }
    if (found.size() == 1) return found[0];
  }
  std::string whole;
  for (const std::string& word : words) whole += word;
  for (size_t place = 0; place < std::min(std::size(kPlaces), candidates.size()); ++place)
    if (std::ranges::find(kPlaces[place], whole) != std::end(kPlaces[place])) return candidates[place];
  return std::nullopt;
}

}  // namespace ondol::home
