// What a clause asks about or is about that was read as something else: the words hold the whole name of a
// sensor, a person, an event, an item to tick off, a list.
#pragma once

#include <optional>
#include <string_view>

#include "home/clause.h"

namespace ondol::home {

/// Whether these words are in one of the thing's names; never so for less than four bytes.
bool is_part(std::string_view part, const Entity& entity);

/// "The amount of gas indicated by monthly gas consumption": all of one sensor's name was said, and something
/// else read.
std::optional<Frame> of_the_sensor_said(const View& view, const Frame& frame);

/// A question about a thing that does not say, a sensor called by it does; "how much juice does the dryer
/// draw" of what has no battery.
Frame of_its_sensor(const View& view, const Frame& frame);

/// "기름 얼마나 남았어요", read as a timer that nobody set: a sensor's.
std::optional<Frame> of_what_is_left(const View& view, const Frame& frame);

/// "Is Tom in", "is Conor home yet": a person is at home or not, neither docked nor somebody else.
Frame of_a_person(const View& view, const Frame& frame);

/// The scene or the script that is called so; null where none is.
const Entity* scene_called(const View& view, std::string_view words);

/// "손님맞이", "cast off", and nothing else: a scene or a script is called so.
std::optional<Frame> by_its_name_alone(const View& view, const Frame& frame);

/// A clause that was read as nothing of a home, as what its words name; itself where they name nothing.
Frame read_from_words(const View& view, const Frame& frame);

}  // namespace ondol::home
