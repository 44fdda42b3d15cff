// Names and lengths of timers; see timer_words.h.
#include "home/timer_words.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "home/english_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/duration.h"
#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "Cancel the egg timer", read as any timer.
void add_lost_timer(Frame& frame) {
  constexpr Intent kTimers[] = {Intent::timer_cancel, Intent::timer_pause,    Intent::timer_unpause,
                                Intent::timer_status, Intent::timer_increase, Intent::timer_decrease};
  constexpr std::string_view kNoNames[] = {
      "the",     "my",    "that",   "this",    "a",      "our",     "all",    "any",    "every",
      "timer",   "first", "minute", "hour",    "second", "kitchen", "last",   "of",     "cancel",
      "stop",    "pause", "next",   "running", "other",  "current", "active", "resume", "voice",
      "minutes", "to",    "on",     "for",     "half",   "long"};
  if (std::ranges::find(kTimers, frame.intent) == std::end(kTimers) || frame.has(SpanRole::name) ||
      frame.has(SpanRole::of_duration) || frame.has(SpanRole::area) || frame.place != Place::unsaid)
    return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  const auto timer = std::ranges::find(words, "timer");
  if (timer == words.begin() || timer == words.end() || is_one_of(timer[-1], kNoNames)) return;
  if (frame.text(SpanRole::duration).find(timer[-1]) != std::string_view::npos) return;
  frame.spans.push_back({SpanRole::name, std::string(timer[-1])});
}

/// "Resume the sauna timer": what it is called, though a room is called so too.
void name_by_its_noun(Frame& frame) {
  if (!is_timer_intent(frame.intent) || frame.intent == Intent::timer_start ||
      frame.intent == Intent::timer_cancel_all || frame.has(SpanRole::name))
    return;
  const std::string said = spaced(frame);
  for (Span& span : frame.spans)
    if (span.role == SpanRole::area && says(said, {" " + span.text + " timer "})) span.role = SpanRole::name;
}

/// "Another minute on the egg", "bread timer plus ten": how long, which was not read.
void add_lost_length(Frame& frame) {
  if ((frame.intent != Intent::timer_increase && frame.intent != Intent::timer_decrease) ||
      frame.has(SpanRole::duration))
    return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  const auto words = split_words(said);
  const auto at = [&](size_t i) { return static_cast<size_t>(words[i].data() - said.data()) - 1; };
  const auto end = [&](size_t i) { return at(i) + words[i].size(); };
  constexpr size_t kMostWords = 6;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] != "another" && !read_number(words[i])) continue;
    size_t last = i;
    int64_t longest = 0;
    for (size_t j = i; j < std::min(words.size(), i + kMostWords); ++j) {
      if (is_covered(placed, at(i), end(j))) break;
      const auto length = read_duration(std::string_view(frame.said).substr(at(i), end(j) - at(i)));
      if (length && length->total_s() > longest) longest = length->total_s(), last = j;
    }
    std::string length = frame.said.substr(at(i), end(last) - at(i));
    const bool bare = longest == 0 && i > 0 && (words[i - 1] == "plus" || words[i - 1] == "minus") &&
                      i + 1 == words.size() && !is_covered(placed, at(i), end(i));
    if (bare) length += " minutes";
    if (longest == 0 && !bare) continue;
    frame.spans.push_back({SpanRole::duration, std::move(length)});
    return;
  }
}

/// "You can cancel the laundry timer", read as going on with it.
void cancel_as_said(Frame& frame) {
  const std::string said = spaced(frame);
  if (frame.intent == Intent::timer_unpause && says(said, {" cancel "}) &&
      !says(said, {" resume ", " unpause ", " continue ", "n't cancel ", " not cancel ", " never cancel "}))
    frame.intent = Intent::timer_cancel;
}

/// "Bread timer plus ten": a bare number is minutes.
void count_in_minutes(Frame& frame) {
  if (frame.intent != Intent::timer_increase && frame.intent != Intent::timer_decrease) return;
  if (frame.has(SpanRole::duration) || frame.texts(SpanRole::value).size() != 1) return;
  const std::string said = spaced(frame), value(frame.text(SpanRole::value));
  const auto number = read_number(value);
  if (!number || number->end != value.size() || number->is_share) return;
  const std::string_view words = trim_spaces(said);
  if (words.ends_with(" plus " + value) || words.ends_with(" minus " + value))
    *std::ranges::find(frame.spans, SpanRole::value, &Span::role) = {SpanRole::duration, value + " minutes"};
}

