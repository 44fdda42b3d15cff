// Whether words forbid what they name: "don't turn the oven off", "대문은 절대 열지 마". A guard, not a
// reader: whatever was read, what is forbidden is not done.
#pragma once

#include <cstddef>
#include <string_view>

namespace ondol::home {

/// Whether a clause says nothing but that something is not to be done: English with "don't" or "never" before
/// the first verb of doing, Korean with "-지 마" at its end. Not so where a state is forbidden ("don't leave
/// it on", "켜 두지 마"): that is a wish for the opposite.
bool forbids(std::string_view clause);

/// "Don't touch the lights just shut the blinds": the byte behind what forbids, at which something is ordered
/// instead; npos if none.
size_t ordered_instead_at(std::string_view clause);

}  // namespace ondol::home
