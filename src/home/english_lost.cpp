// Each repair is small and stands alone; see english_lost.h.
#include "home/english_lost.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "home/english_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/name_repair.h"
#include "home/placed_spans.h"
#include "home/values/number.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

/// The clause, spaced, with one space at its end.
std::string said_in(const Frame& frame) {
  std::string said = spaced(frame);
  for (char& c : said)
    if (c == '?') c = ' ';
  return said.substr(0, said.find_last_not_of(' ') + 1) + " ";
}

bool is_lost(const Frame& frame) { return frame.intent == Intent::none && frame.role == ClauseRole::main; }

/// The only name that was read, or that stands in the words.
std::string only_name(std::span<const Mention> mentions, const Frame& frame) {
  const auto names = frame.texts(SpanRole::name);
  if (!names.empty()) return names.size() == 1 ? std::string(names[0]) : "";
  std::string name;
  for (const Mention& mention : mentions) {
    if (mention.role != SpanRole::name || mention.owns) continue;
    if (!name.empty()) return "";
    name = words_of(frame, mention);
  }
  return name;
}

void become(Frame& frame, Intent intent, std::vector<Span> spans) {
  frame = {.intent = intent, .spans = std::move(spans), .said = frame.said, .mended = true};
}

/// "How long's left on the sourdough", "how long till the laundry's done", read as nothing of a home.
void ask_how_long_it_takes(std::span<const Mention> mentions, Frame& frame) {
  if (!is_lost(frame)) return;
  const std::string said = said_in(frame), name = only_name(mentions, frame);
  for (const std::string_view till : {" how long till the ", " how long until the ", " how long before the "})
    for (const std::string_view done : {"'s done ", "'s ready ", "'s finished ", " is done ", " is ready ",
                                        " is finished ", " goes off "}) {
      if (!said.starts_with(till) || !said.ends_with(done) || said.size() <= till.size() + done.size())
        continue;
      const std::string thing = frame.said.substr(till.size() - 1, said.size() - till.size() - done.size());
      // Of other things nobody here knows.
      if (kinds_of(thing).empty() &&
          std::ranges::none_of(mentions, [&](const Mention& m) { return words_of(frame, m) == thing; }))
        continue;
      return become(frame, Intent::get_state, {{SpanRole::name, thing}});
    }
  const bool left = says(said, {" how long's left ", " how long is left ", " how long left ",
                                " how long has ", " how much time is left ", " how much time's left "}) &&
                    says(said, {" left "}) && !name.empty();
  if (left) become(frame, Intent::timer_status, {{SpanRole::name, name}});
}

/// "Make it fifty eight", after what was spoken of, read as nothing of a home.
void set_it_to_a_number(Frame& frame) {
  const bool no_thing = frame.intent == Intent::light_set && frame.reference == Reference::none &&
                        frame.place == Place::unsaid && frame.quantity == Quantity::unsaid &&
                        frame.kind == Kind::any && frame.has(SpanRole::value) && !is_relative(frame);
  if (!(is_lost(frame) || no_thing) || frame.role != ClauseRole::main || has_target(frame)) return;
  const std::string said = said_in(frame);
  constexpr std::string_view kMake = " make it ";
  const size_t at = said.find(kMake);
  if (at == std::string::npos ||
      (at > 0 &&
       !is_one_of(said.substr(0, at), std::initializer_list<std::string_view>{
                                          " actually", " oh", " okay", " no", " then", " and", " um"})))
    return;
  const std::string_view behind = std::string_view(said).substr(at + kMake.size());
  const auto number = read_number(behind);
  constexpr std::string_view kRest[] = {
      "",        "percent",     "degrees", "please",    "then",           "instead",       "now",
      "for now", "for tonight", "tonight", "would you", "percent please", "degrees please"};
  if (!number || !is_one_of(trim_spaces(behind.substr(number->end)), kRest)) return;
  const size_t begin = at + kMake.size() - 1;
  become(frame, Intent::light_set, {{SpanRole::value, frame.said.substr(begin, number->end)}});
  frame.reference = Reference::it;
  frame.attribute = Attribute::brightness;
  frame.operation = Operation::set;
}

/// "Carry on playing my story", read as nothing of a home: what was paused goes on.
void carry_on_playing(std::span<const Mention> mentions, Frame& frame) {
  if (!is_lost(frame) ||
      !starts(said_in(frame), {" carry on playing ", " keep playing ", " go on playing ", " keep on playing ",
                               " continue playing ", " please carry on playing "}))
    return;
  const std::string name = only_name(mentions, frame);
  become(frame, Intent::media_unpause, {});
  if (!name.empty()) frame.spans = {{SpanRole::name, name}};
}

