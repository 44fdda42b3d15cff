// What stands where a template says {name}, {area}, {item} …: lists of words by role, as plain text. Knows
// nothing of templates; where the words come from is not said here either.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "home/kinds.h"
#include "ondol/result.h"

namespace ondol::home {

struct Word {
  std::string text;
  /// Set for a generic noun ("thermostat"), which is a kind and no name.
  Kind kind = Kind::any;
};

/// Roles: "area", "floor", "name DOMAIN", "name DOMAIN CLASS", "stem light" (what stands before "light" in a
/// name), "noun DOMAIN" (generic nouns), "thing CLASS" (what has such a sensor), "item", "list", "media",
/// "artist", "message", "timer", "zone", "place".
using WordLists = std::map<std::string, std::vector<Word>, std::less<>>;

/// Lines "[en name light]" begin a list, the lines after it hold words, comma separated; "text = kind" for a
/// generic noun; # begins a comment. Gives the lists of one language. Errors: bad_format.
Result<WordLists> read_word_lists(std::string_view content, const std::string& path,
                                  std::string_view language);

}  // namespace ondol::home
