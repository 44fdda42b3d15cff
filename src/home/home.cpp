// Looking things up in a home; see home.h.
#include "home/home.h"

#include <algorithm>

namespace ondol::home {
namespace {

template <class Thing>
int32_t find_id(const std::vector<Thing>& things, std::string_view id) {
  for (size_t i = 0; i < things.size(); ++i)
    if (things[i].id == id) return static_cast<int32_t>(i);
  return kNowhere;
}

}  // namespace

int32_t Home::find_entity(std::string_view id) const { return find_id(entities, id); }
int32_t Home::find_area(std::string_view id) const { return find_id(areas, id); }

int32_t Home::area_of_device(std::string_view device) const {
  for (const Device& known : devices)
    if (known.id == device || known.name == device) return known.area;
  // A speaker that is only an entity, or a room given directly.
  if (const int32_t entity = find_entity(device); entity != kNowhere)
    return entities[static_cast<size_t>(entity)].area;
  return find_area(device);
}

std::string Home::temperature_unit_or_guess() const {
  if (!temperature_unit.empty()) return temperature_unit;
  size_t n_fahrenheit = 0, n_celsius = 0;
  for (const Entity& entity : entities) {
    for (const char* key : {"unit_of_measurement", "temperature_unit"}) {
      n_fahrenheit += entity.text(key) == "°F" ? 1 : 0;
      n_celsius += entity.text(key) == "°C" ? 1 : 0;
    }
  }
  return n_fahrenheit > n_celsius ? "°F" : "°C";
}

}  // namespace ondol::home
