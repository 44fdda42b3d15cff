// States and numbers of entities; see questions.h.
#include "home/questions.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "home/adjust.h"

namespace ondol::home {
namespace {

constexpr double kLowBattery_percent = 20;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Binary sensors say on for what they detect; which asked state that is, depends on the class.
std::optional<bool> detector_holds(const Entity& entity, Asked asked) {
  const bool on = entity.state == "on";
  const std::string_view of = entity.device_class();
  const bool opens = one_of(of, {"door", "window", "garage_door", "opening", ""});
  switch (asked) {
    case Asked::on:
      return on;
    case Asked::off:
      return !on;
    case Asked::open:
      return opens ? std::optional(on) : std::nullopt;
    case Asked::closed:
      return opens ? std::optional(!on) : std::nullopt;
    // Home Assistant: on is unlocked.
    case Asked::unlocked:
      return of == "lock" ? std::optional(on) : std::nullopt;
    case Asked::locked:
      return of == "lock" ? std::optional(!on) : std::nullopt;
    case Asked::home:
      return one_of(of, {"presence", "occupancy"}) ? std::optional(on) : std::nullopt;
    case Asked::away:
      return one_of(of, {"presence", "occupancy"}) ? std::optional(!on) : std::nullopt;
    default:
      return std::nullopt;
  }
}

struct DomainState {
  Asked asked;
  std::string_view domains;
  std::string_view states;
};
// A state holds where the entity's is one of these; asked of these domains only ("" for any).
constexpr DomainState kStates[] = {
    {Asked::open, "cover valve", "open opening closing"},
    {Asked::closed, "cover valve", "closed"},
    {Asked::locked, "lock", "locked locking"},
    {Asked::unlocked, "lock", "unlocked unlocking open"},
    {Asked::playing, "media_player", "playing buffering"},
    {Asked::paused, "media_player timer", "paused"},
    {Asked::idle, "media_player vacuum timer", "idle"},
    {Asked::cleaning, "vacuum lawn_mower", "cleaning mowing"},
    {Asked::docked, "vacuum lawn_mower", "docked"},
    {Asked::returning, "vacuum lawn_mower", "returning"},
    {Asked::home, "person device_tracker", "home"},
    {Asked::away, "person device_tracker", "!home"},
    {Asked::heating, "climate", "heat heating"},
    {Asked::cooling, "climate", "cool cooling"},
};

bool lists(std::string_view words, std::string_view word) {
  return (" " + std::string(words) + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

bool is_on(const Entity& entity) {
  const std::string_view domain = entity.domain();
  if (domain == "vacuum" || domain == "lawn_mower")
    return one_of(entity.state, {"cleaning", "mowing", "on", "returning"});
  if (domain == "cover" || domain == "valve") return entity.state != "closed";
  if (domain == "lock") return entity.state == "locked";
  return !one_of(entity.state, {"off", "unknown", "unavailable", "standby", "not_home", "closed", "docked"});
}

}  // namespace

std::optional<bool> holds(const Entity& entity, Asked asked) {
  const std::string_view domain = entity.domain();
  if (asked == Asked::none || entity.state == "unavailable") return std::nullopt;
  if (domain == "binary_sensor" || domain == "update") return detector_holds(entity, asked);
  if (domain == "sensor" && entity.device_class() == "battery") {
    // As the binary sensors of batteries: on is low.
    const auto percent = number_state(entity);
    if (!percent || (asked != Asked::on && asked != Asked::off)) return std::nullopt;
    return (*percent <= kLowBattery_percent) == (asked == Asked::on);
  }
  if (asked == Asked::muted && domain == "media_player") {
    const auto muted = entity.attributes.find("is_volume_muted");
    return muted != entity.attributes.end() && *muted == true;
  }
  if (asked == Asked::on || asked == Asked::off) {
    constexpr std::string_view kSwitched =
        "light switch input_boolean fan climate media_player humidifier water_heater siren automation script "
        "vacuum "
        "lawn_mower valve";
    if (!lists(kSwitched, domain)) return std::nullopt;
    return is_on(entity) == (asked == Asked::on);
  }
  for (const DomainState& row : kStates) {
    if (row.asked != asked || !lists(row.domains, domain)) continue;
    if (row.states.starts_with('!')) return entity.state != row.states.substr(1);
    return lists(row.states, entity.state);
  }
  return std::nullopt;
}

std::optional<Reading> reading_of(const Home& home, const Entity& entity, Attribute attribute, Kind kind) {
  const std::string_view domain = entity.domain();
  const auto plain = [&](const char* key, double scale, const char* unit) -> std::optional<Reading> {
    const auto value = number_attribute(entity, key);
    if (!value) return std::nullopt;
    return Reading{std::round(*value * scale), unit};
  };
  const auto degrees = [&](std::initializer_list<const char*> keys) -> std::optional<Reading> {
    for (const char* key : keys)
      if (const auto value = number_attribute(entity, key)) {
        const std::string_view own = entity.text("temperature_unit");
        return Reading{*value, own.empty() ? home.temperature_unit_or_guess() : std::string(own)};
      }
    return std::nullopt;
  };
  if (kind == Kind::battery && domain != "sensor") {
    if (const auto percent = plain("battery_level", 1, "%")) return percent;
    return plain("battery", 1, "%");
  }
  if (domain == "sensor") {
    if (attribute == Attribute::target_temperature) return std::nullopt;  // it measures
    const auto value = number_state(entity);
    if (!value) return std::nullopt;
    return Reading{*value, std::string(entity.text("unit_of_measurement"))};
  }
  if (domain == "light" && (attribute == Attribute::brightness || attribute == Attribute::none)) {
    if (entity.state == "off")
      return attribute == Attribute::none ? std::nullopt : std::optional(Reading{0, "%"});
    return plain("brightness", 100.0 / 255, "%");
  }
  if (domain == "light" && attribute == Attribute::color_temperature)
    return plain("color_temp_kelvin", 1, "K");
  if (domain == "cover" || domain == "valve") return plain("current_position", 1, "%");
  if (domain == "fan") return plain("percentage", 1, "%");
  if (domain == "media_player") return plain("volume_level", 100, "%");
  const bool humidity = attribute == Attribute::humidity || kind == Kind::humidity;
  if (humidity && domain == "weather") return plain("humidity", 1, "%");
  if (humidity) {
    if (const auto current = plain("current_humidity", 1, "%")) return current;
    return plain("humidity", 1, "%");
  }
  if (domain == "humidifier") return plain("humidity", 1, "%");
  if (domain == "climate" || domain == "water_heater")
    return attribute == Attribute::target_temperature ? degrees({"temperature"})
                                                      : degrees({"current_temperature"});
  if (domain == "weather") return degrees({"temperature"});
  if (domain == "todo") {
    const auto value = number_state(entity);
    return value ? std::optional(Reading{*value, ""}) : std::nullopt;
  }
  return std::nullopt;
}

bool compare(double value, Comparison comparison, double with) {
  switch (comparison) {
    case Comparison::above:
      return value > with;
    case Comparison::below:
      return value < with;
    case Comparison::at_least:
      return value >= with;
    case Comparison::at_most:
      return value <= with;
    case Comparison::equal:
      return std::abs(value - with) < 0.5;
    default:
      return false;
  }
}

}  // namespace ondol::home
