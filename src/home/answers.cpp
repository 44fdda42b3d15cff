// Questions about states and values, answered from the registry; nothing here can change it. See clause.h.
#include <algorithm>

#include "home/adjust.h"
#include "home/clause.h"
#include "home/facts.h"
#include "home/labels.h"
#include "home/reply/josa.h"
#include "home/reply/nouns.h"
#include "home/values/named.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// The state slot as Home Assistant names it for what was asked about.
std::string state_slot(const Home& home, const Targets& targets, Asked asked) {
  const std::string_view domain = targets.entities.empty()
                                      ? kind_row(targets.kind).matches
                                      : home.entities[static_cast<size_t>(targets.entities[0])].domain();
  if (domain.starts_with("binary_sensor")) {
    const bool off =
        asked == Asked::off || asked == Asked::closed || asked == Asked::locked || asked == Asked::away;
    return off ? "off" : "on";
  }
  if (asked == Asked::away) return "not_home";
  if (asked == Asked::heating) return "heat";
  if (asked == Asked::cooling) return "cool";
  return std::string(label(asked));
}

std::string reading_text(const Reading& reading) {
  const bool attached = reading.unit.empty() || reading.unit == "%" || reading.unit.starts_with("°");
  return number_text(reading.value) + (attached ? "" : " ") + reading.unit;
}

class Answer {
 public:
  Answer(const View& view, const Frame& frame)
      : home_(view.home), view_(view), frame_(frame), facts_(view, frame), targets_(facts_.targets()) {
    call_.name = call_name(asks_a_thermostat() ? Intent::climate_get_temperature : frame_.intent);
    call_.arguments = target_slots(home_, frame_, targets_);
    if (call_.name == call_name(Intent::climate_get_temperature)) {
      call_.arguments.erase("domain");
      call_.arguments.erase("device_class");
    }
    if (frame_.asked != Asked::none) call_.arguments["state"] = state_slot(home_, targets_, frame_.asked);
  }

  ClauseResult run() {
    if (targets_.missing != Missing::nothing) return missing();
    ClauseResult out = about_targets();
    out.reply = words();
    return done(std::move(out));
  }

  std::optional<bool> truth(ClauseResult& result) {
    const auto out = facts_.truth();
    if (targets_.missing == Missing::nothing) {
      result = about_targets();
      result.reply = how_it_is();
    }
    result.calls.push_back(std::move(call_));
    return out;
  }

 private:
  const Entity& entity(int32_t index) const { return facts_.entity(index); }
  bool korean() const { return view_.language == Language::korean; }
  Noun noun(int32_t index) const { return name_noun(view_.language, entity(index)); }
  bool compares() const { return facts_.compares(); }
  std::optional<Reading> reading(int32_t index) const { return facts_.reading(index); }
  std::vector<int32_t> those(bool so) const { return facts_.those(so); }
  std::string names(const std::vector<int32_t>& of) const { return names_text(view_.language, home_, of); }

  /// Home Assistant has an intent of its own for how warm a room is where a thermostat says so.
  bool asks_a_thermostat() const {
    return frame_.intent == Intent::get_state && frame_.kind == Kind::temperature &&
           frame_.question == Question::value && !targets_.by_name && !targets_.entities.empty() &&
           std::ranges::all_of(targets_.entities, [&](int32_t i) { return entity(i).domain() == "climate"; });
  }

  ClauseResult about_targets() {
    call_.entities = ids_of(home_, targets_.entities);
    ClauseResult out;
    out.subjects = targets_.entities;
    out.targets = targets_;
    return out;
  }
  ClauseResult done(ClauseResult result) {
    result.calls.push_back(std::move(call_));
    return result;
  }

  ClauseResult missing() {
    // "any lights on in the kitchen?" where there is none: none is the answer.
    const bool countable = frame_.question == Question::any || frame_.question == Question::which ||
                           frame_.question == Question::count;
    const bool nothing_there = targets_.missing == Missing::in_scope || targets_.missing == Missing::kind;
    if (countable && nothing_there && frame_.asked != Asked::none) return done(reply_only(none_words()));
    ClauseResult out = say_missing(view_, targets_);
    if (targets_.missing == Missing::choice) out.asked_back = true;
    return done(std::move(out));
  }
  std::string none_words() const {
    return view_.say(frame_.question == Question::any     ? Say::no_any
                     : frame_.question == Question::count ? Say::count_none
                     : targets_.kind == Kind::person      ? Say::nobody
                                                          : Say::which_none);
  }

