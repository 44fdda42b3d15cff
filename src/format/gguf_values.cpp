// Typed access to GGUF metadata: the one place that decides which stored types may stand for which.
// An unsigned field may come as a signed type (converters differ), a number never as a string.
#include <cstring>
#include <type_traits>

#include "base/try.h"
#include "format/byte_cursor.h"
#include "format/gguf.h"

namespace ondol {
namespace {

template <class T>
T load(const std::byte* elems, uint64_t i) {
  T value;
  std::memcpy(&value, elems + i * sizeof(T), sizeof(T));
  return value;
}

/// Calls fn with element i in its own type; strings and arrays give fallback.
template <class R, class Fn>
R visit_number(const GgufArray& a, uint64_t i, R fallback, Fn fn) {
  switch (a.elem_type) {
    case GgufType::u8:
      return fn(load<uint8_t>(a.elems, i));
    case GgufType::i8:
      return fn(load<int8_t>(a.elems, i));
    case GgufType::u16:
      return fn(load<uint16_t>(a.elems, i));
    case GgufType::i16:
      return fn(load<int16_t>(a.elems, i));
    case GgufType::u32:
      return fn(load<uint32_t>(a.elems, i));
    case GgufType::i32:
      return fn(load<int32_t>(a.elems, i));
    case GgufType::u64:
      return fn(load<uint64_t>(a.elems, i));
    case GgufType::i64:
      return fn(load<int64_t>(a.elems, i));
    case GgufType::f32:
      return fn(load<float>(a.elems, i));
    case GgufType::f64:
      return fn(load<double>(a.elems, i));
    case GgufType::boolean:
      return fn(static_cast<uint8_t>(load<uint8_t>(a.elems, i) != 0));
    case GgufType::string:
    case GgufType::array:
      return fallback;
  }
  return fallback;
}

std::string describe(const GgufValue& value) {
  const std::string type = gguf_type_name(value.type);
  if (const auto* u = std::get_if<uint64_t>(&value.data)) return type + " " + std::to_string(*u);
  if (const auto* i = std::get_if<int64_t>(&value.data)) return type + " " + std::to_string(*i);
  if (const auto* d = std::get_if<double>(&value.data)) return type + " " + std::to_string(*d);
  if (const auto* b = std::get_if<bool>(&value.data)) return *b ? "bool true" : "bool false";
  if (const auto* s = std::get_if<std::string>(&value.data)) return "string " + quoted_for_error(*s);
  const auto& a = std::get<GgufArray>(value.data);
  return "array of " + std::to_string(a.count) + " " + gguf_type_name(a.elem_type);
}

}  // namespace

const char* gguf_type_name(GgufType type) {
  switch (type) {
    case GgufType::u8:
      return "u8";
    case GgufType::i8:
      return "i8";
    case GgufType::u16:
      return "u16";
    case GgufType::i16:
      return "i16";
    case GgufType::u32:
      return "u32";
    case GgufType::i32:
      return "i32";
    case GgufType::f32:
      return "f32";
    case GgufType::boolean:
      return "bool";
    case GgufType::string:
      return "string";
    case GgufType::array:
      return "array";
    case GgufType::u64:
      return "u64";
    case GgufType::i64:
      return "i64";
    case GgufType::f64:
      return "f64";
  }
  return "unknown";
}

std::string quoted_for_error(std::string_view text) {
  constexpr size_t shown = 60;
  static constexpr char hex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text.substr(0, shown)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\') {
      out += c;
    } else {
      out += "\\x";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  if (text.size() > shown) out += "...";
  return out + "\"";
}

uint64_t GgufArray::uint_at(uint64_t i) const { return static_cast<uint64_t>(int_at(i)); }
int64_t GgufArray::int_at(uint64_t i) const {
  return visit_number(*this, i, int64_t{0}, [](auto v) {
    if constexpr (std::is_integral_v<decltype(v)>) return static_cast<int64_t>(v);
    return int64_t{0};  // a float may be outside every integer
  });
}
double GgufArray::float_at(uint64_t i) const {
  return visit_number(*this, i, 0.0, [](auto v) { return static_cast<double>(v); });
}
bool GgufArray::is_integer() const {
  return is_number() && elem_type != GgufType::f32 && elem_type != GgufType::f64;
}
bool GgufArray::is_number() const { return elem_type != GgufType::string && elem_type != GgufType::array; }

Error GgufFile::wrong_value(std::string_view key, const GgufValue& value, const std::string& expected) const {
  return Error{ErrorCode::bad_format, path() + ": " + std::string(key) + " at offset " +
                                          std::to_string(value.file_offset) + ": expected " + expected +
                                          ", got " + describe(value)};
}

namespace {
Error missing(const GgufFile& file, std::string_view key) {
  return Error{ErrorCode::not_found,
               file.path() + ": " + std::string(key) + ": expected this metadata key, got none"};
}
}  // namespace

Result<uint64_t> GgufFile::get_uint(std::string_view key, uint64_t max) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return missing(*this, key);
  const auto* u = std::get_if<uint64_t>(&value->data);
  const auto* i = std::get_if<int64_t>(&value->data);
  if (u != nullptr && *u <= max) return *u;
  if (i != nullptr && *i >= 0 && static_cast<uint64_t>(*i) <= max) return static_cast<uint64_t>(*i);
  return wrong_value(key, *value, "an integer from 0 to " + std::to_string(max));
}

