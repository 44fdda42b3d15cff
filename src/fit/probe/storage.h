// How fast the storage below a folder reads, and how much of it is free. Writes one temporary file, which has
// no name once it is open, so that nothing is left however this process ends.
#pragma once

#include <cstdint>
#include <string>

#include "fit/figure.h"

namespace ondol::fit {

struct StorageSurvey {
  std::string folder;       ///< the nearest existing one, whose file system was looked at
  uint64_t free_bytes = 0;  ///< for this user
  Figure read_gb_s;         ///< estimated where nothing may be written
  std::string note;         ///< why it could not be measured, or what the figure may not mean
};

/// Writes at most max_bytes and works for at most about `seconds`. Errors: io where the system says nothing
/// of the folder.
Result<StorageSurvey> survey_storage(const std::string& folder, uint64_t max_bytes, double seconds);

}  // namespace ondol::fit
