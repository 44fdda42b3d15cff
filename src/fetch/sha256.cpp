#include "fetch/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace ondol::fetch {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr uint32_t nth_prime(size_t n) {
  for (uint32_t candidate = 2;; ++candidate) {
    bool prime = true;
    for (uint32_t divisor = 2; divisor * divisor <= candidate; ++divisor) prime &= candidate % divisor != 0;
    if (prime && n-- == 0) return candidate;
  }
}

/// The first 32 bits behind the point of a prime's root, by which the standard defines its constants: the
/// largest x with x^power <= prime * 2^(32 power).
constexpr uint32_t root_fraction(uint32_t prime, int power) {
  uint64_t low = 0, high = uint64_t{1} << 37;
  while (high - low > 1) {
    const uint64_t middle = (low + high) / 2;
    const Wide x = middle;
    (power == 2 ? x * x : x * x * x) <= Wide{prime} << (32 * power) ? low = middle : high = middle;
  }
  return static_cast<uint32_t>(low);
}

template <size_t n>
constexpr std::array<uint32_t, n> root_fractions(int power) {
  std::array<uint32_t, n> out{};
  for (size_t i = 0; i < n; ++i) out[i] = root_fraction(nth_prime(i), power);
  return out;
}

constexpr auto kRounds = root_fractions<64>(3);
constexpr auto kInitial = root_fractions<8>(2);

uint32_t big_endian(const std::byte* at) {
  uint32_t word;
  std::memcpy(&word, at, sizeof word);
  return __builtin_bswap32(word);
}

}  // namespace

std::array<uint32_t, 8> Sha256::initial_state() { return kInitial; }

void Sha256::add_block(const std::byte* block) {
  std::array<uint32_t, 64> w;
  for (size_t i = 0; i < 16; ++i) w[i] = big_endian(block + 4 * i);
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + w[i - 7] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) +
           (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
  }
  auto [a, b, c, d, e, f, g, h] = state_;
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) +
                        kRounds[i] + w[i];
    const uint32_t t2 =
        (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  const std::array<uint32_t, 8> added{a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < 8; ++i) state_[i] += added[i];
}

void Sha256::add(std::span<const std::byte> bytes) {
  size_t held = n_bytes_ % kBlockBytes;
  n_bytes_ += bytes.size();
  if (held > 0) {
    const size_t n = std::min(kBlockBytes - held, bytes.size());
    std::copy_n(bytes.data(), n, pending_.data() + held);
    bytes = bytes.subspan(n);
    held += n;
    if (held < kBlockBytes) return;
    add_block(pending_.data());
  }
  for (; bytes.size() >= kBlockBytes; bytes = bytes.subspan(kBlockBytes)) add_block(bytes.data());
  std::copy_n(bytes.data(), bytes.size(), pending_.data());
}

std::string Sha256::hex() {
  const uint64_t n_bits = n_bytes_ * 8;
  const size_t held = n_bytes_ % kBlockBytes;
  // A one bit, zeros, and the length in the last eight bytes of a block.
  std::array<std::byte, 2 * kBlockBytes> tail{std::byte{0x80}};
  const size_t n = (held < kBlockBytes - 8 ? kBlockBytes : 2 * kBlockBytes) - held;
  for (size_t i = 0; i < 8; ++i) tail[n - 1 - i] = static_cast<std::byte>(n_bits >> (8 * i));
  add(std::span(tail).first(n));
  std::string text;
  for (const uint32_t word : state_)
    for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[(word >> shift) & 15];
  return text;
}

std::string sha256_text(std::string_view text) {
  if (text.size() != 64) return "";
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return "";
  }
  return out;
}

}  // namespace ondol::fetch
