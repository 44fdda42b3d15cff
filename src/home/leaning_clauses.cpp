// Each repair is small and stands alone; see leaning_clauses.h.
#include "home/leaning_clauses.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "home/english_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

bool is_bare_pronoun(const Frame& frame) {
  return switches(frame) && !has_target(frame) && frame.kind == Kind::any && frame.role == ClauseRole::main &&
         says(spaced(frame), {" it ", " them ", " that "}) && !has_hangul(frame.said);
}

/// "The floodlight's come on again | put it out": what tells how a thing stands only says what is meant.
void act_on_what_was_told(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    const Frame& told = frames[i];
    Frame& next = frames[i + 1];
    if ((!switches(told) && told.intent != Intent::none) || told.role != ClauseRole::main ||
        !is_bare_pronoun(next))
      continue;
    const std::string said = spaced(told);
    std::vector<Span> what;
    if (says(said, {"'s come on ", " has come on ", " have come on ", "'s on again ", " is on again ",
                    " are on again ", "'s gone off ", " has gone off "}) &&
        has_target(told)) {
      what = told.spans;
    } else {
      for (const std::string_view left :
           {" left the ", " left her ", " left his ", " left my ", " left their "}) {
        const size_t at = said.find(left);
        if (at == std::string::npos) continue;
        const size_t begin = at + left.size() - 1, end = said.find(" on ", begin);
        if (end == std::string::npos || end <= begin) continue;
        what = {
            {SpanRole::name, std::string(trim_spaces(std::string_view(said).substr(begin, end - begin)))}};
      }
    }
    if (what.empty()) continue;
    next.spans = what;
    next.reference = Reference::none;
    next.mended = true;
    if (told.kind != Kind::any && next.has(SpanRole::kind)) next.kind = told.kind;
    next.said = told.said + next.said;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// "… | if it is no trouble" is no condition.
void drop_polite_condition(std::vector<Frame>& frames) {
  if (frames.size() < 2 || frames.back().role != ClauseRole::condition) return;
  if (starts(spaced(frames.back()),
             {" if it is no trouble", " if it's no trouble", " if it is not too much",
              " if it's not too much", " if it isn't too much", " if its no trouble", " if that's no trouble",
              " if you don't mind", " if you wouldn't mind", " if you would be so", " if you'd be so",
              " if you could ", " if you can ", " if you please ", " if possible ", " if that's ok",
              " if that's alright", " if that is all right"}))
    frames.pop_back();
}

/// "I'm sick of blue | make it purple": what one has had enough of is not wished for.
void drop_what_is_disliked(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i)
    if (frames[i].intent == Intent::light_set && frames[i + 1].intent == Intent::light_set &&
        says(spaced(frames[i]),
             {" sick of ", " tired of ", " bored of ", " bored with ", " enough of ", " fed up with "})) {
      frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
}

/// "Is the garage door open | if it is, close it": the question is the condition.
void ask_before_acting(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    Frame& asked = frames[i];
    Frame& then = frames[i + 1];
    if (asked.intent != Intent::get_state || asked.role != ClauseRole::main || !acts_on_things(then.intent) ||
        asked.question != Question::yes_no || then.role != ClauseRole::condition)
      continue;
    const std::string said = spaced(then);
    if (!starts(said, {" if it is ", " if so ", " if they are ", " and if it is ", " and if so "}) ||
        !says(said, {" it ", " them "}) || has_target(then))
      continue;
    asked.role = ClauseRole::condition;
    asked.question = Question::none;
    then.role = ClauseRole::main;
    then.asked = Asked::none;
    then.reference = Reference::it;
    asked.mended = then.mended = true;
  }
}

/// "Ten minutes on a timer called brownies | and thirty on one called roast".
void time_the_next(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    const Frame& before = frames[i - 1];
    Frame& frame = frames[i];
    if (before.intent != Intent::timer_start || has_hangul(frame.said)) continue;
    // "…thirty": of the unit that was said.
    const auto words = split_words(before.text(SpanRole::duration));
    for (Span& span : frame.spans)
      if (const auto bare = read_number(span.text);
          span.role == SpanRole::duration && words.size() > 1 && bare && bare->end == span.text.size())
        span.text += " " + std::string(words.back());
    if (frame.intent == Intent::timer_start) continue;
    const std::string said = spaced(frame);
    std::string_view rest = std::string_view(said).substr(1);
    if (rest.starts_with("and ")) rest.remove_prefix(4);
    const auto number = read_number(rest);
    const auto unit = split_words(before.text(SpanRole::duration));
    if (!number || unit.size() < 2) continue;
    const std::string length(rest.substr(0, number->end));
    rest.remove_prefix(number->end);
    for (const std::string_view one :
         {" on one called ", " on another called ", " on one for ", " for one called ", " on another for "})
      if (rest.starts_with(one)) {
        frame = {.intent = Intent::timer_start,
                 .spans = {{SpanRole::duration, length + " " + std::string(unit.back())},
                           {SpanRole::name, std::string(trim_spaces(rest.substr(one.size())))}},
                 .said = frame.said,
                 .mended = true};
        break;
      }
  }
}

