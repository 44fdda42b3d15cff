// A clause that came to nothing in this home as the nearest one that comes to something: an intent that the
// named thing cannot do as what it can do in the same direction, a timer by its name, whose thing it is. What
// is secured is never found so.
#pragma once

#include "home/clause.h"

namespace ondol::home {

Frame nearest_reading(const View& view, const Frame& frame);

}  // namespace ondol::home
