// Each repair is small and stands alone; see read_repair.h.
#include "home/read_repair.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "home/english_asides.h"
#include "home/english_clauses.h"
#include "home/english_exceptions.h"
#include "home/english_lists.h"
#include "home/english_unread.h"
#include "home/forbidding_words.h"
#include "home/idioms.h"
#include "home/kind_words.h"
#include "home/korean_places.h"
#include "home/korean_repair.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/leaning_clauses.h"
#include "home/name_repair.h"
#include "home/placed_spans.h"
#include "home/remarks.h"
#include "home/spare_here.h"
#include "home/thing_clauses.h"
#include "home/timer_words.h"
#include "home/value_sorts.h"
#include "home/values/number.h"
#include "home/word_repair.h"
#include "home/words.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

/// Warm light has fewer kelvins: "warmer" lowers and "cooler" raises, whichever way it was read.
void turn_color_temperature(Frame& frame) {
  if (frame.attribute != Attribute::color_temperature) return;
  const bool warm = says(frame.said, {"warmer", "more warm", "cosier", "cozier", "따뜻하게", "따듯하게",
                                      "포근하게", "노랗게", "따뜻한", "따듯한", "포근한"});
  const bool cool =
      says(frame.said, {"cooler", "colder", "more cool", "차갑게", "시원하게", "하얗게", "차가운", "시원한"});
  if (warm == cool) return;
  if (frame.operation == Operation::raise && warm) frame.operation = Operation::lower;
  if (frame.operation == Operation::lower && cool) frame.operation = Operation::raise;
}

/// "Fridge temp", "냉장고 지금 몇 도", read as weather: of a thing that is named, and no day, it is a
/// thermometer's.
void measure_what_is_named(Frame& frame) {
  if (frame.intent != Intent::get_weather || frame.kind != Kind::temperature || !frame.has(SpanRole::name) ||
      frame.has(SpanRole::date))
    return;
  frame.intent = Intent::get_state;
  if (frame.question == Question::none) frame.question = Question::value;
}

constexpr std::string_view kTakenBack[] = {" no wait ",  " wait no ",   " no no ",        " i mean ",
                                           " i meant ",  " make that ", " scratch that ", " or rather ",
                                           " no sorry ", " sorry no "};
constexpr std::string_view kTakenBackKo[] = {"아니다 ", "아니 ",   "아니야 ", "아니지 ", "아니라 ", "아 참 ",
                                             "아참 ",   "아이다 ", "아녀 ",   "미안 ",   "아차 ",   "말고 "};

/// "Up one degree, no make that two": the number behind the words is the value.
void correct_number(Frame& frame, size_t cut, const std::vector<Placed>& placed) {
  if (!sets_a_number(frame.intent) || has_hangul(frame.said)) return;
  const std::string said = utf8::ascii_lower(frame.said);
  for (size_t at = said.find(' ', cut + 1); at != std::string::npos; at = said.find(' ', at + 1)) {
    const auto number = read_number(std::string_view(said).substr(at + 1));
    if (!number || is_covered(placed, at + 1, at + 1 + number->end)) continue;
    for (const Placed& each : placed)
      if (frame.spans[each.index].role == SpanRole::value && each.end <= cut)
        frame.spans[each.index].text = frame.said.substr(at + 1, number->end);
    return;
  }
}

/// "The string lights, no wait, the floodlight": what stands before the words counts no more where something
/// of its sort stands behind them.
void drop_taken_back(Frame& frame) {
  if (frame.intent == Intent::get_state) return;
  size_t cut = taken_back_at(frame.said);
  // "Not the hall light, the bathroom one, off."
  if (cut == std::string::npos && plain_words(frame.said).starts_with(" not the "))
    cut = frame.said.find(" the ", std::string_view("not the ").size());
  if (cut == std::string::npos) return;
  bool name_after = false, kind_after = false, area_after = false, value_after = false;
  const auto placed = place_spans(frame);
  for (const Placed& each : placed) {
    if (each.begin < cut) continue;
    const SpanRole role = frame.spans[each.index].role;
    name_after = name_after || role == SpanRole::name;
    kind_after = kind_after || role == SpanRole::kind;
    area_after = area_after || role == SpanRole::area || role == SpanRole::floor;
    value_after = value_after || role == SpanRole::value;
  }
  std::vector<size_t> dropped;
  for (const Placed& each : placed) {
    if (each.end > cut) continue;
    const SpanRole role = frame.spans[each.index].role;
    const bool is_place = role == SpanRole::area || role == SpanRole::floor;
    if ((name_after && is_target(role)) ||
        (kind_after && (role == SpanRole::name || role == SpanRole::kind)) || (area_after && is_place) ||
        (value_after && role == SpanRole::value))
      dropped.push_back(each.index);
  }
  if (!value_after && frame.texts(SpanRole::value).size() == 1) correct_number(frame, cut, placed);
  erase_spans(frame, dropped);
}

