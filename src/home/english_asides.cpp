// Each repair is small and stands alone; see english_asides.h.
#include "home/english_asides.h"

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

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

bool switches(const Frame& frame) {
  return frame.intent == Intent::turn_on || frame.intent == Intent::turn_off;
}

// ---- one clause -------------------------------------------------------------------------------------------

/// "In the driveway rn": how soon is no part of what anything is called.
void drop_haste(Frame& frame) {
  constexpr std::string_view kHaste[] = {" rn", " asap", " pls", " plz", " thx", " tho"};
  for (Span& span : frame.spans)
    for (const std::string_view word : kHaste)
      if (span.text.ends_with(word)) span.text.resize(span.text.size() - word.size());
}

/// "Please announce that breakfast is ready", read as nothing of a home or as a question.
void announce(Frame& frame) {
  const bool misread = frame.intent == Intent::none || frame.intent == Intent::get_state ||
                       frame.intent == Intent::respond || frame.intent == Intent::nevermind;
  if (!misread || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  for (const std::string_view verb :
       {" announce to everyone that ", " announce that ", " announce to everyone ",
        " let everyone know that ", " let everyone know ", " let the house know that ",
        " let the house know "}) {
    const size_t at = said.find(verb);
    if (at == std::string::npos) continue;
    const std::string_view message = trim_spaces(std::string_view(frame.said).substr(at + verb.size() - 1));
    if (message.empty()) return;
    frame = {.intent = Intent::broadcast,
             .spans = {{SpanRole::message, std::string(message)}},
             .said = frame.said,
             .mended = true};
    return;
  }
}

/// "Stick washing up liquid on the shopping list", read as "liquid": all between the verb and the list.
void take_whole_item(std::span<const Mention> mentions, Frame& frame) {
  constexpr std::string_view kVerbs[] = {" add ",   " put ",  " stick ", " pop ",
                                         " chuck ", " bung ", " whack "};
  constexpr std::string_view kArticles[] = {"some", "a", "an", "the", "more", "another", "me", "us"};
  constexpr std::string_view kNoItems[] = {"and",  "on", "to",   "of", "it",
                                           "that", "up", "onto", "or", "please"};
  if (frame.intent != Intent::list_add || frame.texts(SpanRole::item).size() != 1) return;
  const std::string said = spaced(frame);
  for (const Placed& each : place_spans(frame)) {
    Span& item = frame.spans[each.index];
    if (item.role != SpanRole::item) continue;
    size_t verb = std::string::npos;
    for (const std::string_view word : kVerbs) {
      const size_t at = said.rfind(word, each.begin);
      if (at != std::string::npos && at + word.size() - 2 < each.begin)
        verb = verb == std::string::npos ? at + word.size() - 1 : std::max(verb, at + word.size() - 1);
    }
    if (verb == std::string::npos ||
        !starts(std::string_view(said).substr(each.end + 1), {" on ", " onto ", " to "}))
      return;
    const std::string between = said.substr(verb, each.begin + 1 - verb);
    auto words = split_words(between);
    while (!words.empty() && is_one_of(words[0], kArticles)) words.erase(words.begin());
    constexpr size_t kMostWords = 3;
    if (words.empty() || words.size() > kMostWords ||
        frame.said.substr(0, each.begin).find(',') != std::string::npos)
      return;
    // "Washing up liquid" has an "up" of its own.
    const bool ends_item = std::ranges::any_of(words, [&](std::string_view word) {
      return is_one_of(word, kNoItems) && !(word == "up" && word.data() != words[0].data());
    });
    if (ends_item || is_mentioned(mentions, verb - 1, each.begin)) return;
    item.text = joined(words) + " " + item.text;
    return;
  }
}

/// "Stick loo roll on the shopping list", read as "loo": up to the list.
void finish_item(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::list_add || frame.texts(SpanRole::item).size() != 1 ||
      !frame.has(SpanRole::list))
    return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  for (const Placed& each : placed) {
    Span& item = frame.spans[each.index];
    if (item.role != SpanRole::item) continue;
    const size_t end = std::min(said.find(" on ", each.end + 1), said.find(" to ", each.end + 1));
    if (end == std::string::npos || end <= each.end + 1) return;
    const std::string between(trim_spaces(std::string_view(said).substr(each.end + 1, end - each.end - 1)));
    constexpr size_t kMostWords = 2;
    constexpr std::string_view kNoItems[] = {"and", "or", "up", "please", "back", "as", "well", "too"};
    const auto words = split_words(between);
    if (words.empty() || words.size() > kMostWords || is_covered(placed, each.end + 1, end - 1) ||
        is_mentioned(mentions, each.end + 1, end - 1) ||
        std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoItems); }))
      return;
    item.text += " " + between;
    return;
  }
}

