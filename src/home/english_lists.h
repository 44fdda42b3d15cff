// What is put on a list, or asked of one, by the list's own name ("put oat milk on the messages"): a name
// that only the home knows, which a model took for nothing of a home.
#pragma once

#include <optional>
#include <span>

#include "home/frame.h"
#include "home/home.h"
#include "home/mentions.h"

namespace ondol::home {

/// The clause as it is meant; nothing where it names no list of the home.
std::optional<Frame> of_a_named_list(const Home& home, const Frame& frame);

/// What the clause's words say for certain of items and lists: "take it off", "mark the trash as done".
/// mentions: counted from its first byte.
void repair_english_list(std::span<const Mention> mentions, Frame& frame);

/// "Put call the gutter | man on Owen's jobs", of which the end of the item and the list were not read: the
/// list is one of the home.
void add_lost_list(std::span<const Mention> mentions, Frame& frame);

}  // namespace ondol::home