/// "Crack the skylight open a tenth", "get the immersion on": the only noun that is a kind, which was not
/// read.
void add_lost_kind(Frame& frame) {
  constexpr Intent kMoves[] = {Intent::turn_on, Intent::turn_off, Intent::set_position, Intent::close};
  if (!is_one_of(frame.intent, kMoves) || frame.role != ClauseRole::main || frame.kind != Kind::any ||
      has_target(frame) || frame.has(SpanRole::except) || frame.reference != Reference::none ||
      frame.place != Place::unsaid || frame.quantity != Quantity::unsaid)
    return;
  const std::string said = said_in(frame);
  const auto words = split_words(said);
  size_t found = 0;
  for (size_t i = 1; i < words.size(); ++i) {
    if ((words[i - 1] != "the" && words[i - 1] != "my" && words[i - 1] != "our") ||
        kinds_of(words[i]).empty())
      continue;
    if (found > 0) return;  // which of them is not known
    found = i;
  }
  // Of two nouns in a row the last is the thing: "the skylight blind".
  constexpr std::string_view kBehind[] = {"on", "off", "open", "closed", "shut", "up", "down", "to"};
  if (found == 0 || (found + 1 < words.size() && !is_one_of(words[found + 1], kBehind))) return;
  const auto begin = static_cast<size_t>(words[found].data() - said.data()) - 1;
  frame.kind = kinds_of(words[found])[0];
  frame.spans.insert(frame.spans.begin(), {SpanRole::kind, frame.said.substr(begin, words[found].size())});
  frame.mended = true;
}

/// "Mmm lamp off": who thinks makes a sound, and nothing is called so.
void drop_sounds(std::span<const Mention> mentions, Frame& frame) {
  for (const Placed& each : place_spans(frame)) {
    Span& span = frame.spans[each.index];
    if (!is_target(span.role) || std::ranges::any_of(mentions, [&](const Mention& m) {
          return m.begin == each.begin && m.role == span.role;
        }))
      continue;
    for (const std::string_view sound :
         {"mmm ", "mm ", "hmm ", "hm ", "um ", "umm ", "uh ", "er ", "erm ", "ah ", "oh "})
      if (utf8::ascii_lower(span.text).starts_with(sound)) {
        span.text.erase(0, sound.size());
        const auto kinds = kinds_of(span.text);
        if (span.role == SpanRole::name && frame.kind == Kind::any && !kinds.empty()) {
          span.role = SpanRole::kind;
          frame.kind = kinds[0];
        }
        break;
      }
  }
}

/// "Turn the light off | and leave the fan running", read as one more that goes off: it is to be left alone.
void leave_as_it_is(Frame& frame) {
  constexpr Intent kStops[] = {Intent::turn_off, Intent::close, Intent::stop, Intent::media_pause};
  if (!is_one_of(frame.intent, kStops) || frame.role != ClauseRole::main || frame.has(SpanRole::delay))
    return;
  const std::string said = said_in(frame);
  if (starts(said, {" leave ", " and leave ", " but leave ", " just leave ", " keep ", " and keep ",
                    " but keep "}) &&
      ends(said, {" running ", " going ", " playing ", " open ", " alone ", " be ", " as it is "}))
    frame.intent = Intent::nevermind;
}

/// "Fridge temp please, chef", "what do we need from the shops", read as nothing of a home.
void ask_of_the_kind(std::span<const Mention> mentions, Frame& frame) {
  if (!is_lost(frame) || frame.has(SpanRole::item)) return;
  const std::string said = said_in(frame);
  const auto placed = place_spans(frame);
  const bool measured = (frame.kind == Kind::temperature || frame.kind == Kind::humidity) &&
                        placed.size() == 1 && frame.spans.size() == 1 && frame.has(SpanRole::kind);
  // One word before it, and nothing but politeness behind.
  const auto before = measured ? split_words(std::string_view(said).substr(0, placed[0].begin + 1))
                               : std::vector<std::string_view>{};
  const bool measures =
      before.size() == 1 && !asks(before) &&
      starts(std::string_view(said).substr(placed[0].end + 1), {" please ", " now ", " check "});
  const bool lists = (frame.kind == Kind::shopping_list || frame.kind == Kind::todo_list) &&
                     starts(said, {" what do we need ", " what do i need ", " what have we got ",
                                   " what have i got ", " what jobs ", " what's left ", " what are we "});
  if (!measures && !lists) return;
  frame.intent = Intent::get_state;
  frame.question = Question::value;
  frame.mended = true;
  if (!measures) return;
  add_lost_name(mentions, frame);
  if (!frame.has(SpanRole::name))
    frame.spans.insert(frame.spans.begin(), {SpanRole::name, frame.said.substr(0, before[0].size())});
}

