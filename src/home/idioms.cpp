// Each idiom is small and stands alone; see idioms.h.
#include "home/idioms.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "home/english_lost.h"
#include "home/english_questions.h"
#include "home/english_settings.h"
#include "home/english_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/number.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

bool is_covered_by(std::span<const Mention> mentions, const Placed& span) {
  return std::ranges::any_of(mentions,
                             [&](const Mention& m) { return m.begin <= span.begin && span.end <= m.end; });
}

/// "Everything on the boat": the whole of it, where no room is called so.
void read_whole_home(std::span<const Mention> mentions, Frame& frame) {
  constexpr std::string_view kHomes[] = {"boat",  "house",   "home",     "flat",   "apartment",
                                         "place", "cottage", "property", "estate", "premises"};
  for (const Placed& each : place_spans(frame)) {
    const Span& span = frame.spans[each.index];
    const bool place = span.role == SpanRole::area || span.role == SpanRole::floor;
    std::string word = normalise(span.text);
    for (const std::string_view whole : {"whole ", "entire "})
      if (word.starts_with(whole)) word.erase(0, whole.size());
    if (!place || !is_one_of(word, kHomes) || is_covered_by(mentions, each)) continue;
    erase_spans(frame, {each.index});
    if (frame.place == Place::unsaid) frame.place = Place::whole_house;
    return;
  }
}

/// "Everything lit" are lights; "burning" is on.
void read_lit(Frame& frame) {
  const std::string said = spaced(frame);
  const bool lights =
      says(said, {" everything lit ", " everything that's lit ", " anything lit ", " all that's lit "});
  if (lights && frame.kind == Kind::any && frame.quantity == Quantity::all) frame.kind = Kind::light;
  const bool burning = says(said, {" burning ", " lit ", " glowing ", " blazing "}) &&
                       !says(said, {" not ", "n't ", " off ", " out "});
  if (frame.intent == Intent::get_state && frame.kind == Kind::light && frame.asked == Asked::off && burning)
    frame.asked = Asked::on;
}

/// "Hold the story box a second" is no delay.
void hold_a_moment(Frame& frame) {
  const bool misread = frame.intent == Intent::timer_start || frame.intent == Intent::turn_off;
  const bool as_timer = misread && frame.has(SpanRole::name) &&
                        utf8::ascii_lower(frame.said).starts_with("hold the ") &&
                        !says(spaced(frame), {" timer "});
  if (frame.intent != Intent::stop && frame.intent != Intent::media_pause && !as_timer) return;
  constexpr std::string_view kMoments[] = {"a second", "a sec", "a moment", "a minute",
                                           "a tick",   "a mo",  "a bit"};
  const std::string said = spaced(frame);
  if (as_timer && !ends(trim_spaces(said), {" a second", " a sec", " a moment", " a tick", " a mo"})) return;
  if (as_timer) frame.intent = Intent::media_pause;
  std::erase_if(frame.spans, [&](const Span& span) {
    return (span.role == SpanRole::delay || span.role == SpanRole::duration) &&
           is_one_of(span.text, kMoments) &&
           !says(said, {" for " + span.text, " in " + span.text, " after " + span.text});
  });
}

/// "How nippy is it out in the yard", read as anything but warmth.
void ask_for_warmth(Frame& frame) {
  constexpr Kind kWarm[] = {Kind::temperature, Kind::weather,         Kind::climate,
                            Kind::heater,      Kind::air_conditioner, Kind::water_heater};
  const bool asks = frame.intent == Intent::get_state && frame.question == Question::value &&
                    !frame.has(SpanRole::name) && !frame.has(SpanRole::kind);
  if (!asks || is_one_of(frame.kind, kWarm)) return;
  if (says(spaced(frame), {" how nippy ", " how chilly ", " how cold ", " how warm ", " how hot ",
                           " how toasty ", " how freezing ", " how cool "})) {
    frame.kind = Kind::temperature;
    frame.asked = Asked::none;
  }
}

/// "Are the panels making anything" asks how much.
void ask_what_is_made(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.asked != Asked::on || !frame.has(SpanRole::name)) return;
  if (!says(spaced(frame),
            {" making any", " producing any", " generating any", " drawing any", " putting out any"}))
    return;
  frame.asked = Asked::none;
  frame.question = Question::value;
}

