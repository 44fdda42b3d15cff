// Two walks per scope: Collector gathers the names a scope owns (stopping at inner scopes), Resolver then
// gives every name expression its place and descends. The rules are those of jinja2's compiler (idtracking,
// compiler), whose visible effects are, for instance, that a loop body starts afresh each time and that a
// macro sees a variable assigned later.
#include "text/jinja/scope.h"

#include <set>

#include "base/try.h"
#include "text/jinja/builtin.h"
#include "text/jinja/symbols.h"
#include "text/jinja/walk.h"

namespace ondol::jinja {

namespace {

Error error_at(uint32_t line, const std::string& what) {
  return {ErrorCode::bad_format, "template line " + std::to_string(line) + ": " + what};
}

void collect(Symbols& symbols, Expr* expr, bool as_param = false) {
  for_each_name(expr, [&](Expr* e) {
    if (e->kind == ExprKind::nsref) {
      symbols.load(static_cast<NsRefExpr*>(e)->id);
    } else if (const auto* name = static_cast<NameExpr*>(e); as_param) {
      symbols.declare(name->id);
    } else if (name->store) {
      symbols.store(name->id);
    } else {
      symbols.load(name->id);
    }
  });
}

void collect(Symbols& symbols, const Body& body);

void collect(Symbols& symbols, Stmt* stmt) {
  switch (stmt->kind) {
    case StmtKind::output:
      for (auto& part : static_cast<OutputStmt*>(stmt)->parts) collect(symbols, part.expr);
      break;
    case StmtKind::if_: {
      auto& node = static_cast<IfStmt&>(*stmt);
      // An elif is the first one's nested if, so the names written in all of them are settled at the end.
      collect(symbols, node.branches[0].first);
      const size_t mark = symbols.branch_begin();
      for (size_t i = 0; i < node.branches.size(); ++i) {
        if (i > 0) collect(symbols, node.branches[i].first);
        collect(symbols, node.branches[i].second);
      }
      collect(symbols, node.otherwise);
      symbols.branch_end(mark);
      break;
    }
    case StmtKind::for_:
      collect(symbols, static_cast<ForStmt*>(stmt)->iterable);
      break;
    case StmtKind::macro:
      symbols.store(static_cast<MacroStmt*>(stmt)->target->id);
      break;
    case StmtKind::call_block:
      collect(symbols, static_cast<MacroStmt*>(stmt)->call);
      break;
    case StmtKind::filter_block:
      collect(symbols, static_cast<ScopedStmt*>(stmt)->expr);
      break;
    case StmtKind::with:
      for (auto& [to, value] : static_cast<WithStmt*>(stmt)->bindings) collect(symbols, value);
      break;
    case StmtKind::set:
      collect(symbols, static_cast<SetStmt*>(stmt)->value);
      collect(symbols, static_cast<SetStmt*>(stmt)->target);
      break;
    case StmtKind::set_block:
      collect(symbols, static_cast<SetStmt*>(stmt)->target);
      break;
    case StmtKind::refused:
      collect(symbols, static_cast<RefusedStmt*>(stmt)->expr);
      for (NameExpr* name : static_cast<RefusedStmt*>(stmt)->targets) symbols.store(name->id);
      break;
    case StmtKind::generation:
    case StmtKind::autoescape:
    case StmtKind::block:
    case StmtKind::break_:
    case StmtKind::continue_:
      break;
  }
}

void collect(Symbols& symbols, const Body& body) {
  for (Stmt* stmt : body) collect(symbols, stmt);
}

/// Which of `names` are read in there before (in source order) they are written.
std::set<std::string_view> undeclared(const Body& body, std::set<std::string_view> names) {
  std::set<std::string_view> found;
  for_each_name_in(body, [&](Expr* e) {
    if (e->kind != ExprKind::name) return;
    const auto* name = static_cast<NameExpr*>(e);
    if (!names.contains(name->name)) return;
    if (name->store) {
      names.erase(name->name);
    } else {
      found.insert(name->name);
    }
  });
  return found;
}

struct Frame {
  Symbols& symbols;
  bool toplevel = false;
  bool soft = false;  ///< directly inside an if
};

class Resolver {
 public:
  explicit Resolver(Ast& ast) : ast_(ast) {}

  Status run() {
    Symbols symbols(nullptr, ast_.scope);
    ast_.uses_self = undeclared(ast_.body, {"self"}).contains("self");
    if (ast_.uses_self) ast_.self_slot = symbols.declare(ast_.name_id("self"));
    collect(symbols, ast_.body);
    ONDOL_TRY(body(ast_.body, {symbols, true, false}));
    for (auto& [name, block] : ast_.blocks) ONDOL_TRY(block_body(*block));
    return {};
  }

