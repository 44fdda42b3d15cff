// Which entities a clause can be about at all, before any name or room is looked at. Knows nothing of either.
#pragma once

#include "home/frame.h"
#include "home/home.h"

namespace ondol::home {

/// The entity can do what the clause commands, or answer what it asks.
bool is_able(const Home& home, const Frame& frame, Kind kind, const Entity& entity);
/// "turn everything off" includes it. A room without a kind is its lights: "turn on the kitchen".
bool belongs_to_everything(const Frame& frame, const Entity& entity);
/// "are any lights on?" is about the whole home, wherever it is asked.
bool asks_everywhere(const Frame& frame);

}  // namespace ondol::home
