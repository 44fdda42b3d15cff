#include "fit/probe/weight_buffer.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "ops/attention.h"
#include "tensor/dtype.h"

namespace ondol::fit {
namespace {

constexpr int64_t kTileRows = 16;

}  // namespace

Result<std::unique_ptr<WeightBuffer>> WeightBuffer::create(uint64_t bytes) {
  void* data = MAP_FAILED;
  // Shared memory has the page cache's page size; where there is none, small anonymous pages come close.
  const int fd = ::memfd_create("ondol-probe", MFD_CLOEXEC);
  if (fd >= 0) {
    if (::ftruncate(fd, static_cast<off_t>(bytes)) == 0)
      data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ::close(fd);
  }
  if (data == MAP_FAILED) {
    data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data != MAP_FAILED) ::madvise(data, bytes, MADV_NOHUGEPAGE);
  }
  if (data == MAP_FAILED)
    return Error{ErrorCode::over_budget,
                 "the system refused " + std::to_string(bytes) + " bytes of memory to measure with"};
  return std::unique_ptr<WeightBuffer>(new WeightBuffer(static_cast<std::byte*>(data), bytes));
}

WeightBuffer::~WeightBuffer() { ::munmap(data_, size_); }

void WeightBuffer::repeat(const std::byte* tile, uint64_t tile_bytes) {
  for (uint64_t at = 0; at < size_; at += tile_bytes)
    std::memcpy(data_ + at, tile, std::min(tile_bytes, size_ - at));
}

void WeightBuffer::fill_weights(DType type, int64_t n_cols) {
  std::vector<float> values(static_cast<size_t>(n_cols));
  const uint64_t row = row_bytes(type, static_cast<uint64_t>(n_cols));
  std::vector<std::byte> tile(row * kTileRows);
  for (int64_t r = 0; r < kTileRows; ++r) {
    random_values(values.data(), values.size(), static_cast<uint64_t>(r));
    quantize_row(type, tile.data() + static_cast<uint64_t>(r) * row, values.data(), n_cols, nullptr);
  }
  repeat(tile.data(), tile.size());
}

void WeightBuffer::fill_cache(const Kernels& kernels, KvType type, int64_t d_head) {
  std::vector<float> values(static_cast<size_t>(d_head));
  const size_t row = kv_row_bytes(type, d_head);
  std::vector<std::byte> tile(row * kTileRows);
  for (int64_t r = 0; r < kTileRows; ++r) {
    random_values(values.data(), values.size(), static_cast<uint64_t>(r));
    store_kv(kernels, type, tile.data() + static_cast<size_t>(r) * row, values.data(), d_head);
  }
  repeat(tile.data(), tile.size());
}

void random_values(float* out, size_t n, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> normal;
  for (size_t i = 0; i < n; ++i) out[i] = normal(random);
}

}  // namespace ondol::fit
