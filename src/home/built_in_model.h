// The model file that lies in the program itself, so that a home needs no other file. Knows nothing of what
// is in it.
#pragma once

#include <cstddef>
#include <span>

namespace ondol::home {

/// The bytes of models/home/ondol-home.gguf, 64-byte aligned; none where the program was built without it.
std::span<const std::byte> built_in_model();

}  // namespace ondol::home
