// A large piece of memory that holds what looks like weights or a cache of one type. On small pages, as the
// page cache gives them to a mapped model file: on huge ones reads would be faster than they will be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "kernels/kernels.h"
#include "ondol/result.h"

namespace ondol::fit {

class WeightBuffer {
 public:
  /// Errors: over_budget when the system does not give it.
  static Result<std::unique_ptr<WeightBuffer>> create(uint64_t bytes);
  ~WeightBuffer();
  WeightBuffer(const WeightBuffer&) = delete;
  WeightBuffer& operator=(const WeightBuffer&) = delete;

  /// Rows of n_cols values, the same few over and over: speed does not depend on what they are, as long as
  /// no block's scale is a denormal or infinite.
  void fill_weights(DType type, int64_t n_cols);
  void fill_cache(const Kernels& kernels, KvType type, int64_t d_head);

  const std::byte* data() const { return data_; }
  uint64_t size_bytes() const { return size_; }

 private:
  WeightBuffer(std::byte* data, uint64_t size) : data_(data), size_(size) {}
  void repeat(const std::byte* tile, uint64_t tile_bytes);

  std::byte* data_;
  uint64_t size_;
};

/// Normally distributed values, the same on every machine.
void random_values(float* out, size_t n, uint64_t seed);

}  // namespace ondol::fit
