// Statements, and the scopes they open.
#include "text/jinja/interp.h"
#include "text/jinja/iter.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

Interp::Interp(const Ast& ast, const TemplateLimits& limits, int64_t now_unix_s)
    : Runtime(limits, now_unix_s), ast_(ast), context_(ast.names.size()) {}

Result<std::string> Interp::render() {
  for (size_t i = 0; i < context_.size(); ++i) {
    if (!context_[i].is_missing()) continue;
    if (const Builtin* row = find_global(ast_.names[i]))
      context_[i] = Value::object(make<FunctionObj>(0, row, Value()));
  }
  Text text(*this);
  scope_ = new_scope(ast_.scope, {});
  if (scope_.is_missing()) return take_error();
  if (ast_.uses_self) scope().slots[ast_.self_slot] = Value::object(make<SelfObj>(0, &ast_));
  out_ = &text;
  exec(ast_.body);
  out_ = nullptr;
  if (failed()) return take_error();
  return text.take();
}

Value Interp::new_scope(const ScopeInfo& info, const Value& parent) {
  if (!spend(info.n_slots / 4 + 1)) return {};
  const Value fresh = Value::object(make<ScopeObj>(info.n_slots * sizeof(Value), parent, info.n_slots));
  if (failed()) return {};
  enter(info, fresh.as<ScopeObj>());
  return fresh;
}

/// What every variable of the scope starts from; those without a load are parameters.
void Interp::enter(const ScopeInfo& info, ScopeObj& scope) {
  for (const Load& load : info.loads) {
    Value& slot = scope.slots[load.slot];
    if (load.from == Load::From::context) {
      slot = context_[load.name];
    } else if (load.from == Load::From::outer) {
      slot = scope.at(load.outer);
    } else {
      slot = Value();
    }
  }
}

Interp::Flow Interp::exec(const Body& body) {
  for (const Stmt* stmt : body) {
    const Flow flow = exec_one(*stmt);
    if (flow != Flow::next) return flow;
  }
  return Flow::next;
}

Interp::Flow Interp::exec_one(const Stmt& stmt) {
  line = stmt.line;
  Deeper level(*this);
  if (!level.ok() || !spend(1)) return Flow::failed;
  switch (stmt.kind) {
    case StmtKind::output:
      return exec_output(static_cast<const OutputStmt&>(stmt));
    case StmtKind::for_:
      return exec_for(static_cast<const ForStmt&>(stmt));
    case StmtKind::if_:
      return exec_if(static_cast<const IfStmt&>(stmt));
    case StmtKind::macro:
      return exec_macro(static_cast<const MacroStmt&>(stmt));
    case StmtKind::call_block:
      return exec_call_block(static_cast<const MacroStmt&>(stmt));
    case StmtKind::generation:
      return exec_generation(static_cast<const MacroStmt&>(stmt));
    case StmtKind::filter_block:
      return exec_filter_block(static_cast<const ScopedStmt&>(stmt));
    case StmtKind::with:
      return exec_with(static_cast<const WithStmt&>(stmt));
    case StmtKind::set:
      return exec_set(static_cast<const SetStmt&>(stmt));
    case StmtKind::set_block:
      return exec_set_block(static_cast<const SetStmt&>(stmt));
    case StmtKind::autoescape:
      return exec_autoescape(static_cast<const ScopedStmt&>(stmt));
    case StmtKind::block:
      return exec_block(static_cast<const BlockStmt&>(stmt));
    case StmtKind::refused:
      fail(ErrorCode::unsupported, "'" + std::string(static_cast<const RefusedStmt&>(stmt).tag) +
                                       "' is refused: a chat template reads no other template");
      return Flow::failed;
    case StmtKind::break_:
      return Flow::break_loop;
    case StmtKind::continue_:
      return Flow::continue_loop;
  }
  return Flow::next;
}

Interp::Flow Interp::write(const Value& v) {
  if (v.is_missing()) return Flow::failed;
  if (autoescape_ && !v.is_markup()) {
    const Value escaped = escape_html(*this, v);
    return !escaped.is_missing() && out_->add(escaped.text()) ? Flow::next : Flow::failed;
  }
  return append_str(*this, *out_, v) ? Flow::next : Flow::failed;
}

