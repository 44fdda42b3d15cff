// By what each value can be read as; see value_sorts.h.
#include "home/value_sorts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "home/english_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/named.h"
#include "home/values/quantity.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// What of a thing is set where the words name no more than a value.
constexpr Setting kSettings[] = {
    {Kind::light, Intent::light_set, Attribute::brightness},
    {Kind::lamp, Intent::light_set, Attribute::brightness},
    {Kind::fan, Intent::fan_set_speed, Attribute::speed},
    {Kind::air_purifier, Intent::fan_set_speed, Attribute::speed},
    {Kind::air_conditioner, Intent::climate_set_temperature, Attribute::temperature},
    {Kind::heater, Intent::climate_set_temperature, Attribute::temperature},
    {Kind::climate, Intent::climate_set_temperature, Attribute::temperature},
    {Kind::water_heater, Intent::climate_set_temperature, Attribute::temperature},
    {Kind::humidifier, Intent::humidifier_set, Attribute::humidity},
    {Kind::dehumidifier, Intent::humidifier_set, Attribute::humidity},
    {Kind::tv, Intent::set_volume, Attribute::volume},
    {Kind::speaker, Intent::set_volume, Attribute::volume},
    {Kind::media_player, Intent::set_volume, Attribute::volume},
    {Kind::blind, Intent::set_position, Attribute::position},
    {Kind::curtain, Intent::set_position, Attribute::position},
};

enum class Sort : uint8_t { none, color, white, mode, number };

Sort sort_of(std::string_view value) {
  if (read_color_temperature(value)) return Sort::white;
  if (read_color(value) != nullptr) return Sort::color;
  const QuantityRead quantity = read_quantity(value);
  if (quantity.number || quantity.extreme != Extreme::none) return Sort::number;
  return read_hvac_mode(value) != nullptr ? Sort::mode : Sort::none;
}

/// "auto seventy two" as two values.
void part_mode_and_number(Frame& frame) {
  for (size_t i = 0; i < frame.spans.size(); ++i) {
    if (frame.spans[i].role != SpanRole::value) continue;
    const std::string text = frame.spans[i].text;
    const size_t at = text.find(' ');
    if (at == std::string::npos || sort_of(text.substr(0, at)) != Sort::mode ||
        sort_of(text.substr(at + 1)) != Sort::number)
      continue;
    frame.spans[i].text = text.substr(0, at);
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                       {SpanRole::value, text.substr(at + 1)});
    return;
  }
}

/// Where in the clause, in small letters between two spaces, a colour is said that no mention and no span
/// has; nothing where several are.
std::optional<Placed> color_in(const std::string& said, std::span<const Mention> mentions,
                               const std::vector<Placed>& placed) {
  const auto words = split_words(said);
  const auto at = [&](std::string_view word) { return static_cast<size_t>(word.data() - said.data()) - 1; };
  const auto is_color = [](std::string_view word) {
    return read_color(word) != nullptr || word == "daylight" || word == "candlelight";
  };
  std::optional<Placed> found;
  for (size_t i = 0; i < words.size(); ++i) {
    // "Not that yellow", "bluer than red": what it shall not be.
    if (words[i] == "not" || words[i] == "no" || words[i] == "than") break;
    if (!is_color(words[i])) continue;
    size_t begin = at(words[i]);
    const size_t end = begin + words[i].size();
    if (i > 0 && !is_color(words[i - 1])) {
      const auto two = std::string_view(said).substr(at(words[i - 1]) + 1, end - at(words[i - 1]));
      const bool white = words[i] == "white" && read_color_temperature(two);
      if (white || read_color(two) != read_color(words[i])) begin = at(words[i - 1]);
    }
    if (is_mentioned(mentions, begin, end) || is_covered(placed, begin, end)) continue;
    if (found) return {};
    found = {0, begin, end};
  }
  return found;
}

void become(Frame& frame, Sort sort, bool of_air) {
  frame.operation = Operation::set;
  if (sort == Sort::mode) frame.intent = Intent::climate_set_mode, frame.attribute = Attribute::mode;
  if (sort == Sort::color) frame.intent = Intent::light_set, frame.attribute = Attribute::color;
  if (sort == Sort::white) frame.intent = Intent::light_set, frame.attribute = Attribute::color_temperature;
  if (sort != Sort::number) return;
  frame.intent = of_air ? Intent::climate_set_temperature : Intent::light_set;
  frame.attribute = of_air ? Attribute::temperature : Attribute::brightness;
}

/// What a number sets of this kind, in English: covers and air purifiers are set by what they are told.
std::optional<Intent> number_sets(Kind kind) {
  const Setting* setting = setting_of(kind);
  if (setting == nullptr || setting->attribute == Attribute::position || kind == Kind::air_purifier)
    return {};
  return setting->intent;
}

}  // namespace

