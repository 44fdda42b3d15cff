// GGUF reading: one pass over header, metadata and tensor directory, each count checked against the bytes
// that are left before anything is allocated for it. Nothing is believed that the bytes do not prove.
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/mapped_file.h"
#include "base/try.h"
#include "format/byte_cursor.h"
#include "format/gguf.h"
#include "format/gguf_directory.h"
#include "format/gguf_metadata.h"

namespace ondol {
namespace {

// Far above any model, so that a hostile file costs little memory.
constexpr uint64_t max_keys = 65536;
constexpr uint64_t max_tensors = 1 << 20;
constexpr uint64_t max_key_bytes = 65535;
constexpr uint64_t min_alignment = 8;
constexpr uint64_t max_alignment = 1 << 20;
constexpr uint64_t default_alignment = 32;

constexpr uint64_t min_key_entry_bytes = 8 + 1 + 4 + 1;

struct TransparentHash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
using Index = std::unordered_map<std::string, uint32_t, TransparentHash, std::equal_to<>>;

class GgufFileImpl final : public GgufFile {
 public:
  GgufFileImpl(std::span<const std::byte> bytes, std::string name, std::unique_ptr<MappedFile> mapping)
      : bytes_(bytes), name_(std::move(name)), mapping_(std::move(mapping)) {}

  Status parse_all();

  const std::string& path() const override { return name_; }
  uint32_t version() const override { return version_; }
  uint64_t file_bytes() const override { return bytes_.size(); }
  uint64_t alignment() const override { return alignment_; }
  std::span<const std::pair<std::string, GgufValue>> metadata() const override { return metadata_; }
  const GgufValue* find(std::string_view key) const override {
    const auto it = key_index_.find(key);
    return it == key_index_.end() ? nullptr : &metadata_[it->second].second;
  }
  std::span<const GgufTensor> tensors() const override { return tensors_; }
  const GgufTensor* tensor(std::string_view name) const override {
    const auto it = tensor_index_.find(name);
    return it == tensor_index_.end() ? nullptr : &tensors_[it->second];
  }
  Status check_intact() const override { return mapping_ ? mapping_->check_intact() : Status{}; }
  void prefetch() const override {
    if (mapping_) {
      mapping_->advise(MappedFile::Advice::will_need, data_begin_, bytes_.size());
    }
  }
  void read_in() const override {
    if (mapping_) mapping_->read_in();
  }
  void release(const GgufTensor& tensor) const override {
    if (mapping_) mapping_->advise(MappedFile::Advice::done, tensor.file_offset, tensor.view.size_bytes());
  }

 private:
  Result<std::pair<uint64_t, uint64_t>> parse_header(ByteCursor& in);
  Status parse_key(ByteCursor& in);
  Status parse_alignment(ByteCursor& in);
  Status parse_directory(ByteCursor& in, uint64_t n_tensors);

