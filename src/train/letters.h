// Runs of characters and their hashes: what tokens and words that look alike have in common.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/mix_bits.h"

namespace ondol::train {

/// Byte offsets at which characters of UTF-8 begin, and the end.
inline std::vector<size_t> characters(std::string_view text) {
  std::vector<size_t> at;
  for (size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) at.push_back(i);
  at.push_back(text.size());
  return at;
}

inline uint64_t hash_of(std::string_view run) {
  uint64_t hash = 0;
  for (const char c : run) hash = mix_bits(hash ^ static_cast<unsigned char>(c));
  return hash;
}

/// hash_of every run of `shortest` to `longest` characters.
template <class Use>
void for_each_run(std::string_view text, size_t shortest, size_t longest, const Use& use) {
  const std::vector<size_t> at = characters(text);
  for (size_t i = 0; i + 1 < at.size(); ++i) {
    for (size_t n = shortest; n <= longest && i + n < at.size(); ++n)
      use(hash_of(text.substr(at[i], at[i + n] - at[i])));
  }
}

}  // namespace ondol::train
