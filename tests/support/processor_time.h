// Processor time of this process, for tests that something takes linear time: the clock would say how busy
// the machine is.
#pragma once

#include <ctime>

namespace ondol::test {

inline double processor_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace ondol::test
