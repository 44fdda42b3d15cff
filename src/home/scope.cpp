// Places and exceptions; see scope.h.
#include "home/scope.h"

#include <algorithm>

namespace ondol::home {
namespace {

bool lists(const std::vector<int32_t>& places, int32_t place) {
  return place != kNowhere && std::ranges::find(places, place) != places.end();
}
void add_once(std::vector<int32_t>& places, int32_t place) {
  if (!lists(places, place)) places.push_back(place);
}

}  // namespace

int Places::add(const NameIndex& index, std::string_view words, bool floor_first) {
  const auto found_areas = index.find_areas(words);
  const auto found_floors = index.find_floors(words);
  const int area = found_areas.empty() ? 0 : found_areas[0].score;
  const int floor = found_floors.empty() ? 0 : found_floors[0].score;
  if (area == 0 && floor == 0) return 0;
  if (floor > area || (floor == area && floor_first))
    add_once(floors, found_floors[0].thing);
  else
    add_once(areas, found_areas[0].thing);
  return std::max(area, floor);
}

bool Places::hold(const Home& home, const Entity& entity) const {
  const bool in_area = lists(areas, entity.area), on_floor = lists(floors, home.floor_of(entity));
  if (areas.empty()) return floors.empty() || on_floor;
  if (floors.empty()) return in_area;
  const bool room_is_on_floor = std::ranges::any_of(
      areas, [&](int32_t area) { return lists(floors, home.areas[static_cast<size_t>(area)].floor); });
  return room_is_on_floor ? in_area && on_floor : in_area || on_floor;
}

bool Exceptions::add(const NameIndex& index, std::string_view words) {
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
  } else if (!reading.kinds.empty()) {
    kinds_.emplace_back(kNowhere, reading.kinds);
  } else if (!areas.empty()) {
    areas_.push_back(areas[0].thing);
  } else {
    return false;
  }
  return true;
}

bool Exceptions::hold(const Home& home, const NameIndex& index, int32_t entity) const {
  const Entity& e = home.entities[static_cast<size_t>(entity)];
  if (lists(entities_, entity) || lists(areas_, e.area) || lists(floors_, home.floor_of(e))) return true;
  return std::ranges::any_of(kinds_, [&](const auto& except) {
    if (except.first != kNowhere && except.first != e.area) return false;
    return std::ranges::any_of(except.second, [&](Kind kind) {
      return kind != Kind::any && index.kind_rank(entity, kind) < kWeaklyOfKind;
    });
  });
}

}  // namespace ondol::home
