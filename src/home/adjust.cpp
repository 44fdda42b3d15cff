// Steps, limits and units of attributes: one row each; see adjust.h.
#include "home/adjust.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include "home/actions.h"
#include "home/values/named.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// A numeric attribute: spoken value = attribute · scale, between min and max; how far "up" goes.
struct Dial {
  Attribute attribute;
  const char* key;
  const char* slot;
  double scale;
  double min, max;
  double lowest;  ///< what "minimum" means: a light at its dimmest is still on
  double step, little, much;
  const char* unit;
};
constexpr Dial kDials[] = {
    {Attribute::brightness, "brightness", "brightness", 100.0 / 255, 0, 100, 1, 20, 10, 40, "%"},
    {Attribute::position, "current_position", "position", 1, 0, 100, 0, 20, 10, 40, "%"},
    {Attribute::volume, "volume_level", "volume_level", 100, 0, 100, 0, 10, 10, 30, "%"},
    {Attribute::speed, "percentage", "percentage", 1, 0, 100, 1, 25, 10, 50, "%"},
    {Attribute::humidity, "humidity", "humidity", 1, 0, 100, 30, 5, 5, 15, "%"},
    {Attribute::temperature, "temperature", "temperature", 1, -50, 150, 16, 1, 1, 3, ""},
};

const Dial* dial_of(Attribute attribute) {
  for (const Dial& dial : kDials)
    if (dial.attribute == attribute) return &dial;
  return nullptr;
}

/// "low", "강풍": thirds of a fan's range.
std::optional<double> speed_word(std::string_view spoken) {
  const std::string text = prepare_value(spoken);
  constexpr std::pair<std::string_view, double> kWords[] = {
      {"low", 33},   {"gentle", 33},  {"slow", 33},  {"medium", 66}, {"high", 100},
      {"fast", 100}, {"strong", 100}, {"약", 33},    {"미풍", 33},   {"중", 66},
      {"강", 100},   {"빠르", 100},   {"세게", 100}, {"느리", 33}};
  for (const auto& [word, percent] : kWords)
    if ((" " + text).find((has_hangul(word) ? "" : " ") + std::string(word)) != std::string::npos)
      return percent;
  return std::nullopt;
}

// ---- fans: what Home Assistant calls percentage_step is a notch -------------------------------------------

/// The notch of a fan that has any; with more than 20 it is stepless.
std::optional<double> own_notch(const Entity& fan) {
  const auto step = number_attribute(fan, "percentage_step");
  return step && *step >= 5 && *step <= 100 ? step : std::nullopt;
}

/// n notches as a percentage, rounded down as Home Assistant does: 33, 66, 100.
double notches(double n, double notch) {
  return n >= std::round(100 / notch) ? 100 : std::floor(n * notch + 1e-3 * notch);
}

/// "two notches", "3단"; of a fan that says how many it has, also a bare "three".
bool counts_notches(const QuantityRead& quantity, const Entity& fan) {
  if (!quantity.number || *quantity.number < 0) return false;
  if (quantity.unit == Unit::steps) return true;
  const auto own = own_notch(fan);
  return quantity.unit == Unit::none && own && *quantity.number <= std::round(100 / *own);
}

/// Faster (direction 1) or slower (-1): by notches where they are counted or the fan has them, else by
/// percent.
double moved_speed(const QuantityRead& quantity, const Entity& fan, const Dial& dial, double present,
                   double direction) {
  const auto own = own_notch(fan);
  double moved = present;
  if (counts_notches(quantity, fan) || (!quantity.number && own)) {
    constexpr double kOfStepless = 10;  // must be felt
    const double notch = own.value_or(fan.attributes.contains("percentage_step") ? kOfStepless : dial.step);
    const double n = quantity.number ? *quantity.number : quantity.amount == Amount::much ? 2 : 1;
    double at = present / notch;
    if (std::abs(at - std::round(at)) < 0.1) at = std::round(at);  // a notch that was rounded down
    moved = notches(at + direction * n, notch);
  } else {
    const double step = quantity.number                     ? std::abs(*quantity.number)
                        : quantity.amount == Amount::little ? dial.little
                        : quantity.amount == Amount::much   ? dial.much
                                                            : dial.step;
    moved = present + direction * step;
  }
  return std::clamp(moved, direction < 0 ? std::floor(own.value_or(dial.lowest)) : 0, 100.0);
}

