// One clause while its targets are looked for: what it is about, the rooms that were said, what is left out,
// and what was found so far. The ways to find targets (names, kinds, references) work on it; see resolver.h.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "home/resolver.h"
#include "home/scope.h"

namespace ondol::home {

/// How closely an entity is of a kind; smaller is closer.
struct Ranked {
  int rank = 0;
  int32_t entity = kNowhere;
};

/// Those of the smallest rank.
std::vector<int32_t> closest(std::span<const Ranked> found);

struct Search {
  Search(const Frame& frame, const Situation& situation, const Memory& memory);

  const Frame& frame;
  const Home& home;
  const NameIndex& index;
  const int32_t speaker;
  const Memory& memory;
  Targets out;
  Places places;
  Exceptions exceptions;
  std::string_view noun;  ///< the words, said as a name, that turned out to be a kind

  const Entity& entity(int32_t i) const { return home.entities[static_cast<size_t>(i)]; }
  bool able(int32_t i) const;
  bool in_scope(int32_t i) const { return places.hold(home, index.area_of(i)); }
  bool is_excepted(int32_t i) const { return exceptions.hold(home, index, i); }
  bool is_several() const { return frame.quantity == Quantity::all || frame.quantity == Quantity::both; }

  /// Says why there is nothing; false, so that it can be returned.
  bool fail(Missing missing, std::string_view text = {});
  /// What was found, each once.
  void add(const std::vector<int32_t>& entities);
  /// Ends a search by kind: found is the answer, or nothing is, and if_empty says why.
  bool take(std::vector<int32_t> found, Missing if_empty);
  /// Adds the room or floor that the words name; false where there is none.
  bool add_place(std::string_view words, bool floor_first);

  /// Everything of the kind that is able, in an area or anywhere; the closest reading of the kind that has
  /// any.
  std::vector<int32_t> of_kind(Kind kind, int32_t area) const;
  /// The same with every reading of the kind.
  std::vector<Ranked> ranked_of_kind(Kind kind, int32_t area) const;
  /// Of one name's matches, those that fit the clause best. able: any of them could do it.
  std::vector<int32_t> choose(const std::vector<Match>& matches, bool& able_found);
};

/// Whether the words are a room or a floor.
bool is_place(const NameIndex& index, std::string_view words);  // search_names.cpp

/// Where "걔 방", "그 방" begin: a room that is told by who or what was spoken of; npos where none was said.
size_t that_room_at(std::string_view said);  // search_rooms.cpp
/// The rooms of what was spoken of before, and of who was.
std::vector<int32_t> rooms_spoken_of(const Search& search);  // search_rooms.cpp
/// Such a room becomes the place; false, never the whole home, where nothing is named and
/// nobody can tell which room it is.
bool find_that_room(Search& search);  // search_rooms.cpp

/// "Chandelier", "뒷문": more than the noun of its kind, or another word for all of it.
bool tells_apart(std::string_view noun);  // search_kinds.cpp

// The ways, each in the file of its name. They return false where the search has failed.
bool search_by_kind(Search& search);  // search_kinds.cpp
/// "lights and fans": false where none of the kinds has anything.
bool search_by_kinds(Search& search, const std::vector<Kind>& kinds);  // search_kinds.cpp
/// Searches by kind, and adds what is found to what was found before.
bool add_by_kind(Search& search);  // search_kinds.cpp
/// Entities, kinds and rooms by the names that were said.
void search_by_name(Search& search, const std::vector<std::string_view>& names);  // search_names.cpp
/// What was said of it altogether, "kitchen" and "lights", is what one thing here is called.
bool search_by_whole_phrase(Search& search);  // search_names.cpp
/// "The other one", "dad's", after a thing of that sort: nothing that was secured opens by it unasked.
bool search_by_other(Search& search, std::string_view name);  // search_other.cpp
/// A noun of a kind that one thing here is called by: "안방등", "the soundbar".
bool search_by_noun(Search& search);  // search_names.cpp

}  // namespace ondol::home
