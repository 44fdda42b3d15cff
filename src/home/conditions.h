// Clauses that are done only if something is so: which condition is whose, and whether it holds. Looks only.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "home/clause.h"

namespace ondol::home {

/// For each clause the conditions that it waits for, by place in the utterance: those right before it, or,
/// where none is before it, those that end the utterance.
std::vector<std::vector<size_t>> conditions_of(std::span<const Frame> frames);

/// Whether a condition holds; nothing where it cannot be told. command is the first clause that waits for it:
/// "it" may be what that acts on, and what is measured without a place is measured where that acts. The reply
/// says how things are.
std::optional<bool> condition_holds(const View& view, const Frame& condition, const Frame& command,
                                    ClauseResult& result);

}  // namespace ondol::home