 private:
  Status expr(Expr* e, const Frame& frame) {
    Status status;
    for_each_expr(e, [&](Expr* part, bool in_cond) {
      if (!status.ok()) return;
      if (part->kind == ExprKind::name) {
        auto& name = static_cast<NameExpr&>(*part);
        status = place(name.id, name.line, name.name, name.ref, frame);
        name.exported = name.store && frame.toplevel;
      } else if (part->kind == ExprKind::nsref) {
        auto& ns = static_cast<NsRefExpr&>(*part);
        status = place(ns.id, ns.line, ns.name, ns.ref, frame);
      } else if (part->kind == ExprKind::postfix) {
        status = functions(static_cast<PostfixExpr&>(*part), frame.soft || in_cond);
      }
    });
    return status;
  }

  Status place(NameId id, uint32_t line, std::string_view name, Ref& out, const Frame& frame) {
    const std::optional<Ref> ref = frame.symbols.find(id);
    if (!ref) return error_at(line, "'" + std::string(name) + "' cannot be used here");
    out = *ref;
    return {};
  }

  static Status functions(PostfixExpr& chain, bool soft) {
    for (PostOp& op : chain.ops) {
      if (op.kind != PostKind::filter && op.kind != PostKind::test) continue;
      const bool is_filter = op.kind == PostKind::filter;
      op.builtin = is_filter ? find_filter(op.name.text()) : find_test(op.name.text());
      if (op.builtin != nullptr || soft) continue;
      return error_at(op.line, std::string("no ") + (is_filter ? "filter" : "test") + " named '" +
                                   std::string(op.name.text()) + "'");
    }
    return {};
  }

  Status body(const Body& statements, const Frame& frame) {
    for (Stmt* stmt : statements) ONDOL_TRY(statement(stmt, frame));
    return {};
  }

  Status statement(Stmt* stmt, const Frame& frame) {
    switch (stmt->kind) {
      case StmtKind::output:
        for (auto& part : static_cast<OutputStmt*>(stmt)->parts) ONDOL_TRY(expr(part.expr, frame));
        return {};
      case StmtKind::for_:
        return for_loop(static_cast<ForStmt&>(*stmt), frame);
      case StmtKind::if_: {
        auto& node = static_cast<IfStmt&>(*stmt);
        const Frame soft{frame.symbols, frame.toplevel, true};
        for (auto& [test, then] : node.branches) {
          ONDOL_TRY(expr(test, soft));
          ONDOL_TRY(body(then, soft));
        }
        return body(node.otherwise, soft);
      }
      case StmtKind::macro:
        ONDOL_TRY(expr(static_cast<MacroStmt&>(*stmt).target, frame));
        return macro(static_cast<MacroStmt&>(*stmt), frame);
      case StmtKind::call_block:
        ONDOL_TRY(macro(static_cast<MacroStmt&>(*stmt), frame));
        return expr(static_cast<MacroStmt&>(*stmt).call, frame);
      case StmtKind::generation:
        return macro(static_cast<MacroStmt&>(*stmt), frame);
      case StmtKind::filter_block: {
        auto& node = static_cast<ScopedStmt&>(*stmt);
        Symbols inner(&frame.symbols, node.scope);
        collect(inner, node.body);
        collect(inner, node.expr);
        ONDOL_TRY(body(node.body, {inner}));
        return expr(node.expr, {inner});
      }
      case StmtKind::autoescape: {
        auto& node = static_cast<ScopedStmt&>(*stmt);
        Symbols inner(&frame.symbols, node.scope);
        collect(inner, node.expr);
        collect(inner, node.body);
        ONDOL_TRY(expr(node.expr, {inner}));
        return body(node.body, {inner});
      }
      case StmtKind::with: {
        auto& node = static_cast<WithStmt&>(*stmt);
        Symbols inner(&frame.symbols, node.scope);
        for (auto& [to, value] : node.bindings) collect(inner, to, true);
        collect(inner, node.body);
        for (auto& [to, value] : node.bindings) {
          ONDOL_TRY(expr(to, {inner}));
          ONDOL_TRY(expr(value, frame));
        }
        return body(node.body, {inner});
      }
      case StmtKind::set:
        ONDOL_TRY(expr(static_cast<SetStmt*>(stmt)->target, frame));
        return expr(static_cast<SetStmt*>(stmt)->value, frame);
      case StmtKind::set_block: {
        auto& node = static_cast<SetStmt&>(*stmt);
        Symbols inner(&frame.symbols, node.scope);
        collect(inner, node.body);
        ONDOL_TRY(body(node.body, {inner}));
        ONDOL_TRY(expr(node.target, frame));
        return expr(node.value, {inner});
      }
      case StmtKind::block: {
        auto& node = static_cast<BlockStmt&>(*stmt);
        if (node.scoped) node.visible = frame.symbols.visible();
        return {};
      }
      case StmtKind::refused:
        return expr(static_cast<RefusedStmt*>(stmt)->expr, frame);
      case StmtKind::break_:
      case StmtKind::continue_:
        return {};
    }
    return {};
  }

