// Each repair is small and stands alone; see word_repair.h.
#include "home/word_repair.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "home/english_exceptions.h"
#include "home/english_words.h"
#include "home/hear.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/timer_words.h"
#include "home/values/duration.h"
#include "home/values/number.h"
#include "home/values/quantity.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

constexpr std::string_view kArticles[] = {"the", "a", "an", "some"};

using Words = std::span<const std::string_view>;

/// Commands whose targets are found by name, room and kind.
bool moves_things(Intent intent) {
  constexpr Intent kMoving[] = {Intent::turn_on,
                                Intent::turn_off,
                                Intent::open,
                                Intent::close,
                                Intent::lock,
                                Intent::stop,
                                Intent::climate_set_mode,
                                Intent::set_volume_relative};
  return sets_a_number(intent) || std::ranges::find(kMoving, intent) != std::end(kMoving);
}

constexpr std::string_view kSpares[] = {" but leave ",
                                        " but not ",
                                        " apart from ",
                                        " except ",
                                        " except for ",
                                        " cept ",
                                        " cept for ",
                                        " but keep ",
                                        " other than ",
                                        " not the ",
                                        " bar the ",
                                        " bar my ",
                                        " save for ",
                                        " barring ",
                                        " just not ",
                                        " leave the ",
                                        " leave my ",
                                        " aside from ",
                                        " with the exception of "};

/// "Lights out upstairs but leave the reading lamp be": read as one more thing that goes out.
void spare_what_is_left(std::span<const Mention> mentions, Frame& frame) {
  if (!moves_things(frame.intent) || frame.has(SpanRole::except)) return;
  const std::string said = spaced(frame);
  size_t cut = std::string::npos;
  for (const std::string_view words : kSpares) {
    const size_t at = said.find(words, 1);
    if (at != std::string::npos) cut = std::min(cut, at);
  }
  // "Lights off upstairs, leave Junie's lamp alone."
  if (trim_spaces(said).ends_with(" alone")) cut = std::min(cut, said.find(" leave ", 1));
  if (cut == std::string::npos) return;
  bool before = false, names_before = false;
  std::vector<size_t> behind;  // spans, ascending
  for (const Placed& each : place_spans(frame)) {
    const SpanRole role = frame.spans[each.index].role;
    if (!is_target(role)) continue;
    if (each.begin >= cut) {
      behind.push_back(each.index);
    } else {
      before = true;
      names_before = names_before || role == SpanRole::name;
    }
  }
  if (!before) return;
  if (!behind.empty() && names_before) {  // each thing was named: what is left needs no sparing
    erase_spans(frame, behind);
  } else if (!behind.empty()) {
    for (const size_t i : behind) frame.spans[i].role = SpanRole::except;
  } else {
    const auto spared =
        std::ranges::find_if(mentions, [&](const Mention& m) { return m.begin >= cut && !m.owns; });
    if (spared == mentions.end()) return;
    frame.spans.push_back({SpanRole::except, words_of(frame, *spared)});
  }
  // "The light off but leave the strip" is about this room, where that hangs.
  if (!names_before && frame.quantity == Quantity::unsaid &&
      (frame.has(SpanRole::area) || frame.has(SpanRole::floor) || frame.kind == Kind::any ||
       says(said, {" all ", " every", " whole ", " house "})))
    frame.quantity = Quantity::all;
}

/// A room of the home that stands in a clause about a kind of thing, and that no span has: "how many lights
/// are burning on the bank".
void add_lost_place(std::span<const Mention> mentions, Frame& frame) {
  // "Unlock all of Gran's flat": less than all of the home.
  const bool all = frame.intent == Intent::unlock && frame.quantity == Quantity::all;
  if (!moves_things(frame.intent) && frame.intent != Intent::get_state && !all) return;
  if (frame.role == ClauseRole::condition || frame.comparison != Comparison::none) return;
  if (frame.has(SpanRole::name) || frame.has(SpanRole::area) || frame.has(SpanRole::floor)) return;
  if (!frame.has(SpanRole::kind) && !all) return;
  const std::string said = spaced(frame);
  for (const std::string_view here : {" my room ", " in here ", " this room "})
    if (frame.place == Place::unsaid && said.find(here) != std::string::npos) {
      frame.place = Place::here;
      return;
    }
  if (frame.place != Place::unsaid) return;
  const auto placed = place_spans(frame);
  const Mention* lost = nullptr;
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::area && mention.role != SpanRole::floor) continue;
    if (is_covered(placed, mention.begin, mention.end)) return;
    if (lost != nullptr && lost->begin != mention.begin) return;  // which of them is not known
    lost = &mention;
  }
  if (lost != nullptr) frame.spans.push_back({lost->role, words_of(frame, *lost)});
}

