// The home file, checked field by field; see home.h and docs/formats/home.md.
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/mapped_file.h"
#include "base/try.h"
#include "home/home.h"
#include "home/markup.h"

namespace ondol::home {
namespace {

constexpr std::string_view kHomeKeys[] = {"language", "temperature_unit", "time_zone", "floors",
                                          "areas",    "devices",          "entities"};
constexpr std::string_view kFloorKeys[] = {"id", "name", "aliases", "level"};
constexpr std::string_view kAreaKeys[] = {"id", "name", "aliases", "floor"};
constexpr std::string_view kDeviceKeys[] = {"id", "name", "aliases", "area", "manufacturer", "model"};
constexpr std::string_view kEntityKeys[] = {"id", "name", "aliases", "area", "device", "state", "attributes"};
constexpr std::string_view kStateKeys[] = {"state", "attributes"};

using Ids = std::unordered_map<std::string, int32_t>;

/// Reads a list of things with unique ids.
template <class Read>
Status read_list(const Field& home, const char* key, Ids& ids, const Read& read) {
  if (home.is_null(key)) return {};
  const Field list = home.at(key);
  ONDOL_TRY(list.expect_array());
  for (size_t i = 0; i < list.json().size(); ++i) {
    const Field item = list.at(i);
    if (!item.json().is_object()) return item.expected("an object");
    ONDOL_ASSIGN(const std::string id, item.text("id"));
    if (id.empty()) return item.at("id").wrong("expected an id that is not empty");
    if (const auto [before, is_new] = ids.emplace(id, static_cast<int32_t>(i)); !is_new)
      return item.at("id").wrong("the id \"" + id + "\" is already that of " + key + "[" +
                                 std::to_string(before->second) + "]");
    ONDOL_TRY(read(item));
  }
  return {};
}

/// The index that an id stands for; kNowhere where the key is missing or null.
Result<int32_t> reference(const Field& item, const char* key, const Ids& ids, const char* list) {
  ONDOL_ASSIGN(const std::string id, item.text_or(key, ""));
  if (item.is_null(key)) return kNowhere;
  const auto found = ids.find(id);
  if (found != ids.end()) return found->second;
  std::vector<std::string_view> known;
  for (const auto& [name, index] : ids) known.push_back(name);
  std::ranges::sort(known);
  constexpr size_t kShown = 12;
  const std::string hint = known.empty()            ? ", and there are none"
                           : known.size() <= kShown ? suggest(id, known)
                                                    : [&] {
                                                        const std::string near = suggest(id, known);
                                                        return near.starts_with(";") ? near : std::string();
                                                      }();
  return item.at(key).wrong("\"" + id + "\" is no id of " + list + hint);
}

/// "domain.object"
Status check_entity_id(const Field& item, const std::string& id) {
  const auto ok = [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
             static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z');
    });
  };
  const size_t dot = id.find('.');
  if (dot == std::string::npos || !ok(std::string_view(id).substr(0, dot)) ||
      !ok(std::string_view(id).substr(dot + 1)))
    return item.at("id").wrong("expected DOMAIN.NAME, such as light.kitchen, got \"" + id + "\"");
  return {};
}

/// A state is text; files may write numbers and booleans for it.
Result<std::string> state_of(const Field& item) {
  if (item.is_null("state")) return std::string("unknown");
  const Json& state = item.at("state").json();
  if (state.is_number_integer()) return state.dump();
  if (state.is_number_float() && std::isfinite(state.get<double>())) return state.dump();
  if (state.is_boolean()) return std::string(state.get<bool>() ? "on" : "off");
  if (!state.is_string()) return item.at("state").expected("a string or a number");
  return item.at("state").text();
}

/// Depth is bounded by parse_json.
bool any_control_character(const Json& value) {
  if (value.is_string()) return has_control_character(value.get_ref<const std::string&>());
  return value.is_structured() && std::ranges::any_of(value, any_control_character);
}

/// Strings anywhere inside attributes can come out in a reply.
Status check_attributes(const Field& item) {
  if (item.is_null("attributes")) return {};
  const Field attributes = item.at("attributes");
  if (!attributes.json().is_object()) return attributes.expected("an object");
  for (const auto& [key, value] : attributes.json().items())
    if (any_control_character(value))
      return attributes.at(key.c_str()).wrong("expected text without control characters");
  return {};
}

template <class Thing>
Status read_names(const Field& item, Thing& out) {
  ONDOL_ASSIGN(out.id, item.text("id"));
  ONDOL_ASSIGN(out.name, item.text("name"));
  if constexpr (requires { out.aliases; }) {
    ONDOL_ASSIGN(out.aliases, item.texts_or_none("aliases"));
  }
  return {};
}

