// str's methods, one row each. Results of a marked string stay marked; what it takes in is escaped
// (markupsafe's rules).
#include "text/jinja/builtin.h"
#include "text/jinja/iter.h"
#include "text/jinja/methods.h"
#include "text/jinja/ops.h"
#include "text/jinja/text_ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

Value same(Runtime& rt, const Value& self, std::string text) {
  return rt.string(std::move(text), self.is_markup());
}

template <std::string (*Fn)(std::string_view)>
Value mapped(Runtime& rt, const Value& self, Args&) {
  if (!rt.spend_bytes(self.text().size() * 4)) return {};
  return same(rt, self, Fn(self.text()));
}

template <bool kLeft, bool kRight>
Value strip_method(Runtime& rt, const Value& self, Args& args) {
  std::string_view unused;
  if (args.has(0) && !text_arg(rt, args, 0, unused, "strip argument")) return {};
  return rt.string(strip_text(self.text(), args[0], kLeft, kRight), self.is_markup());
}

template <bool kFromRight>
Value split_method(Runtime& rt, const Value& self, Args& args) {
  int64_t limit = -1;
  if (!optional_int(rt, args, 1, limit, "maxsplit")) return {};
  Pieces pieces;
  if (!args.has(0))
    return split_spaces(rt, self.text(), limit, kFromRight, pieces) ? strings(rt, pieces, self) : Value();
  std::string_view separator;
  if (!text_arg(rt, args, 0, separator, "sep")) return {};
  if (separator.empty()) return rt.fail("empty separator");
  return split_at(rt, self.text(), separator, limit, kFromRight, pieces) ? strings(rt, pieces, self)
                                                                         : Value();
}

Value splitlines(Runtime& rt, const Value& self, Args& args) {
  int64_t keep_ends = 0;
  Pieces pieces;
  if (!optional_int(rt, args, 0, keep_ends, "keepends")) return {};
  return split_lines(rt, self.text(), keep_ends != 0, pieces) ? strings(rt, pieces, self) : Value();
}

template <bool kFromRight>
Value partition(Runtime& rt, const Value& self, Args& args) {
  std::string_view separator;
  if (!text_arg(rt, args, 0, separator, "sep")) return {};
  if (separator.empty()) return rt.fail("empty separator");
  const std::string_view text = self.text();
  const size_t at = kFromRight ? find_text_last(rt, text, separator) : find_text(rt, text, separator);
  if (rt.failed()) return {};
  const bool markup = self.is_markup();
  const Value empty = rt.string("", markup);
  if (at == std::string_view::npos)
    return kFromRight ? rt.tuple({empty, empty, self}) : rt.tuple({self, empty, empty});
  return rt.tuple({rt.string(text.substr(0, at), markup), rt.string(separator, markup),
                   rt.string(text.substr(at + separator.size()), markup)});
}

Value replace(Runtime& rt, const Value& self, Args& args) {
  std::string_view old, with;
  int64_t count = -1;
  if (!text_arg(rt, args, 0, old, "old") || !text_arg(rt, args, 1, with, "new") ||
      !optional_int(rt, args, 2, count, "count"))
    return {};
  const Value escaped = self.is_markup() ? escape_html(rt, args[1]) : args[1];
  Text out(rt);
  if (escaped.is_missing() || !replace_text(rt, out, self.text(), old, escaped.text(), count)) return {};
  return out.value(self.is_markup());
}

Value join(Runtime& rt, const Value& self, Args& args) {
  const Value it = iterate(rt, args[0]);
  if (it.is_missing()) return {};
  Text out(rt);
  Value item;
  for (bool first = true; iter_next(rt, it, item); first = false) {
    if (self.is_markup()) {
      item = escape_html(rt, item);
      if (item.is_missing()) return {};
    }
    if (!item.is(Kind::string)) return raise_use(rt, item, "join expects strings, not " + type_name(item));
    if ((!first && !out.add(self.text())) || !out.add(item.text())) return {};
  }
  return rt.failed() ? Value() : out.value(self.is_markup());
}

/// The [start:end] part that find, count and startswith look at; false when it is empty beyond the text's
/// end.
struct Window {
  std::string_view text;
  size_t first_char = 0;
  bool exists = true;
};

