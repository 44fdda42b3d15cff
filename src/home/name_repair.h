// Names of the home that a reading lost or cut.
#pragma once

#include <span>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// Acts on things or asks about them, which may be called by a name.
bool is_of_things(const Frame& frame);

/// A name that was said in a clause that names nothing: "what's Rosie's battery at" read as any battery.
void add_lost_name(std::span<const Mention> mentions, Frame& frame);

/// "Jaz's PC and the Marshall off", of which the second was read.
void add_lost_pair(std::span<const Mention> mentions, Frame& frame);

/// The whole of a name was said, and read as several things: "living room | ceiling fan", a song called
/// "kitchen".
void join_what_a_name_covers(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