/// "Leave the desk lamp on but switch off the other light in here": all of that kind but what is left.
void switch_the_others(std::vector<Frame>& frames) {
  if (frames.empty() || frames.size() > 2 || has_hangul(frames[0].said)) return;
  std::string clause = frames[0].said;
  if (frames.size() == 2) clause += frames[1].said;
  const std::string said = plain_words(clause);
  const Frame& last = frames.back();
  const auto between = [&](std::string_view begin, std::string_view end) -> std::optional<std::string_view> {
    const size_t at = said.find(begin);
    if (at == std::string::npos) return {};
    const size_t from = at + begin.size(), to = said.find(end, from - 1);
    if (to == std::string::npos || to <= from) return {};
    return trim_spaces(std::string_view(said).substr(from, to - from));
  };
  std::optional<std::string_view> left;
  for (const std::string_view begin : {" leave the ", " keep the ", " leave my ", " keep my "})
    for (const std::string_view end : {" on but ", " on and ", " on just "})
      if (const auto found = between(begin, end)) left = left ? left : found;
  if (!left) return;
  constexpr std::string_view kOther = " off the other ";
  const size_t at = said.find(kOther);
  if (at == std::string::npos || last.role != ClauseRole::main) return;
  const std::string rest = said.substr(at + kOther.size());
  const std::string noun(rest.substr(0, rest.find(' ')));
  const auto kinds = kinds_of(noun);
  if (kinds.empty()) return;
  Frame off{.intent = Intent::turn_off, .kind = kinds[0], .quantity = Quantity::all, .mended = true};
  off.place = says(" " + rest, {" in here ", " here ", " in this room "}) ? Place::here : Place::unsaid;
  off.spans = {{SpanRole::except, std::string(*left)}, {SpanRole::kind, noun}};
  for (const Span& span : last.spans)
    if (span.role == SpanRole::area || span.role == SpanRole::floor) off.spans.push_back(span);
  off.said = clause;
  frames = {std::move(off)};
}

/// "It isn't done | give it five more minutes", both read as of the timer: the one that says how long.
void lengthen_once(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i)
    if (frames[i].intent == Intent::timer_increase && frames[i + 1].intent == Intent::timer_increase &&
        !frames[i].has(SpanRole::duration) && frames[i + 1].has(SpanRole::duration)) {
      frames[i + 1].said = frames[i].said + frames[i + 1].said;
      frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
}

/// "Shut all the blinds | and shades", of which the second was read as opening: its verb is the one before.
void shut_the_next(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    const Frame& before = frames[i - 1];
    Frame& frame = frames[i];
    const std::string said = spaced(frame);
    if (before.intent == Intent::close && frame.intent == Intent::open && frame.role == ClauseRole::main &&
        starts(said, {" and ", " the ", " all "}) &&
        !says(said,
              {" open", " up ", " raise ", " lift ", " draw ", " back ", " roll ", " let ", " undo "})) {
      frame.intent = Intent::close;
      if (frame.quantity == Quantity::unsaid) frame.quantity = before.quantity;
    }
  }
}

/// "Could the lamp, the speaker | and the radiator all be switched off": all three, and one radiator.
void count_what_was_listed(std::vector<Frame>& frames) {
  if (frames.size() < 2) return;
  Frame& last = frames.back();
  const std::string said = spaced(last), noun(last.text(SpanRole::kind));
  if (last.quantity == Quantity::all && !noun.empty() && !noun.ends_with('s') &&
      says(said, {" the " + noun + " all be ", " the " + noun + " all off ", " the " + noun + " all on "}))
    last.quantity = Quantity::unsaid;
}

}  // namespace

void repair_leaning_clauses(std::vector<Frame>& frames) {
  act_on_what_was_told(frames);
  drop_polite_condition(frames);
  drop_what_is_disliked(frames);
  ask_before_acting(frames);
  time_the_next(frames);
  switch_the_others(frames);
  lengthen_once(frames);
  shut_the_next(frames);
  count_what_was_listed(frames);
}

std::vector<Frame> split_on_and_set(Frame frame) {
  const std::string said = spaced(frame);
  const bool sets = frame.intent == Intent::set_volume || frame.intent == Intent::climate_set_temperature;
  if (!sets || frame.operation != Operation::set || has_hangul(frame.said) || !has_target(frame) ||
      frame.role != ClauseRole::main ||
      !says(said, {" on with the volume ", " on with the sound ", " on with volume ", " on set it to ",
                   " on and set it to "}))
    return {std::move(frame)};
  Frame on = frame;
  on.intent = Intent::turn_on;
  on.attribute = Attribute::none;
  on.operation = Operation::none;
  on.spans.clear();
  on.kind = Kind::any;
  on.reference = Reference::it;
  on.mended = true;
  return {std::move(frame), std::move(on)};
}

}  // namespace ondol::home
