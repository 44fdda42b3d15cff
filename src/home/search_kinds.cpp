// Targets by their kind and the rooms that were said, or the speaker's own; see search.h.
#include <algorithm>
#include <map>
#include <utility>

#include "home/actions.h"
#include "home/fitness.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/questions.h"
#include "home/search.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Of several players, those that play are meant by pause, next and volume; by resume, those that were
/// paused.
std::vector<int32_t> playing_first(const Search& search, std::vector<int32_t> candidates) {
  const Intent intent = search.frame.intent;
  // "Music off" is about what sounds.
  const bool media = (is_media_intent(intent) && intent != Intent::media_play) ||
                     (intent == Intent::turn_off && search.out.kind == Kind::media_player);
  if (!media || candidates.size() < 2 || search.is_several()) return candidates;
  const Asked wanted = intent == Intent::media_unpause ? Asked::paused : Asked::playing;
  std::vector<int32_t> active;
  for (const int32_t i : candidates)
    if (holds(search.entity(i), wanted).value_or(false)) active.push_back(i);
  return active.empty() ? candidates : active;
}

/// Of several that could be meant, the ones whose name has the noun that was said: "프로젝터" among screens.
std::vector<int32_t> named_so(const Search& search, const std::vector<int32_t>& candidates) {
  const std::string noun =
      compact(normalise(search.noun.empty() ? search.frame.text(SpanRole::kind) : search.noun));
  std::vector<int32_t> out;
  if (noun.size() < (has_hangul(noun) ? 4U : 3U)) return out;
  // "Led" is not in "Sledge Lamp": a short English noun is a word of its own.
  constexpr size_t kShort = 6;
  const bool whole_words = !has_hangul(noun) && noun.size() < kShort;
  for (const int32_t i : candidates) {
    const Entity& e = search.entity(i);
    const auto holds_noun = [&](const std::string& name) {
      if (whole_words) return (" " + normalise(name) + " ").find(" " + noun + " ") != std::string::npos;
      return compact(normalise(name)).find(noun) != std::string::npos;
    };
    if (e.any_name(holds_noun)) out.push_back(i);
  }
  return out;
}

/// Of these, nothing secured for a command: it does not open by part of its name.
std::vector<int32_t> called_by_noun(const Search& search, const std::vector<int32_t>& candidates) {
  auto out = named_so(search, candidates);
  // What shuts may be found so: "shut off the gas".
  const Intent intent = search.frame.intent;
  const bool shuts = intent == Intent::close || intent == Intent::turn_off || intent == Intent::lock;
  if (!is_question(intent) && !(shuts && !has_hangul(search.frame.said)))
    std::erase_if(out, [&](int32_t i) { return is_secured(search.entity(i)); });
  return out;
}

/// "Light", "불": nothing is told apart by these.
bool is_plain_noun(Kind kind, std::string_view noun) {
  const KindRow& row = kind_row(kind);
  const std::string said = compact(normalise(noun));
  const auto is_first_of = [&](std::string_view words) {
    return said == compact(normalise(words.substr(0, words.find(','))));
  };
  return said == compact(normalise(row.noun_en)) || said == compact(normalise(row.noun_ko)) ||
         is_first_of(row.words_en) || is_first_of(row.words_ko);
}

/// "The lamp", where these are called ceiling lights: by their names of another kind than the one asked for.
bool are_of_another_kind(const Search& search, Kind kind, const std::vector<int32_t>& candidates) {
  constexpr Kind kOthers[] = {Kind::light, Kind::lamp,    Kind::fan,   Kind::air_purifier,
                              Kind::tv,    Kind::speaker, Kind::blind, Kind::curtain,
                              Kind::shade, Kind::shutter, Kind::awning};
  return !candidates.empty() && std::ranges::all_of(candidates, [&](int32_t i) {
    return search.index.kind_rank(i, kind) >= kWeaklyOfKind && std::ranges::any_of(kOthers, [&](Kind other) {
             return other != kind && search.index.kind_rank(i, other) < kWeaklyOfKind &&
                    search.index.says(i, other);
           });
  });
}

/// "Turn on" alone says nothing of what.
bool says_nothing(const Search& search) {
  const Frame& frame = search.frame;
  const bool on_off = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off ||
                      frame.intent == Intent::toggle || frame.intent == Intent::get_state;
  return on_off && search.out.kind == Kind::any && search.places.empty() &&
         frame.quantity == Quantity::unsaid && frame.place == Place::unsaid && !frame.has(SpanRole::except) &&
         frame.asked == Asked::none && frame.attribute == Attribute::none;
}

