// Random homes and random frames over them, for tests of what must hold whatever is said. The same seed gives
// the same. Knows nothing of what must hold.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "home/home.h"
#include "home/labels.h"

namespace ondol::home::testing {

class RandomHome {
 public:
  explicit RandomHome(uint64_t seed) : random_(seed) {}

  size_t below(size_t n) { return random_() % n; }
  bool chance(int percent) { return below(100) < static_cast<size_t>(percent); }
  template <class T, size_t N>
  const T& pick(const T (&list)[N]) {
    return list[below(N)];
  }

  Home home() {
    Home home;
    home.language = chance(50) ? "ko" : "en";
    static constexpr const char* kFloors[] = {"Upstairs", "Ground Floor", "일층", "이층"};
    for (size_t i = 0, n = below(3); i < n; ++i)
      home.floors.push_back({"floor" + std::to_string(i), kFloors[below(4)], {}});
    for (size_t i = 0, n = 1 + below(5); i < n; ++i) {
      Area area{"area" + std::to_string(i), pick(kAreas), {}, kNowhere};
      if (!home.floors.empty() && chance(70)) area.floor = static_cast<int32_t>(below(home.floors.size()));
      home.areas.push_back(std::move(area));
    }
    home.devices.push_back({"speaker", "Speaker", static_cast<int32_t>(below(home.areas.size()))});
    for (size_t i = 0, n = 2 + below(20); i < n; ++i) home.entities.push_back(entity(i, home));
    return home;
  }

  Frame frame(const Home& home) {
    Frame f;
    f.intent = any_label<Intent>();
    if (chance(15)) f.role = any_label<ClauseRole>();
    if (chance(50)) f.kind = any_label<Kind>();
    if (chance(40)) f.quantity = any_label<Quantity>();
    if (chance(20)) f.place = any_label<Place>();
    if (chance(20)) f.reference = any_label<Reference>();
    if (chance(30)) f.attribute = any_label<Attribute>();
    if (chance(40)) f.operation = any_label<Operation>();
    if (chance(30)) f.question = any_label<Question>();
    if (chance(30)) f.asked = any_label<Asked>();
    if (chance(15)) f.comparison = any_label<Comparison>();
    for (size_t i = 0, n = below(4); i < n; ++i) f.spans.push_back({any_label<SpanRole>(), words(home)});
    if (chance(50) && !home.entities.empty())
      f.spans.push_back({SpanRole::name, home.entities[below(home.entities.size())].name});
    return f;
  }

 private:
  static constexpr const char* kAreas[] = {"Kitchen", "Living Room", "Garage", "거실",
                                           "주방",    "안방",        "현관",   "Office"};

  template <class Label>
  Label any_label() {
    return static_cast<Label>(below(labels<Label>().size()));
  }

  Entity entity(size_t i, const Home& home) {
    // More of what must not open than a real home has.
    static constexpr const char* kDomains[] = {
        "light",      "switch",        "cover", "cover",   "cover",        "lock",
        "lock",       "valve",         "fan",   "climate", "media_player", "vacuum",
        "sensor",     "binary_sensor", "todo",  "timer",   "scene",        "alarm_control_panel",
        "humidifier", "person"};
    static constexpr const char* kNames[] = {
        "Front Door", "Garage Door", "Back Gate", "Main Valve", "Lamp", "Ceiling Light", "현관문",
        "차고 문",    "대문",        "가스 밸브", "거실 불",    "커튼", "Blind",         "TV",
        "Fan",        "Kitchen",     "Lock",      "문",         "Door", "Light"};
    static constexpr const char* kClasses[] = {"garage",  "gate",   "door",   "blind",
                                               "curtain", "window", "shutter"};
    Entity e;
    const std::string domain = pick(kDomains);
    e.id = domain + ".e" + std::to_string(i);
    e.name = pick(kNames);
    if (chance(20)) e.aliases.push_back(pick(kNames));
    if (chance(80)) e.area = static_cast<int32_t>(below(home.areas.size()));
    const bool first = chance(50);
    e.state = domain == "cover" || domain == "valve" ? (first ? "open" : "closed")
              : domain == "lock"                     ? (first ? "locked" : "unlocked")
              : domain == "sensor"                   ? "21.5"
              : domain == "timer"                    ? (first ? "active" : "paused")
              : domain == "todo"                     ? "0"
              : domain == "media_player"             ? (first ? "playing" : "paused")
                                                     : (first ? "on" : "off");
    if (domain == "cover" && chance(70)) e.attributes["device_class"] = pick(kClasses);
    if ((domain == "cover" || domain == "valve") && chance(70))
      e.attributes["current_position"] = e.state == "open" ? 60 : 0;
    if (domain == "light" && chance(70)) e.attributes["brightness"] = e.state == "on" ? 100 : 0;
    if (domain == "climate") e.attributes = {{"temperature", 21}, {"current_temperature", 20}};
    if (domain == "media_player") e.attributes["volume_level"] = 0.5;
    if (domain == "timer") e.attributes = {{"duration", "0:10:00"}, {"remaining", "0:05:00"}};
    return e;
  }

  std::string words(const Home& home) {
    static constexpr const char* kWords[] = {
        "the door", "문",   "all the doors", "전부",   "50%",  "오십 퍼센트", "a bit",   "10 minutes",
        "kitchen",  "거실", "upstairs",      "lights", "불",   "locks",       "red",     "0",
        "-5",       "100",  "밸브",          "garage", "gate", "everything",  "모든 문", "half",
        "최대",     "milk", "tomorrow"};
    if (chance(30) && !home.areas.empty()) return home.areas[below(home.areas.size())].name;
    if (chance(30)) {  // a name with a mistake in it
      std::string name = home.entities[below(home.entities.size())].name;
      name.erase(below(name.size()), 1);
      return name.empty() ? "x" : name;
    }
    return pick(kWords);
  }

  std::mt19937_64 random_;
};

}  // namespace ondol::home::testing
