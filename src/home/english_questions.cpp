// Each repair is small and stands alone; see english_questions.h.
#include "home/english_questions.h"

#include <string>
#include <string_view>
#include <vector>

#include "home/english_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

/// "Only if Owen's out", "if Owen's not home": where somebody is who was read as a thing, or as everybody.
void ask_where_somebody_is(std::span<const Mention> mentions, Frame& frame) {
  const bool everybody = frame.kind == Kind::person && frame.spans.empty();
  const bool a_thing = frame.kind == Kind::any && frame.spans.size() == 1 && frame.has(SpanRole::name);
  if (frame.role != ClauseRole::condition || frame.intent != Intent::get_state || !(everybody || a_thing) ||
      frame.comparison != Comparison::none)
    return;
  struct Where {
    std::string_view words;
    Asked asked;
  };
  constexpr Where kWheres[] = {
      {"'s out", Asked::away},       {" is out", Asked::away},     {"'s away", Asked::away},
      {" is away", Asked::away},     {"'s not home", Asked::away}, {" isn't home", Asked::away},
      {" is not home", Asked::away}, {"'s not in", Asked::away},   {" isn't in", Asked::away},
      {"'s home", Asked::home},      {" is home", Asked::home}};
  const std::string said = plain_words(frame.said);
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::name) continue;
    std::string name = words_of(frame, mention);
    if (name.ends_with("'s")) name.resize(name.size() - 2);
    const std::string who = utf8::ascii_lower(name);
    for (const Where& where : kWheres) {
      // "If the lamp's out" has an article.
      if (said.find(" if " + who + std::string(where.words) + " ") == std::string::npos) continue;
      frame.asked = where.asked;
      frame.kind = Kind::any;
      frame.quantity = Quantity::unsaid;
      frame.spans = {{SpanRole::name, name}};
      return;
    }
  }
}

/// "What's on the wireless": what it plays.
void ask_what_plays(Frame& frame) {
  const bool asks_value = frame.intent == Intent::get_state && frame.question == Question::value &&
                          frame.attribute == Attribute::none && frame.role == ClauseRole::main &&
                          (frame.kind == Kind::any || frame.kind == Kind::speaker || frame.kind == Kind::tv);
  if (!asks_value || frame.spans.size() != 1) return;
  const std::string said = spaced(frame);
  if (says(said, {" we're listening to ", " are we listening to ", " we are listening to ",
                  " i'm listening to ", " am i listening to "}))
    frame.attribute = Attribute::media;
  constexpr std::string_view kPlayers[] = {"wireless", "radio", "telly", "tv",     "stereo",
                                           "hi-fi",    "sonos", "box",   "speaker"};
  const std::string noun = utf8::ascii_lower(std::string(frame.spans[0].text));
  if (is_one_of(noun.substr(noun.rfind(' ') + 1), kPlayers) &&
      says(said, {" what's on the ", " what is on the "}))
    frame.attribute = Attribute::media;
}

/// What was read as nothing of a home asks.
void become(Frame& frame, Kind kind, Question question, Asked asked) {
  frame.intent = Intent::get_state;
  frame.kind = kind;
  frame.question = question;
  frame.asked = asked;
  frame.mended = true;
}

/// "How many lights are burning on the bank", read as nothing of a home.
void count_the_lights(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.spans.empty()) return;
  if (!says(spaced(frame), {" how many lights are burning ", " how many lights are on ",
                            " how many lights are lit ", " how many lights are still on "}))
    return;
  become(frame, Kind::light, Question::count, Asked::on);
  frame.spans = {{SpanRole::kind, "lights"}};
  if (mentions.size() == 1 && (mentions[0].role == SpanRole::area || mentions[0].role == SpanRole::floor))
    frame.spans.push_back({mentions[0].role, words_of(frame, mentions[0])});
}

/// "May I ask who's in at the moment", read as nothing of a home.
void ask_who_is_there(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.spans.empty()) return;
  const std::string said = spaced(frame);
  if (!says(said, {" who's in ", " who is in ", " who's home ", " who is home ", " who's about "}) ||
      says(said, {" in the ", " in my ", " in charge ", " in love "}))
    return;
  become(frame, Kind::person, Question::which, Asked::home);
}

/// "What are the panels making", "are the solar panels making anything", read as nothing of a home.
void ask_what_the_sun_gives(std::span<const Mention> mentions, Frame& frame) {
  // Or as whether anything at all is on.
  const bool of_nothing = frame.intent == Intent::get_state && frame.spans.empty() &&
                          frame.kind == Kind::any && frame.place == Place::unsaid;
  if ((frame.intent != Intent::none && !of_nothing) || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  if (!says(said, {" panels ", " solar "}) || !says(said, {" making ", " producing ", " generating "}) ||
      !asks(split_words(said)) || says(said, {" than "}))
    return;
  std::string thing = says(said, {" solar panels "}) ? "solar panels"
                      : says(said, {" panels "})     ? "panels"
                                                     : "solar";
  for (const Mention& mention : mentions)
    if (mention.role == SpanRole::name) thing = words_of(frame, mention);
  frame.intent = Intent::get_state;
  frame.question = Question::value;
  frame.asked = Asked::none;
  frame.mended = true;
  frame.spans = {{SpanRole::name, thing}};
}

/// "How hot is the water in the tank": the tank is asked about.
void ask_what_holds_it(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.role != ClauseRole::main ||
      !says(spaced(frame), {" hot is the water in ", " warm is the water in "}))
    return;
  const auto first = frame.spans.begin();
  if (frame.spans.size() != 2 || first->text != "water" || !is_target(first[1].role)) return;
  frame.spans.erase(first);
  if (frame.spans[0].role == SpanRole::name) frame.kind = Kind::any;
  frame.question = Question::value;
  frame.attribute = Attribute::temperature;
}

