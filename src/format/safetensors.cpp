// See safetensors.h. The header's offsets are checked against each other and the file: in range, of the
// size that type and shape give, and lying side by side – as the format's own library demands.
#include "format/safetensors.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/mapped_file.h"
#include "base/try.h"
#include "format/byte_cursor.h"
#include "format/safetensors_header.h"
#include "tensor/half.h"

namespace ondol {
namespace {

constexpr uint64_t max_header_bytes = 100'000'000;  // the format's own limit
constexpr uint64_t max_index_bytes = 32 << 20;

class SafetensorsFileImpl final : public SafetensorsFile {
 public:
  SafetensorsFileImpl(std::span<const std::byte> bytes, std::string name, std::unique_ptr<MappedFile> mapping)
      : bytes_(bytes), name_(std::move(name)), mapping_(std::move(mapping)) {}

  Status parse_all();

  const std::string& path() const override { return name_; }
  std::span<const SafetensorsTensor> tensors() const override { return tensors_; }
  const SafetensorsTensor* tensor(std::string_view name) const override {
    const auto it = index_.find(name);
    return it == index_.end() ? nullptr : &tensors_[it->second];
  }
  const std::map<std::string, std::string>& metadata() const override { return metadata_; }
  Status check_intact() const override { return mapping_ ? mapping_->check_intact() : Status{}; }
  void release(const SafetensorsTensor& tensor) const override {
    if (mapping_) mapping_->advise(MappedFile::Advice::done, tensor.file_offset, tensor.size_bytes);
  }

 private:
  Status place(std::vector<SafetensorsEntry> entries, uint64_t data_begin);
  Error error(const std::string& name, const std::string& expected, const std::string& got) const {
    return Error{ErrorCode::bad_format, name_ + ": " + quoted_for_error(name) + " at offset 8: expected " +
                                            expected + ", got " + got};
  }

