// Each repair is small and stands alone; see english_asides.h.
#include "home/english_asides.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "home/english_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/number.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// "In the driveway rn": how soon is no part of what anything is called.
void drop_haste(Frame& frame) {
  constexpr std::string_view kHaste[] = {" rn", " asap", " pls", " plz", " thx", " tho"};
  for (Span& span : frame.spans)
    for (const std::string_view word : kHaste)
      if (span.text.ends_with(word)) span.text.resize(span.text.size() - word.size());
}

/// "Draw the curtains" shuts them; "draw them back" opens.
void draw_what_hangs(Frame& frame) {
  const std::string said = spaced(frame);
  if (frame.intent == Intent::open && frame.role == ClauseRole::main && says(said, {" draw "}) &&
      says(said, {" curtain", " blind", " drape", " shade"}) &&
      !says(said, {" back ", " open ", " apart ", " up "}))
    frame.intent = Intent::close;
}

/// "Make that a warmer glow": of light, not of the room.
void warm_the_glow(Frame& frame) {
  if (frame.intent != Intent::climate_set_temperature || !is_relative(frame) || frame.has(SpanRole::name) ||
      frame.kind != Kind::any)
    return;
  const std::string said = spaced(frame);
  if (!says(said, {" warmer glow ", " softer glow ", " warmer light ", " cooler light ", " warmer white ",
                   " cooler white ", " warmer tone ", " cooler tone ", " warmer hue "}))
    return;
  frame.intent = Intent::light_set;
  frame.attribute = Attribute::color_temperature;
  frame.operation = says(said, {" cooler "}) ? Operation::raise : Operation::lower;
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::value; });
  if (!has_target(frame) && says(said, {" it ", " that "})) frame.reference = Reference::it;
}

/// "The office light's a bit harsh, make it warmer", read as dimmer, or as of the room: warmer is of its
/// white.
void warm_the_light(Frame& frame) {
  const std::string said = spaced(frame);
  const bool warmer = says(said, {" make it warmer ", " warmer please "}),
             cooler = says(said, {" make it cooler "});
  if (warmer == cooler || read_number(frame.text(SpanRole::value)) ||
      says(said, {" dim", " bright", " room ", " heat", " degree"}) || !is_relative(frame))
    return;
  const bool of_light = frame.intent == Intent::light_set && frame.attribute == Attribute::brightness;
  const bool of_room = frame.intent == Intent::climate_set_temperature &&
                       says(said, {" light ", " light's ", " lamp ", " lamp's ", " bulb "});
  if (!of_light && !of_room) return;
  if (of_room && !has_target(frame)) {
    frame.kind = Kind::light;
    if (says(said, {" this light "})) frame.place = Place::here;
  }
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::value; });
  frame.intent = Intent::light_set;
  frame.attribute = Attribute::color_temperature;
  frame.operation = warmer ? Operation::lower : Operation::raise;
}

/// "Cooler white on the desk lamp", read as the colour.
void whiten(Frame& frame) {
  const std::string said = spaced(frame);
  const bool cooler = says(said, {" cooler white ", " colder white "});
  if (frame.intent != Intent::light_set || frame.attribute != Attribute::color ||
      (!cooler && !says(said, {" warmer white "})))
    return;
  frame.attribute = Attribute::color_temperature;
  frame.operation = cooler ? Operation::raise : Operation::lower;
  std::erase_if(frame.spans, [](const Span& span) { return span.role == SpanRole::value; });
  for (Span& span : frame.spans)
    if (span.role == SpanRole::name && span.text.ends_with(" a")) span.text.resize(span.text.size() - 2);
}

/// "Turn the landing one off", read as of a timer.
void switch_no_timer(Frame& frame) {
  if (frame.intent != Intent::timer_cancel || !has_target(frame)) return;
  const std::string said = spaced(frame);
  if (says(said, {" off "}) && says(said, {" turn ", " switch "}) &&
      !says(said, {" timer", " alarm", " countdown", " reminder", " cancel "}))
    frame.intent = Intent::turn_off;
}

/// "Put it back on", of which the "it" was not read.
void switch_it(Frame& frame) {
  if (!switches(frame) || frame.kind != Kind::any || !says_of_nothing(frame)) return;
  const std::string said = spaced(frame);
  for (const std::string_view verb : {" put", " turn", " switch", " pop", " flip", " flick", " stick"})
    if (says(said, {std::string(verb) + " it back o", std::string(verb) + " it o"})) {
      frame.reference = Reference::it;
      return;
    }
}

/// "Carry on with my brass band music": what goes on is what was playing.
void carry_on_playing(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::media_unpause) return;
  std::vector<size_t> music;
  for (const Placed& each : place_spans(frame))
    if (frame.spans[each.index].role == SpanRole::name && !is_mentioned(mentions, each.begin, each.end) &&
        says(plain_words(frame.spans[each.index].text),
             {" music ", " song ", " songs ", " tunes ", " tune ", " album ", " playlist ", " podcast ",
              " audiobook "}))
      music.push_back(each.index);
  erase_spans(frame, music);
}

/// "Ten minute timer no wait fifteen": of the same unit.
void add_lost_unit(Frame& frame) {
  if (frame.intent != Intent::timer_start) return;
  const std::string said = spaced(frame);
  for (Span& span : frame.spans) {
    if (span.role != SpanRole::duration) continue;
    const auto number = read_number(span.text);
    if (!number || number->end != span.text.size()) continue;
    for (const std::string_view unit : {"minute", "hour", "second"})
      if (said.find(" " + std::string(unit)) != std::string::npos) {
        span.text += " " + std::string(unit) + "s";
        break;
      }
  }
}

