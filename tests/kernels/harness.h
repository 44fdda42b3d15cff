// What every kernel test is built from: the targets to run on, inputs from a fixed generator, memory that
// faults on the first byte too far, and the unit of rounding that bounds are computed from. Knows no
// particular target.
#pragma once

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "tensor/dtype.h"

namespace ondol::test {

/// Half a unit in the last place of 1.0f: one rounding changes a float by at most this fraction.
constexpr double u = 0x1p-24;
/// Sums of denormals may lose this much a term, on any target (gradual underflow of each product).
constexpr double underflow = 0x1p-149;

/// splitmix64: the same numbers on every machine, unlike <random>'s distributions.
class Rng {
 public:
  explicit Rng(uint64_t seed) : state_(seed) {}
  uint64_t bits() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  /// In [−1, 1).
  float uniform() { return static_cast<float>(static_cast<int64_t>(bits()) >> 40) * 0x1p-23f; }
  /// Bell-shaped, variance 1, within ±3.
  float normal() { return uniform() + uniform() + uniform(); }
  int64_t below(int64_t n) { return static_cast<int64_t>(bits() % static_cast<uint64_t>(n)); }

 private:
  uint64_t state_;
};

/// n bytes that end exactly where an unreadable page begins (padded down to `align`), or start at an aligned
/// address; the bytes before them are canaries.
class Guarded {
 public:
  explicit Guarded(size_t bytes, size_t align = 1) : bytes_(bytes) {
    const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const size_t shift = (align - bytes % align) % align;  // slack so that the start is aligned
    mapped_ = (bytes + shift + page - 1) / page * page + page;
    void* at = mmap(nullptr, mapped_ + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) std::abort();
    base_ = static_cast<std::byte*>(at);
    if (mprotect(base_ + mapped_, page, PROT_NONE) != 0) std::abort();
    data_ = base_ + mapped_ - shift - bytes;
    tail_ = shift;
    mapped_ += page;
    std::memset(base_, canary, static_cast<size_t>(data_ - base_));
    std::memset(data_ + bytes, canary, tail_);
  }
  ~Guarded() { munmap(base_, mapped_); }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  template <class T = void>
  T* as() {
    return reinterpret_cast<T*>(data_);
  }
  template <class T = void>
  const T* as() const {
    return reinterpret_cast<const T*>(data_);
  }
  size_t bytes() const { return bytes_; }
  /// Nothing was written in front of the data, nor into the slack behind it.
  bool intact() const {
    for (const std::byte* p = base_; p < data_; ++p) {
      if (*p != std::byte{canary}) return false;
    }
    for (size_t i = 0; i < tail_; ++i) {
      if (data_[bytes_ + i] != std::byte{canary}) return false;
    }
    return true;
  }

 private:
  static constexpr unsigned char canary = 0xa5;
  std::byte* base_ = nullptr;
  std::byte* data_ = nullptr;
  size_t bytes_, mapped_ = 0, tail_ = 0;
};

/// A guarded array of floats, 4-byte aligned only: kernels may not assume more.
class Floats {
 public:
  explicit Floats(int64_t n) : memory_(static_cast<size_t>(n) * sizeof(float)), n_(n) {
    std::memset(memory_.as(), 0, memory_.bytes());
  }
  Floats(int64_t n, Rng& rng, float scale) : Floats(n) {
    for (int64_t i = 0; i < n; ++i) (*this)[i] = rng.normal() * scale;
  }
  explicit Floats(const std::vector<float>& values) : Floats(static_cast<int64_t>(values.size())) {
    std::memcpy(memory_.as(), values.data(), memory_.bytes());
  }
  float* data() { return memory_.as<float>(); }
  const float* data() const { return memory_.as<float>(); }
  float& operator[](int64_t i) { return data()[i]; }
  float operator[](int64_t i) const { return data()[i]; }
  int64_t size() const { return n_; }
  bool intact() const { return memory_.intact(); }

 private:
  Guarded memory_;
  int64_t n_;
};

enum class Values { normal, zeros, denormals, large, spikes, last };

inline const char* name_of(Values kind) {
  const char* names[] = {"normal", "zeros", "denormals", "large", "spikes"};
  return names[static_cast<int>(kind)];
}

inline float draw(Rng& rng, Values kind) {
  const float x = rng.normal();
  switch (kind) {
    case Values::zeros:
      return 0.0f;
    case Values::denormals:
      return x * 1e-39f;
    case Values::large:
      return x * 1e4f;  // block scales and offsets stay inside f16
    case Values::spikes:
      return rng.below(50) == 0 ? x * 100.0f : x * 0.1f;
    default:
      return x;
  }
}

inline void fill(float* x, int64_t n, Rng& rng, Values kind) {
  for (int64_t i = 0; i < n; ++i) x[i] = draw(rng, kind);
}

inline bool same_bits(const float* a, const float* b, int64_t n) {
  return std::memcmp(a, b, static_cast<size_t>(n) * sizeof(float)) == 0;
}

/// |got − want| ≤ bound, said with the place. Bounds are computed by the caller, never guessed.
inline ::testing::AssertionResult within(double got, double want, double bound, const std::string& where) {
  if (std::fabs(got - want) <= bound) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << where << ": got " << got << ", want " << want << ", off by "
                                       << std::fabs(got - want) << ", bound " << bound;
}

/// Every target that this machine can run; with ONDOL_TARGET set, that one alone (and a wrong name fails).
inline std::vector<std::string> targets_under_test() {
  if (const char* forced = std::getenv("ONDOL_TARGET"); forced != nullptr && forced[0] != '\0')
    return {forced};
  std::vector<std::string> names;
  for (const char* const* name = available_targets(); *name != nullptr; ++name) names.emplace_back(*name);
  return names;
}

class OnEveryTarget : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const char* why = "";
    kernels = select_kernels(GetParam().c_str(), &why);
    ASSERT_NE(kernels, nullptr) << why;
  }
  const Kernels* kernels = nullptr;
};

inline std::string target_label(const ::testing::TestParamInfo<std::string>& info) {
  std::string label;
  for (char c : info.param) label += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return label;
}

#define ONDOL_ON_EVERY_TARGET(suite)                                                                \
  INSTANTIATE_TEST_SUITE_P(Target, suite, ::testing::ValuesIn(::ondol::test::targets_under_test()), \
                           ::ondol::test::target_label)

}  // namespace ondol::test
