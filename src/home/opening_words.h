// Whether words ask for something to be opened: the last thing that stands between a wrong label and an open
// door. A guard, not a reader: it lets no action happen that was not read already.
#pragma once

#include <string_view>

#include "home/home.h"

namespace ondol::home {

/// Whether the words of a clause hold one that opens a thing like this: "open", "unlock", "열", "풀"; of what
/// moves also "up"; of a valve what lets water run. False where they also forbid ("don't", "지 마").
bool asks_to_open(std::string_view said, const Entity& entity);

}  // namespace ondol::home
