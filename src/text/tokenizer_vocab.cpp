// Open addressing with linear probing at a load of at most 2/3. Knows nothing of token types or algorithms.
#include "text/tokenizer_vocab.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>

namespace ondol {
namespace {

__extension__ typedef unsigned __int128 u128;

uint64_t fold(uint64_t a, uint64_t b) {
  const u128 product = static_cast<u128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

uint64_t seed() {
  static const uint64_t value = [] {
    std::random_device device;
    return static_cast<uint64_t>(device()) << 32 | device() | 1;
  }();
  return value;
}

constexpr uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio

template <class Word>
uint64_t load(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// The last n < 8 bytes, in reads of fixed size: most tokens are this short.
uint64_t load_tail(const char* bytes, size_t n) {
  if (n >= 4) return load<uint32_t>(bytes) << 32 | load<uint32_t>(bytes + n - 4);
  if (n == 0) return 0;
  const auto at = [bytes](size_t i) { return uint64_t{static_cast<uint8_t>(bytes[i])}; };
  return at(0) << 16 | at(n / 2) << 8 | at(n - 1);
}

uint64_t hash_with(uint64_t seed, std::string_view bytes) {
  uint64_t hash = seed ^ bytes.size();
  size_t pos = 0;
  for (; pos + 8 <= bytes.size(); pos += 8)
    hash = fold(hash ^ load<uint64_t>(bytes.data() + pos), kOdd ^ seed);
  return fold(hash ^ load_tail(bytes.data() + pos, bytes.size() - pos), kOdd);
}

}  // namespace

uint64_t hash_bytes(std::string_view bytes) { return hash_with(seed(), bytes); }
uint64_t hash_u64(uint64_t value) { return fold(value ^ seed(), kOdd); }

TokenIndex::TokenIndex(std::span<const std::string> tokens) : tokens_(tokens) {
  const size_t n_slots = std::bit_ceil(tokens.size() + tokens.size() / 2 + 1);
  slots_.resize(n_slots);
  mask_ = n_slots - 1;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string& token = tokens[i];
    if (token.empty()) continue;
    max_token_bytes_ = std::max(max_token_bytes_, token.size());
    const uint64_t hash = hash_bytes(token);
    const auto tag = static_cast<uint32_t>(hash >> 32);
    size_t slot = hash & mask_;
    while (slots_[slot].id >= 0 && (slots_[slot].tag != tag || tokens[slots_[slot].id] != token)) {
      slot = (slot + 1) & mask_;
    }
    if (slots_[slot].id < 0) slots_[slot] = {tag, static_cast<TokenId>(i)};
  }
}

TokenId TokenIndex::find(std::string_view text, uint64_t hash) const {
  if (text.size() > max_token_bytes_) return -1;
  const auto tag = static_cast<uint32_t>(hash >> 32);
  for (size_t slot = hash & mask_; slots_[slot].id >= 0; slot = (slot + 1) & mask_) {
    if (slots_[slot].tag == tag && tokens_[slots_[slot].id] == text) return slots_[slot].id;
  }
  return -1;
}

}  // namespace ondol
