// Expressions.
#include "text/jinja/interp.h"
#include "text/jinja/iter.h"
#include "text/jinja/ops.h"

namespace ondol::jinja {

Value Interp::eval(const Expr& expr) {
  if (expr.kind == ExprKind::constant) return static_cast<const ConstExpr&>(expr).value;
  line = expr.line;
  Deeper level(*this);
  if (!level.ok() || !spend(1)) return {};
  return eval_node(expr);
}

Value Interp::eval_node(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::constant:
      return static_cast<const ConstExpr&>(expr).value;
    case ExprKind::name:
      return eval_name(static_cast<const NameExpr&>(expr));
    case ExprKind::nsref:
      return fail("a namespace attribute is no expression");
    case ExprKind::tuple:
    case ExprKind::list:
      return eval_items(static_cast<const ItemsExpr&>(expr));
    case ExprKind::dict:
      return eval_dict(static_cast<const DictExpr&>(expr));
    case ExprKind::unary:
      return eval_unary(static_cast<const UnaryExpr&>(expr));
    case ExprKind::chain:
      return eval_chain(static_cast<const ChainExpr&>(expr));
    case ExprKind::compare:
      return eval_compare(static_cast<const ChainExpr&>(expr));
    case ExprKind::logic:
      return eval_logic(static_cast<const LogicExpr&>(expr));
    case ExprKind::concat:
      return eval_concat(static_cast<const LogicExpr&>(expr));
    case ExprKind::cond:
      return eval_cond(static_cast<const CondExpr&>(expr));
    case ExprKind::postfix:
      return eval_postfix(static_cast<const PostfixExpr&>(expr));
  }
  return {};
}

Value Interp::eval_name(const NameExpr& name) {
  const Value& v = scope().at(name.ref);
  return v.is_missing() ? undefined("'" + std::string(name.name.substr(0, 200)) + "' is undefined") : v;
}

Value Interp::eval_items(const ItemsExpr& expr) {
  Values items;
  items.reserve(expr.items.size());
  for (const Expr* item : expr.items) {
    items.push_back(eval(*item));
    if (failed()) return {};
  }
  return sequence(expr.kind == ExprKind::list ? Kind::list : Kind::tuple, std::move(items));
}

Value Interp::eval_dict(const DictExpr& expr) {
  DictObj* dict = new_dict();
  Value result = Value::object(dict);
  for (const auto& [key_expr, value_expr] : expr.items) {
    const Value key = eval(*key_expr);
    if (failed()) return {};
    Value value = eval(*value_expr);
    if (failed()) return {};
    if (!is_hashable(key)) return fail("unhashable type: '" + type_name(key) + "'");
    if (!dict_set(*dict, key, std::move(value))) return {};
  }
  return result;
}

Value Interp::eval_unary(const UnaryExpr& expr) {
  const Value v = eval(*expr.operand);
  if (v.is_missing()) return {};
  if (expr.op == Op::not_) return Value::boolean(!truthy(v));
  return expr.op == Op::neg ? negate(*this, v) : plus(*this, v);
}

Value Interp::eval_chain(const ChainExpr& expr) {
  Value left = eval(*expr.first);
  for (const auto& [op, right_expr] : expr.rest) {
    if (left.is_missing()) return {};
    const Value right = eval(*right_expr);
    if (right.is_missing()) return {};
    line = expr.line;
    left = binary(*this, op, left, right);
  }
  return left;
}

Value Interp::eval_compare(const ChainExpr& expr) {
  Value left = eval(*expr.first);
  bool holds = true;
  for (const auto& [op, right_expr] : expr.rest) {
    if (left.is_missing()) return {};
    Value right = eval(*right_expr);
    if (right.is_missing() || !compare(*this, op, left, right, holds)) return {};
    if (!holds) break;
    left = std::move(right);
  }
  return left.is_missing() ? Value() : Value::boolean(holds);
}

Value Interp::eval_logic(const LogicExpr& expr) {
  Value v;
  for (const Expr* item : expr.items) {
    v = eval(*item);
    if (v.is_missing() || truthy(v) == (expr.op == Op::or_)) return v;
  }
  return v;
}