/// "Bread timer plus ten", read as how long it still runs.
void lengthen_as_said(Frame& frame) {
  if (frame.intent != Intent::timer_status || !frame.has(SpanRole::name)) return;
  const std::string said = spaced(frame);
  for (const std::string_view way : {" plus ", " minus "}) {
    const size_t at = said.rfind(way);
    if (at == std::string::npos || !read_number(std::string_view(said).substr(at + way.size()))) continue;
    frame.intent = way == " plus " ? Intent::timer_increase : Intent::timer_decrease;
    frame.question = Question::none;
    return;
  }
}

/// "1 hour, 15 minutes, and 30 seconds", read as two lengths: what a comma parts is one length where each
/// unit is smaller than the one before.
void join_lengths(Frame& frame) {
  if (frame.intent != Intent::timer_start || has_hangul(frame.said)) return;
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& first = frame.spans[placed[i].index];
    const Span& second = frame.spans[placed[i + 1].index];
    if (first.role != SpanRole::duration || second.role != SpanRole::duration) continue;
    const std::string between = frame.said.substr(placed[i].end, placed[i + 1].begin - placed[i].end);
    const auto a = read_duration(first.text), b = read_duration(second.text);
    const bool apart = between != ", " && between != " and " && between != ", and " && between != " ";
    if (apart || !a || !b) continue;
    const bool hours = a->total_s() % 3600 == 0 && b->total_s() < 3600;
    const bool minutes = a->total_s() % 60 == 0 && b->total_s() < 60;
    if ((!hours && !minutes) || says(spaced(frame), {" timers "})) continue;
    first.text = frame.said.substr(placed[i].begin, placed[i + 1].end - placed[i].begin);
    erase_spans(frame, {placed[i + 1].index});
    return;
  }
}

/// "Timers for 5 and | 10 minutes", "for 5 | and | 10 minutes": one span.
void join_timers(Frame& frame) {
  const auto placed = place_spans(frame);
  if (frame.intent != Intent::timer_start || placed.size() != 2 || frame.spans.size() != 2 ||
      frame.texts(SpanRole::duration).size() != 2 || !says(spaced(frame), {" timers "}))
    return;
  const std::string between = frame.said.substr(placed[0].end, placed[1].begin - placed[0].end);
  const bool cut = !read_duration(frame.spans[0].text) && read_duration(frame.spans[1].text) &&
                   trim_spaces(between).empty() && frame.spans[0].text.ends_with(" and ");
  const bool apart =
      !read_duration(frame.spans[0].text) && read_duration(frame.spans[1].text) && between == " and ";
  if (cut || apart)
    frame.spans = {{SpanRole::duration, frame.said.substr(placed[0].begin, placed[1].end - placed[0].begin)}};
}

}  // namespace

void repair_timer(Frame& frame) {
  join_lengths(frame);
  join_timers(frame);
  cancel_as_said(frame);
  lengthen_as_said(frame);
  count_in_minutes(frame);
  add_lost_timer(frame);
  name_by_its_noun(frame);
  add_lost_length(frame);
}

std::vector<Frame> split_timers(Frame frame) {
  const auto lengths = frame.texts(SpanRole::duration);
  if (frame.intent != Intent::timer_start || lengths.size() != 1 || has_hangul(frame.said) ||
      frame.has(SpanRole::name) || !says(spaced(frame), {" timers "}))
    return {std::move(frame)};
  const auto parts = split_conjunction(lengths[0]);
  // "One hour and ten minutes" is one length, "an hour and a half" too.
  const bool whole = parts.size() == 2 && read_duration(parts[0]);
  const bool two = parts.size() == 2 && read_duration(parts[1]) &&
                   (!whole || says(spaced(frame), {" two timers ", " 2 timers "}));
  const auto first = two ? read_number(parts[0]) : std::nullopt;
  const auto second = two ? read_number(parts[1]) : std::nullopt;
  if (!first || (!whole && first->end != parts[0].size()) || !second || second->is_share)
    return {std::move(frame)};
  const size_t unit = parts[1].rfind(' ');
  if (unit == std::string::npos) return {std::move(frame)};
  Frame one = frame, other = std::move(frame);
  const auto set = [](Frame& timer, std::string length) {
    std::ranges::find(timer.spans, SpanRole::duration, &Span::role)->text = std::move(length);
  };
  set(one, whole ? parts[0] : parts[0] + parts[1].substr(unit));
  set(other, parts[1]);
  return {std::move(one), std::move(other)};
}

}  // namespace ondol::home
