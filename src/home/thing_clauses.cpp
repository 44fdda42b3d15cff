// Verbs before things, "on" or "off" behind them, and whose room is whose; see thing_clauses.h.
#include "home/thing_clauses.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/words.h"

namespace ondol::home {
namespace {

struct Sense {
  std::string_view words;
  Intent intent;
};
constexpr Sense kBefore[] = {
    {" turn off ", Intent::turn_off}, {" switch off ", Intent::turn_off}, {" shut off ", Intent::turn_off},
    {" kill ", Intent::turn_off},     {" turn on ", Intent::turn_on},     {" switch on ", Intent::turn_on},
    {" put on ", Intent::turn_on},    {" start ", Intent::turn_on},       {" lock ", Intent::lock},
    {" close ", Intent::close},       {" shut ", Intent::close},          {" open ", Intent::open},
};
constexpr Sense kBehind[] = {
    {" off ", Intent::turn_off}, {" on ", Intent::turn_on}, {" shut ", Intent::close},
    {" closed ", Intent::close}, {" open ", Intent::open},  {" up ", Intent::open},
    {" down ", Intent::close},   {" in ", Intent::close},
};

/// A thing that the clause is about: its spans, and what its own words say of it.
struct Part {
  std::vector<size_t> spans;
  size_t begin = 0, end = 0;  ///< bytes of the clause
  std::optional<Intent> own;
};

/// Its words, each between two spaces.
std::string text_between(const Frame& frame, size_t begin, size_t end) {
  const std::string text = plain_words(std::string_view(frame.said).substr(begin, end - begin));
  std::string out = " ";
  for (const std::string_view word : split_words(text)) out += std::string(word) + " ";
  return out;
}

bool is_plain(const Frame& frame) {
  return frame.role == ClauseRole::main && frame.reference == Reference::none &&
         acts_on_things(frame.intent) && !frame.has(SpanRole::except) &&
         frame.texts(SpanRole::value).size() < 2;
}

bool has_own_words(const Frame& frame) {
  constexpr Intent kIntents[] = {Intent::turn_on, Intent::turn_off, Intent::open, Intent::close,
                                 Intent::lock};
  return std::ranges::find(kIntents, frame.intent) != std::end(kIntents) &&
         frame.quantity == Quantity::unsaid && !has_hangul(frame.said) &&
         std::ranges::all_of(frame.spans, [](const Span& span) { return is_target(span.role); });
}

/// "The light in the kitchen": nothing but a preposition stands between a thing and its room.
bool is_its_room(const std::string& between) {
  constexpr std::string_view kBetween[] = {" in ",     " in the ", " in my ",   " on the ",
                                           " of the ", " at the ", " from the "};
  return std::ranges::find(kBetween, between) != std::end(kBetween);
}

/// Things in their order, each with the rooms that are said before it, or behind it with a preposition.
std::vector<Part> parts_of(const Frame& frame) {
  std::vector<Part> out;
  Part next;
  for (const Placed& each : place_spans(frame)) {
    const SpanRole role = frame.spans[each.index].role;
    if (!is_target(role)) continue;
    const bool is_thing = role == SpanRole::name || role == SpanRole::kind;
    if (!is_thing && !out.empty() && next.spans.empty() &&
        is_its_room(text_between(frame, out.back().end, each.begin))) {
      out.back().spans.push_back(each.index);
      out.back().end = each.end;
      continue;
    }
    if (next.spans.empty()) next.begin = each.begin;
    next.spans.push_back(each.index);
    if (!is_thing) continue;
    next.end = each.end;
    out.push_back(std::exchange(next, {}));
  }
  if (!next.spans.empty()) out.clear();  // a room that belongs to nothing
  return out;
}

/// A room, or whose it is: "the front room curtains and Birdie's curtain".
bool has_room(const Frame& frame, const Part& part) {
  return std::ranges::any_of(part.spans, [&](size_t at) {
    const Span& span = frame.spans[at];
    return span.role == SpanRole::area || span.role == SpanRole::floor ||
           (span.role == SpanRole::name && span.text.find("'s ") != std::string::npos);
  });
}

bool is_named(const Frame& frame, const Part& part) {
  return std::ranges::any_of(part.spans, [&](size_t at) { return frame.spans[at].role == SpanRole::name; });
}

void find_own_words(const Frame& frame, std::vector<Part>& parts) {
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string behind =
        text_between(frame, parts[i].end, i + 1 < parts.size() ? parts[i + 1].begin : frame.said.size());
    for (const Sense& sense : kBehind)
      if (behind.starts_with(sense.words)) parts[i].own = sense.intent;
    if (i == 0 && !parts[i].own && frame.intent != Intent::lock &&
        ends(text_between(frame, 0, parts[i].begin), {" lock the ", " lock my ", " lock our "}))
      parts[i].own = Intent::lock;
    if (i == 0 || parts[i].own) continue;
    const std::string before = text_between(frame, parts[i - 1].end, parts[i].begin);
    for (const Sense& sense : kBefore)
      if (before.find(sense.words) != std::string::npos) parts[i].own = sense.intent;
  }
}

/// The clause about one part; what is no target is said of all.
Frame clause_of(const Frame& frame, const Part& part) {
  Frame out = frame;
  out.mended = true;
  out.kind = Kind::any;
  if (part.own) out.intent = *part.own;
  if (out.quantity == Quantity::both) out.quantity = Quantity::unsaid;  // these two
  std::erase_if(out.spans, [](const Span& span) { return is_target(span.role); });
  std::vector<Span> own;
  for (const size_t at : part.spans) {
    own.push_back(frame.spans[at]);
    if (frame.spans[at].role != SpanRole::kind) continue;
    const auto kinds = kinds_of(frame.spans[at].text);
    if (kinds.empty()) continue;
    out.kind = std::ranges::find(kinds, frame.kind) != kinds.end() ? frame.kind : kinds[0];
  }
  out.spans.insert(out.spans.begin(), own.begin(), own.end());
  return out;
}

/// "Lights off radio off": nouns and names, each with the same word behind it.
bool each_has_its_word(const Frame& frame, const std::vector<Part>& parts) {
  return frame.intent == Intent::turn_off &&
         !says(plain_words(frame.said), {" turn ", " switch ", " shut ", " turned "}) &&
         std::ranges::all_of(parts, [&](const Part& part) { return part.own == Intent::turn_off; }) &&
         !std::ranges::all_of(parts, [&](const Part& part) { return is_named(frame, part); });
}

/// "Lock the back door turn off the TV": each with its own words.
bool split_by_words(const Frame& frame, std::vector<Part>& parts) {
  if (!has_own_words(frame)) return false;
  find_own_words(frame, parts);
  if (each_has_its_word(frame, parts)) return true;
  // "The lamp and the fan off": a thing without a word of its own goes with the one behind it, but what
  // begins the clause is what the clause was read as.
  if (!parts[0].own && parts[0].begin > 0) parts[0].own = frame.intent;
  for (size_t i = parts.size(); i-- > 0;)
    if (!parts[i].own) parts[i].own = i + 1 < parts.size() ? parts[i + 1].own : frame.intent;
  return std::ranges::any_of(parts, [&](const Part& part) { return part.own != parts[0].own; });
}

/// "The kitchen light and the living room fan"; of "the kitchen light and fan" one room is said.
bool split_by_rooms(const Frame& frame, const std::vector<Part>& parts) {
  // "Pause the wireless and the telly": a name and a noun are two things.
  for (size_t i = 1; i < parts.size(); ++i)
    if (is_media_intent(frame.intent) && is_named(frame, parts[i - 1]) != is_named(frame, parts[i]) &&
        starts(text_between(frame, parts[i - 1].end, parts[i].begin), {" and "}))
      return true;
  return std::any_of(parts.begin() + 1, parts.end(), [&](const Part& part) { return has_room(frame, part); });
}

}  // namespace

