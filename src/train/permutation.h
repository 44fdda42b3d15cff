// A shuffle that needs no memory: where element i of n goes, computed from a key. So any row of any epoch can
// be asked for by itself. Knows nothing of data.
#pragma once

#include <bit>
#include <cstdint>

#include "base/mix_bits.h"

namespace ondol::train {

using ondol::mix_bits;

/// Adds values to a fingerprint, one after the other; not meant to resist anybody.
template <class Values>
uint64_t fingerprint_of(const Values& values, uint64_t so_far) {
  for (const auto& value : values) so_far = mix_bits(so_far ^ static_cast<uint64_t>(value));
  return mix_bits(so_far ^ static_cast<uint64_t>(values.size()));
}

/// A Feistel network over the smallest power of four that holds n; results beyond n go through it again,
/// which leaves a permutation of 0 … n − 1 (Black, Rogaway: Ciphers with arbitrary finite domains, 2002).
class Permutation {
 public:
  Permutation(uint64_t n, uint64_t key)
      : n_(n), key_(mix_bits(key)), half_bits_((std::bit_width(n > 1 ? n - 1 : 1) + 1) / 2) {}

  uint64_t operator()(uint64_t i) const {
    do {
      i = scramble(i);
    } while (i >= n_);
    return i;
  }

 private:
  uint64_t scramble(uint64_t i) const {
    const uint64_t mask = (uint64_t{1} << half_bits_) - 1;
    uint64_t left = i >> half_bits_, right = i & mask;
    // Few rounds mix the tiny halves of a short list badly.
    for (uint64_t round = 0; round < 8; ++round) {
      const uint64_t next = left ^ (mix_bits(key_ ^ (right << 8) ^ round) & mask);
      left = right;
      right = next;
    }
    return left << half_bits_ | right;
  }

  uint64_t n_, key_;
  int half_bits_;
};

}  // namespace ondol::train
