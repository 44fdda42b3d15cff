// Several things of one Korean clause, each said with its noun; see korean_repair.h.
#include <algorithm>
#include <string_view>
#include <utility>

#include "home/kind_words.h"
#include "home/korean_repair.h"
#include "home/korean_verbs.h"
#include "home/korean_words.h"
#include "home/labels.h"
#include "home/placed_spans.h"
#include "home/values/duration.h"
#include "home/words.h"

namespace ondol::home {

bool split_at_korean_pairs(const Frame& frame, std::vector<Frame>& out) {
  const bool both = frame.quantity == Quantity::both;
  if (!acts_on_things(frame.intent) || (frame.quantity != Quantity::unsaid && !both)) return false;
  const std::string noun(frame.text(SpanRole::kind));
  const auto placed = place_spans(frame);
  if (placed.size() != frame.spans.size()) return false;
  // This span and the next, where nothing parts them: "복|도|등".
  const auto one_word = [&](size_t i) {
    const std::string word = frame.said.substr(placed[i].begin, placed[i + 1].end - placed[i].begin);
    return word.find(' ') == std::string::npos ? word : std::string();
  };
  std::vector<std::vector<Span>> things;
  std::vector<Span> others;
  for (size_t i = 0; i < frame.spans.size(); ++i) {
    const Span& span = frame.spans[i];
    const bool before_noun = i + 1 < frame.spans.size() && frame.spans[i + 1].role == SpanRole::kind;
    const std::string word = before_noun ? one_word(i) : std::string();
    if (before_noun && span.role == SpanRole::area) {
      things.push_back({span, frame.spans[++i]});
    } else if (span.role == SpanRole::name && !word.empty()) {
      things.push_back({{SpanRole::name, word}});
      ++i;
    } else if (span.role == SpanRole::name && !noun.empty() && span.text.ends_with(noun)) {
      things.push_back({span});
    } else if (span.role == SpanRole::kind && things.empty() && !kinds_of(span.text).empty()) {
      things.push_back({span});  // "테레비하고 큰방|등"
    } else if (is_target(span.role) || span.role == SpanRole::except) {
      return false;
    } else {
      others.push_back(span);
    }
  }
  if (things.size() < 2 || (both && things.size() > 2)) return false;
  for (size_t i = 0; i + 1 < things.size(); ++i) {
    if (std::ranges::none_of(kKoreanJoins, [&](std::string_view join) {
          return frame.said.find(things[i].back().text + std::string(join)) != std::string::npos;
        }))
      return false;
  }
  for (const std::vector<Span>& thing : things) {
    Frame part = frame;
    part.quantity = Quantity::unsaid;
    part.spans = thing;
    if (things[0].size() == 1 && things[0][0].role == SpanRole::kind)
      part.kind = thing.back().role == SpanRole::kind ? kinds_of(thing.back().text)[0] : Kind::any;
    part.spans.insert(part.spans.end(), others.begin(), others.end());
    out.push_back(std::move(part));
  }
  return true;
}

/// "타이머 두 개 오 분 십 분": two lengths, read as one.
bool split_two_lengths(const Frame& frame, std::vector<Frame>& out) {
  if (!says(frame.said, {"두 개", "두개"})) return false;
  const std::string length(frame.text(SpanRole::duration));
  for (size_t at = length.find(' '); at != std::string::npos; at = length.find(' ', at + 1)) {
    const std::string first = length.substr(0, at), second = length.substr(at + 1);
    const auto a = read_duration(first), b = read_duration(second);
    if (!a || !b || a->total_s() == 0 || b->total_s() == 0) continue;
    for (const std::string& each : {first, second}) {
      Frame part = frame;
      part.quantity = Quantity::unsaid;
      part.spans = {{SpanRole::duration, each}};
      out.push_back(std::move(part));
    }
    return true;
  }
  return false;
}

bool split_korean_timers(const Frame& frame, std::vector<Frame>& out) {
  if (frame.intent == Intent::timer_start && frame.role == ClauseRole::main && frame.spans.size() == 1)
    return split_two_lengths(frame, out);
  const auto placed = place_spans(frame);
  if (frame.intent != Intent::timer_start || frame.role != ClauseRole::main ||
      frame.texts(SpanRole::duration).size() != 2 || placed.size() != frame.spans.size())
    return false;
  const auto words = placed_words(frame.said);
  for (const Placed& each : placed) {
    if (frame.spans[each.index].role != SpanRole::duration) continue;
    const auto before = std::ranges::find(words, each.begin, &PlacedWord::begin);
    if (before == words.begin() || before == words.end()) break;
    constexpr size_t kSyllable = 3;  // bytes
    const std::string_view said = (before - 1)->text;
    const std::string_view name = without_ending(said, {"은", "는"}, kSyllable);
    if (name == said) break;
    Frame part = frame;
    part.quantity = Quantity::unsaid;
    part.spans = {{SpanRole::name, std::string(name)}, frame.spans[each.index]};
    out.push_back(std::move(part));
  }
  if (out.size() == 2) return true;
  out.clear();
  return false;
}

bool split_lock_and_valve(const Frame& frame, std::vector<Frame>& out) {
  const auto placed = place_spans(frame);
  if (frame.intent != Intent::lock || frame.role != ClauseRole::main || placed.size() < 2 ||
      placed.size() != frame.spans.size() || frame.quantity == Quantity::all)
    return false;
  const auto is_valve = [](std::string_view noun) {
    const auto kinds = kinds_of(noun);
    return is_one_of(Kind::valve, kinds) || is_one_of(Kind::gas, kinds);
  };
  std::vector<Frame> parts;
  bool any_valve = false, any_other = false;
  for (size_t i = 0; i < placed.size(); ++i) {
    const Span& span = frame.spans[i];
    const std::string_view behind = std::string_view(frame.said).substr(placed[i].end);
    const bool joined = joins_on(behind);
    if ((span.role != SpanRole::name && span.role != SpanRole::kind) || (!joined && i + 1 < placed.size()))
      return false;
    const bool valve = is_valve(span.text);
    any_valve = any_valve || valve;
    any_other = any_other || !valve;
    Frame part = frame;
    part.quantity = Quantity::unsaid;
    part.intent = valve ? Intent::close : Intent::lock;
    part.kind = valve ? Kind::valve : span.role == SpanRole::kind ? Kind::door : Kind::any;
    part.spans = {span};
    parts.push_back(std::move(part));
  }
  if (!any_valve || !any_other) return false;
  out = std::move(parts);
  return true;
}

bool split_at_korean_row(const Frame& frame, std::vector<Frame>& out) {
  if (!acts_on_things(frame.intent) || frame.quantity != Quantity::all) return false;
  constexpr size_t kSyllable = 3;  // bytes
  std::vector<std::string> nouns;
  size_t begin = std::string::npos, end = 0;
  for (const PlacedWord& word : placed_words(frame.said)) {
    const std::string_view noun = without_ending(word.text, {"이고", "고", "이며", "며"}, kSyllable);
    if (noun == word.text || ends(word.text, {"하고", "말고", "빼고", "두고", "라고"}) ||
        !korean_verbs(word.text).empty()) {
      if (!nouns.empty()) break;
      continue;
    }
    begin = std::min(begin, word.begin);
    end = word.end;
    nouns.emplace_back(noun);
  }
  std::vector<Span> places;
  for (const Placed& each : place_spans(frame)) {
    const Span& span = frame.spans[each.index];
    if (each.begin >= begin && each.end <= end) continue;
    if ((span.role != SpanRole::area && span.role != SpanRole::floor) || each.begin >= begin) return false;
    places.push_back(span);
  }
  if (nouns.size() < 2) return false;
  for (const std::string& noun : nouns) {
    const auto kinds = kinds_of(noun);
    Frame part = frame;
    part.kind = kinds.empty() ? Kind::any : kinds[0];
    part.quantity = kinds.empty() ? Quantity::unsaid : Quantity::all;
    part.spans = places;
    part.spans.push_back({kinds.empty() ? SpanRole::name : SpanRole::kind, noun});
    out.push_back(std::move(part));
  }
  return true;
}

}  // namespace ondol::home
