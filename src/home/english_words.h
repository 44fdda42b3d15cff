// Small questions that the repairs of English readings ask of a clause's words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// The clause in small letters, byte for byte, punctuation as spaces, with a space before and behind it.
std::string spaced(const Frame& frame);

/// The word that ends a clause without a verb of its own: "the pole light on", "put it on out there, love";
/// what is only said to somebody is put aside.
std::string_view last_word(const std::vector<std::string_view>& words);

/// One of the words asks or makes a condition.
bool asks(const std::vector<std::string_view>& words);

}  // namespace ondol::home
