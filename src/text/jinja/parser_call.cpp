// Call arguments, filters and tests: the parts of an expression that name a function.
#include "text/jinja/parser.h"

namespace ondol::jinja {

bool Parser::keyword_arg(CallArgs& args) {
  const std::string_view name = current().text;
  for (const auto& [known, unused] : args.keyword) {
    if (known.text() == name) {
      fail("keyword argument repeated: " + std::string(name));
      return false;
    }
  }
  skip();
  skip();
  Expr* value = expression();
  if (value == nullptr) return false;
  args.keyword.emplace_back(string_constant(std::string(name)), value);
  return true;
}

std::unique_ptr<CallArgs> Parser::call_args() {
  const uint32_t line = current().line;
  skip();
  auto args = std::make_unique<CallArgs>();
  const auto misplaced = [&] { return fail("invalid syntax for function call expression", line); };
  for (bool first = true; !is(Tok::rparen); first = false) {
    if (!first) {
      if (!expect(Tok::comma)) return nullptr;
      if (is(Tok::rparen)) break;
    }
    if (skip_if(Tok::mul)) {
      if (args->star != nullptr || args->star_star != nullptr) return misplaced();
      args->star = expression();
    } else if (skip_if(Tok::pow)) {
      if (args->star_star != nullptr) return misplaced();
      args->star_star = expression();
    } else if (is(Tok::name) && look().type == Tok::assign) {
      if (args->star_star != nullptr) return misplaced();
      if (!keyword_arg(*args)) return nullptr;
    } else {
      if (args->star != nullptr || args->star_star != nullptr || !args->keyword.empty()) return misplaced();
      args->positional.push_back(expression());
    }
    if (failed_) return nullptr;
  }
  return expect(Tok::rparen) ? std::move(args) : nullptr;
}

bool Parser::dotted_name(std::string& out) {
  out = current().text;
  if (!expect(Tok::name)) return false;
  while (skip_if(Tok::dot)) {
    out += '.';
    out += current().text;
    if (!expect(Tok::name)) return false;
  }
  return true;
}

bool Parser::filter(PostfixExpr& chain) {
  PostOp op;
  op.kind = PostKind::filter;
  op.line = current().line;
  std::string name;
  if (!dotted_name(name)) return false;
  op.name = string_constant(std::move(name));
  op.args = is(Tok::lparen) ? call_args() : std::make_unique<CallArgs>();
  if (op.args == nullptr) return false;
  chain.ops.push_back(std::move(op));
  return true;
}

bool Parser::test(PostfixExpr& chain) {
  PostOp op;
  op.kind = PostKind::test;
  op.line = current().line;
  op.negated = skip_if_name("not");
  std::string name;
  if (!dotted_name(name)) return false;
  op.name = string_constant(std::move(name));
  const bool bare_argument = is(Tok::name) || is(Tok::string) || is(Tok::integer) || is(Tok::real) ||
                             is(Tok::lbracket) || is(Tok::lbrace);
  if (is(Tok::lparen)) {
    op.args = call_args();
    if (op.args == nullptr) return false;
  } else {
    op.args = std::make_unique<CallArgs>();
    if (bare_argument && !is_any_name({"else", "or", "and"})) {
      if (is_name("is")) {
        fail("tests cannot be chained with is");
        return false;
      }
      const uint32_t line = current().line;
      Expr* argument = primary();
      if (argument == nullptr) return false;
      if (is(Tok::dot) || is(Tok::lbracket) || is(Tok::lparen)) {
        PostfixExpr* more = make<PostfixExpr>(line, argument);
        if (!postfix(*more)) return false;
        argument = more;
      }
      op.args->positional.push_back(argument);
    }
  }
  chain.ops.push_back(std::move(op));
  return true;
}

}  // namespace ondol::jinja
