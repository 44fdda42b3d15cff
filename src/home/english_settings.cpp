// Each repair is small and stands alone; see english_settings.h.
#include "home/english_settings.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "home/english_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/quantity.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

bool is_number(std::string_view value) { return read_quantity(value).number.has_value(); }

void become(Frame& frame, Intent intent) {
  frame.intent = intent;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
  frame.question = Question::none;
  frame.asked = Asked::none;
  frame.mended = true;
}

/// "Put room | two's radiator on auto": a verb is no part of the name behind it.
void drop_verb_of_place(std::span<const Mention> mentions, Frame& frame) {
  const auto placed = place_spans(frame);
  if (placed.empty() || placed[0].begin != 0) return;
  for (const std::string_view verb : {"put ", "set ", "turn ", "switch ", "make ", "get "}) {
    if (!utf8::ascii_lower(frame.said).starts_with(verb)) continue;
    for (const Mention& mention : mentions)
      if (mention.begin == verb.size() && mention.end > placed[0].end && is_target(mention.role) &&
          (placed.size() < 2 || placed[1].begin >= mention.end))
        frame.spans[placed[0].index] = {mention.role, words_of(frame, mention)};
    return;
  }
}

/// "Put the jug on": the one noun between a verb and its particle, which was not read.
void add_lost_thing(Frame& frame) {
  constexpr std::string_view kVerbs[] = {"put", "turn", "switch", "pop", "stick", "flick", "get", "whack"};
  constexpr std::string_view kOwners[] = {"the", "my", "our"};
  constexpr std::string_view kNoThings[] = {"one",  "ones", "other", "others", "lot",   "same", "rest",
                                            "both", "all",  "thing", "things", "first", "last", "second"};
  if ((frame.intent != Intent::turn_on && frame.intent != Intent::turn_off) || !frame.spans.empty() ||
      frame.kind != Kind::any || frame.quantity != Quantity::unsaid || frame.place != Place::unsaid ||
      frame.reference != Reference::none || frame.role != ClauseRole::main)
    return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  constexpr std::string_view kPolite[] = {"please", "pet", "love", "mate", "dear", "ta", "thanks", "hun"};
  const size_t n = words.size() - (words.size() > 1 && is_one_of(words.back(), kPolite) ? 1 : 0);
  constexpr size_t kFewest = 4, kMost = 5;  // "put the jug on", "put the coffee machine on"
  if (n < kFewest || n > kMost || !is_one_of(words[0], kVerbs) || !is_one_of(words[1], kOwners) ||
      words[n - 1] != (frame.intent == Intent::turn_on ? "on" : "off") ||
      std::any_of(words.begin() + 2, words.begin() + static_cast<std::ptrdiff_t>(n),
                  [&](std::string_view word) { return is_one_of(word, kNoThings); }))
    return;
  const auto begin = static_cast<size_t>(words[2].data() - said.data());
  const auto end = static_cast<size_t>(words[n - 2].data() - said.data()) + words[n - 2].size();
  frame.spans.push_back({SpanRole::name, frame.said.substr(begin - 1, end - begin)});
}

/// "Film night, please": a name of the home and nothing else is wished for.
void want_what_is_named(std::span<const Mention> mentions, Frame& frame) {
  constexpr std::string_view kPolite[] = {"please", "lads", "love", "mate", "thanks", "ta", "then", "folks"};
  const bool asks_its_state = frame.intent == Intent::get_state && frame.kind == Kind::any &&
                              (frame.question == Question::value || frame.question == Question::none) &&
                              frame.asked == Asked::none && frame.attribute == Attribute::none;
  if ((frame.intent != Intent::none && frame.intent != Intent::respond && !asks_its_state) ||
      frame.role != ClauseRole::main || mentions.size() != 1 || mentions[0].begin != 0 || mentions[0].owns ||
      mentions[0].role != SpanRole::name)
    return;
  const std::string said = spaced(frame), name = words_of(frame, mentions[0]);
  const auto rest = split_words(std::string_view(said).substr(mentions[0].end + 1));
  // One word may be who is spoken to, and "good night, love" is only said.
  if (name.find(' ') == std::string::npos || utf8::ascii_lower(name).starts_with("good ") || rest.empty() ||
      std::ranges::any_of(rest, [&](std::string_view word) { return !is_one_of(word, kPolite); }))
    return;
  become(frame, Intent::turn_on);
  frame.kind = Kind::any;
  frame.reference = Reference::none;
  frame.spans = {{SpanRole::name, name}};
}

