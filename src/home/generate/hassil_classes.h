// What Home Assistant's domains, device classes and states are called in a frame. One row each; knows
// nothing of sentences.
#pragma once

#include <string_view>

#include "home/frame.h"

namespace ondol::home {

/// Kind::any where a frame has none for it.
Kind kind_of_cover_class(std::string_view device_class);
Kind kind_of_sensor_class(std::string_view device_class);
/// Kind of a binary sensor's class where the state's words tell it ("charging", "flooded"); any where they do
/// not ("on", "open", "detected").
Kind kind_of_detected(std::string_view device_class);
/// Kind of a binary sensor's class where its noun is said ("motion sensor").
Kind kind_of_detector(std::string_view device_class);
/// Kind of a noun of a domain; any where people name its things.
Kind kind_of_domain(std::string_view domain);
/// list is the slot list the state was said with, value its value: ("bs_door_states", "on") is open.
/// Asked::none where a frame has no such state.
Asked asked_state(std::string_view list, std::string_view value);
/// The form of the question that a response answers; Question::none for a response of no question.
Question question_of_response(std::string_view response);

}  // namespace ondol::home