/// "How much juice is the dryer pulling" is of no battery.
void ask_what_is_drawn(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.kind != Kind::battery) return;
  const std::string said = spaced(frame);
  if (says(said, {" how much "}) && says(said, {" pulling ", " drawing ", " using ", " burning "}) &&
      !says(said, {" battery ", " batteries ", " left "}))
    frame.kind = Kind::power;
}

/// "Is the blind's battery alright", "is the phone battery charged": where it is not low.
void ask_whether_it_is_well(Frame& frame) {
  const bool as_charging = frame.kind == Kind::battery_charging && frame.text(SpanRole::kind) == "battery";
  if (frame.intent != Intent::get_state || frame.question != Question::yes_no || frame.asked != Asked::on)
    return;
  if (as_charging) frame.kind = Kind::battery;
  if (frame.kind == Kind::battery &&
      says(spaced(frame), {" alright ", " all right ", " ok ", " okay ", " fine ", " good ", " charged"}) &&
      !says(spaced(frame), {" not ", "n't "}))
    frame.asked = Asked::off;
}

/// "What's the dehumidifier set to", read as how humid it is there: its target.
void ask_what_it_is_set_to(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.attribute != Attribute::humidity ||
      !(frame.question == Question::value || frame.question == Question::yes_no))
    return;
  const std::string said = spaced(frame);
  const bool of_humidifier =
      frame.kind == Kind::humidifier || frame.kind == Kind::dehumidifier || says(said, {"humidifier"});
  if (of_humidifier && (says(said, {" set to ", " set at ", " set for ", " set the ", " target ", " setting ",
                                    " supposed to be ", " aiming for ", " going for "}) ||
                        ends(said, {" set "})))
    frame.attribute = Attribute::target_temperature;  // of what has no temperature, its target
}

/// "Has the post come", read as nothing of a home: whether the thing that is named tells so.
void ask_whether_it_came(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || mentions.size() != 1 ||
      mentions[0].role != SpanRole::name || mentions[0].owns)
    return;
  const std::string said = spaced(frame), name = words_of(frame, mentions[0]);
  const std::string_view words = trim_spaces(said);
  const std::string begin = "has the " + utf8::ascii_lower(name);
  if (words != begin + " come" && words != begin + " come yet" && words != begin + " arrived" &&
      words != begin + " been")
    return;
  frame = {.intent = Intent::get_state,
           .question = Question::yes_no,
           .asked = Asked::on,
           .spans = {{SpanRole::name, name}},
           .said = frame.said,
           .mended = true};
}

/// "What's the high going to be": no place is called "be".
void drop_verbs_of_weather(Frame& frame) {
  constexpr std::string_view kVerbs[] = {"be", "get", "do", "look", "like"};
  if (frame.intent == Intent::get_weather)
    std::erase_if(frame.spans, [&](const Span& span) {
      return span.role == SpanRole::name && is_one_of(utf8::ascii_lower(span.text), kVerbs);
    });
}

/// "Is it blowing tomorrow", "how hard's that wind": the weather.
void ask_of_the_wind(Frame& frame) {
  const std::string said = spaced(frame);
  const bool blows = frame.intent == Intent::get_state && says(said, {" is it blowing ", " will it blow "});
  const bool wind = frame.intent == Intent::none && says(said, {" how hard", " how strong"}) &&
                    says(said, {" the wind ", " that wind ", " wind blow"});
  if (frame.role != ClauseRole::main || !(blows || wind)) return;
  frame.intent = Intent::get_weather;
  frame.kind = Kind::any;
  frame.question = Question::none;
  frame.mended = true;
  std::erase_if(frame.spans, [](const Span& span) { return span.role != SpanRole::date; });
}

}  // namespace

void repair_english_question(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  ask_where_somebody_is(mentions, frame);
  ask_what_plays(frame);
  count_the_lights(mentions, frame);
  ask_who_is_there(frame);
  ask_what_the_sun_gives(mentions, frame);
  ask_what_holds_it(frame);
  ask_what_is_drawn(frame);
  ask_whether_it_is_well(frame);
  ask_of_the_wind(frame);
  drop_verbs_of_weather(frame);
  ask_whether_it_came(mentions, frame);
  ask_what_it_is_set_to(frame);
}

}  // namespace ondol::home
