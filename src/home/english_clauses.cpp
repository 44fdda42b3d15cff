// Each repair is small and stands alone; see english_clauses.h.
#include "home/english_clauses.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "home/english_exceptions.h"
#include "home/english_words.h"
#include "home/forbidding_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/quantity.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

/// The state that stands last among these words.
Asked state_said(const std::vector<std::string_view>& words) {
  constexpr std::pair<std::string_view, Asked> kStates[] = {
      {"open", Asked::open},     {"closed", Asked::closed},     {"shut", Asked::closed},
      {"locked", Asked::locked}, {"unlocked", Asked::unlocked}, {"on", Asked::on},
      {"off", Asked::off},       {"running", Asked::on}};
  if (words.empty()) return Asked::none;
  const auto state = std::ranges::find(kStates, words.back(), &std::pair<std::string_view, Asked>::first);
  return state != std::end(kStates) ? state->second : Asked::none;
}

/// "Somebody left the fridge door open | didn't they": a tag asks whether what stands before it is so. "Will
/// you" and "could you" are none.
void ask_with_a_tag(std::vector<Frame>& frames) {
  constexpr std::string_view kTags[] = {" didn't they ",  " didn't he ",  " didn't she ", " didn't we ",
                                        " didn't i ",     " didn't you ", " isn't it ",   " aren't they ",
                                        " haven't they ", " hasn't he ",  " hasn't she ", " did they ",
                                        " did i ",        " did we ",     " is it ",      " are they "};
  constexpr std::string_view kTellers[] = {"somebody", "someone", "i",   "we", "he",  "she",
                                           "they",     "you",     "the", "my", "our", "that"};
  if (frames.empty() || frames.size() > 2 || has_hangul(frames[0].said)) return;
  Frame& frame = frames[0];
  std::string said = plain_words(frame.said);
  if (frames.size() == 2) {
    if (acts_on_things(frames[1].intent) && has_target(frames[1])) return;
    said += plain_words(frames[1].said).substr(1);
  }
  const auto tag = std::ranges::find_if(kTags, [&](std::string_view each) { return said.ends_with(each); });
  if (tag == std::end(kTags)) return;
  said.resize(said.size() - tag->size() + 1);
  // The tag is a clause of its own, or the end of the only one.
  if (frames.size() == 2 && said.size() > frame.said.size() + 2) return;
  const auto words = split_words(said);
  const Asked asked = state_said(words);
  if (asked == Asked::none || !is_one_of(words[0], kTellers) ||
      !(acts_on_things(frame.intent) || frame.intent == Intent::nevermind) || !has_target(frame) ||
      frame.has(SpanRole::value))
    return;
  frame.intent = Intent::get_state;
  frame.question = Question::yes_no;
  frame.asked = asked;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
  frames.resize(1);
}

/// "And the padlock on the shed", read as something that is done to it: nothing but things and places was
/// said, so it is what was done or asked before.
void go_on_with_the_next(std::vector<Frame>& frames) {
  if (frames.size() != 1 || !acts_on_things(frames[0].intent) || !has_target(frames[0])) return;
  constexpr std::string_view kLinks[] = {"and", "the", "my", "our", "in", "on", "of", "at", "too"};
  Frame& frame = frames[0];
  std::string said = spaced(frame);
  if (has_hangul(frame.said) || !says(said.substr(0, 9), {" and the ", " and my "})) return;
  for (const Placed& each : place_spans(frame)) {
    if (!is_target(frame.spans[each.index].role)) return;
    said.replace(each.begin + 1, each.end - each.begin, each.end - each.begin, ' ');
  }
  const auto words = split_words(said);
  if (std::ranges::any_of(words, [&](std::string_view word) { return !is_one_of(word, kLinks); })) return;
  frame.intent = Intent::repeat;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
}