/// "If it's under thirty outside": the way it is compared was not read.
void add_lost_comparison(Frame& frame) {
  const bool asks = frame.intent == Intent::get_state || frame.intent == Intent::get_weather;
  const bool of_most = frame.comparison == Comparison::highest || frame.comparison == Comparison::lowest;
  if (!asks || of_most || !frame.has(SpanRole::value)) return;
  const std::string said = spaced(frame), value = utf8::ascii_lower(std::string(frame.text(SpanRole::value)));
  if (!read_number(value)) return;
  const size_t at = said.find(" " + value + " ");
  if (at == std::string::npos) return;
  const std::string_view before = std::string_view(said).substr(0, at + 1);
  // "Not below sixty" is read as it is.
  if (says(before, {" not ", "n't "})) return;
  if (frame.comparison != Comparison::at_most &&
      ends(before, {" under ", " below ", " less than ", " colder than ", " cooler than ", " lower than "}))
    frame.comparison = Comparison::below;
  if (frame.comparison != Comparison::at_least &&
      ends(before, {" over ", " above ", " more than ", " warmer than ", " hotter than ", " higher than "}))
    frame.comparison = Comparison::above;
}

/// "If the water's below forty": of a noun that is a kind which warms, and no name of the home, the warmth of
/// that kind counts, not that of the rooms, nor how far a valve is open.
void measure_what_warms(std::span<const Mention> mentions, Frame& frame) {
  constexpr Kind kWarms[] = {Kind::water_heater, Kind::heater, Kind::climate, Kind::air_conditioner};
  constexpr Kind kReadAs[] = {Kind::temperature, Kind::valve, Kind::moisture, Kind::heater};
  if (frame.intent != Intent::get_state || !is_one_of(frame.kind, kReadAs)) return;
  if (frame.kind != Kind::temperature &&
      (frame.comparison == Comparison::none || says(spaced(frame), {" percent", "%", " open"})))
    return;
  // "The water's", of which nothing was read.
  if (frame.comparison != Comparison::none && !has_target(frame) &&
      says(spaced(frame), {" the water's ", " the water is ", " the water gets "}))
    frame.spans.insert(frame.spans.begin(), {SpanRole::kind, "water"});
  if (frame.texts(SpanRole::name).size() + frame.texts(SpanRole::kind).size() != 1) return;
  for (const Placed& each : place_spans(frame)) {
    Span& noun = frame.spans[each.index];
    if (noun.role != SpanRole::name && noun.role != SpanRole::kind) continue;
    if (is_covered_by(mentions, each)) return;
    // Water alone is a kind of leak sensor.
    const auto kinds =
        normalise(noun.text) == "water" ? std::vector{Kind::water_heater} : kinds_of(noun.text);
    const auto warms = std::ranges::find_first_of(kWarms, kinds);
    const bool rooms = std::ranges::find(kinds, Kind::temperature) != kinds.end();  // "the temperature"
    if (rooms || warms == std::end(kWarms)) return;
    frame.kind = *warms;
    frame.attribute = Attribute::temperature;
    noun.role = SpanRole::kind;
    return;
  }
}

/// "Bring it down some" lowers, and shuts nothing.
void move_a_little(Frame& frame) {
  const bool moves = frame.intent == Intent::close || frame.intent == Intent::open;
  if (!moves || frame.reference == Reference::none || has_target(frame) || frame.has(SpanRole::value)) return;
  const std::string said = spaced(frame);
  if (!says(said, {" some ", " a bit ", " a little ", " a touch ", " a tad ", " a notch ", " slightly "}))
    return;
  const bool down = says(said, {" down "}), up = says(said, {" up "});
  if (down == up) return;
  frame.intent = Intent::light_set;
  frame.attribute = Attribute::brightness;
  frame.operation = down ? Operation::lower : Operation::raise;
}

/// "Hold that one": it was said, and not read.
void read_that_one(Frame& frame) {
  // Which timer is told by what was spoken of.
  const std::string said = spaced(frame);
  if (frame.intent == Intent::timer_pause && frame.spans.empty() && says(said, {" that one "}) &&
      !says(said, {" timer "}))
    frame.intent = Intent::stop;
  if (!acts_on_things(frame.intent) || has_target(frame) || frame.kind != Kind::any ||
      frame.quantity != Quantity::unsaid || frame.place != Place::unsaid)
    return;
  if (frame.reference == Reference::none && says(said, {" that one "})) frame.reference = Reference::it;
}