/// "Saffron on the shopping list" asks nothing: it goes on it.
void add_what_is_listed(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.role != ClauseRole::main || !frame.has(SpanRole::item) ||
      !frame.has(SpanRole::list))
    return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  constexpr std::string_view kAskers[] = {"have", "has", "got", "still", "already", "there", "does", "did"};
  const auto placed = place_spans(frame);
  if (asks(words) || placed.empty() || placed[0].begin != 0 ||
      std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kAskers); }) ||
      frame.said.find('?') != std::string::npos)
    return;
  frame.intent = Intent::list_add;
  frame.question = Question::none;
  frame.asked = Asked::none;
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
  if (!switches(frame) || has_target(frame) || frame.kind != Kind::any ||
      frame.reference != Reference::none || frame.place != Place::unsaid ||
      frame.quantity != Quantity::unsaid)
    return;
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

/// "Go ahead and start the coffee", read as nothing of a home: a verb and a thing, and no more.
void start_what_is_told(Frame& frame) {
  constexpr std::string_view kBefore[] = {"go",    "ahead", "and",    "please", "can",  "could", "you",
                                          "would", "just",  "kindly", "let's",  "lets", "now",   "okay"};
  constexpr std::string_view kBehind[] = {"please", "now", "then", "for", "me", "us", "up"};
  constexpr std::string_view kNoThings[] = {"it",    "that", "this",      "them",
                                            "again", "over", "something", "anything"};
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.spans.empty()) return;
  const std::string said = spaced(frame);
  auto words = split_words(said);
  while (!words.empty() && is_one_of(words[0], kBefore)) words.erase(words.begin());
  while (!words.empty() && is_one_of(words.back(), kBehind)) words.pop_back();
  if (words.size() < 3 || words.size() > 4 || words[0] != "start" || (words[1] != "the" && words[1] != "my"))
    return;
  words.erase(words.begin(), words.begin() + 2);
  if (std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); })) return;
  frame = {.intent = Intent::turn_on,
           .spans = {{SpanRole::name, joined(words)}},
           .said = frame.said,
           .mended = true};
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

/// "I should like to hear some Chopin", read as nothing of a home.
void play_what_would_be_heard(Frame& frame) {
  if (frame.intent == Intent::none && frame.role == ClauseRole::main && frame.has(SpanRole::media) &&
      says(spaced(frame), {" like to hear ", " want to hear ", " love to hear ", " like to listen to "}))
    frame.intent = Intent::media_play;
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
    frame.spans.push_back({SpanRole::except, joined(words)});
    frame.quantity = Quantity::all;
    return;
  }
}

/// "Fridge temp", read as weather: of a thing that is named, and no day, it is a thermometer's.
void measure_what_is_named(Frame& frame) {
  if (frame.intent != Intent::get_weather || frame.kind != Kind::temperature || !frame.has(SpanRole::name) ||
      frame.has(SpanRole::date))
    return;
  frame.intent = Intent::get_state;
  if (frame.question == Question::none) frame.question = Question::value;
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
  if (!switches(frame) || has_target(frame) || frame.kind != Kind::any ||
      frame.reference != Reference::none || frame.place != Place::unsaid ||
      frame.quantity != Quantity::unsaid || !frame.spans.empty())
    return;
  const std::string said = spaced(frame);
  auto words = split_words(said);
  if (words.size() > 2 && words.back() == "please") words.pop_back();
  if (words.size() < 2 || words.size() > 3 || (words.back() != "on" && words.back() != "off")) return;
  words.pop_back();
  if (std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); })) return;
  frame.spans = {{SpanRole::name, joined(words)}};
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

/// "Is our Tom in", read as nothing of a home.
void ask_whether_home(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.spans.empty()) return;
  const std::string said = spaced(frame);
  auto words = split_words(said);
  constexpr std::string_view kWheres[] = {"in", "home", "back", "about"};
  constexpr std::string_view kNobody[] = {"it",  "that",   "this", "there", "he",
                                          "she", "dinner", "tea",  "lunch", "everything"};
  if (words.size() == 4 && (words[1] == "our" || words[1] == "my")) words.erase(words.begin() + 1);
  if (words.size() != 3 || words[0] != "is" || !is_one_of(words[2], kWheres) || is_one_of(words[1], kNobody))
    return;
  const std::string who(words[1]);
  frame = {.intent = Intent::get_state,
           .question = Question::yes_no,
           .asked = Asked::home,
           .spans = {{SpanRole::name, who}},
           .said = frame.said,
           .mended = true};
}

