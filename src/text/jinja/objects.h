// The objects that know the tree: scopes, macros, loops, blocks. Made by the evaluator; the operations read
// them.
#pragma once

#include <vector>

#include "text/jinja/ast.h"
#include "text/jinja/runtime.h"

namespace ondol::jinja {

/// The variables of one entered scope.
class ScopeObj : public Obj {
 public:
  ScopeObj(Value outer, size_t n_slots) : Obj(Kind::scope), parent(std::move(outer)), slots(n_slots) {}
  void clear() override {
    parent = Value();
    slots.clear();
  }
  Value& at(Ref ref) {
    ScopeObj* scope = this;
    for (uint16_t i = 0; i < ref.hops; ++i) scope = &scope->parent.as<ScopeObj>();
    return scope->slots[ref.slot];
  }
  Value parent;  ///< a scope, or missing
  Values slots;
};

class MacroObj : public Obj {
 public:
  MacroObj(const MacroStmt* m, Value outer, bool escape)
      : Obj(Kind::macro), node(m), scope(std::move(outer)), autoescape(escape) {}
  void clear() override { scope = Value(); }
  const MacroStmt* const node;
  Value scope;  ///< where it was defined
  const bool autoescape;
};

class LoopObj : public Obj {
 public:
  LoopObj(const ForStmt* f, Value outer, Value items, int64_t known_length, int64_t d)
      : Obj(Kind::loop),
        node(f),
        scope(std::move(outer)),
        iterator(std::move(items)),
        n(known_length),
        depth0(d) {}
  void clear() override {
    scope = iterator = current = before = after = Value();
    last_changed.clear();
  }
  /// Steps to the next item; false at the end or on failure.
  bool advance(Runtime& rt);
  /// The item after the current one, or missing.
  Value peek(Runtime& rt);
  /// Reads the rest of the items if it has to.
  int64_t length(Runtime& rt);

  const ForStmt* const node;
  Value scope;  ///< around the loop; recursive calls run there again
  Value iterator;
  Value current, before, after;
  int64_t n;  ///< -1: not known yet
  int64_t index0 = -1;
  const int64_t depth0;
  Values last_changed;
  bool has_changed = false;
};

/// A block that a template refers to as self.name.
class BlockRefObj : public Obj {
 public:
  explicit BlockRefObj(const BlockStmt* b) : Obj(Kind::block_ref), node(b) {}
  const BlockStmt* const node;
};

class SelfObj : public Obj {
 public:
  explicit SelfObj(const Ast* a) : Obj(Kind::self_ref), ast(a) {}
  const Ast* const ast;
};

}  // namespace ondol::jinja