/// "What's Hank up to", read as nothing of a home: how he is.
void ask_what_somebody_does(std::span<const Mention> mentions, Frame& frame) {
  const std::string name = is_lost(frame) ? only_name(mentions, frame) : "";
  if (name.empty()) return;
  const std::string said = said_in(frame), who = utf8::ascii_lower(name);
  for (const std::string_view begin : {" what's ", " what is ", " whats ", " what's the ", " what is the "})
    for (const std::string_view end : {" up to ", " doing "})
      if (said == std::string(begin) + who + std::string(end)) {
        become(frame, Intent::get_state, {{SpanRole::name, name}});
        frame.question = Question::value;
        return;
      }
}

/// "Will I be needing a brolly tomorrow": the day, which was not read.
void add_lost_day(Frame& frame) {
  if (frame.intent != Intent::get_weather || frame.has(SpanRole::date)) return;
  const std::string said = said_in(frame);
  for (const std::string_view day : {" this weekend ", " tomorrow ", " tonight ", " monday ", " tuesday ",
                                     " wednesday ", " thursday ", " friday ", " saturday ", " sunday "})
    if (const size_t at = said.find(day); at != std::string::npos)
      return frame.spans.push_back({SpanRole::date, frame.said.substr(at, day.size() - 2)});
}

/// "Run the extractor flat out": as fast as it goes.
void run_flat_out(Frame& frame) {
  if (frame.intent != Intent::turn_on || frame.role != ClauseRole::main || !has_target(frame) ||
      frame.has(SpanRole::value) || frame.quantity != Quantity::unsaid ||
      !says(said_in(frame), {" flat out ", " full blast ", " full tilt ", " full whack ", " full pelt "}))
    return;
  const bool lights = frame.kind == Kind::light || frame.kind == Kind::lamp;
  const bool sounds = frame.kind == Kind::speaker || frame.kind == Kind::tv;
  frame.intent = lights ? Intent::light_set : sounds ? Intent::set_volume : Intent::fan_set_speed;
  frame.attribute = lights ? Attribute::brightness : sounds ? Attribute::volume : Attribute::speed;
  frame.operation = Operation::maximum;
}

/// "Have nappies been put on the list already" puts nothing there.
void ask_what_was_listed(Frame& frame) {
  if (frame.intent != Intent::list_add || frame.role != ClauseRole::main || !frame.has(SpanRole::item))
    return;
  const std::string said = said_in(frame);
  const bool been = starts(said, {" have ", " has "}) && says(said, {" been "});
  if (!been && !starts(said, {" have i ", " have we ", " have you ", " did i ", " did we ", " did you ",
                              " did anyone ", " did somebody ", " has anyone ", " has somebody "}))
    return;
  frame.intent = Intent::get_state;
  frame.question = Question::yes_no;
}

/// "Okay, bring it all the way in", read as a setting without a value: what is out is shut.
void bring_it_in(Frame& frame) {
  if (frame.intent == Intent::light_set && frame.reference == Reference::it && !has_target(frame) &&
      !frame.has(SpanRole::value) && frame.operation == Operation::none &&
      ends(said_in(frame), {" bring it in ", " bring it all the way in ", " bring it right in ",
                            " wind it in ", " roll it in ", " roll it all the way in "})) {
    frame.intent = Intent::close;
    frame.attribute = Attribute::none;
  }
}

/// "How far open", after it was spoken of.
void ask_how_far_it_is(Frame& frame) {
  const std::string said = said_in(frame);
  if (frame.intent == Intent::get_state && frame.attribute == Attribute::position && !has_target(frame) &&
      frame.kind == Kind::any && frame.place == Place::unsaid && frame.quantity == Quantity::unsaid &&
      frame.reference == Reference::none &&
      (said == " how far open " || said == " how far " || said == " how far up " ||
       said == " how far down " || said == " how open "))
    frame.reference = Reference::it;
}

