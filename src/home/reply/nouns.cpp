// Nouns and states; see nouns.h.
#include "home/reply/nouns.h"

#include <algorithm>

#include "home/reply/josa.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

struct StateRow {
  std::string_view of;  ///< domain, or binary_sensor's class after a colon
  std::string_view state, english, korean;
};
// clang-format off
constexpr StateRow kStates[] = {
  {"binary_sensor:battery", "on", "low", "배터리가 부족해요"}, {"binary_sensor:battery", "off", "fine", "배터리가 충분해요"},
  {"binary_sensor:battery_charging", "on", "charging", "충전 중이에요"}, {"binary_sensor:battery_charging", "off", "not charging", "충전 중이 아니에요"},
  {"binary_sensor:carbon_monoxide", "on", "detected", "감지됐어요"}, {"binary_sensor:carbon_monoxide", "off", "clear", "감지되지 않았어요"},
  {"binary_sensor:cold", "on", "cold", "차가워요"}, {"binary_sensor:cold", "off", "normal", "보통이에요"},
  {"binary_sensor:connectivity", "on", "connected", "연결되어 있어요"}, {"binary_sensor:connectivity", "off", "disconnected", "연결이 끊겼어요"},
  {"binary_sensor:door", "on", "open", "열려 있어요"}, {"binary_sensor:door", "off", "closed", "닫혀 있어요"},
  {"binary_sensor:garage_door", "on", "open", "열려 있어요"}, {"binary_sensor:garage_door", "off", "closed", "닫혀 있어요"},
  {"binary_sensor:opening", "on", "open", "열려 있어요"}, {"binary_sensor:opening", "off", "closed", "닫혀 있어요"},
  {"binary_sensor:window", "on", "open", "열려 있어요"}, {"binary_sensor:window", "off", "closed", "닫혀 있어요"},
  {"binary_sensor:gas", "on", "detected", "감지됐어요"}, {"binary_sensor:gas", "off", "clear", "감지되지 않았어요"},
  {"binary_sensor:heat", "on", "hot", "뜨거워요"}, {"binary_sensor:heat", "off", "normal", "보통이에요"},
  {"binary_sensor:lock", "on", "unlocked", "잠겨 있지 않아요"}, {"binary_sensor:lock", "off", "locked", "잠겨 있어요"},
  {"binary_sensor:moisture", "on", "wet", "젖어 있어요"}, {"binary_sensor:moisture", "off", "dry", "말라 있어요"},
  {"binary_sensor:motion", "on", "detected", "움직임이 있어요"}, {"binary_sensor:motion", "off", "clear", "움직임이 없어요"},
  {"binary_sensor:occupancy", "on", "occupied", "사람이 있어요"}, {"binary_sensor:occupancy", "off", "clear", "사람이 없어요"},
  {"binary_sensor:plug", "on", "plugged in", "꽂혀 있어요"}, {"binary_sensor:plug", "off", "unplugged", "꽂혀 있지 않아요"},
  {"binary_sensor:presence", "on", "home", "집에 있어요"}, {"binary_sensor:presence", "off", "away", "집에 없어요"},
  {"binary_sensor:problem", "on", "in trouble", "문제가 있어요"}, {"binary_sensor:problem", "off", "ok", "정상이에요"},
  {"binary_sensor:running", "on", "running", "작동 중이에요"}, {"binary_sensor:running", "off", "not running", "작동 중이 아니에요"},
  {"binary_sensor:safety", "on", "unsafe", "안전하지 않아요"}, {"binary_sensor:safety", "off", "safe", "안전해요"},
  {"binary_sensor:smoke", "on", "detected", "감지됐어요"}, {"binary_sensor:smoke", "off", "clear", "감지되지 않았어요"},
  {"binary_sensor:sound", "on", "detected", "소리가 나요"}, {"binary_sensor:sound", "off", "clear", "소리가 나지 않아요"},
  {"binary_sensor:tamper", "on", "tampered with", "훼손이 감지됐어요"}, {"binary_sensor:tamper", "off", "clear", "이상이 없어요"},
  {"binary_sensor:update", "on", "ready for an update", "업데이트할 수 있어요"}, {"binary_sensor:update", "off", "up to date", "최신이에요"},
  {"binary_sensor:vibration", "on", "vibrating", "진동하고 있어요"}, {"binary_sensor:vibration", "off", "still", "진동하지 않아요"},
  {"update", "on", "ready for an update", "업데이트할 수 있어요"}, {"update", "off", "up to date", "최신이에요"},
  {"person", "home", "at home", "집에 있어요"}, {"person", "not_home", "away", "집에 없어요"},
  {"device_tracker", "home", "at home", "집에 있어요"}, {"device_tracker", "not_home", "away", "집에 없어요"},
  {"climate", "heat", "heating", "난방 중이에요"}, {"climate", "cool", "cooling", "냉방 중이에요"}, {"climate", "dry", "drying", "제습 중이에요"},
  {"climate", "fan_only", "only blowing", "송풍 중이에요"}, {"climate", "auto", "on auto", "자동으로 켜져 있어요"}, {"climate", "heat_cool", "on", "켜져 있어요"},
  {"vacuum", "cleaning", "cleaning", "청소 중이에요"}, {"vacuum", "docked", "at the dock", "충전대에 있어요"}, {"vacuum", "returning", "on its way to the dock", "돌아가는 중이에요"},
  {"timer", "active", "running", "가고 있어요"}, {"timer", "idle", "not running", "켜져 있지 않아요"},
  {"*", "on", "on", "켜져 있어요"}, {"*", "off", "off", "꺼져 있어요"}, {"*", "open", "open", "열려 있어요"}, {"*", "closed", "closed", "닫혀 있어요"},
  {"*", "opening", "opening", "열리고 있어요"}, {"*", "closing", "closing", "닫히고 있어요"}, {"*", "locked", "locked", "잠겨 있어요"}, {"*", "unlocked", "unlocked", "잠겨 있지 않아요"},
  {"*", "jammed", "jammed", "걸려 있어요"}, {"*", "playing", "playing", "재생 중이에요"}, {"*", "paused", "paused", "일시정지 상태예요"}, {"*", "idle", "idle", "대기 중이에요"},
  {"*", "unavailable", "unavailable", "연결되지 않아요"}, {"*", "unknown", "in an unknown state", "상태를 알 수 없어요"},
};
// clang-format on

