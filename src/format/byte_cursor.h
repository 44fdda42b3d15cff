// Reads little-endian values from bytes that are not trusted; every error names file, field and offset.
// Shared by the format readers. Allocates nothing but error messages.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "ondol/result.h"

namespace ondol {

static_assert(std::endian::native == std::endian::little, "the formats' bytes are read as they lie");

/// Text from a file for an error line: quoted, at most 60 bytes, control and non-ASCII bytes as \xNN.
std::string quoted_for_error(std::string_view text);

class ByteCursor {
 public:
  ByteCursor(std::span<const std::byte> bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  uint64_t offset() const { return offset_; }
  uint64_t left() const { return bytes_.size() - offset_; }
  const std::byte* here() const { return bytes_.data() + offset_; }

  template <class T>
  Result<T> read(std::string_view field) {
    if (left() < sizeof(T)) return too_short(field, sizeof(T));
    T value;
    std::memcpy(&value, here(), sizeof(T));
    offset_ += sizeof(T);
    return value;
  }

  /// A u64 length and that many bytes, as a view.
  Result<std::string_view> read_string(std::string_view field) {
    const uint64_t at = offset_;
    auto length = read<uint64_t>(field);
    if (!length.ok()) return std::move(length).error();
    if (*length > left()) {
      return error(field, at, "a string that fits the " + std::to_string(left()) + " bytes left",
                   "length " + std::to_string(*length));
    }
    std::string_view text(reinterpret_cast<const char*>(here()), static_cast<size_t>(*length));
    offset_ += *length;
    return text;
  }

  /// The caller has checked n against left().
  void skip(uint64_t n) { offset_ += n; }

  Error too_short(std::string_view field, uint64_t wanted) const {
    return error(field, offset_, std::to_string(wanted) + " bytes",
                 "the end of the file (" + std::to_string(left()) + " left)");
  }
  Error error(std::string_view field, uint64_t at, const std::string& expected, const std::string& got,
              ErrorCode code = ErrorCode::bad_format) const {
    return Error{code, name_ + ": " + std::string(field) + " at offset " + std::to_string(at) +
                           ": expected " + expected + ", got " + got};
  }

 private:
  std::span<const std::byte> bytes_;
  const std::string& name_;
  uint64_t offset_ = 0;
};

}  // namespace ondol
