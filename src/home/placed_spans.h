// Where the spans of a frame and the names of the home stand in the words of its clause.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// A span and where it stands in the clause's words; spans that are not found there have none.
struct Placed {
  size_t index, begin, end;
};

inline std::vector<Placed> place_spans(const Frame& frame) {
  std::vector<Placed> out;
  size_t from = 0;
  for (size_t i = 0; i < frame.spans.size(); ++i) {
    const size_t at = frame.said.find(frame.spans[i].text, from);
    if (at == std::string::npos) continue;
    from = at + frame.spans[i].text.size();
    out.push_back({i, at, from});
  }
  return out;
}

/// A span stands on some of the bytes [begin, end).
inline bool is_covered(const std::vector<Placed>& placed, size_t begin, size_t end) {
  return std::any_of(placed.begin(), placed.end(),
                     [&](const Placed& span) { return span.begin < end && begin < span.end; });
}

/// A mention stands on some of the bytes [begin, end).
inline bool is_mentioned(std::span<const Mention> mentions, size_t begin, size_t end) {
  return std::any_of(mentions.begin(), mentions.end(),
                     [&](const Mention& m) { return m.begin < end && begin < m.end; });
}

/// Whether the mention holds all of the span, and more.
inline bool is_wider(const Mention& mention, const Placed& span) {
  return mention.begin <= span.begin && span.end <= mention.end &&
         mention.end - mention.begin > span.end - span.begin;
}

/// A mention counted from the clause's first byte.
inline std::string words_of(const Frame& frame, const Mention& mention) {
  return frame.said.substr(mention.begin, mention.end - mention.begin);
}

/// indices: ascending.
inline void erase_spans(Frame& frame, const std::vector<size_t>& indices) {
  for (auto at = indices.rbegin(); at != indices.rend(); ++at)
    frame.spans.erase(frame.spans.begin() + static_cast<std::ptrdiff_t>(*at));
}

/// What is acted on: a thing, a room, a kind.
inline bool is_target(SpanRole role) {
  return role == SpanRole::name || role == SpanRole::area || role == SpanRole::floor ||
         role == SpanRole::kind;
}

inline bool has_target(const Frame& frame) {
  return std::any_of(frame.spans.begin(), frame.spans.end(),
                     [](const Span& span) { return is_target(span.role); });
}

/// Neither a thing, nor where, nor how many.
inline bool says_of_nothing(const Frame& frame) {
  return !has_target(frame) && frame.reference == Reference::none && frame.place == Place::unsaid &&
         frame.quantity == Quantity::unsaid;
}

}  // namespace ondol::home