Value Interp::eval_concat(const LogicExpr& expr) {
  if (!autoescape_) {
    Text text(*this);
    for (const Expr* item : expr.items) {
      const Value v = eval(*item);
      if (v.is_missing() || !append_str(*this, text, v)) return {};
    }
    return text.value();
  }
  // As soon as one part is marked, the others are escaped.
  Values parts;
  bool markup = false;
  for (const Expr* item : expr.items) {
    parts.push_back(eval(*item));
    if (failed()) return {};
    markup = markup || parts.back().is_markup();
  }
  Text text(*this);
  for (const Value& part : parts) {
    const Value shown = markup ? escape_html(*this, part) : part;
    if (shown.is_missing() || !append_str(*this, text, shown)) return {};
  }
  return text.value(markup);
}

Value Interp::eval_cond(const CondExpr& expr) {
  for (const auto& [test, value] : expr.cases) {
    const Value verdict = eval(*test);
    if (verdict.is_missing()) return {};
    if (truthy(verdict)) return eval(*value);
  }
  if (expr.otherwise != nullptr) return eval(*expr.otherwise);
  return undefined("the inline if-expression on line " + std::to_string(expr.line) +
                   " evaluated to false and no else section was defined.");
}

Value Interp::eval_postfix(const PostfixExpr& expr, Value base, const Value& caller) {
  Value v = expr.base != nullptr ? eval(*expr.base) : std::move(base);
  for (size_t i = 0; i < expr.ops.size(); ++i) {
    if (v.is_missing() || !spend(1)) return {};
    const bool is_last = i + 1 == expr.ops.size();
    v = eval_op(expr.ops[i], v, is_last ? caller : Value());
  }
  return v;
}

Value Interp::eval_op(const PostOp& op, const Value& on, const Value& caller) {
  line = op.line;
  switch (op.kind) {
    case PostKind::attr:
      return get_attr(*this, on, op.name);
    case PostKind::item: {
      const Value key = eval(*op.item);
      line = op.line;
      return key.is_missing() ? Value() : get_item(*this, on, key);
    }
    case PostKind::slice:
      return eval_slice(op, on);
    case PostKind::call: {
      Args args;
      if (!eval_args(*op.args, args)) return {};
      if (!caller.is_missing()) args.kw.emplace_back(string("caller"), caller);
      line = op.line;
      return failed() ? Value() : call(on, args);
    }
    case PostKind::filter:
    case PostKind::test: {
      const bool is_filter = op.kind == PostKind::filter;
      if (op.builtin == nullptr)
        return fail(std::string("no ") + (is_filter ? "filter" : "test") + " named '" +
                    std::string(op.name.text()) + "'");
      Args args;
      if (!eval_args(*op.args, args)) return {};
      line = op.line;
      Value result = call_builtin(*this, *op.builtin, on, args);
      return op.negated && !result.is_missing() ? Value::boolean(!truthy(result)) : result;
    }
  }
  return {};
}

Value Interp::eval_slice(const PostOp& op, const Value& on) {
  Value parts[3];
  const Expr* from[3] = {op.item, op.stop, op.step};
  for (int i = 0; i < 3; ++i) {
    if (from[i] != nullptr) parts[i] = eval(*from[i]);
    if (failed()) return {};
  }
  line = op.line;
  return get_slice(*this, on, parts[0], parts[1], parts[2]);
}

bool Interp::eval_args(const CallArgs& from, Args& out) {
  for (const Expr* arg : from.positional) {
    out.pos.push_back(eval(*arg));
    if (failed()) return false;
  }
  for (const auto& [name, arg] : from.keyword) {
    out.kw.emplace_back(name, eval(*arg));
    if (failed()) return false;
  }
  if (from.star != nullptr) {
    const Value more = eval(*from.star);
    if (more.is_missing() || !collect(*this, more, out.pos)) return false;
  }
  if (from.star_star == nullptr) return true;
  const Value named = eval(*from.star_star);
  if (named.is_missing()) return false;
  if (!named.is(Kind::dict)) {
    raise_use(*this, named, "argument after ** must be a mapping, not " + type_name(named));
    return false;
  }
  for (const auto& [key, value] : named.as<DictObj>().entries) {
    bool repeated = !key.is(Kind::string);
    for (const auto& [known, unused] : from.keyword) repeated = repeated || known.text() == key.text();
    if (repeated) {
      fail(key.is(Kind::string) ? "got multiple values for a keyword argument" : "keywords must be strings");
      return false;
    }
    out.kw.emplace_back(key, value);
  }
  return spend(out.kw.size());
}

}  // namespace ondol::jinja
