// Home files in the formats people write them in, as one JSON value: JSON, and YAML where the file's name
// ends so (and libyaml was there at build time). Knows nothing of homes.
#pragma once

#include <string>
#include <string_view>

#include "home/fields.h"

namespace ondol::home {

/// path decides the format and stands in errors. Errors: bad_format, unsupported (YAML without libyaml;
/// TOML).
Result<Json> parse_markup(std::string_view text, const std::string& path);
/// "PATH:LINE" of the value that a JSON pointer names.
std::string place_in_markup(std::string_view text, const std::string& path, const std::string& pointer);

}  // namespace ondol::home
