// Settings of two sorts that were said in one clause, "purple at half", "auto seventy two", as a clause for
// each. Knows nothing of homes.
#pragma once

#include <span>
#include <vector>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// What of a thing is set where the words name no more than a value.
struct Setting {
  Kind kind;
  Intent intent;
  Attribute attribute;
};
/// Null for what has no one thing that a value sets.
const Setting* setting_of(Kind kind);

std::vector<Frame> split_by_sort(Frame frame);
/// "The strip blue at fifty percent", of which only the number was read: the colour is a value too.
void add_lost_color(std::span<const Mention> mentions, Frame& frame);
/// "Left bar red right bar blue", of which only the last colour was read: each thing has the one behind it.
void add_lost_values(std::span<const Mention> mentions, Frame& frame);
/// "Purple isn't nice, make the lights blue": of two colours the one that is not wanted goes.
void drop_unwanted_color(Frame& frame);
/// "Take it down to twenty", read as a temperature of brightness: of "it" the attribute says what is set.
void follow_the_attribute(Frame& frame);
/// "A bit less, say forty percent", "은은하게 10프로": which way is said first, and then where to.
void set_what_was_said_last(Frame& frame);
/// "Get that dehumidifier down to forty", read as turning it on: what the kind of thing has is set.
void set_what_was_switched(Frame& frame);

/// "The fan's blowing right on me, bring it down to twenty percent": what the reason names is set.
void set_what_the_reason_names(Frame& frame);

}  // namespace ondol::home