Result<double> GgufFile::get_float(std::string_view key) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return missing(*this, key);
  if (const auto* d = std::get_if<double>(&value->data)) return *d;
  if (const auto* u = std::get_if<uint64_t>(&value->data)) return static_cast<double>(*u);
  if (const auto* i = std::get_if<int64_t>(&value->data)) return static_cast<double>(*i);
  return wrong_value(key, *value, "a number");
}

Result<bool> GgufFile::get_bool(std::string_view key) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return missing(*this, key);
  if (const auto* b = std::get_if<bool>(&value->data)) return *b;
  return wrong_value(key, *value, "a bool");
}

Result<std::string> GgufFile::get_string(std::string_view key) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return missing(*this, key);
  if (const auto* s = std::get_if<std::string>(&value->data)) return *s;
  return wrong_value(key, *value, "a string");
}

Result<const GgufArray*> GgufFile::get_array(std::string_view key, const char* expected) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return missing(*this, key);
  const auto* array = std::get_if<GgufArray>(&value->data);
  const std::string_view kind = expected;
  const bool fits = array != nullptr && (kind == "an array of strings" ? array->elem_type == GgufType::string
                                         : kind == "an array of integers" ? array->is_integer()
                                                                          : array->is_number());
  if (!fits) return wrong_value(key, *value, expected);
  return array;
}

Result<std::span<const std::string_view>> GgufFile::get_string_views(std::string_view key) const {
  ONDOL_ASSIGN(const GgufArray* array, get_array(key, "an array of strings"));
  return std::span<const std::string_view>(array->strings);
}

Result<std::vector<std::string>> GgufFile::get_strings(std::string_view key) const {
  ONDOL_ASSIGN(const auto views, get_string_views(key));
  return std::vector<std::string>(views.begin(), views.end());
}

Result<std::vector<double>> GgufFile::get_floats(std::string_view key) const {
  ONDOL_ASSIGN(const GgufArray* array, get_array(key, "an array of numbers"));
  std::vector<double> out(array->count);
  for (uint64_t i = 0; i < array->count; ++i) out[i] = array->float_at(i);
  return out;
}

Result<std::vector<int64_t>> GgufFile::get_ints(std::string_view key) const {
  ONDOL_ASSIGN(const GgufArray* array, get_array(key, "an array of integers"));
  std::vector<int64_t> out(array->count);
  for (uint64_t i = 0; i < array->count; ++i) out[i] = array->int_at(i);
  return out;
}

Result<uint64_t> GgufFile::uint_or(std::string_view key, uint64_t fallback, uint64_t max) const {
  if (find(key) == nullptr) return fallback;
  return get_uint(key, max);
}
Result<double> GgufFile::float_or(std::string_view key, double fallback) const {
  if (find(key) == nullptr) return fallback;
  return get_float(key);
}
Result<bool> GgufFile::bool_or(std::string_view key, bool fallback) const {
  if (find(key) == nullptr) return fallback;
  return get_bool(key);
}
Result<std::string> GgufFile::string_or(std::string_view key, std::string fallback) const {
  if (find(key) == nullptr) return fallback;
  return get_string(key);
}

}  // namespace ondol
