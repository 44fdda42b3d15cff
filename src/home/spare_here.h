// "All the lights off except in here", "이 방 빼고 불 다 꺼": the speaker's own room, or a kind of thing in
// it, is what is left out and not what is meant. Knows nothing of homes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "home/frame.h"

namespace ondol::home {

/// The exception becomes "here" or "NOUN here", whatever it was read as.
void spare_what_is_here(Frame& frame);

/// The noun of such an exception, "" where all of the room is left out; nothing where it is another one.
std::optional<std::string> noun_spared_here(std::string_view exception);

}  // namespace ondol::home
