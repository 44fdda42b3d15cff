// The expression half of the parser, from the conditional down to literals and call arguments.
#include "text/jinja/parser.h"

namespace ondol::jinja {

Expr* Parser::conditional() {
  Nested level(*this);
  if (!level.ok()) return nullptr;
  const uint32_t line = current().line;
  Expr* value = logic_or();
  if (value == nullptr || !is_name("if")) return value;
  CondExpr* result = make<CondExpr>(line);
  uint32_t wraps = 0;
  while (skip_if_name("if")) {
    Expr* test = logic_or();
    if (test == nullptr) return nullptr;
    if (skip_if_name("else")) {
      result->cases.emplace_back(test, value);
      value = logic_or();
      if (value == nullptr) return nullptr;
    } else {  // without else: the whole so far is one value
      if (++wraps > max_depth_) return fail_too_deep();
      CondExpr* wrapped = make<CondExpr>(line);
      wrapped->cases.emplace_back(test, value);
      value = wrapped;
    }
  }
  if (result->cases.empty()) return value;
  result->otherwise = value;
  return result;
}

Expr* Parser::logic_or() {
  const uint32_t line = current().line;
  Expr* left = logic_and();
  if (left == nullptr || !is_name("or")) return left;
  LogicExpr* all = make<LogicExpr>(line, ExprKind::logic, Op::or_);
  all->items.push_back(left);
  while (skip_if_name("or")) {
    Expr* right = logic_and();
    if (right == nullptr) return nullptr;
    all->items.push_back(right);
  }
  return all;
}

Expr* Parser::logic_and() {
  const uint32_t line = current().line;
  Expr* left = logic_not();
  if (left == nullptr || !is_name("and")) return left;
  LogicExpr* all = make<LogicExpr>(line, ExprKind::logic, Op::and_);
  all->items.push_back(left);
  while (skip_if_name("and")) {
    Expr* right = logic_not();
    if (right == nullptr) return nullptr;
    all->items.push_back(right);
  }
  return all;
}

Expr* Parser::logic_not() {
  if (!is_name("not")) return comparison();
  Nested level(*this);
  if (!level.ok()) return nullptr;
  const uint32_t line = current().line;
  skip();
  Expr* operand = logic_not();
  return operand == nullptr ? nullptr : make<UnaryExpr>(line, Op::not_, operand);
}

Expr* Parser::comparison() {
  const uint32_t line = current().line;
  Expr* first = sum();
  ChainExpr* chain = nullptr;
  while (first != nullptr) {
    Op op;
    if (is(Tok::eq)) {
      op = Op::eq;
    } else if (is(Tok::ne)) {
      op = Op::ne;
    } else if (is(Tok::lt)) {
      op = Op::lt;
    } else if (is(Tok::lteq)) {
      op = Op::lteq;
    } else if (is(Tok::gt)) {
      op = Op::gt;
    } else if (is(Tok::gteq)) {
      op = Op::gteq;
    } else if (is_name("in")) {
      op = Op::in;
    } else if (is_name("not") && look().type == Tok::name && look().text == "in") {
      skip();
      op = Op::notin;
    } else {
      break;
    }
    skip();
    Expr* right = sum();
    if (right == nullptr) return nullptr;
    if (chain == nullptr) chain = make<ChainExpr>(line, ExprKind::compare, first);
    chain->rest.emplace_back(op, right);
  }
  return chain != nullptr ? chain : first;
}

Expr* Parser::sum() {
  const uint32_t line = current().line;
  Expr* first = concatenation();
  ChainExpr* chain = nullptr;
  while (first != nullptr && (is(Tok::add) || is(Tok::sub))) {
    const Op op = is(Tok::add) ? Op::add : Op::sub;
    skip();
    Expr* right = concatenation();
    if (right == nullptr) return nullptr;
    if (chain == nullptr) chain = make<ChainExpr>(line, ExprKind::chain, first);
    chain->rest.emplace_back(op, right);
  }
  return chain != nullptr ? chain : first;
}

Expr* Parser::concatenation() {
  const uint32_t line = current().line;
  Expr* first = product();
  if (first == nullptr || !is(Tok::tilde)) return first;
  LogicExpr* all = make<LogicExpr>(line, ExprKind::concat, Op::add);
  all->items.push_back(first);
  while (skip_if(Tok::tilde)) {
    Expr* right = product();
    if (right == nullptr) return nullptr;
    all->items.push_back(right);
  }
  return all;
}

Expr* Parser::product() {
  const uint32_t line = current().line;
  Expr* first = power();
  ChainExpr* chain = nullptr;
  while (first != nullptr && (is(Tok::mul) || is(Tok::div) || is(Tok::floordiv) || is(Tok::mod))) {
    const Op op = is(Tok::mul)        ? Op::mul
                  : is(Tok::div)      ? Op::div
                  : is(Tok::floordiv) ? Op::floordiv
                                      : Op::mod;
    skip();
    Expr* right = power();
    if (right == nullptr) return nullptr;
    if (chain == nullptr) chain = make<ChainExpr>(line, ExprKind::chain, first);
    chain->rest.emplace_back(op, right);
  }
  return chain != nullptr ? chain : first;
}

Expr* Parser::power() {
  const uint32_t line = current().line;
  Expr* first = unary();
  ChainExpr* chain = nullptr;
  while (first != nullptr && skip_if(Tok::pow)) {  // left-associative, unlike Python's
    Expr* right = unary();
    if (right == nullptr) return nullptr;
    if (chain == nullptr) chain = make<ChainExpr>(line, ExprKind::chain, first);
    chain->rest.emplace_back(Op::pow, right);
  }
  return chain != nullptr ? chain : first;
}

Expr* Parser::unary(bool with_filter) {
  const uint32_t line = current().line;
  Expr* node = nullptr;
  if (is(Tok::sub) || is(Tok::add)) {
    Nested level(*this);
    if (!level.ok()) return nullptr;
    const Op op = is(Tok::sub) ? Op::neg : Op::pos;
    skip();
    Expr* operand = unary(false);
    if (operand != nullptr) node = make<UnaryExpr>(line, op, operand);
  } else {
    node = primary();
  }
  if (node == nullptr) return nullptr;
  const bool follows = is(Tok::dot) || is(Tok::lbracket) || is(Tok::lparen) ||
                       (with_filter && (is(Tok::pipe) || is_name("is")));
  if (!follows) return node;
  PostfixExpr* chain = make<PostfixExpr>(line, node);
  if (!postfix(*chain) || (with_filter && !filters_and_tests(*chain))) return nullptr;
  return chain;
}

Expr* Parser::primary(bool with_namespace) {
  Nested level(*this);
  if (!level.ok()) return nullptr;
  const Token& token = current();
  switch (token.type) {
    case Tok::name: {
      skip();
      const std::string_view name = token.text;
      if (name == "true" || name == "True") return make<ConstExpr>(token.line, Value::boolean(true));
      if (name == "false" || name == "False") return make<ConstExpr>(token.line, Value::boolean(false));
      if (name == "none" || name == "None") return make<ConstExpr>(token.line, Value::none());
      if (with_namespace && skip_if(Tok::dot)) {
        const std::string_view attr = current().text;
        if (!expect(Tok::name)) return nullptr;
        return make<NsRefExpr>(token.line, ast_.name_id(name), name, string_constant(std::string(attr)));
      }
      return make_name(token, false);
    }
    case Tok::string: {
      std::string text;
      for (; is(Tok::string); skip()) text += current().text;
      return make<ConstExpr>(token.line, string_constant(std::move(text)));
    }
    case Tok::integer:
    case Tok::real:
      return number();
    case Tok::lparen: {
      skip();
      TupleOptions options;
      options.parentheses = true;
      Expr* inside = tuple(options);
      return inside != nullptr && expect(Tok::rparen) ? inside : nullptr;
    }
    case Tok::lbracket:
      return list_display();
    case Tok::lbrace:
      return dict_display();
    default:
      return fail("unexpected " + describe_token(token), token.line);
  }
}

bool Parser::at_tuple_end(TupleEnd end) const {
  if (is(Tok::variable_end) || is(Tok::block_end) || is(Tok::rparen)) return true;
  return (end == TupleEnd::in && is_name("in")) || (end == TupleEnd::recursive && is_name("recursive"));
}

/// One expression, or several with commas: then a tuple.
Expr* Parser::tuple(TupleOptions options) {
  const uint32_t line = current().line;
  ItemsExpr* all = nullptr;
  Expr* first = nullptr;
  while (true) {
    if (first != nullptr && !expect(Tok::comma)) return nullptr;
    if (at_tuple_end(options.end)) break;
    Expr* item = options.simplified ? primary(options.with_namespace) : expression(options.with_cond);
    if (item == nullptr) return nullptr;
    if (all != nullptr) all->items.push_back(item);
    if (first == nullptr) first = item;
    if (!is(Tok::comma)) break;
    if (all == nullptr) {
      all = make<ItemsExpr>(line, ExprKind::tuple);
      all->items.push_back(first);
    }
  }
  if (all != nullptr) return all;
  if (first != nullptr) return first;
  if (!options.parentheses) return fail("expected an expression, got " + describe_token(current()));
  return make<ItemsExpr>(line, ExprKind::tuple);
}

bool Parser::postfix(PostfixExpr& chain) {
  while (true) {
    if (is(Tok::dot) || is(Tok::lbracket)) {
      if (!subscript(chain)) return false;
    } else if (is(Tok::lparen)) {
      if (!call(chain)) return false;
    } else {
      return true;
    }
  }
}

bool Parser::filters_and_tests(PostfixExpr& chain) {
  while (true) {
    if (is(Tok::pipe)) {
      skip();
      if (!filter(chain)) return false;
    } else if (is_name("is")) {
      skip();
      if (!test(chain)) return false;
    } else if (is(Tok::lparen)) {
      if (!call(chain)) return false;
    } else {
      return true;
    }
  }
}

bool Parser::subscript(PostfixExpr& chain) {
  PostOp op;
  op.line = current().line;
  if (skip_if(Tok::dot)) {
    const Token& token = current();
    if (token.type == Tok::name) {
      skip();
      op.name = string_constant(std::string(token.text));
    } else if (token.type == Tok::integer) {
      op.kind = PostKind::item;
      op.item = number();
      if (op.item == nullptr) return false;
    } else {
      fail("expected name or number");
      return false;
    }
    chain.ops.push_back(std::move(op));
    return true;
  }
  skip();
  op.kind = PostKind::item;
  ItemsExpr* several = nullptr;
  while (!is(Tok::rbracket)) {
    if (op.item != nullptr) {
      if (!expect(Tok::comma)) return false;
      if (several == nullptr) {
        several = make<ItemsExpr>(op.line, ExprKind::tuple);
        several->items.push_back(op.item);
      }
    }
    if (!is(Tok::colon)) {
      Expr* item = expression();
      if (item == nullptr) return false;
      if (several != nullptr) several->items.push_back(item);
      op.item = item;
    }
    if (is(Tok::colon)) {
      if (several != nullptr) {
        fail("a slice among several subscripts is not supported");
        return false;
      }
      op.kind = PostKind::slice;
      skip();
      if (!slice_part(op.stop) || (skip_if(Tok::colon) && !slice_part(op.step))) return false;
      break;
    }
  }
  if (!expect(Tok::rbracket)) return false;
  if (several != nullptr) op.item = several;
  if (op.kind == PostKind::item && op.item == nullptr) op.item = make<ItemsExpr>(op.line, ExprKind::tuple);
  chain.ops.push_back(std::move(op));
  return true;
}

bool Parser::slice_part(Expr*& out) {
  if (is(Tok::colon) || is(Tok::rbracket) || is(Tok::comma)) return true;
  out = expression();
  return out != nullptr;
}

bool Parser::call(PostfixExpr& chain) {
  PostOp op;
  op.kind = PostKind::call;
  op.line = current().line;
  op.args = call_args();
  if (op.args == nullptr) return false;
  chain.ops.push_back(std::move(op));
  return true;
}

}  // namespace ondol::jinja