/// "We're all leaving, run everyone out", read as something else: what is run is called so.
void run_what_is_named(std::span<const Mention> mentions, Frame& frame) {
  if (!(acts_on_things(frame.intent) || frame.intent == Intent::none || frame.intent == Intent::respond) ||
      frame.role != ClauseRole::main)
    return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  for (const Mention& mention : mentions) {
    const std::string name = words_of(frame, mention);
    // What else was read is a part of the name: "everyone" of "Everyone Out".
    if (placed.size() != frame.spans.size() ||
        std::ranges::any_of(placed, [&](const Placed& each) { return !is_wider(mention, each); }))
      continue;
    constexpr std::string_view kPolite[] = {"", "please", "now", "then", "thanks", "for me"};
    if (mention.role != SpanRole::name || mention.owns || name.find(' ') == std::string::npos ||
        !is_one_of(trim_spaces(std::string_view(said).substr(mention.end + 1)), kPolite) ||
        !ends(said.substr(0, mention.begin + 1),
              {" run ", " activate ", " trigger ", " run the ", " activate the ", " trigger the "}))
      continue;
    become(frame, Intent::turn_on);
    frame.kind = Kind::any;
    frame.quantity = Quantity::unsaid;
    frame.place = Place::unsaid;
    frame.reference = Reference::none;
    frame.spans = {{SpanRole::name, name}};
    return;
  }
}

/// "Lights out scene": of a scene's name "out" turns nothing off.
void start_the_scene(Frame& frame) {
  if (frame.intent != Intent::turn_off || frame.kind != Kind::scene || frame.role != ClauseRole::main) return;
  std::string said = spaced(frame);
  for (const Placed& each : place_spans(frame)) {
    if (frame.spans[each.index].role != SpanRole::name) continue;
    const std::string_view name(frame.spans[each.index].text);
    if (!ends(utf8::ascii_lower(std::string(name)), {" out", " off"})) continue;
    said.erase(each.begin + 1, each.end - each.begin);
    if (!says(said, {" off ", " out ", " stop ", " cancel ", " end ", " kill "}))
      become(frame, Intent::turn_on);
    return;
  }
}

/// "All the kitchen lights off except the worktop ones": they are what the clause is about.
void read_spared_ones(Frame& frame) {
  const std::string noun(frame.text(SpanRole::kind));
  if (noun.empty() || frame.texts(SpanRole::kind).size() != 1) return;
  for (Span& span : frame.spans) {
    if (span.role != SpanRole::except) continue;
    for (const std::string_view one : {" ones", " one"})
      if (span.text.ends_with(one)) {
        span.text.replace(span.text.size() - one.size() + 1, one.size() - 1, noun);
        break;
      }
  }
}

/// "Stick the aircon on cool at nineteen": the mode, which was not read.
void add_lost_mode(Frame& frame) {
  constexpr std::string_view kModes[] = {"cool", "cooling", "heat", "heating"};
  constexpr std::string_view kLinks[] = {"at", "with", "and"};
  const bool sets = frame.intent == Intent::climate_set_temperature ||
                    frame.intent == Intent::climate_set_mode || frame.intent == Intent::fan_set_speed;
  if (!sets || frame.kind == Kind::fan || frame.role != ClauseRole::main || !has_target(frame) ||
      frame.texts(SpanRole::value).size() != 1 || !is_number(frame.text(SpanRole::value)))
    return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  const auto at = [&](size_t i) { return static_cast<size_t>(words[i].data() - said.data()) - 1; };
  const auto placed = place_spans(frame);
  const auto value = std::ranges::find_if(
      placed, [&](const Placed& p) { return frame.spans[p.index].role == SpanRole::value; });
  if (value == placed.end()) return;
  for (size_t i = 1; i + 1 < words.size(); ++i) {
    if (!is_one_of(words[i], kModes)) continue;
    const bool has = says(said, {" have "}) && words[i + 1] == "to";  // "have the mini split heat to sixty"
    const bool named = words[i + 1] == "mode";                        // "heat pump cooling mode at seventeen"
    if (words[i - 1] != "on" && words[i - 1] != "to" && !has && !named) continue;
    size_t next = has || named || is_one_of(words[i + 1], kLinks) ? i + 2 : i + 1;
    if (named && next < words.size() && is_one_of(words[next], kLinks)) ++next;
    if (next >= words.size() || at(next) != value->begin) continue;
    const Span mode{SpanRole::value, frame.said.substr(at(i), words[i].size())};
    for (const Placed& each : placed)
      if (each.begin == at(i) && frame.spans[each.index].text == mode.text) {
        frame.spans[each.index] = mode;  // read as a noun
        return;
      }
    if (is_covered(placed, at(i), at(i) + words[i].size())) return;
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(value->index), mode);
    return;
  }
}