  Status for_loop(ForStmt& node, const Frame& frame) {
    Symbols inner(&frame.symbols, node.scope);
    node.has_loop =
        node.recursive || undeclared(node.body, {"loop"}).contains("loop") || has_scoped_block(node.body);
    const NameId loop = ast_.name_id("loop");
    if (node.has_loop) node.loop_slot = inner.declare(loop);
    collect(inner, node.target, true);
    collect(inner, node.body);
    Status status;
    for_each_name_in(static_cast<Stmt*>(&node), [&](Expr* e) {
      const bool assigns = e->kind == ExprKind::name && static_cast<NameExpr*>(e)->store &&
                           static_cast<NameExpr*>(e)->id == loop;
      if (assigns && status.ok()) status = error_at(e->line, "can't assign to the special loop variable");
    });
    ONDOL_TRY(std::move(status));
    ONDOL_TRY(expr(node.target, {inner}));
    ONDOL_TRY(expr(node.iterable, frame));
    if (node.test != nullptr) {
      Symbols test(&frame.symbols, node.test_scope);
      collect(test, node.test_target, true);
      collect(test, node.test);
      ONDOL_TRY(expr(node.test_target, {test}));
      ONDOL_TRY(expr(node.test, {test}));
    }
    ONDOL_TRY(body(node.body, {inner}));
    Symbols otherwise(&frame.symbols, node.else_scope);
    collect(otherwise, node.otherwise);
    return body(node.otherwise, {otherwise});
  }

  Status macro(MacroStmt& node, const Frame& frame) {
    Symbols inner(&frame.symbols, node.scope);
    const auto collect_all = [&] {
      for (NameExpr* param : node.params) inner.declare(param->id);
      for (Expr* value : node.defaults) collect(inner, value);
      collect(inner, node.body);
    };
    collect_all();
    std::set<std::string_view> special = undeclared(node.body, {"caller", "kwargs", "varargs"});
    for (size_t i = 0; i < node.params.size(); ++i) {
      const std::string_view name = node.params[i]->name;
      if (name != "caller") {
        special.erase(name);
        continue;
      }
      node.explicit_caller = true;
      if (!special.contains("caller")) continue;
      if (node.params.size() - i > node.defaults.size()) {
        return error_at(node.line, "the special \"caller\" argument must be omitted or be given a default");
      }
    }
    const auto declare = [&](std::string_view name, bool& used, uint32_t& slot) {
      used = special.contains(name);
      if (used) slot = inner.declare(ast_.name_id(name));
    };
    if (node.explicit_caller) {
      node.uses_caller = special.contains("caller");
    } else {
      declare("caller", node.uses_caller, node.caller_slot);
    }
    declare("kwargs", node.uses_kwargs, node.kwargs_slot);
    declare("varargs", node.uses_varargs, node.varargs_slot);
    for (NameExpr* param : node.params) ONDOL_TRY(expr(param, {inner}));
    for (Expr* value : node.defaults) ONDOL_TRY(expr(value, {inner}));
    return body(node.body, {inner});
  }

  Status block_body(BlockStmt& node) {
    Symbols symbols(nullptr, node.scope);
    const std::set<std::string_view> special = undeclared(node.body, {"self", "super"});
    node.uses_self = special.contains("self");
    node.uses_super = special.contains("super");
    if (node.uses_self) node.self_slot = symbols.declare(ast_.name_id("self"));
    if (node.uses_super) node.super_slot = symbols.declare(ast_.name_id("super"));
    collect(symbols, node.body);
    return body(node.body, {symbols});
  }

  Ast& ast_;
};

}  // namespace

Status resolve_scopes(Ast& ast) { return Resolver(ast).run(); }

}  // namespace ondol::jinja