/// "Bit slower than that", read as nothing of a home: of what was spoken of.
void compare_with_that(Frame& frame) {
  struct Way {
    std::string_view word;
    Intent intent;
    Attribute attribute;
    Operation operation;
  };
  constexpr Way kWays[] = {{" slower ", Intent::fan_set_speed, Attribute::speed, Operation::lower},
                           {" faster ", Intent::fan_set_speed, Attribute::speed, Operation::raise},
                           {" dimmer ", Intent::light_set, Attribute::brightness, Operation::lower},
                           {" brighter ", Intent::light_set, Attribute::brightness, Operation::raise},
                           {" quieter ", Intent::set_volume_relative, Attribute::volume, Operation::lower},
                           {" louder ", Intent::set_volume_relative, Attribute::volume, Operation::raise}};
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || has_target(frame)) return;
  const std::string said = spaced(frame);
  if (!says(said, {" than that ", " than this "}) || asks(split_words(said))) return;
  for (const Way& way : kWays)
    if (said.find(way.word) != std::string::npos) {
      frame.intent = way.intent;
      frame.attribute = way.attribute;
      frame.operation = way.operation;
      frame.reference = Reference::it;
      return;
    }
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

/// "Hectors too", read as nothing of a home: the same again.
void do_the_same(Frame& frame) {
  const std::string said = spaced(frame);
  auto words = split_words(said);
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || words.size() < 2 ||
      words.size() > 3 || words.back() != "too")
    return;
  constexpr std::string_view kNoThings[] = {"me",   "you",  "us",     "that",  "it",
                                            "this", "love", "thanks", "thank", "same"};
  words.pop_back();
  if (words[0] == "and") words.erase(words.begin());
  if (words.empty() ||
      std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); }))
    return;
  frame.intent = Intent::repeat;
  frame.spans = {{SpanRole::name, joined(words)}};
}

/// "What are we getting from the solar panels", read as nothing of a home.
void ask_what_is_got(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  for (const std::string_view words :
       {" are we getting from the ", " are we getting off the ", " are we making from the "}) {
    const size_t at = said.find(words);
    if (at == std::string::npos) continue;
    frame = {.intent = Intent::get_state,
             .question = Question::value,
             .spans = {{SpanRole::name,
                        std::string(trim_spaces(std::string_view(said).substr(at + words.size())))}},
             .said = frame.said,
             .mended = true};
    return;
  }
}

/// "All my lights" are those of the speaker's room.
void light_my_own(Frame& frame) {
  if (frame.quantity == Quantity::all && frame.kind == Kind::light && switches(frame) &&
      !frame.has(SpanRole::name) && frame.place == Place::unsaid && !frame.has(SpanRole::area) &&
      !frame.has(SpanRole::floor) && says(spaced(frame), {" all my lights ", " all of my lights "}))
    frame.place = Place::here;
}

// ---- clauses that lean on each other ----------------------------------------------------------------------

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

void repair_english_aside(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  drop_haste(frame);
  announce(frame);
  take_whole_item(mentions, frame);
  finish_item(mentions, frame);
  add_what_is_listed(frame);
  draw_what_hangs(frame);
  warm_the_glow(frame);
  warm_the_light(frame);
  whiten(frame);
  switch_no_timer(frame);
  switch_it(frame);
  carry_on_playing(mentions, frame);
  add_lost_unit(frame);
  start_what_is_told(frame);
  finish_number(frame);
  open_to_there(frame);
  play_what_would_be_heard(frame);
  leave_within(frame);
  do_the_same(frame);
  ask_what_is_got(frame);
  light_my_own(frame);
  measure_what_is_named(frame);
  turn_what_blows(frame);
  switch_what_is_left(frame);
  heat_what_only_warms(frame);
  ask_whether_home(frame);
  compare_with_that(frame);
  wish_politely(frame);
}

void repair_leaning_clauses(std::vector<Frame>& frames) {
  act_on_what_was_told(frames);
  drop_polite_condition(frames);
  drop_what_is_disliked(frames);
  ask_before_acting(frames);
  time_the_next(frames);
  switch_the_others(frames);
  lengthen_once(frames);
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
