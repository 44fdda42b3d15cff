// Rooms that were said by a pronoun: whose they are, or what was spoken of before; see search.h.
#include <algorithm>
#include <iterator>

#include "home/korean_verbs.h"
#include "home/search.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Minji's room; kNowhere where none is called so.
int32_t room_of(const NameIndex& index, const std::string& owner) {
  for (const std::string_view room : {" 방", "이 방"})
    if (const int32_t found = index.clear_area(owner + std::string(room)); found != kNowhere) return found;
  return kNowhere;
}

/// Of the rooms, and of who has one, that these words name, the last.
int32_t last_room_named(const NameIndex& index, std::string_view said) {
  constexpr size_t kMoreThanASyllable = 4;  // bytes
  const auto words = placed_words(said);
  for (auto word = words.rbegin(); word != words.rend(); ++word)
    for (const std::string& way : without_particles(normalise(word->text))) {
      if (way.size() < kMoreThanASyllable) continue;
      if (const int32_t room = room_of(index, way); room != kNowhere) return room;
      if (const int32_t found = index.clear_area(way); found != kNowhere) return found;
    }
  return kNowhere;
}

}  // namespace

size_t that_room_at(std::string_view said) {
  if (!says(said, {"방", "거기", "거긴"})) return std::string_view::npos;  // most clauses
  constexpr std::string_view kWhose[] = {"그",   "걔",   "걔네",   "얘",     "얘네",   "쟤",
                                         "쟤네", "그애", "그아이", "그친구", "그사람", "그분"};
  constexpr std::string_view kBehindThat[] = {"애", "아이", "친구", "사람", "분", "녀석"};
  const auto words = placed_words(said);
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    if (word == "거기" || starts(word, {"거기도", "거기는", "거기에", "거긴", "그방", "걔방", "걔네방",
                                        "쟤방", "쟤네방", "얘네방"}))
      return words[i].begin;
    if (i == 0 || !word.starts_with("방")) continue;
    if (is_one_of(words[i - 1].text, kWhose)) return words[i - 1].begin;
    if (i > 1 && words[i - 2].text == "그" && is_one_of(words[i - 1].text, kBehindThat))
      return words[i - 2].begin;
  }
  return std::string_view::npos;
}

std::vector<int32_t> rooms_spoken_of(const Search& search) {
  std::vector<int32_t> out = search.memory.targets.areas;
  if (!out.empty()) return out;
  const auto add = [&](int32_t area) {
    if (area != kNowhere && std::ranges::find(out, area) == out.end()) out.push_back(area);
  };
  for (const int32_t i : search.memory.entities) {
    const Entity& e = search.entity(i);
    add(search.index.area_of(i));
    if (e.domain() == "person") add(room_of(search.index, e.name));
  }
  return out;
}

bool find_that_room(Search& search) {
  const std::string_view said = search.frame.said;
  const size_t at = that_room_at(said);
  if (at == std::string_view::npos || !search.places.empty()) return true;
  if (const int32_t room = last_room_named(search.index, said.substr(0, at)); room != kNowhere)
    search.places.areas = {room};
  else
    search.places.areas = rooms_spoken_of(search);
  if (search.places.empty() && search.frame.texts(SpanRole::name).empty())
    return search.fail(Missing::reference);
  return true;
}

}  // namespace ondol::home
