// Words of a clause that are nothing of this home: what may be left out, and what may not.
#pragma once

#include <optional>

#include "home/frame.h"
#include "home/resolver.h"

namespace ondol::home {

/// "열이 나 난방 내려", a word of which was taken for a name: nothing here is called so, and nothing joins it
/// to what is.
std::optional<Frame> without_unknown(const Frame& frame, const Targets& targets);

}  // namespace ondol::home