/// "Crack the vent open about thirty percent", "the skylight open a tenth": as far as that.
void open_as_far(Frame& frame) {
  if (frame.intent != Intent::open || frame.role != ClauseRole::main || is_relative(frame) ||
      frame.has(SpanRole::delay) || frame.has(SpanRole::condition) || !has_target(frame))
    return;
  const std::string said = spaced(frame);
  const std::string_view words = trim_spaces(said);
  if (!frame.has(SpanRole::value))
    for (const std::string_view share : {" a tenth", " a quarter", " a third", " a fifth"})
      if (words.ends_with(" open" + std::string(share))) {
        const auto begin = static_cast<size_t>(words.data() - said.data()) + words.size() - share.size();
        frame.spans.push_back({SpanRole::value, frame.said.substr(begin, share.size() - 1)});
        break;
      }
  const auto values = frame.texts(SpanRole::value);
  if (values.size() != 1 || !is_number(values[0]) || says(said, {" by ", " another ", " more ", " further "}))
    return;
  frame.intent = Intent::set_position;
  frame.attribute = Attribute::position;
  frame.operation = Operation::set;
}

/// "The blind three quarters down", "a third closed": that share is shut, and the rest stands open.
void close_as_far(Frame& frame) {
  if (frame.intent != Intent::set_position || frame.operation != Operation::set ||
      frame.role != ClauseRole::main || frame.texts(SpanRole::value).size() != 1)
    return;
  const std::string said = spaced(frame);
  for (const Placed& each : place_spans(frame)) {
    Span& value = frame.spans[each.index];
    if (value.role != SpanRole::value) continue;
    std::string_view behind = std::string_view(said).substr(each.end + 1);
    for (const std::string_view way : {" of the way", " way"})
      if (behind.starts_with(way)) behind.remove_prefix(way.size());
    const bool down_to = starts(behind, {" down to ", " down at "});
    const QuantityRead share = read_quantity(value.text);
    if (down_to || !starts(behind, {" closed ", " shut ", " down ", " drawn "}) || !share.number ||
        !(*share.number > 0 && *share.number < 100))
      return;
    value.text = std::to_string(std::lround(100 - *share.number)) + " percent";
    return;
  }
}

/// "Pirate blackout down now", read as dimmer: what hangs at a window goes down or up.
void draw_what_hangs(Frame& frame) {
  if (frame.intent != Intent::light_set || !is_relative(frame) || frame.has(SpanRole::value) ||
      frame.role != ClauseRole::main || frame.texts(SpanRole::name).size() != 1)
    return;
  const std::string said = spaced(frame);
  const std::string name = utf8::ascii_lower(std::string(frame.text(SpanRole::name)));
  if (!ends(name, {"blind", "blinds", "blackout", "blackouts", "curtain", "curtains", "shutter", "shutters",
                   "shade", "shades", "sheers"}) ||
      says(said,
           {" a bit ", " a little ", " some ", " a touch ", " slightly ", " a notch ", " more ", " light"}))
    return;
  if (says(said, {" " + name + " down "})) become(frame, Intent::close);
  if (says(said, {" " + name + " up "})) become(frame, Intent::open);
}

