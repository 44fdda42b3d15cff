// "{0.name!r:>{width}}".format(…): Python's replacement fields, looked up by the sandbox's rules.
#include <cmath>

#include "text/jinja/format_spec.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

constexpr int kNesting = 2;  ///< a field inside a field's description, and no further

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

class Brace {
 public:
  Brace(Runtime& rt, bool markup, const Values& pos, const Value& kw)
      : rt_(rt), markup_(markup), args_(pos), kw_(kw) {}

  bool expand(std::string_view format, Text& out, int depth) {
    if (depth < 0) return fail("max string recursion exceeded");
    for (size_t pos = 0; pos < format.size();) {
      const size_t brace = std::min(format.find_first_of("{}", pos), format.size());
      if (!out.add(format.substr(pos, brace - pos))) return false;
      pos = brace;
      if (pos >= format.size()) break;
      const char c = format[pos++];
      if (pos < format.size() && format[pos] == c) {
        if (!out.add(c)) return false;
        ++pos;
        continue;
      }
      if (c == '}') return fail("single '}' encountered in format string");
      const size_t start = pos;
      int open = 1;
      for (; pos < format.size() && open > 0; ++pos)
        open += format[pos] == '{' ? 1 : format[pos] == '}' ? -1 : 0;
      if (open > 0) return fail("expected '}' before end of string");
      if (!field(format.substr(start, pos - 1 - start), out, depth)) return false;
    }
    return true;
  }

 private:
  bool fail(const std::string& what) {
    rt_.fail(what);
    return false;
  }

  bool field(std::string_view body, Text& out, int depth) {
    // The name ends at ! or :, but not inside [].
    size_t end = 0;
    for (int bracket = 0; end < body.size(); ++end) {
      if (body[end] == '[') ++bracket;
      if (body[end] == ']') --bracket;
      if (bracket == 0 && (body[end] == '!' || body[end] == ':')) break;
    }
    Value v;
    if (!lookup(body.substr(0, end), v)) return false;
    std::string_view rest = body.substr(end);
    if (rest.starts_with('!')) {
      if (rest.size() < 2 || (rest.size() > 2 && rest[2] != ':'))
        return fail("expected ':' after conversion specifier");
      Text text(rt_);
      if (rest[1] != 'r' && rest[1] != 's' && rest[1] != 'a') return fail("unknown conversion specifier");
      if (!(rest[1] == 's' ? append_str(rt_, text, v) : append_repr(rt_, text, v))) return false;
      v = text.value(rest[1] == 's' && v.is_markup());
      rest.remove_prefix(2);
    }
    if (rest.starts_with(':')) rest.remove_prefix(1);
    Text spec(rt_);
    if (!expand(rest, spec, depth - 1) || v.is_missing()) return false;
    if (!markup_) return format_value(v, spec.take(), out);
    Text piece(rt_);
    if (v.is_markup() && spec.size() > 0) return fail("unsupported format specification for Markup");
    if (!format_value(v, spec.take(), piece)) return false;
    const Value shown = escape_html(rt_, piece.value(v.is_markup()));
    return !shown.is_missing() && out.add(shown.text());
  }

