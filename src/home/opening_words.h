// Whether words ask for something to be opened: the last thing that stands between a wrong label and an open
// door. A guard, not a reader: it lets no action happen that was not read already, and where it errs the home
// asks.
#pragma once

#include <string_view>

#include "home/home.h"

namespace ondol::home {

/// Whether the words of a clause have one that wishes a thing like this open: "open", "unlock", "열어",
/// "풀어"; of what moves also "up"; of a valve what lets water run. Not so in "is it open", "how do I open
/// it", "she told me to open it", nor where the whole text, of which the clause is a part, forbids, asks,
/// reports or quotes.
bool asks_to_open(std::string_view clause, std::string_view text, const Entity& entity);

/// Whether a clause has words that put something somewhere, and none that close: "set the gate to 50 %".
bool asks_for_position(std::string_view clause);
/// Whether all, both or several are asked for: "every lock", "the doors", "문 다 열어". clause: part of text.
bool asks_for_many(std::string_view clause, std::string_view text);

}  // namespace ondol::home
