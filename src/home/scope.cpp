// Places and exceptions; see scope.h.
#include "home/scope.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "home/spare_here.h"
#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool lists(const std::vector<int32_t>& places, int32_t place) {
  return place != kNowhere && std::ranges::find(places, place) != places.end();
}
void add_once(std::vector<int32_t>& places, int32_t place) {
  if (!lists(places, place)) places.push_back(place);
}

/// "Not the pendants": more than the plain noun of a kind, and something here is called so.
bool is_called_by(const Home& home, const NameReading& reading, std::string_view words) {
  const std::string noun = normalise(words);
  const auto is_plain = [&](Kind kind) {
    return normalise(kind_row(kind).noun_en) == noun || kind_row(kind).words_en.starts_with(noun + ",");
  };
  if (has_hangul(noun) || std::ranges::any_of(reading.kinds, is_plain)) return false;
  return std::ranges::any_of(home.entities, [&](const Entity& e) {
    return padded_names(e.name, e.aliases).find(" " + noun + " ") != std::string::npos;
  });
}

/// "The fairy ones" are those that are called fairy; "" of other words.
std::string which_ones(std::string_view words) {
  const std::string plain = plain_words(words);
  const std::string_view said = trim_spaces(plain);
  for (const std::string_view ones : {" ones", " one"})
    if (said.ends_with(ones)) return normalise(said.substr(0, said.size() - ones.size()));
  return {};
}

}  // namespace

int Places::add(const Home& home, const NameIndex& index, std::string_view words, bool floor_first,
                int32_t speaker) {
  auto found_areas = index.find_areas(words);
  const auto found_floors = index.find_floors(words);
  const int area = found_areas.empty() ? 0 : found_areas[0].score;
  const int floor = found_floors.empty() ? 0 : found_floors[0].score;
  if (area == 0 && floor == 0) return 0;
  if (floor > area || (floor == area && floor_first)) {
    add_once(floors, found_floors[0].thing);
    return floor;
  }
  constexpr int kAlike = 3;
  std::erase_if(found_areas, [&](const Match& match) { return match.score < area - kAlike; });
  const auto narrow = [&](const auto& keep) {
    if (std::ranges::any_of(found_areas, keep))
      std::erase_if(found_areas, [&](const Match& match) { return !keep(match); });
  };
  narrow(
      [&](const Match& match) { return lists(floors, home.areas[static_cast<size_t>(match.thing)].floor); });
  if (found_areas.size() > 1) narrow([&](const Match& match) { return match.thing == speaker; });
  ambiguous = ambiguous || found_areas.size() > 1;
  for (const Match& match : found_areas) add_once(areas, match.thing);
  return area;
}

int Places::add_by_height(const Home& home, std::string_view words) {
  constexpr std::string_view kUp[] = {"upstairs", "위층", "윗층", "위"},
                             kDown[] = {"downstairs", "아래층", "밑층", "아래"};
  const auto is_one_of = [&](const auto& list) {
    return std::ranges::any_of(without_particles(normalise(words)), [&](const std::string& way) {
      return std::ranges::find(list, way) != std::end(list);
    });
  };
  const bool up = is_one_of(kUp), down = is_one_of(kDown);
  if (up == down) return 0;
  std::optional<double> best;
  int32_t found = kNowhere, numbered = 0;
  for (size_t i = 0; i < home.floors.size(); ++i) {
    const auto number = read_number(prepare_value(home.floors[i].name));
    if (!number) continue;
    ++numbered;
    if (best && (up ? number->value <= *best : number->value >= *best)) continue;
    best = number->value;
    found = static_cast<int32_t>(i);
  }
  if (numbered < 2) return 0;
  add_once(floors, found);
  return kClear;
}

bool Places::hold(const Home& home, int32_t area) const {
  const int32_t floor = area == kNowhere ? kNowhere : home.areas[static_cast<size_t>(area)].floor;
  const bool in_area = lists(areas, area), on_floor = lists(floors, floor);
  if (areas.empty()) return floors.empty() || on_floor;
  if (floors.empty()) return in_area;
  const bool room_is_on_floor = std::ranges::any_of(
      areas, [&](int32_t room) { return lists(floors, home.areas[static_cast<size_t>(room)].floor); });
  return room_is_on_floor ? in_area && on_floor : in_area || on_floor;
}