/// "Everything off topside", read as what is spared: no word spares it.
void take_back_sparing(std::span<const Mention> mentions, Frame& frame) {
  if (!acts_on_things(frame.intent) ||
      says(spaced(frame), {" but ",     " except",     " cept ", " not ",   "n't ",    " leave ",   " apart ",
                           " bar",      " save ",      " keep ", " other ", " minus ", " without ", " aside ",
                           " besides ", " excluding ", " only ", " just ",  " no ",    " unless "}))
    return;
  for (const Placed& each : place_spans(frame))
    for (const Mention& m : mentions)
      if (frame.spans[each.index].role == SpanRole::except && m.begin == each.begin && m.end == each.end &&
          (m.role == SpanRole::area || m.role == SpanRole::floor))
        frame.spans[each.index].role = m.role;
}

/// "Lights on below deck": the word behind the noun, where none says otherwise.
void follow_the_noun(Frame& frame) {
  if ((frame.intent != Intent::turn_on && frame.intent != Intent::turn_off) || frame.role != ClauseRole::main)
    return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  if (placed.empty() || placed[0].begin != 0 || asks(split_words(said))) return;
  const std::string_view behind = std::string_view(said).substr(placed[0].end + 1);
  const bool off = says(said, {" off ", " out ", " kill ", " no ", " not "});
  if (frame.intent == Intent::turn_off && behind.starts_with(" on ") && !off) frame.intent = Intent::turn_on;
  if (frame.intent == Intent::turn_on && behind.starts_with(" off ") && !says(said, {" on "}))
    frame.intent = Intent::turn_off;
}

/// "Turn the porch light on, honey, …", read as a setting that has no value: the word right behind the thing.
void switch_what_was_set(Frame& frame) {
  const bool nothing = frame.intent == Intent::light_set && !frame.has(SpanRole::value) &&
                       (frame.operation == Operation::none || frame.operation == Operation::set);
  const auto placed = place_spans(frame);
  if (!nothing || frame.role != ClauseRole::main || placed.empty() || !has_target(frame)) return;
  const std::string said = spaced(frame);
  if (!says(said.substr(0, placed[0].begin + 1), {" turn ", " switch ", " put ", " pop ", " get "}) ||
      (says(said, {" on "}) && says(said, {" off "})))
    return;
  const auto behind = std::string_view(said).substr(placed.back().end + 1);
  const auto words = split_words(behind);
  constexpr std::string_view kGoesOn[] = {"the", "a",    "my",  "our", "at",
                                          "to",  "full", "low", "dim", "bright"};
  if (words.size() < 2 || is_one_of(words[1], kGoesOn)) return;
  if (words[0] != "on" && words[0] != "off") return;
  frame.intent = words[0] == "on" ? Intent::turn_on : Intent::turn_off;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
}

/// "Turn the music way down": a lot, where "all the way down" is as far as it goes.
void go_far(Frame& frame) {
  const bool sets = sets_a_number(frame.intent) || frame.intent == Intent::set_volume_relative;
  if (!is_relative(frame) || !sets || frame.has(SpanRole::value)) return;
  const std::string said = spaced(frame);
  for (const std::string_view far : {" way down ", " way up "})
    if (const size_t at = said.find(far);
        at != std::string::npos && !ends(said.substr(0, at), {" the", " half", " part", " some"}))
      return frame.spans.push_back({SpanRole::value, frame.said.substr(at, far.size() - 2)});
}

/// "I can't hear the telly over the hood": the hood is not what shall be louder.
void hear_over_noise(Frame& frame) {
  if (frame.intent != Intent::set_volume_relative) return;
  const std::string said = spaced(frame);
  if (!says(said, {" can't hear ", " cannot hear ", " cant hear "})) return;
  const auto placed = place_spans(frame);
  for (size_t i = 1; i < placed.size(); ++i) {
    const Span& noise = frame.spans[placed[i].index];
    if (!is_target(noise.role) || !ends(said.substr(0, placed[i].begin + 1), {" over the ", " over "}))
      continue;
    const auto kinds = kinds_of(noise.text);
    erase_spans(frame, {placed[i].index});
    const auto louder = kinds_of(frame.text(SpanRole::kind));
    if (is_one_of(frame.kind, kinds)) frame.kind = louder.empty() ? Kind::any : louder[0];
    return;
  }
}