Interp::Flow Interp::exec_output(const OutputStmt& stmt) {
  for (const auto& part : stmt.parts) {
    if (part.expr == nullptr ? !out_->add(part.data) : write(eval(*part.expr)) == Flow::failed)
      return Flow::failed;
  }
  return Flow::next;
}

Interp::Flow Interp::exec_if(const IfStmt& stmt) {
  for (const auto& [test, body] : stmt.branches) {
    const Value verdict = eval(*test);
    if (verdict.is_missing()) return Flow::failed;
    if (truthy(verdict)) return exec(body);
  }
  return exec(stmt.otherwise);
}

Interp::Flow Interp::exec_macro(const MacroStmt& stmt) {
  const Value macro = Value::object(make<MacroObj>(0, &stmt, scope_, autoescape_));
  return assign(*stmt.target, macro, scope()) ? checked() : Flow::failed;
}

Interp::Flow Interp::exec_call_block(const MacroStmt& stmt) {
  const Value caller = Value::object(make<MacroObj>(0, &stmt, scope_, autoescape_));
  return write(eval_postfix(static_cast<const PostfixExpr&>(*stmt.call), {}, caller));
}

Interp::Flow Interp::exec_generation(const MacroStmt& stmt) {
  const Value body = Value::object(make<MacroObj>(0, &stmt, scope_, autoescape_));
  Args none;
  return write(call_macro(body.as<MacroObj>(), none));
}

Interp::Flow Interp::exec_filter_block(const ScopedStmt& stmt) {
  const Value inner = new_scope(stmt.scope, scope_);
  if (inner.is_missing()) return Flow::failed;
  Flow flow = Flow::next;
  const Value text = captured(inner, autoescape_, [&] { return flow = exec(stmt.body); });
  if (text.is_missing() || flow != Flow::next) return flow == Flow::next ? Flow::failed : flow;
  Value filtered;
  {
    Saved<Value> in_scope(scope_, inner);
    filtered = eval_postfix(static_cast<const PostfixExpr&>(*stmt.expr), text);
  }
  // Written as it is: only strings may come out of a filter here, as where jinja2 joins its buffer.
  if (filtered.is_missing()) return Flow::failed;
  if (!filtered.is(Kind::string)) {
    fail("the filter of a filter block must give a string, not " + type_name(filtered));
    return Flow::failed;
  }
  return out_->add(filtered.text()) ? Flow::next : Flow::failed;
}

Interp::Flow Interp::exec_with(const WithStmt& stmt) {
  const Value inner = new_scope(stmt.scope, scope_);
  if (inner.is_missing()) return Flow::failed;
  for (const auto& [target, value] : stmt.bindings) {
    const Value v = eval(*value);
    if (v.is_missing() || !assign(*target, v, inner.as<ScopeObj>())) return Flow::failed;
  }
  Saved<Value> in_scope(scope_, inner);
  return exec(stmt.body);
}

Interp::Flow Interp::exec_set(const SetStmt& stmt) {
  if (!namespaces_exist(*stmt.target)) return Flow::failed;
  const Value v = eval(*stmt.value);
  return !v.is_missing() && assign(*stmt.target, v, scope()) ? Flow::next : Flow::failed;
}

Interp::Flow Interp::exec_set_block(const SetStmt& stmt) {
  const Value inner = new_scope(stmt.scope, scope_);
  if (inner.is_missing()) return Flow::failed;
  Flow flow = Flow::next;
  Value v = captured(inner, autoescape_, [&] { return flow = exec(stmt.body); });
  if (v.is_missing() || flow != Flow::next) return flow == Flow::next ? Flow::failed : flow;
  if (stmt.value != nullptr) {
    Saved<Value> in_scope(scope_, inner);
    v = eval_postfix(static_cast<const PostfixExpr&>(*stmt.value), v);
  }
  if (v.is_missing() || !namespaces_exist(*stmt.target)) return Flow::failed;
  return assign(*stmt.target, v, scope()) ? Flow::next : Flow::failed;
}

