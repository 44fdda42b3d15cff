// datetime.strftime in the C locale and UTC, independent of the process's locale and time zone.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/jinja/runtime.h"

namespace ondol::jinja {

bool append_strftime(Runtime& rt, Text& out, std::string_view format, int64_t unix_s);

}  // namespace ondol::jinja
