// A sample of one clause being made from somebody else's utterance. Knows nothing of collections.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "home/generate/sample.h"

namespace ondol::home {

/// One clause without spans.
Sample one_clause(std::string_view text, const Frame& labels);
/// A space before and after: " turn off " is looked for in " turn off the lamp ".
bool has_words(std::string_view text, std::string_view words);
bool has_any_words(std::string_view text, std::initializer_list<std::string_view> words);
/// Words of things at home, which an utterance of no home should not hold where its collection is not to be
/// trusted.
bool speaks_of_home(std::string_view text);

}  // namespace ondol::home