/// "The salon at 23 | and the cinema at 20": a room and a number behind a temperature are a temperature.
void heat_the_next(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    const Frame& before = frames[i - 1];
    Frame& frame = frames[i];
    const bool place_only =
        frame.spans.size() == 2 &&
        (frame.spans[0].role == SpanRole::area || frame.spans[0].role == SpanRole::floor) &&
        frame.spans[1].role == SpanRole::value;
    if (before.intent != Intent::climate_set_temperature || before.operation != Operation::set ||
        !(frame.intent == Intent::light_set ||
          (frame.intent == before.intent && frame.attribute != before.attribute)) ||
        frame.operation != Operation::set || !place_only || frame.kind != Kind::any ||
        frame.role != ClauseRole::main || has_hangul(frame.said))
      continue;
    const QuantityRead to = read_quantity(frame.spans[1].text);
    const bool number = to.number && (to.unit == Unit::none || to.unit == Unit::degrees);
    if (!number || says(spaced(frame), {" bright", " dim", " light"})) continue;
    frame.intent = before.intent;
    frame.attribute = before.attribute;
  }
}

/// "If Oisin's light is off | shut his blind": his is of whoever the condition names as an owner.
void own_what_the_condition_named(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    const Frame& before = frames[i - 1];
    Frame& frame = frames[i];
    const std::string_view thing = before.text(SpanRole::name);
    const size_t apostrophe = thing.find("'s ");
    // "If Owen's not home, turn off his lamp": where somebody is.
    const bool somebody = before.asked == Asked::home || before.asked == Asked::away;
    const std::string owner(somebody ? thing : thing.substr(0, std::min(apostrophe, thing.size())));
    if (before.role != ClauseRole::condition || owner.empty() ||
        (!somebody && apostrophe == std::string_view::npos) || frame.has(SpanRole::name) ||
        frame.has(SpanRole::area))
      continue;
    const std::string said = spaced(frame);
    for (Span& span : frame.spans) {
      if (span.role != SpanRole::kind ||
          !says(said, {" his " + span.text + " ", " her " + span.text + " ", " their " + span.text + " "}))
        continue;
      span = {SpanRole::name, owner + "'s " + span.text};
      frame.kind = Kind::any;
      break;
    }
  }
}

/// "Very low | ten percent, say", "arc lamp on, dead low | five percent": how far, said behind a pause.
void join_how_far(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& before = frames[i - 1];
    const Frame& frame = frames[i];
    const bool sets = before.intent == Intent::light_set && before.role == ClauseRole::main &&
                      !before.has(SpanRole::value) && has_target(before) &&
                      (before.operation == Operation::set || before.operation == Operation::none ||
                       before.operation == Operation::minimum);
    const bool far = frame.spans.size() == 1 && frame.spans[0].role == SpanRole::value &&
                     frame.kind == Kind::any && frame.role == ClauseRole::main &&
                     (frame.intent == Intent::repeat || frame.intent == Intent::light_set) &&
                     frame.operation != Operation::raise && frame.operation != Operation::lower;
    if (!sets || !far || has_hangul(frame.said)) continue;
    std::string said = plain_words(frame.said);
    const QuantityRead to = read_quantity(frame.spans[0].text);
    const size_t at = said.find(utf8::ascii_lower(frame.spans[0].text));
    if (!to.number || at == std::string::npos) continue;
    said.erase(at, frame.spans[0].text.size());
    const auto rest = split_words(said);
    constexpr std::string_view kSay[] = {"say", "about", "maybe", "like", "please", "around", "or", "so"};
    if (std::ranges::any_of(rest, [&](std::string_view word) { return !is_one_of(word, kSay); })) continue;
    before.operation = Operation::set;
    before.attribute = Attribute::brightness;
    before.spans.push_back(frame.spans[0]);
    before.said += frame.said;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// "Don't turn off the pump | just the dehumidifier": the same is done, to what stands behind "just".
void do_it_to_just_that(std::vector<Frame>& frames) {
  if (frames.size() != 2 || frames[0].intent != Intent::nevermind || frames[1].intent != Intent::repeat ||
      !has_target(frames[1]))
    return;
  const std::string first = plain_words(frames[0].said), next = plain_words(frames[1].said);
  if (!starts(next, {" just the ", " just my "})) return;
  const bool off = starts(first, {" don't turn off ", " don't switch off ", " don't kill "});
  const bool on = starts(first, {" don't turn on ", " don't switch on "});
  if (off != on) frames[1].intent = off ? Intent::turn_off : Intent::turn_on;
}

/// "Ensure the side door is locked | and the garage door is shut": the second is no question. What shall be
/// open or unlocked stays one.
void ensure_the_next_too(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& frame = frames[i];
    const std::string said = plain_words(frame.said);
    if (has_hangul(frame.said) || !acts_on_things(frames[i - 1].intent) ||
        !says(plain_words(frames[i - 1].said), {" ensure ", " make sure ", " see that ", " see to it "}) ||
        frame.intent != Intent::get_state || frame.role != ClauseRole::main || !has_target(frame) ||
        frame.question != Question::yes_no ||
        !starts(said, {" the ", " my ", " and the ", " and my ", " and that the ", " that the "}))
      continue;
    switch (frame.asked) {
      case Asked::closed:
        frame.intent = Intent::close;
        break;
      case Asked::locked:
        frame.intent = Intent::lock;
        break;
      case Asked::off:
        frame.intent = Intent::turn_off;
        break;
      case Asked::on:
        frame.intent = Intent::turn_on;
        break;
      default:
        continue;
    }
    frame.question = Question::none;
    frame.asked = Asked::none;
  }
}

