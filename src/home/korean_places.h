// Where Korean says that things are: "방 불" is this room's, "우리 집" all of it, "1층 2층 난방" on two
// floors, "… 여기만" behind it all. Knows nothing of homes.
#pragma once

#include <vector>

#include "home/frame.h"
#include "home/mentions.h"

namespace ondol::home {

/// One clause. mentions: counted from its first byte.
void repair_korean_place(const std::vector<Mention>& mentions, Frame& frame);
/// "안방 불이랑 내 방 불 둘 다": a room that is named and this one, a clause for each. The frame itself
/// otherwise.
std::vector<Frame> split_named_and_here(Frame frame);

}  // namespace ondol::home
