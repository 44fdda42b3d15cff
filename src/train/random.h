// Random numbers that depend on a seed and a counter only, the same on every machine and for any split of the
// work.
#pragma once

#include <cmath>
#include <cstdint>

namespace ondol::train {

/// splitmix64's output function (Steele, Lea, Flood 2014).
inline uint64_t mix_bits(uint64_t z) {
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

class Random {
 public:
  explicit Random(uint64_t seed) : state_(mix_bits(seed + 0x9e3779b97f4a7c15)) {}
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