const Setting* setting_of(Kind kind) {
  const auto* row = std::ranges::find(kSettings, kind, &Setting::kind);
  return row == std::end(kSettings) ? nullptr : row;
}

std::vector<Frame> split_by_sort(Frame frame) {
  const bool sets = frame.intent == Intent::light_set || frame.intent == Intent::fan_set_speed ||
                    frame.intent == Intent::climate_set_temperature ||
                    frame.intent == Intent::climate_set_mode;
  if (!sets) return {std::move(frame)};
  Frame parted = frame;
  part_mode_and_number(parted);
  std::vector<std::pair<Sort, size_t>> sorts;
  for (size_t i = 0; i < parted.spans.size(); ++i)
    if (parted.spans[i].role == SpanRole::value) sorts.emplace_back(sort_of(parted.spans[i].text), i);
  if (sorts.size() != 2) return {std::move(frame)};
  const auto [first, a] = sorts[0];
  const auto [second, b] = sorts[1];
  const bool of_air = first == Sort::mode || second == Sort::mode;
  // Korean colours are split where their clause is.
  if (!of_air && has_hangul(frame.said)) return {std::move(frame)};
  const auto named = [](Sort sort) {
    return sort == Sort::color || sort == Sort::white || sort == Sort::mode;
  };
  if (!((named(first) && second == Sort::number) || (first == Sort::number && named(second))))
    return {std::move(frame)};
  Frame one = parted, two = parted;
  one.spans.erase(one.spans.begin() + static_cast<std::ptrdiff_t>(b));
  two.spans.erase(two.spans.begin() + static_cast<std::ptrdiff_t>(a));
  become(one, first, of_air);
  become(two, second, of_air);
  return {std::move(one), std::move(two)};
}

void add_lost_color(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::light_set || frame.role == ClauseRole::condition || has_hangul(frame.said))
    return;
  const auto values = frame.texts(SpanRole::value);
  if (values.size() > 1 || (values.size() == 1 && sort_of(values[0]) != Sort::number)) return;
  const auto placed = place_spans(frame);
  const auto color = color_in(spaced(frame), mentions, placed);
  if (!color) return;
  size_t at = 0;
  for (const Placed& each : placed)
    if (each.begin < color->begin) at = each.index + 1;
  frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(at),
                     {SpanRole::value, frame.said.substr(color->begin, color->end - color->begin)});
  if (values.empty()) frame.attribute = Attribute::color, frame.operation = Operation::set;
}

void add_lost_values(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::light_set || frame.role == ClauseRole::condition || has_hangul(frame.said) ||
      frame.texts(SpanRole::value).size() != 1 || frame.spans.back().role != SpanRole::value)
    return;
  const Sort last = sort_of(frame.spans.back().text);
  const auto placed = place_spans(frame);
  if ((last != Sort::color && last != Sort::white) || placed.size() != frame.spans.size()) return;
  const std::string said = spaced(frame);
  std::vector<Span> spans;
  for (size_t i = 0; i < placed.size(); ++i) {
    spans.push_back(frame.spans[i]);
    const SpanRole role = frame.spans[i].role;
    const bool thing = role == SpanRole::name || role == SpanRole::kind;
    if (!thing || i + 2 >= placed.size()) continue;
    const size_t begin = placed[i].end + 1, size = placed[i + 1].begin - placed[i].end;
    std::string between(said.size(), ' ');
    between.replace(begin, size, said, begin, size);
    const auto color = color_in(between, mentions, placed);
    if (!color) continue;
    const std::string link = said.substr(begin, color->begin - placed[i].end);
    if (link == " " || link == " to ")
      spans.push_back({SpanRole::value, frame.said.substr(color->begin, color->end - color->begin)});
  }
  frame.spans = std::move(spans);
}

void drop_unwanted_color(Frame& frame) {
  if (frame.intent != Intent::light_set || has_hangul(frame.said) || frame.texts(SpanRole::value).size() != 2)
    return;
  const std::string said = spaced(frame);
  size_t unwanted = frame.spans.size();
  for (const Placed& each : place_spans(frame)) {
    const Span& span = frame.spans[each.index];
    if (span.role != SpanRole::value) continue;
    const Sort sort = sort_of(span.text);
    if (sort != Sort::color && sort != Sort::white) return;
    const std::string_view before = std::string_view(said).substr(0, each.begin + 1);
    const std::string_view behind = std::string_view(said).substr(each.end + 1);
    const bool not_so = ends(before, {" not ", " no ", " instead of ", " rather than ", " hate ",
                                      " hate the ", " don't like ", " don't like the ", " don't want "}) ||
                        starts(behind, {" isn't ", " is not ", " is too ", " doesn't ", " looks "});
    if (!not_so) continue;
    if (unwanted != frame.spans.size()) return;  // neither is wanted
    unwanted = each.index;
  }
  if (unwanted != frame.spans.size()) erase_spans(frame, {unwanted});
}

