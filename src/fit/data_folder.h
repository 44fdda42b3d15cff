// Names of data files: which a folder has, and what a wrong one may have meant. Knows nothing of what is in
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol::fit {

/// Paths of the *.toml of a folder, sorted. Errors: not_found when the folder is missing or has none.
Result<std::vector<std::string>> data_files(const std::string& folder);

/// NAME for FOLDER/NAME.toml.
std::string data_name(const std::string& path);

/// Whether `given` is meant as a path: it has a slash or ends in .toml.
bool is_data_path(std::string_view given);
/// not_found for a name that none of these is, with the nearest or the list. `what` is "device", "task" …
Error unknown_data_name(const std::vector<std::string>& names, std::string_view given,
                        const std::string& what);

}  // namespace ondol::fit
