// The words for the labels of a frame, and back; heads of a model and JSON use the same tables. Knows nothing
// of what a label does.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "home/frame.h"

namespace ondol::home {

/// All labels of an enumeration, in the order of its values.
template <class Label>
std::span<const std::string_view> labels();

template <class Label>
std::string_view label(Label value) {
  return labels<Label>()[static_cast<size_t>(value)];
}

template <class Label>
std::optional<Label> find_label(std::string_view text) {
  const auto all = labels<Label>();
  for (size_t i = 0; i < all.size(); ++i)
    if (all[i] == text) return static_cast<Label>(i);
  return std::nullopt;
}

template <>
std::span<const std::string_view> labels<Intent>();
template <>
std::span<const std::string_view> labels<ClauseRole>();
template <>
std::span<const std::string_view> labels<Kind>();
template <>
std::span<const std::string_view> labels<Quantity>();
template <>
std::span<const std::string_view> labels<Place>();
template <>
std::span<const std::string_view> labels<Reference>();
template <>
std::span<const std::string_view> labels<Attribute>();
template <>
std::span<const std::string_view> labels<Operation>();
template <>
std::span<const std::string_view> labels<Question>();
template <>
std::span<const std::string_view> labels<Asked>();
template <>
std::span<const std::string_view> labels<Comparison>();
template <>
std::span<const std::string_view> labels<SpanRole>();

/// What a command is called in the answer: Home Assistant's intent. Where it has none, our label.
/// Opening and locking are HassTurnOn there, closing and unlocking HassTurnOff.
std::string_view call_name(Intent intent);

bool is_timer_intent(Intent intent);
bool is_media_intent(Intent intent);
/// On or off, and no more.
inline bool switches(const Frame& frame) {
  return frame.intent == Intent::turn_on || frame.intent == Intent::turn_off;
}
/// Moves, sets or starts things of the home, and is nothing about lists and timers.
bool acts_on_things(Intent intent);
/// Sets how bright, how far, how fast, how damp, how warm or how loud.
bool sets_a_number(Intent intent);
/// On and off, open and closed, locked and unlocked; none of the others.
Asked opposite_of(Asked asked);
/// Asks and changes nothing.
bool is_question(Intent intent);

}  // namespace ondol::home
