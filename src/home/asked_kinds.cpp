// One function for each way to be read wrongly; see asked_kinds.h.
#include "home/asked_kinds.h"

#include <algorithm>
#include <string>

#include "home/questions.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool finds(const View& view, const Frame& frame) {
  return resolve(frame, view.situation, view.memory).missing == Missing::nothing;
}

/// "Which doors are locked right now": nothing is called "right".
Frame without_right_now(Frame frame) {
  constexpr std::string_view kNoNames[] = {"right", "now", "right now"};
  if (!has_hangul(frame.said) && says(plain_words(frame.said), {" right now "}))
    std::erase_if(frame.spans, [&](const Span& span) {
      return span.role == SpanRole::name && is_one_of(normalise(span.text), kNoNames);
    });
  return frame;
}

/// "Is light detected", "how many devices are running": what detects it says so, where there is such a thing,
/// and no lamp.
Frame of_a_detector(const View& view, const Frame& frame) {
  const std::string said = plain_words(frame.said);
  const bool lit = frame.kind == Kind::light && says(said, {" detected "});
  const bool runs = frame.kind == Kind::any && !frame.has(SpanRole::name) &&
                    says(said, {" devices running ", " device running ", " devices are running "});
  if (!(lit || runs) || frame.asked == Asked::none) return frame;
  Frame out = frame;
  out.kind = lit ? Kind::brightness_detector : Kind::running;
  return finds(view, out) ? out : frame;
}

/// "집안일 몇 개나 밀렸어", "how many snags are left": a list that was named is asked about.
Frame of_a_list(const View& view, Frame frame) {
  const auto nouns = frame.texts(SpanRole::kind);
  if (nouns.size() == 1 && frame.spans.size() == 1 && view.situation.index.kinds_of(nouns[0]).empty()) {
    const auto found = view.situation.index.find(nouns[0]).entities;
    if (!found.empty() && found[0].score >= kClear && view.entity(found[0].thing).domain() == "todo") {
      frame.kind = Kind::todo_list;
      frame.spans = {{SpanRole::list, std::string(nouns[0])}};
    }
  }
  if (frame.kind == Kind::any && frame.has(SpanRole::list) && !frame.has(SpanRole::name))
    frame.kind = Kind::todo_list;
  return frame;
}

/// "What's on the wireless": what it plays, not how it is.
Frame of_what_is_on(const View& view, const Frame& frame) {
  const bool asks = frame.question == Question::value && frame.attribute == Attribute::none &&
                    frame.asked == Asked::none &&
                    starts(plain_words(frame.said), {" what's on ", " whats on ", " what is on "});
  if (!asks || !(frame.has(SpanRole::name) || frame.has(SpanRole::kind))) return frame;
  const Targets targets = resolve(frame, view.situation, view.memory);
  const auto plays = [&](int32_t i) { return view.entity(i).domain() == "media_player"; };
  if (targets.missing != Missing::nothing || targets.entities.empty() ||
      !std::ranges::all_of(targets.entities, plays))
    return frame;
  Frame out = frame;
  out.attribute = Attribute::media;
  return out;
}

/// "김치냉장고 온도 몇 도로 나와", read as what it is set to: a sensor measures.
Frame of_what_it_measures(const View& view, const Frame& frame) {
  if (frame.attribute != Attribute::target_temperature) return frame;
  Frame out = frame;
  out.attribute = Attribute::temperature;
  const Targets targets = resolve(out, view.situation, view.memory);
  const auto measures = [&](int32_t i) { return view.entity(i).domain() == "sensor"; };
  const bool so = targets.missing == Missing::nothing && targets.by_name && !targets.entities.empty() &&
                  std::ranges::all_of(targets.entities, measures);
  return so ? out : frame;
}

/// "Is Rosie charged": how full the battery is of what has one.
Frame of_its_battery(const View& view, const Frame& frame) {
  const bool asks = frame.kind == Kind::any && frame.role == ClauseRole::main && frame.has(SpanRole::name) &&
                    says(plain_words(frame.said), {" charged ", " fully charged ", "충전 됐", "충전됐"});
  if (!asks) return frame;
  const Targets targets = resolve(frame, view.situation, view.memory);
  const auto tells = [&](int32_t i) {
    return view.entity(i).domain() != "sensor" &&
           reading_of(view.home, view.entity(i), Attribute::none, Kind::battery).has_value();
  };
  if (targets.missing != Missing::nothing || targets.entities.empty() ||
      !std::ranges::all_of(targets.entities, tells))
    return frame;
  Frame out = frame;
  out.kind = Kind::battery;
  out.question = Question::value;
  out.asked = Asked::none;
  return out;
}