Status read_entity(const Field& item, const Ids& areas, const Ids& devices, Home& home) {
  ONDOL_TRY(item.expect_object(kEntityKeys));
  Entity entity;
  ONDOL_TRY(read_names(item, entity));
  ONDOL_TRY(check_entity_id(item, entity.id));
  ONDOL_ASSIGN(entity.area, reference(item, "area", areas, "areas"));
  // Exports name devices that they do not list: then the entity's own area is all there is to know.
  if (entity.area == kNowhere && !item.is_null("device")) {
    ONDOL_ASSIGN(const std::string device, item.text("device"));
    if (const auto found = devices.find(device); found != devices.end())
      entity.area = home.devices[static_cast<size_t>(found->second)].area;
    else if (!devices.empty())
      return reference(item, "device", devices, "devices").error();
  } else if (!item.is_null("device")) {
    ONDOL_TRY(item.at("device").text());
  }
  ONDOL_ASSIGN(entity.state, state_of(item));
  ONDOL_TRY(check_attributes(item));
  if (!item.is_null("attributes")) entity.attributes = item.at("attributes").json();
  home.entities.push_back(std::move(entity));
  return {};
}

}  // namespace

Result<Home> read_home(const Field& field) {
  ONDOL_TRY(field.expect_object(kHomeKeys));
  Home home;
  ONDOL_ASSIGN(home.language, field.text_or("language", "en"));
  if (home.language != "en" && home.language != "ko")
    return field.at("language").wrong("expected \"en\" or \"ko\", got \"" + home.language + "\"");
  ONDOL_ASSIGN(home.temperature_unit, field.text_or("temperature_unit", ""));
  if (!home.temperature_unit.empty() && home.temperature_unit != "°C" && home.temperature_unit != "°F")
    return field.at("temperature_unit")
        .wrong("expected \"°C\" or \"°F\", got \"" + home.temperature_unit + "\"");
  ONDOL_ASSIGN(home.time_zone, field.text_or("time_zone", ""));
  Ids floors, areas, devices, entities;
  ONDOL_TRY(read_list(field, "floors", floors, [&](const Field& item) -> Status {
    ONDOL_TRY(item.expect_object(kFloorKeys));
    return read_names(item, home.floors.emplace_back());
  }));
  ONDOL_TRY(read_list(field, "areas", areas, [&](const Field& item) -> Status {
    ONDOL_TRY(item.expect_object(kAreaKeys));
    Area& area = home.areas.emplace_back();
    ONDOL_ASSIGN(area.floor, reference(item, "floor", floors, "floors"));
    return read_names(item, area);
  }));
  ONDOL_TRY(read_list(field, "devices", devices, [&](const Field& item) -> Status {
    ONDOL_TRY(item.expect_object(kDeviceKeys));
    Device& device = home.devices.emplace_back();
    ONDOL_ASSIGN(device.area, reference(item, "area", areas, "areas"));
    return read_names(item, device);
  }));
  ONDOL_TRY(read_list(field, "entities", entities,
                      [&](const Field& item) { return read_entity(item, areas, devices, home); }));
  return home;
}

Result<Home> parse_home(std::string_view text, const std::string& path) {
  ONDOL_ASSIGN(const Json document, parse_markup(text, path));
  const Whereabouts where = [&](const std::string& pointer) { return place_in_markup(text, path, pointer); };
  return read_home(Field(document, where));
}

Result<Home> load_home(const std::string& path) {
  ONDOL_ASSIGN(const auto file, MappedFile::open(path));
  const auto bytes = file->bytes();
  return parse_home({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path);
}

Status overlay_states(const Field& field, Home& home) {
  if (!field.json().is_object()) return field.expected("an object of entity ids");
  for (const auto& [id, value] : field.json().items()) {
    const Field item = field.at(id.c_str());
    const int32_t index = home.find_entity(id);
    if (index == kNowhere) return item.wrong("no entity of the home has this id");
    Entity& entity = home.entities[static_cast<size_t>(index)];
    ONDOL_TRY(item.expect_object(kStateKeys));
    if (!item.is_null("state")) {
      ONDOL_ASSIGN(entity.state, state_of(item));
    }
    ONDOL_TRY(check_attributes(item));
    if (!item.is_null("attributes"))
      for (const auto& [key, attribute] : item.at("attributes").json().items())
        entity.attributes[key] = attribute;
  }
  return {};
}

}  // namespace ondol::home