  std::span<const std::byte> bytes_;
  std::string name_;
  std::unique_ptr<MappedFile> mapping_;
  uint32_t version_ = 0;
  uint64_t alignment_ = default_alignment;
  uint64_t data_begin_ = 0;
  std::vector<std::pair<std::string, GgufValue>> metadata_;
  std::vector<GgufTensor> tensors_;
  GgufValueParser values_;
  Index key_index_;
  Index tensor_index_;
};

Status GgufFileImpl::parse_all() {
  ByteCursor in(bytes_, name_);
  ONDOL_ASSIGN(const auto counts, parse_header(in));
  const auto [n_tensors, n_keys] = counts;
  for (uint64_t i = 0; i < n_keys; ++i) ONDOL_TRY(parse_key(in));
  ONDOL_TRY(parse_alignment(in));
  ONDOL_TRY(parse_directory(in, n_tensors));
  return check_intact();
}

Result<std::pair<uint64_t, uint64_t>> GgufFileImpl::parse_header(ByteCursor& in) {
  ONDOL_ASSIGN(const auto magic, in.read<uint32_t>("magic"));
  constexpr uint32_t gguf_magic = 0x46554747;  // "GGUF"
  if (magic != gguf_magic) {
    const std::string_view got(reinterpret_cast<const char*>(bytes_.data()), 4);
    return in.error("magic", 0, "\"GGUF\"", quoted_for_error(got));
  }
  ONDOL_ASSIGN(version_, in.read<uint32_t>("version"));
  if (version_ != 2 && version_ != 3) {
    if ((version_ & 0xFFFF) == 0 && version_ != 0) {
      return in.error("version", 4, "a little-endian file", "a big-endian one", ErrorCode::unsupported);
    }
    return in.error("version", 4, "2 or 3", std::to_string(version_), ErrorCode::unsupported);
  }
  ONDOL_ASSIGN(const auto n_tensors, in.read<uint64_t>("tensor_count"));
  ONDOL_ASSIGN(const auto n_keys, in.read<uint64_t>("metadata_kv_count"));
  const uint64_t fit_keys = std::min(max_keys, in.left() / min_key_entry_bytes);
  if (n_keys > fit_keys) {
    return in.error("metadata_kv_count", 16, "at most " + std::to_string(fit_keys), std::to_string(n_keys));
  }
  const uint64_t fit_tensors = std::min(max_tensors, in.left() / gguf_min_tensor_entry_bytes);
  if (n_tensors > fit_tensors) {
    return in.error("tensor_count", 8, "at most " + std::to_string(fit_tensors), std::to_string(n_tensors));
  }
  return std::pair{n_tensors, n_keys};
}

Status GgufFileImpl::parse_key(ByteCursor& in) {
  const uint64_t at = in.offset();
  const std::string field = "metadata key " + std::to_string(metadata_.size());
  ONDOL_ASSIGN(const auto text, in.read_string(field));
  if (text.empty() || text.size() > max_key_bytes) {
    return in.error(field, at, "1 to 65535 bytes", std::to_string(text.size()));
  }
  std::string key(text);
  if (!key_index_.try_emplace(key, static_cast<uint32_t>(metadata_.size())).second) {
    return in.error(field, at, "a key that is not there yet", quoted_for_error(key) + " again");
  }
  const uint64_t type_at = in.offset();
  const std::string shown = quoted_for_error(key);
  ONDOL_ASSIGN(const auto type, in.read<uint32_t>(shown + " type"));
  if (type > static_cast<uint32_t>(GgufType::f64)) {
    return in.error(shown + " type", type_at, "0 to 12", std::to_string(type));
  }
  GgufValue& value = metadata_.emplace_back(std::move(key), GgufValue{}).second;
  value.type = static_cast<GgufType>(type);
  return values_.parse(in, shown, value);
}

Status GgufFileImpl::parse_alignment(ByteCursor& in) {
  const GgufValue* value = find("general.alignment");
  if (value == nullptr) return {};
  const std::string expected = "a u32 power of two from 8 to 1048576";
  if (value->type != GgufType::u32) {
    return in.error("general.alignment", value->file_offset, expected, gguf_type_name(value->type));
  }
  alignment_ = std::get<uint64_t>(value->data);
  if (!std::has_single_bit(alignment_) || alignment_ < min_alignment || alignment_ > max_alignment) {
    return in.error("general.alignment", value->file_offset, expected, std::to_string(alignment_));
  }
  return {};
}

Status GgufFileImpl::parse_directory(ByteCursor& in, uint64_t n_tensors) {
  std::vector<GgufDirectoryEntry> entries;
  for (uint64_t i = 0; i < n_tensors; ++i) {
    ONDOL_ASSIGN(auto entry, parse_gguf_tensor(in, i, alignment_));
    if (!tensor_index_.try_emplace(entry.tensor.name, static_cast<uint32_t>(i)).second) {
      return in.error("tensor name " + std::to_string(i), entry.name_at, "a name that is not there yet",
                      quoted_for_error(entry.tensor.name) + " again");
    }
    entries.push_back(std::move(entry));
  }
  data_begin_ = (in.offset() + alignment_ - 1) / alignment_ * alignment_;
  ONDOL_TRY(place_gguf_tensors(in, bytes_, data_begin_, entries));
  tensors_.reserve(entries.size());
  for (GgufDirectoryEntry& entry : entries) tensors_.push_back(std::move(entry.tensor));
  return {};
}

}  // namespace

Result<std::shared_ptr<GgufFile>> GgufFile::open(const std::string& path) {
  ONDOL_ASSIGN(auto mapping, MappedFile::open(path));
  const auto bytes = mapping->bytes();
  auto file = std::make_shared<GgufFileImpl>(bytes, path, std::move(mapping));
  ONDOL_TRY(file->parse_all());
  return std::shared_ptr<GgufFile>(std::move(file));
}

Result<std::shared_ptr<GgufFile>> GgufFile::parse(std::span<const std::byte> bytes, std::string name) {
  auto file = std::make_shared<GgufFileImpl>(bytes, std::move(name), nullptr);
  ONDOL_TRY(file->parse_all());
  return std::shared_ptr<GgufFile>(std::move(file));
}

}  // namespace ondol
