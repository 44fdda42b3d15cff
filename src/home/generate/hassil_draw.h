// Chance for drawing samples: the same seed gives the same draws on every machine (no std distribution
// promises that). Knows nothing of what is drawn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace ondol::home {

class Draw {
 public:
  explicit Draw(uint64_t seed) : engine_(seed) {}

  /// 0 … n - 1; n > 0.
  size_t below(size_t n) { return static_cast<size_t>(engine_() % n); }
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<size_t>(high - low + 1)));
  }
  bool chance(double p) { return unit() < p; }
  template <class Container>
  const auto& one_of(const Container& from) {
    return from[below(from.size())];
  }
  /// The index whose share of the running totals (increasing, positive at the end) is drawn.
  size_t by_running_total(std::span<const double> totals) {
    const double at = unit() * totals.back();
    size_t low = 0, high = totals.size() - 1;
    while (low < high) {
      const size_t middle = (low + high) / 2;
      if (totals[middle] > at)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }

 private:
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

  std::mt19937_64 engine_;
};

}  // namespace ondol::home