/// "Penelope's too loud, send her home", read as nothing of a home, or as of one who is called so.
void send_home(Frame& frame) {
  if (frame.intent == Intent::vacuum_return) {
    constexpr std::string_view kPronouns[] = {"him", "her", "it"};
    const auto erased = std::erase_if(frame.spans, [&](const Span& span) {
      return span.role == SpanRole::name && is_one_of(utf8::ascii_lower(span.text), kPronouns);
    });
    if (erased > 0 && !has_target(frame)) frame.reference = Reference::it;
    return;
  }
  if (frame.intent != Intent::none || frame.texts(SpanRole::name).size() != 1 || frame.spans.size() != 1)
    return;
  if (says(spaced(frame),
           {" send her home ", " send him home ", " send it home ", " send her back ", " send him back ",
            " send it back ", " back to the dock ", " bring her in ", " bring him in "}))
    frame.intent = Intent::vacuum_return;
}

/// "Dusty can knock off", read as starting: who knocks off goes home.
void knock_off(Frame& frame) {
  const std::string said = spaced(frame);
  if (frame.intent == Intent::vacuum_start &&
      ends(trim_spaces(said), {" can knock off", " can knock off now", " can knock off but"}))
    frame.intent = Intent::vacuum_return;
}

/// "Knock it on the head" is off; "put the Sonos back on" is no unmuting.
void read_switching(Frame& frame) {
  const std::string said = spaced(frame);
  if (frame.role != ClauseRole::main || !has_target(frame)) return;
  if (says(said, {" knock "}) && says(said, {" on the head "}) && acts_on_things(frame.intent)) {
    frame.intent = Intent::turn_off;
    frame.attribute = Attribute::none;
    frame.operation = Operation::none;
  }
  const bool speaks = frame.intent == Intent::turn_on && frame.kind == Kind::speaker;
  if ((frame.intent == Intent::unmute || speaks) && says(said, {" back on "}) &&
      !says(said, {" sound ", " volume ", " audio "}))
    frame.intent = Intent::media_unpause;
}

/// "It's stuffy in the bathroom", read as the same again: fresh air is wanted.
void air_what_is_stuffy(Frame& frame) {
  if (frame.intent == Intent::repeat && frame.role == ClauseRole::main && !frame.has(SpanRole::name) &&
      frame.kind == Kind::any && starts(spaced(frame), {" it's stuffy ", " its stuffy ", " it is stuffy "})) {
    frame.intent = Intent::turn_on;
    frame.kind = Kind::air_purifier;
  }
}

/// "I could do with some light", read as shutting it.
void light_what_is_dark(Frame& frame) {
  const bool shuts = frame.intent == Intent::close || frame.intent == Intent::turn_off;
  if (!shuts || frame.kind != Kind::light || frame.has(SpanRole::name)) return;
  const std::string said = spaced(frame);
  if (says(said,
           {" could do with some light ", " could do with a bit of light ", " could do with more light ",
            " could use some light ", " need some light ", " want some light "}) &&
      !says(said, {" off ", " out ", " less "}))
    frame.intent = Intent::turn_on;
}

/// "Mick's gone and left his lamp on": his is of who was just named.
void name_the_owner(std::span<const Mention> mentions, Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    if (span.role != SpanRole::name || is_covered_by(mentions, each)) continue;
    std::string_view noun = span.text;
    if (utf8::ascii_lower(span.text).starts_with("left ")) noun.remove_prefix(5);
    size_t owner_size = 0;
    for (const std::string_view owner : {"his ", "her ", "their "})
      if (noun.starts_with(owner)) owner_size = owner.size();
    if (owner_size == 0) continue;
    noun.remove_prefix(owner_size);
    const Mention* whose = nullptr;
    for (const Mention& m : mentions)
      if (m.role == SpanRole::name && m.end <= each.begin) whose = &m;
    if (whose == nullptr || noun.empty()) continue;
    span.text = words_of(frame, *whose) + "'s " + std::string(noun);
    return;
  }
}

