// English clauses that were read as nothing of a home, and whose words say what they want: "begin charging
// the car", "fan slower", "do I need an umbrella".
#pragma once

#include <span>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// mentions: counted from the clause's first byte. A clause that was read as something is left.
void hear(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
