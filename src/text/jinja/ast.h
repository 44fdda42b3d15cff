// The parsed template. Chains (a + b + c, x.y.z, a or b or c, elif …) are flat lists, so that depth in the
// tree is depth in the source, which the parser bounds. scope.cpp fills in where names live; nothing changes
// afterwards.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "text/jinja/value.h"

namespace ondol::jinja {

using NameId = uint32_t;

/// Where a variable lives: `hops` scopes out, at `slot`.
struct Ref {
  uint16_t hops = 0;
  uint32_t slot = 0;
};

enum class ExprKind : uint8_t {
  constant,
  name,
  nsref,
  tuple,
  list,
  dict,
  unary,
  chain,
  logic,
  concat,
  compare,
  cond,
  postfix
};

struct Node {
  virtual ~Node() = default;
  uint32_t line = 0;
};

struct Expr : Node {
  explicit Expr(ExprKind k) : kind(k) {}
  const ExprKind kind;
};

struct ConstExpr : Expr {
  explicit ConstExpr(Value v) : Expr(ExprKind::constant), value(std::move(v)) {}
  const Value value;
};

struct NameExpr : Expr {
  NameExpr(NameId i, std::string_view n) : Expr(ExprKind::name), id(i), name(n) {}
  const NameId id;
  const std::string_view name;
  Ref ref;
  bool store = false;
  bool exported = false;  ///< a store at top level: blocks see it too
};

/// `ns.attr` as an assignment target.
struct NsRefExpr : Expr {
  NsRefExpr(NameId i, std::string_view n, Value a)
      : Expr(ExprKind::nsref), id(i), name(n), attr(std::move(a)) {}
  const NameId id;
  const std::string_view name;
  const Value attr;
  Ref ref;
};

struct ItemsExpr : Expr {  ///< tuple or list display
  explicit ItemsExpr(ExprKind k) : Expr(k) {}
  std::vector<Expr*> items;
};

struct DictExpr : Expr {
  DictExpr() : Expr(ExprKind::dict) {}
  std::vector<std::pair<Expr*, Expr*>> items;
};

enum class Op : uint8_t {
  add,
  sub,
  mul,
  div,
  floordiv,
  mod,
  pow,
  eq,
  ne,
  lt,
  lteq,
  gt,
  gteq,
  in,
  notin,
  neg,
  pos,
  not_,
  and_,
  or_
};

struct UnaryExpr : Expr {
  UnaryExpr(Op o, Expr* x) : Expr(ExprKind::unary), op(o), operand(x) {}
  const Op op;
  Expr* const operand;
};

/// first op a op b …: left-associative arithmetic (chain) or Python's chained comparison (compare).
struct ChainExpr : Expr {
  ChainExpr(ExprKind k, Expr* f) : Expr(k), first(f) {}
  Expr* const first;
  std::vector<std::pair<Op, Expr*>> rest;
};

struct LogicExpr : Expr {  ///< all joined by `op` (and, or), or concatenated by ~
  LogicExpr(ExprKind k, Op o) : Expr(k), op(o) {}
  const Op op;
  std::vector<Expr*> items;
};

/// value if test else value if test … else last (which may be absent).
struct CondExpr : Expr {
  CondExpr() : Expr(ExprKind::cond) {}
  std::vector<std::pair<Expr*, Expr*>> cases;  ///< test, value
  Expr* otherwise = nullptr;
};

struct CallArgs {
  std::vector<Expr*> positional;
  std::vector<std::pair<Value, Expr*>> keyword;
  Expr* star = nullptr;
  Expr* star_star = nullptr;
};

struct Builtin;

enum class PostKind : uint8_t { attr, item, slice, call, filter, test };

struct PostOp {
  PostKind kind = PostKind::attr;
  bool negated = false;  ///< is not
  bool soft = false;     ///< inside if: an unknown filter or test matters only when it runs
  uint32_t line = 0;
  Value name;            ///< attr, filter, test
  Expr* item = nullptr;  ///< item; start of a slice
  Expr* stop = nullptr;
  Expr* step = nullptr;
  std::unique_ptr<CallArgs> args;    ///< call, filter, test
  const Builtin* builtin = nullptr;  ///< filter, test; null when unknown
};

struct PostfixExpr : Expr {
  explicit PostfixExpr(Expr* b) : Expr(ExprKind::postfix), base(b) {}
  Expr* const base;  ///< null in a filter block: the block's text
  std::vector<PostOp> ops;
};

enum class StmtKind : uint8_t {
  output,
  for_,
  if_,
  macro,
  call_block,
  generation,
  filter_block,
  with,
  set,
  set_block,
  autoescape,
  block,
  refused,
  break_,
  continue_
};

struct Stmt : Node {
  explicit Stmt(StmtKind k) : kind(k) {}
  const StmtKind kind;
};
using Body = std::vector<Stmt*>;

struct Load {
  enum class From : uint8_t { context, outer, nothing };
  From from = From::nothing;
  uint32_t slot = 0;
  NameId name = 0;  ///< context
  Ref outer;        ///< outer; hops counted from this scope
};

/// A scope as the compiler sees it: how many variables, and what each starts from when the scope is entered.
struct ScopeInfo {
  uint32_t n_slots = 0;
  std::vector<Load> loads;
};

struct OutputStmt : Stmt {
  OutputStmt() : Stmt(StmtKind::output) {}
  struct Part {
    std::string_view data;
    Expr* expr = nullptr;  ///< null: data
  };
  std::vector<Part> parts;
};

struct ForStmt : Stmt {
  ForStmt() : Stmt(StmtKind::for_) {}
  Expr* target = nullptr;
  Expr* iterable = nullptr;
  Expr* test = nullptr;
  Expr* test_target = nullptr;  ///< the target again, in the test's own scope
  bool recursive = false;
  Body body, otherwise;
  ScopeInfo scope, test_scope, else_scope;
  bool has_loop = false;  ///< `loop` is used
  uint32_t loop_slot = 0;
};

struct IfStmt : Stmt {
  IfStmt() : Stmt(StmtKind::if_) {}
  std::vector<std::pair<Expr*, Body>> branches;
  Body otherwise;
};

/// A macro, or the body of a call block (then `target` is null).
struct MacroStmt : Stmt {
  explicit MacroStmt(StmtKind k) : Stmt(k) {}
  std::string_view name;
  NameExpr* target = nullptr;
  std::vector<NameExpr*> params;
  std::vector<Expr*> defaults;  ///< of the last ones
  Body body;
  ScopeInfo scope;
  bool uses_caller = false, uses_kwargs = false, uses_varargs = false;
  bool explicit_caller = false;
  uint32_t caller_slot = 0, kwargs_slot = 0, varargs_slot = 0;
  Expr* call = nullptr;  ///< call block: a PostfixExpr that ends in a call
};

struct ScopedStmt : Stmt {  ///< filter_block, autoescape
  explicit ScopedStmt(StmtKind k) : Stmt(k) {}
  Expr* expr = nullptr;  ///< the filter chain; autoescape's condition
  Body body;
  ScopeInfo scope;
};

struct WithStmt : Stmt {
  WithStmt() : Stmt(StmtKind::with) {}
  std::vector<std::pair<Expr*, Expr*>> bindings;
  Body body;
  ScopeInfo scope;
};

struct SetStmt : Stmt {  ///< set and set_block
  explicit SetStmt(StmtKind k) : Stmt(k) {}
  Expr* target = nullptr;
  Expr* value = nullptr;  ///< set_block: the filter chain or null
  Body body;
  ScopeInfo scope;
};

struct BlockStmt : Stmt {
  BlockStmt() : Stmt(StmtKind::block) {}
  std::string_view name;
  bool scoped = false, required = false;
  Body body;
  ScopeInfo scope;
  bool uses_self = false, uses_super = false;
  uint32_t self_slot = 0, super_slot = 0;
  std::vector<std::pair<NameId, Ref>> visible;  ///< scoped: variables around it
};

struct RefusedStmt : Stmt {  ///< include, import, from, extends: there is nothing to load from
  RefusedStmt() : Stmt(StmtKind::refused) {}
  std::string_view tag;
  Expr* expr = nullptr;
  std::vector<NameExpr*> targets;
};

struct Ast {
  // The constants, then the nodes that hold them: they die in the opposite order.
  std::vector<std::unique_ptr<StringObj>> strings;
  std::vector<std::unique_ptr<BigObj>> bigs;
  std::vector<std::unique_ptr<Node>> nodes;
  std::map<std::string_view, NameId> name_ids;
  std::vector<std::string_view> names;
  Body body;
  ScopeInfo scope;
  bool uses_self = false;
  uint32_t self_slot = 0;
  std::map<std::string_view, BlockStmt*> blocks;

  NameId name_id(std::string_view name) {
    const auto [at, fresh] = name_ids.emplace(name, static_cast<NameId>(names.size()));
    if (fresh) names.push_back(name);
    return at->second;
  }
};

}  // namespace ondol::jinja