/// "Sheers all the way open" is no question, and "pole light on" turns nothing off.
void follow_last_word(Frame& frame) {
  const bool stated = frame.intent == Intent::get_state && frame.role == ClauseRole::main;
  const bool plain = frame.operation == Operation::none || frame.operation == Operation::set;
  const bool set_nothing = (frame.intent == Intent::light_set || (sets_a_number(frame.intent) && plain)) &&
                           !frame.has(SpanRole::value) && frame.role != ClauseRole::condition;
  const bool switched = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off;
  // "The bathroom light off", read as a timer's.
  const bool timed = is_timer_intent(frame.intent) && !kinds_of(frame.text(SpanRole::kind)).empty() &&
                     !frame.has(SpanRole::duration) && !says(spaced(frame), {" timer", " alarm"});
  if (!(stated || set_nothing || switched || timed) || !has_target(frame)) return;
  std::string said = spaced(frame);
  // "The, what is it called, the Arco on" is searching for a word.
  for (const std::string_view aside : {" what is it called ", " what's it called ", " what do you call it "})
    if (const size_t at = said.find(aside); at != std::string::npos) said.erase(at, aside.size() - 1);
  // "Not the hall light, the bathroom one, off."
  if (timed && said.starts_with(" not the ")) said.erase(0, 4);
  const auto words = split_words(said);
  if (asks(words)) return;
  const std::string_view last = last_word(words);
  const auto become = [&](Intent intent) {
    if (frame.intent == intent) return;
    if (timed) frame.kind = kinds_of(frame.text(SpanRole::kind))[0];
    frame.intent = intent;
    frame.mended = true;
    frame.question = Question::none;
    frame.asked = Asked::none;
    frame.attribute = Attribute::none;
    frame.operation = Operation::none;
  };
  const bool says_both = said.find(" on ") != std::string::npos && said.find(" off ") != std::string::npos;
  // "Off" of "all lights off apart from the lamp" stands before what is spared.
  const bool stated_all = stated && frame.has(SpanRole::except) && !says_both;
  if (last == "on" && !says_both) return become(Intent::turn_on);
  if (last == "off" && !says_both) return become(Intent::turn_off);
  if (stated_all && said.find(" off ") != std::string::npos) return become(Intent::turn_off);
  if (stated_all && said.find(" on ") != std::string::npos) return become(Intent::turn_on);
  // "Curtains closed"; "half open" says how far.
  const bool moved = stated || (set_nothing && frame.intent == Intent::set_position &&
                                !says(said, {" half", " part", " bit ", " little ", " slightly "}));
  if (moved && last == "open") return become(Intent::open);
  if (moved && (last == "shut" || last == "closed")) return become(Intent::close);
}

/// "If the back door isn't locked", read as its being locked: it is the opposite that is asked about.
void ask_what_is_not(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.has(SpanRole::item) || frame.has(SpanRole::list)) return;
  constexpr std::pair<std::string_view, Asked> kStates[] = {
      {"locked", Asked::locked}, {"unlocked", Asked::unlocked},
      {"closed", Asked::closed}, {"shut", Asked::closed},
      {"open", Asked::open},     {"on", Asked::on},
      {"running", Asked::on},    {"off", Asked::off}};
  constexpr std::string_view kNot[] = {"isn't", "aren't", "not", "isnt", "arent", "ain't"};
  constexpr std::string_view kStill[] = {"still", "already", "actually", "properly",
                                         "fully", "all",     "currently"};
  constexpr std::string_view kOn[] = {"the", "a", "my", "our", "fire", "top", "charge", "time"};
  const std::string said = spaced(frame);
  const auto words = split_words(said);
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    if (!is_one_of(words[i], kNot) || (i > 0 && words[i - 1] == "or")) continue;
    const size_t at = is_one_of(words[i + 1], kStill) ? i + 2 : i + 1;
    if (at >= words.size()) return;
    const auto state = std::ranges::find_if(kStates, [&](const auto& row) { return row.first == words[at]; });
    if (state == std::end(kStates) || state->second != frame.asked) continue;
    if (state->first == "on" && at + 1 < words.size() && is_one_of(words[at + 1], kOn)) return;
    frame.asked = opposite_of(frame.asked);
    return;
  }
}

