// A large piece of memory that holds what can pass for weights or a cache of any type. It is a mapped file,
// as a model is: how large the pages are that the system gives to files decides how fast they are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "ondol/result.h"

namespace ondol::fit {

class WeightBuffer {
 public:
  /// The file lies in `folder`; where it cannot, in memory that comes close.
  /// Errors: over_budget when the system does not give it.
  static Result<std::unique_ptr<WeightBuffer>> create(uint64_t bytes, const std::string& folder);
  ~WeightBuffer();
  WeightBuffer(const WeightBuffer&) = delete;
  WeightBuffer& operator=(const WeightBuffer&) = delete;

  const std::byte* data() const { return data_; }
  uint64_t size_bytes() const { return size_; }

 private:
  WeightBuffer(const std::byte* data, uint64_t size) : data_(data), size_(size) {}

  const std::byte* data_;
  uint64_t size_;
};

/// Normally distributed values, the same on every machine.
void random_values(float* out, size_t n, uint64_t seed);

}  // namespace ondol::fit
