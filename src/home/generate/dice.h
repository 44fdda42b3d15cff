// Random numbers that depend on a seed and the number of a sample only: any sample can be drawn by itself, on
// any machine.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/mix_bits.h"

namespace ondol::home {

class Dice {
 public:
  Dice(uint64_t seed, uint64_t sample) : state_(mix_bits(mix_bits(seed) ^ sample)) {}

  uint64_t bits() { return mix_bits(state_ += 0x9e3779b97f4a7c15); }
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }  ///< in [0, 1)
  /// 0 … n − 1; n > 0 and below 2^32.
  size_t below(size_t n) { return static_cast<size_t>(((bits() >> 32) * n) >> 32); }
  bool chance(double share) { return uniform() < share; }

 private:
  uint64_t state_;
};

}  // namespace ondol::home