/// "Kill the lights but leave the lamp on": the words in front decide, not those of what is spared.
void follow_first_word(Frame& frame) {
  if (!frame.has(SpanRole::except)) return;
  const std::string said = spaced(frame);
  const size_t spared = said.find(" " + utf8::ascii_lower(std::string(frame.text(SpanRole::except))));
  if (spared == std::string::npos) return;
  const auto before = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return said.find(word) < spared; });
  };
  const bool off = before({" kill ", " off ", " out "});
  // "On the bank" is where.
  std::string own = said;
  for (const std::string_view where : {" on the ", " on my ", " on our "})
    for (size_t at = own.find(where); at != std::string::npos; at = own.find(where, at + 1))
      if (!ends(own.substr(0, at), {" turn", " switch", " put"})) own[at + 1] = '_';
  const bool on = std::min(own.find(" on "), own.find(" light up ")) < spared;
  if (off == on) return;
  if (frame.intent == Intent::turn_on && off) frame.intent = Intent::turn_off;
  if (frame.intent == Intent::turn_off && on) frame.intent = Intent::turn_on;
}

/// "The arc lamp, put it at about half" asks for nothing, nor does "moon lamp to five percent".
void set_what_was_asked(Frame& frame) {
  const bool read = frame.intent == Intent::get_state && frame.role == ClauseRole::main &&
                    (frame.question == Question::value || frame.question == Question::none) &&
                    frame.comparison == Comparison::none && frame.texts(SpanRole::value).size() == 1;
  if (!read || !has_target(frame)) return;
  const std::string said = spaced(frame), value(frame.text(SpanRole::value));
  const size_t verb = std::min({said.find(" put it "), said.find(" set it "), said.find(" make it ")});
  const bool ordered = said.find(" " + value, verb) != std::string::npos;
  const size_t to = said.find(" to " + value + " ");
  const std::string_view behind =
      to == std::string::npos ? "?" : trim_spaces(std::string_view(said).substr(to + 5 + value.size()));
  const bool stated =
      frame.has(SpanRole::name) && !asks(split_words(said)) && (behind.empty() || behind == "and");
  if (!ordered && !stated) return;
  frame.intent = Intent::light_set;
  frame.attribute = Attribute::brightness;
  frame.operation = Operation::set;
  frame.question = Question::none;
  frame.asked = Asked::none;
}

/// "Make the TV quiet, all the way quiet" is no full volume.
void hush(Frame& frame) {
  const bool loudest = frame.intent == Intent::set_volume && frame.operation == Operation::maximum;
  const bool least = frame.intent == Intent::set_volume && frame.operation == Operation::minimum &&
                     says(spaced(frame), {" all the way quiet "});
  if (!least && (!loudest || !says(spaced(frame), {" quiet ", " silent "}))) return;
  frame.intent = Intent::mute;
  frame.attribute = Attribute::none;
  frame.operation = Operation::none;
}

/// "Play The Office", where there is an office: no preposition makes it a place. And nothing is called "the".
void read_media(Frame& frame) {
  std::erase_if(frame.spans, [](const Span& span) {
    return span.role == SpanRole::media && is_one_of(utf8::ascii_lower(span.text), kArticles);
  });
  const bool plays = frame.intent == Intent::media_unpause || frame.intent == Intent::media_play;
  if (!plays || frame.spans.size() != 1 || frame.spans[0].role != SpanRole::area) return;
  const std::string said = spaced(frame), room = utf8::ascii_lower(frame.spans[0].text);
  if (!said.starts_with(" play the " + room) && !said.starts_with(" play " + room)) return;
  constexpr size_t kPlay = std::string_view("play ").size();
  frame.intent = Intent::media_play;
  frame.spans = {{SpanRole::media, frame.said.substr(kPlay)}};
}

/// "Which doors are locked right now": that is what locks know, and nothing is called "right".
void ask_locks(Frame& frame) {
  if (frame.intent != Intent::get_state) return;
  const std::string said = spaced(frame);
  std::erase_if(frame.spans, [&](const Span& span) {
    return span.role == SpanRole::name && span.text == "right" &&
           said.find(" right now ") != std::string::npos;
  });
  const bool locked = frame.asked == Asked::locked || frame.asked == Asked::unlocked;
  if (frame.kind == Kind::door && locked && !frame.has(SpanRole::name)) frame.kind = Kind::lock;
}

