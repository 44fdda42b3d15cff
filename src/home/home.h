// The home as data: floors, areas, devices, and entities with their states. Whoever may only look gets a
// const Home; only the simulator changes one. Knows nothing of language.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "home/fields.h"

namespace ondol::home {

inline constexpr int32_t kNowhere = -1;

struct Floor {
  std::string id, name;
  std::vector<std::string> aliases;
};

struct Area {
  std::string id, name;
  std::vector<std::string> aliases;
  int32_t floor = kNowhere;  ///< index
};

struct Device {
  std::string id, name;
  int32_t area = kNowhere;
};

struct Entity {
  std::string id, name;
  std::vector<std::string> aliases;
  int32_t area = kNowhere;  ///< its own, or its device's
  std::string state;
  std::string last_mode;  ///< of a climate that was turned off here: what it did before
  Json attributes = Json::object();

  std::string_view domain() const { return std::string_view(id).substr(0, id.find('.')); }
  std::string_view device_class() const { return text("device_class"); }
  /// Its name or one of its aliases is so.
  template <class Is>
  bool any_name(const Is& is) const {
    return is(name) || std::any_of(aliases.begin(), aliases.end(), is);
  }
  /// A text attribute, or "".
  std::string_view text(const char* key) const {
    const auto found = attributes.find(key);
    return found != attributes.end() && found->is_string()
               ? std::string_view(found->get_ref<const std::string&>())
               : std::string_view();
  }
};

struct Home {
  std::string language = "en";
  std::string temperature_unit;  ///< "°C", "°F"; "" where the file does not say
  std::string time_zone;
  std::vector<Floor> floors;
  std::vector<Area> areas;
  std::vector<Device> devices;
  std::vector<Entity> entities;

  int32_t find_entity(std::string_view id) const;
  /// The one entity that is so; null where none or several are.
  template <class Is>
  const Entity* only(const Is& is) const {
    const auto first = std::find_if(entities.begin(), entities.end(), is);
    if (first == entities.end() || std::any_of(first + 1, entities.end(), is)) return nullptr;
    return &*first;
  }
  int32_t find_area(std::string_view id) const;
  /// The area of a speaker: a device's id or name, or an area's id. kNowhere where there is none.
  int32_t area_of_device(std::string_view device) const;
  int32_t floor_of(const Entity& entity) const {
    return entity.area == kNowhere ? kNowhere : areas[static_cast<size_t>(entity.area)].floor;
  }
  const std::string& area_name(int32_t area) const { return areas[static_cast<size_t>(area)].name; }
  /// "°C" or "°F": what the file says, or what most readings are in.
  std::string temperature_unit_or_guess() const;
};

/// Reads a home file (docs/formats/home.md): JSON, or YAML or TOML by the file's ending. Errors: io,
/// not_found, bad_format naming file, line and field.
Result<Home> load_home(const std::string& path);
/// The same from memory.
Result<Home> parse_home(std::string_view text, const std::string& path);
/// A home inside another document, a batch case.
Result<Home> read_home(const Field& field);
/// The home that comes with the program.
const Home& demo_home();

/// Puts states and attributes over those of a home: {entity_id: {"state", "attributes"}}. Attributes that are
/// not named stay.
Status overlay_states(const Field& field, Home& home);

}  // namespace ondol::home
