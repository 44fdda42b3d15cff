// JSON documents as values of the template language.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "text/jinja/runtime.h"

namespace ondol::jinja {

/// Strings that are not UTF-8 get U+FFFD for what is not. Fails when nested too deeply or over the memory
/// budget.
Value from_json(Runtime& rt, const nlohmann::ordered_json& json);

}  // namespace ondol::jinja
