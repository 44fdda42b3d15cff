#include "fit/probe/weight_buffer.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

#include "base/mix_bits.h"
#include "fit/probe/nameless_file.h"

namespace ondol::fit {
namespace {

constexpr size_t kPiece = 1 << 20;

/// Bytes 0x20 to 0x23: whatever type they are read as, scales and values are small normal numbers.
std::vector<std::byte> any_weights() {
  std::vector<std::byte> piece(kPiece);
  for (uint64_t i = 0; i < kPiece / 8; ++i) {
    const uint64_t word = (mix_bits(i) & 0x0303030303030303) | 0x2020202020202020;
    std::memcpy(piece.data() + i * 8, &word, 8);
  }
  return piece;
}

void* map_file(uint64_t bytes, const std::string& folder, const std::vector<std::byte>& piece) {
  NamelessFile file(folder);
  if (!file.opened()) return MAP_FAILED;
  for (uint64_t at = 0; at < bytes; at += kPiece)
    if (!file.append(piece.data(), std::min<uint64_t>(kPiece, bytes - at))) return MAP_FAILED;
  return ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED | MAP_POPULATE, file.fd(), 0);
}

void* map_memory(uint64_t bytes, const std::vector<std::byte>& piece) {
  void* data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return data;
  ::madvise(data, bytes, MADV_NOHUGEPAGE);
  for (uint64_t at = 0; at < bytes; at += kPiece)
    std::memcpy(static_cast<std::byte*>(data) + at, piece.data(), std::min<uint64_t>(kPiece, bytes - at));
  return data;
}

}  // namespace

Result<std::unique_ptr<WeightBuffer>> WeightBuffer::create(uint64_t bytes, const std::string& folder) {
  const std::vector<std::byte> piece = any_weights();
  void* data = map_file(bytes, folder, piece);
  if (data == MAP_FAILED) data = map_memory(bytes, piece);
  if (data == MAP_FAILED)
    return Error{ErrorCode::over_budget,
                 "the system refused " + std::to_string(bytes) + " bytes of memory to measure with"};
  return std::unique_ptr<WeightBuffer>(new WeightBuffer(static_cast<const std::byte*>(data), bytes));
}

WeightBuffer::~WeightBuffer() { ::munmap(const_cast<std::byte*>(data_), size_); }

void random_values(float* out, size_t n, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> normal;
  for (size_t i = 0; i < n; ++i) out[i] = normal(random);
}

}  // namespace ondol::fit
