// One function for each way to be read wrongly; see asked_kinds.h.
#include "home/asked_kinds.h"

#include <algorithm>
#include <string>

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

/// "집안일 몇 개나 밀렸어": a list that was named is asked about.
Frame of_a_list(Frame frame) {
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

/// "Has Jaz left any lights on": those of the one room that is called after who was named.
Frame of_someones_room(const View& view, const Frame& frame) {
  const auto names = frame.texts(SpanRole::name);
  const bool about_things = frame.kind != Kind::any && frame.kind != Kind::person &&
                            frame.kind != Kind::presence && frame.has(SpanRole::kind);
  if (!about_things || names.size() != 1 || frame.has(SpanRole::area) || finds(view, frame)) return frame;
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

Frame of_what_is_asked(const View& view, const Frame& frame) {
  Frame out = of_what_is_on(view, of_a_detector(view, of_a_list(without_right_now(frame))));
  return of_each(view, of_someones_room(view, of_what_it_measures(view, out)));
}

}  // namespace ondol::home