bool window(Runtime& rt, const Value& self, Args& args, Window& out) {
  const auto& text = self.as<StringObj>();
  const int64_t n = static_cast<int64_t>(text.n_chars);
  int64_t start = 0, end = n;
  if (args.has(1) && !int_arg(rt, args, 1, start, "start")) return false;
  if (args.has(2) && !int_arg(rt, args, 2, end, "end")) return false;
  if (start < 0) start = std::max<int64_t>(start + n, 0);
  if (end < 0) end = std::max<int64_t>(end + n, 0);
  end = std::min(end, n);
  out.exists = start <= end;
  if (!out.exists) return true;
  out.first_char = static_cast<size_t>(start);
  const std::string_view all = text.text;
  const size_t from =
      text.is_ascii() ? static_cast<size_t>(start) : utf8_offset(all, static_cast<size_t>(start));
  const size_t to = text.is_ascii() ? static_cast<size_t>(end) : utf8_offset(all, static_cast<size_t>(end));
  out.text = all.substr(from, to - from);
  return rt.spend_bytes(text.is_ascii() ? 0 : all.size());
}

template <bool kFromRight, bool kMustExist>
Value find(Runtime& rt, const Value& self, Args& args) {
  std::string_view needle;
  Window part;
  if (!text_arg(rt, args, 0, needle, "substring") || !window(rt, self, args, part)) return {};
  size_t at = std::string_view::npos;
  if (part.exists) at = kFromRight ? find_text_last(rt, part.text, needle) : find_text(rt, part.text, needle);
  if (rt.failed()) return {};
  if (at == std::string_view::npos) return kMustExist ? rt.fail("substring not found") : Value::integer(-1);
  return Value::integer(static_cast<int64_t>(part.first_char + utf8_count(part.text.substr(0, at))));
}

Value count(Runtime& rt, const Value& self, Args& args) {
  std::string_view needle;
  Window part;
  if (!text_arg(rt, args, 0, needle, "substring") || !window(rt, self, args, part)) return {};
  if (!part.exists) return Value::integer(0);
  if (needle.empty()) return Value::integer(static_cast<int64_t>(utf8_count(part.text)) + 1);
  int64_t n = 0;
  for (size_t at = 0; (at = find_text(rt, part.text, needle, at)) != std::string_view::npos;
       at += needle.size())
    ++n;
  return rt.failed() ? Value() : Value::integer(n);
}

template <bool kStart>
Value starts_or_ends(Runtime& rt, const Value& self, Args& args) {
  Window part;
  if (!window(rt, self, args, part)) return {};
  Values single = {args[0]};
  const Values& candidates = args[0].is(Kind::tuple) ? args[0].as<SequenceObj>().items : single;
  for (const Value& candidate : candidates) {
    if (!candidate.is(Kind::string)) {
      return raise_use(rt, candidate,
                       "first argument must be str or a tuple of str, not " + type_name(candidate));
    }
    const std::string_view affix = candidate.text();
    if (!rt.spend_bytes(affix.size())) return {};
    if (part.exists && (kStart ? part.text.starts_with(affix) : part.text.ends_with(affix)))
      return Value::boolean(true);
  }
  return Value::boolean(false);
}

template <bool kPrefix>
Value remove_affix(Runtime& rt, const Value& self, Args& args) {
  std::string_view affix;
  if (!text_arg(rt, args, 0, affix, "affix")) return {};
  std::string_view text = self.text();
  if (kPrefix && text.starts_with(affix)) text.remove_prefix(affix.size());
  if (!kPrefix && text.ends_with(affix)) text.remove_suffix(affix.size());
  return rt.string(text, self.is_markup());
}

enum class Side { left, right, both };

template <Side kSide>
Value pad(Runtime& rt, const Value& self, Args& args) {
  int64_t width = 0;
  if (!int_arg(rt, args, 0, width, "width")) return {};
  Value fill = args.given(1) ? args[1] : rt.string(" ");
  if (!fill.is(Kind::string) || fill.as<StringObj>().n_chars != 1)
    return raise_use(rt, fill, "the fill character must be exactly one character long");
  if (self.is_markup()) fill = escape_html(rt, fill);
  if (fill.is_missing()) return {};
  Text out(rt);
  const int64_t missing = width - static_cast<int64_t>(self.as<StringObj>().n_chars);
  const bool ok = kSide == Side::both   ? center_text(out, self.text(), width, fill.text())
                  : kSide == Side::left ? out.add(self.text()) && out.repeat(fill.text(), missing)
                                        : out.repeat(fill.text(), missing) && out.add(self.text());
  return ok ? out.value(self.is_markup()) : Value();
}