/// "Blinds up in the saloon", read as shutting them, and "it's too bright, do the blind" as opening it.
void draw_as_said(Frame& frame) {
  if ((frame.intent != Intent::close && frame.intent != Intent::open) || frame.role != ClauseRole::main)
    return;
  constexpr std::string_view kHangs[] = {"blind",    "blinds", "curtain", "curtains", "shutter",
                                         "shutters", "shade",  "shades",  "sheers"};
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  const auto noun = std::ranges::find_if(placed, [&](const Placed& each) {
    const std::string text = utf8::ascii_lower(frame.spans[each.index].text);
    return is_target(frame.spans[each.index].role) && is_one_of(text.substr(text.rfind(' ') + 1), kHangs);
  });
  if (noun == placed.end()) return;
  const auto before = std::string_view(said).substr(0, noun->begin + 1);
  const auto behind = std::string_view(said).substr(noun->end + 1);
  const bool has_verb = says(said, {" open", " close", " shut", " draw", " not ", "n't "});
  const bool both_ways = says(said, {" up "}) && says(said, {" down "});
  if (frame.intent == Intent::open && !has_verb && ends(before, {" do the ", " do my ", " do our "}) &&
      says(before, {" too bright ", " too sunny ", " glare "}))
    return become(frame, Intent::close);
  if (has_verb || both_ways) return;
  if (frame.intent == Intent::close && behind.starts_with(" up ")) become(frame, Intent::open);
  if (frame.intent == Intent::open && behind.starts_with(" down ")) become(frame, Intent::close);
}

/// "Turn off his big light", read as a setting without a value; to kill a light is no dimming.
void switch_by_its_verb(Frame& frame) {
  // "I need my flat white, fire up the coffee machine": a colour in front of that verb is of something else.
  if (const size_t verb = spaced(frame).find(" fire up ");
      frame.intent == Intent::light_set && frame.role == ClauseRole::main && verb != std::string::npos) {
    const auto in_front = [&](const Placed& each) {
      return is_target(frame.spans[each.index].role) != (each.end <= verb);
    };
    const auto all = place_spans(frame);
    if (has_target(frame) && all.size() == frame.spans.size() && std::ranges::all_of(all, in_front)) {
      std::erase_if(frame.spans, [](const Span& span) { return !is_target(span.role); });
      return become(frame, Intent::turn_on);
    }
  }
  const auto placed = place_spans(frame);
  if (frame.intent != Intent::light_set || frame.has(SpanRole::value) || frame.role != ClauseRole::main ||
      placed.empty() || !has_target(frame) || frame.operation == Operation::maximum ||
      frame.operation == Operation::minimum || frame.operation == Operation::raise)
    return;
  const std::string before = spaced(frame).substr(0, placed[0].begin + 1);
  if (says(before, {" kill "})) return become(frame, Intent::turn_off);
  if (frame.operation == Operation::lower) return;
  const bool off = says(before, {" turn off ", " switch off ", " shut off "});
  const bool on = says(before, {" turn on ", " switch on "});
  if (off != on) become(frame, off ? Intent::turn_off : Intent::turn_on);
}

/// "Bring the lamp to full brightness", "put it on as bright as it goes", of which only the lamp was read.
void set_to_full(Frame& frame) {
  const bool nothing = sets_a_number(frame.intent) && !frame.has(SpanRole::value) &&
                       (frame.operation == Operation::none || frame.operation == Operation::set);
  const std::string said = spaced(frame);
  const bool as_bright =
      frame.intent == Intent::turn_on && !frame.has(SpanRole::value) &&
      says(said, {" bright as it goes ", " bright as she goes ", " bright as they go ",
                  " bright as it'll go ", " bright as it will go ", " bright as they'll go "});
  if (!(nothing || as_bright) || frame.role != ClauseRole::main || !has_target(frame)) return;
  if (as_bright || says(said, {" to full brightness ", " at full brightness "})) {
    frame.intent = Intent::light_set;
    frame.attribute = Attribute::brightness;
    frame.operation = Operation::maximum;
  }
}

/// "Give more heat to the water heater, 130": nothing gets warmer by so much.
void heat_up_to(Frame& frame) {
  constexpr double kMostSteps = 30;  // degrees
  if (frame.intent != Intent::climate_set_temperature || !is_relative(frame) ||
      frame.texts(SpanRole::value).size() != 1 || says(spaced(frame), {" by "}))
    return;
  const QuantityRead to = read_quantity(frame.text(SpanRole::value));
  const bool degrees = to.unit == Unit::none || to.unit == Unit::degrees;
  if (to.number && degrees && *to.number > kMostSteps) frame.operation = Operation::set;
}

/// "Might I have the guest room light on" asks nothing.
void grant_what_is_begged(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.role != ClauseRole::main || !has_target(frame) ||
      (frame.asked != Asked::on && frame.asked != Asked::off))
    return;
  const std::string said = spaced(frame);
  if (!says(said, {" might i have the ", " may i have the ", " can i have the ", " could i have the ",
                   " can we have the ", " could we have the ", " may we have the "}))
    return;
  std::string plain = plain_words(frame.said);
  const auto words = split_words(plain);
  const std::string_view last = last_word(words);
  if (last == "on") become(frame, Intent::turn_on);
  if (last == "off") become(frame, Intent::turn_off);
}

