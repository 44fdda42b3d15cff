// Effects as states and attributes, named and measured as Home Assistant does; see simulator.h.
#include "home/simulator.h"

#include <algorithm>

namespace ondol::home {
namespace {

bool has(const Entity& entity, const char* key) { return entity.attributes.contains(key); }

/// The mode a climate goes to when it is just turned on: what it did last, then the first that Home Assistant
/// would choose.
std::string mode_when_on(const Entity& entity) {
  if (!entity.last_mode.empty()) return entity.last_mode;
  const auto modes = entity.attributes.find("hvac_modes");
  if (modes == entity.attributes.end() || !modes->is_array()) {
    for (const std::string_view cooling : {"ac", "air", "에어컨"})
      if (entity.id.find(cooling) != std::string::npos || entity.name.find(cooling) != std::string::npos)
        return "cool";
    return "heat";
  }
  for (const char* mode : {"heat_cool", "auto", "heat", "cool"})
    if (std::ranges::find(*modes, Json(mode)) != modes->end()) return mode;
  for (const Json& mode : *modes)
    if (mode.is_string() && mode != "off") return mode.get<std::string>();
  return "heat";
}

void turn_on(Entity& entity) {
  const std::string_view domain = entity.domain();
  if (domain == "climate") {
    if (entity.state == "off" || entity.state == "unknown" || entity.state == "unavailable")
      entity.state = mode_when_on(entity);
    if (has(entity, "hvac_mode")) entity.attributes["hvac_mode"] = entity.state;
    return;
  }
  if (domain == "media_player") {
    if (entity.state == "off" || entity.state == "standby" || entity.state == "unknown") entity.state = "on";
    return;
  }
  if (domain == "water_heater" && entity.state != "off") return;
  entity.state = "on";
  // A light that is on has a brightness, a fan a speed; files give 0 to those that are off.
  if (domain == "light" && has(entity, "brightness") && entity.attributes["brightness"] == 0)
    entity.attributes["brightness"] = 255;
  if (domain == "fan" && has(entity, "percentage") && entity.attributes["percentage"] == 0)
    entity.attributes["percentage"] = 100;
}

void turn_off(Entity& entity) {
  if (entity.domain() == "climate" && entity.state != "off") entity.last_mode = entity.state;
  entity.state = "off";
  if (entity.domain() == "climate" && has(entity, "hvac_mode")) entity.attributes["hvac_mode"] = "off";
}

void move_to(Entity& entity, bool open) {
  entity.state = open ? "open" : "closed";
  if (has(entity, "current_position")) entity.attributes["current_position"] = open ? 100 : 0;
}

void set(Entity& entity, const std::string& key, const Json& value) {
  entity.attributes[key] = value;
  const bool zero = value.is_number() && value.get<double>() == 0;
  if (key == "brightness" || key == "percentage") entity.state = zero ? "off" : "on";
  if (key == "color_name" || key == "color_temp_kelvin") {
    entity.state = "on";
    // One colour at a time: the other way to say it would be untrue.
    for (const char* other : {"color_name", "rgb_color", "color_temp_kelvin"})
      if (other != key && has(entity, other)) entity.attributes[other] = nullptr;
  }
  if (key == "current_position") entity.state = zero ? "closed" : "open";
  if (key == "hvac_mode") {
    entity.state = value.get<std::string>();
    if (!entity.attributes.contains("hvac_modes") && entity.attributes.size() == 1)
      entity.attributes.erase("hvac_mode");
  }
  if (key == "volume_level" && !zero && has(entity, "is_volume_muted"))
    entity.attributes["is_volume_muted"] = false;
}

void act(Entity& entity, const Action& action) {
  switch (action.effect) {
    case Effect::none:
      return;
    case Effect::turn_on:
      return turn_on(entity);
    case Effect::turn_off:
      return turn_off(entity);
    case Effect::toggle: {
      const bool cover = entity.domain() == "cover";
      if (cover) return move_to(entity, entity.state == "closed");
      return entity.state == "off" ? turn_on(entity) : turn_off(entity);
    }
    case Effect::open:
      return move_to(entity, true);
    case Effect::close:
      return move_to(entity, false);
    case Effect::stop:
      if (entity.state == "opening") entity.state = "open";
      if (entity.state == "closing") entity.state = "open";  // stopped on its way: not closed
      return;
    case Effect::lock:
      entity.state = "locked";
      return;
    case Effect::unlock:
      entity.state = "unlocked";
      return;
    case Effect::play:
      entity.state = "playing";
      return;
    case Effect::pause:
      if (entity.state == "playing" || entity.state == "buffering") entity.state = "paused";
      return;
    case Effect::next:
    case Effect::previous:
      return;  // a state does not tell one track from another
    case Effect::mute:
      entity.attributes["is_volume_muted"] = true;
      return;
    case Effect::unmute:
      entity.attributes["is_volume_muted"] = false;
      return;
    case Effect::play_media:
      entity.state = "playing";
      entity.attributes["media_title"] = action.value;
      return;
    case Effect::clean:
      entity.state = entity.domain() == "lawn_mower" ? "mowing" : "cleaning";
      return;
    case Effect::go_home:
      if (entity.state != "docked") entity.state = "returning";
      return;
    case Effect::activate:
      if (entity.domain() == "script") entity.state = "on";
      return;
    case Effect::set:
      return set(entity, action.key, action.value);
  }
}

}  // namespace

void Simulator::remember(int32_t entity, bool is_new) {
  if (std::ranges::any_of(before_, [&](const Before& b) { return b.entity == entity; })) return;
  const Entity& now = home_.entities[static_cast<size_t>(entity)];
  before_.push_back({entity, is_new, now.state, now.attributes});
}

bool Simulator::apply(const Action& action) {
  remember(action.entity, false);
  Entity& entity = home_.entities[static_cast<size_t>(action.entity)];
  const std::string state = entity.state;
  const Json attributes = entity.attributes;
  act(entity, action);
  return state != entity.state || attributes != entity.attributes;
}

bool Simulator::write(int32_t index, const std::string& state, const Json& attributes) {
  remember(index, false);
  Entity& entity = home_.entities[static_cast<size_t>(index)];
  bool differs = entity.state != state;
  entity.state = state;
  for (const auto& [key, value] : attributes.items()) {
    differs = differs || !entity.attributes.contains(key) || entity.attributes[key] != value;
    entity.attributes[key] = value;
  }
  return differs;
}

int32_t Simulator::add(Entity entity) {
  home_.entities.push_back(std::move(entity));
  const auto index = static_cast<int32_t>(home_.entities.size() - 1);
  remember(index, true);
  return index;
}

Json Simulator::changes() const {
  Json out = Json::object();
  for (const Before& before : before_) {
    const Entity& now = home_.entities[static_cast<size_t>(before.entity)];
    Json difference = Json::object();
    if (before.is_new || before.state != now.state) difference["state"] = now.state;
    Json attributes = Json::object();
    for (const auto& [key, value] : now.attributes.items())
      if (before.is_new || !before.attributes.contains(key) || before.attributes[key] != value)
        attributes[key] = value;
    if (!attributes.empty()) difference["attributes"] = std::move(attributes);
    if (!difference.empty()) out[now.id] = std::move(difference);
  }
  return out;
}

}  // namespace ondol::home