void drop_endings(Frame& frame, SpanRole role, Words endings) {
  for (Span& span : frame.spans)
    for (const std::string_view ending : endings)
      if (span.role == role && span.text.size() > ending.size() && span.text.ends_with(ending))
        span.text.resize(span.text.size() - ending.size());
}

/// "Got the butter, love": who is spoken to is no item.
void drop_vocatives(Frame& frame) {
  constexpr std::string_view kSpokenTo[] = {" love",       " mate",   " dear",   " pet",
                                            " hun",        " please", " thanks", " darling",
                                            " sweetheart", " honey",  " buddy",  " ta"};
  drop_endings(frame, SpanRole::item, kSpokenTo);
  // "Turn my telly off, love" plays nothing.
  if (frame.intent == Intent::media_play) return;
  const std::string said = spaced(frame);
  std::erase_if(frame.spans, [&](const Span& span) {
    const std::string word = " " + utf8::ascii_lower(span.text);
    const bool thing = span.role == SpanRole::media || span.role == SpanRole::name;
    // "Get the immersion on, pet", and not "turn off love".
    const std::string before(trim_spaces(said.substr(0, said.rfind(word))));
    const bool alone = frame.spans.size() == 1 &&
                       (!ends(before, {" on", " off"}) ||
                        ends(before, {"turn on", "turn off", "switch on", "switch off", "shut off"}));
    return thing && !alone && is_one_of(word, kSpokenTo) && ends(said, {word + " "});
  });
}

/// "Three degrees warmer", where something is called "Bottle Warmer": how it shall be, and no name.
void drop_comparatives(Frame& frame) {
  constexpr std::string_view kMore[] = {"warmer", "cooler",  "hotter", "colder", "brighter", "dimmer",
                                        "louder", "quieter", "faster", "slower", "higher",   "lower"};
  if (!is_relative(frame) || !sets_a_number(frame.intent)) return;
  std::erase_if(frame.spans,
                [&](const Span& span) { return span.role == SpanRole::name && is_one_of(span.text, kMore); });
}

/// "Apart from the mezzanine | fan": one exception, not a room and a kind; nor is "but the | landing |
/// light".
void join_exceptions(Frame& frame) {
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& first = frame.spans[placed[i].index];
    const Span& second = frame.spans[placed[i + 1].index];
    const bool place = first.role == SpanRole::area || first.role == SpanRole::floor;
    if (!(first.role == SpanRole::except || place) || second.role != SpanRole::except ||
        placed[i].end + 1 != placed[i + 1].begin)
      continue;
    first.role = SpanRole::except;
    first.text += " " + second.text;
    return erase_spans(frame, {placed[i + 1].index});
  }
}

/// "Except the driveway and the atrium": what is joined to an exception is one too.
void except_what_is_joined(Frame& frame) {
  const std::string said = plain_words(frame.said);
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& next = frame.spans[placed[i + 1].index];
    if (frame.spans[placed[i].index].role != SpanRole::except || !is_target(next.role)) continue;
    const size_t from = placed[i].end + 1;  // of `said`, which has a space before
    const std::string between = said.substr(from, placed[i + 1].begin + 1 - from);
    constexpr std::string_view kJoins[] = {" and ",        " and the ", " and my ",
                                           " and in the ", " or ",      " or the "};
    const std::string behind = said.substr(placed[i + 1].end + 1);
    constexpr std::string_view kEnds[] = {"", "off", "on", "please"};
    if (is_one_of(between, kJoins) && is_one_of(trim_spaces(behind), kEnds)) next.role = SpanRole::except;
  }
}

/// "Is June home": whoever is called so, not the month.
void read_named_month(std::span<const Mention> mentions, Frame& frame) {
  if (frame.intent != Intent::get_state || frame.question != Question::yes_no) return;
  for (const Placed& each : place_spans(frame))
    if (frame.spans[each.index].role == SpanRole::date)
      for (const Mention& mention : mentions)
        if (mention.role == SpanRole::name && mention.begin == each.begin && mention.end == each.end)
          frame.spans[each.index].role = SpanRole::name;
}

