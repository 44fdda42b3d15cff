// Things, clauses and what comes of them, for tests of what a clause's own words say.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "home/assistant.h"

namespace ondol::home::test {

inline Entity thing(std::string id, std::string name, int32_t area = kNowhere) {
  Entity out;
  out.id = std::move(id);
  out.name = std::move(name);
  out.state = "on";
  out.area = area;
  return out;
}

inline Frame off(std::string said, Kind kind, std::vector<Span> spans) {
  Frame out;
  out.intent = Intent::turn_off;
  out.kind = kind;
  out.said = std::move(said);
  out.spans = std::move(spans);
  return out;
}

/// What one clause changes in a home of these things.
inline std::string changed(std::vector<Entity> things, const Frame& clause, std::vector<Area> areas = {}) {
  Home home;
  home.language = "ko";
  home.areas = std::move(areas);
  home.entities = std::move(things);
  Assistant assistant(home, "", std::nullopt);
  return assistant.handle(clause.said, std::vector{clause}).changes.dump();
}

/// What is said in a room of the home, to what stands there.
inline Outcome told(const Home& home, const std::string& room, const Frame& clause) {
  Assistant assistant(home, room, std::nullopt);
  return assistant.handle(clause.said, std::vector{clause});
}

inline Home two_rooms(std::vector<Entity> things, std::string language = "en") {
  Home home;
  home.language = std::move(language);
  home.areas = {{"here", "Den", {}, kNowhere}, {"there", "Dining Room", {}, kNowhere}};
  home.entities = std::move(things);
  return home;
}

}  // namespace ondol::home::test
