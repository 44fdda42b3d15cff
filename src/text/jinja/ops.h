// What Python does with values: truth, equality, order, arithmetic, access, conversion to text.
// Failures go to the Runtime; the functions then return a missing value or false.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/jinja/ast.h"
#include "text/jinja/runtime.h"

namespace ondol::jinja {

/// Python's name of the type, as it stands in messages.
std::string type_name(const Value& v);
/// Fails with `message`, or with an undefined value's own.
Value raise_use(Runtime& rt, const Value& v, std::string message);

// compare.cpp
bool truthy(const Value& v);
/// False on failure (nesting too deep), the answer in `out`.
bool equals(Runtime& rt, const Value& a, const Value& b, bool& out);
/// a op b for the operators of Op that compare (eq … notin).
bool compare(Runtime& rt, Op op, const Value& a, const Value& b, bool& out);
bool contains(Runtime& rt, const Value& container, const Value& item, bool& out);
/// Stable, as Python's sorted(key=…, reverse=…); keys[i] belongs to items[i]. equal_first: keys that are
/// equal need no order (Python compares lists of keys so).
bool sort_by_keys(Runtime& rt, Values& items, const Values& keys, bool reverse, bool equal_first);
/// Offset of needle in text at or after from, or npos; linear time. Charges steps.
size_t find_text(Runtime& rt, std::string_view text, std::string_view needle, size_t from = 0);
size_t find_text_last(Runtime& rt, std::string_view text, std::string_view needle);

// arith.cpp
Value binary(Runtime& rt, Op op, const Value& a, const Value& b);
Value negate(Runtime& rt, const Value& v);
Value plus(Runtime& rt, const Value& v);

// access.cpp
/// x.name: Python's attribute first, then the item.
Value get_attr(Runtime& rt, const Value& v, const Value& name);
/// getattr(x, name) alone, no item; undefined when there is none.
Value get_attr_only(Runtime& rt, const Value& v, const Value& name);
/// x[key]: the item first, then (for strings) the attribute.
Value get_item(Runtime& rt, const Value& v, const Value& key);
/// x[start:stop:step]; missing parts are none or missing.
Value get_slice(Runtime& rt, const Value& v, const Value& start, const Value& stop, const Value& step);
/// len(x); nullopt when x has none (no failure recorded), or after a failure.
std::optional<int64_t> length(Runtime& rt, const Value& v);
/// "a.b.0" applied with get_item.
Value get_path(Runtime& rt, const Value& v, const Value& path, const Value& fallback);

// text.cpp
/// str(x) appended.
bool append_str(Runtime& rt, Text& out, const Value& v);
/// repr(x) appended.
bool append_repr(Runtime& rt, Text& out, const Value& v);
/// str(x) as a plain string (a marked one loses its mark).
Value to_str(Runtime& rt, const Value& v);
/// str(x), keeping a string as it is.
Value soft_str(Runtime& rt, const Value& v);
std::string repr_of_string(std::string_view s);
std::string repr_of_real(double d);
Value escape_html(Runtime& rt, const Value& v);

// json.cpp
struct JsonStyle {
  bool ensure_ascii = false, sort_keys = false, pretty = false;
  std::string indent, item_separator = ", ", key_separator = ": ";
};
bool append_json(Runtime& rt, Text& out, const Value& v, const JsonStyle& style);

// format.cpp
/// "%s" % args
Value percent_format(Runtime& rt, const Value& format, const Value& args);
/// "{}".format(…)
Value brace_format(Runtime& rt, const Value& format, const Values& pos, const Value& kw);

// number.cpp
/// int("…", base) and float("…"); nullopt when Python would raise ValueError. Beyond 64 bits is a failure.
std::optional<int64_t> parse_int(Runtime& rt, std::string_view text, int64_t base);
std::optional<double> parse_real(std::string_view text);
/// A double cut to an integer; fails when it does not fit or is not finite.
Value int_of_real(Runtime& rt, double d);
double round_half_even(double value, int64_t digits);

}  // namespace ondol::jinja
