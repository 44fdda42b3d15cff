// Which file of a Hugging Face repository is meant, where only a type of weights is known.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "fetch/exchange.h"
#include "ondol/result.h"

namespace ondol::cli {

/// Paths of a repository's files, from what the API's /api/models/OWNER/REPO gives. name is used in errors.
Result<std::vector<std::string>> files_of_repository(const std::string& json, const std::string& name);

/// The model file in the first of these types that is there. Errors: not_found, with the types that are.
Result<std::string> file_of_type(std::span<const std::string> files, std::span<const std::string> types,
                                 const std::string& name);

}  // namespace ondol::cli
