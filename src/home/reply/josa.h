// Korean particles by the sound before them: 을/를, 이/가, 은/는, 과/와, (으)로, (이)에요. Also after digits,
// units and Latin letters, as they are read aloud. Knows nothing of replies.
#pragma once

#include <string>
#include <string_view>

namespace ondol::home {

enum class Ending : unsigned char { vowel, consonant, rieul };
/// How the reading of a text ends.
Ending ending_of(std::string_view text);

/// text with the right form of a particle, which is named by the form after a consonant: 을, 이, 은, 과,
/// 으로, 이에요.
std::string with_particle(std::string_view text, std::string_view particle);

}  // namespace ondol::home
