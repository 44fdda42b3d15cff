// The rows; see actions.h.
#include "home/actions.h"

#include <algorithm>
#include <array>

#include "home/words.h"

namespace ondol::home {
namespace {

struct Row {
  std::string_view of;  ///< action classes, separated by spaces
  Intent intent;
  Effect effect;
};

constexpr std::string_view kOnOff =
    "light switch input_boolean fan climate media_player humidifier water_heater siren automation";
constexpr std::string_view kSwitched = "light switch input_boolean fan climate humidifier water_heater siren";

constexpr Row kRows[] = {
    {kOnOff, Intent::turn_on, Effect::turn_on},
    {kOnOff, Intent::turn_off, Effect::turn_off},
    {kOnOff, Intent::toggle, Effect::toggle},
    // Said by those who learnt another language first; and of what only goes on and off, stop is off.
    {kSwitched, Intent::open, Effect::turn_on},
    {kSwitched, Intent::close, Effect::turn_off},
    {kSwitched, Intent::stop, Effect::turn_off},

    {"light", Intent::light_set, Effect::set},
    {"fan", Intent::fan_set_speed, Effect::set},
    {"humidifier", Intent::humidifier_set, Effect::set},
    {"climate water_heater", Intent::climate_set_temperature, Effect::set},
    {"climate", Intent::climate_set_mode, Effect::set},

    {"cover", Intent::open, Effect::open},
    {"cover", Intent::close, Effect::close},
    {"cover", Intent::turn_on, Effect::open},
    {"cover", Intent::turn_off, Effect::close},
    {"cover", Intent::toggle, Effect::toggle},
    {"cover", Intent::stop, Effect::stop},
    {"cover", Intent::set_position, Effect::set},

    // What lets people or water in opens only when the word is open (or a position), never by on or toggle.
    {"secured_cover", Intent::open, Effect::open},
    {"secured_cover", Intent::close, Effect::close},
    {"secured_cover", Intent::turn_off, Effect::close},
    {"secured_cover", Intent::stop, Effect::stop},
    {"secured_cover", Intent::set_position, Effect::set},
    {"valve", Intent::open, Effect::open},
    {"valve", Intent::turn_on, Effect::open},  // "turn the water on" is how a valve is opened
    {"valve", Intent::close, Effect::close},
    {"valve", Intent::turn_off, Effect::close},
    {"valve", Intent::stop, Effect::close},
    {"valve", Intent::set_position, Effect::set},
    {"lock", Intent::lock, Effect::lock},
    {"lock", Intent::turn_on, Effect::lock},
    {"lock", Intent::close, Effect::lock},
    {"lock", Intent::unlock, Effect::unlock},
    {"lock", Intent::open, Effect::unlock},

    {"media_player", Intent::set_volume, Effect::set},
    {"media_player", Intent::set_volume_relative, Effect::set},
    {"media_player", Intent::mute, Effect::mute},
    {"media_player", Intent::unmute, Effect::unmute},
    {"media_player", Intent::media_pause, Effect::pause},
    {"media_player", Intent::stop, Effect::pause},
    {"media_player", Intent::media_unpause, Effect::play},
    {"media_player", Intent::media_next, Effect::next},
    {"media_player", Intent::media_previous, Effect::previous},
    {"media_player", Intent::media_play, Effect::play_media},

    // Home Assistant has no intent that stops a vacuum where it stands: home is the nearest safe place.
    {"vacuum lawn_mower", Intent::vacuum_start, Effect::clean},
    {"vacuum lawn_mower", Intent::turn_on, Effect::clean},
    {"vacuum lawn_mower", Intent::vacuum_return, Effect::go_home},
    {"vacuum lawn_mower", Intent::turn_off, Effect::go_home},
    {"vacuum lawn_mower", Intent::stop, Effect::go_home},
    {"vacuum lawn_mower", Intent::media_pause, Effect::go_home},

    {"scene script", Intent::turn_on, Effect::activate},
    {"script", Intent::turn_off, Effect::turn_off},
};

constexpr bool is_opening_effect(Effect effect) { return effect == Effect::open || effect == Effect::unlock; }
static_assert(std::ranges::none_of(kRows, [](const Row& row) {
  const bool generic = row.intent == Intent::turn_off || row.intent == Intent::close ||
                       row.intent == Intent::stop || row.intent == Intent::lock ||
                       row.intent == Intent::toggle;
  const bool secured = row.of == "lock" || row.of == "valve" || row.of == "secured_cover";
  // Toggle may open a blind, and nothing that is secured.
  return generic && (is_opening_effect(row.effect) || (secured && row.effect == Effect::toggle));
}));

struct AttributeRow {
  Attribute attribute;
  std::string_view of;
};
constexpr AttributeRow kAttributes[] = {
    {Attribute::brightness, "light"},
    {Attribute::color, "light"},
    {Attribute::color_temperature, "light"},
    {Attribute::position, "cover secured_cover valve"},
    {Attribute::temperature, "climate water_heater"},
    {Attribute::mode, "climate"},
    {Attribute::humidity, "humidifier"},
    {Attribute::volume, "media_player"},
    {Attribute::speed, "fan"},
};

constexpr bool lists(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

bool named_like_an_entrance(const std::string& name) {
  const std::string spaced = normalise(name);
  for (const std::string_view word : {"garage", "gate", "door"})
    if ((" " + spaced + " ").find(" " + std::string(word) + " ") != std::string::npos) return true;
  for (const std::string_view word :
       {"차고", "대문", "현관", "게이트", "출입", "셔터문", "중문", "뒷문", "앞문", "방문"})
    if (spaced.find(word) != std::string::npos) return true;
  return spaced == "문" || spaced.ends_with(" 문");
}

}  // namespace

bool is_secured(const Entity& entity) {
  const std::string_view domain = entity.domain();
  if (domain == "lock" || domain == "valve" || domain == "alarm_control_panel") return true;
  if (domain != "cover") return false;
  const std::string_view device_class = entity.device_class();
  if (!device_class.empty())
    return device_class == "garage" || device_class == "gate" || device_class == "door";
  return entity.any_name(named_like_an_entrance);
}

std::string_view action_class(const Entity& entity) {
  const std::string_view domain = entity.domain();
  return domain == "cover" && is_secured(entity) ? "secured_cover" : domain;
}

Effect effect_of(const Entity& entity, Intent intent) {
  const std::string_view of = action_class(entity);
  for (const Row& row : kRows)
    if (row.intent == intent && lists(row.of, of)) return row.effect;
  return Effect::none;
}

Attribute attribute_of(Intent intent) {
  switch (intent) {
    case Intent::light_set:
      return Attribute::brightness;
    case Intent::set_position:
      return Attribute::position;
    case Intent::fan_set_speed:
      return Attribute::speed;
    case Intent::humidifier_set:
      return Attribute::humidity;
    case Intent::climate_set_temperature:
      return Attribute::temperature;
    case Intent::climate_set_mode:
      return Attribute::mode;
    case Intent::set_volume:
    case Intent::set_volume_relative:
      return Attribute::volume;
    default:
      return Attribute::none;
  }
}

bool can_set(const Entity& entity, Attribute attribute) {
  const std::string_view of = action_class(entity);
  return std::ranges::any_of(
      kAttributes, [&](const AttributeRow& row) { return row.attribute == attribute && lists(row.of, of); });
}

bool is_opening(const Entity& entity, Effect effect, const Json& value) {
  if (!is_secured(entity)) return false;
  if (is_opening_effect(effect) || effect == Effect::toggle) return true;
  if (effect != Effect::set || (value.is_number() && value.get<double>() <= 0)) return false;
  // "Garage half down", of a door that is known to stand open further.
  const auto now = entity.attributes.find("current_position");
  const bool lowers = now != entity.attributes.end() && now->is_number() && value.is_number() &&
                      entity.state == "open" && value.get<double>() < now->get<double>();
  return !lowers;
}

}  // namespace ondol::home
