// What English puts beside a wish: how soon ("rn"), how politely ("if it's no trouble"), that a thing has
// come on before it is to go out; and wishes in words that no label was learnt for. Knows nothing of homes.
#pragma once

#include <span>
#include <vector>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// One clause. mentions: counted from its first byte.
void repair_english_aside(std::span<const Mention> mentions, Frame& frame);
/// All clauses of an utterance, in its order: those that lean on the one before.
void repair_leaning_clauses(std::vector<Frame>& frames);
/// "The telly on with the volume at sixty", "turn the heater on set it to 19": it is set, and goes on.
/// The frame itself otherwise.
std::vector<Frame> split_on_and_set(Frame frame);

}  // namespace ondol::home
