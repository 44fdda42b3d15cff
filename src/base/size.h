// Sizes as people type and read them: "64M", "1.5G" – binary suffixes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ondol/result.h"

namespace ondol {

/// "4096", "64M", "1.5G", "2 GiB": K, M, G, T are powers of 1024, any case, with an optional "B" or "iB".
/// Errors: invalid_argument naming the text.
Result<uint64_t> parse_size(std::string_view text);

/// "512 B", "1.5 KiB", "98.9 MiB": three significant digits.
std::string format_bytes(uint64_t bytes);

}  // namespace ondol