/// Temperatures that are not those of a room. "Which room is the warmest" may be the greenhouse, which "how
/// warm is it" does not ask about.
bool is_of_a_room(const Search& search, int32_t i) {
  const Entity& e = search.entity(i);
  const int32_t area = search.index.area_of(i);
  if (area == kNowhere || e.domain() == "weather") return false;
  const Comparison comparison = search.frame.comparison;
  const bool ranks = comparison == Comparison::highest || comparison == Comparison::lowest;
  if (ranks && says(plain_words(search.home.area_name(area)), {" greenhouse ", " conservatory ", "온실"}))
    return true;
  constexpr std::string_view kNotRooms[] = {
      "outdoor", "outside", "exterior", "garden", "fridge", "freezer", "refrigerator", "oven",
      "water",   "pool",    "tank",     "device", "cpu",    "chip",    "battery",      "engine",
      "soil",    "feels",   "yard",     "patio",  "porch",  "terrace", "greenhouse",   "street",
      "roof",    "실외",    "외부",     "야외",   "바깥",   "냉장고",  "냉동고",       "김치",
      "오븐",    "수온",    "수조",     "어항",   "체감",   "마당",    "뜰",           "텃밭",
      "정원",    "주차장",  "테라스",   "옥상",   "온실",   "장독"};
  const std::string names = normalise(e.name) + " " + normalise(search.home.area_name(area));
  return std::ranges::none_of(kNotRooms,
                              [&](std::string_view word) { return names.find(word) != std::string::npos; });
}

/// Of every room in scope, its closest readings.
std::map<int32_t, std::vector<int32_t>> closest_by_room(const Search& search) {
  std::map<int32_t, std::vector<Ranked>> ranked;
  for (const Ranked& found : search.ranked_of_kind(search.out.kind, kNowhere))
    ranked[search.index.area_of(found.entity)].push_back(found);
  std::map<int32_t, std::vector<int32_t>> out;
  for (const auto& [area, found] : ranked) out[area] = closest(found);
  return out;
}

/// "How warm is it": outdoors only where no room has any.
std::vector<int32_t> readings_of_rooms(const Search& search) {
  std::vector<int32_t> out;
  for (const auto& [area, found] : closest_by_room(search))
    for (const int32_t i : found)
      if (is_of_a_room(search, i)) out.push_back(i);
  return out;
}

/// "Is the attic warmer than the den": of each place that was said, as it was said.
std::vector<int32_t> readings_there(const Search& search) {
  auto by_room = closest_by_room(search);
  std::vector<int32_t> out;
  for (const int32_t area : search.places.areas)
    out.insert(out.end(), by_room[area].begin(), by_room[area].end());
  return out;
}

bool is_climate_kind(Kind kind) { return kind == Kind::temperature || kind == Kind::humidity; }

/// Of several, what is meant by the words more than by their kind: "PM10" among particles, a number among
/// those whose value is asked.
std::vector<int32_t> closest_to_words(const Search& search, std::vector<int32_t> found) {
  if (!is_question(search.frame.intent) || found.size() < 2) return found;
  const auto narrow = [&](const auto& keep) {
    std::vector<int32_t> kept;
    std::ranges::copy_if(found, std::back_inserter(kept), keep);
    if (!kept.empty()) found = std::move(kept);
  };
  std::string words;
  for (const std::string_view noun : search.frame.texts(SpanRole::kind))
    words += compact(normalise(noun)) + " ";
  narrow([&](int32_t i) {
    const std::string of = compact(normalise(search.entity(i).device_class()));
    return !of.empty() && words.find(of) != std::string::npos;
  });
  // "Is the gas shut" is about one of the valves.
  const auto nouns = search.frame.texts(SpanRole::kind);
  if (nouns.size() == 1 && has_hangul(nouns[0]) && !is_plain_noun(search.out.kind, nouns[0])) {
    const auto called = called_by_noun(search, found);
    if (!called.empty()) found = called;
  }
  if (search.frame.question == Question::value && search.frame.asked == Asked::none)
    narrow([&](int32_t i) { return search.entity(i).domain() != "binary_sensor"; });
  return found;
}