std::vector<Frame> split_what_is_switched(Frame frame) {
  const auto placed = place_spans(frame);
  const bool set = sets_a_number(frame.intent) && frame.has(SpanRole::value);
  const bool switched = frame.intent == Intent::turn_on || frame.intent == Intent::turn_off;
  if (frame.role != ClauseRole::main || placed.empty() || has_hangul(frame.said) || !(set || switched) ||
      !is_target(frame.spans[placed[0].index].role) || placed.size() != frame.spans.size())
    return {std::move(frame)};
  const std::string said = plain_words(frame.said);
  std::string_view words = trim_spaces(said);
  const bool on = words.ends_with(" on");
  if (!on && !words.ends_with(" off")) return {std::move(frame)};
  const size_t end =
      static_cast<size_t>(words.data() - said.data()) + words.size() - (on ? 3 : 4);  // of `said`
  Frame other{.intent = on ? Intent::turn_on : Intent::turn_off, .mended = true};
  size_t begin = placed.back().begin;  // of the clause
  if (set) {
    // The last thing stands behind the value, and nothing but its word behind it.
    const SpanRole role = frame.spans[placed.back().index].role;
    if (placed.size() < 3 || (role != SpanRole::name && role != SpanRole::kind) ||
        frame.spans[placed[placed.size() - 2].index].role != SpanRole::value ||
        placed.back().end + 1 != end ||
        says(text_between(frame, placed[placed.size() - 2].end, begin),
             {" on ", " in ", " for ", " to ", " of "}))
      return {std::move(frame)};
    other.spans = {frame.spans[placed.back().index]};
    if (role == SpanRole::kind) {
      const auto kinds = kinds_of(other.spans[0].text);
      if (kinds.empty()) return {std::move(frame)};
      other.kind = kinds[0];
    }
    erase_spans(frame, {placed.back().index});
  } else {
    // Of the second thing nothing was read.
    const std::string_view own = frame.intent == Intent::turn_on ? " on and " : " off and ";
    const size_t joint = said.find(own, placed.back().end);
    if (on == (frame.intent == Intent::turn_on) || joint == std::string::npos || joint + own.size() >= end)
      return {std::move(frame)};
    begin = joint + own.size() - 1;
    std::string_view thing = std::string_view(said).substr(begin + 1, end - begin - 1);
    for (const std::string_view article : {"the ", "my ", "our "})
      if (thing.starts_with(article)) thing.remove_prefix(article.size());
    constexpr std::string_view kNoThings[] = {"it",   "them", "that", "turn", "switch", "put", "leave",
                                              "keep", "then", "not",  "in",   "is",     "are"};
    const auto parts = split_words(thing);
    constexpr size_t kMostWords = 3;
    if (parts.empty() || parts.size() > kMostWords ||
        std::ranges::any_of(parts, [&](std::string_view word) { return is_one_of(word, kNoThings); }))
      return {std::move(frame)};
    other.spans = {{SpanRole::name, std::string(thing)}};
  }
  other.said = frame.said.substr(begin);
  frame.said.resize(begin);
  return {std::move(frame), std::move(other)};
}

std::vector<Frame> split_by_things(Frame frame) {
  std::vector<Part> parts = is_plain(frame) ? parts_of(frame) : std::vector<Part>{};
  size_t n_target = 0, n_placed = 0;
  for (const Span& span : frame.spans) n_target += is_target(span.role);
  for (const Part& part : parts) n_placed += part.spans.size();
  const bool by_words = parts.size() > 1 && n_placed == n_target && split_by_words(frame, parts);
  if (parts.size() < 2 || n_placed != n_target || !(by_words || split_by_rooms(frame, parts)))
    return {std::move(frame)};
  std::vector<Frame> out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!by_words) parts[i].own.reset();
    out.push_back(clause_of(frame, parts[i]));
    if (!by_words) continue;
    const size_t begin = i == 0 ? 0 : parts[i - 1].end;
    const size_t end = i + 1 < parts.size() ? parts[i + 1].begin : frame.said.size();
    out.back().said = frame.said.substr(begin, end - begin);
  }
  return out;
}

}  // namespace ondol::home
