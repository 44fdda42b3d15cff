// What this process has resident now.
#pragma once

#include <cstdint>

namespace ondol {

/// 0 where the system does not say.
uint64_t resident_bytes();

}  // namespace ondol