/// "Don't open the garage | just close it": it is what was forbidden.
void do_it_to_what_was_forbidden(std::vector<Frame>& frames) {
  if (frames.size() != 2 || frames[0].intent != Intent::nevermind || has_hangul(frames[0].said) ||
      !forbids(frames[0].said) || !acts_on_things(frames[1].intent) || frames[1].reference != Reference::it ||
      has_target(frames[1]) || frames[1].kind != Kind::any)
    return;
  constexpr std::string_view kEnds[] = {"off", "on", "up", "down", "yet", "now", "again", "please", "just"};
  const std::string said = plain_words(frames[0].said);
  auto words = split_words(said);
  const auto article = std::ranges::find_if(
      words, [](std::string_view word) { return word == "the" || word == "my" || word == "our"; });
  if (article == words.end()) return;
  words.erase(words.begin(), article + 1);
  std::string thing;
  for (const std::string_view word : words) {
    if (is_one_of(word, kEnds)) break;
    thing += (thing.empty() ? "" : " ") + std::string(word);
  }
  const auto noun = thing.substr(thing.rfind(' ') + 1);
  if (kinds_of(noun).empty()) return;
  frames[1].reference = Reference::none;
  frames[1].spans.insert(frames[1].spans.begin(), {SpanRole::name, thing});
  frames[1].mended = true;
}

