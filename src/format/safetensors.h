// safetensors: a JSON header that names tensors in one block of bytes. Read through a mapping in which
// nothing is trusted; one file, or the shards that model.safetensors.index.json lists.
// Knows nothing of architectures.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol {

enum class SafetensorsType : uint8_t {
  f64,
  f32,
  f16,
  bf16,
  i64,
  i32,
  i16,
  i8,
  u64,
  u32,
  u16,
  u8,
  boolean,
  f8_e4m3,
  f8_e5m2
};
const char* safetensors_type_name(SafetensorsType type);
uint64_t safetensors_type_bytes(SafetensorsType type);

struct SafetensorsTensor {
  std::string name;
  SafetensorsType type = SafetensorsType::f32;
  std::vector<uint64_t> shape;  ///< outermost first; empty for a scalar
  const std::byte* data = nullptr;
  uint64_t size_bytes = 0;
  uint64_t file_offset = 0;

  uint64_t n_elems() const { return size_bytes / safetensors_type_bytes(type); }
};

/// Elements [first, first + n) as floats; the caller keeps the range inside. Errors: unsupported (a type
/// that is not a floating-point one).
Status read_floats(const SafetensorsTensor& tensor, uint64_t first, uint64_t n, float* out);

class SafetensorsFile {
 public:
  /// Errors: not_found, io, bad_format, unsupported – "PATH: FIELD at offset N: expected …, got …".
  static Result<std::shared_ptr<SafetensorsFile>> open(const std::string& path);
  /// The same over bytes in memory; they must outlive the file.
  static Result<std::shared_ptr<SafetensorsFile>> parse(std::span<const std::byte> bytes, std::string name);
  virtual ~SafetensorsFile() = default;

  virtual const std::string& path() const = 0;
  virtual std::span<const SafetensorsTensor> tensors() const = 0;  ///< in the order of their data
  virtual const SafetensorsTensor* tensor(std::string_view name) const = 0;
  virtual const std::map<std::string, std::string>& metadata() const = 0;
  virtual Status check_intact() const = 0;
  /// Gives the pages of a tensor back: a converter reads each once.
  virtual void release(const SafetensorsTensor& tensor) const = 0;
};

/// All tensors of a checkpoint directory, whichever file they are in.
class SafetensorsModel {
 public:
  /// DIR/model.safetensors, or the files that DIR/model.safetensors.index.json lists.
  static Result<SafetensorsModel> open(const std::string& dir);

  struct Entry {
    const SafetensorsTensor* tensor;
    const SafetensorsFile* file;
  };
  const std::map<std::string, Entry, std::less<>>& tensors() const { return tensors_; }
  const Entry* find(std::string_view name) const;
  Status check_intact() const;

 private:
  Status add_sharded(const std::string& dir, const std::string& index_path);

  std::vector<std::shared_ptr<SafetensorsFile>> files_;
  std::map<std::string, Entry, std::less<>> tensors_;
};

}  // namespace ondol