/// "Roll the awning all the way in" shuts it.
void roll_awnings(Frame& frame) {
  const std::string said = spaced(frame);
  const bool told = frame.intent == Intent::get_state && frame.role == ClauseRole::main &&
                    frame.has(SpanRole::kind) && !asks(split_words(said));
  const bool moves = frame.intent == Intent::open || frame.intent == Intent::close || told;
  if (!moves || frame.has(SpanRole::value) || !says(said, {" awning ", " awnings "})) return;
  const auto words = split_words(said);
  const std::string_view last = last_word(words);
  const bool in = last == "in" || says(said, {" awning in "});
  const bool out = last == "out" || says(said, {" awning out "});
  if (in == out) return;
  frame.intent = in ? Intent::close : Intent::open;
  if (!told) return;
  frame.question = Question::none;
  frame.asked = Asked::none;
  // "Right in" is all the way.
  std::erase_if(frame.spans, [](const Span& s) { return s.role == SpanRole::name && s.text == "right"; });
}

/// "To full brightness", read as the least.
void settle_extremes(Frame& frame) {
  const std::string said = spaced(frame);
  const bool most = says(said, {" full ", " maximum ", " max ", " brightest ", " loudest ", " highest "});
  const bool least = says(said, {" minimum ", " min ", " dimmest ", " quietest ", " lowest "});
  if (most == least) return;
  if (frame.operation == Operation::minimum && most) frame.operation = Operation::maximum;
  if (frame.operation == Operation::maximum && least) frame.operation = Operation::minimum;
}

/// "Anything leaking": the word for a sensor's kind, of which nothing was read.
void ask_what_leaks(Frame& frame) {
  if (frame.intent == Intent::get_state && frame.kind == Kind::any && frame.spans.empty() &&
      says(spaced(frame), {" leak"}))
    frame.kind = Kind::moisture;
}

/// "How much is solar generating": the verb is not of the name.
void drop_verbs_of_names(Frame& frame) {
  constexpr std::string_view kVerbs[] = {" generating", " making",  " producing", " using",
                                         " drawing",    " pulling", " doing"};
  if (frame.intent != Intent::get_state) return;
  drop_endings(frame, SpanRole::name, kVerbs);
  // "Tell me present power consumption" says when.
  if (frame.has(SpanRole::kind))
    std::erase_if(frame.spans, [](const Span& span) {
      return span.role == SpanRole::name && (span.text == "present" || span.text == "current");
    });
}

/// "Below deck", a floor, read as the deck: the whole of a place's name was said.
void widen_to_place(std::span<const Mention> mentions, Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    if (span.role != SpanRole::area && span.role != SpanRole::floor) continue;
    const auto wider = std::ranges::find_if(mentions, [&](const Mention& m) {
      return (m.role == SpanRole::area || m.role == SpanRole::floor) && is_wider(m, each);
    });
    if (wider != mentions.end()) span = {wider->role, words_of(frame, *wider)};
  }
}

/// "Shut down the cinema": all of it.
void shut_down_a_room(Frame& frame) {
  const bool rooms_only = frame.has(SpanRole::area) && std::ranges::all_of(frame.spans, [](const Span& span) {
                            return span.role == SpanRole::area || span.role == SpanRole::except;
                          });
  if (frame.intent == Intent::turn_off && frame.kind == Kind::any && frame.quantity == Quantity::unsaid &&
      rooms_only && says(spaced(frame), {" shut down ", " power down "}))
    frame.quantity = Quantity::all;
}

/// "Is Rosie charged": how full its battery is.
void ask_for_the_charge(Frame& frame) {
  if (frame.intent != Intent::get_state ||
      !(frame.kind == Kind::battery || frame.kind == Kind::battery_charging) ||
      frame.role != ClauseRole::main || frame.question != Question::yes_no || !has_target(frame) ||
      frame.has(SpanRole::kind) || !says(spaced(frame), {" charged"}))
    return;
  frame.kind = Kind::battery;
  frame.question = Question::value;
  frame.asked = Asked::none;
}

/// "How hot is the water in it" asks for its temperature, "ten more minutes" for minutes.
void complete_by_words(Frame& frame) {
  const std::string said = spaced(frame);
  const bool hot = says(said, {" how hot ", " how warm "});
  const bool heats =
      frame.kind == Kind::water_heater || frame.kind == Kind::climate || frame.kind == Kind::heater;
  if (frame.intent == Intent::get_state && frame.question == Question::value && hot && heats &&
      frame.attribute == Attribute::none)
    frame.attribute = Attribute::temperature;
  for (Span& span : frame.spans) {
    if (span.role != SpanRole::duration || read_duration(span.text)) continue;
    for (const std::string_view unit : {" minutes", " seconds", " hours", " minute", " hour"})
      if (said.find(" " + span.text + " more" + std::string(unit) + " ") != std::string::npos)
        span.text += unit;
  }
}

