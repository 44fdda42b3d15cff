// What recognisers and thumbs make of an utterance: case and punctuation lost, fillers, typing errors, Korean
// spacing. What is said stays the same, and so do numbers. Knows nothing of grammars.
#pragma once

#include "home/generate/dice.h"
#include "home/generate/sample.h"
#include "home/reply/texts.h"

namespace ondol::home {

/// All spans and clauses stay right: no span begins or ends with a space, none is empty.
void add_noise(Sample& sample, Language language, Dice& dice);

}  // namespace ondol::home
