// Whether a clause says itself which of a thing's settings it is about: "the brightness", "볼륨".
#pragma once

#include <string_view>

#include "home/frame.h"

namespace ondol::home {

bool names_attribute(std::string_view said, Attribute attribute);

}  // namespace ondol::home
