// One value per JSON value; a copy, so that a render never touches its caller's data.
#include "text/jinja/from_json.h"

#include <nlohmann/json.hpp>

#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

Value text_of(Runtime& rt, const std::string& s) {
  if (!rt.fits(s.size())) return {};
  return utf8_invalid_at(s) == std::string::npos ? rt.string(s) : rt.string(utf8_sanitised(s));
}

}  // namespace

Value from_json(Runtime& rt, const nlohmann::ordered_json& json) {
  using Type = nlohmann::ordered_json::value_t;
  Deeper level(rt);
  if (!level.ok()) return {};
  switch (json.type()) {
    case Type::null:
      return Value::none();
    case Type::boolean:
      return Value::boolean(json.get<bool>());
    case Type::number_integer:
      return Value::integer(json.get<int64_t>());
    case Type::number_unsigned: {
      const uint64_t u = json.get<uint64_t>();
      if (u <= static_cast<uint64_t>(INT64_MAX)) return Value::integer(static_cast<int64_t>(u));
      return Value::object(rt.make<BigObj>(20, std::to_string(u)));
    }
    case Type::number_float:
      return Value::real(json.get<double>());
    case Type::string:
      return text_of(rt, json.get_ref<const std::string&>());
    case Type::array: {
      Values items;
      items.reserve(json.size());
      for (const auto& item : json) {
        items.push_back(from_json(rt, item));
        if (rt.failed()) return {};
      }
      return rt.list(std::move(items));
    }
    case Type::object: {
      DictObj* dict = rt.new_dict();
      Value result = Value::object(dict);
      for (const auto& [key, value] : json.items()) {
        const Value k = text_of(rt, key);
        const Value v = rt.failed() ? Value() : from_json(rt, value);
        if (rt.failed() || !rt.dict_set(*dict, k, v)) return {};
      }
      return result;
    }
    case Type::binary:
    case Type::discarded:
      break;
  }
  return rt.fail("a value in the context is not JSON");
}

}  // namespace ondol::jinja
