// What the words of an utterance say for certain and a model's labels may have missed: a name of the home
// that no span covers, what was taken back ("the lamp, no wait, the fan"), two settings in one clause, and
// what is spared behind "all". Works on frames only; knows no home beyond the mentions.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// frames: in the text's order, each with what it says in `said`, which together are `text` (as clause_text
/// makes it); mentions are of the same text.
void repair_reading(const std::string& text, std::span<const Mention> mentions, std::vector<Frame>& frames);

/// Byte at which words begin that take back what was said before them ("no wait", "아니"); npos if none.
size_t taken_back_at(const std::string& said);

}  // namespace ondol::home
