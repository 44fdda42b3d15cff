// The closed table of kinds of things in a home: which entities are of a kind, and what people call it. One
// row each; knows nothing of any particular home.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ondol::home {

enum class Kind : uint8_t {
  any,
  light,
  lamp,
  switch_,
  outlet,
  fan,
  air_purifier,
  cover,
  blind,
  curtain,
  shade,
  shutter,
  awning,
  window,
  door,
  garage_door,
  gate,
  lock,
  climate,
  heater,
  air_conditioner,
  water_heater,
  humidifier,
  dehumidifier,
  media_player,
  tv,
  speaker,
  vacuum,
  mower,
  valve,
  siren,
  alarm,
  scene,
  script,
  automation,
  person,
  timer,
  todo_list,
  shopping_list,
  calendar,
  weather,
  sensor,
  temperature,
  humidity,
  carbon_dioxide,
  carbon_monoxide,
  particles,
  air_quality,
  illuminance,
  power,
  energy,
  battery,
  battery_charging,
  pressure,
  motion,
  occupancy,
  presence,
  opening,
  smoke,
  gas,
  moisture,
  vibration,
  sound,
  tamper,
  problem,
  safety,
  connectivity,
  plug,
  running,
  update,
  cold,
  heat,
  brightness_detector,
  lock_sensor,
};

/// Where a row's nouns and words come from when it is said.
struct KindRow {
  Kind kind;
  std::string_view label;
  /// "domain" or "domain:class,class", the closest first. Without classes: the whole domain; with "!" only
  /// what has one of the words in its name.
  std::string_view matches;
  /// Words for it, comma separated, English in the singular; they recognise entities without a device class
  /// by their names, and read a name that is really a kind.
  std::string_view words_en, words_ko;
  std::string_view noun_en, plural_en, noun_ko;
};

const KindRow& kind_row(Kind kind);
std::span<const KindRow> kind_rows();
std::span<const std::string_view> kind_labels();

}  // namespace ondol::home
