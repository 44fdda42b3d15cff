// Facts about this process and machine that reports name.
#pragma once

#include <cstdint>
#include <string>

namespace ondol::cli {

/// The most memory this program had resident so far.
uint64_t peak_rss_bytes();
/// "AMD Ryzen 5 …, 2 CPUs, Linux 6.1 x86_64".
std::string machine_text();

}  // namespace ondol::cli