std::string place_text(Language language, const Home& home, const Targets& targets) {
  std::vector<std::string> places;
  for (const int32_t area : targets.areas) places.push_back(spoken_area(language, home, area));
  for (const int32_t floor : targets.floors)
    places.push_back(spoken_name(language, home.floors[static_cast<size_t>(floor)]));
  if (places.empty() || places.size() > 3) return "";
  if (language == Language::korean) return join_names(language, places) + " ";
  std::vector<std::string> with_article;
  for (const std::string& place : places)
    with_article.push_back(one_of(place, {"Upstairs", "Downstairs", "Outside"}) ? place : "the " + place);
  const bool adverb = one_of(places[0], {"Upstairs", "Downstairs", "Outside"});
  return (adverb ? " " : " in ") + join_names(language, with_article);
}

/// The kind that all of them are of; any where they differ.
Kind common_kind(const Home& home, const Targets& targets, const std::vector<int32_t>& entities) {
  const auto domain = [&](int32_t index) { return home.entities[static_cast<size_t>(index)].domain(); };
  const std::string_view first = domain(entities[0]);
  if (!std::ranges::all_of(entities, [&](int32_t index) { return domain(index) == first; })) return Kind::any;
  if (targets.kind != Kind::any && !targets.by_name) return targets.kind;
  for (const KindRow& row : kind_rows())
    if (row.matches.substr(0, row.matches.find(' ')) == first) return row.kind;
  return first == "cover" ? Kind::cover : first == "humidifier" ? Kind::humidifier : Kind::any;
}

}  // namespace

