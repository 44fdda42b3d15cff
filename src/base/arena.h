// One anonymous mapping, sized before it is taken, handed out in aligned pieces that live as long as it.
// Pages become resident when first touched.
//
// A default-constructed arena only measures: take() counts and returns null. Running one layout function
// first on a measuring arena and then on a real one makes the plan equal what is taken, by construction.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ondol/result.h"

namespace ondol {

class Arena {
 public:
  enum class Pages : uint8_t {
    huge,   ///< fewer TLB misses; whole megabytes become resident at the first touch
    small,  ///< for what fills slowly and may never fill, as a KV cache
  };
  /// Errors: over_budget when the system refuses the mapping.
  static Result<Arena> create(uint64_t bytes, Pages pages = Pages::huge);
  Arena() = default;  ///< a measuring arena
  Arena(Arena&& other) noexcept;
  Arena& operator=(Arena&& other) noexcept;
  ~Arena();

  /// The next piece, 64-byte aligned and zero on first use; null from a measuring arena.
  void* take(uint64_t bytes);
  template <class T>
  T* take_array(uint64_t n) {
    return static_cast<T*>(take(n * sizeof(T)));
  }
  uint64_t used_bytes() const { return used_; }

  static constexpr uint64_t padded(uint64_t bytes) { return (bytes + 63) / 64 * 64; }

 private:
  std::byte* data_ = nullptr;
  uint64_t size_ = 0;
  uint64_t used_ = 0;
};

}  // namespace ondol
