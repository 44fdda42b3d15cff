// What English says in other words than labels were learnt for: "hold it a second", "everything lit",
// "aboard". A clause, its words, and what they say for certain. Knows nothing of homes.
#pragma once

#include <span>
#include <vector>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

void repair_idioms(std::span<const Mention> mentions, Frame& frame);
/// "The cabin fan to a quarter | and the saloon one to half": what stands for the noun before is that noun.
void read_ones(std::vector<Frame>& frames);
/// "Take dog food off the groceries | and put cat litter on": an item goes on the list that was spoken of.
void list_the_next(std::vector<Frame>& frames);

}  // namespace ondol::home