  std::string how_it_is() const {
    const int32_t first = targets_.entities[0];
    if (const auto value = reading(first); compares() && value) return value_words(first, *value);
    if (targets_.entities.size() > 1 && frame_.asked != Asked::none) {
      const auto so = those(true);
      return so.empty() ? none_words()
                        : view_.say(Say::is_state, {Noun(names(so), so.size() > 1),
                                                    Noun(state_words(view_.language, entity(so[0])))});
    }
    return view_.say(Say::is_state, {noun(first), Noun(state_words(view_.language, entity(first)))});
  }

  std::string value_words(int32_t index, const Reading& value) const {
    const Entity& e = entity(index);
    if (frame_.intent == Intent::climate_get_temperature || e.domain() == "weather") {
      const std::string& place = e.area != kNowhere ? room_of(e) : e.name;
      const std::string what = korean() ? place + " 온도" : "the temperature in the " + place;
      return view_.say(Say::value_is, {Noun(what), Noun(reading_text(value))});
    }
    return view_.say(e.domain() == "sensor" ? Say::value_is : Say::value_of_attribute,
                     {noun(index), Noun(reading_text(value))});
  }

  std::string words() const {
    if (auto answer = compared(); !answer.empty()) return answer;
    if (facts_.ranks()) return most();
    if (frame_.attribute == Attribute::media) return what_plays();
    switch (frame_.question) {
      case Question::count:
        return count();
      case Question::any:
        return any();
      case Question::all:
        return all();
      case Question::which:
        return which();
      case Question::yes_no:
        return yes_no();
      default:
        break;
    }
    if (frame_.asked != Asked::none || compares()) return targets_.entities.size() > 1 ? any() : yes_no();
    return values();
  }

  std::string count() const {
    const auto so = frame_.asked == Asked::none && !compares() ? targets_.entities : those(true);
    if (so.empty()) return view_.say(Say::count_none);
    if (korean() && says(frame_.said, {"몇 군데", "몇군데", "몇 곳", "방 몇"}))
      if (const auto rooms = rooms_of(so); !rooms.empty())
        return view_.say(Say::count_of, {Noun(std::to_string(rooms.size()) + "곳"),
                                         Noun(join_names(view_.language, rooms))});
    const auto n = std::to_string(so.size());
    if (korean() && targets_.kind == Kind::person)
      return view_.say(Say::count_of, {Noun(n + "명"), Noun(names(so))});
    return view_.say(Say::count_state, {Noun(n), Noun(names(so))});
  }
  /// Each room of these once: "불 켜진 방 몇 군데"; none where one of them is in no room.
  std::vector<std::string> rooms_of(const std::vector<int32_t>& of) const {
    std::vector<std::string> out;
    for (const int32_t i : of) {
      if (entity(i).area == kNowhere) return {};
      if (const std::string& room = room_of(entity(i)); !is_one_of(room, out)) out.push_back(room);
    }
    return out;
  }
  std::string state_of(const std::vector<int32_t>& of) const {
    return compares() ? (korean() ? "그래요" : "so") : state_words(view_.language, entity(of[0]));
  }
  std::string any() const {
    const auto so = those(true);
    if (so.empty()) return view_.say(Say::no_any);
    return view_.say(Say::yes_list, {Noun(names(so), so.size() > 1), Noun(state_of(so))});
  }
  std::string all() const {
    const auto not_so = those(false);
    if (not_so.empty()) return view_.say(Say::yes_all);
    return view_.say(Say::no_all, {Noun(names(not_so), not_so.size() > 1)});
  }
  std::string which() const {
    if (frame_.asked == Asked::none && !compares()) return values();
    const auto so = those(true);
    if (so.empty()) return none_words();
    return view_.say(Say::which_list_state, {Noun(names(so), so.size() > 1), Noun(state_of(so))});
  }
  std::string yes_no() const {
    if (targets_.entities.size() > 1) return any();
    const int32_t one = targets_.entities[0];
    if (frame_.asked == Asked::none && !compares()) return values();
    const bool so = facts_.is_so(one);
    if (compares()) {
      const auto value = reading(one);
      if (!value) return view_.say(Say::unknown_value, {noun(one)});
      return view_.say(so ? Say::yes_value : Say::no_value, {Noun(reading_text(*value))});
    }
    return view_.say(so ? Say::yes_state : Say::no_state,
                     {noun(one), Noun(state_words(view_.language, entity(one)))});
  }

