// The evaluator: walks the tree, keeps the scopes, writes the output. One instance renders once.
// Split over eval.cpp (expressions), call.cpp (calls, macros), exec.cpp and loops.cpp (statements).
#pragma once

#include <string>
#include <vector>

#include "text/jinja/ast.h"
#include "text/jinja/builtin.h"
#include "text/jinja/objects.h"
#include "text/jinja/runtime.h"

namespace ondol::jinja {

class Interp : public Runtime {
 public:
  Interp(const Ast& ast, const TemplateLimits& limits, int64_t now_unix_s);

  /// A variable of the context; call before render.
  void set_variable(NameId name, Value value) { context_[name] = std::move(value); }
  Result<std::string> render();

 private:
  friend class ForTestIter;
  enum class Flow : uint8_t { next, break_loop, continue_loop, failed };

  // Expressions.
  Value eval(const Expr& expr);
  Value eval_node(const Expr& expr);
  Value eval_name(const NameExpr& name);
  Value eval_items(const ItemsExpr& expr);
  Value eval_dict(const DictExpr& expr);
  Value eval_unary(const UnaryExpr& expr);
  Value eval_chain(const ChainExpr& expr);
  Value eval_compare(const ChainExpr& expr);
  Value eval_logic(const LogicExpr& expr);
  Value eval_concat(const LogicExpr& expr);
  Value eval_cond(const CondExpr& expr);
  /// base: what the chain starts from when expr.base is null; caller: given to the last call.
  Value eval_postfix(const PostfixExpr& expr, Value base = {}, const Value& caller = {});
  Value eval_op(const PostOp& op, const Value& on, const Value& caller);
  Value eval_slice(const PostOp& op, const Value& on);
  bool eval_args(const CallArgs& from, Args& out);

  // Calls.
  Value call(const Value& callee, Args& args);
  Value call_macro(const MacroObj& macro, Args& args);
  bool bind_macro(const MacroStmt& node, Args& args, ScopeObj& scope);
  Value call_loop(const Value& loop, Args& args);
  Value call_joiner(JoinerObj& joiner);
  /// Runs body into a string of its own, in `scope`.
  template <class Run>
  Value captured(const Value& scope, bool markup, Run&& run);

  // Statements.
  Flow exec(const Body& body);
  Flow exec_one(const Stmt& stmt);
  Flow exec_output(const OutputStmt& stmt);
  Flow exec_if(const IfStmt& stmt);
  Flow exec_for(const ForStmt& stmt);
  Flow run_for(const ForStmt& stmt, const Value& around, const Value& iterable, int64_t depth0);
  Flow exec_macro(const MacroStmt& stmt);
  Flow exec_call_block(const MacroStmt& stmt);
  Flow exec_generation(const MacroStmt& stmt);
  Flow exec_filter_block(const ScopedStmt& stmt);
  Flow exec_with(const WithStmt& stmt);
  Flow exec_set(const SetStmt& stmt);
  Flow exec_set_block(const SetStmt& stmt);
  Flow exec_autoescape(const ScopedStmt& stmt);
  Flow exec_block(const BlockStmt& stmt);
  Flow write(const Value& v);
  Flow checked() const { return failed() ? Flow::failed : Flow::next; }

  // Scopes.
  ScopeObj& scope() { return scope_.as<ScopeObj>(); }
  Value new_scope(const ScopeInfo& info, const Value& parent);
  void enter(const ScopeInfo& info, ScopeObj& scope);
  bool assign(const Expr& target, const Value& v, ScopeObj& scope);
  bool unpack(const ItemsExpr& targets, const Value& v, ScopeObj& scope);
  bool assign_attribute(const NsRefExpr& target, const Value& v, ScopeObj& scope);
  bool namespaces_exist(const Expr& target);

  const Ast& ast_;
  Values context_;  ///< by NameId
  Value scope_;
  Text* out_ = nullptr;
  bool autoescape_ = false;
  uint32_t call_depth_ = 0;
};

/// Sets a member for a while.
template <class T>
class Saved {
 public:
  Saved(T& where, T value) : where_(where), old_(std::move(where)) { where_ = std::move(value); }
  ~Saved() { where_ = std::move(old_); }
  Saved(const Saved&) = delete;
  Saved& operator=(const Saved&) = delete;

 private:
  T& where_;
  T old_;
};

template <class Run>
Value Interp::captured(const Value& scope, bool markup, Run&& run) {
  Text text(*this);
  Flow flow;
  {
    Saved<Value> in_scope(scope_, scope);
    Saved<Text*> into(out_, &text);
    flow = run();
  }
  return flow == Flow::failed ? Value() : text.value(markup);
}

}  // namespace ondol::jinja