/// "밖이 5도보다 추우면", "below thirty outside": what is called so, else the weather.
std::vector<int32_t> readings_outside(const Search& search) {
  const auto says_so = [](const std::string& text) {
    return says(text, {"밖", "바깥", "실외", "야외", "외부"}) ||
           says(plain_words(text), {" outside ", " outdoors ", " outdoor "});
  };
  if (!is_question(search.frame.intent) || !is_climate_kind(search.out.kind) || !says_so(search.frame.said))
    return {};
  std::vector<int32_t> called, weather;
  for (const Ranked& found : search.ranked_of_kind(search.out.kind, kNowhere)) {
    const Entity& e = search.entity(found.entity);
    if (e.domain() == "weather")
      weather.push_back(found.entity);
    else if (e.any_name(says_so))
      called.push_back(found.entity);
  }
  return called.empty() ? weather : called;
}

bool speaks_of_there(const Frame& frame) {
  if (frame.place != Place::whole_house && that_room_at(frame.said) != std::string::npos) return true;
  for (const std::string_view word : split_words(frame.said))
    if (word.starts_with("방등") || word.starts_with("방불")) return true;
  if (frame.place != Place::unsaid) return false;
  for (const std::string_view word : split_words(frame.said))
    for (const std::string_view there : {"거기", "거기도", "거기는", "거긴", "거기에", "거기서", "그쪽"})
      if (word == there) return true;
  // "Is there a light on", "there's a leak" speak of no place.
  const std::string said = " " + frame.said + " ";
  const auto says = [&](std::string_view words) { return said.find(words) != std::string::npos; };
  return says(" there ") && !said.starts_with(" there ") && !says(" is there ") && !says(" are there ");
}

/// "전기장판", "뒷문": more than a word of the kind, and one thing here is called by it, however weakly it is
/// of the kind. Nothing that is secured opens by part of a name.
std::vector<int32_t> called_by_its_noun(const Search& search) {
  const Frame& frame = search.frame;
  const auto nouns = frame.texts(SpanRole::kind);
  const bool one_of_names = !search.noun.empty() && frame.texts(SpanRole::name).size() > 1;
  if (is_question(frame.intent) || (search.is_several() && !one_of_names) || asks_everywhere(frame) ||
      (search.noun.empty() && nouns.size() != 1))
    return {};
  const std::string_view noun = search.noun.empty() ? nouns[0] : search.noun;
  if (!has_hangul(noun) || is_plain_noun(search.out.kind, noun)) return {};
  std::vector<int32_t> all, called;
  for (const Ranked& found : search.ranked_of_kind(search.out.kind, kNowhere)) all.push_back(found.entity);
  for (const std::string& way : without_particles(normalise(noun))) {
    for (const int32_t i : all) {
      const Entity& e = search.entity(i);
      const auto holds_words = [&](const std::string& name) {
        const std::string whole = compact(normalise(name));
        return std::ranges::all_of(
            split_words(way), [&](std::string_view word) { return whole.find(word) != std::string::npos; });
      };
      const bool opens = is_secured(e) && frame.intent != Intent::lock && frame.intent != Intent::close;
      if (!opens && e.any_name(holds_words)) called.push_back(i);
    }
    if (!called.empty()) break;
  }
  // "라디오", read as a TV: of the same domain, what is called so, where no kind is.
  if (called.empty() && !all.empty() && search.noun.empty() && kinds_of(noun).empty()) {
    const std::string end = compact(normalise(noun));
    for (int32_t i = 0; i < static_cast<int32_t>(search.home.entities.size()); ++i) {
      const Entity& e = search.entity(i);
      if (e.domain() == search.entity(all[0]).domain() && !is_secured(e) &&
          e.any_name([&](const std::string& name) { return compact(normalise(name)).ends_with(end); }))
        called.push_back(i);
    }
  }
  return called;
}

/// "Upstairs 난방", where one thing is called "2층 난방": that one, and not what else heats on the floor.
std::vector<int32_t> called_by_its_floor(const Search& search) {
  const std::string_view noun = search.frame.text(SpanRole::kind);
  if (is_question(search.frame.intent) || search.is_several() || !has_hangul(noun) || !search.noun.empty() ||
      search.places.floors.size() != 1 || !search.places.areas.empty())
    return {};
  const std::string& floor = search.home.floors[static_cast<size_t>(search.places.floors[0])].name;
  const std::string whole = compact(normalise(floor + " " + std::string(noun)));
  auto found = search.of_kind(search.out.kind, kNowhere);
  std::erase_if(found, [&](int32_t i) {
    const Entity& e = search.entity(i);
    return is_secured(e) ||
           !e.any_name([&](const std::string& name) { return compact(normalise(name)) == whole; });
  });
  return found;
}

