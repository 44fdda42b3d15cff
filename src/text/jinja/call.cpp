// Calls: builtins, macros with jinja2's argument rules, recursive loops, blocks.
#include "text/jinja/interp.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

Value Interp::call(const Value& callee, Args& args) {
  Deeper level(*this);
  if (!level.ok()) return {};
  switch (callee.kind()) {
    case Kind::function: {
      const auto& function = callee.as<FunctionObj>();
      return call_builtin(*this, *function.row, function.self, args);
    }
    case Kind::macro:
      return call_macro(callee.as<MacroObj>(), args);
    case Kind::loop:
      return call_loop(callee, args);
    case Kind::joiner:
      return call_joiner(callee.as<JoinerObj>());
    case Kind::block_ref: {
      const BlockStmt& block = *callee.as<BlockRefObj>().node;
      return captured(scope_, autoescape_, [&] { return exec_block(block); });
    }
    case Kind::undefined:
      return raise_use(*this, callee, {});
    default:
      return fail("'" + type_name(callee) + "' object is not callable");
  }
}

Value Interp::call_joiner(JoinerObj& joiner) {
  if (std::exchange(joiner.used, true)) return joiner.separator;
  return string("");
}

Value Interp::call_loop(const Value& loop, Args& args) {
  const auto& object = loop.as<LoopObj>();
  if (args.pos.size() != 1 || !args.kw.empty())
    return fail("loop() takes one argument, the items to loop over");
  if (!object.node->recursive)
    return fail("The loop must have the 'recursive' marker to be called recursively.");
  if (call_depth_ >= limits.max_depth)
    return fail(ErrorCode::over_budget,
                "loops recurse more than " + std::to_string(limits.max_depth) + " deep");
  Saved<uint32_t> deeper(call_depth_, call_depth_ + 1);
  return captured(object.scope, autoescape_,
                  [&] { return run_for(*object.node, object.scope, args.pos[0], object.depth0 + 1); });
}

namespace {

/// Takes a keyword argument out of args; missing when it was not given.
Value pop_keyword(Args& args, std::string_view name) {
  for (size_t i = 0; i < args.kw.size(); ++i) {
    if (args.kw[i].first.text() != name) continue;
    Value v = std::move(args.kw[i].second);
    args.kw.erase(args.kw.begin() + static_cast<ptrdiff_t>(i));
    return v;
  }
  return {};
}

std::string macro_name(const MacroStmt& node) {
  return node.kind == StmtKind::macro ? "macro '" + std::string(node.name) + "'" : "caller()";
}

}  // namespace

bool Interp::bind_macro(const MacroStmt& node, Args& args, ScopeObj& scope) {
  const size_t n_params = node.params.size();
  bool found_caller = node.explicit_caller;
  for (size_t i = 0; i < n_params; ++i) {
    const NameExpr& param = *node.params[i];
    scope.at(param.ref) = i < args.pos.size() ? args.pos[i] : pop_keyword(args, param.name);
  }
  if (node.uses_caller && !found_caller) {
    Value caller = pop_keyword(args, "caller");
    if (caller.is_missing() || caller.is(Kind::none)) caller = undefined("No caller defined");
    scope.slots[node.caller_slot] = std::move(caller);
  }
  if (node.uses_kwargs) {
    DictObj* rest = new_dict();
    scope.slots[node.kwargs_slot] = Value::object(rest);
    for (auto& [key, value] : args.kw) dict_set(*rest, key, std::move(value));
  } else if (!args.kw.empty()) {
    fail(macro_name(node) + " takes no keyword argument '" +
         std::string(args.kw[0].first.text().substr(0, 100)) + "'");
    return false;
  }
  if (node.uses_varargs) {
    const size_t taken = std::min(n_params, args.pos.size());
    scope.slots[node.varargs_slot] =
        tuple(Values(args.pos.begin() + static_cast<ptrdiff_t>(taken), args.pos.end()));
  } else if (args.pos.size() > n_params) {
    fail(macro_name(node) + " takes not more than " + std::to_string(n_params) + " argument(s)");
    return false;
  }
  return !failed();
}

Value Interp::call_macro(const MacroObj& macro, Args& args) {
  const MacroStmt& node = *macro.node;
  if (call_depth_ >= limits.max_depth)
    return fail(ErrorCode::over_budget,
                "macros call each other more than " + std::to_string(limits.max_depth) + " deep");
  Saved<uint32_t> deeper(call_depth_, call_depth_ + 1);
  const Value inner = new_scope(node.scope, macro.scope);
  if (inner.is_missing() || !bind_macro(node, args, inner.as<ScopeObj>())) return {};
  const bool markup = autoescape_;
  Saved<bool> escaping(autoescape_, macro.autoescape);
  return captured(inner, markup, [&] {
    const size_t n_params = node.params.size(), first_default = n_params - node.defaults.size();
    for (size_t i = 0; i < n_params; ++i) {
      Value& slot = scope().at(node.params[i]->ref);
      if (!slot.is_missing()) continue;
      Value v = i >= first_default
                    ? eval(*node.defaults[i - first_default])
                    : undefined("parameter '" + std::string(node.params[i]->name) + "' was not provided");
      if (v.is_missing()) return Flow::failed;
      slot = std::move(v);
    }
    return exec(node.body);
  });
}

}  // namespace ondol::jinja
