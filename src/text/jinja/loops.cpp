// for: plain, filtered, recursive, with else.
#include "text/jinja/interp.h"
#include "text/jinja/iter.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

/// `for x in items if test`: the items that pass. Lazy, because the test may look at what the body does.
class ForTestIter : public IterObj {
 public:
  ForTestIter(const ForStmt* stmt, Value scope, Value source)
      : IterObj("generator"), stmt_(stmt), scope_(std::move(scope)), source_(std::move(source)) {}
  void clear() override { scope_ = source_ = Value(); }

  bool next_item(Runtime& rt, Value& out) override {
    auto& interp = static_cast<Interp&>(rt);  // only an Interp makes these
    while (iter_next(rt, source_, out)) {
      Saved<Value> in_scope(interp.scope_, scope_);
      if (!interp.assign(*stmt_->test_target, out, scope_.as<ScopeObj>())) return false;
      const Value verdict = interp.eval(*stmt_->test);
      if (verdict.is_missing()) return false;
      if (truthy(verdict)) return true;
    }
    return false;
  }

 private:
  const ForStmt* const stmt_;
  Value scope_, source_;
};

Interp::Flow Interp::exec_for(const ForStmt& stmt) {
  const Value iterable = eval(*stmt.iterable);
  return iterable.is_missing() ? Flow::failed : run_for(stmt, scope_, iterable, 0);
}

Interp::Flow Interp::run_for(const ForStmt& stmt, const Value& around, const Value& iterable,
                             int64_t depth0) {
  Value items = iterate(*this, iterable);
  if (items.is_missing()) return Flow::failed;
  std::optional<int64_t> known_length;
  if (stmt.test == nullptr) {
    known_length = length(*this, iterable);
  } else {
    const Value test_scope = new_scope(stmt.test_scope, around);
    if (test_scope.is_missing()) return Flow::failed;
    items = Value::object(make<ForTestIter>(0, &stmt, test_scope, items));
  }
  const Value inner = new_scope(stmt.scope, around);
  if (inner.is_missing()) return Flow::failed;
  ScopeObj& variables = inner.as<ScopeObj>();
  Value loop;
  if (stmt.has_loop)
    loop = Value::object(make<LoopObj>(0, &stmt, around, items, known_length.value_or(-1), depth0));
  bool completed = false;  // a body that always leaves early counts as none for `else`, as in jinja2
  Flow flow = Flow::next;
  Value item;
  while (stmt.has_loop ? loop.as<LoopObj>().advance(*this) : iter_next(*this, items, item)) {
    line = stmt.line;
    if (!assign(*stmt.target, stmt.has_loop ? loop.as<LoopObj>().current : item, variables)) break;
    if (stmt.has_loop) variables.slots[stmt.loop_slot] = loop;
    enter(stmt.scope, variables);
    Saved<Value> in_scope(scope_, inner);
    flow = exec(stmt.body);
    if (flow == Flow::break_loop || flow == Flow::failed) break;
    completed = completed || flow == Flow::next;
  }
  variables.slots.assign(variables.slots.size(), Value());
  if (failed()) return Flow::failed;
  if (completed || stmt.otherwise.empty()) return Flow::next;
  const Value else_scope = new_scope(stmt.else_scope, around);
  if (else_scope.is_missing()) return Flow::failed;
  Saved<Value> in_scope(scope_, else_scope);
  return exec(stmt.otherwise);
}

}  // namespace ondol::jinja