/// "Knock it down to a quarter" says where it ends; "another twenty" and "by thirty" say how far it goes.
void settle_operation(Frame& frame) {
  if (!moves_things(frame.intent) || !frame.has(SpanRole::value)) return;
  if (frame.operation == Operation::maximum || frame.operation == Operation::minimum) return;
  const std::string said = spaced(frame);
  const std::string value(frame.text(SpanRole::value));
  const size_t at = frame.said.find(value);
  if (at == std::string::npos || frame.said.find(value, at + 1) != std::string::npos) return;
  if (!read_quantity(value).number) return;
  const std::string_view before = std::string_view(said).substr(0, at + 1);
  const bool relative = is_relative(frame);  // as it was read
  if (relative && before.ends_with(" to ")) {
    frame.operation = Operation::set;
    if (frame.intent == Intent::set_volume_relative) frame.intent = Intent::set_volume;
  }
  const bool further = before.ends_with(" another ") || before.ends_with(" by ") ||
                       std::string_view(said).substr(at + 1 + value.size()).starts_with(" more ");
  if (relative || !further || frame.has(SpanRole::duration)) return;
  const bool down = std::ranges::any_of(split_words(said), [](std::string_view word) {
    return word == "down" || word == "close" || word == "lower" || word == "shut" || word == "drop" ||
           word == "dim" || word == "reduce";
  });
  frame.operation = down ? Operation::lower : Operation::raise;
}

/// "Volume eleven": the number that a setting was read without.
void add_lost_number(std::span<const Mention> mentions, Frame& frame) {
  if (!sets_a_number(frame.intent) || frame.has(SpanRole::value)) return;
  if (frame.operation != Operation::set && frame.operation != Operation::none) return;
  if (frame.attribute == Attribute::color || frame.attribute == Attribute::color_temperature) return;
  const std::string said = spaced(frame);
  const auto placed = place_spans(frame);
  std::optional<Span> found;
  for (size_t at = said.find(' '); at + 1 < said.size(); at = said.find(' ', at + 1)) {
    const auto number = read_number(std::string_view(said).substr(at + 1));
    if (!number) continue;
    const size_t begin = at, end = at + number->end;  // of the clause
    if (is_mentioned(mentions, begin, end) || is_covered(placed, begin, end)) continue;
    if (found) return;  // which of them is not known
    found = Span{SpanRole::value, frame.said.substr(begin, end - begin)};
    at = std::min(said.size() - 1, end);
  }
  if (!found) return;
  frame.spans.push_back(*std::move(found));
  frame.operation = Operation::set;
}

/// "Turn out the lights, I believe I left them on", read by its end.
void turn_out(Frame& frame) {
  if (frame.intent == Intent::turn_on && frame.role == ClauseRole::main &&
      says(spaced(frame), {" turn out the ", " turn out all the ", " put out the light", " switch out the "}))
    frame.intent = Intent::turn_off;
}

/// "Who's not home": home is where people are, and no name.
void drop_home(Frame& frame) {
  if (frame.intent != Intent::get_state || frame.kind != Kind::person) return;
  std::erase_if(frame.spans, [](const Span& span) {
    return (span.role == SpanRole::name || span.role == SpanRole::floor) && span.text == "home";
  });
}

}  // namespace

void repair_by_words(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  widen_to_place(mentions, frame);
  spare_what_is_left(mentions, frame);
  add_lost_place(mentions, frame);
  follow_last_word(frame);
  follow_first_word(frame);
  read_media(frame);
  ask_locks(frame);
  ask_what_is_not(frame);
  set_what_was_asked(frame);
  hush(frame);
  settle_operation(frame);
  add_lost_number(mentions, frame);
  hear(mentions, frame);
  join_exceptions(frame);
  except_what_is_joined(frame);
  repair_english_exceptions(frame);
  read_named_month(mentions, frame);
  roll_awnings(frame);
  settle_extremes(frame);
  ask_what_leaks(frame);
  drop_verbs_of_names(frame);
  drop_vocatives(frame);
  drop_comparatives(frame);
  complete_by_words(frame);
  shut_down_a_room(frame);
  ask_for_the_charge(frame);
  drop_home(frame);
  turn_out(frame);
  repair_timer(frame);
}

}  // namespace ondol::home
