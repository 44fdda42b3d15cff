// "%s of %d" % (…): printf-style formatting with Python's rules.
#include <algorithm>
#include <cmath>

#include "text/jinja/format_spec.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

class Percent {
 public:
  Percent(Runtime& rt, const Value& format, const Value& args)
      : rt_(rt),
        format_(format.text()),
        markup_(format.is_markup()),
        args_(args),
        out_(rt),
        is_tuple_(args.is(Kind::tuple)) {}

  Value run() {
    while (pos_ < format_.size()) {
      const size_t percent = std::min(format_.find('%', pos_), format_.size());
      if (!out_.add(format_.substr(pos_, percent - pos_))) return {};
      pos_ = percent;
      if (pos_ < format_.size() && !conversion()) return {};
    }
    // A mapping (Python: whatever takes a subscript) may be left over, nothing else may.
    const size_t n_args = is_tuple_ ? args_.as<SequenceObj>().items.size() : 1;
    const bool may_remain =
        !is_tuple_ && (args_.is(Kind::dict) || args_.is(Kind::list) || args_.is_undefined());
    if (used_ < n_args && !may_remain)
      return rt_.fail("not all arguments converted during string formatting");
    return out_.value(markup_);
  }

 private:
  bool fail(const std::string& what) {
    rt_.fail(what);
    return false;
  }

  bool next_arg(Value& out) {
    if (is_tuple_) {
      const Values& items = args_.as<SequenceObj>().items;
      if (used_ >= items.size()) return fail("not enough arguments for format string");
      out = items[used_++];
      return true;
    }
    if (used_ > 0) return fail("not enough arguments for format string");
    ++used_;
    out = args_;
    return true;
  }

  bool number_or_star(int64_t& out) {
    if (pos_ < format_.size() && format_[pos_] == '*') {
      ++pos_;
      Value v;
      if (!next_arg(v)) return false;
      if (!v.is_int()) return fail("* wants int");
      out = v.as_int();
      return true;
    }
    for (; pos_ < format_.size() && format_[pos_] >= '0' && format_[pos_] <= '9'; ++pos_) {
      out = out * 10 + (format_[pos_] - '0');
      if (out > INT32_MAX) return fail("width or precision too big");
    }
    return true;
  }

  bool mapped_key(Value& out) {
    const size_t start = ++pos_;
    int depth = 1;
    for (; pos_ < format_.size() && depth > 0; ++pos_)
      depth += format_[pos_] == '(' ? 1 : format_[pos_] == ')' ? -1 : 0;
    if (depth > 0) return fail("incomplete format key");
    if (!args_.is(Kind::dict)) return fail("format requires a mapping");
    const Value* found = args_.as<DictObj>().find(format_.substr(start, pos_ - 1 - start));
    if (found == nullptr)
      return fail("no key " + repr_of_string(format_.substr(start, std::min<size_t>(pos_ - 1 - start, 100))));
    out = *found;
    used_ = 1;
    return true;
  }

  bool conversion() {
    ++pos_;
    FormatSpec spec;
    Value mapped;
    if (pos_ < format_.size() && format_[pos_] == '(' && !mapped_key(mapped)) return false;
    bool left = false, zero = false;
    for (; pos_ < format_.size() && std::string_view("-+ #0").find(format_[pos_]) != std::string_view::npos;
         ++pos_) {
      const char c = format_[pos_];
      left = left || c == '-';
      zero = zero || c == '0';
      spec.alternate = spec.alternate || c == '#';
      if (c == '+' || (c == ' ' && spec.sign != '+')) spec.sign = c;
    }
    if (!number_or_star(spec.width)) return false;
    if (spec.width < 0) {
      left = true;
      spec.width = -spec.width;
    }
    if (pos_ < format_.size() && format_[pos_] == '.') {
      ++pos_;
      spec.precision = 0;
      if (!number_or_star(spec.precision)) return false;
      spec.precision = std::max<int64_t>(spec.precision, 0);
    }
    if (pos_ < format_.size() && std::string_view("hlL").find(format_[pos_]) != std::string_view::npos)
      ++pos_;
    if (pos_ >= format_.size()) return fail("incomplete format");
    spec.type = format_[pos_++];
    spec.align = left ? '<' : '>';
    if (spec.type == '%') return out_.add('%');
    Value v = mapped;
    if (v.is_missing() && !next_arg(v)) return false;
    return convert(v, spec, zero && !left);
  }