/// "Two cooler", "up five": how far.
void add_lost_step(std::span<const Mention> mentions, Frame& frame) {
  if (!is_relative(frame) || frame.has(SpanRole::value) || frame.role != ClauseRole::main ||
      !acts_on_things(frame.intent))
    return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  for (size_t at = said.find(' '); at + 1 < said.size(); at = said.find(' ', at + 1)) {
    const auto number = read_number(std::string_view(said).substr(at + 1));
    if (!number) continue;
    const size_t end = at + number->end;
    if (is_mentioned(mentions, at, end) || is_covered(placed, at, end)) return;
    const std::string_view before = std::string_view(said).substr(0, at + 1);
    const std::string_view behind = std::string_view(said).substr(end + 1);
    const bool last = behind == " " && ends(before, {" up ", " down ", " by ", " another "});
    if (!last && !starts(behind, {" cooler ", " colder ", " warmer ", " hotter ", " higher ", " lower ",
                                  " more ", " up ", " down ", " degrees ", " percent ", " notches "}))
      return;
    frame.spans.push_back({SpanRole::value, frame.said.substr(at, end - at)});
    return;
  }
}

/// "Is Dad aboard", read as nothing of a home: whoever is named.
void ask_who_is_in(std::span<const Mention> mentions, Frame& frame) {
  const bool asks_else = frame.intent == Intent::get_state && frame.question == Question::yes_no &&
                         frame.role == ClauseRole::main && frame.asked != Asked::home;
  if ((frame.intent != Intent::none && !asks_else) || mentions.size() != 1 ||
      mentions[0].role != SpanRole::name || mentions[0].owns)
    return;
  const std::string said = spaced(frame);
  const std::string name = utf8::ascii_lower(words_of(frame, mentions[0]));
  for (const std::string_view where :
       {" home ", " at home ", " aboard ", " in ", " here ", " around ", " about ", " back "})
    if ((frame.intent == Intent::none || where == " home " || where == " aboard ") &&
        said == " is " + name + std::string(where)) {
      frame = {.intent = Intent::get_state,
               .question = Question::yes_no,
               .asked = Asked::home,
               .spans = {{SpanRole::name, words_of(frame, mentions[0])}},
               .said = frame.said,
               .mended = true};
      return;
    }
}

/// "Has Theo got anything tomorrow": what somebody does on a day is in the calendar.
void ask_the_calendar(Frame& frame) {
  if (frame.intent != Intent::get_state || !frame.has(SpanRole::date) || !frame.has(SpanRole::name)) return;
  if (!says(spaced(frame),
            {" got anything ", " anything on ", " got on ", " anything planned ", " have anything "}))
    return;
  frame.kind = Kind::calendar;
  frame.question = Question::value;
  frame.asked = Asked::none;
}

/// "Saloon spots to a tenth", read as nothing of a home: one thing that is named, and a number at the end.
void set_what_is_named(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || mentions.size() != 1 ||
      mentions[0].role != SpanRole::name || mentions[0].owns)
    return;
  const std::string said = spaced(frame);
  if (asks(split_words(said))) return;
  const size_t begin = mentions[0].end + 1;  // of what is behind the name
  std::string_view behind = std::string_view(said).substr(begin);
  if (!starts(behind, {" to ", " at "})) return;
  behind.remove_prefix(4);
  const auto number = read_number(behind);
  if (!number) return;
  const std::string_view rest = behind.substr(number->end);
  if (rest != " " && rest != " percent " && rest != " please ") return;
  frame = {.intent = Intent::light_set,
           .attribute = Attribute::brightness,
           .operation = Operation::set,
           .spans = {{SpanRole::name, words_of(frame, mentions[0])},
                     {SpanRole::value, std::string(behind.substr(0, number->end))}},
           .said = frame.said,
           .mended = true};
}

}  // namespace

