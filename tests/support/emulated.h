// Whether qemu-user runs the test program: what the kernel says of the process is then qemu's.
#pragma once

#include <cstdlib>

namespace ondol::test {

/// `./dev arm64` says so.
inline bool emulated() { return std::getenv("ONDOL_EMULATED") != nullptr; }

}  // namespace ondol::test
