// A small text from the web, as an API gives it: in memory, or not at all.
#pragma once

#include <string>

#include "fetch/exchange.h"
#include "ondol/result.h"

namespace ondol::fetch {

/// Errors: those of download; bad_format for more than max_bytes.
Result<std::string> fetch_text(const Asking& asking, size_t max_bytes);

}  // namespace ondol::fetch
