// Changing an utterance's text while its clauses and spans stay where they belong. Knows nothing of why it
// changes.
#pragma once

#include <cstddef>
#include <string_view>

#include "home/generate/sample.h"

namespace ondol::home {

/// Puts `with` in place of the bytes [at, at + n). What is put in at the beginning of a span stands before
/// it, at its end behind it, at the beginning of a clause in it. Does nothing and returns false where a span
/// or clause begins or ends inside of [at, at + n), or a span would have no text.
bool replace_text(Sample& sample, size_t at, size_t n, std::string_view with);

/// The span that holds byte `at`, or nullptr.
const SampleSpan* span_at(const Sample& sample, size_t at);

}  // namespace ondol::home