  const std::string& room_of(const Entity& e) const { return spoken_area(view_.language, home_, e.area); }

  /// "Which room is the warmest?"
  std::string most() const {
    const int32_t best = facts_.most();
    return best == kNowhere ? view_.say(Say::which_none) : with_reading(best);
  }
  std::string with_reading(int32_t index) const {
    const Entity& e = entity(index);
    const bool by_room =
        e.area != kNowhere && (targets_.kind == Kind::temperature || targets_.kind == Kind::humidity ||
                               targets_.kind == Kind::climate);
    std::string who = by_room ? room_of(e) : e.name;
    if (!korean()) who = by_room ? "the " + who : noun(index).text;
    return view_.say(Say::most, {Noun(who), Noun(reading_text(*reading(index)))});
  }

  std::string what_plays() const {
    std::string out;
    for (const int32_t index : targets_.entities) {
      const Entity& e = entity(index);
      const std::string title(e.text("media_title"));
      if (e.state == "paused" && targets_.by_name && !title.empty()) {
        out += (out.empty() ? "" : " ") +
               view_.say(Say::is_state, {noun(index), Noun(state_words(view_.language, e))}) + " " + title +
               ".";
        continue;
      }
      if (e.state != "playing") continue;
      out += (out.empty() ? "" : " ") +
             (title.empty() ? view_.say(Say::is_state, {noun(index), Noun(state_words(view_.language, e))})
                            : view_.say(Say::plays, {noun(index), Noun(title)}));
    }
    return out.empty() ? view_.say(Say::nothing_plays) : out;
  }

  /// "What mode is the thermostat in"; "" of what has none.
  std::string mode_of(const Entity& e) const {
    const Mode* mode = e.domain() == "climate" ? find_hvac_mode(e.state) : nullptr;
    if (mode != nullptr && mode->name != "heat_cool") return state_words(view_.language, e);
    std::string said(mode == nullptr ? "" : korean() ? mode->korean : mode->english);
    for (const char* key : {"preset_mode", "mode", "operation_mode"})
      if (said.empty() && e.domain() != "climate") said = e.text(key);
    if (said.empty()) return said;
    return korean() ? with_particle(said, "이에요") : "on " + said;
  }

  std::string value_of(int32_t index) const {
    const Entity& e = entity(index);
    if (frame_.attribute == Attribute::mode)
      if (const std::string mode = mode_of(e); !mode.empty())
        return view_.say(Say::is_state, {noun(index), Noun(mode)});
    if (frame_.attribute == Attribute::color) {
      const std::string_view name = e.text("color_name");
      const Color* color = find_color(name);
      if (name.empty()) return view_.say(Say::unknown_value, {noun(index)});
      return view_.say(Say::value_is,
                       {noun(index), Noun(std::string(color != nullptr ? color->shown(korean()) : name))});
    }
    // A light that is asked about without an attribute: whether it is on. A sensor: its reading.
    const bool by_state = frame_.attribute == Attribute::none && frame_.intent == Intent::get_state &&
                          (e.domain() != "sensor" && e.domain() != "weather");
    if (targets_.kind == Kind::battery)
      if (const auto value = reading(index)) return value_words(index, *value);
    if (!by_state || targets_.kind == Kind::temperature || targets_.kind == Kind::humidity) {
      if (const auto value = reading(index)) return value_words(index, *value);
      if (e.domain() != "sensor") return view_.say(Say::unknown_value, {noun(index)});
    }
    if (e.domain() == "sensor") {
      if (const auto day = read_moment(e.state, view_.now.offset_s); day && !day->has_time)
        return view_.say(Say::value_is, {noun(index), Noun(date_words(view_.language, day->day()))});
      const std::string unit(e.text("unit_of_measurement"));
      return view_.say(Say::value_is, {noun(index), Noun(e.state + (unit.empty() ? "" : " " + unit))});
    }
    return view_.say(Say::is_state, {noun(index), Noun(state_words(view_.language, e))});
  }
  /// Whether a text names the thing or its room; at its end, where that is asked.
  bool is_named(int32_t index, std::string_view text, bool at_end) const {
    const std::string said = compact(normalise(text));
    const auto is_there = [&](const std::string& name) {
      const std::string words = compact(normalise(name));
      return !words.empty() && (at_end ? said.ends_with(words) : said.find(words) != std::string::npos);
    };
    const Entity& e = entity(index);
    if (e.any_name(is_there)) return true;
    if (e.area == kNowhere) return false;
    const Area& room = home_.areas[static_cast<size_t>(e.area)];
    return is_there(room.name) || std::ranges::any_of(room.aliases, is_there);
  }

