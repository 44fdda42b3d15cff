// GGUF v2/v3: read through a mapping in which nothing is trusted; written atomically.
// Spec: docs/formats/gguf.md. Knows nothing of architectures or tokenizers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ondol/result.h"
#include "tensor/tensor_view.h"

namespace ondol {

enum class GgufType : uint32_t {
  u8 = 0,
  i8 = 1,
  u16 = 2,
  i16 = 3,
  u32 = 4,
  i32 = 5,
  f32 = 6,
  boolean = 7,
  string = 8,
  array = 9,
  u64 = 10,
  i64 = 11,
  f64 = 12,
};

/// "u32", "string", "array" – for errors and `inspect`.
const char* gguf_type_name(GgufType type);

/// A flat array (a nested one is refused). Its numbers and characters stay in the file's mapping, so that
/// opening a vocabulary of 150,000 strings copies none of them: valid as long as the GgufFile lives.
struct GgufArray {
  GgufType elem_type = GgufType::u32;
  uint64_t count = 0;
  const std::byte* elems = nullptr;       ///< packed little-endian numbers, unaligned; null for strings
  std::vector<std::string_view> strings;  ///< of string arrays

  uint64_t uint_at(uint64_t i) const;  ///< of integers and bools; 0 of others
  int64_t int_at(uint64_t i) const;    ///< likewise; a u64 above INT64_MAX wraps
  double float_at(uint64_t i) const;   ///< of any number or bool
  bool is_integer() const;             ///< u8…i64 or bool
  bool is_number() const;              ///< integer, bool or float
};

/// A metadata value. Integers of every width are widened; `type` says what the file has.
struct GgufValue {
  GgufType type = GgufType::u32;
  std::variant<uint64_t, int64_t, double, bool, std::string, GgufArray> data;
  uint64_t file_offset = 0;  ///< of the value, for errors
};

struct GgufTensor {
  std::string name;
  TensorView view;
  int n_dims = 1;
  uint64_t file_offset = 0;
};

class GgufFile {
 public:
  /// Maps the file and checks every count, offset, type and string before use.
  /// Errors: not_found, io, bad_format, unsupported – "PATH: FIELD at offset N: expected …, got …".
  static Result<std::shared_ptr<GgufFile>> open(const std::string& path);
  /// The same over bytes in memory, 32-byte aligned (fuzzing, the built-in model); name is used in errors.
  /// bytes must outlive the file.
  static Result<std::shared_ptr<GgufFile>> parse(std::span<const std::byte> bytes, std::string name);
  virtual ~GgufFile() = default;

  virtual const std::string& path() const = 0;
  virtual uint32_t version() const = 0;
  virtual uint64_t file_bytes() const = 0;
  virtual uint64_t alignment() const = 0;
  virtual std::span<const std::pair<std::string, GgufValue>> metadata() const = 0;  ///< in file order
  virtual const GgufValue* find(std::string_view key) const = 0;
  virtual std::span<const GgufTensor> tensors() const = 0;  ///< in file order
  virtual const GgufTensor* tensor(std::string_view name) const = 0;
  /// An error when the file shrank or was modified under the mapping (checked by the runtime between tokens).
  virtual Status check_intact() const = 0;
  /// Asks the kernel to read all tensor data ahead, in the background; nothing happens for bytes in memory.
  virtual void prefetch() const = 0;
  /// Reads the whole file into memory before it returns; nothing happens for bytes in memory.
  virtual void read_in() const = 0;
  /// Gives the pages of a tensor back, for whoever reads each once; they are read again when touched.
  virtual void release(const GgufTensor& tensor) const = 0;

  /// Typed reads. Absent key: not_found. Present with another type or out of range: bad_format naming both.
  Result<uint64_t> get_uint(std::string_view key, uint64_t max = UINT32_MAX) const;
  Result<double> get_float(std::string_view key) const;
  Result<bool> get_bool(std::string_view key) const;
  Result<std::string> get_string(std::string_view key) const;
  Result<std::vector<std::string>> get_strings(std::string_view key) const;
  /// The same without copies; valid as long as this file.
  Result<std::span<const std::string_view>> get_string_views(std::string_view key) const;
  Result<std::vector<double>> get_floats(std::string_view key) const;  ///< any numeric array
  Result<std::vector<int64_t>> get_ints(std::string_view key) const;   ///< any integer or bool array
  /// As above, with a default where the key is absent; a wrong type is still an error.
  Result<uint64_t> uint_or(std::string_view key, uint64_t fallback, uint64_t max = UINT32_MAX) const;
  Result<double> float_or(std::string_view key, double fallback) const;
  Result<bool> bool_or(std::string_view key, bool fallback) const;
  Result<std::string> string_or(std::string_view key, std::string fallback) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }

 private:
  Result<const GgufArray*> get_array(std::string_view key, const char* expected) const;
  Error wrong_value(std::string_view key, const GgufValue& value, const std::string& expected) const;
};

/// Writes v3: metadata and tensor directory first, then the data in the order declared. The final name
/// appears only when everything is on disk (temporary file, fsync, rename).
class GgufWriter {
 public:
  /// alignment of tensor data: 32 as the format's default.
  static Result<std::unique_ptr<GgufWriter>> create(const std::string& path);
  virtual ~GgufWriter() = default;  ///< removes the temporary file unless finished

  /// Copies the value (of a file that is read, for instance). A key that was set before is replaced, in its
  /// place.
  virtual void set(std::string_view key, const GgufValue& value) = 0;
  virtual void set_uint(std::string_view key, uint32_t value) = 0;
  virtual void set_float(std::string_view key, float value) = 0;
  virtual void set_bool(std::string_view key, bool value) = 0;
  virtual void set_string(std::string_view key, std::string_view value) = 0;
  virtual void set_strings(std::string_view key, std::span<const std::string> values) = 0;
  virtual void set_floats(std::string_view key, std::span<const float> values) = 0;
  virtual void set_ints(std::string_view key, std::span<const int32_t> values) = 0;
  virtual void set_bools(std::string_view key, const std::vector<bool>& values) = 0;

  /// Declares a tensor; all are declared before the first write.
  virtual Status declare(std::string_view name, DType dtype, std::span<const uint64_t> dims) = 0;
  /// Bytes that the finished file will have.
  virtual uint64_t file_bytes() const = 0;
  /// Appends the data of the next declared tensor (whole, or in pieces summing to its size; a piece does not
  /// reach into the next tensor). The first write checks that the disk has room for the whole file.
  virtual Status write(const void* data, uint64_t bytes) = 0;
  virtual Status finish() = 0;
};

}  // namespace ondol