/// "물 몇 도까지 데워졌어 온수": of the nouns, the one that has a temperature.
Frame of_what_is_warm(const View& view, const Frame& frame) {
  constexpr Kind kWarm[] = {Kind::water_heater, Kind::heater, Kind::climate, Kind::air_conditioner};
  if (frame.question != Question::value || frame.kind != Kind::valve || !says(frame.said, {"몇 도", "몇도"}))
    return frame;
  for (const std::string_view noun : frame.texts(SpanRole::kind))
    for (const Kind kind : view.situation.index.kinds_of(noun)) {
      if (!is_one_of(kind, kWarm)) continue;
      Frame out = frame;
      out.kind = kind;
      out.attribute = Attribute::temperature;
      out.spans = {{SpanRole::kind, std::string(noun)}};
      if (finds(view, out)) return out;
    }
  return frame;
}

/// "Has Jaz left any lights on": those of the one room that is called after who was named.
Frame of_someones_room(const View& view, const Frame& frame) {
  const auto names = frame.texts(SpanRole::name), nouns = frame.texts(SpanRole::kind);
  const auto kinds = nouns.size() == 1 ? view.situation.index.kinds_of(nouns[0]) : std::vector<Kind>{};
  const bool of_people = frame.kind == Kind::person || frame.kind == Kind::presence ||
                         frame.asked == Asked::home || frame.asked == Asked::away;
  if (of_people || kinds.empty() || names.size() != 1 || frame.has(SpanRole::area)) return frame;
  const auto found = view.situation.index.find(names[0]).entities;
  if (found.empty() || found[0].score < kClear || view.entity(found[0].thing).domain() != "person")
    return frame;
  const std::string name = plain_words(view.entity(found[0].thing).name);
  const std::string_view who = trim_spaces(name);
  const Area* only = nullptr;
  for (const Area& area : view.home.areas) {
    const std::string room = plain_words(area.name);
    if (!room.starts_with(" " + std::string(who) + "'s ") && !room.starts_with(" " + std::string(who) + " "))
      continue;
    if (only != nullptr) return frame;
    only = &area;
  }
  if (only == nullptr) return frame;
  Frame out = frame;
  for (Span& span : out.spans)
    if (span.role == SpanRole::name) span = {SpanRole::area, only->name};
  if (out.kind == Kind::any) out.kind = kinds[0];
  return finds(view, out) ? out : frame;
}

/// "Are the gate and the barn door both shut", "are the barn lights off": so of each of them.
Frame of_each(const View& view, const Frame& frame) {
  if (frame.question != Question::yes_no || frame.asked == Asked::none) return frame;
  const std::string said = plain_words(frame.said);
  const bool negative =
      frame.asked == Asked::off || frame.asked == Asked::closed || frame.asked == Asked::locked;
  const bool each = says(said, {" both ", "둘 다 "}) || (negative && said.starts_with(" are "));
  if (!each) return frame;
  const Targets targets = resolve(frame, view.situation, view.memory);
  if (targets.missing != Missing::nothing || targets.entities.size() < 2) return frame;
  Frame out = frame;
  out.question = Question::all;
  return resolve(out, view.situation, view.memory).entities == targets.entities ? out : frame;
}

}  // namespace

Frame of_its_lock(const View& view, const Frame& frame) {
  const bool open = frame.asked == Asked::open, closed = frame.asked == Asked::closed;
  if (frame.kind != Kind::door || !(open || closed) || !frame.has(SpanRole::kind)) return frame;
  const Targets doors = resolve(frame, view.situation, view.memory);
  const auto is_lock = [&](int32_t i) { return view.entity(i).domain() == "lock"; };
  const bool locks_only = doors.missing == Missing::nothing && !doors.entities.empty() &&
                          std::ranges::all_of(doors.entities, is_lock);
  if (doors.missing != Missing::kind && !locks_only) return frame;
  Frame lock = frame;
  lock.kind = Kind::lock;
  lock.asked = open ? Asked::unlocked : Asked::locked;
  return resolve(lock, view.situation, view.memory).missing == Missing::nothing ? lock : frame;
}

Frame of_what_is_asked(const View& view, const Frame& frame) {
  Frame out = of_what_is_warm(
      view, of_its_battery(
                view, of_what_is_on(view, of_a_detector(view, of_a_list(view, without_right_now(frame))))));
  return of_its_lock(view, of_each(view, of_someones_room(view, of_what_it_measures(view, out))));
}

}  // namespace ondol::home
