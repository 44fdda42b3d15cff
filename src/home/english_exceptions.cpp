// Each repair is small and stands alone; see english_exceptions.h.
#include "home/english_exceptions.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "home/english_words.h"
#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

/// Both are things of one domain: lamps and lights, blinds and curtains.
bool are_alike(Kind a, Kind b) {
  const auto domain = [](Kind kind) {
    const std::string_view matches = kind_row(kind).matches;
    return matches.substr(0, matches.find_first_of(" :"));
  };
  return domain(a) == domain(b);
}

/// "The fan" among lights: a plain noun, and of nothing that the clause is about.
bool is_of_another_kind(Kind kind, std::string_view noun) {
  const auto kinds = kinds_of(noun);
  return kind != Kind::any && !kinds.empty() &&
         std::ranges::none_of(kinds, [&](Kind each) { return are_alike(kind, each); });
}

bool says_all(std::string_view said) {
  return says(said, {" all ", " every", " each ", " any ", " whole ", " entire "});
}

/// "Lights off but leave the TV on": what the clause is not about is left anyhow, and widens nothing.
void drop_exceptions_of_another_kind(Frame& frame) {
  if (!acts_on_things(frame.intent) || !frame.has(SpanRole::except) || !has_target(frame)) return;
  const auto erased = std::erase_if(frame.spans, [&](const Span& span) {
    return span.role == SpanRole::except && is_of_another_kind(frame.kind, span.text);
  });
  if (erased == 0 || frame.has(SpanRole::except)) return;
  if (frame.quantity == Quantity::all && !says_all(spaced(frame))) frame.quantity = Quantity::unsaid;
}

/// "The light off but leave the strip", "lights off but leave my fairy ones", read as all of the home: where
/// one was said, or lights without an article, it is of the room.
void keep_one_in_its_room(Frame& frame) {
  const std::string_view noun = frame.text(SpanRole::kind);
  const bool bare = starts(spaced(frame), {" lights off but leave ", " lights out but leave "});
  const bool one = frame.texts(SpanRole::kind).size() == 1 && (bare || !noun.ends_with('s'));
  if (acts_on_things(frame.intent) && frame.has(SpanRole::except) && one && frame.quantity == Quantity::all &&
      !says_all(spaced(frame)))
    frame.quantity = Quantity::unsaid;
}

/// "Leave the kitchen light on and turn off all the others", read as all of what shall be left.
void leave_what_stands_first(Frame& frame) {
  const bool switched = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off;
  if (!switched || frame.has(SpanRole::except) || frame.role != ClauseRole::main) return;
  const std::string said = spaced(frame);
  constexpr std::string_view kOthers[] = {" the others ", " the rest ", " the other ones "};
  size_t others = std::string::npos;
  for (const std::string_view words : kOthers) others = std::min(others, said.find(words));
  if (!starts(said, {" leave ", " keep "}) || others == std::string::npos) return;
  const auto placed = place_spans(frame);
  std::string left;
  Kind kind = frame.kind;
  for (const Placed& each : placed) {
    const Span& span = frame.spans[each.index];
    if (!is_target(span.role) || each.end > others) return;
    left += (left.empty() ? "" : " ") + span.text;
  }
  if (left.empty() || placed.size() != frame.spans.size()) return;
  if (kind == Kind::any)
    if (const auto kinds = kinds_of(left.substr(left.rfind(' ') + 1)); !kinds.empty()) kind = kinds[0];
  if (kind == Kind::any) return;
  frame.kind = kind;
  frame.quantity = Quantity::all;
  frame.spans = {{SpanRole::except, left}};
  frame.mended = true;
}

/// "Keep the landing light on and turn the rest off": the rest of the lights.
void read_the_rest(Frame& frame) {
  if (!acts_on_things(frame.intent) || frame.kind != Kind::any || frame.quantity != Quantity::all ||
      frame.has(SpanRole::name) || frame.has(SpanRole::kind) || frame.texts(SpanRole::except).size() != 1 ||
      !says(spaced(frame), {" the others ", " the rest off ", " the rest on ", " off the rest ",
                            " on the rest ", " the other ones "}))
    return;
  const std::string left = std::string(frame.text(SpanRole::except));
  if (const auto kinds = kinds_of(left.substr(left.rfind(' ') + 1)); !kinds.empty()) frame.kind = kinds[0];
}

/// What such a clause leaves: "the landing one" of "and leave the landing one on please"; "" of others.
std::string left_thing(const Frame& frame) {
  constexpr std::string_view kLinks[] = {"and", "but", "just", "only", "please", "so", "then", "also"};
  constexpr std::string_view kStays[] = {"on",    "off",    "open", "shut",   "closed",
                                         "alone", "please", "be",   "though", "running"};
  constexpr std::string_view kNoThings[] = {"it",  "them",       "that", "those", "this",  "these", "him",
                                            "her", "everything", "all",  "rest",  "every", "others"};
  constexpr size_t kMostWords = 4;
  const std::string said = spaced(frame);
  auto words = split_words(said);
  const auto verb = std::ranges::find_if(words, [&](auto word) { return !is_one_of(word, kLinks); });
  if (verb == words.end() || (*verb != "leave" && *verb != "keep")) return {};
  words.erase(words.begin(), verb + 1);
  while (!words.empty() && is_one_of(words.back(), kStays)) words.pop_back();
  if (!words.empty() && (words[0] == "the" || words[0] == "my" || words[0] == "our"))
    words.erase(words.begin());
  if (words.size() > kMostWords ||
      std::ranges::any_of(words, [&](auto word) { return is_one_of(word, kNoThings); }))
    return {};
  return join_words(words);
}

