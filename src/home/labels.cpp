// The tables of labels; see labels.h. A table's order is its enumeration's.
#include "home/labels.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ondol::home {
namespace {

struct IntentRow {
  Intent intent;
  std::string_view label;
  std::string_view call;  ///< Home Assistant's intent, where the label is not one
};

constexpr IntentRow kIntents[] = {
    {Intent::none, "none", ""},
    {Intent::nevermind, "HassNevermind", ""},
    {Intent::confirm, "confirm", ""},
    {Intent::repeat, "repeat", ""},
    {Intent::respond, "HassRespond", ""},
    {Intent::turn_on, "HassTurnOn", ""},
    {Intent::turn_off, "HassTurnOff", ""},
    {Intent::toggle, "HassToggle", ""},
    {Intent::open, "HassOpenCover", "HassTurnOn"},
    {Intent::close, "HassCloseCover", "HassTurnOff"},
    {Intent::stop, "HassStopMoving", ""},
    {Intent::lock, "lock", "HassTurnOn"},
    {Intent::unlock, "unlock", "HassTurnOff"},
    {Intent::light_set, "HassLightSet", ""},
    {Intent::set_position, "HassSetPosition", ""},
    {Intent::fan_set_speed, "HassFanSetSpeed", ""},
    {Intent::humidifier_set, "HassHumidifierSetpoint", ""},
    {Intent::climate_set_temperature, "HassClimateSetTemperature", ""},
    {Intent::climate_set_mode, "HassClimateSetHvacMode", ""},
    {Intent::climate_get_temperature, "HassClimateGetTemperature", ""},
    {Intent::set_volume, "HassSetVolume", ""},
    {Intent::set_volume_relative, "HassSetVolumeRelative", ""},
    {Intent::mute, "HassMediaPlayerMute", ""},
    {Intent::unmute, "HassMediaPlayerUnmute", ""},
    {Intent::media_pause, "HassMediaPause", ""},
    {Intent::media_unpause, "HassMediaUnpause", ""},
    {Intent::media_next, "HassMediaNext", ""},
    {Intent::media_previous, "HassMediaPrevious", ""},
    {Intent::media_play, "HassMediaSearchAndPlay", ""},
    {Intent::vacuum_start, "HassVacuumStart", ""},
    {Intent::vacuum_return, "HassVacuumReturnToBase", ""},
    {Intent::list_add, "HassListAddItem", ""},
    {Intent::list_complete, "HassListCompleteItem", ""},
    {Intent::list_remove, "HassListRemoveItem", ""},
    {Intent::get_state, "HassGetState", ""},
    {Intent::timer_start, "HassStartTimer", ""},
    {Intent::timer_cancel, "HassCancelTimer", ""},
    {Intent::timer_cancel_all, "HassCancelAllTimers", ""},
    {Intent::timer_increase, "HassIncreaseTimer", ""},
    {Intent::timer_decrease, "HassDecreaseTimer", ""},
    {Intent::timer_pause, "HassPauseTimer", ""},
    {Intent::timer_unpause, "HassUnpauseTimer", ""},
    {Intent::timer_status, "HassTimerStatus", ""},
    {Intent::get_time, "HassGetCurrentTime", ""},
    {Intent::get_date, "HassGetCurrentDate", ""},
    {Intent::get_weather, "HassGetWeather", ""},
    {Intent::broadcast, "HassBroadcast", ""},
};
constexpr size_t kNumIntents = std::size(kIntents);
static_assert(kNumIntents == static_cast<size_t>(Intent::broadcast) + 1);
static_assert([] {
  for (size_t i = 0; i < kNumIntents; ++i)
    if (kIntents[i].intent != static_cast<Intent>(i)) return false;
  return true;
}());

constexpr auto kIntentLabels = [] {
  std::array<std::string_view, kNumIntents> out{};
  for (size_t i = 0; i < kNumIntents; ++i) out[i] = kIntents[i].label;
  return out;
}();

constexpr std::string_view kClauseRoles[] = {"main", "condition", "alternative"};
constexpr std::string_view kQuantities[] = {"unsaid", "one", "all", "both", "any"};
constexpr std::string_view kPlaces[] = {"unsaid", "here", "whole_house"};
constexpr std::string_view kReferences[] = {"none", "it", "them", "same"};
constexpr std::string_view kAttributes[] = {"none",
                                            "brightness",
                                            "color",
                                            "color_temperature",
                                            "position",
                                            "temperature",
                                            "target_temperature",
                                            "humidity",
                                            "volume",
                                            "speed",
                                            "mode",
                                            "media"};
constexpr std::string_view kOperations[] = {"none", "set", "raise", "lower", "maximum", "minimum"};
constexpr std::string_view kQuestions[] = {"none", "value", "yes_no", "count", "any", "all", "which"};
constexpr std::string_view kAsked[] = {"none",      "on",      "off",    "open",    "closed",   "locked",
                                       "unlocked",  "playing", "paused", "idle",    "cleaning", "docked",
                                       "returning", "home",    "away",   "heating", "cooling",  "muted"};
constexpr std::string_view kComparisons[] = {"none",    "above", "below",   "at_least",
                                             "at_most", "equal", "highest", "lowest"};
constexpr std::string_view kSpanRoles[] = {
    "name",        "area",  "floor", "except", "kind",  "value",       "condition", "duration",
    "of_duration", "delay", "item",  "list",   "media", "media_class", "message",   "date"};

static_assert(std::size(kClauseRoles) == static_cast<size_t>(ClauseRole::alternative) + 1);
static_assert(std::size(kQuantities) == static_cast<size_t>(Quantity::any) + 1);
static_assert(std::size(kPlaces) == static_cast<size_t>(Place::whole_house) + 1);
static_assert(std::size(kReferences) == static_cast<size_t>(Reference::same) + 1);
static_assert(std::size(kAttributes) == static_cast<size_t>(Attribute::media) + 1);
static_assert(std::size(kOperations) == static_cast<size_t>(Operation::minimum) + 1);
static_assert(std::size(kQuestions) == static_cast<size_t>(Question::which) + 1);
static_assert(std::size(kAsked) == static_cast<size_t>(Asked::muted) + 1);
static_assert(std::size(kComparisons) == static_cast<size_t>(Comparison::lowest) + 1);
static_assert(std::size(kSpanRoles) == static_cast<size_t>(SpanRole::date) + 1);

}  // namespace

