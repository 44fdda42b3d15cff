// What `ondol probe` prints: a table for a person, or one JSON document.
#pragma once

#include <string>

#include "fit/probe/probe.h"

namespace ondol::cli {

std::string probe_text(const fit::ProbeReport& report);
std::string probe_json(const fit::ProbeReport& report);

}  // namespace ondol::cli