  bool convert(const Value& v, FormatSpec& spec, bool zero) {
    switch (spec.type) {
      case 's':
      case 'r':
      case 'a':
        return text(v, spec);
      case 'c':
        return character(v, spec);
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        return integer(v, spec, zero);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': {
        double d = v.is_number() ? v.as_real() : 0;
        if (v.is_undefined() || !v.is_number()) {
          raise_use(rt_, v, "must be real number, not " + type_name(v));
          return false;
        }
        std::string digits;
        if (!real_digits(rt_, d, spec, digits)) return false;
        if (zero) zero_fill(spec);
        return append_number(rt_, out_, std::signbit(d) && d == d, "", digits, spec);
      }
      default:
        return fail("unsupported format character '" + std::string(1, spec.type) + "'");
    }
  }

  static void zero_fill(FormatSpec& spec) {
    spec.fill = "0";
    spec.align = '=';
  }

  bool text(const Value& v, const FormatSpec& spec) {
    Text piece(rt_);
    if (!(spec.type == 's' ? append_str(rt_, piece, v) : append_repr(rt_, piece, v))) return false;
    Value shown = piece.value(v.is_markup());
    if (!shown.is_missing() && markup_) shown = escape_html(rt_, shown);
    if (shown.is_missing()) return false;
    std::string_view all = shown.text();
    if (spec.precision >= 0) all = all.substr(0, utf8_offset(all, static_cast<size_t>(spec.precision)));
    return append_padded(out_, all, spec, '>');
  }

  bool character(const Value& v, const FormatSpec& spec) {
    std::string one;
    if (v.is(Kind::string) && v.as<StringObj>().n_chars == 1) {
      one = v.text();
    } else if (v.is_int() && v.as_int() >= 0 && v.as_int() <= 0x10FFFF &&
               (v.as_int() < 0xD800 || v.as_int() > 0xDFFF)) {
      utf8_append(one, static_cast<char32_t>(v.as_int()));
    } else {
      return fail("%c requires int or char");
    }
    return append_padded(out_, one, spec, '>');
  }

  bool integer(const Value& v, FormatSpec& spec, bool zero) {
    const bool decimal = spec.type == 'd' || spec.type == 'i' || spec.type == 'u';
    Value number = v;
    if (decimal && v.is(Kind::real)) number = int_of_real(rt_, v.as_real());
    if (rt_.failed()) return false;
    if (!number.is_int()) {
      raise_use(rt_, v,
                "%" + std::string(1, spec.type) + " format: a number is required, not " + type_name(v));
      return false;
    }
    std::string digits = int_digits(number.as_int(), spec.type);
    if (spec.precision > static_cast<int64_t>(digits.size())) {
      if (!rt_.fits(static_cast<size_t>(spec.precision))) return false;
      digits.insert(0, static_cast<size_t>(spec.precision) - digits.size(), '0');
    }
    const std::string prefix = !spec.alternate || decimal ? "" : std::string("0") + spec.type;
    if (zero) zero_fill(spec);
    return append_number(rt_, out_, number.as_int() < 0, prefix, digits, spec);
  }

  Runtime& rt_;
  const std::string_view format_;
  const bool markup_;
  const Value args_;
  Text out_;
  const bool is_tuple_;
  size_t pos_ = 0;
  size_t used_ = 0;
};

}  // namespace

Value percent_format(Runtime& rt, const Value& format, const Value& args) {
  if (!rt.spend_bytes(format.text().size())) return {};
  return Percent(rt, format, args).run();
}

}  // namespace ondol::jinja
