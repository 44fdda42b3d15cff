// Frames as tests write them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "home/frame.h"

namespace ondol::home {

constexpr SpanRole kName = SpanRole::name, kArea = SpanRole::area, kKind = SpanRole::kind,
                   kValue = SpanRole::value, kExcept = SpanRole::except;

inline Frame frame(Intent intent, std::string said, std::vector<Span> spans) {
  Frame out;
  out.intent = intent;
  out.said = std::move(said);
  out.spans = std::move(spans);
  return out;
}

}  // namespace ondol::home