/// "Forget the lasagna timer | just cancel it": said twice, and done once.
void drop_what_was_said_again(std::vector<Frame>& frames) {
  constexpr Intent kDoneOnce[] = {Intent::turn_on, Intent::turn_off,    Intent::close,
                                  Intent::lock,    Intent::media_pause, Intent::timer_cancel};
  for (size_t i = 1; i < frames.size(); ++i) {
    const Frame& before = frames[i - 1];
    const Frame& frame = frames[i];
    const bool again = frame.intent == before.intent && is_one_of(frame.intent, kDoneOnce) &&
                       frame.reference != Reference::none && frame.spans.empty() && frame.kind == Kind::any &&
                       frame.place == Place::unsaid && frame.quantity == Quantity::unsaid &&
                       frame.role == before.role;
    if (!again || before.spans.empty() || has_hangul(frame.said)) continue;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// "Blinds up in the saloon | both of 'em", "the galley strip | the pair of them sixty percent": how many the
/// clause before is about.
void join_how_many(std::vector<Frame>& frames) {
  constexpr std::string_view kMany[] = {"both of them", "both of 'em", "the pair of them", "the pair of 'em",
                                        "both",         "all of them", "all of 'em",       "the lot of them"};
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& before = frames[i - 1];
    const Frame& frame = frames[i];
    const std::string said = plain_words(frame.said);
    std::string_view words = trim_spaces(said);
    const std::string value(frame.text(SpanRole::value));
    const bool fills = frame.spans.size() == 1 && !value.empty() && words.ends_with(" " + value) &&
                       sets_a_number(before.intent) && !before.has(SpanRole::value) &&
                       frame.intent == before.intent;
    if (fills) words.remove_suffix(value.size() + 1);
    if (has_hangul(frame.said) || !(fills || frame.spans.empty()) || !acts_on_things(before.intent) ||
        !has_target(before) || before.role != ClauseRole::main || frame.role != ClauseRole::main ||
        !is_one_of(words, kMany))
      continue;
    // "Festoons and the galley strip": the other one was not read.
    const auto placed = place_spans(before);
    const bool joined = !placed.empty() && says(spaced(before).substr(0, placed[0].begin + 1), {" and "});
    const Quantity many = starts(words, {"all", "the lot"}) ? Quantity::all : Quantity::both;
    before.quantity = joined ? Quantity::unsaid : many;
    if (fills) {
      before.spans.push_back(frame.spans[0]);
      before.attribute = frame.attribute;
      before.operation = frame.operation;
    }
    before.said += frame.said;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

/// "Up one degree | no make that two", read as taking all of it back: the number behind the words counts.
void correct_what_was_set(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& before = frames[i - 1];
    const std::string said = plain_words(frames[i].said);
    if (!sets_a_number(before.intent) || before.texts(SpanRole::value).size() != 1 ||
        has_hangul(frames[i].said) || has_target(frames[i]))
      continue;
    for (const std::string_view again :
         {" no make that ", " no make it ", " make that ", " actually make that ", " no wait make that ",
          " sorry make that ", " no sorry make that "}) {
      if (!said.starts_with(again)) continue;
      const std::string_view number = trim_spaces(std::string_view(said).substr(again.size()));
      const QuantityRead to = read_quantity(number);
      if (!to.number || split_words(number).size() > 3) break;
      std::ranges::find(before.spans, SpanRole::value, &Span::role)->text = std::string(number);
      before.said += frames[i].said;
      before.mended = true;
      frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }
}

/// "Is it below 68? | If so bump the thermostat to 72", read as what it depends on: it is what is done then.
void do_it_if_so(std::vector<Frame>& frames) {
  for (Frame& frame : frames) {
    if (frame.role != ClauseRole::condition || !acts_on_things(frame.intent) || !has_target(frame) ||
        !starts(plain_words(frame.said), {" if so "}))
      continue;
    frame.role = ClauseRole::main;
    frame.comparison = Comparison::none;
    frame.asked = Asked::none;
    frame.question = Question::none;
    if (sets_a_number(frame.intent) && frame.has(SpanRole::value)) frame.operation = Operation::set;
  }
}

/// "The parlour radiator | and Bridie's radiator at nineteen": one number for both.
void share_the_number(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    Frame& frame = frames[i];
    const Frame& next = frames[i + 1];
    const bool unset = frame.operation == Operation::set || frame.operation == Operation::none;
    if (!sets_a_number(frame.intent) || !unset || frame.has(SpanRole::value) || !has_target(frame) ||
        next.intent != frame.intent || next.operation != Operation::set || !has_target(next) ||
        next.texts(SpanRole::value).size() != 1 || frame.role != ClauseRole::main ||
        next.role != ClauseRole::main || has_hangul(next.said))
      continue;
    const auto placed = place_spans(next);
    const std::string said = spaced(next);
    const bool and_before = spaced(frame).ends_with(" and  ");
    if (placed.empty() || !is_target(next.spans[placed[0].index].role)) continue;
    const auto before = trim_spaces(std::string_view(said).substr(0, placed[0].begin + 1));
    constexpr std::string_view kAnd[] = {"and", "and the", "and my", "and our"};
    constexpr std::string_view kArticles[] = {"", "the", "my", "our"};
    if (!is_one_of(before, kAnd) && !(and_before && is_one_of(before, kArticles))) continue;
    frame.spans.push_back(*std::ranges::find(next.spans, SpanRole::value, &Span::role));
    frame.attribute = next.attribute;
    frame.operation = next.operation;
  }
}

/// "Turn the heater on | set it to nineteen | and the dehumidifier off", read as the dehumidifier's: no word
/// of the clause says so.
void set_what_was_named(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& frame = frames[i];
    const Frame& before = frames[i - 1];
    if (!sets_a_number(frame.intent) || frame.kind == Kind::any || frame.kind == before.kind ||
        has_target(frame) || !has_target(before) || before.kind == Kind::any || has_hangul(frame.said) ||
        !starts(spaced(frame),
                {" set it ", " put it ", " turn it ", " and set it ", " and put it ", " and turn it "}))
      continue;
    frame.kind = Kind::any;
    frame.reference = Reference::it;
  }
}

/// "If anybody left the tv on turn it off", read as the condition alone.
void turn_off_what_was_left_on(std::vector<Frame>& frames) {
  if (frames.size() != 1 || frames[0].role != ClauseRole::condition || frames[0].asked != Asked::on ||
      !has_target(frames[0]) || has_hangul(frames[0].said))
    return;
  const std::string said = spaced(frames[0]);
  for (const std::string_view words :
       {" turn it off ", " turn them off ", " switch it off ", " shut it off ", " switch them off "})
    if (said.ends_with(words)) {
      frames.push_back(
          {.intent = Intent::turn_off, .reference = Reference::it, .said = std::string(trim_spaces(words))});
      return;
    }
}

/// "That ceiling light is a bit much | bring it down some", read as lowering it twice.
void lower_once(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    const Frame& told = frames[i];
    Frame& next = frames[i + 1];
    if (!is_relative(told) || told.operation != next.operation || told.intent != next.intent ||
        next.reference != Reference::it || has_target(next) || !has_target(told) ||
        !says(spaced(told), {" is a bit much ", " is too ", " is so ", " is way too ", " is a bit too "}))
      continue;
    for (const Span& span : told.spans)
      if (is_target(span.role)) next.spans.push_back(span);
    next.kind = told.kind;
    next.reference = Reference::none;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

}  // namespace

void repair_english_clauses(std::vector<Frame>& frames) {
  turn_off_what_was_left_on(frames);
  lower_once(frames);
  ask_with_a_tag(frames);
  go_on_with_the_next(frames);
  heat_the_next(frames);
  own_what_the_condition_named(frames);
  join_how_far(frames);
  join_how_many(frames);
  correct_what_was_set(frames);
  do_it_if_so(frames);
  share_the_number(frames);
  set_what_was_named(frames);
  do_it_to_just_that(frames);
  ensure_the_next_too(frames);
  spare_what_is_left_so(frames);
  do_it_to_what_was_forbidden(frames);
  drop_what_was_said_again(frames);
}

std::vector<Frame> split_at_leading_values(Frame frame) {
  const auto placed = place_spans(frame);
  const bool plain = sets_a_number(frame.intent) && frame.role == ClauseRole::main &&
                     !has_hangul(frame.said) && placed.size() == frame.spans.size() &&
                     frame.texts(SpanRole::value).size() > 1 && frame.spans[0].role == SpanRole::value;
  if (!plain) return {std::move(frame)};
  constexpr std::string_view kLinks[] = {" on ",     " on the ", " for ",    " for the ", " in ",
                                         " in the ", " on my ",  " to the ", " the "};
  const std::string said = spaced(frame);
  std::vector<Frame> out;
  size_t from = 0;  // byte at which the last part begins
  for (size_t i = 0; i < placed.size(); ++i) {
    const Span& span = frame.spans[placed[i].index];
    if (span.role == SpanRole::value) {
      const bool thing = i + 1 < placed.size() && is_target(frame.spans[placed[i + 1].index].role);
      const size_t end = placed[i].end + 1;  // of `said`
      if (!thing || !is_one_of(said.substr(end, placed[i + 1].begin + 1 - end), kLinks))
        return {std::move(frame)};
      Frame part = frame;
      part.spans.clear();
      const size_t begin = out.empty() ? 0 : placed[i].begin;
      if (!out.empty()) out.back().said = frame.said.substr(from, begin - from);
      from = begin;
      part.said = frame.said.substr(from);
      part.kind = Kind::any;
      out.push_back(std::move(part));
    } else if (!is_target(span.role)) {
      return {std::move(frame)};
    }
    out.back().spans.push_back(span);
    if (span.role != SpanRole::kind) continue;
    const auto kinds = kinds_of(span.text);
    if (!kinds.empty())
      out.back().kind = std::ranges::find(kinds, frame.kind) != kinds.end() ? frame.kind : kinds[0];
  }
  return out;
}

}  // namespace ondol::home