  std::span<const std::byte> bytes_;
  std::string name_;
  std::unique_ptr<MappedFile> mapping_;
  std::vector<SafetensorsTensor> tensors_;
  std::map<std::string, size_t, std::less<>> index_;
  std::map<std::string, std::string> metadata_;
};

Status SafetensorsFileImpl::parse_all() {
  ByteCursor in(bytes_, name_);
  ONDOL_ASSIGN(const auto n, in.read<uint64_t>("header length"));
  const uint64_t most = std::min(max_header_bytes, in.left());
  if (n < 2 || n > most) {
    return in.error("header length", 0, "2 to " + std::to_string(most), std::to_string(n));
  }
  const std::string_view json(reinterpret_cast<const char*>(in.here()), n);
  if (json[0] != '{') return in.error("header", 8, "{", quoted_for_error(json.substr(0, 1)));
  auto header = parse_safetensors_header(json);
  if (!header.ok()) return std::move(header).error().within(name_);
  metadata_ = std::move(header->metadata);
  ONDOL_TRY(place(std::move(header->entries), 8 + n));
  return check_intact();
}

Status SafetensorsFileImpl::place(std::vector<SafetensorsEntry> entries, uint64_t data_begin) {
  const uint64_t data_bytes = bytes_.size() - data_begin;
  std::sort(entries.begin(), entries.end(), [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  uint64_t used = 0;
  for (SafetensorsEntry& e : entries) {
    uint64_t size = safetensors_type_bytes(e.type);
    for (const uint64_t dim : e.shape) {
      if (__builtin_mul_overflow(size, dim, &size)) {
        return error(e.name, "a shape whose size fits 64 bits", "dimension " + std::to_string(dim));
      }
    }
    const std::string range = std::to_string(e.begin) + " to " + std::to_string(e.end);
    if (e.begin > e.end || e.end > data_bytes) {
      return error(e.name, "data_offsets within the " + std::to_string(data_bytes) + " bytes of data", range);
    }
    if (e.end - e.begin != size) {
      return error(e.name, "data_offsets " + std::to_string(size) + " bytes apart", range);
    }
    if (e.begin != used) {
      return error(e.name,
                   "data_offsets that begin at " + std::to_string(used) + ", where the last tensor ends",
                   range);
    }
    used = e.end;
    index_.emplace(e.name, tensors_.size());
    tensors_.push_back({std::move(e.name), e.type, std::move(e.shape), bytes_.data() + data_begin + e.begin,
                        size, data_begin + e.begin});
  }
  if (used != data_bytes) {
    return Error{ErrorCode::bad_format, name_ + ": data at offset " + std::to_string(data_begin) +
                                            ": expected " + std::to_string(used) + " bytes, got " +
                                            std::to_string(data_bytes)};
  }
  return {};
}

template <class T, class Convert>
void convert_floats(const std::byte* data, uint64_t n, float* out, Convert convert) {
  for (uint64_t i = 0; i < n; ++i) {
    T value;
    std::memcpy(&value, data + i * sizeof(T), sizeof(T));
    out[i] = convert(value);
  }
}

/// A plain file name: an index must not lead out of its directory.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name.find('/') == std::string::npos && name != "." && name != ".." &&
         name.find('\0') == std::string::npos;
}

}  // namespace

Status read_floats(const SafetensorsTensor& tensor, uint64_t first, uint64_t n, float* out) {
  const std::byte* data = tensor.data + first * safetensors_type_bytes(tensor.type);
  switch (tensor.type) {
    case SafetensorsType::f32:
      std::memcpy(out, data, n * sizeof(float));
      return {};
    case SafetensorsType::bf16:
      convert_floats<uint16_t>(data, n, out, bf16_to_f32);
      return {};
    case SafetensorsType::f16:
      convert_floats<uint16_t>(data, n, out, f16_to_f32);
      return {};
    case SafetensorsType::f64:
      convert_floats<double>(data, n, out, [](double v) { return static_cast<float>(v); });
      return {};
    default:
      return Error{ErrorCode::unsupported, "tensor " + quoted_for_error(tensor.name) +
                                               ": expected F32, F16, BF16 or F64, got " +
                                               safetensors_type_name(tensor.type)};
  }
}

Result<std::shared_ptr<SafetensorsFile>> SafetensorsFile::open(const std::string& path) {
  ONDOL_ASSIGN(auto mapping, MappedFile::open(path));
  const auto bytes = mapping->bytes();
  auto file = std::make_shared<SafetensorsFileImpl>(bytes, path, std::move(mapping));
  ONDOL_TRY(file->parse_all());
  return std::shared_ptr<SafetensorsFile>(std::move(file));
}

Result<std::shared_ptr<SafetensorsFile>> SafetensorsFile::parse(std::span<const std::byte> bytes,
                                                                std::string name) {
  auto file = std::make_shared<SafetensorsFileImpl>(bytes, std::move(name), nullptr);
  ONDOL_TRY(file->parse_all());
  return std::shared_ptr<SafetensorsFile>(std::move(file));
}

Result<SafetensorsModel> SafetensorsModel::open(const std::string& dir) {
  namespace fs = std::filesystem;
  SafetensorsModel model;
  const std::string whole = dir + "/model.safetensors";
  const std::string index = dir + "/model.safetensors.index.json";
  std::error_code ignored;
  if (fs::exists(whole, ignored)) {
    ONDOL_ASSIGN(auto file, SafetensorsFile::open(whole));
    for (const SafetensorsTensor& t : file->tensors()) model.tensors_.emplace(t.name, Entry{&t, file.get()});
    model.files_.push_back(std::move(file));
    return model;
  }
  if (fs::exists(index, ignored)) {
    ONDOL_TRY(model.add_sharded(dir, index));
    return model;
  }
  if (!fs::is_directory(dir, ignored)) {
    return Error{ErrorCode::not_found, dir + ": expected a checkpoint directory, got no directory"};
  }
  const bool pickled = fs::exists(dir + "/pytorch_model.bin", ignored) ||
                       fs::exists(dir + "/pytorch_model.bin.index.json", ignored);
  return Error{
      pickled ? ErrorCode::unsupported : ErrorCode::not_found,
      dir + ": expected model.safetensors or model.safetensors.index.json, got " +
          (pickled ? "pytorch_model.bin (Python's pickle format, which Ondol does not read)" : "neither")};
}

Status SafetensorsModel::add_sharded(const std::string& dir, const std::string& index_path) {
  ONDOL_ASSIGN(const auto mapping, MappedFile::open(index_path));
  const auto bytes = mapping->bytes();
  if (bytes.size() > max_index_bytes) {
    return Error{ErrorCode::bad_format,
                 index_path + ": expected at most 32 MiB, got " + std::to_string(bytes.size())};
  }
  const auto* begin = reinterpret_cast<const char*>(bytes.data());
  // Nothing deeper than weight_map's strings is kept, so that nesting costs no memory.
  const auto shallow = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) { return depth <= 2; };
  const auto json = nlohmann::json::parse(begin, begin + bytes.size(), shallow, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object()) {
    return Error{ErrorCode::bad_format, index_path +
                                            ": weight_map: expected a JSON object of tensor names, got " +
                                            (json.is_discarded() ? "no JSON" : "something else")};
  }
  std::map<std::string, SafetensorsFile*> opened;
  for (const auto& [name, shard] : json["weight_map"].items()) {
    if (!shard.is_string() || !is_plain_name(shard.get_ref<const std::string&>())) {
      return Error{ErrorCode::bad_format,
                   index_path + ": weight_map " + quoted_for_error(name) +
                       ": expected the name of a file beside it, got " +
                       quoted_for_error(shard.is_string() ? shard.get<std::string>() : "")};
    }
    const auto& shard_name = shard.get_ref<const std::string&>();
    SafetensorsFile*& file = opened[shard_name];
    if (file == nullptr) {
      ONDOL_ASSIGN(auto one, SafetensorsFile::open(dir + "/" + shard_name));
      file = one.get();
      files_.push_back(std::move(one));
    }
    const SafetensorsTensor* tensor = file->tensor(name);
    if (tensor == nullptr) {
      return Error{ErrorCode::bad_format, index_path + ": weight_map: expected tensor " +
                                              quoted_for_error(name) + " in " + shard_name + ", got none"};
    }
    tensors_.emplace(name, Entry{tensor, file});
  }
  return {};
}

const SafetensorsModel::Entry* SafetensorsModel::find(std::string_view name) const {
  const auto it = tensors_.find(name);
  return it == tensors_.end() ? nullptr : &it->second;
}

Status SafetensorsModel::check_intact() const {
  for (const auto& file : files_) ONDOL_TRY(file->check_intact());
  return {};
}

}  // namespace ondol