Value zfill(Runtime& rt, const Value& self, Args& args) {
  int64_t width = 0;
  if (!int_arg(rt, args, 0, width, "width")) return {};
  std::string_view text = self.text();
  const int64_t missing = width - static_cast<int64_t>(self.as<StringObj>().n_chars);
  Text out(rt);
  if (missing > 0 && (text.starts_with('-') || text.starts_with('+'))) {
    if (!out.add(text[0])) return {};
    text.remove_prefix(1);
  }
  return out.repeat("0", missing) && out.add(text) ? out.value(self.is_markup()) : Value();
}

Value expandtabs(Runtime& rt, const Value& self, Args& args) {
  int64_t size = 8;
  if (!optional_int(rt, args, 0, size, "tabsize")) return {};
  Text out(rt);
  int64_t column = 0;
  const std::string_view text = self.text();
  for (size_t pos = 0; pos < text.size();) {
    const size_t start = pos;
    const char32_t c = utf8_next(text, pos);
    if (c == '\t') {
      const int64_t n = size > 0 ? size - column % size : 0;
      if (!out.repeat(" ", n)) return {};
      column += n;
    } else {
      if (!out.add(text.substr(start, pos - start))) return {};
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return out.value(self.is_markup());
}

Value format(Runtime& rt, const Value& self, Args& args) {
  DictObj* kw = rt.new_dict();
  const Value named = Value::object(kw);
  for (const auto& [key, value] : args.kw) rt.dict_set(*kw, key, value);
  return brace_format(rt, self, args.pos, named);
}

Value format_map(Runtime& rt, const Value& self, Args& args) { return brace_format(rt, self, {}, args[0]); }

Value not_supported(Runtime& rt, const Value&, Args&) {
  return rt.fail(ErrorCode::unsupported, "this string method is not supported");
}

constexpr Builtin kRows[] = {
    {"capitalize", mapped<to_capitalized>},
    {"casefold", not_supported, "*"},
    {"center", pad<Side::both>, "/width =/fillchar"},
    {"count", count, "/sub =/start /end"},
    {"encode", not_supported, "*"},
    {"endswith", starts_or_ends<false>, "/suffix =/start /end"},
    {"expandtabs", expandtabs, "=tabsize"},
    {"find", find<false, false>, "/sub =/start /end"},
    {"format", format, "*"},
    {"format_map", format_map, "/mapping"},
    {"index", find<false, true>, "/sub =/start /end"},
    {"join", join, "/iterable"},
    {"ljust", pad<Side::left>, "/width =/fillchar"},
    {"lower", mapped<to_lower>},
    {"lstrip", strip_method<true, false>, "=/chars"},
    {"maketrans", not_supported, "*"},
    {"partition", partition<false>, "/sep"},
    {"removeprefix", remove_affix<true>, "/prefix"},
    {"removesuffix", remove_affix<false>, "/suffix"},
    {"replace", replace, "/old /new =/count"},
    {"rfind", find<true, false>, "/sub =/start /end"},
    {"rindex", find<true, true>, "/sub =/start /end"},
    {"rjust", pad<Side::right>, "/width =/fillchar"},
    {"rpartition", partition<true>, "/sep"},
    {"rsplit", split_method<true>, "=sep maxsplit"},
    {"rstrip", strip_method<false, true>, "=/chars"},
    {"split", split_method<false>, "=sep maxsplit"},
    {"splitlines", splitlines, "=keepends"},
    {"startswith", starts_or_ends<true>, "/prefix =/start /end"},
    {"strip", strip_method<true, true>, "=/chars"},
    {"swapcase", mapped<swap_case>},
    {"title", mapped<to_title>},
    {"translate", not_supported, "*"},
    {"upper", mapped<to_upper>},
    {"zfill", zfill, "/width"},
};

}  // namespace

const Builtin* find_string_method(std::string_view name) {
  const Builtin* row = find_row(kRows, name);
  return row != nullptr ? row : find_string_predicate(name);
}

}  // namespace ondol::jinja