bool Exceptions::add(const Home& home, const NameIndex& index, const Places& within, int32_t here,
                     std::string_view words) {
  if (const auto noun = noun_spared_here(words)) return add_here(index, here, *noun);
  if (add_room_within(home, within, words)) return true;
  if (add_one(home, index, words)) return true;
  const auto parts = split_conjunction(words);
  return parts.size() > 1 &&
         std::ranges::all_of(parts, [&](const std::string& part) { return add_one(home, index, part); });
}

bool Exceptions::add_here(const NameIndex& index, int32_t here, const std::string& noun) {
  if (here == kNowhere) return false;
  if (noun.empty())
    areas_.push_back(here);
  else
    kinds_.emplace_back(here, index.kinds_of(noun));
  return true;
}

/// "Grandmother's floor but for the kitchen": hers, whatever else is called kitchen.
bool Exceptions::add_room_within(const Home& home, const Places& within, std::string_view words) {
  if (within.floors.empty()) return false;
  int32_t only = kNowhere;
  for (const std::string& way : without_particles(normalise(words))) {
    for (size_t i = 0; i < home.areas.size(); ++i) {
      if (!lists(within.floors, home.areas[i].floor)) continue;
      if (!(" " + normalise(home.areas[i].name)).ends_with(" " + way)) continue;
      if (only != kNowhere) return false;
      only = static_cast<int32_t>(i);
    }
    if (only != kNowhere) break;
  }
  if (only != kNowhere) areas_.push_back(only);
  return only != kNowhere;
}

bool Exceptions::add_one(const Home& home, const NameIndex& index, std::string_view words) {
  const NameReading reading = index.find(words);
  const auto areas = index.find_areas(words);
  const auto floors = index.find_floors(words);
  if (!areas.empty() && areas[0].score >= kClear) {
    areas_.push_back(areas[0].thing);
  } else if (!floors.empty() && floors[0].score >= kClear) {
    floors_.push_back(floors[0].thing);
  } else if (reading.area != kNowhere) {
    kinds_.emplace_back(reading.area, reading.kinds);
  } else if (!reading.entities.empty() && (reading.entities[0].score >= kClear || reading.kinds.empty())) {
    for (const Match& match : reading.entities)
      if (match.score >= reading.entities[0].score - 3) entities_.push_back(match.thing);
    called_.push_back(" " + normalise(words) + " ");  // "except Birdie's" is her lamp, not herself
  } else if (std::ranges::find(reading.kinds, Kind::lamp) != reading.kinds.end()) {
    kinds_.emplace_back(kNowhere, std::vector{Kind::lamp});  // not every light
    called_.push_back(" " + normalise(words) + " ");
  } else if (!reading.kinds.empty()) {
    if (!is_called_by(home, reading, words)) kinds_.emplace_back(kNowhere, reading.kinds);
    called_.push_back(" " + normalise(words) + " ");
  } else if (!areas.empty()) {
    areas_.push_back(areas[0].thing);
  } else if (const std::string which = which_ones(words); !which.empty() && is_called_by(home, {}, which)) {
    called_.push_back(" " + which + " ");
  } else {
    return false;
  }
  return true;
}

bool Exceptions::hold_any(const Home& home, const NameIndex& index, int32_t area) const {
  for (size_t i = 0; i < home.entities.size(); ++i)
    if (index.area_of(static_cast<int32_t>(i)) == area && lists(entities_, static_cast<int32_t>(i)))
      return true;
  return false;
}

bool Exceptions::hold(const Home& home, const NameIndex& index, int32_t entity) const {
  const int32_t area = index.area_of(entity);
  const int32_t floor = area == kNowhere ? kNowhere : home.areas[static_cast<size_t>(area)].floor;
  if (lists(entities_, entity) || lists(areas_, area) || lists(floors_, floor)) return true;
  const Entity& e = home.entities[static_cast<size_t>(entity)];
  // Names are made comparable only where there is something to compare.
  const auto is_called = [&](std::string_view name) {
    const std::string spaced = " " + normalise(name) + " ";
    return std::ranges::any_of(
        called_, [&](const std::string& words) { return spaced.find(words) != std::string::npos; });
  };
  if (!called_.empty() && e.any_name(is_called)) return true;
  return std::ranges::any_of(kinds_, [&](const auto& except) {
    if (except.first != kNowhere && except.first != area) return false;
    return std::ranges::any_of(except.second, [&](Kind kind) {
      return kind != Kind::any && index.kind_rank(entity, kind) < kWeaklyOfKind;
    });
  });
}

}  // namespace ondol::home
