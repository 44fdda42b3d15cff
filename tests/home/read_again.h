// Clauses as the repairs leave them.
#pragma once

#include <string>
#include <vector>

#include "home/frame_of.h"
#include "home/read_repair.h"

namespace ondol::home {

inline std::vector<Frame> read_again(std::vector<Frame> frames, const std::vector<Mention>& mentions = {}) {
  std::string text;
  for (const Frame& each : frames) text += each.said;
  repair_reading(text, mentions, frames);
  return frames;
}

/// Of one clause; without anything where it became none or several.
inline Frame read_again(const Frame& frame, const std::vector<Mention>& mentions = {}) {
  const auto out = read_again(std::vector{frame}, mentions);
  return out.size() == 1 ? out[0] : Frame{};
}

inline Frame of_kind(Kind kind, Frame frame) {
  frame.kind = kind;
  return frame;
}

inline Frame moved(Operation operation, Attribute attribute, Frame frame) {
  frame.operation = operation;
  frame.attribute = attribute;
  return frame;
}

}  // namespace ondol::home
