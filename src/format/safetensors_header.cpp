// See safetensors_header.h. The handler is a small state machine over the only shape a header may have:
// {"__metadata__": {name: string}, tensor: {"dtype": string, "shape": [n…], "data_offsets": [begin, end]}}.
#include "format/safetensors_header.h"

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "format/byte_cursor.h"

namespace ondol {
namespace {

constexpr uint64_t header_begin = 8;
constexpr size_t max_entries = 1 << 20;
constexpr size_t max_dims = 16;
constexpr size_t max_name_bytes = 1024;

struct TypeRow {
  SafetensorsType type;
  const char* name;
  uint64_t bytes;
};
constexpr std::array<TypeRow, 15> types{{
    {SafetensorsType::f64, "F64", 8},
    {SafetensorsType::f32, "F32", 4},
    {SafetensorsType::f16, "F16", 2},
    {SafetensorsType::bf16, "BF16", 2},
    {SafetensorsType::i64, "I64", 8},
    {SafetensorsType::i32, "I32", 4},
    {SafetensorsType::i16, "I16", 2},
    {SafetensorsType::i8, "I8", 1},
    {SafetensorsType::u64, "U64", 8},
    {SafetensorsType::u32, "U32", 4},
    {SafetensorsType::u16, "U16", 2},
    {SafetensorsType::u8, "U8", 1},
    {SafetensorsType::boolean, "BOOL", 1},
    {SafetensorsType::f8_e4m3, "F8_E4M3", 1},
    {SafetensorsType::f8_e5m2, "F8_E5M2", 1},
}};

class HeaderHandler : public nlohmann::json_sax<nlohmann::json> {
 public:
  SafetensorsHeader header;
  std::string expected;  // of the first thing that was wrong
  std::string got;
  std::string field = "header";
  ErrorCode code = ErrorCode::bad_format;
  size_t error_at = 0;  // of a syntax error

  bool null() override { return wrong("null"); }
  bool boolean(bool) override { return wrong("a bool"); }
  bool number_integer(number_integer_t value) override { return wrong(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return wrong(quoted_for_error(text)); }
  bool binary(binary_t&) override { return wrong("binary"); }
  bool number_unsigned(number_unsigned_t value) override {
    if (place_ == Place::shape) {
      if (entry_.shape.size() >= max_dims) return fail("at most 16 dimensions", "more");
      entry_.shape.push_back(value);
      return true;
    }
    if (place_ == Place::offsets && n_offsets_ < 2) {
      (n_offsets_++ == 0 ? entry_.begin : entry_.end) = value;
      return true;
    }
    return wrong(std::to_string(value));
  }
  bool string(string_t& text) override {
    if (place_ == Place::dtype) {
      for (const TypeRow& row : types) {
        if (text != row.name) continue;
        entry_.type = row.type;
        place_ = Place::tensor;
        return true;
      }
      code = ErrorCode::unsupported;
      return fail("F64, F32, F16, BF16 or an integer type", quoted_for_error(text));
    }
    if (place_ == Place::metadata) {
      header.metadata.emplace(key_, text);
      return true;
    }
    return wrong("a string");
  }
  bool start_object(size_t) override {
    switch (place_) {
      case Place::outside:
        place_ = Place::top;
        return true;
      case Place::named:
        return start_entry();
      default:
        return wrong("an object");
    }
  }
  bool end_object() override {
    if (place_ == Place::tensor) return end_entry();
    place_ = place_ == Place::metadata ? Place::top : Place::outside;
    return true;
  }
  bool start_array(size_t) override {
    if (place_ == Place::shape_named) return go(Place::shape);
    if (place_ == Place::offsets_named) return go(Place::offsets);
    return wrong("an array");
  }
  bool end_array() override {
    if (place_ == Place::offsets && n_offsets_ != 2) return fail("two numbers", std::to_string(n_offsets_));
    return go(Place::tensor);
  }
  bool key(string_t& text) override {
    if (place_ == Place::top) {
      field = quoted_for_error(text);
      if (text.empty() || text.size() > max_name_bytes)
        return fail("a name of 1 to 1024 bytes", std::to_string(text.size()));
      if (!names_.insert(text).second) return fail("a name that is not there yet", "it again");
      if (names_.size() > max_entries) return fail("at most 1048576 tensors", "more");
      key_ = text;
      return go(Place::named);
    }
    if (place_ == Place::metadata) {
      key_ = text;
      return true;
    }
    return tensor_key(text);
  }
  bool parse_error(size_t position, const std::string& token, const nlohmann::detail::exception&) override {
    error_at = position;
    return fail("JSON", quoted_for_error(token));
  }

 private:
  enum class Place {
    outside,
    top,
    named,
    metadata,
    tensor,
    dtype,
    shape_named,
    shape,
    offsets_named,
    offsets
  };

  bool go(Place place) {
    place_ = place;
    return true;
  }
  bool fail(std::string want, std::string have) {
    if (expected.empty()) {
      expected = std::move(want);
      got = std::move(have);
    }
    return false;
  }
  bool wrong(std::string have) {
    switch (place_) {
      case Place::outside:
      case Place::top:
      case Place::named:
        return fail("an object", std::move(have));
      case Place::metadata:
        return fail("strings in __metadata__", std::move(have));
      case Place::tensor:
        return fail("dtype, shape and data_offsets", std::move(have));
      case Place::dtype:
        return fail("a dtype string", std::move(have));
      case Place::shape_named:
      case Place::shape:
        return fail("a shape of non-negative integers", std::move(have));
      case Place::offsets_named:
      case Place::offsets:
        return fail("data_offsets of two non-negative integers", std::move(have));
    }
    return false;
  }
  bool start_entry() {
    if (key_ == "__metadata__") return go(Place::metadata);
    entry_ = SafetensorsEntry{};
    entry_.name = key_;
    seen_ = 0;
    n_offsets_ = 0;
    return go(Place::tensor);
  }
  bool end_entry() {
    if (seen_ != 7) return fail("dtype, shape and data_offsets", "not all of them");
    header.entries.push_back(std::move(entry_));
    return go(Place::top);
  }
  bool tensor_key(const std::string& text) {
    const unsigned bit = text == "dtype" ? 1 : text == "shape" ? 2 : text == "data_offsets" ? 4 : 0;
    if (bit == 0) return fail("dtype, shape and data_offsets", quoted_for_error(text));
    if ((seen_ & bit) != 0) return fail("each key once", quoted_for_error(text) + " again");
    seen_ |= bit;
    return go(bit == 1 ? Place::dtype : bit == 2 ? Place::shape_named : Place::offsets_named);
  }

  Place place_ = Place::outside;
  std::string key_;
  SafetensorsEntry entry_;
  unsigned seen_ = 0;  // bits: dtype, shape, data_offsets
  int n_offsets_ = 0;
  std::set<std::string> names_;
};

}  // namespace

const char* safetensors_type_name(SafetensorsType type) { return types[static_cast<size_t>(type)].name; }
uint64_t safetensors_type_bytes(SafetensorsType type) { return types[static_cast<size_t>(type)].bytes; }

Result<SafetensorsHeader> parse_safetensors_header(std::string_view json) {
  HeaderHandler handler;
  if (nlohmann::json::sax_parse(json.begin(), json.end(), &handler)) return std::move(handler.header);
  return Error{handler.code, handler.field + " at offset " + std::to_string(header_begin + handler.error_at) +
                                 ": expected " + handler.expected + ", got " + handler.got};
}

}  // namespace ondol