/// "Leave everything on", read as turning all of it on: nothing is to be done, but to what is left out of it:
/// "…but turn the radio off".
void leave_all_of_it(Frame& frame) {
  const bool switched = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off;
  const std::string said = spaced(frame);
  if (!switched || frame.quantity != Quantity::all || frame.role != ClauseRole::main ||
      !starts(said, {" leave everything ", " keep everything ", " just leave everything ", " leave it all ",
                     " leave them all ", " leave all ", " keep all "}))
    return;
  const bool spares = says(said, {" but ", " except ", " apart from ", " bar "});
  if (!spares) {
    if (!says(said, {" turn ", " switch ", " put ", " and ", " then "}))
      frame = {.intent = Intent::nevermind, .said = frame.said, .mended = true};
    return;
  }
  const auto is_except = [](const Span& span) { return span.role == SpanRole::except; };
  if (frame.spans.empty() || !std::ranges::all_of(frame.spans, is_except)) return;
  for (Span& span : frame.spans) span.role = SpanRole::name;
  frame.intent = frame.intent == Intent::turn_on ? Intent::turn_off : Intent::turn_on;
  frame.kind = Kind::any;
  frame.quantity = Quantity::unsaid;
  frame.mended = true;
}

}  // namespace

std::vector<Frame> split_english_rest(Frame frame) {
  const auto left = frame.texts(SpanRole::except);
  if (frame.intent != Intent::turn_off || frame.quantity != Quantity::all || left.size() != 1)
    return {std::move(frame)};
  const std::string on = std::string(left[0]) + " on and ";
  const std::string said = spaced(frame);
  const size_t at = said.find(on);
  if (at == std::string::npos || starts(said, {" leave ", " keep "}) ||
      !starts(std::string_view(said).substr(at + on.size()),
              {"the rest off ", "the others off ", "everything else off ", "turn the rest off ",
               "turn everything else off "}))
    return {std::move(frame)};
  Frame first{
      .intent = Intent::turn_on, .spans = {{SpanRole::name, std::string(left[0])}}, .said = frame.said};
  return {std::move(first), std::move(frame)};
}

void spare_what_is_left_so(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& all = frames[i - 1];
    const Frame& frame = frames[i];
    // Where all of a room or of the home is meant: a mere "lights off" stays in its room.
    const bool several = all.quantity == Quantity::all || all.place != Place::unsaid ||
                         all.has(SpanRole::area) || all.has(SpanRole::floor);
    const bool left_alone = frame.intent == Intent::nevermind && frame.spans.size() < 3;
    if (has_hangul(frame.said) || !several || all.has(SpanRole::name) || !acts_on_things(all.intent) ||
        !(acts_on_things(frame.intent) || left_alone) || all.role != ClauseRole::main ||
        frame.role != ClauseRole::main)
      continue;
    const std::string said = spaced(frame);
    // "Apart from the landing one | leave that on": it is spared already.
    if (all.has(SpanRole::except) && frame.spans.empty() &&
        starts(said, {" leave that ", " leave it ", " leave them ", " leave those ", " keep that ",
                      " keep it ", " keep them ", " keep those "})) {
      frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
    const bool only_spares =
        frame.has(SpanRole::except) && says(said, {" leave ", " keep "}) &&
        std::ranges::all_of(frame.spans, [](const Span& s) { return s.role == SpanRole::except; }) &&
        !says(said, {" everything ", " every ", " rest ", " others ", " all the ", " all my "});
    std::vector<Span> spared;
    if (only_spares) {
      spared = frame.spans;
    } else if (const std::string thing = left_thing(frame);
               !thing.empty() && !frame.has(SpanRole::value) && !frame.has(SpanRole::except)) {
      // What has a kind of its own is left anyhow, and may be wished to go on.
      const std::string noun = thing.substr(thing.rfind(' ') + 1);
      if (is_of_another_kind(all.kind, noun) ||
          (all.kind != Kind::any && kinds_of(noun).empty() && noun != "one" && noun != "ones"))
        continue;
      spared = {{SpanRole::except, thing}};
    } else {
      continue;
    }
    all.spans.insert(all.spans.end(), spared.begin(), spared.end());
    if (all.quantity == Quantity::unsaid) all.quantity = Quantity::all;
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

void repair_english_exceptions(Frame& frame) {
  leave_all_of_it(frame);
  leave_what_stands_first(frame);
  read_the_rest(frame);
  drop_exceptions_of_another_kind(frame);
  keep_one_in_its_room(frame);
}

}  // namespace ondol::home