/// "By half": of what it is.
bool is_half(std::string_view value) {
  constexpr std::string_view kHalves[] = {"half", "byhalf", "절반", "반"};
  return std::ranges::find(kHalves, compact(normalise(value))) != std::end(kHalves);
}

std::optional<double> spoken_target(const Frame& frame, const Dial& dial, const QuantityRead& quantity,
                                    const Entity& entity, const Home& home, double present, bool has_present,
                                    Setting::Trouble& trouble) {
  const bool upwards = frame.operation == Operation::raise, downwards = frame.operation == Operation::lower;
  const bool fahrenheit = home.temperature_unit_or_guess() == "°F";
  const bool temperature = dial.attribute == Attribute::temperature;
  if (frame.operation == Operation::maximum || quantity.extreme == Extreme::maximum)
    return temperature ? number_attribute(entity, "max_temp").value_or(fahrenheit ? 86 : 30)
           : dial.attribute == Attribute::humidity
               ? number_attribute(entity, "max_humidity").value_or(dial.max)
               : dial.max;
  if (frame.operation == Operation::minimum || quantity.extreme == Extreme::minimum)
    return temperature ? number_attribute(entity, "min_temp").value_or(fahrenheit ? 61 : dial.lowest)
           : dial.attribute == Attribute::humidity
               ? number_attribute(entity, "min_humidity").value_or(dial.lowest)
           : dial.attribute == Attribute::speed ? std::floor(own_notch(entity).value_or(dial.lowest))
                                                : dial.lowest;
  if (upwards || downwards) {
    if (!has_present) {
      trouble = Setting::Trouble::no_reading;
      return std::nullopt;
    }
    if (dial.attribute == Attribute::speed)
      return moved_speed(quantity, entity, dial, present, upwards ? 1 : -1);
    double step = quantity.amount == Amount::little ? dial.little
                  : quantity.amount == Amount::much ? dial.much
                                                    : dial.step;
    const double one_step = temperature ? 1 : dial.attribute == Attribute::volume ? 10 : dial.step / 2;
    if (downwards && is_half(frame.text(SpanRole::value))) return present / 2;
    if (quantity.number)
      step = quantity.unit == Unit::steps ? *quantity.number * one_step : std::abs(*quantity.number);
    return std::clamp(present + (upwards ? step : -step),
                      std::max(dial.min, upwards ? dial.min : dial.lowest), dial.max);
  }
  // The middle notch of a fan that has any: 66 of three.
  if (const auto own = own_notch(entity);
      dial.attribute == Attribute::speed && own && quantity.extreme == Extreme::middle)
    return notches(std::floor((std::round(100 / *own) + 1) / 2), *own);
  if (quantity.number) {
    double target = *quantity.number;
    if (dial.attribute == Attribute::speed && counts_notches(quantity, entity))
      target = notches(target, own_notch(entity).value_or(100.0 / 3));
    if (temperature && quantity.unit == Unit::fahrenheit && !fahrenheit) target = (target - 32) / 1.8;
    if (temperature && quantity.unit == Unit::celsius && fahrenheit) target = target * 1.8 + 32;
    return std::round(target * 100) / 100;
  }
  if (dial.attribute == Attribute::speed) return speed_word(frame.text(SpanRole::value));
  return std::nullopt;
}

Setting set_dial(const Frame& frame, const Dial& dial, const Entity& entity, const Home& home) {
  Setting out;
  out.key = dial.key;
  out.slot = dial.slot;
  const QuantityRead quantity = read_quantity(frame.text(SpanRole::value));
  const auto attribute = number_attribute(entity, dial.key);
  const bool off = entity.state == "off";
  const bool has_present = attribute.has_value() || off || (dial.attribute == Attribute::position);
  double present = attribute ? *attribute * dial.scale : 0;
  if (!attribute && dial.attribute == Attribute::position) present = entity.state == "open" ? 100 : 0;
  if (off && (dial.attribute == Attribute::brightness || dial.attribute == Attribute::speed)) present = 0;
  const auto target = spoken_target(frame, dial, quantity, entity, home, std::round(present * 10) / 10,
                                    has_present, out.trouble);
  if (!target) return out;
  double min = dial.min, max = dial.max;
  std::string unit = dial.unit;
  if (dial.attribute == Attribute::temperature) {
    unit = home.temperature_unit_or_guess();
    // "68", said of a thermostat at 21: no degrees of its own.
    constexpr double kHottest = 45;
    if (entity.domain() == "climate" && attribute && *attribute <= kHottest && unit == "°C") max = kHottest;
    min = number_attribute(entity, "min_temp").value_or(min);
    max = number_attribute(entity, "max_temp").value_or(max);
  }
  const double value = is_relative(frame) ? std::clamp(*target, min, max) : *target;
  if (value < min || value > max || !std::isfinite(value)) {
    out.trouble = Setting::Trouble::out_of_range;
    out.shown = number_text(min) + "–" + number_text(max) + unit;
    return out;
  }
  out.trouble = Setting::Trouble::none;
  // Brightness and whole percentages are integers in Home Assistant; volume is a share.
  const double stored = value / dial.scale;
  if (dial.attribute == Attribute::volume)
    out.value = std::round(stored * 1000) / 1000;
  else
    out.value = dial.attribute == Attribute::temperature ? number_json(stored) : Json(std::lround(stored));
  out.spoken = number_json(value);
  out.shown = number_text(dial.unit[0] == '%' ? std::round(value) : value) + unit;
  return out;
}

