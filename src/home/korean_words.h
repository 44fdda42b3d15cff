// Small questions that the repairs of Korean readings ask of words and intents.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "home/frame.h"

namespace ondol::home {

inline bool says(std::string_view said, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return said.find(word) != std::string_view::npos; });
}
inline bool starts(std::string_view word, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return word.starts_with(beginning); });
}
inline bool ends(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

inline bool acts_on_things(Intent intent) {
  return intent >= Intent::turn_on && intent <= Intent::vacuum_return;
}

inline bool sets_a_number(const Frame& frame) {
  switch (frame.intent) {
    case Intent::light_set:
    case Intent::set_position:
    case Intent::fan_set_speed:
    case Intent::humidifier_set:
    case Intent::climate_set_temperature:
    case Intent::set_volume:
    case Intent::set_volume_relative:
      return frame.attribute != Attribute::color && frame.attribute != Attribute::color_temperature;
    default:
      return false;
  }
}

}  // namespace ondol::home
