// The known word that a person may have meant by an unknown one. Knows nothing of what the words are for.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace ondol {

/// Levenshtein distance in bytes.
size_t edit_distance(std::string_view a, std::string_view b);

/// "; did you mean WORD?" where one is near enough, or ", expected one of A, B, C".
std::string suggest_word(std::string_view unknown, std::span<const std::string_view> known);

}  // namespace ondol