Setting set_color(const Frame& frame, bool korean) {
  Setting out;
  const Color* color = read_color(frame.text(SpanRole::value));
  if (color == nullptr) return out;
  return {.trouble = Setting::Trouble::none,
          .key = "color_name",
          .value = Json(color->name),
          .slot = "color",
          .spoken = Json(color->name),
          .shown = std::string(color->shown(korean))};
}

Setting set_white(const Frame& frame, const Entity& entity) {
  Setting out{.trouble = Setting::Trouble::no_value,
              .key = "color_temp_kelvin",
              .value = {},
              .slot = "color_temp_kelvin",
              .spoken = {},
              .shown = {}};
  auto kelvin = read_color_temperature(frame.text(SpanRole::value));
  const double present = number_attribute(entity, "color_temp_kelvin").value_or(4000);
  // Warmer is fewer kelvin; `raise` is towards cool light, as the number goes.
  if (!kelvin && frame.operation == Operation::raise)
    kelvin = static_cast<int>(std::min(present + 1000, 6500.0));
  if (!kelvin && frame.operation == Operation::lower)
    kelvin = static_cast<int>(std::max(present - 1000, 2200.0));
  if (!kelvin) return out;
  out.trouble = Setting::Trouble::none;
  out.value = out.spoken = *kelvin;
  out.shown = std::to_string(*kelvin) + "K";
  return out;
}

Setting set_mode(const Frame& frame, const Entity& entity, bool korean) {
  Setting out{.trouble = Setting::Trouble::no_value,
              .key = "hvac_mode",
              .value = {},
              .slot = "hvac_mode",
              .spoken = {},
              .shown = {}};
  const Mode* mode = read_hvac_mode(frame.text(SpanRole::value));
  if (mode == nullptr) return out;
  const auto modes = entity.attributes.find("hvac_modes");
  if (modes != entity.attributes.end() && modes->is_array() &&
      std::ranges::find(*modes, Json(mode->name)) == modes->end()) {
    out.trouble = Setting::Trouble::unsupported;
  } else {
    out.trouble = Setting::Trouble::none;
  }
  out.value = out.spoken = Json(mode->name);
  out.shown = std::string(korean ? mode->korean : mode->english);
  return out;
}

}  // namespace

Setting work_out(const Frame& frame, Attribute attribute, const Entity& entity, const Home& home,
                 bool korean) {
  if (!can_set(entity, attribute)) return {};
  switch (attribute) {
    case Attribute::color:
      return set_color(frame, korean);
    case Attribute::color_temperature:
      return set_white(frame, entity);
    case Attribute::mode:
      return set_mode(frame, entity, korean);
    default:
      break;
  }
  const Dial* dial = dial_of(attribute);
  return dial == nullptr ? Setting{} : set_dial(frame, *dial, entity, home);
}

std::optional<double> number_attribute(const Entity& entity, const char* key) {
  const auto found = entity.attributes.find(key);
  if (found == entity.attributes.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> number_state(const Entity& entity) {
  double value = 0;
  const char* end = entity.state.data() + entity.state.size();
  const auto read = std::from_chars(entity.state.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string number_text(double value) {
  char text[400];
  std::snprintf(text, sizeof text, "%.2f", value);
  std::string out = text;
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out == "-0" ? "0" : out;
}

Json number_json(double value) {
  const double rounded = std::round(value * 100) / 100;
  if (std::abs(rounded) < 1e15 && rounded == std::floor(rounded)) return static_cast<int64_t>(rounded);
  return rounded;
}

}  // namespace ondol::home