/// "The lamp to 40 and the strip to 70" read as one clause: a clause for each value that has a thing before
/// it.
std::vector<Frame> split_at_values(Frame frame) {
  std::vector<Frame> out;
  // "고기는 십이 분 찌개는 이십 분": so many timers.
  const bool is_timer = frame.intent == Intent::timer_start;
  constexpr size_t kSyllable = 3;  // bytes
  const SpanRole what = is_timer ? SpanRole::duration : SpanRole::value;
  const auto placed = place_spans(frame);
  size_t n_value = 0;
  bool thing = true;
  for (const Placed& each : placed) {
    const SpanRole role = frame.spans[each.index].role;
    if (role == what) {
      if (n_value > 0 && !thing) n_value = placed.size();  // two values in a row belong to one thing
      ++n_value;
      thing = false;
    }
    thing = thing || role == SpanRole::name || role == SpanRole::kind;
  }
  const bool plain = (is_timer || sets_a_number(frame.intent)) && placed.size() == frame.spans.size() &&
                     n_value > 1 && n_value <= placed.size() && is_target(frame.spans[0].role) &&
                     frame.spans.back().role == what;
  if (!plain) {
    out.push_back(std::move(frame));
    return out;
  }
  Frame part = frame;
  part.spans.clear();
  size_t begin = 0;
  for (const Placed& each : placed) {
    part.spans.push_back(frame.spans[each.index]);
    if (frame.spans[each.index].role != what) continue;
    const size_t end = &each == &placed.back() ? frame.said.size() : each.end;
    part.said = frame.said.substr(begin, end - begin);
    begin = end;
    // "가습기는 오십 제습기는 육십": each noun's own kind.
    const auto kinds = kinds_of(part.text(SpanRole::kind));
    const bool is_another = !kinds.empty() && std::ranges::find(kinds, frame.kind) == kinds.end();
    part.kind = is_another ? kinds[0] : frame.kind;
    if (is_timer && has_hangul(part.spans[0].text))
      part.spans[0].text = without_ending(part.spans[0].text, {"은", "는"}, kSyllable);
    out.push_back(part);
    part.spans.clear();
  }
  return out;
}

/// What a clause that forbids is about: a name of the home, or a word for a kind.
std::string forbidden_thing(const Frame& frame, std::span<const Mention> mentions) {
  if (!mentions.empty()) return words_of(frame, mentions[0]);
  for (const std::string_view word : split_words(frame.said))
    for (const std::string& way : without_particles(normalise(word)))
      if (kind_words().kinds.contains(compact(way))) return way;
  return {};
}

/// "Turn everything off but don't touch the fan": the fan is spared.
void spare_what_is_forbidden(std::span<const Mention> mentions, const std::vector<size_t>& begins,
                             std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    Frame& all = frames[i];
    Frame& spared = frames[i + 1];
    if (all.quantity != Quantity::all || !is_of_things(all) || spared.intent != Intent::nevermind ||
        !forbids(spared.said))
      continue;
    const std::string thing =
        forbidden_thing(spared, mentions_within(mentions, begins[i + 1], begins[i + 1] + spared.said.size()));
    if (thing.empty()) continue;
    all.spans.push_back({SpanRole::except, thing});
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return;
  }
}

/// "Are the gate | and the barn door both shut": a clause of a question, read as one that shuts.
void go_on_asking(std::vector<Frame>& frames) {
  constexpr std::string_view kStates[] = {"shut", "closed", "open", "locked", "on", "off", "unlocked"};
  if (frames.size() < 2) return;
  const Frame& first = frames[0];
  if (first.intent != Intent::get_state || first.role != ClauseRole::main ||
      !(first.said.starts_with("is ") || first.said.starts_with("are ")))
    return;
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& frame = frames[i];
    if (!is_of_things(frame) || frame.intent == Intent::get_state || frame.has(SpanRole::value)) return;
    const std::string said = plain_words(frame.said);
    const auto words = split_words(said);
    if (words.empty() || !is_one_of(words.back(), kStates)) return;
    const size_t at = words[0] == "and" || words[0] == "or" ? 1 : 0;
    if (at >= words.size() || !(words[at] == "the" || words[at] == "my" || words[at] == "our")) return;
    frame.intent = Intent::get_state;
    frame.question = first.question;
    frame.asked = first.asked;
    frame.attribute = Attribute::none;
    frame.operation = Operation::none;
    if (frame.quantity == Quantity::both) frame.quantity = Quantity::unsaid;
  }
}