/// "Make it fifty eight", of which "fifty" was read.
void finish_number(Frame& frame) {
  const std::string said = spaced(frame);
  for (const Placed& each : place_spans(frame)) {
    Span& value = frame.spans[each.index];
    if (value.role != SpanRole::value) continue;
    const auto read = read_number(value.text);
    const auto whole = read_number(std::string_view(said).substr(each.begin + 1));
    if (read && whole && read->end == value.text.size() && whole->end > read->end &&
        each.begin + whole->end <= frame.said.size())
      value.text = frame.said.substr(each.begin, whole->end);
  }
}

/// "Open the blind a crack, like ten percent": to there, where nothing says by how much.
void open_to_there(Frame& frame) {
  if (frame.intent != Intent::set_position || !is_relative(frame) || !frame.has(SpanRole::value)) return;
  const std::string said = spaced(frame);
  const bool is_share = says(said, {" percent ", "% "});
  if (is_share && says(said, {" open "}) &&
      !says(said, {" more ", " by ", " another ", " further ", " up ", " less "}))
    frame.operation = Operation::set;
}

/// "Lights off in here but leave the LEDs", of which the exception was not read.
void leave_within(Frame& frame) {
  constexpr std::string_view kStays[] = {"on", "alone", "please", "be",   "though",
                                         "as", "is",    "it",     "they", "are"};
  constexpr std::string_view kNoThings[] = {"it",   "them",       "that", "those",
                                            "this", "everything", "all",  "rest"};
  const bool dims = frame.intent == Intent::light_set && frame.kind == Kind::light;
  if ((!switches(frame) && !dims) || frame.has(SpanRole::except) || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  for (const std::string_view leave :
       {" but leave the ", " but keep the ", " but leave my ", " but not the "}) {
    const size_t at = said.find(leave);
    if (at == std::string::npos) continue;
    if (is_covered(place_spans(frame), at + leave.size() - 1, frame.said.size())) return;
    auto words = split_words(std::string_view(said).substr(at + leave.size()));
    while (!words.empty() && is_one_of(words.back(), kStays)) words.pop_back();
    constexpr size_t kMostWords = 3;
    if (words.empty() || words.size() > kMostWords ||
        std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); }))
      return;
    frame.spans.push_back({SpanRole::except, join_words(words)});
    frame.quantity = Quantity::all;
    return;
  }
}

/// "Knock it down a notch" of a fan, read as louder and quieter.
void turn_what_blows(Frame& frame) {
  if (frame.intent == Intent::set_volume_relative && frame.attribute == Attribute::speed)
    frame.intent = Intent::fan_set_speed;
}

/// "Immersion on please", of which only the "on" was read.
void switch_what_is_left(Frame& frame) {
  constexpr std::string_view kNoThings[] = {"turn", "switch", "put", "please", "on",  "off",   "it",   "that",
                                            "them", "the",    "to",  "back",   "now", "again", "and",  "just",
                                            "this", "those",  "out", "up",     "all", "both",  "lots", "come",
                                            "go",   "hey",    "ok",  "okay",   "yes", "no"};
  if (!switches(frame) || frame.kind != Kind::any || !says_of_nothing(frame) || !frame.spans.empty()) return;
  const std::string said = spaced(frame);
  auto words = split_words(said);
  if (words.size() > 2 && words.back() == "please") words.pop_back();
  if (words.size() < 2 || words.size() > 3 || (words.back() != "on" && words.back() != "off")) return;
  words.pop_back();
  if (std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); })) return;
  frame.spans = {{SpanRole::name, join_words(words)}};
}

/// "Warm up the electric blanket": what only warms is switched on.
void heat_what_only_warms(Frame& frame) {
  if (frame.intent != Intent::climate_set_temperature || frame.operation != Operation::raise ||
      !frame.has(SpanRole::name) || frame.has(SpanRole::value))
    return;
  if (!says(plain_words(frame.text(SpanRole::name)),
            {" blanket ", " kettle ", " oven ", " urn ", " towel rail ", " hot tub ", " sauna ",
             " slow cooker ", " coffee ", " iron ", " grill "}))
    return;
  frame.intent = Intent::turn_on;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
}

/// "If it's no trouble I'd like the towel rail on", read as a condition.
void wish_politely(Frame& frame) {
  const std::string said = spaced(frame);
  const bool on = said.ends_with(" on "), off = said.ends_with(" off ");
  if (frame.role != ClauseRole::condition || on == off || !has_target(frame) ||
      !starts(said, {" if it's no trouble ", " if its no trouble ", " if it is no trouble ",
                     " if you don't mind ", " if you dont mind ", " if that's alright "}))
    return;
  frame.role = ClauseRole::main;
  frame.intent = on ? Intent::turn_on : Intent::turn_off;
  frame.question = Question::none;
  frame.asked = Asked::none;
}

/// "All my lights" are those of the speaker's room.
void light_my_own(Frame& frame) {
  if (frame.quantity == Quantity::all && frame.kind == Kind::light && switches(frame) &&
      !frame.has(SpanRole::name) && frame.place == Place::unsaid && !frame.has(SpanRole::area) &&
      !frame.has(SpanRole::floor) && says(spaced(frame), {" all my lights ", " all of my lights "}))
    frame.place = Place::here;
}

}  // namespace

void repair_english_aside(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  drop_haste(frame);
  draw_what_hangs(frame);
  warm_the_glow(frame);
  warm_the_light(frame);
  whiten(frame);
  switch_no_timer(frame);
  switch_it(frame);
  carry_on_playing(mentions, frame);
  add_lost_unit(frame);
  finish_number(frame);
  open_to_there(frame);
  leave_within(frame);
  light_my_own(frame);
  turn_what_blows(frame);
  switch_what_is_left(frame);
  heat_what_only_warms(frame);
  wish_politely(frame);
}

}  // namespace ondol::home
