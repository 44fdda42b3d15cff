// See gguf_metadata.h.
#include "format/gguf_metadata.h"

#include <algorithm>
#include <cstring>

#include "base/try.h"

namespace ondol {
namespace {

constexpr uint64_t max_strings = 1 << 22;  // of all arrays together: far above any vocabulary

/// Bytes of a number of this type, 0 for string, array and unknown types.
uint64_t number_bytes(GgufType type) {
  switch (type) {
    case GgufType::u8:
    case GgufType::i8:
    case GgufType::boolean:
      return 1;
    case GgufType::u16:
    case GgufType::i16:
      return 2;
    case GgufType::u32:
    case GgufType::i32:
    case GgufType::f32:
      return 4;
    case GgufType::u64:
    case GgufType::i64:
    case GgufType::f64:
      return 8;
    case GgufType::string:
    case GgufType::array:
      return 0;
  }
  return 0;
}

template <class Stored, class Widened>
Status read_as(ByteCursor& in, const std::string& key, GgufValue& out) {
  ONDOL_ASSIGN(const auto value, in.read<Stored>(key));
  out.data = Widened{value};
  return {};
}

}  // namespace

Status GgufValueParser::parse(ByteCursor& in, const std::string& key, GgufValue& out) {
  out.file_offset = in.offset();
  switch (out.type) {
    case GgufType::u8:
      ONDOL_TRY((read_as<uint8_t, uint64_t>(in, key, out)));
      break;
    case GgufType::i8:
      ONDOL_TRY((read_as<int8_t, int64_t>(in, key, out)));
      break;
    case GgufType::u16:
      ONDOL_TRY((read_as<uint16_t, uint64_t>(in, key, out)));
      break;
    case GgufType::i16:
      ONDOL_TRY((read_as<int16_t, int64_t>(in, key, out)));
      break;
    case GgufType::u32:
      ONDOL_TRY((read_as<uint32_t, uint64_t>(in, key, out)));
      break;
    case GgufType::i32:
      ONDOL_TRY((read_as<int32_t, int64_t>(in, key, out)));
      break;
    case GgufType::u64:
      ONDOL_TRY((read_as<uint64_t, uint64_t>(in, key, out)));
      break;
    case GgufType::i64:
      ONDOL_TRY((read_as<int64_t, int64_t>(in, key, out)));
      break;
    case GgufType::f32:
      ONDOL_TRY((read_as<float, double>(in, key, out)));
      break;
    case GgufType::f64:
      ONDOL_TRY((read_as<double, double>(in, key, out)));
      break;
    case GgufType::boolean: {
      ONDOL_ASSIGN(const auto v, in.read<uint8_t>(key));
      if (v > 1) return in.error(key, out.file_offset, "a bool (0 or 1)", std::to_string(v));
      out.data = v == 1;
      break;
    }
    case GgufType::string: {
      ONDOL_ASSIGN(const auto v, in.read_string(key));
      out.data = std::string(v);
      break;
    }
    case GgufType::array: {
      ONDOL_ASSIGN(auto v, parse_array(in, key));
      out.data = std::move(v);
      break;
    }
  }
  return {};
}

Result<GgufArray> GgufValueParser::parse_array(ByteCursor& in, const std::string& key) {
  const uint64_t at = in.offset();
  ONDOL_ASSIGN(const auto elem, in.read<uint32_t>(key + " element type"));
  if (elem > static_cast<uint32_t>(GgufType::f64)) {
    return in.error(key + " element type", at, "0 to 12", std::to_string(elem));
  }
  GgufArray out;
  out.elem_type = static_cast<GgufType>(elem);
  if (out.elem_type == GgufType::array) {
    return in.error(key + " element type", at, "a flat array", "an array of arrays", ErrorCode::unsupported);
  }
  const uint64_t count_at = in.offset();
  ONDOL_ASSIGN(out.count, in.read<uint64_t>(key + " count"));
  if (out.elem_type == GgufType::string) {
    ONDOL_TRY(parse_strings(in, key, out));
    return out;
  }
  const uint64_t width = number_bytes(out.elem_type);
  if (out.count > in.left() / width) {
    return in.error(key + " count", count_at,
                    "an array that fits the " + std::to_string(in.left()) + " bytes left",
                    std::to_string(out.count) + " elements of " + std::to_string(width));
  }
  out.elems = in.here();
  if (out.elem_type == GgufType::boolean) {
    for (uint64_t i = 0; i < out.count; ++i) {
      if (std::to_integer<uint8_t>(out.elems[i]) > 1) {
        return in.error(key + "[" + std::to_string(i) + "]", in.offset() + i, "a bool (0 or 1)",
                        std::to_string(std::to_integer<int>(out.elems[i])));
      }
    }
  }
  in.skip(out.count * width);
  return out;
}

Status GgufValueParser::parse_strings(ByteCursor& in, const std::string& key, GgufArray& array) {
  const uint64_t most = std::min(max_strings - n_strings_, in.left() / sizeof(uint64_t));
  if (array.count > most) {
    return in.error(key + " count", in.offset() - sizeof(uint64_t),
                    "at most " + std::to_string(most) + " strings", std::to_string(array.count));
  }
  n_strings_ += array.count;
  array.strings.reserve(array.count);
  // The hot loop of opening a model (a vocabulary and its merges): no Result and no field name per element.
  for (uint64_t i = 0; i < array.count; ++i) {
    uint64_t length = UINT64_MAX;
    if (in.left() >= sizeof(length)) std::memcpy(&length, in.here(), sizeof(length));
    if (in.left() < sizeof(length) || length > in.left() - sizeof(length)) {
      return in.error(key + "[" + std::to_string(i) + "]", in.offset(), "a string inside the file",
                      in.left() < sizeof(length) ? "its end" : "length " + std::to_string(length));
    }
    in.skip(sizeof(length));
    array.strings.emplace_back(reinterpret_cast<const char*>(in.here()), length);
    in.skip(length);
  }
  return {};
}

}  // namespace ondol