void repair_idioms(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  read_whole_home(mentions, frame);
  read_lit(frame);
  hold_a_moment(frame);
  ask_for_warmth(frame);
  ask_what_is_made(frame);
  add_lost_comparison(frame);
  measure_what_warms(mentions, frame);
  move_a_little(frame);
  read_that_one(frame);
  take_back_sparing(mentions, frame);
  follow_the_noun(frame);
  switch_what_was_set(frame);
  go_far(frame);
  send_home(frame);
  hear_over_noise(frame);
  read_switching(frame);
  knock_off(frame);
  air_what_is_stuffy(frame);
  light_what_is_dark(frame);
  name_the_owner(mentions, frame);
  add_lost_step(mentions, frame);
  ask_who_is_in(mentions, frame);
  ask_the_calendar(frame);
  set_what_is_named(mentions, frame);
  repair_english_setting(mentions, frame);
  repair_english_question(mentions, frame);
  repair_lost_english(mentions, frame);
}

void read_ones(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    const Frame& before = frames[i - 1];
    Frame& frame = frames[i];
    if (has_hangul(frame.said) || frame.kind != Kind::any || frame.has(SpanRole::kind)) continue;
    const std::string said = spaced(frame);
    // "The front room | one a notch lower".
    const auto placed = place_spans(frame);
    for (size_t k = 0; k + 1 < placed.size(); ++k)
      if (Span& value = frame.spans[placed[k + 1].index];
          value.role == SpanRole::value && is_target(frame.spans[placed[k].index].role) &&
          placed[k].end + 1 == placed[k + 1].begin && value.text.starts_with("one "))
        value.text.erase(0, std::string_view("one ").size());
    for (Span& span : frame.spans) {
      const bool place = span.role == SpanRole::area || span.role == SpanRole::name;
      const std::string noun = before.has(SpanRole::kind) ? std::string(before.text(SpanRole::kind))
                                                          : std::string(before.text(SpanRole::name));
      // "The saloon one" may be all of the name.
      const std::string_view ending = " one";
      const bool whole = span.text.ends_with(ending) && says(said, {" " + span.text + " "});
      if (!place || noun.empty() || !(whole || says(said, {" " + span.text + " one "}))) continue;
      const size_t at = noun.rfind(' ');
      const auto kinds = kinds_of(at == std::string::npos ? noun : noun.substr(at + 1));
      if (kinds.empty()) return;
      if (whole) span.text.resize(span.text.size() - ending.size());
      span.role = SpanRole::area;
      frame.kind = before.kind != Kind::any ? before.kind : kinds[0];
      frame.mended = true;
      if (sets_a_number(before.intent) && acts_on_things(frame.intent)) {
        frame.intent = before.intent;
        frame.attribute = before.attribute;
      }
      std::erase_if(frame.spans, [](const Span& s) { return s.role == SpanRole::value && s.text == "one"; });
      break;
    }
  }
}

void list_the_next(std::vector<Frame>& frames) {
  const auto of_lists = [](Intent intent) {
    return intent == Intent::list_add || intent == Intent::list_remove || intent == Intent::list_complete;
  };
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& frame = frames[i];
    if (has_hangul(frame.said) || !of_lists(frames[i - 1].intent) || of_lists(frame.intent) ||
        !acts_on_things(frame.intent))
      continue;
    const std::string said = spaced(frame);
    // "And take bread off": an article would make it a thing of the house.
    const bool strikes = frame.intent == Intent::turn_off && frame.kind == Kind::any &&
                         frame.spans.size() == 1 && frame.has(SpanRole::name) &&
                         says(said, {" take " + utf8::ascii_lower(frame.spans[0].text) + " off "});
    // "And put coffee on instead", read as music.
    const bool puts = frame.intent == Intent::media_play && frame.has(SpanRole::media) &&
                      says(said, {" put "}) && says(said, {" on instead ", " on it ", " on there "});
    for (Span& span : frame.spans)
      if (puts && span.role == SpanRole::media) span.role = SpanRole::item;
    if (!frame.has(SpanRole::item) && !strikes) continue;
    const bool off = says(said, {" take ", " off ", " remove ", " drop "});
    for (Span& span : frame.spans)
      if (span.role == SpanRole::name) span.role = SpanRole::item;
    frame.intent = off ? Intent::list_remove : Intent::list_add;
    frame.kind = frames[i - 1].kind;
    frame.reference = Reference::none;
    if (!frame.has(SpanRole::list) && frames[i - 1].has(SpanRole::list))
      frame.spans.push_back({SpanRole::list, std::string(frames[i - 1].text(SpanRole::list))});
  }
}

}  // namespace ondol::home
