// GGUF writing, v3. Metadata is serialised when it is set, so that values may come from a file that is
// closed again; the directory when the first data is written, because only then all sizes are known.
#include <array>
#include <set>
#include <utility>

#include "base/atomic_file.h"
#include "base/try.h"
#include "format/byte_cursor.h"
#include "format/gguf.h"

namespace ondol {
namespace {

constexpr uint64_t alignment = 32;

class Bytes {
 public:
  template <class T>
  void put(T value) {
    put_raw(&value, sizeof(T));
  }
  void put_type(GgufType type) { put(static_cast<uint32_t>(type)); }
  void put_string(std::string_view text) {
    put(static_cast<uint64_t>(text.size()));
    bytes_.append(text);
  }
  void put_raw(const void* data, size_t n) { bytes_.append(static_cast<const char*>(data), n); }
  void put_all(const Bytes& other) { bytes_.append(other.bytes_); }
  void align(uint64_t to) { bytes_.resize((bytes_.size() + to - 1) / to * to); }

  const char* data() const { return bytes_.data(); }
  size_t size() const { return bytes_.size(); }

 private:
  std::string bytes_;
};

uint64_t aligned(uint64_t n) { return (n + alignment - 1) / alignment * alignment; }

void put_scalar(Bytes& out, GgufType type, const GgufValue& value) {
  const auto as_int = [&]() -> uint64_t {
    if (const auto* u = std::get_if<uint64_t>(&value.data)) return *u;
    if (const auto* i = std::get_if<int64_t>(&value.data)) return static_cast<uint64_t>(*i);
    return 0;
  };
  const auto as_double = [&] {
    const auto* d = std::get_if<double>(&value.data);
    return d != nullptr ? *d : 0.0;
  };
  switch (type) {
    case GgufType::u8:
    case GgufType::i8:
      out.put(static_cast<uint8_t>(as_int()));
      break;
    case GgufType::u16:
    case GgufType::i16:
      out.put(static_cast<uint16_t>(as_int()));
      break;
    case GgufType::u32:
    case GgufType::i32:
      out.put(static_cast<uint32_t>(as_int()));
      break;
    case GgufType::u64:
    case GgufType::i64:
      out.put(as_int());
      break;
    case GgufType::f32:
      out.put(static_cast<float>(as_double()));
      break;
    case GgufType::f64:
      out.put(as_double());
      break;
    case GgufType::boolean: {
      const auto* b = std::get_if<bool>(&value.data);
      out.put(static_cast<uint8_t>(b != nullptr && *b));
      break;
    }
    case GgufType::string: {
      const auto* s = std::get_if<std::string>(&value.data);
      out.put_string(s != nullptr ? *s : "");
      break;
    }
    case GgufType::array:
      break;
  }
}

size_t width_of(GgufType type) {
  static constexpr std::array<size_t, 13> widths{1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
  return widths[static_cast<uint32_t>(type)];
}

class GgufWriterImpl final : public GgufWriter {
 public:
  explicit GgufWriterImpl(std::unique_ptr<AtomicFile> file) : file_(std::move(file)) {}

  void set(std::string_view key, const GgufValue& value) override {
    Bytes b;
    b.put_type(value.type);
    if (const auto* array = std::get_if<GgufArray>(&value.data)) {
      b.put_type(array->elem_type);
      b.put(array->count);
      if (array->elem_type == GgufType::string) {
        for (const auto text : array->strings) b.put_string(text);
      } else if (array->count > 0) {
        b.put_raw(array->elems, array->count * width_of(array->elem_type));
      }
    } else {
      put_scalar(b, value.type, value);
    }
    keep(key, std::move(b));
  }
  void set_uint(std::string_view key, uint32_t value) override {
    set(key, {GgufType::u32, uint64_t{value}, 0});
  }
  void set_float(std::string_view key, float value) override { set(key, {GgufType::f32, double{value}, 0}); }
  void set_bool(std::string_view key, bool value) override { set(key, {GgufType::boolean, value, 0}); }
  void set_string(std::string_view key, std::string_view value) override {
    set(key, {GgufType::string, std::string(value), 0});
  }
  void set_strings(std::string_view key, std::span<const std::string> values) override {
    Bytes b = array_head(GgufType::string, values.size());
    for (const std::string& text : values) b.put_string(text);
    keep(key, std::move(b));
  }
  void set_floats(std::string_view key, std::span<const float> values) override {
    Bytes b = array_head(GgufType::f32, values.size());
    if (!values.empty()) b.put_raw(values.data(), values.size_bytes());
    keep(key, std::move(b));
  }
  void set_ints(std::string_view key, std::span<const int32_t> values) override {
    Bytes b = array_head(GgufType::i32, values.size());
    if (!values.empty()) b.put_raw(values.data(), values.size_bytes());
    keep(key, std::move(b));
  }
  void set_bools(std::string_view key, const std::vector<bool>& values) override {
    Bytes b = array_head(GgufType::boolean, values.size());
    for (const bool value : values) b.put(static_cast<uint8_t>(value));
    keep(key, std::move(b));
  }

  Status declare(std::string_view name, DType dtype, std::span<const uint64_t> dims) override;
  uint64_t file_bytes() const override {
    uint64_t n = header().size();
    for (const Tensor& t : tensors_) n += aligned(t.bytes);
    return n;
  }
  Status write(const void* data, uint64_t bytes) override;
  Status finish() override;

 private:
  struct Tensor {
    std::string name;
    DType dtype;
    std::vector<uint64_t> dims;
    uint64_t bytes;
  };

  static Bytes array_head(GgufType elem, uint64_t count) {
    Bytes b;
    b.put_type(GgufType::array);
    b.put_type(elem);
    b.put(count);
    return b;
  }
  void keep(std::string_view key, Bytes value) {
    for (auto& [k, v] : metadata_) {
      if (k == key) {
        v = std::move(value);
        return;
      }
    }
    metadata_.emplace_back(std::string(key), std::move(value));
  }
  Bytes header() const;
  Status start();

  std::unique_ptr<AtomicFile> file_;
  std::vector<std::pair<std::string, Bytes>> metadata_;
  std::vector<Tensor> tensors_;
  std::set<std::string, std::less<>> names_;
  bool started_ = false;
  size_t current_ = 0;          // the tensor that is being written
  uint64_t current_bytes_ = 0;  // of it, so far
};

Status GgufWriterImpl::declare(std::string_view name, DType dtype, std::span<const uint64_t> dims) {
  const std::string where = file_->path() + ": tensor " + quoted_for_error(name) + ": ";
  if (started_) return Error{ErrorCode::internal, where + "declared after the first write"};
  if (name.empty() || name.size() > 64) {
    return Error{ErrorCode::bad_format,
                 where + "expected a name of 1 to 64 bytes, got " + std::to_string(name.size())};
  }
  if (dims.empty() || dims.size() > 4) {
    return Error{ErrorCode::bad_format,
                 where + "expected 1 to 4 dimensions, got " + std::to_string(dims.size())};
  }
  uint64_t n_elems = 1;
  for (const uint64_t dim : dims) {
    if (dim == 0 || __builtin_mul_overflow(n_elems, dim, &n_elems) || n_elems >= uint64_t{1} << 59) {
      return Error{
          ErrorCode::bad_format,
          where + "expected dimensions from 1 whose product is below 2^59, got " + std::to_string(dim)};
    }
  }
  const uint64_t row = row_bytes(dtype, dims[0]);
  if (row == 0) {
    return Error{ErrorCode::bad_format, where + "expected rows of a multiple of " +
                                            std::to_string(traits(dtype).block_elems) + " for " +
                                            traits(dtype).name + ", got " + std::to_string(dims[0])};
  }
  if (!names_.emplace(name).second) return Error{ErrorCode::bad_format, where + "declared twice"};
  tensors_.push_back({std::string(name), dtype, {dims.begin(), dims.end()}, n_elems / dims[0] * row});
  return {};
}

Bytes GgufWriterImpl::header() const {
  Bytes b;
  b.put_raw("GGUF", 4);
  b.put(uint32_t{3});
  b.put(static_cast<uint64_t>(tensors_.size()));
  b.put(static_cast<uint64_t>(metadata_.size()));
  for (const auto& [key, value] : metadata_) {
    b.put_string(key);
    b.put_all(value);
  }
  uint64_t offset = 0;
  for (const Tensor& t : tensors_) {
    b.put_string(t.name);
    b.put(static_cast<uint32_t>(t.dims.size()));
    for (const uint64_t dim : t.dims) b.put(dim);
    b.put(static_cast<uint32_t>(t.dtype));
    b.put(offset);
    offset += aligned(t.bytes);
  }
  b.align(alignment);
  return b;
}

Status GgufWriterImpl::start() {
  started_ = true;
  ONDOL_TRY(file_->reserve(file_bytes()));
  const Bytes b = header();
  return file_->write(b.data(), b.size());
}

Status GgufWriterImpl::write(const void* data, uint64_t bytes) {
  if (!started_) ONDOL_TRY(start());
  if (current_ >= tensors_.size() || bytes > tensors_[current_].bytes - current_bytes_) {
    return Error{ErrorCode::internal, file_->path() + ": more tensor data written than declared"};
  }
  ONDOL_TRY(file_->write(data, bytes));
  current_bytes_ += bytes;
  const uint64_t whole = tensors_[current_].bytes;
  if (current_bytes_ < whole) return {};
  ++current_;
  current_bytes_ = 0;
  static constexpr std::array<char, alignment> zeros{};
  return file_->write(zeros.data(), aligned(whole) - whole);
}

Status GgufWriterImpl::finish() {
  if (!started_) ONDOL_TRY(start());
  if (current_ < tensors_.size()) {
    return Error{ErrorCode::internal, file_->path() + ": tensor " +
                                          quoted_for_error(tensors_[current_].name) +
                                          " was declared and not (wholly) written"};
  }
  return file_->commit();
}

}  // namespace

Result<std::unique_ptr<GgufWriter>> GgufWriter::create(const std::string& path) {
  ONDOL_ASSIGN(auto file, AtomicFile::create(path));
  return std::unique_ptr<GgufWriter>(new GgufWriterImpl(std::move(file)));
}

}  // namespace ondol