/// "Turn on the lamp | and make it candlelight": "it" was said, and not read.
void add_lost_reference(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    Frame& frame = frames[i];
    const bool is_free = frame.kind == Kind::any && frame.reference == Reference::none &&
                         frame.place == Place::unsaid && frame.quantity == Quantity::unsaid &&
                         std::ranges::none_of(frame.spans, [](const Span& s) { return is_target(s.role); });
    if (!is_free || !is_of_things(frame) || frame.role == ClauseRole::condition) continue;
    const bool after_thing =
        std::ranges::any_of(frames[i - 1].spans, [](const Span& s) { return is_target(s.role); });
    if (after_thing && !has_hangul(frame.said) &&
        (sets_a_number(frame.intent) || plain_words(frame.said).find(" it ") != std::string::npos))
      frame.reference = Reference::it;
  }
}

/// "Theo's light on, and shut his blind": whose it is, is told by what was spoken of.
void read_owned_kind(Frame& frame) {
  for (Span& span : frame.spans) {
    if (span.role != SpanRole::name) continue;
    for (const std::string_view owner : {"his ", "her ", "their ", "its "}) {
      const auto noun = utf8::ascii_lower(span.text).starts_with(owner) ? span.text.substr(owner.size()) : "";
      const auto kinds = kinds_of(noun);
      const bool same = std::ranges::find(kinds, frame.kind) != kinds.end();
      if (kinds.empty() || (frame.kind != Kind::any && !same)) continue;
      span = {SpanRole::kind, noun};
      if (!same) frame.kind = kinds[0];
      return;
    }
  }
}

/// "Walt's bedside lamp to fifty | and Dana's to ten": hers is what his was, and the same is done to it.
void own_the_same(std::vector<Frame>& frames) {
  for (size_t i = 1; i < frames.size(); ++i) {
    const Frame& before = frames[i - 1];
    Frame& frame = frames[i];
    if (frame.spans.empty() || frame.spans[0].role != SpanRole::name || !before.has(SpanRole::name)) continue;
    Span& owner = frame.spans[0];
    const std::string_view thing = before.text(SpanRole::name);
    const size_t apostrophe = thing.find("'s ");
    const size_t at = frame.said.find(owner.text + "'s ");
    if (apostrophe == std::string_view::npos || at == std::string::npos) continue;
    const std::string_view behind = std::string_view(frame.said).substr(at + owner.text.size() + 3);
    const auto says = [&](std::string_view words) { return behind.starts_with(words); };
    if (!says("to ") && !says("at ") && !says("on") && !says("off") && !says("too") && !says("as well"))
      continue;
    owner.text += "'s " + std::string(thing.substr(apostrophe + 3));
    if (says("on") || says("off")) continue;
    frame.intent = before.intent;
    frame.attribute = before.attribute;
    frame.operation = before.operation;
  }
}

/// "Kill the lights | and the fan in our bedroom": one verb, and one room for both.
void share_place(std::vector<Frame>& frames) {
  for (size_t i = 0; i + 1 < frames.size(); ++i) {
    Frame& frame = frames[i];
    const Frame& next = frames[i + 1];
    const std::string said = plain_words(next.said), before = plain_words(frame.said);
    const bool goes_on =
        said.starts_with(" the ") || said.starts_with(" and the ") || before.ends_with(" and ");
    const auto verbless = [](const std::string& words) {
      return words.find(" turn ") == std::string::npos && words.find(" switch ") == std::string::npos &&
             words.find(" put ") == std::string::npos && words.find(" off ") == std::string::npos &&
             words.find(" on ") == std::string::npos;
    };
    const bool bare = frame.spans.size() == 1 && frame.has(SpanRole::kind) && frame.place == Place::unsaid &&
                      frame.quantity == Quantity::unsaid;
    if (!bare || !switches(frame) || next.intent != frame.intent || has_hangul(next.said) || !goes_on ||
        !verbless(said) || next.has(SpanRole::name) || !next.has(SpanRole::kind) ||
        (said.find(" in ") == std::string::npos))
      continue;
    frame.place = next.place;
    for (const Span& span : next.spans)
      if (span.role == SpanRole::area || span.role == SpanRole::floor) frame.spans.push_back(span);
  }
}

