// Korean particles by the sound before them: 을/를, 이/가, 은/는, 과/와, (으)로, (이)에요. Also after digits,
// units and Latin letters, as they are read aloud. Knows nothing of replies.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ondol::home {

enum class Ending : unsigned char { vowel, consonant, rieul };
/// How the reading of a text ends.
Ending ending_of(std::string_view text);

/// text with the right form of a particle, which is named by the form after a consonant.
std::string with_particle(std::string_view text, std::string_view particle);

/// All particles that have two forms, by the form after a consonant.
std::span<const std::string_view> paired_particles();
/// The form of paired_particles()[index] behind a text.
std::string_view particle_after(std::string_view text, size_t index);

}  // namespace ondol::home