const std::string& name_for(Language language, const std::string& name,
                            const std::vector<std::string>& aliases) {
  // "TV" and "LG" are said in Korean as they are written.
  const auto is_word = [](const std::string& text) {
    return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  };
  const bool korean = language == Language::korean;
  if (korean ? has_hangul(name) || !is_word(name) : !has_hangul(name)) return name;
  const auto alias = std::ranges::find_if(aliases, [&](const std::string& text) {
    return korean ? has_hangul(text) : !has_hangul(text) && has_latin(text);
  });
  return alias != aliases.end() ? *alias : name;
}

Noun name_noun(Language language, const Entity& entity) {
  const std::string& name = spoken_name(language, entity);
  if (language == Language::korean) return Noun(name);
  const bool bare =
      one_of(entity.domain(), {"person", "scene", "script", "vacuum", "weather", "sensor", "automation"}) ||
      name.find("'s") != std::string::npos || name.starts_with("The ") || name.starts_with("My ") ||
      name.starts_with("the ");
  const bool plural = name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("us") &&
                      one_of(entity.domain(), {"light", "cover", "lock", "switch", "fan"});
  return Noun(bare ? name : "the " + name, plural);
}

std::string kind_noun(Language language, Kind kind, bool plural) {
  const KindRow& row = kind_row(kind);
  if (language == Language::korean) return std::string(row.noun_ko);
  return std::string(plural ? row.plural_en : row.noun_en);
}

Noun targets_noun(Language language, const Home& home, const Targets& targets,
                  const std::vector<int32_t>& entities) {
  if (entities.empty()) return Noun(kind_noun(language, targets.kind, false));
  if (entities.size() == 1) return name_noun(language, home.entities[static_cast<size_t>(entities[0])]);
  if (targets.by_name && entities.size() <= 3) return Noun(names_text(language, home, entities), true);
  const Kind kind = common_kind(home, targets, entities);
  const std::string n = std::to_string(entities.size());
  const std::string place = place_text(language, home, targets);
  if (language == Language::korean) return Noun(place + kind_noun(language, kind, true) + " " + n + "개");
  return Noun(n + " " + kind_noun(language, kind, true) + place, true);
}

std::string names_text(Language language, const Home& home, const std::vector<int32_t>& entities) {
  constexpr size_t kMost = 5;
  std::vector<std::string> names;
  for (const int32_t index : entities) {
    const Entity& entity = home.entities[static_cast<size_t>(index)];
    std::string name = name_noun(language, entity).text;
    // Two of one name are told apart by their rooms.
    const bool twin = std::ranges::any_of(entities, [&](int32_t other) {
      return other != index && home.entities[static_cast<size_t>(other)].name == entity.name;
    });
    if (twin && entity.area != kNowhere) {
      const std::string& room = spoken_name(language, home.areas[static_cast<size_t>(entity.area)]);
      name = language == Language::korean ? room + " " + name : name + " in the " + room;
    }
    names.push_back(std::move(name));
    if (names.size() == kMost && entities.size() > kMost + 1) {
      const std::string more = std::to_string(entities.size() - kMost);
      names.push_back(language == Language::korean ? "그 밖의 " + more + "개" : more + " more");
      break;
    }
  }
  return join_names(language, names);
}

std::string state_words(Language language, const Entity& entity) {
  const std::string of = std::string(entity.domain()) + ":" + std::string(entity.device_class());
  const std::string_view state = entity.state;
  for (const StateRow& row : kStates)
    if ((row.of == of || row.of == entity.domain() || row.of == "*") && row.state == state)
      return std::string(language == Language::korean ? row.korean : row.english);
  std::string said = entity.state;
  if (entity.domain() == "sensor") said += entity.text("unit_of_measurement");
  return language == Language::korean ? with_particle(said, "이에요") : said;
}

}  // namespace ondol::home
