// str() and repr() of every value, and HTML escaping.
#include <charconv>
#include <cmath>

#include "text/jinja/builtin.h"
#include "text/jinja/objects.h"
#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

std::string type_name(const Value& v) {
  switch (v.kind()) {
    case Kind::missing:
      return "missing";
    case Kind::none:
      return "NoneType";
    case Kind::boolean:
      return "bool";
    case Kind::integer:
    case Kind::big:
      return "int";
    case Kind::real:
      return "float";
    case Kind::string:
      return v.is_markup() ? "Markup" : "str";
    case Kind::list:
      return "list";
    case Kind::tuple:
      return "tuple";
    case Kind::dict:
      return "dict";
    case Kind::dict_view: {
      const ViewKind view = v.as<DictViewObj>().view;
      return view == ViewKind::keys ? "dict_keys" : view == ViewKind::values ? "dict_values" : "dict_items";
    }
    case Kind::range:
      return "range";
    case Kind::undefined:
      return "Undefined";
    case Kind::name_space:
      return "Namespace";
    case Kind::iterator:
      return v.as<IterObj>().python_type;
    case Kind::function:
      return "function";
    case Kind::macro:
      return "Macro";
    case Kind::loop:
      return "LoopContext";
    case Kind::cycler:
      return "Cycler";
    case Kind::joiner:
      return "Joiner";
    case Kind::self_ref:
      return "TemplateReference";
    case Kind::block_ref:
      return "BlockReference";
    case Kind::scope:
      return "scope";
  }
  return "object";
}

Value raise_use(Runtime& rt, const Value& v, std::string message) {
  if (v.is_undefined()) message = v.as<UndefinedObj>().message;
  return rt.fail(std::move(message));
}

std::string repr_of_real(double d) {
  if (std::isnan(d)) return "nan";
  if (std::isinf(d)) return d < 0 ? "-inf" : "inf";
  char buffer[64];
  const auto [end, status] = std::to_chars(buffer, buffer + sizeof buffer, d, std::chars_format::scientific);
  std::string_view text(buffer, static_cast<size_t>(end - buffer));
  std::string out;
  if (text.starts_with('-')) {
    out += '-';
    text.remove_prefix(1);
  }
  const size_t e = text.find('e');
  std::string digits(1, text[0]);
  if (e > 2) digits += text.substr(2, e - 2);
  int exponent = 0;
  std::string_view written = text.substr(e + 1);
  if (written.starts_with('+')) written.remove_prefix(1);
  std::from_chars(written.data(), written.data() + written.size(), exponent);
  if (exponent < -4 || exponent >= 16) {  // where Python turns to the exponent form
    out += digits[0];
    if (digits.size() > 1) out += "." + digits.substr(1);
    const std::string magnitude = std::to_string(std::abs(exponent));
    out += std::string("e") + (exponent < 0 ? '-' : '+') + (magnitude.size() < 2 ? "0" : "") + magnitude;
  } else if (exponent < 0) {
    out += "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  } else {
    const size_t whole = static_cast<size_t>(exponent) + 1;
    if (digits.size() < whole) digits.append(whole - digits.size(), '0');
    out += digits.substr(0, whole) + "." + (digits.size() > whole ? digits.substr(whole) : "0");
  }
  return out;
}

