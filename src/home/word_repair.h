// What the English words of a clause say for certain, whatever was read: what stands behind "but leave" is
// spared, "the lamp on" turns on, "down to forty" sets. Knows nothing of homes. Nothing that is secured opens
// by it: an intent that was mended is marked, and the policy asks.
#pragma once

#include <span>

#include "home/mentions.h"

namespace ondol::home {

/// Mentions: of the clause, counted from its first byte.
void repair_by_words(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
