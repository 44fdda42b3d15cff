// Texts given as options: "TEXT", "@FILE" for a file's content, "@-" for standard input, "@@TEXT" for a text
// that begins with "@".
#pragma once

#include <string>

#include "ondol/result.h"

namespace ondol::cli {

/// Errors: not_found, io; over_budget above 256 MiB.
Result<std::string> read_text_argument(const std::string& argument);
/// A whole file, "-" for standard input.
Result<std::string> read_text_file(const std::string& path);

}  // namespace ondol::cli
