// Words that no list has, in place of names, things and titles: who learns from them must copy by where a
// word stands, and not by having seen it. Knows nothing of grammars.
#pragma once

#include "home/generate/dice.h"
#include "home/generate/sample.h"
#include "home/reply/texts.h"

namespace ondol::home {

/// Some of the names, rooms, items, lists, titles and messages become others; generic nouns, which give a
/// clause its kind, stay.
void invent_words(Sample& sample, Language language, Dice& dice);

}  // namespace ondol::home
