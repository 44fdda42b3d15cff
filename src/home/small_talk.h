// What people say beside commands: thanks, good night, that they leave, come home or watch a film. It gets a
// fitting word, and where the home has one scene or script for the occasion, the home offers it.
#pragma once

#include <optional>
#include <string_view>

#include "home/frame.h"
#include "home/home.h"
#include "home/reply/texts.h"

namespace ondol::home {

/// What to say to it; nothing where the words are none of these.
std::optional<Say> small_talk(std::string_view said);

/// The clause that starts the one scene or script that is called by the occasion; nothing where there is none
/// or several.
std::optional<Frame> offer_for(const Home& home, std::string_view said);

}  // namespace ondol::home
