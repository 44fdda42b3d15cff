// Token handling, errors and assignment targets of the parser.
#include "text/jinja/parser.h"

#include <algorithm>

namespace ondol::jinja {

Status parse_template(const TokenStream& stream, uint32_t max_depth, Ast& out) {
  return Parser(stream, max_depth, out).run();
}

Status Parser::run() {
  // subparse stops only at the end here: no end tag is accepted.
  if (!subparse(ast_.body, {})) return std::move(error_);
  return {};
}

bool Nested::ok() {
  if (parser_.depth_ <= parser_.max_depth_) return true;
  parser_.fail_too_deep();
  return false;
}

std::nullptr_t Parser::fail_too_deep() {
  if (failed_) return nullptr;
  fail("nested more than " + std::to_string(max_depth_) + " levels deep");
  error_.code = ErrorCode::over_budget;
  return nullptr;
}

std::nullptr_t Parser::fail(const std::string& what, uint32_t line) {
  if (!failed_) {
    failed_ = true;
    error_ = {ErrorCode::bad_format,
              "template line " + std::to_string(line != 0 ? line : current().line) + ": " + what};
  }
  return nullptr;
}

std::string Parser::describe_token(const Token& token) {
  if (token.type == Tok::name) return "'" + std::string(token.text) + "'";
  return std::string("'") + describe(token.type) + "'";
}

std::nullptr_t Parser::fail_unexpected(const std::string& wanted) {
  if (is(Tok::eof)) return fail("unexpected end of template, expected '" + wanted + "'");
  return fail("expected '" + wanted + "', got " + describe_token(current()));
}

bool Parser::is_any_name(std::initializer_list<std::string_view> names) const {
  return is(Tok::name) && std::find(names.begin(), names.end(), current().text) != names.end();
}

bool Parser::skip_if(Tok type) {
  if (!is(type)) return false;
  skip();
  return true;
}

bool Parser::skip_if_name(std::string_view name) {
  if (!is_name(name)) return false;
  skip();
  return true;
}

bool Parser::expect(Tok type) {
  if (skip_if(type)) return true;
  fail_unexpected(describe(type));
  return false;
}

bool Parser::expect_name(std::string_view name) {
  if (skip_if_name(name)) return true;
  fail_unexpected(std::string(name));
  return false;
}

Value Parser::string_constant(std::string text) {
  ast_.strings.push_back(std::make_unique<StringObj>(std::move(text)));
  return Value::object(ast_.strings.back().get());
}

NameExpr* Parser::make_name(const Token& token, bool store) {
  NameExpr* name = make<NameExpr>(token.line, ast_.name_id(token.text), token.text);
  name->store = store;
  return name;
}

NameExpr* Parser::target_name() {
  const Token& token = current();
  if (!expect(Tok::name)) return nullptr;
  constexpr std::string_view kConstants[] = {"true", "false", "none", "True", "False", "None"};
  if (std::find(std::begin(kConstants), std::end(kConstants), token.text) != std::end(kConstants)) {
    return fail("can't assign to '" + std::string(token.text) + "'", token.line);
  }
  return make_name(token, true);
}

Expr* Parser::target(TupleOptions options) {
  Expr* to = tuple(options);
  return to != nullptr && mark_store(to) ? to : nullptr;
}

bool Parser::mark_store(Expr* to) {
  switch (to->kind) {
    case ExprKind::name:
      static_cast<NameExpr*>(to)->store = true;
      return true;
    case ExprKind::nsref:
      return true;
    case ExprKind::tuple:
      for (Expr* item : static_cast<ItemsExpr*>(to)->items) {
        if (!mark_store(item)) return false;
      }
      return true;
    default:
      fail("can't assign to this expression", to->line);
      return false;
  }
}

Expr* Parser::clone_target(const Expr* to) {
  if (to->kind == ExprKind::name) {
    const auto* name = static_cast<const NameExpr*>(to);
    NameExpr* copy = make<NameExpr>(name->line, name->id, name->name);
    copy->store = true;
    return copy;
  }
  ItemsExpr* copy = make<ItemsExpr>(to->line, ExprKind::tuple);
  for (const Expr* item : static_cast<const ItemsExpr*>(to)->items) copy->items.push_back(clone_target(item));
  return copy;
}

}  // namespace ondol::jinja
