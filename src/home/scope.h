// The rooms and floors a clause is about, and what it leaves out. Knows nothing of names and kinds beyond
// that.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "home/frame.h"
#include "home/name_index.h"

namespace ondol::home {

/// Rooms and floors that were named: "the kitchen and upstairs" is either, "the bathroom upstairs" both.
struct Places {
  std::vector<int32_t> areas, floors;
  bool ambiguous = false;  ///< one word named several rooms, and nothing told them apart

  bool empty() const { return areas.empty() && floors.empty(); }
  /// Adds the room or floor that the words name and returns how sure that is; 0 where there is none. Of rooms
  /// that are called alike, the one on a floor that was named before, or else the speaker's.
  int add(const Home& home, const NameIndex& index, std::string_view words, bool floor_first,
          int32_t speaker);
  /// "Upstairs", "아래층", where no floor is called so: the highest or lowest of those whose names have a
  /// number.
  int add_by_height(const Home& home, std::string_view words);
  /// area: the room that something is in.
  bool hold(const Home& home, int32_t area) const;
};

/// "everything except the hallway and the fans".
class Exceptions {
 public:
  /// Returns false where the words name nothing: leaving out less than was asked would act on too much.
  /// within: the rooms and floors that were said, whose kitchen is meant where there are several.
  /// here: the speaker's room, where that was said; kNowhere: it is not known.
  bool add(const Home& home, const NameIndex& index, const Places& within, int32_t here,
           std::string_view words);
  /// One of the things left out is in that room.
  bool hold_any(const Home& home, const NameIndex& index, int32_t area) const;
  bool hold(const Home& home, const NameIndex& index, int32_t entity) const;

 private:
  bool add_here(const NameIndex& index, int32_t here, const std::string& noun);
  bool add_room_within(const Home& home, const Places& within, std::string_view words);
  bool add_one(const Home& home, const NameIndex& index, std::string_view words);

  std::vector<int32_t> entities_, areas_, floors_;
  std::vector<std::pair<int32_t, std::vector<Kind>>> kinds_;  ///< of a room, or anywhere
  std::vector<std::string> called_;  ///< words that an excepted thing has in its name
};

}  // namespace ondol::home
