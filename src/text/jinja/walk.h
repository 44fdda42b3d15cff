// Walks over the tree for scope.cpp. Order matters where names are asked "read before written?", and is that
// of jinja2's nodes (targets before values, calls before bodies).
#pragma once

#include "text/jinja/ast.h"

namespace ondol::jinja {

/// fn(expr, inside a conditional expression) for the expression and all parts of it.
template <class Fn>
void for_each_expr(Expr* e, Fn&& fn, bool in_cond = false) {
  if (e == nullptr) return;
  fn(e, in_cond);
  const auto visit = [&](Expr* part) { for_each_expr(part, fn, in_cond); };
  switch (e->kind) {
    case ExprKind::constant:
    case ExprKind::name:
    case ExprKind::nsref:
      break;
    case ExprKind::tuple:
    case ExprKind::list:
      for (Expr* item : static_cast<ItemsExpr*>(e)->items) visit(item);
      break;
    case ExprKind::dict:
      for (auto& [key, value] : static_cast<DictExpr*>(e)->items) {
        visit(key);
        visit(value);
      }
      break;
    case ExprKind::unary:
      visit(static_cast<UnaryExpr*>(e)->operand);
      break;
    case ExprKind::chain:
    case ExprKind::compare:
      visit(static_cast<ChainExpr*>(e)->first);
      for (auto& [op, right] : static_cast<ChainExpr*>(e)->rest) visit(right);
      break;
    case ExprKind::logic:
    case ExprKind::concat:
      for (Expr* item : static_cast<LogicExpr*>(e)->items) visit(item);
      break;
    case ExprKind::cond:
      for (auto& [test, value] : static_cast<CondExpr*>(e)->cases) {
        for_each_expr(test, fn, true);
        for_each_expr(value, fn, true);
      }
      for_each_expr(static_cast<CondExpr*>(e)->otherwise, fn, true);
      break;
    case ExprKind::postfix:
      visit(static_cast<PostfixExpr*>(e)->base);
      for (PostOp& op : static_cast<PostfixExpr*>(e)->ops) {
        visit(op.item);
        visit(op.stop);
        visit(op.step);
        if (op.args == nullptr) continue;
        for (Expr* arg : op.args->positional) visit(arg);
        for (auto& [name, arg] : op.args->keyword) visit(arg);
        visit(op.args->star);
        visit(op.args->star_star);
      }
      break;
  }
}

/// fn(expr) for every name and namespace reference.
template <class Fn>
void for_each_name(Expr* e, Fn&& fn) {
  for_each_expr(e, [&](Expr* part, bool) {
    if (part->kind == ExprKind::name || part->kind == ExprKind::nsref) fn(part);
  });
}

template <class Fn>
void for_each_name_in(const Body& body, Fn&& fn);

template <class Fn>
void for_each_name_in(Stmt* stmt, Fn&& fn) {
  const auto names = [&](Expr* e) { for_each_name(e, fn); };
  switch (stmt->kind) {
    case StmtKind::output:
      for (auto& part : static_cast<OutputStmt*>(stmt)->parts) names(part.expr);
      break;
    case StmtKind::for_: {
      auto& node = static_cast<ForStmt&>(*stmt);
      names(node.target);
      names(node.iterable);
      for_each_name_in(node.body, fn);
      for_each_name_in(node.otherwise, fn);
      names(node.test);
      break;
    }
    case StmtKind::if_: {
      auto& node = static_cast<IfStmt&>(*stmt);
      for (auto& [test, then] : node.branches) {
        names(test);
        for_each_name_in(then, fn);
      }
      for_each_name_in(node.otherwise, fn);
      break;
    }
    case StmtKind::macro:
    case StmtKind::call_block:
    case StmtKind::generation: {
      auto& node = static_cast<MacroStmt&>(*stmt);
      names(node.call);
      for (NameExpr* param : node.params) names(param);
      for (Expr* value : node.defaults) names(value);
      for_each_name_in(node.body, fn);
      break;
    }
    case StmtKind::filter_block:
    case StmtKind::autoescape: {
      auto& node = static_cast<ScopedStmt&>(*stmt);
      for_each_name_in(node.body, fn);
      names(node.expr);
      break;
    }
    case StmtKind::with: {
      auto& node = static_cast<WithStmt&>(*stmt);
      for (auto& [to, value] : node.bindings) names(to);
      for (auto& [to, value] : node.bindings) names(value);
      for_each_name_in(node.body, fn);
      break;
    }
    case StmtKind::set:
    case StmtKind::set_block: {
      auto& node = static_cast<SetStmt&>(*stmt);
      names(node.target);
      names(node.value);
      for_each_name_in(node.body, fn);
      break;
    }
    case StmtKind::refused:
      names(static_cast<RefusedStmt*>(stmt)->expr);
      break;
    case StmtKind::block:  // its own world
    case StmtKind::break_:
    case StmtKind::continue_:
      break;
  }
}

template <class Fn>
void for_each_name_in(const Body& body, Fn&& fn) {
  for (Stmt* stmt : body) for_each_name_in(stmt, fn);
}

/// Whether a scoped block stands somewhere in there.
inline bool has_scoped_block(const Body& body) {
  for (const Stmt* stmt : body) {
    bool inside = false;
    switch (stmt->kind) {
      case StmtKind::block:
        inside = static_cast<const BlockStmt*>(stmt)->scoped ||
                 has_scoped_block(static_cast<const BlockStmt*>(stmt)->body);
        break;
      case StmtKind::for_:
        inside = has_scoped_block(static_cast<const ForStmt*>(stmt)->body) ||
                 has_scoped_block(static_cast<const ForStmt*>(stmt)->otherwise);
        break;
      case StmtKind::if_:
        for (const auto& [test, then] : static_cast<const IfStmt*>(stmt)->branches)
          inside = inside || has_scoped_block(then);
        inside = inside || has_scoped_block(static_cast<const IfStmt*>(stmt)->otherwise);
        break;
      case StmtKind::macro:
      case StmtKind::call_block:
      case StmtKind::generation:
        inside = has_scoped_block(static_cast<const MacroStmt*>(stmt)->body);
        break;
      case StmtKind::filter_block:
      case StmtKind::autoescape:
        inside = has_scoped_block(static_cast<const ScopedStmt*>(stmt)->body);
        break;
      case StmtKind::with:
        inside = has_scoped_block(static_cast<const WithStmt*>(stmt)->body);
        break;
      case StmtKind::set_block:
        inside = has_scoped_block(static_cast<const SetStmt*>(stmt)->body);
        break;
      default:
        break;
    }
    if (inside) return true;
  }
  return false;
}

}  // namespace ondol::jinja
