// json.dumps, as transformers' tojson filter calls it: nothing escaped for HTML, insertion order kept.
#include <cmath>

#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

bool append_escape(Text& out, uint32_t unit) {
  constexpr char kHex[] = "0123456789abcdef";
  const char text[] = {
      '\\', 'u', kHex[(unit >> 12) & 15], kHex[(unit >> 8) & 15], kHex[(unit >> 4) & 15], kHex[unit & 15]};
  return out.add(std::string_view(text, sizeof text));
}

bool append_json_string(Text& out, std::string_view s, bool ensure_ascii) {
  if (!out.add('"')) return false;
  size_t plain = 0;  // start of what needs no escape
  for (size_t pos = 0; pos < s.size();) {
    const size_t start = pos;
    const unsigned char lead = static_cast<unsigned char>(s[pos]);
    const bool escapes = lead < 0x20 || lead == '"' || lead == '\\' || (lead >= 0x7F && ensure_ascii);
    if (!escapes) {
      ++pos;
      continue;
    }
    if (!out.add(s.substr(plain, start - plain))) return false;
    const char32_t c = utf8_next(s, pos);
    plain = pos;
    bool ok = true;
    switch (c) {
      case '"':
        ok = out.add("\\\"");
        break;
      case '\\':
        ok = out.add("\\\\");
        break;
      case '\n':
        ok = out.add("\\n");
        break;
      case '\r':
        ok = out.add("\\r");
        break;
      case '\t':
        ok = out.add("\\t");
        break;
      case '\b':
        ok = out.add("\\b");
        break;
      case '\f':
        ok = out.add("\\f");
        break;
      default:
        ok = c < 0x10000 ? append_escape(out, c)
                         : append_escape(out, 0xD7C0 + (c >> 10)) && append_escape(out, 0xDC00 + (c & 0x3FF));
    }
    if (!ok) return false;
  }
  return out.add(s.substr(plain)) && out.add('"');
}

std::string json_real(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d < 0 ? "-Infinity" : "Infinity";
  return repr_of_real(d);
}

class Writer {
 public:
  Writer(Runtime& rt, Text& out, const JsonStyle& style) : rt_(rt), out_(out), style_(style) {}

  bool value(const Value& v) {
    Deeper level(rt_);
    if (!level.ok() || !rt_.spend(1)) return false;
    switch (v.kind()) {
      case Kind::none:
        return out_.add("null");
      case Kind::boolean:
        return out_.add(v.as_bool() ? "true" : "false");
      case Kind::integer:
        return out_.add(std::to_string(v.as_int()));
      case Kind::big:
        return out_.add(v.as<BigObj>().digits);
      case Kind::real:
        return out_.add(json_real(v.as_real()));
      case Kind::string:
        return append_json_string(out_, v.text(), style_.ensure_ascii);
      case Kind::list:
      case Kind::tuple:
        return array(v.as<SequenceObj>().items);
      case Kind::dict:
        return object(v.as<DictObj>());
      default:
        rt_.fail("Object of type " + type_name(v) + " is not JSON serializable");
        return false;
    }
  }

 private:
  bool new_line() {
    if (!style_.pretty) return true;
    if (!out_.add('\n')) return false;
    for (int i = 0; i < depth_; ++i) {
      if (!out_.add(style_.indent)) return false;
    }
    return true;
  }

  bool array(const Values& items) {
    if (items.empty()) return out_.add("[]");
    if (!out_.add('[')) return false;
    ++depth_;
    for (size_t i = 0; i < items.size(); ++i) {
      if ((i > 0 && !out_.add(style_.item_separator)) || !new_line() || !value(items[i])) return false;
    }
    --depth_;
    return new_line() && out_.add(']');
  }

  bool key(const Value& v) {
    switch (v.kind()) {
      case Kind::string:
        return append_json_string(out_, v.text(), style_.ensure_ascii);
      case Kind::none:
        return out_.add("\"null\"");
      case Kind::boolean:
        return out_.add(v.as_bool() ? "\"true\"" : "\"false\"");
      case Kind::integer:
        return out_.add('"' + std::to_string(v.as_int()) + '"');
      case Kind::real:
        return out_.add('"' + json_real(v.as_real()) + '"');
      default:
        rt_.fail("keys must be str, int, float, bool or None, not " + type_name(v));
        return false;
    }
  }

  bool object(const DictObj& dict) {
    if (dict.entries.empty()) return out_.add("{}");
    Values keys, values;
    if (style_.sort_keys) {
      Values order;
      for (const auto& [k, unused] : dict.entries) order.push_back(k);
      keys = order;
      if (!sort_by_keys(rt_, keys, order, false, false)) return false;
    }
    if (!out_.add('{')) return false;
    ++depth_;
    for (size_t i = 0; i < dict.entries.size(); ++i) {
      const Value& k = style_.sort_keys ? keys[i] : dict.entries[i].first;
      const Value& v = style_.sort_keys ? *dict.find(k) : dict.entries[i].second;
      if ((i > 0 && !out_.add(style_.item_separator)) || !new_line()) return false;
      if (!key(k) || !out_.add(style_.key_separator) || !value(v)) return false;
    }
    --depth_;
    return new_line() && out_.add('}');
  }

  Runtime& rt_;
  Text& out_;
  const JsonStyle& style_;
  int depth_ = 0;
};

}  // namespace

bool append_json(Runtime& rt, Text& out, const Value& v, const JsonStyle& style) {
  return Writer(rt, out, style).value(v);
}

}  // namespace ondol::jinja
