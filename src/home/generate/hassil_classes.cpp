// The rows; see hassil_classes.h.
#include "home/generate/hassil_classes.h"

#include <span>

namespace ondol::home {
namespace {

struct KindOf {
  std::string_view name;
  Kind kind;
};
constexpr KindOf kCovers[] = {
    {"awning", Kind::awning}, {"blind", Kind::blind},     {"curtain", Kind::curtain},
    {"door", Kind::door},     {"gate", Kind::gate},       {"garage", Kind::garage_door},
    {"shade", Kind::shade},   {"shutter", Kind::shutter}, {"window", Kind::window},
};
constexpr KindOf kSensors[] = {
    {"aqi", Kind::air_quality},
    {"atmospheric_pressure", Kind::pressure},
    {"battery", Kind::battery},
    {"carbon_dioxide", Kind::carbon_dioxide},
    {"carbon_monoxide", Kind::carbon_monoxide},
    {"energy", Kind::energy},
    {"energy_storage", Kind::energy},
    {"gas", Kind::gas},
    {"humidity", Kind::humidity},
    {"illuminance", Kind::illuminance},
    {"moisture", Kind::moisture},
    {"pm1", Kind::particles},
    {"pm10", Kind::particles},
    {"pm25", Kind::particles},
    {"apparent_power", Kind::power},
    {"power", Kind::power},
    {"pressure", Kind::pressure},
    {"temperature", Kind::temperature},
};
constexpr KindOf kDetected[] = {
    {"battery", Kind::battery}, {"battery_charging", Kind::battery_charging},
    {"cold", Kind::cold},       {"connectivity", Kind::connectivity},
    {"heat", Kind::heat},       {"moisture", Kind::moisture},
    {"plug", Kind::plug},       {"problem", Kind::problem},
    {"running", Kind::running}, {"safety", Kind::safety},
    {"update", Kind::update},   {"vibration", Kind::vibration},
};
/// Of these a noun is said in the sentence ("motion sensor", "누수 센서").
constexpr KindOf kNamedDetectors[] = {
    {"carbon_monoxide", Kind::carbon_monoxide},
    {"gas", Kind::gas},
    {"motion", Kind::motion},
    {"occupancy", Kind::occupancy},
    {"opening", Kind::opening},
    {"smoke", Kind::smoke},
    {"sound", Kind::sound},
    {"tamper", Kind::tamper},
    {"light", Kind::brightness_detector},
    {"presence", Kind::presence},
    {"power", Kind::power},
};
constexpr KindOf kDomains[] = {
    {"fan", Kind::fan},   {"light", Kind::light},   {"switch", Kind::switch_},
    {"lock", Kind::lock}, {"person", Kind::person},
};

Kind find(std::span<const KindOf> rows, std::string_view name) {
  for (const KindOf& row : rows)
    if (row.name == name) return row.kind;
  return Kind::any;
}

struct StateRow {
  std::string_view list, value;
  Asked asked;
};
constexpr StateRow kStates[] = {
    {"on_off_states", "on", Asked::on},
    {"on_off_states", "off", Asked::off},
    {"cover_states", "open", Asked::open},
    {"cover_states", "closed", Asked::closed},
    {"lock_states", "locked", Asked::locked},
    {"lock_states", "unlocked", Asked::unlocked},
    {"bs_door_states", "on", Asked::open},
    {"bs_door_states", "off", Asked::closed},
    {"bs_garage_door_states", "on", Asked::open},
    {"bs_garage_door_states", "off", Asked::closed},
    {"bs_opening_states", "on", Asked::open},
    {"bs_opening_states", "off", Asked::closed},
    {"bs_window_states", "on", Asked::open},
    {"bs_window_states", "off", Asked::closed},
    {"bs_window_states", "closed", Asked::closed},
    {"bs_lock_states", "on", Asked::unlocked},
    {"bs_lock_states", "off", Asked::locked},
    {"bs_presence_states", "on", Asked::home},
    {"bs_presence_states", "off", Asked::away},
};

}  // namespace

Kind kind_of_cover_class(std::string_view device_class) { return find(kCovers, device_class); }
Kind kind_of_sensor_class(std::string_view device_class) { return find(kSensors, device_class); }
Kind kind_of_detected(std::string_view device_class) { return find(kDetected, device_class); }
Kind kind_of_detector(std::string_view device_class) {
  const Kind kind = find(kDetected, device_class);
  return kind != Kind::any ? kind : find(kNamedDetectors, device_class);
}
Kind kind_of_domain(std::string_view domain) { return find(kDomains, domain); }

Asked asked_state(std::string_view list, std::string_view value) {
  for (const StateRow& row : kStates)
    if (row.list == list && row.value == value) return row.asked;
  if (list.starts_with("bs_")) return value == "on" ? Asked::on : value == "off" ? Asked::off : Asked::none;
  return Asked::none;
}

Question question_of_response(std::string_view response) {
  struct Row {
    std::string_view response;
    Question question;
  };
  static constexpr Row kRows[] = {
      {"one", Question::value},        {"where", Question::value},    {"default", Question::value},
      {"one_yesno", Question::yes_no}, {"any", Question::any},        {"all", Question::all},
      {"which", Question::which},      {"how_many", Question::count},
  };
  for (const Row& row : kRows)
    if (row.response == response) return row.question;
  return Question::none;
}

}  // namespace ondol::home