  /// "헛간이 안방보다 더 습해?", "is the barn damper than the loft", "is it colder in the barn or the loft";
  /// nothing where two things are not compared.
  std::string compared() const {
    if (targets_.entities.size() != 2) return {};
    const auto first = reading(targets_.entities[0]), second = reading(targets_.entities[1]);
    if (!first || !second) return {};
    const double difference = first->value - second->value;
    const std::string said = " " + normalise(frame_.said) + " ";
    // What one is measured by is said right before the Korean word and behind the English one; which way, on
    // the other side.
    if (const size_t than = frame_.said.find("보다 "); than != std::string::npos)
      return yes_or_no(difference, is_less(std::string_view(frame_.said).substr(than)),
                       [&](int32_t i) { return is_named(i, frame_.said.substr(0, than), true); });
    if (const size_t than = said.find(" than "); than != std::string::npos)
      return yes_or_no(difference, is_less(std::string_view(said).substr(0, than + 1)),
                       [&](int32_t i) { return is_named(i, said.substr(than), false); });
    const bool less = is_less(said);
    if (less == is_more(said) || said.find(" or ") == std::string::npos) return {};
    return with_reading(targets_.entities[less == (difference < 0) ? 0 : 1]);
  }
  static bool says_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
  }
  static bool is_less(std::string_view text) {
    return says_any(text, {"낮", "추", "춥", "시원", "건조", "작", "적", "어둡", "차", " cooler ", " colder ",
                           " chillier ", " less ", " lower ", " drier ", " dryer "});
  }
  static bool is_more(std::string_view text) {
    return says_any(text, {" warmer ", " hotter ", " more ", " higher ", " damper ", " wetter "});
  }
  /// is_base: whether the second of those compared is this one.
  template <class IsBase>
  std::string yes_or_no(double difference, bool less, const IsBase& is_base) const {
    const bool first_is_base = is_base(targets_.entities[0]);
    if (first_is_base == is_base(targets_.entities[1])) return {};
    if (first_is_base) difference = -difference;
    return say_so(view_.language, less ? difference < 0 : difference > 0, values());
  }

  std::string values() const {
    constexpr size_t kMost = 6;
    std::string out;
    for (size_t i = 0; i < targets_.entities.size() && i < kMost; ++i)
      out += (i > 0 ? " " : "") + value_of(targets_.entities[i]);
    return out;
  }

  const Home& home_;
  const View& view_;
  const Frame& frame_;
  const Facts facts_;
  const Targets& targets_;
  Call call_;
};

}  // namespace

ClauseResult handle_question(const View& view, const Frame& frame) {
  switch (implied_kind(frame)) {
    case Kind::todo_list:
    case Kind::shopping_list:
      return answer_list(view, frame);
    case Kind::calendar:
      return answer_calendar(view, frame);
    case Kind::weather:
      return answer_weather(view, frame);
    case Kind::timer:
      return answer_timer(view, frame);
    default:
      return Answer(view, frame).run();
  }
}

std::optional<bool> is_so(const View& view, const Frame& question, ClauseResult& result) {
  return Answer(view, question).truth(result);
}

bool is_answerable(const View& view, const Frame& question, bool in_that_room) {
  const Facts facts(view, question);
  return facts.truth().has_value() && (!in_that_room || facts.targets().from_speaker);
}

}  // namespace ondol::home