/// "Play Anjali's speaker again" goes on; "go back to the last one" is what played before, and no way home.
void play_again(Frame& frame) {
  const std::string said = spaced(frame);
  const std::string name = utf8::ascii_lower(std::string(frame.text(SpanRole::name)));
  if (frame.intent == Intent::media_previous && !name.empty() &&
      (said.find(" play " + name + " again ") != std::string::npos ||
       said.find(" play the " + name + " again ") != std::string::npos))
    frame.intent = Intent::media_unpause;
  if (frame.intent == Intent::vacuum_return &&
      says(said, {" to the last one ", " to the previous one ", " to the last song ", " to the last track "}))
    frame.intent = Intent::media_previous;
}

/// "The fan right | up to full", "the island thingy": what only strengthens or fills is no part of a name.
void drop_fillers_of_names(std::span<const Mention> mentions, Frame& frame) {
  const std::string said = spaced(frame);
  for (const Placed& each : place_spans(frame)) {
    std::string& name = frame.spans[each.index].text;
    if (frame.spans[each.index].role != SpanRole::name ||
        std::ranges::any_of(mentions, [&](const Mention& m) { return m.end == each.end; }))
      continue;
    const std::string_view behind = std::string_view(said).substr(each.end + 1);
    const bool strengthens = name.ends_with(" right") && starts(behind, {" up ", " down ", " in ", " out "});
    if (strengthens) name.resize(name.size() - std::string_view(" right").size());
    for (const std::string_view filler : {" thingy", " thingies", " thingamajig", " whatsit"})
      if (name.ends_with(filler)) name.resize(name.size() - filler.size());
  }
}

/// "Nudge it up one more", "turn them off please": "it" and "them" were said, and not read.
void add_said_it(Frame& frame) {
  const bool relative = is_relative(frame) && sets_a_number(frame.intent);
  constexpr Intent kMoves[] = {Intent::turn_on, Intent::turn_off, Intent::open, Intent::close};
  const bool moves = is_one_of(frame.intent, kMoves);
  if (!(relative || moves) || frame.reference != Reference::none || has_target(frame) ||
      frame.kind != Kind::any || frame.place != Place::unsaid || frame.quantity != Quantity::unsaid ||
      frame.has(SpanRole::except) || frame.role != ClauseRole::main)
    return;
  if (moves) {
    const std::string said = spaced(frame);
    for (const std::string_view verb : {" turn ", " switch ", " shut ", " close ", " open "}) {
      if (says(said, {std::string(verb) + "them ", std::string(verb) + "those "}))
        frame.reference = Reference::them;
      if (says(said, {std::string(verb) + "it on ", std::string(verb) + "it off "}))
        frame.reference = Reference::it;
    }
    return;
  }
  if (says(spaced(frame), {" it up ", " it down ", " it a bit up ", " it back up ", " it back down "}))
    frame.reference = Reference::it;
}

/// "Kill the lights on me", read as nothing of a home.
void kill_the_lights(Frame& frame) {
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || frame.kind != Kind::light ||
      !frame.has(SpanRole::kind))
    return;
  const std::string said = spaced(frame);
  if (!starts(said, {" kill the lights ", " kill my lights ", " kill all the lights "})) return;
  become(frame, Intent::turn_off);
}

/// "Shut the curtains, will ye", read as nothing of a home but curtains.
void shut_what_is_said(Frame& frame) {
  constexpr std::string_view kAsked[] = {"will", "would",  "can", "could", "you",
                                         "ye",   "please", "now", "love"};
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || has_target(frame)) return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  if (words.size() < 3 || !(words[0] == "shut" || words[0] == "close") ||
      !(words[1] == "the" || words[1] == "my" || words[1] == "our") ||
      !is_one_of(frame.kind, kinds_of(words[2])) ||
      std::any_of(words.begin() + 3, words.end(), [&](auto word) { return !is_one_of(word, kAsked); }))
    return;
  become(frame, Intent::close);
  frame.spans = {{SpanRole::kind, std::string(words[2])}};
}

