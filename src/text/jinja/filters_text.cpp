// Filters from text to text.
#include "text/jinja/filters.h"
#include "text/jinja/iter.h"
#include "text/jinja/ops.h"
#include "text/jinja/text_ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

/// soft_str(self) through fn, keeping the mark.
template <class Fn>
Value on_text(Runtime& rt, const Value& self, Fn&& fn) {
  const Value text = soft_str(rt, self);
  if (text.is_missing() || !rt.spend_bytes(4 * text.text().size())) return {};
  return rt.string(fn(text.text()), text.is_markup());
}

/// Each word's first letter in upper case, the rest in lower case; words end at white space and - ( { [ <.
std::string title_words(std::string_view s) {
  const auto separates = [](char32_t c) {
    return c == '-' || c == '(' || c == '{' || c == '[' || c == '<' || is_space(c);
  };
  std::string out;
  for (size_t pos = 0; pos < s.size();) {
    size_t end = pos;
    utf8_next(s, end);
    const size_t first = end;
    size_t at = pos;
    const bool separator = separates(utf8_next(s, at));
    while (end < s.size()) {
      size_t next = end;
      if (separates(utf8_next(s, next)) != separator) break;
      end = next;
    }
    out += to_upper(s.substr(pos, first - pos));
    out += to_lower(s.substr(first, end - first));
    pos = end;
  }
  return out;
}

}  // namespace

Value filter_capitalize(Runtime& rt, const Value& self, Args&) { return on_text(rt, self, to_capitalized); }
Value filter_lower(Runtime& rt, const Value& self, Args&) { return on_text(rt, self, to_lower); }
Value filter_upper(Runtime& rt, const Value& self, Args&) { return on_text(rt, self, to_upper); }
Value filter_title(Runtime& rt, const Value& self, Args&) { return on_text(rt, self, title_words); }
Value filter_string(Runtime& rt, const Value& self, Args&) { return soft_str(rt, self); }
Value filter_escape(Runtime& rt, const Value& self, Args&) { return escape_html(rt, self); }

Value filter_forceescape(Runtime& rt, const Value& self, Args&) {
  const Value plain = to_str(rt, self);
  return plain.is_missing() ? Value() : escape_html(rt, plain);
}

Value filter_safe(Runtime& rt, const Value& self, Args&) {
  if (self.is_markup()) return self;
  const Value plain = to_str(rt, self);
  return plain.is_missing() ? Value() : rt.string(plain.text(), true);
}

Value filter_trim(Runtime& rt, const Value& self, Args& args) {
  std::string_view unused;
  if (args.has(0) && !text_arg(rt, args, 0, unused, "chars")) return {};
  const Value text = soft_str(rt, self);
  return text.is_missing() ? Value()
                           : rt.string(strip_text(text.text(), args[0], true, true), text.is_markup());
}

Value filter_center(Runtime& rt, const Value& self, Args& args) {
  int64_t width = 80;
  if (!optional_int(rt, args, 0, width, "width")) return {};
  const Value text = soft_str(rt, self);
  Text out(rt);
  return !text.is_missing() && center_text(out, text.text(), width, " ") ? out.value(text.is_markup())
                                                                         : Value();
}

Value filter_replace(Runtime& rt, const Value& self, Args& args) {
  int64_t count = -1;
  if (args.has(2) && !int_arg(rt, args, 2, count, "count")) return {};
  const Value text = to_str(rt, self), old = to_str(rt, args[0]), with = to_str(rt, args[1]);
  Text out(rt);
  if (rt.failed() || !replace_text(rt, out, text.text(), old.text(), with.text(), count)) return {};
  return out.value();
}

Value filter_join(Runtime& rt, const Value& self, Args& args) {
  const Value separator = args.given(0) ? to_str(rt, args[0]) : rt.string("");
  const Value it = separator.is_missing() ? Value() : iterate(rt, self);
  if (it.is_missing()) return {};
  Text out(rt);
  Value item;
  for (bool first = true; iter_next(rt, it, item); first = false) {
    if (args.has(1)) item = get_path(rt, item, args[1], {});
    if (rt.failed() || (!first && !out.add(separator.text())) || !append_str(rt, out, item)) return {};
  }
  return rt.failed() ? Value() : out.value();
}