/// Of several that could be meant: what was spoken of, or what is in its room. That one alone is on does not
/// decide: the policy asks.
std::vector<int32_t> likeliest(const Search& search, const std::vector<int32_t>& candidates) {
  const Frame& frame = search.frame;
  if (frame.quantity != Quantity::unsaid ||
      std::ranges::any_of(candidates, [&](int32_t i) { return is_secured(search.entity(i)); }))
    return {};
  const auto kept = [&](const auto& keep) {
    std::vector<int32_t> out;
    std::ranges::copy_if(candidates, std::back_inserter(out), keep);
    return out;
  };
  const auto& spoken = search.memory.entities;
  if (auto same = kept([&](int32_t i) { return std::ranges::find(spoken, i) != spoken.end(); });
      same.size() == 1)
    return same;
  const auto rooms = rooms_spoken_of(search);
  if (rooms.size() != 1) return {};
  auto there = kept([&](int32_t i) { return search.index.area_of(i) == rooms[0]; });
  return there.size() == 1 || search.out.kind == Kind::light ? there : std::vector<int32_t>{};
}

/// "The heat", where the room has none of its own, is the house's.
std::vector<int32_t> main_heating(const Search& search) {
  const std::string noun = normalise(search.noun.empty() ? search.frame.text(SpanRole::kind) : search.noun);
  std::vector<int32_t> out;
  if (search.out.kind != Kind::heater || (noun != "heat" && noun != "heating") || search.is_several())
    return out;
  for (size_t at = 0; at < search.home.entities.size(); ++at) {
    const auto i = static_cast<int32_t>(at);
    const Entity& e = search.home.entities[at];
    const auto is_main = [](const std::string& name) {
      return says(plain_words(name), {" thermostat ", " furnace ", " boiler ", " heating ", " hvac "});
    };
    if (e.domain() == "climate" && search.able(i) && e.any_name(is_main)) out.push_back(i);
  }
  return out.size() == 1 ? out : std::vector<int32_t>{};
}

/// "Vacuum the bedroom": who cleans comes there from its dock, though not by the stairs.
void let_cleaners_come(Search& search) {
  Places& places = search.places;
  const bool cleans = search.out.kind == Kind::vacuum || search.out.kind == Kind::mower;
  if (!cleans || places.areas.empty() || is_question(search.frame.intent) ||
      !search.of_kind(search.out.kind, kNowhere).empty())
    return;
  for (const int32_t area : std::exchange(places.areas, {}))
    if (const int32_t floor = search.home.areas[static_cast<size_t>(area)].floor; floor != kNowhere)
      places.floors.push_back(floor);
}

}  // namespace

bool tells_apart(std::string_view noun) {
  // Other words for all of a kind, beside its own noun.
  constexpr std::string_view kPlain[] = {
      "lighting", "bulb",     "lightbulb",  "heat",     "heating",  "cooling", "cooler",   "aircon",
      "ac",       "purifier", "aircleaner", "plug",     "socket",   "drape",   "roller",   "player",
      "music",    "audio",    "media",      "sound",    "volume",   "tv",      "deadbolt", "tap",
      "faucet",   "water",    "robot",      "hoover",   "mood",     "routine", "temp",     "temperature",
      "climate",  "hvac",     "security",   "alarm",    "등",       "전등",    "전구",     "라이트",
      "플러그",   "공청기",   "청정기",     "텔레비전", "텔레비젼", "테레비",  "보일러",   "히터",
      "냉방",     "에어콘",   "노래",       "음악",     "소리",     "음량",    "볼륨",     "오디오",
      "창",       "물",       "온도",       "방문",     "락",       "자물쇠",  "잠금장치", "로청",
      "온수"};
  const auto kinds = kinds_of(noun);
  const std::string said = compact(normalise(noun));
  if (said.empty() || kinds.empty() || is_one_of(said, kPlain)) return false;
  return std::ranges::none_of(kinds, [&](Kind kind) {
    return is_plain_noun(kind, noun) ||
           std::ranges::any_of(without_particles(normalise(noun)), [&](const std::string& way) {
             return is_one_of(compact(way), kPlain) || is_plain_noun(kind, way);
           });
  });
}