  bool lookup(std::string_view name, Value& out) {
    const auto is_number = [](std::string_view s) {
      return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const size_t end = std::min(name.find_first_of(".["), name.size());
    const std::string_view first = name.substr(0, end);
    // Only a bare number decides between numbering by hand and automatic numbering.
    if (name.empty() ? automatic_ < 0 : is_number(name) && automatic_ > 0) {
      return fail("cannot switch between manual field specification and automatic field numbering");
    }
    if (name.empty() || is_number(first)) {
      const size_t i = name.empty()       ? static_cast<size_t>(automatic_++)
                       : first.size() < 9 ? std::stoul(std::string(first))
                                          : SIZE_MAX;
      if (is_number(name)) automatic_ = -1;
      if (i >= args_.size()) return fail("replacement index out of range");
      out = args_[i];
    } else {
      const Value* found = kw_.is(Kind::dict) ? kw_.as<DictObj>().find(first) : nullptr;
      if (found == nullptr) return fail("no argument " + repr_of_string(first.substr(0, 100)));
      out = *found;
    }
    for (std::string_view rest = name.substr(end); !rest.empty() && !rt_.failed();) {
      if (rest[0] == '.') {
        const size_t stop = std::min(rest.find_first_of(".[", 1), rest.size());
        if (stop == 1) return fail("empty attribute in format string");
        out = get_attr(rt_, out, rt_.string(rest.substr(1, stop - 1)));
        rest.remove_prefix(stop);
        continue;
      }
      const size_t close = rest.find(']');
      if (rest[0] != '[' || close == std::string_view::npos || close == 1)
        return fail("bad field name in format string");
      const std::string_view key = rest.substr(1, close - 1);
      const bool index = key.size() < 10 && key.find_first_not_of("0123456789") == std::string_view::npos;
      out = get_item(rt_, out, index ? Value::integer(std::stoll(std::string(key))) : rt_.string(key));
      rest.remove_prefix(close + 1);
    }
    return !rt_.failed();
  }

  bool read_number(std::string_view& s, int64_t& out) {
    for (out = 0; !s.empty() && s[0] >= '0' && s[0] <= '9'; s.remove_prefix(1)) {
      out = out * 10 + (s[0] - '0');
      if (out > INT32_MAX) return fail("too many decimal digits in format string");
    }
    return true;
  }

  bool parse(std::string_view s, FormatSpec& spec) {
    size_t second = 0;
    if (!s.empty()) utf8_next(s, second);
    if (second < s.size() && is_align(static_cast<unsigned char>(s[second]))) {
      spec.fill = s.substr(0, second);
      spec.align = s[second];
      s.remove_prefix(second + 1);
    } else if (!s.empty() && is_align(static_cast<unsigned char>(s[0]))) {
      spec.align = s[0];
      s.remove_prefix(1);
    }
    const auto take = [&](char c) {
      const bool here = s.starts_with(c);
      if (here) s.remove_prefix(1);
      return here;
    };
    if (take('+')) {
      spec.sign = '+';
    } else if (take(' ')) {
      spec.sign = ' ';
    } else {
      explicit_sign_ = take('-');
    }
    explicit_sign_ = explicit_sign_ || spec.sign != '-';
    spec.alternate = take('#');
    const bool has_fill = spec.align != '\0';
    if (take('0') && !has_fill) {
      spec.fill = "0";
      spec.align = '=';
      zero_padded_ = true;
    }
    if (!read_number(s, spec.width)) return false;
    if (take(',')) spec.grouping = ',';
    if (take('_')) spec.grouping = '_';
    if (take('.')) {
      if (s.empty() || s[0] < '0' || s[0] > '9') return fail("format specifier missing precision");
      if (!read_number(s, spec.precision)) return false;
    }
    if (!s.empty()) {
      spec.type = s[0];
      s.remove_prefix(1);
    }
    return s.empty() || fail("invalid format specifier");
  }

  bool format_value(const Value& v, const std::string& description, Text& out) {
    if (description.empty()) return append_str(rt_, out, v);
    FormatSpec spec;
    explicit_sign_ = zero_padded_ = false;
    if (!parse(description, spec)) return false;
    if (v.is(Kind::string)) return format_text(v, spec, out);
    if (v.is_int()) return format_int(v, spec, out);
    if (v.is(Kind::real)) return format_real(v.as_real(), spec, out);
    return fail("unsupported format string passed to " + type_name(v));
  }

  bool format_text(const Value& v, FormatSpec& spec, Text& out) {
    if (spec.type != '\0' && spec.type != 's') return fail("unknown format code for a string");
    if (explicit_sign_ || spec.alternate || spec.grouping != '\0' || (spec.align == '=' && !zero_padded_))
      return fail("format not allowed for a string");
    if (zero_padded_) spec.align = '<';
    std::string_view text = v.text();
    if (spec.precision >= 0) text = text.substr(0, utf8_offset(text, static_cast<size_t>(spec.precision)));
    return rt_.spend_bytes(text.size()) && append_padded(out, text, spec, '<');
  }

  bool format_int(const Value& v, FormatSpec& spec, Text& out) {
    const int64_t i = v.as_int();
    switch (spec.type) {
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case '%':
        return format_real(static_cast<double>(i), spec, out);
      case 'c': {
        if (i < 0 || i > 0x10FFFF || (i >= 0xD800 && i < 0xE000))
          return fail("%c arg not in range(0x110000)");
        std::string one;
        utf8_append(one, static_cast<char32_t>(i));
        return append_padded(out, one, spec, '<');
      }
      case '\0':
      case 'n':
      case 'd':
      case 'b':
      case 'o':
      case 'x':
      case 'X': {
        if (spec.precision >= 0) return fail("precision not allowed in integer format specifier");
        const bool decimal = spec.type == '\0' || spec.type == 'd' || spec.type == 'n';
        const std::string prefix = spec.alternate && !decimal ? std::string("0") + spec.type : "";
        return append_number(rt_, out, i < 0, prefix, int_digits(i, spec.type), spec);
      }
      default:
        return fail("unknown format code for an integer");
    }
  }

  bool format_real(double d, FormatSpec& spec, Text& out) {
    if (spec.type != '\0' && std::string_view("eEfFgGn%").find(spec.type) == std::string_view::npos)
      return fail("unknown format code for a float");
    std::string digits;
    if (!real_digits(rt_, d, spec, digits)) return false;
    return append_number(rt_, out, std::signbit(d) && !std::isnan(d), "", digits, spec);
  }

  Runtime& rt_;
  const bool markup_;
  const Values& args_;
  const Value& kw_;
  int64_t automatic_ = 0;  ///< next automatic number; -1: numbered by hand
  bool explicit_sign_ = false, zero_padded_ = false;
};

}  // namespace

Value brace_format(Runtime& rt, const Value& format, const Values& pos, const Value& kw) {
  Text out(rt);
  if (!rt.spend_bytes(format.text().size())) return {};
  Brace brace(rt, format.is_markup(), pos, kw);
  return brace.expand(format.text(), out, kNesting) ? out.value(format.is_markup()) : Value();
}

}  // namespace ondol::jinja