Value filter_indent(Runtime& rt, const Value& self, Args& args) {
  if (!self.is(Kind::string)) return raise_use(rt, self, "indent expects a string, not " + type_name(self));
  int64_t width = 4;
  Text indention(rt);
  if (args.given(0) && args[0].is(Kind::string)) {
    if (!indention.add(args[0].text())) return {};
  } else if (!optional_int(rt, args, 0, width, "width") || !indention.repeat(" ", width)) {
    return {};
  }
  const std::string indent = indention.take();
  const bool first = args.given(1) && truthy(args[1]), blank = args.given(2) && truthy(args[2]);
  const std::string text =
      std::string(self.text()) + "\n";  // as the filter does, for the splitting that follows
  Pieces lines;
  if (!split_lines(rt, text, false, lines)) return {};
  Text out(rt);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && !out.add('\n')) return {};
    const bool indented = i == 0 ? first : blank || !lines[i].empty();
    if ((indented && !out.add(indent)) || !out.add(lines[i])) return {};
  }
  return out.value(self.is_markup());
}

Value filter_truncate(Runtime& rt, const Value& self, Args& args) {
  int64_t limit = 255, leeway = 5;
  if (!optional_int(rt, args, 0, limit, "length") || (args.has(3) && !int_arg(rt, args, 3, leeway, "leeway")))
    return {};
  std::string_view end = "...";
  if (args.given(2) && !text_arg(rt, args, 2, end, "end")) return {};
  const int64_t n_end = static_cast<int64_t>(utf8_count(end));
  if (limit < n_end) return rt.fail("truncate: length must be at least that of end");
  if (leeway < 0) return rt.fail("truncate: leeway must not be negative");
  const auto n = length(rt, self);  // whatever has a length passes, as long as it need not be cut
  if (n && *n - leeway <= limit) return self;
  if (!self.is(Kind::string)) return raise_use(rt, self, "truncate expects a string, not " + type_name(self));
  std::string_view kept = self.text().substr(0, utf8_offset(self.text(), static_cast<size_t>(limit - n_end)));
  if (!args.given(1) || !truthy(args[1])) kept = kept.substr(0, kept.rfind(' '));
  Text out(rt);
  return out.add(kept) && out.add(end) ? out.value(self.is_markup()) : Value();
}

Value filter_wordcount(Runtime& rt, const Value& self, Args&) {
  const Value text = soft_str(rt, self);
  if (text.is_missing() || !rt.spend_bytes(4 * text.text().size())) return {};
  int64_t n = 0;
  bool inside = false;
  for (size_t pos = 0; pos < text.text().size();) {
    const char32_t c = utf8_next(text.text(), pos);
    const bool word = c == '_' || (char_flags(c) & (kAlpha | kDecimal | kDigit | kNumeric)) != 0;
    n += word && !inside;
    inside = word;
  }
  return Value::integer(n);
}

Value filter_format(Runtime& rt, const Value& self, Args& args) {
  if (!args.pos.empty() && !args.kw.empty())
    return rt.fail("can't handle positional and keyword arguments at the same time");
  const Value text = soft_str(rt, self);
  if (text.is_missing()) return {};
  if (args.kw.empty()) return percent_format(rt, text, rt.tuple(std::move(args.pos)));
  DictObj* named = rt.new_dict();
  const Value mapping = Value::object(named);
  for (const auto& [key, value] : args.kw) rt.dict_set(*named, key, value);
  return percent_format(rt, text, mapping);
}

Value filter_tojson(Runtime& rt, const Value& self, Args& args) {
  JsonStyle style;
  style.ensure_ascii = args.given(0) && truthy(args[0]);
  style.sort_keys = args.given(3) && truthy(args[3]);
  if (args.has(1) && !self.is(Kind::string)) {  // for a string Python does not even look at it
    style.pretty = true;
    style.item_separator = ",";
    int64_t width = 0;
    Text indent(rt);
    if (args[1].is(Kind::string) ? !indent.add(args[1].text())
                                 : !int_arg(rt, args, 1, width, "indent") || !indent.repeat(" ", width))
      return {};
    style.indent = indent.take();
  }
  if (args.has(2)) {
    Values parts;
    if (!collect(rt, args[2], parts)) return {};
    if (parts.size() != 2 || !parts[0].is(Kind::string) || !parts[1].is(Kind::string))
      return rt.fail("separators must be two strings");
    style.item_separator = parts[0].text();
    style.key_separator = parts[1].text();
  }
  Text out(rt);
  return append_json(rt, out, self, style) ? out.value() : Value();
}

}  // namespace ondol::jinja