namespace {

/// Python's repr of a string, handed to add(piece) part by part; stops when add says false.
template <class Add>
bool write_repr(std::string_view s, Add&& add) {
  constexpr char kHex[] = "0123456789abcdef";
  const bool has_single = s.find('\'') != std::string_view::npos;
  const char quote = has_single && s.find('"') == std::string_view::npos ? '"' : '\'';
  if (!add(std::string_view(&quote, 1))) return false;
  size_t plain = 0;  // start of what stands for itself
  for (size_t pos = 0; pos < s.size();) {
    const size_t start = pos;
    const char32_t c = utf8_next(s, pos);
    const bool special = c == static_cast<unsigned char>(quote) || c == '\\' || c < 32 ||
                         (c >= 127 && (char_flags(c) & kUnprintable) != 0);
    if (!special) continue;
    std::string escape(1, '\\');
    if (c == static_cast<unsigned char>(quote) || c == '\\') {
      escape += static_cast<char>(c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      escape += c == '\n' ? 'n' : c == '\r' ? 'r' : 't';
    } else {
      const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
      escape += digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
      for (int i = digits - 1; i >= 0; --i) escape += kHex[(c >> (4 * i)) & 15];
    }
    if (!add(s.substr(plain, start - plain)) || !add(escape)) return false;
    plain = pos;
  }
  return add(s.substr(plain)) && add(std::string_view(&quote, 1));
}

}  // namespace

std::string repr_of_string(std::string_view s) {
  std::string out;
  write_repr(s, [&](std::string_view piece) {
    out += piece;
    return true;
  });
  return out;
}

namespace {

bool append_items(Runtime& rt, Text& out, const Values& items, const char* open, const char* close) {
  if (!out.add(open)) return false;
  for (size_t i = 0; i < items.size(); ++i) {
    if ((i > 0 && !out.add(", ")) || !append_repr(rt, out, items[i])) return false;
  }
  return out.add(close);
}

bool append_dict(Runtime& rt, Text& out, const DictObj& dict) {
  if (!out.add('{')) return false;
  bool first = true;
  for (const auto& [key, value] : dict.entries) {
    if ((!first && !out.add(", ")) || !append_repr(rt, out, key) || !out.add(": ") ||
        !append_repr(rt, out, value))
      return false;
    first = false;
  }
  return out.add('}');
}

bool append_view(Runtime& rt, Text& out, const Value& v) {
  const auto& view = v.as<DictViewObj>();
  const DictObj& dict = view.dict.as<DictObj>();
  if (!out.add(type_name(v)) || !out.add("([")) return false;
  bool first = true;
  for (const auto& [key, value] : dict.entries) {
    if (!first && !out.add(", ")) return false;
    first = false;
    if (view.view != ViewKind::items) {
      if (!append_repr(rt, out, view.view == ViewKind::keys ? key : value)) return false;
    } else if (!out.add('(') || !append_repr(rt, out, key) || !out.add(", ") ||
               !append_repr(rt, out, value) || !out.add(')')) {
      return false;
    }
  }
  return out.add("])");
}

std::string describe_range(const RangeObj& range) {
  std::string text = "range(" + std::to_string(range.start) + ", " + std::to_string(range.stop);
  if (range.step != 1) text += ", " + std::to_string(range.step);
  return text + ")";
}

/// Objects whose text in Python carries an address, or that nobody prints: something recognisable.
bool append_opaque(Runtime& rt, Text& out, const Value& v) {
  switch (v.kind()) {
    case Kind::name_space:
      return out.add("<Namespace ") && append_dict(rt, out, v.as<NamespaceObj>().attrs.as<DictObj>()) &&
             out.add('>');
    case Kind::macro: {
      const MacroStmt& node = *v.as<MacroObj>().node;
      return out.add(node.kind == StmtKind::macro ? "<Macro " + repr_of_string(node.name) + ">"
                                                  : "<Macro anonymous>");
    }
    case Kind::loop: {
      auto& loop = v.as<LoopObj>();
      const int64_t n = loop.length(rt);
      return !rt.failed() &&
             out.add("<LoopContext " + std::to_string(loop.index0 + 1) + "/" + std::to_string(n) + ">");
    }
    case Kind::function:
      return out.add(std::string("<function ") + v.as<FunctionObj>().row->name + ">");
    default:
      return out.add("<" + type_name(v) + " object>");
  }
}

}  // namespace

bool append_repr(Runtime& rt, Text& out, const Value& v) {
  Deeper level(rt);
  if (!level.ok() || !rt.spend(1)) return false;
  switch (v.kind()) {
    case Kind::none:
      return out.add("None");
    case Kind::boolean:
      return out.add(v.as_bool() ? "True" : "False");
    case Kind::integer:
      return out.add(std::to_string(v.as_int()));
    case Kind::big:
      return out.add(v.as<BigObj>().digits);
    case Kind::real:
      return out.add(repr_of_real(v.as_real()));
    case Kind::string:
      return (!v.is_markup() || out.add("Markup(")) &&
             write_repr(v.text(), [&](std::string_view piece) { return out.add(piece); }) &&
             (!v.is_markup() || out.add(')'));
    case Kind::list:
      return append_items(rt, out, v.as<SequenceObj>().items, "[", "]");
    case Kind::tuple:
      return append_items(rt, out, v.as<SequenceObj>().items, "(",
                          v.as<SequenceObj>().items.size() == 1 ? ",)" : ")");
    case Kind::dict:
      return append_dict(rt, out, v.as<DictObj>());
    case Kind::dict_view:
      return append_view(rt, out, v);
    case Kind::range:
      return out.add(describe_range(v.as<RangeObj>()));
    case Kind::undefined:
      return out.add("Undefined");
    default:
      return append_opaque(rt, out, v);
  }
}

bool append_str(Runtime& rt, Text& out, const Value& v) {
  if (v.is(Kind::string)) return out.add(v.text());
  if (v.is_undefined()) return true;
  return append_repr(rt, out, v);
}

Value to_str(Runtime& rt, const Value& v) {
  if (v.is(Kind::string) && !v.is_markup()) return v;
  Text text(rt);
  return append_str(rt, text, v) ? text.value() : Value();
}

Value soft_str(Runtime& rt, const Value& v) { return v.is(Kind::string) ? v : to_str(rt, v); }

Value escape_html(Runtime& rt, const Value& v) {
  if (v.is_markup()) return v;
  const Value plain = to_str(rt, v);
  if (plain.is_missing()) return {};
  Text text(rt);
  for (char c : plain.text()) {
    const bool ok = c == '&'    ? text.add("&amp;")
                    : c == '<'  ? text.add("&lt;")
                    : c == '>'  ? text.add("&gt;")
                    : c == '\'' ? text.add("&#39;")
                    : c == '"'  ? text.add("&#34;")
                                : text.add(c);
    if (!ok) return {};
  }
  return text.value(true);
}

}  // namespace ondol::jinja
