// What English puts beside a wish: how soon ("rn"), how politely ("if it's no trouble"), that a thing has
// come on before it is to go out; and wishes in words that no label was learnt for. Knows nothing of homes.
#pragma once

#include <span>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// One clause. mentions: counted from its first byte.
void repair_english_aside(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
