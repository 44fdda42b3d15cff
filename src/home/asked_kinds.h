// What a question was read to be about, set right by the words around its noun and by what is in this home: a
// detector and no lamp, a list, a person's room.
#pragma once

#include "home/clause.h"

namespace ondol::home {

/// The frame of a question, set right; itself where nothing says otherwise.
Frame of_what_is_asked(const View& view, const Frame& frame);

/// "뒷문 열려 있는 거 아니지", of a door that only its lock tells of: the lock's state.
Frame of_its_lock(const View& view, const Frame& frame);

}  // namespace ondol::home