template <>
std::span<const std::string_view> labels<Intent>() {
  return kIntentLabels;
}
template <>
std::span<const std::string_view> labels<ClauseRole>() {
  return kClauseRoles;
}
template <>
std::span<const std::string_view> labels<Kind>() {
  return kind_labels();
}
template <>
std::span<const std::string_view> labels<Quantity>() {
  return kQuantities;
}
template <>
std::span<const std::string_view> labels<Place>() {
  return kPlaces;
}
template <>
std::span<const std::string_view> labels<Reference>() {
  return kReferences;
}
template <>
std::span<const std::string_view> labels<Attribute>() {
  return kAttributes;
}
template <>
std::span<const std::string_view> labels<Operation>() {
  return kOperations;
}
template <>
std::span<const std::string_view> labels<Question>() {
  return kQuestions;
}
template <>
std::span<const std::string_view> labels<Asked>() {
  return kAsked;
}
template <>
std::span<const std::string_view> labels<Comparison>() {
  return kComparisons;
}
template <>
std::span<const std::string_view> labels<SpanRole>() {
  return kSpanRoles;
}

std::string_view call_name(Intent intent) {
  const IntentRow& row = kIntents[static_cast<size_t>(intent)];
  return row.call.empty() ? row.label : row.call;
}

bool is_timer_intent(Intent intent) {
  return intent >= Intent::timer_start && intent <= Intent::timer_status;
}
bool is_media_intent(Intent intent) { return intent >= Intent::set_volume && intent <= Intent::media_play; }

bool acts_on_things(Intent intent) { return intent >= Intent::turn_on && intent <= Intent::vacuum_return; }

Asked opposite_of(Asked asked) {
  constexpr std::pair<Asked, Asked> kPairs[] = {
      {Asked::on, Asked::off}, {Asked::open, Asked::closed}, {Asked::locked, Asked::unlocked}};
  for (const auto& [one, other] : kPairs) {
    if (asked == one) return other;
    if (asked == other) return one;
  }
  return Asked::none;
}

bool sets_a_number(Intent intent) {
  switch (intent) {
    case Intent::light_set:
    case Intent::set_position:
    case Intent::fan_set_speed:
    case Intent::humidifier_set:
    case Intent::climate_set_temperature:
    case Intent::set_volume:
      return true;
    default:
      return false;
  }
}

bool is_question(Intent intent) {
  switch (intent) {
    case Intent::get_state:
    case Intent::climate_get_temperature:
    case Intent::timer_status:
    case Intent::get_time:
    case Intent::get_date:
    case Intent::get_weather:
      return true;
    default:
      return false;
  }
}

}  // namespace ondol::home
