// What the readers of TOML files share beside the parser: opening, parsing with the line in the message, and
// naming a value of the wrong kind. For .cpp files that include base/toml.h too: it is large.
#pragma once

#include <string>

#include "base/toml.h"
#include "ondol/result.h"

namespace ondol {

/// The file's bytes. `what` names it in a message ("a recipe"). Errors: not_found, io; bad_format beyond 1
/// MiB.
Result<std::string> read_toml_file(const std::string& path, const std::string& what);

/// Errors: bad_format, "PATH:LINE: expected TOML: …".
Result<toml::table> parse_toml(const std::string& text, const std::string& path);

/// What a message says was found: the value itself where it is short, otherwise its kind.
std::string describe_toml(const toml::node& node);

}  // namespace ondol