Interp::Flow Interp::exec_autoescape(const ScopedStmt& stmt) {
  const Value inner = new_scope(stmt.scope, scope_);
  if (inner.is_missing()) return Flow::failed;
  Saved<Value> in_scope(scope_, inner);
  const Value on = eval(*stmt.expr);
  if (on.is_missing()) return Flow::failed;
  Saved<bool> escaping(autoescape_, truthy(on));
  return exec(stmt.body);
}

/// A block sees the context and what was set at top level, not the scopes around it (unless it is `scoped`).
Interp::Flow Interp::exec_block(const BlockStmt& stmt) {
  if (call_depth_ >= limits.max_depth) {
    fail(ErrorCode::over_budget,
         "blocks call each other more than " + std::to_string(limits.max_depth) + " deep");
    return Flow::failed;
  }
  Saved<uint32_t> deeper(call_depth_, call_depth_ + 1);
  if (stmt.required) {
    fail("required block '" + std::string(stmt.name) + "' not found");
    return Flow::failed;
  }
  Values seen;
  if (stmt.scoped) {
    if (!spend(context_.size())) return Flow::failed;
    seen = context_;
    for (const auto& [name, ref] : stmt.visible) {
      const Value& v = scope().at(ref);
      if (!v.is_missing()) context_[name] = v;
    }
  }
  const Value inner = new_scope(stmt.scope, {});
  if (inner.is_missing()) return Flow::failed;
  if (stmt.uses_self) inner.as<ScopeObj>().slots[stmt.self_slot] = Value::object(make<SelfObj>(0, &ast_));
  if (stmt.uses_super)
    inner.as<ScopeObj>().slots[stmt.super_slot] =
        undefined("there is no parent block called '" + std::string(stmt.name) + "'.");
  Saved<Value> in_scope(scope_, inner);
  Saved<bool> escaping(autoescape_, false);
  const Flow flow = exec(stmt.body);
  if (stmt.scoped) context_ = std::move(seen);
  return flow;
}

bool Interp::assign(const Expr& target, const Value& v, ScopeObj& scope) {
  switch (target.kind) {
    case ExprKind::name: {
      const auto& name = static_cast<const NameExpr&>(target);
      scope.at(name.ref) = v;
      if (name.exported) context_[name.id] = v;
      return true;
    }
    case ExprKind::nsref:
      return assign_attribute(static_cast<const NsRefExpr&>(target), v, scope);
    default:
      return unpack(static_cast<const ItemsExpr&>(target), v, scope);
  }
}

bool Interp::unpack(const ItemsExpr& targets, const Value& v, ScopeObj& scope) {
  Values parts;
  const Value it = iterate(*this, v);
  if (it.is_missing()) return false;
  Value part;
  // One more than wanted is enough to know that there are too many.
  while (parts.size() <= targets.items.size() && iter_next(*this, it, part)) parts.push_back(part);
  if (failed()) return false;
  if (parts.size() != targets.items.size()) {
    fail(parts.size() < targets.items.size()
             ? "not enough values to unpack (expected " + std::to_string(targets.items.size()) + ", got " +
                   std::to_string(parts.size()) + ")"
             : "too many values to unpack (expected " + std::to_string(targets.items.size()) + ")");
    return false;
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!assign(*targets.items[i], parts[i], scope)) return false;
  }
  return true;
}

/// Asked before the right-hand side is evaluated, as in jinja2.
bool Interp::namespaces_exist(const Expr& target) {
  if (target.kind == ExprKind::tuple) {
    for (const Expr* item : static_cast<const ItemsExpr&>(target).items) {
      if (!namespaces_exist(*item)) return false;
    }
  }
  if (target.kind != ExprKind::nsref ||
      scope().at(static_cast<const NsRefExpr&>(target).ref).is(Kind::name_space))
    return true;
  fail("cannot assign attribute on non-namespace object");
  return false;
}

bool Interp::assign_attribute(const NsRefExpr& target, const Value& v, ScopeObj& scope) {
  const Value ns = scope.at(target.ref);
  if (!ns.is(Kind::name_space)) {
    fail("cannot assign attribute on non-namespace object");
    return false;
  }
  if (target.attr.text().starts_with('_')) {
    fail("a namespace takes no names that start with an underscore");
    return false;
  }
  return dict_set(ns.as<NamespaceObj>().attrs.as<DictObj>(), target.attr, v);
}

}  // namespace ondol::jinja