/// "Ceiling light on instead of the standard lamp": one goes on and the other off.
std::vector<Frame> split_swap(Frame frame) {
  constexpr std::string_view kInstead = " instead of ";
  const size_t at = utf8::ascii_lower(frame.said).find(kInstead);
  if (frame.intent != Intent::turn_on || frame.role != ClauseRole::main || frame.has(SpanRole::except) ||
      has_hangul(frame.said) || at == std::string::npos)
    return {std::move(frame)};
  const std::string_view rest = trim_spaces(std::string_view(frame.said).substr(at + kInstead.size()));
  const std::string other = normalise(rest);
  const auto words = split_words(other);
  constexpr size_t kMostWords = 4;
  constexpr std::string_view kNoThings[] = {"it", "that", "this", "them", "those", "on", "off", "one"};
  if (words.empty() || words.size() > kMostWords ||
      std::ranges::any_of(words, [&](std::string_view word) { return is_one_of(word, kNoThings); }))
    return {std::move(frame)};
  Frame off = frame;
  off.intent = Intent::turn_off;
  off.kind = Kind::any;
  off.quantity = Quantity::unsaid;
  off.place = Place::unsaid;
  off.reference = Reference::none;
  off.said = frame.said.substr(at + 1);
  off.spans = {{SpanRole::name, other}};
  std::vector<size_t> behind;
  for (const Placed& each : place_spans(frame))
    if (each.begin > at) behind.push_back(each.index);
  erase_spans(frame, behind);
  if (!has_target(frame)) return {std::move(frame)};
  frame.said.resize(at);
  return {std::move(frame), std::move(off)};
}

/// "If Owen's not back yet put the hall light on", read as one condition: who is where, and what to do then.
std::vector<Frame> split_presence(Frame frame) {
  const std::string said = plain_words(frame.said);
  const auto words = split_words(said);
  if (frame.role != ClauseRole::condition || frame.intent != Intent::get_state || !has_target(frame) ||
      frame.asked != Asked::none || frame.comparison != Comparison::none || words.size() < 5 ||
      words[0] != "if")
    return {std::move(frame)};
  size_t at = 2;
  const auto next = [&] { return at < words.size() ? words[at] : std::string_view(); };
  std::string_view who = words[1];
  bool away = next() == "isn't";
  if (who.ends_with("'s"))
    who.remove_suffix(2);
  else if (away || next() == "is")
    ++at;
  else
    return {std::move(frame)};
  if (next() == "not") away = true, ++at;
  if (next() == "still") ++at;
  constexpr std::string_view kHere[] = {"home", "back", "in", "here"}, kGone[] = {"out", "away"};
  if (is_one_of(next(), kGone))
    away = !away;
  else if (!is_one_of(next(), kHere))
    return {std::move(frame)};
  ++at;
  if (next() == "yet") ++at;
  if (at + 2 >= words.size()) return {std::move(frame)};
  const size_t cut = static_cast<size_t>(words[at].data() - said.data()) - 1;
  const std::string_view rest = std::string_view(said).substr(cut);
  const bool on = rest.find(" on ") != std::string_view::npos;
  if (on == (rest.find(" off ") != std::string_view::npos)) return {std::move(frame)};
  Frame then = frame;
  then.role = ClauseRole::main;
  then.intent = on ? Intent::turn_on : Intent::turn_off;
  then.question = Question::none;
  then.said = frame.said.substr(cut);
  frame.said.resize(cut);
  frame.kind = Kind::any;
  frame.asked = away ? Asked::away : Asked::home;
  frame.spans = {{SpanRole::name, std::string(who)}};
  return {std::move(frame), std::move(then)};
}

/// "Put the light on as long as nobody's in bed", of which the condition was not read: it is one, and what
/// cannot be compared changes nothing.
void add_lost_condition(std::vector<Frame>& frames) {
  const auto waits = [](const Frame& frame) {
    return frame.role != ClauseRole::main || frame.has(SpanRole::condition) || has_hangul(frame.said);
  };
  if (frames.empty() || std::ranges::any_of(frames, waits)) return;
  const std::string clause = frames.back().said, said = plain_words(clause);
  for (const std::string_view joiner :
       {" as long as ", " so long as ", " provided ", " providing ", " only if "}) {
    const size_t at = said.find(joiner);
    if (at == std::string::npos) continue;
    if (at == 0 && (frames.size() < 2 || !acts_on_things(frames[frames.size() - 2].intent))) return;
    if (at == 0) frames.pop_back();  // read as a remark of its own
    if (frames.empty() || !acts_on_things(frames.back().intent) || !has_target(frames.back())) return;
    Frame condition{.intent = Intent::get_state, .role = ClauseRole::condition, .mended = true};
    condition.said = clause.substr(at);
    condition.spans = {
        {SpanRole::name, std::string(trim_spaces(std::string_view(said).substr(at + joiner.size())))}};
    frames.push_back(std::move(condition));
    return;
  }
}

