// Argument binding for the builtin tables.
#include "text/jinja/builtin.h"

#include "text/jinja/ops.h"

namespace ondol::jinja {

namespace {

struct Param {
  std::string_view name;
  bool optional = false;
  bool positional_only = false;
};

/// Takes the next parameter off a row's list.
bool next_param(std::string_view& rest, bool& optional, Param& out) {
  if (rest.empty()) return false;
  const size_t space = rest.find(' ');
  out.name = rest.substr(0, space);
  rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  if (out.name.front() == '=') {
    optional = true;
    out.name.remove_prefix(1);
  }
  out.positional_only = out.name.front() == '/';
  if (out.positional_only) out.name.remove_prefix(1);
  out.optional = optional;
  return true;
}

}  // namespace

bool bind_args(Runtime& rt, const Builtin& row, Args& args) {
  std::string_view rest = row.params;
  if (rest == "*") return true;
  const std::string name = row.name;
  Param param;
  bool optional = false;
  size_t n = 0, used_keywords = 0;
  const size_t n_given = args.pos.size();
  for (; next_param(rest, optional, param); ++n) {
    const Value* keyword = nullptr;
    for (const auto& [key, value] : args.kw) {
      if (!param.positional_only && key.text() == param.name) keyword = &value;
    }
    if (keyword != nullptr) ++used_keywords;
    if (n < n_given) {
      if (keyword == nullptr) continue;
      rt.fail(name + "() got multiple values for argument '" + std::string(param.name) + "'");
      return false;
    }
    if (keyword == nullptr && !param.optional) {
      rt.fail(name + "() missing required argument '" + std::string(param.name) + "'");
      return false;
    }
    args.pos.push_back(keyword != nullptr ? *keyword : Value());
  }
  if (n_given > n) {
    rt.fail(name + "() takes " + std::to_string(n) + " arguments but " + std::to_string(n_given) +
            " were given");
    return false;
  }
  if (used_keywords != args.kw.size()) {
    rt.fail(name + "() got an unexpected keyword argument");
    return false;
  }
  return true;
}

Value call_builtin(Runtime& rt, const Builtin& row, const Value& self, Args& args) {
  Deeper level(rt);
  if (!level.ok() || !rt.spend(1) || !bind_args(rt, row, args)) return {};
  return row.fn(rt, self, args);
}

bool int_arg(Runtime& rt, const Args& args, size_t i, int64_t& out, const char* name) {
  const Value& v = args[i];
  if (v.is_int()) {
    out = v.as_int();
    return true;
  }
  raise_use(rt, v, std::string(name) + " must be an integer, not " + type_name(v));
  return false;
}

bool optional_int(Runtime& rt, const Args& args, size_t i, int64_t& out, const char* name) {
  return !args.given(i) || int_arg(rt, args, i, out, name);
}

bool text_arg(Runtime& rt, const Args& args, size_t i, std::string_view& out, const char* name) {
  const Value& v = args[i];
  if (v.is(Kind::string)) {
    out = v.text();
    return true;
  }
  raise_use(rt, v, std::string(name) + " must be a string, not " + type_name(v));
  return false;
}

}  // namespace ondol::jinja
