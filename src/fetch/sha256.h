// SHA-256 (FIPS 180-4) of bytes that come in pieces. Against damage on the way, not for secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ondol::fetch {

class Sha256 {
 public:
  void add(std::span<const std::byte> bytes);
  /// Sixty-four small hexadecimal digits, of all that was added. The object is used up.
  std::string hex();

 private:
  void add_block(const std::byte* block);

  static constexpr size_t kBlockBytes = 64;
  std::array<uint32_t, 8> state_ = initial_state();
  std::array<std::byte, kBlockBytes> pending_{};
  uint64_t n_bytes_ = 0;

  static std::array<uint32_t, 8> initial_state();
};

/// The text in small letters when it is a SHA-256, else empty.
std::string sha256_text(std::string_view text);

}  // namespace ondol::fetch