/// "Open the other one as well", read as the same again: its verb was said.
void do_as_the_verb_says(Frame& frame) {
  if (frame.intent != Intent::repeat || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  if (!says(said, {" the other one ", " the other ones ", " the others "})) return;
  if (starts(said, {" open "})) become(frame, Intent::open);
  if (starts(said, {" close ", " shut "}) && !says(said, {" off ", " down "})) become(frame, Intent::close);
}

/// "Do the same in the loo", read as switching something on.
void do_the_same(Frame& frame) {
  if (!acts_on_things(frame.intent) || frame.role != ClauseRole::main || frame.has(SpanRole::value) ||
      !says(spaced(frame), {" do the same "}))
    return;
  become(frame, Intent::repeat);
}

/// "And Dad's", read as nothing of a home: his is what was spoken of.
void go_on_with_whose(Frame& frame) {
  constexpr std::string_view kNobody[] = {"it's",  "that's", "what's", "who's",   "where's", "there's",
                                          "he's",  "she's",  "how's",  "here's",  "let's",   "when's",
                                          "why's", "else's", "one's",  "today's", "god's"};
  if (frame.intent != Intent::none || frame.role != ClauseRole::main || !frame.spans.empty()) return;
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  const bool too = words.size() == 3 && (words[2] == "too" || words[2] == "please");
  if (!(words.size() == 2 || too) || words[0] != "and" || !words[1].ends_with("'s") ||
      is_one_of(words[1], kNobody))
    return;
  const auto at = static_cast<size_t>(words[1].data() - said.data()) - 1;
  become(frame, Intent::repeat);
  frame.spans = {{SpanRole::name, frame.said.substr(at, words[1].size())}};
}

/// "Monitors off desk lamp off", read as one name: the word between two things is no part of any.
void part_names(std::span<const Mention> mentions, Frame& frame) {
  const bool on = frame.intent == Intent::turn_on;
  if ((!on && frame.intent != Intent::turn_off) || frame.role != ClauseRole::main) return;
  const std::string_view word = on ? " on " : " off ";
  for (const Placed& each : place_spans(frame)) {
    const std::string name = frame.spans[each.index].text;
    const size_t at = name.find(word);
    const size_t next = at + word.size();
    if (frame.spans[each.index].role != SpanRole::name || at == std::string::npos || at == 0 ||
        next >= name.size() || is_mentioned(mentions, each.begin + at, each.begin + next) ||
        !std::string_view(frame.said).substr(each.end).starts_with(on ? " on" : " off"))
      continue;
    frame.spans[each.index].text = name.substr(0, at);
    frame.spans.insert(frame.spans.begin() + static_cast<std::ptrdiff_t>(each.index) + 1,
                       {SpanRole::name, name.substr(next)});
    return;
  }
}

/// "Don't touch the nursery, just put the landing light off": what stands behind "just" is wanted.
void do_just_that(Frame& frame) {
  if (!acts_on_things(frame.intent) || frame.role != ClauseRole::main || frame.has(SpanRole::except)) return;
  const std::string said = plain_words(frame.said);
  const size_t at = said.find(" just ");
  const bool forbids_first =
      starts(said, {" don't touch ", " dont touch ", " do not touch ", " never mind "}) &&
      at != std::string::npos;
  const auto placed = place_spans(frame);
  if (!forbids_first || placed.size() != frame.spans.size() || placed.empty() || placed[0].begin < at) return;
  frame.said.erase(0, at + std::string_view("just ").size());
  frame.mended = true;
}

}  // namespace

void repair_english_setting(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  drop_verb_of_place(mentions, frame);
  add_lost_thing(frame);
  want_what_is_named(mentions, frame);
  run_what_is_named(mentions, frame);
  start_the_scene(frame);
  read_spared_ones(frame);
  add_lost_mode(frame);
  open_as_far(frame);
  close_as_far(frame);
  draw_what_hangs(frame);
  draw_as_said(frame);
  switch_by_its_verb(frame);
  set_to_full(frame);
  heat_up_to(frame);
  grant_what_is_begged(frame);
  play_again(frame);
  do_just_that(frame);
  drop_fillers_of_names(mentions, frame);
  add_said_it(frame);
  kill_the_lights(frame);
  part_names(mentions, frame);
  shut_what_is_said(frame);
  do_as_the_verb_says(frame);
  do_the_same(frame);
  go_on_with_whose(frame);
}

}  // namespace ondol::home
