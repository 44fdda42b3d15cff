// Which of MASSIVE's intents lie outside of a home, and the plain commands to lights, plugs and the vacuum;
// see outside.h. Where an utterance does not fit the few shapes that are sure, it is left out.
#include "home/generate/outside_massive.h"

#include <algorithm>
#include <array>

#include "home/generate/outside_massive_spans.h"
#include "home/values/named.h"

namespace ondol::home {
namespace {

// ---- nothing that a home does ----

Made none(const Said& said) {
  return said.text.find(' ') == said.text.npos ? Made() : one_clause(said.text, {.intent = Intent::none});
}
Made none_without_home(const Said& said) { return speaks_of_home(said.text) ? Made() : none(said); }
/// Alarms and reminders at a time of the day.
Made none_at_a_time(const Said& said) {
  const MassiveSlot* time = said.slot("time");
  if (time == nullptr ||
      !has_any_words(said.text_of(*time), {"am", "pm", "a. m.", "p. m.", "noon", "o'clock", "morning"}))
    return {};
  return has_words(said.text, "timer") ? Made() : none(said);
}
Made none_for_calendars(const Said& said) {
  if (has_any_words(said.text,
                    {"light", "lights", "turn on", "turn off", "timer", "list", "know", "what", "show"}))
    return {};
  return said.text.size() < 12 ? Made() : none(said);
}

Made talk(const Said& said) {
  static constexpr std::array<std::string_view, 12> kOpenings = {
      "hello",          "hi",         "hey",         "good day",    "good evening", "good morning",
      "good afternoon", "good night", "how are you", "hello there", "hi there",     "who are you"};
  std::string_view text = said.text;
  if (text.ends_with(" olly")) text.remove_suffix(5);
  for (const std::string_view opening : kOpenings)
    if (text == opening || text == std::string(opening) + " how are you")
      return one_clause(said.text, {.intent = Intent::respond});
  return {};
}

// ---- lights, plugs, the vacuum ----

/// on, off, or nothing where neither or both are said.
std::optional<Intent> direction(std::string_view text) {
  const bool verb = has_any_words(text, {"turn", "switch", "put", "shut", "please turn", "lights", "light"});
  const bool on = has_words(text, "on"), off = has_words(text, "off");
  if (!verb || on == off) return {};
  return on ? Intent::turn_on : Intent::turn_off;
}

Made on_or_off(const Said& said) {
  if (!said.has_only({"house_place", "device_type"}) || is_more(said.text)) return {};
  if (has_words(said.text, "one of") || said.text.ends_with(" in") || said.text.ends_with(" the")) return {};
  const auto intent = direction(said.text);
  const bool wants_on = said.intent.ends_with("on");
  if (!intent || (*intent == Intent::turn_on) != wants_on) return {};
  Sample sample = one_clause(said.text, {.intent = *intent});
  if (!add_place(said, sample) || !add_device(said, sample)) return {};
  if (said.slot("device_type") == nullptr && !add_noun(sample, Kind::light)) return {};
  Frame& labels = sample.clauses[0].labels;
  if (labels.kind == Kind::light && has_any_words(said.text, {"lamp", "lamps"}) &&
      !has_any_words(said.text, {"light", "lights"}))
    labels.kind = Kind::lamp;
  if (has_words(said.text, "all")) labels.quantity = Quantity::all;
  return sample;
}

Made brightness(const Said& said) {
  if (!said.has_only({"house_place"}) || is_more(said.text)) return {};
  const bool up = said.intent == "iot_hue_lightup";
  const bool verb =
      up ? has_any_words(said.text, {"brighten", "increase", "raise", "turn up", "brighter"})
         : has_any_words(said.text, {"dim", "lower", "decrease", "turn down", "darken", "dimmer", "reduce"});
  if (!verb || has_any_words(said.text, {"to", "too", "by", "on", "off", "it's"})) return {};
  Sample sample = one_clause(said.text, {.intent = Intent::light_set,
                                         .attribute = Attribute::brightness,
                                         .operation = up ? Operation::raise : Operation::lower});
  if (!add_place(said, sample)) return {};
  if (!add_noun(sample, Kind::light) && !has_words(said.text, "brightness")) return {};
  add_little(said, sample);
  if (has_words(said.text, "all")) sample.clauses[0].labels.quantity = Quantity::all;
  return sample;
}

Made light_change(const Said& said) {
  const MassiveSlot* color = said.slot("color_type");
  const MassiveSlot* amount = said.slot("change_amount");
  if ((color == nullptr) == (amount == nullptr) || is_more(said.text)) return {};
  if (!said.has_only({"house_place", "color_type", "change_amount"})) return {};
  if (!has_any_words(said.text, {"light", "lights", "lamp"})) return {};
  Sample sample = one_clause(said.text, {.intent = Intent::light_set, .operation = Operation::set});
  Frame& labels = sample.clauses[0].labels;
  if (color != nullptr) {
    if (read_color(said.text_of(*color)) == nullptr) return {};
    labels.attribute = Attribute::color;
    add(sample, SpanRole::value, *color);
  } else {
    MassiveSlot value = *amount;
    if (said.text_of(value).starts_with("to ")) value.begin += 3;
    if (said.text_of(value).find("percent") == std::string_view::npos) return {};
    labels.attribute = Attribute::brightness;
    add(sample, SpanRole::value, value);
  }
  if (!add_place(said, sample) || !add_noun(sample, Kind::light)) return {};
  if (has_words(said.text, "all")) labels.quantity = Quantity::all;
  return sample;
}

Made coffee(const Said& said) { return said.slot("device_type") != nullptr ? on_or_off(said) : Made(); }

Made clean(const Said& said) {
  if (is_more(said.text) || !said.has_only({"device_type", "house_place"})) return {};
  if (direction(said.text) == Intent::turn_on) {
    Said on = said;
    on.intent = "turn_on";
    return said.slot("device_type") != nullptr ? on_or_off(on) : Made();
  }
  const bool start = has_any_words(said.text, {"start", "run", "activate", "initiate", "begin"});
  const bool vacuum_room = said.slot("device_type") == nullptr && said.slot("house_place") != nullptr &&
                           has_any_words(said.text, {"vacuum the", "vacuum my", "clean the", "clean my"});
  if (start == vacuum_room) return {};
  Sample sample = one_clause(said.text, {.intent = Intent::vacuum_start});
  if (!add_place(said, sample) || !add_device(said, sample)) return {};
  if (start && sample.clauses[0].labels.kind != Kind::vacuum) return {};
  return sample;
}

struct Row {
  std::string_view prefix;  ///< of intents
  Made (*make)(const Said&);
};
constexpr Row kRows[] = {
    {"alarm_set", none_at_a_time},
    {"audio_volume_up", massive_volume},
    {"audio_volume_down", massive_volume},
    {"audio_volume_mute", massive_mute},
    {"calendar_query", massive_calendar},
    {"calendar_set", none_for_calendars},
    {"calendar_remove", none_for_calendars},
    {"cooking_", none},
    {"datetime_convert", none},
    {"datetime_query", massive_clock},
    {"email_", none_without_home},
    {"general_greet", talk},
    {"general_joke", none},
    {"general_quirky", none_without_home},
    {"iot_cleaning", clean},
    {"iot_coffee", coffee},
    {"iot_hue_lightchange", light_change},
    {"iot_hue_lightdim", brightness},
    {"iot_hue_lightup", brightness},
    {"iot_hue_lightoff", on_or_off},
    {"iot_hue_lighton", on_or_off},
    {"iot_wemo_off", on_or_off},
    {"iot_wemo_on", on_or_off},
    {"lists_createoradd", massive_list_add},
    {"lists_query", massive_list_query},
    {"lists_remove", massive_list_remove},
    {"news_query", none},
    {"play_audiobook", massive_play},
    {"play_game", none},
    {"play_music", massive_play},
    {"play_podcasts", massive_play},
    {"play_radio", massive_play},
    {"qa_", none},
    {"recommendation_", none},
    {"social_", none},
    {"takeaway_", none},
    {"transport_", none},
    {"weather_query", massive_weather},
};

}  // namespace

std::optional<Sample> sample_of(const MassiveUtterance& said) {
  if (said.text.size() > 400) return std::nullopt;
  for (const Row& row : kRows) {
    if (!said.intent.starts_with(row.prefix)) continue;
    Made made = row.make(said);
    if (!made) return std::nullopt;
    const auto& spans = made->clauses[0].spans;
    for (size_t i = 1; i < spans.size(); ++i)
      if (spans[i].begin < spans[i - 1].end) return std::nullopt;
    return made;
  }
  return std::nullopt;
}

}  // namespace ondol::home
