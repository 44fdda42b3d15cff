// See json_file.h.
#include "models/convert/json_file.h"

#include <cmath>
#include <filesystem>
#include <utility>

#include "base/mapped_file.h"
#include "base/try.h"

namespace ondol {
namespace {

using nlohmann::json;

constexpr int max_depth = 16;

/// What is there instead, short and on one line.
std::string shown(const json& value) {
  constexpr size_t most = 60;
  // Replaces invalid UTF-8 where the default would throw; ASCII output, so that a terminal shows it safely.
  std::string text = value.dump(-1, ' ', /*ensure_ascii=*/true, json::error_handler_t::replace);
  if (text.size() > most) text = text.substr(0, most) + "...";
  return text;
}

}  // namespace

Result<JsonFile> JsonFile::load(const std::string& path, uint64_t max_bytes) {
  ONDOL_ASSIGN(const auto mapping, MappedFile::open(path));
  const auto bytes = mapping->bytes();
  if (bytes.size() > max_bytes) {
    return Error{ErrorCode::bad_format, path + ": expected at most " + std::to_string(max_bytes) +
                                            " bytes, got " + std::to_string(bytes.size())};
  }
  // Deeper values are dropped while parsing, so that nesting costs no memory.
  const auto shallow = [](int depth, json::parse_event_t, json&) { return depth <= max_depth; };
  const auto* begin = reinterpret_cast<const char*>(bytes.data());
  auto root = json::parse(begin, begin + bytes.size(), shallow, /*allow_exceptions=*/false);
  if (!root.is_object()) {
    return Error{ErrorCode::bad_format, path + ": expected a JSON object, got " +
                                            (root.is_discarded() ? "no valid JSON" : shown(root))};
  }
  ONDOL_TRY(mapping->check_intact());
  return JsonFile(path, std::move(root));
}

Result<std::optional<JsonFile>> JsonFile::load_if_there(const std::string& path, uint64_t max_bytes) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::optional<JsonFile>();
  ONDOL_ASSIGN(auto file, load(path, max_bytes));
  return std::optional<JsonFile>(std::move(file));
}

bool JsonFile::has(const char* key) const {
  const auto it = root_.find(key);
  return it != root_.end() && !it->is_null();
}

Error JsonFile::wrong(const char* key, const std::string& expected, ErrorCode code) const {
  const auto it = root_.find(key);
  return Error{code, path_ + ": " + key + ": expected " + expected + ", got " +
                         (it == root_.end() ? "nothing" : shown(*it))};
}

Result<JsonFile> JsonFile::object(const char* key) const {
  if (!has(key)) return JsonFile(path_ + ": " + key, json::object());
  const json& value = root_.at(key);
  if (!value.is_object()) return wrong(key, "an object");
  return JsonFile(path_ + ": " + key, value);
}

Result<uint64_t> JsonFile::uint(const char* key, uint64_t max) const {
  const auto it = root_.find(key);
  if (it == root_.end() || !it->is_number_unsigned() || it->get<uint64_t>() > max) {
    return wrong(key, "an integer from 0 to " + std::to_string(max));
  }
  return it->get<uint64_t>();
}

Result<uint64_t> JsonFile::uint_or(const char* key, uint64_t fallback, uint64_t max) const {
  if (!has(key)) return fallback;
  return uint(key, max);
}

Result<double> JsonFile::number(const char* key) const {
  const auto it = root_.find(key);
  if (it == root_.end() || !it->is_number() || !std::isfinite(it->get<double>())) {
    return wrong(key, "a finite number");
  }
  return it->get<double>();
}

Result<double> JsonFile::number_or(const char* key, double fallback) const {
  if (!has(key)) return fallback;
  return number(key);
}

Result<bool> JsonFile::bool_or(const char* key, bool fallback) const {
  if (!has(key)) return fallback;
  const json& value = root_.at(key);
  if (!value.is_boolean()) return wrong(key, "true or false");
  return value.get<bool>();
}

Result<std::string> JsonFile::string_or(const char* key, const std::string& fallback) const {
  if (!has(key)) return fallback;
  const json& value = root_.at(key);
  if (!value.is_string()) return wrong(key, "a string");
  return value.get<std::string>();
}

Result<std::vector<double>> JsonFile::numbers(const char* key) const {
  std::vector<double> out;
  const auto it = root_.find(key);
  if (it == root_.end() || !it->is_array()) return wrong(key, "an array of numbers");
  for (const json& value : *it) {
    if (!value.is_number() || !std::isfinite(value.get<double>()))
      return wrong(key, "an array of finite numbers");
    out.push_back(value.get<double>());
  }
  return out;
}

Result<std::vector<int64_t>> JsonFile::ids(const char* key) const {
  std::vector<int64_t> out;
  if (!has(key)) return out;
  const json& value = root_.at(key);
  const auto is_id = [](const json& v) { return v.is_number_unsigned() && v.get<uint64_t>() <= INT32_MAX; };
  if (is_id(value)) return std::vector<int64_t>{value.get<int64_t>()};
  if (!value.is_array()) return wrong(key, "a token id or an array of them");
  for (const json& v : value) {
    if (!is_id(v)) return wrong(key, "a token id or an array of them");
    out.push_back(v.get<int64_t>());
  }
  return out;
}

}  // namespace ondol