/// "Play some flamenco by | the pool": where it plays is no part of it.
void end_the_media(Frame& frame) {
  const auto placed = place_spans(frame);
  for (size_t i = 0; i + 1 < placed.size(); ++i) {
    Span& media = frame.spans[placed[i].index];
    const SpanRole next = frame.spans[placed[i + 1].index].role;
    const std::string between = frame.said.substr(placed[i].end, placed[i + 1].begin - placed[i].end);
    if (media.role != SpanRole::media || (next != SpanRole::area && next != SpanRole::floor) ||
        (between != " " && between != " the "))
      continue;
    for (const std::string_view where : {" by", " in", " on", " at"})
      if (media.text.ends_with(where)) media.text.resize(media.text.size() - where.size());
  }
}

/// "Hank and Bess, both of you get to work": nobody is told so by turning off.
void get_to_work(Frame& frame) {
  const std::string said = said_in(frame);
  if (frame.intent == Intent::turn_off && frame.role == ClauseRole::main && has_target(frame) &&
      ends(said, {" get to work ", " get going ", " get cracking ", " back to work "}) &&
      !says(said, {" off ", " stop ", " not ", "n't "}))
    frame.intent = Intent::turn_on;
}

/// "Are you always listening", read as nothing at all: it is spoken to.
void answer_who_is_asked(Frame& frame) {
  if (is_lost(frame) && frame.spans.empty() &&
      starts(said_in(frame),
             {" are you always ", " are you listening ", " are you there ", " are you recording "}))
    frame.intent = Intent::respond;
}

/// "When's the boiler man coming", read as the time or as what the boiler is set to: what comes is noted
/// somewhere, and the calendar is looked through for what nothing else was read of.
void ask_when_it_comes(Frame& frame) {
  const bool read = frame.intent == Intent::get_time || frame.intent == Intent::get_date ||
                    (frame.intent == Intent::get_state && !frame.has(SpanRole::name) &&
                     frame.attribute == Attribute::target_temperature);
  if (read && frame.role == ClauseRole::main &&
      starts(said_in(frame), {" when is the ", " when's the ", " when are the ", " when is my "}) &&
      ends(said_in(frame), {" coming ", " being serviced ", " being delivered ", " being collected "}))
    become(frame, Intent::none, {});
}

/// "Put liquid and bin bags on the shopping list", read as playing: what has items and a list is of the list.
void put_on_the_list(Frame& frame) {
  if (frame.intent != Intent::media_play || !frame.has(SpanRole::item) || !frame.has(SpanRole::list) ||
      frame.has(SpanRole::media) || !says(said_in(frame), {" put ", " add ", " stick ", " pop ", " chuck "}))
    return;
  frame.intent = Intent::list_add;
  frame.kind = Kind::shopping_list;
  frame.mended = true;
}

/// "The bottom bunk, I meant make it brighter": which way, which was not read.
void go_brighter(Frame& frame) {
  if (frame.intent != Intent::light_set || frame.has(SpanRole::value) ||
      !(frame.operation == Operation::none || frame.operation == Operation::set) ||
      frame.role != ClauseRole::main || !(has_target(frame) || frame.reference != Reference::none))
    return;
  const std::string said = said_in(frame);
  const bool up = ends(said, {" brighter ", " brighter please "});
  const bool down = ends(said, {" dimmer ", " dimmer please ", " darker "});
  if (up == down) return;
  frame.attribute = Attribute::brightness;
  frame.operation = up ? Operation::raise : Operation::lower;
}

}  // namespace

void repair_lost_english(std::span<const Mention> mentions, Frame& frame) {
  if (frame.said.empty() || has_hangul(frame.said)) return;
  ask_how_long_it_takes(mentions, frame);
  set_it_to_a_number(frame);
  carry_on_playing(mentions, frame);
  drop_sounds(mentions, frame);
  add_lost_kind(frame);
  leave_as_it_is(frame);
  ask_of_the_kind(mentions, frame);
  ask_what_somebody_does(mentions, frame);
  add_lost_day(frame);
  run_flat_out(frame);
  ask_what_was_listed(frame);
  bring_it_in(frame);
  ask_how_far_it_is(frame);
  end_the_media(frame);
  get_to_work(frame);
  answer_who_is_asked(frame);
  ask_when_it_comes(frame);
  put_on_the_list(frame);
  go_brighter(frame);
}

}  // namespace ondol::home
