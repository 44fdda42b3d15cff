// How the same sentence is said or written: politeness, capitals, spaces, the form of Korean particles. Works
// on annotated samples and keeps their bytes right. Knows nothing of what they mean.
#pragma once

#include "home/generate/hassil_draw.h"
#include "home/generate/hassil_expand.h"
#include "home/generate/sample.h"

namespace ondol::home {

/// Puts text in the place of [begin, end); spans and clauses that lie behind move, one that holds the place
/// grows.
void replace_in_sample(Sample& sample, size_t begin, size_t end, std::string_view text);
/// "커튼가" → "커튼이", behind spans only.
void correct_particles(Sample& sample);
/// Whether the words of a Korean template's states fit the endings they were put before: "켜져" + "있어", not
/// "켬" + "있어".
bool endings_fit(const Expanded& said);
/// Whether people would say it: templates join words that never stand so ("the the weather").
bool is_natural(const Expanded& said, bool korean);
void vary_english(Sample& sample, Draw& draw);
void vary_korean(Sample& sample, Draw& draw);

}  // namespace ondol::home
