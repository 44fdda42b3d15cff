// From "a bit brighter", "22 degrees", "최대로" to the value an entity's attribute gets, in Home Assistant's
// units. Knows nothing of names and rooms.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "home/frame.h"
#include "home/home.h"

namespace ondol::home {

struct Setting {
  enum class Trouble : uint8_t {
    none,
    no_value,      ///< the words hold no value that this attribute understands
    out_of_range,  ///< and shown says what is allowed: "16–30°C"
    unsupported,   ///< the entity has no such mode
    no_reading,    ///< a relative change, and the present value is unknown
  };
  Trouble trouble = Trouble::no_value;
  std::string key;    ///< Home Assistant's attribute: "brightness", "volume_level"
  Json value;         ///< of the attribute
  std::string slot;   ///< Home Assistant's slot: "brightness", "volume_level", "temperature"
  Json spoken;        ///< of the slot: percent, degrees, a colour's name
  std::string shown;  ///< for replies: "50%", "22°C", a colour's or mode's name in the language
};

Setting work_out(const Frame& frame, Attribute attribute, const Entity& entity, const Home& home,
                 bool korean);

/// A number attribute or the state read as one.
std::optional<double> number_attribute(const Entity& entity, const char* key);
std::optional<double> number_state(const Entity& entity);
/// "22", "22.5": at most two decimals, none where it is whole.
std::string number_text(double value);
Json number_json(double value);

}  // namespace ondol::home
