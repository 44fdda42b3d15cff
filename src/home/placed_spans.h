// Where the spans of a frame stand in the words of its clause.
#pragma once

#include <string>
#include <vector>

#include "home/frame.h"

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

/// What is acted on: a thing, a room, a kind.
inline bool is_target(SpanRole role) {
  return role == SpanRole::name || role == SpanRole::area || role == SpanRole::floor ||
         role == SpanRole::kind;
}

}  // namespace ondol::home
