// Builtin functions as table rows: filters, tests, globals and methods all have one shape, and their
// arguments are bound by Python's rules before they run. A new one is one function and one row.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/jinja/runtime.h"

namespace ondol::jinja {

struct Args {
  Values pos;
  std::vector<std::pair<Value, Value>> kw;  ///< name (a string), value

  const Value& operator[](size_t i) const { return pos[i]; }
  bool given(size_t i) const { return i < pos.size() && !pos[i].is_missing(); }
  /// Not given and given as none are the same for most optional arguments.
  bool has(size_t i) const { return given(i) && !pos[i].is(Kind::none); }
};

/// self: the filtered or tested value, the method's object; missing for globals.
using BuiltinFn = Value (*)(Runtime& rt, const Value& self, Args& args);

struct Builtin {
  const char* name;
  BuiltinFn fn;
  /// Names separated by spaces; '=' before the first optional one; '/' before one that has no keyword.
  /// "*": takes whatever it is given.
  const char* params = "";
};

/// Brings args to one value per parameter (missing where not given). False: the failure is recorded.
bool bind_args(Runtime& rt, const Builtin& row, Args& args);
/// Binds and runs.
Value call_builtin(Runtime& rt, const Builtin& row, const Value& self, Args& args);

const Builtin* find_filter(std::string_view name);
const Builtin* find_test(std::string_view name);
const Builtin* find_global(std::string_view name);
const Builtin* find_method(Kind kind, std::string_view name);
/// Methods that change their object: they exist, but the sandbox refuses their use.
bool is_refused_method(Kind kind, std::string_view name);

// Argument helpers; on failure the error names the parameter.
bool int_arg(Runtime& rt, const Args& args, size_t i, int64_t& out, const char* name);
/// Like int_arg; leaves `out` alone when the argument is not given.
bool optional_int(Runtime& rt, const Args& args, size_t i, int64_t& out, const char* name);
bool text_arg(Runtime& rt, const Args& args, size_t i, std::string_view& out, const char* name);

template <size_t N>
const Builtin* find_row(const Builtin (&rows)[N], std::string_view name) {
  for (const Builtin& row : rows) {
    if (name == row.name) return &row;
  }
  return nullptr;
}

}  // namespace ondol::jinja
