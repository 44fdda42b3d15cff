// What a sentence of Home Assistant's templates says, as a frame: docs/formats/home-grammar.md ("Labelling")
// applied to (intent, slots, context, the marks of its expansion). The only place where Home Assistant's
// intents meet ours.
#pragma once

#include <optional>

#include "home/generate/hassil_expand.h"
#include "home/generate/sample.h"

namespace ondol::home {

/// command: what the sentence's {conversation_command} says, or null. Nothing where the sentence is none that
/// people say, or a frame cannot say what it means.
std::optional<Sample> sample_of(const SentenceBlock& block, const Expanded& said, bool korean,
                                const Sample* command);

}  // namespace ondol::home