bool search_by_kind(Search& search) {
  const Frame& frame = search.frame;
  Targets& out = search.out;
  if (says_nothing(search)) return search.fail(Missing::subject);
  if (search.places.empty() && speaks_of_there(frame)) search.places.areas = rooms_spoken_of(search);
  let_cleaners_come(search);
  if (search.places.empty())
    if (auto outside = readings_outside(search); !outside.empty())
      return search.take(std::move(outside), Missing::kind);
  const auto called = called_by_its_noun(search);
  if (called.size() == 1) return search.take(called, Missing::kind);
  if (!search.places.empty()) {
    if (auto one = called_by_its_floor(search); one.size() == 1)
      return search.take(std::move(one), Missing::in_scope);
    const bool by_room = is_question(frame.intent) && is_climate_kind(out.kind) &&
                         search.places.areas.size() > 1 && search.places.floors.empty();
    return search.take(
        by_room ? readings_there(search) : closest_to_words(search, search.of_kind(out.kind, kNowhere)),
        Missing::in_scope);
  }
  if (frame.place == Place::here && search.speaker != kNowhere) {
    search.places.areas.push_back(search.speaker);
    auto here = search.of_kind(out.kind, search.speaker);
    if (here.empty() && !(here = main_heating(search)).empty()) search.places = {};
    return search.take(std::move(here), Missing::in_scope);
  }
  auto everywhere = closest_to_words(search, search.of_kind(out.kind, kNowhere));
  // A window is open whether its own motor says so or a sensor on it; a door may have a sensor of openings.
  if (asks_everywhere(frame) && (out.kind == Kind::window || out.kind == Kind::door) &&
      frame.asked != Asked::none) {
    everywhere.clear();
    for (const Ranked& found : search.ranked_of_kind(out.kind, kNowhere))
      if (holds(search.entity(found.entity), frame.asked)) everywhere.push_back(found.entity);
  }
  if (is_question(frame.intent) && is_climate_kind(out.kind))
    if (auto rooms = readings_of_rooms(search); !rooms.empty()) everywhere = std::move(rooms);
  // "Leave the whale on and turn the lights off", said in the room of the whale.
  // "무드등 빼고 불 다 꺼" too; "all the lights but the lamp" are those of the house.
  const bool no_more =
      frame.quantity == Quantity::unsaid || (frame.quantity == Quantity::all && has_hangul(frame.said));
  const bool spares_here = frame.has(SpanRole::except) && no_more && frame.place == Place::unsaid &&
                           search.speaker != kNowhere &&
                           search.exceptions.hold_any(search.home, search.index, search.speaker);
  if (spares_here) {
    search.places.areas.push_back(search.speaker);
    return search.take(search.of_kind(out.kind, search.speaker), Missing::in_scope);
  }
  // "불 다 켜줘", said in a room of several: nobody lights a whole house for it.
  if (frame.intent == Intent::turn_on && frame.quantity == Quantity::all && has_hangul(frame.said) &&
      frame.place == Place::unsaid && out.kind == Kind::light && search.speaker != kNowhere &&
      !frame.has(SpanRole::except) && !says(frame.said, {"집", "온 ", "모든", "전체", "곳곳"}))
    if (auto here = search.of_kind(out.kind, search.speaker); here.size() > 1) {
      search.places.areas.push_back(search.speaker);
      return search.take(std::move(here), Missing::in_scope);
    }
  if (frame.place == Place::whole_house || frame.quantity == Quantity::all || frame.has(SpanRole::except) ||
      asks_everywhere(frame)) {
    out.whole_home = true;
    // "All the gas" is no water.
    if (out.kind == Kind::valve && has_hangul(frame.text(SpanRole::kind)) &&
        !is_plain_noun(out.kind, frame.text(SpanRole::kind)) && !is_question(frame.intent))
      if (auto named = named_so(search, everywhere); !named.empty()) everywhere = std::move(named);
    return search.take(std::move(everywhere), Missing::kind);
  }
  // "The pendants", "the chandelier": what is called so, before whatever else hangs in this room.
  const bool is_player = out.kind == Kind::media_player || out.kind == Kind::speaker || out.kind == Kind::tv;
  const std::string_view kind_noun = frame.text(SpanRole::kind);
  const std::string_view called_so = is_player || search.noun.empty() ? kind_noun : search.noun;
  const bool tells_which = (is_player || !search.noun.empty())
                               ? !called_so.empty() && !is_plain_noun(out.kind, called_so)
                               : tells_apart(called_so);
  if (tells_which && !search.is_several() && !is_question(frame.intent))
    if (auto named = called_by_noun(search, everywhere); named.size() == 1 && everywhere.size() > 1)
      return search.take(std::move(named), Missing::kind);
  // "Open the bedroom blind and turn on the light": still the bedroom's.
  if (search.memory.there != kNowhere)
    if (auto there = closest_to_words(search, search.of_kind(out.kind, search.memory.there));
        !there.empty()) {
      search.places.areas.push_back(search.memory.there);
      return search.take(playing_first(search, std::move(there)), Missing::in_scope);
    }
  if (search.speaker != kNowhere) {
    auto here = closest_to_words(search, search.of_kind(out.kind, search.speaker));
    // "The lamp", said under a ceiling light, where lamps stand elsewhere.
    const bool real_elsewhere = std::ranges::any_of(
        everywhere, [&](int32_t i) { return search.index.kind_rank(i, out.kind) < kWeaklyOfKind; });
    if (real_elsewhere && are_of_another_kind(search, out.kind, here)) here.clear();
    if (!here.empty() && (frame.quantity != Quantity::both || here.size() == 2)) {
      search.places.areas.push_back(search.speaker);
      out.from_speaker = true;
      return search.take(playing_first(search, std::move(here)), Missing::in_scope);
    }
  }
  if (auto main = main_heating(search); !main.empty()) return search.take(std::move(main), Missing::kind);
  if (frame.quantity == Quantity::both && everywhere.size() == 2)
    return search.take(std::move(everywhere), Missing::kind);
  // "Both thermostats", beside air conditioners: the two that are called so.
  if (frame.quantity == Quantity::both && !is_question(frame.intent)) {
    std::string noun = compact(normalise(search.noun.empty() ? frame.text(SpanRole::kind) : search.noun));
    if (!has_hangul(noun) && noun.ends_with('s')) noun.pop_back();
    std::vector<int32_t> two;
    for (const int32_t i : everywhere)
      if (noun.size() > 3 && compact(normalise(search.entity(i).name)).ends_with(noun)) two.push_back(i);
    if (two.size() == 2) return search.take(std::move(two), Missing::kind);
  }
  everywhere = playing_first(search, std::move(everywhere));
  if (frame.quantity == Quantity::any && everywhere.size() > 1) everywhere.resize(1);
  if (everywhere.size() <= 1) return search.take(std::move(everywhere), Missing::kind);
  if (is_question(frame.intent)) {  // all of them is an answer
    out.whole_home = true;
    return search.take(std::move(everywhere), Missing::kind);
  }
  // "난방": none of them more than the others, whichever is called so.
  const std::string_view noun = search.noun.empty() ? frame.text(SpanRole::kind) : search.noun;
  const bool tells = !has_hangul(noun) || !is_plain_noun(out.kind, noun);
  if (auto named = called.empty() && tells ? called_by_noun(search, everywhere) : called; !named.empty())
    everywhere = std::move(named);
  if (everywhere.size() == 1) return search.take(std::move(everywhere), Missing::kind);
  if (auto one = likeliest(search, everywhere); !one.empty())
    return search.take(std::move(one), Missing::kind);
  out.entities = std::move(everywhere);
  return search.fail(Missing::choice);
}

bool add_by_kind(Search& search) {
  auto before = std::exchange(search.out.entities, {});
  if (!search_by_kind(search)) return false;
  std::swap(before, search.out.entities);
  search.add(before);
  return true;
}

bool search_by_kinds(Search& search, const std::vector<Kind>& kinds) {
  const Places places = search.places;
  Places found_in;
  std::vector<int32_t> found;
  for (const Kind kind : kinds) {
    search.places = places;
    search.out.kind = kind;
    search.out.entities.clear();
    // A kind that is not there leaves the others; one that nobody can tell leaves all.
    if (search_by_kind(search)) {
      found_in = search.places;
      found.insert(found.end(), search.out.entities.begin(), search.out.entities.end());
    } else if (search.out.missing == Missing::choice) {
      return false;
    }
  }
  search.out.entities.clear();
  search.out.kind = kinds.front();
  if (found.empty()) return false;
  search.out.missing = Missing::nothing;
  search.places = found_in;
  search.out.kind = Kind::any;
  search.add(found);
  return true;
}

}  // namespace ondol::home