void follow_the_attribute(Frame& frame) {
  const bool of_it = frame.reference != Reference::none && frame.kind == Kind::any && !has_target(frame);
  const bool other = frame.intent == Intent::climate_set_temperature || frame.intent == Intent::light_set;
  if (!of_it || !other || has_hangul(frame.said) ||
      says(spaced(frame), {" degree", "°", " warm", " cool", " hot", " cold"}))
    return;
  switch (frame.attribute) {
    case Attribute::brightness:
      frame.intent = Intent::light_set;
      return;
    case Attribute::volume:
      frame.intent = Intent::set_volume;
      return;
    case Attribute::speed:
      frame.intent = Intent::fan_set_speed;
      return;
    case Attribute::humidity:
      frame.intent = Intent::humidifier_set;
      return;
    default:
      return;
  }
}

void set_what_was_said_last(Frame& frame) {
  if (!is_relative(frame) || !sets_a_number(frame.intent) || frame.role == ClauseRole::condition) return;
  const auto values = frame.texts(SpanRole::value);
  if (values.empty() || values.size() > 2) return;
  const std::string last(values.back());
  const QuantityRead to = read_quantity(last);
  if (!to.number || to.unit == Unit::steps) return;
  const std::string said = spaced(frame);
  const std::string_view words = trim_spaces(said);
  const auto says = [&](std::string_view text) { return said.find(text) != std::string::npos; };
  const auto ends_in = [&](std::string_view particle) {
    return words.ends_with(last + std::string(particle));
  };
  bool is_target = false;
  if (values.size() == 2) {
    const QuantityRead how_far = read_quantity(values[0]);
    is_target = !how_far.number && how_far.amount != Amount::unsaid && !says(" by " + last);
  } else if (has_hangul(frame.said)) {
    const bool at_the_end = ends_in("") || ends_in("로") || ends_in("으로") || ends_in("요");
    is_target = at_the_end && (says("은은하게 ") || says("어둡게 ") || says("밝게 ") || says("약하게 "));
  } else {
    is_target = ends_in("") && says(" low ") && !says(" by ");
  }
  if (!is_target) return;
  frame.operation = Operation::set;
  if (values.size() == 1) return;
  std::erase_if(frame.spans,
                [&](const Span& span) { return span.role == SpanRole::value && span.text != last; });
}

void set_what_was_switched(Frame& frame) {
  if (frame.intent != Intent::turn_on || frame.has(SpanRole::condition) || frame.has(SpanRole::delay)) return;
  const std::string value(frame.text(SpanRole::value));
  if (value.empty() || sort_of(value) != Sort::number || has_hangul(frame.said)) return;
  if (!says(frame.said, {"to " + value, "at " + value, "to about " + value, "at about " + value,
                         "to around " + value, "at around " + value}))
    return;
  if (frame.kind == Kind::any && !frame.has(SpanRole::name) && frame.reference == Reference::none) return;
  const auto setting = frame.kind == Kind::any ? Intent::light_set : number_sets(frame.kind);
  if (!setting) return;
  frame.intent = *setting;
  frame.attribute = Attribute::none;
  frame.operation = Operation::set;
  frame.mended = true;
}

void set_what_the_reason_names(Frame& frame) {
  constexpr std::string_view kVerbs[] = {"put",  "turn",  "bring", "set",   "make", "take",
                                         "drop", "knock", "nudge", "crank", "bump"};
  constexpr std::string_view kArticles[] = {"the", "my", "our", "that"};
  if (!sets_a_number(frame.intent) || frame.role != ClauseRole::main || frame.kind != Kind::any ||
      has_target(frame) || !frame.has(SpanRole::value) || frame.place != Place::unsaid ||
      frame.quantity != Quantity::unsaid || has_hangul(frame.said))
    return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  std::string_view noun;
  Kind kind = Kind::any;
  size_t verb = 0;
  for (; verb < words.size() && !is_one_of(words[verb], kVerbs); ++verb) {
    std::string_view word = words[verb];
    if (word.ends_with("'s")) word.remove_suffix(2);
    const auto kinds = kinds_of(word);
    if (kinds.empty() || verb == 0 || !is_one_of(words[verb - 1], kArticles)) continue;
    if (!noun.empty()) return;  // which of them is not known
    noun = word;
    kind = kinds[0];
  }
  const auto setting = number_sets(kind);
  if (verb == words.size() || noun.empty() || !setting ||
      asks({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(verb)}))
    return;
  if (frame.reference == Reference::none && *setting != frame.intent) return;
  if (*setting != frame.intent) frame.intent = *setting, frame.attribute = Attribute::none;
  frame.kind = kind;
  frame.reference = Reference::none;
  const auto at = static_cast<size_t>(noun.data() - said.data()) - 1;
  frame.spans.insert(frame.spans.begin(), {SpanRole::kind, frame.said.substr(at, noun.size())});
}

}  // namespace ondol::home
