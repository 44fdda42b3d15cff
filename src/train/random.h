// Random numbers that depend on a seed and a counter only, the same on every machine and for any split of the
// work.
#pragma once

#include <cmath>
#include <cstdint>

#include "train/permutation.h"

namespace ondol::train {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(mix_bits(seed)) {}
  uint64_t bits() { return mix_bits(state_ += 0x9e3779b97f4a7c15); }
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }  ///< in [0, 1)
  /// Normal, variance 1 (Box and Muller 1958).
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(6.283185307179586 * uniform());
  }

 private:
  uint64_t state_;
};

}  // namespace ondol::train