/// Each clause cut by the first, what comes of it by the next.
std::vector<Frame> cut(std::vector<Frame> frames,
                       std::initializer_list<std::vector<Frame> (*)(Frame)> cutters) {
  for (const auto cutter : cutters) {
    std::vector<Frame> out;
    for (Frame& frame : frames)
      for (Frame& part : cutter(std::move(frame))) out.push_back(std::move(part));
    frames = std::move(out);
  }
  return frames;
}

}  // namespace

size_t taken_back_at(const std::string& said) {
  std::string spaced = said;
  for (char& c : spaced)
    if (c == ',' || c == '.') c = ' ';
  size_t at = std::string::npos;
  for (const std::string_view words : kTakenBack) at = std::min(at, spaced.find(words));
  for (const std::string_view words : kTakenBackKo) {
    const size_t found = spaced.find(words);
    if (found != std::string::npos && found > 0 && spaced[found - 1] == ' ') at = std::min(at, found);
  }
  return at;
}

void repair_reading(const std::string& text, std::span<const Mention> mentions, std::vector<Frame>& frames) {
  std::vector<size_t> begins;
  size_t from = 0;
  for (const Frame& frame : frames) {
    const size_t at = text.find(frame.said, from);
    begins.push_back(at == std::string::npos ? from : at);
    from = begins.back() + frame.said.size();
  }
  const std::vector<Frame> as_read = frames;
  std::vector<std::vector<Mention>> mentions_of;
  for (size_t i = 0; i < frames.size(); ++i) {
    const std::vector<Mention>& here =
        mentions_of.emplace_back(mentions_within(mentions, begins[i], begins[i] + frames[i].said.size()));
    repair_korean_clause(here, i > 0 ? frames[i - 1].intent : Intent::none, frames[i]);
    repair_korean_list(here, frames[i]);
    join_what_a_name_covers(here, frames[i]);
    add_lost_name(here, frames[i]);
    add_lost_pair(here, frames[i]);
    repair_by_words(here, frames[i]);
    repair_english_list(here, frames[i]);
    add_lost_list(here, frames[i]);
    repair_idioms(here, frames[i]);
    add_lost_color(here, frames[i]);
    add_lost_values(here, frames[i]);
    drop_unwanted_color(frames[i]);
    follow_the_attribute(frames[i]);
    set_what_the_reason_names(frames[i]);
    set_what_was_said_last(frames[i]);
    set_what_was_switched(frames[i]);
    turn_color_temperature(frames[i]);
    measure_what_is_named(frames[i]);
    hear_unread_english(frames[i]);
    repair_english_aside(here, frames[i]);
  }
  go_on_asking(frames);
  own_the_same(frames);
  read_ones(frames);
  list_the_next(frames);
  share_place(frames);
  for (size_t i = 1; i < frames.size(); ++i) read_owned_kind(frames[i]);
  repair_english_clauses(frames);
  add_lost_reference(frames);
  spare_what_is_forbidden(mentions, begins, frames);
  if (frames.size() == mentions_of.size()) repair_korean_clauses(mentions_of, frames);
  repair_leaning_clauses(frames);
  frames =
      cut(std::move(frames), {split_korean_clause, split_presence, split_swap, split_timers, split_on_and_set,
                              split_at_leading_values, split_what_is_switched, split_by_things,
                              split_korean_list, split_english_rest, split_named_and_here});
  for (Frame& frame : frames) {
    drop_taken_back(frame);
    spare_what_is_here(frame);
  }
  frames = cut(std::move(frames), {split_at_values, split_by_sort});
  add_lost_condition(frames);
  drop_remarks(frames);
  for (Frame& frame : frames)
    frame.mended = frame.mended || std::ranges::find(as_read, frame) == as_read.end();
  // "If the gate isn't open, open it": what opens by a state that was mended is guarded too.
  const auto turned = [](const Frame& f) {
    return f.role == ClauseRole::condition && f.mended && f.asked != Asked::none && !has_hangul(f.said);
  };
  if (std::ranges::any_of(frames, turned))
    for (Frame& frame : frames) frame.mended = true;
}

}  // namespace ondol::home
