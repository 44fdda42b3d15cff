// English clauses that were read as nothing of a home, or as a question, and whose words wish for something:
// "announce that …", "start the coffee", "hectors too", "bit slower than that". Knows nothing of homes.
#pragma once

#include "home/frame.h"

namespace ondol::home {

/// One clause. What was read as something else is left.
void hear_unread_english(Frame& frame);

}  // namespace ondol::home
