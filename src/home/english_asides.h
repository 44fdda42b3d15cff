// What English puts beside a wish: how soon ("rn"), how politely ("if it's no trouble"), what is left alone;
// and how warm a light is to be, where a number ends, what "it" was. Knows nothing of homes.
#pragma once

#include <span>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// One clause. mentions: counted from its first byte.
void repair_english_aside(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
