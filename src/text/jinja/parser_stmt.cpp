// The statement half of the parser: bodies, tags, assignment targets.
#include <algorithm>

#include "text/jinja/parser.h"

namespace ondol::jinja {

bool Parser::subparse(Body& out, std::initializer_list<std::string_view> end_tags) {
  OutputStmt* output = nullptr;
  const auto add = [&](OutputStmt::Part part) {
    if (output == nullptr) {
      output = make<OutputStmt>(current().line);
      out.push_back(output);
    }
    output->parts.push_back(part);
  };
  while (!is(Tok::eof)) {
    if (is(Tok::data)) {
      add({current().text, nullptr});
      skip();
    } else if (is(Tok::variable_begin)) {
      skip();
      Expr* expr = tuple({});
      if (expr == nullptr || !expect(Tok::variable_end)) return false;
      add({{}, expr});
    } else {
      output = nullptr;
      skip();  // block_begin
      if (is_any_name(end_tags)) return true;
      Stmt* parsed = statement();
      if (parsed == nullptr || !expect(Tok::block_end)) return false;
      out.push_back(parsed);
    }
  }
  return true;
}

/// From inside a tag: its end, a body, up to (the name of) one of the end tags.
bool Parser::statements(Body& out, std::initializer_list<std::string_view> end_tags, bool drop_end) {
  skip_if(Tok::colon);
  if (!expect(Tok::block_end) || !subparse(out, end_tags)) return false;
  if (is(Tok::eof)) {
    std::string wanted;
    for (std::string_view tag : end_tags) wanted += (wanted.empty() ? "" : " or ") + std::string(tag);
    fail("unexpected end of template, expected " + wanted);
    return false;
  }
  if (drop_end) skip();
  return true;
}

bool Parser::function_body(Body& out, std::initializer_list<std::string_view> end_tags) {
  const bool outside = std::exchange(in_loop_, false);
  const bool ok = statements(out, end_tags, true);
  in_loop_ = outside;
  return ok;
}

Stmt* Parser::statement() {
  Nested level(*this);
  if (!level.ok()) return nullptr;
  if (!is(Tok::name)) return fail("tag name expected");
  const std::string_view tag = current().text;
  if (tag == "for") return for_statement();
  if (tag == "if") return if_statement();
  if (tag == "set") return set_statement();
  if (tag == "macro") return macro_statement();
  if (tag == "call") return call_block();
  if (tag == "generation") return generation_block();
  if (tag == "filter") return filter_block();
  if (tag == "with") return with_statement();
  if (tag == "print") return print_statement();
  if (tag == "block") return block_statement();
  if (tag == "autoescape") return autoescape_statement();
  if (tag == "break" || tag == "continue") return loop_control();
  if (tag == "include" || tag == "import" || tag == "from" || tag == "extends") return refused_statement();
  return fail("unknown tag '" + std::string(tag) + "'");
}

Stmt* Parser::for_statement() {
  ForStmt* node = make<ForStmt>(current().line);
  skip();
  TupleOptions options;
  options.simplified = true;
  options.end = TupleEnd::in;
  node->target = target(options);
  if (node->target == nullptr || !expect_name("in")) return nullptr;
  TupleOptions iterable;
  iterable.with_cond = false;
  iterable.end = TupleEnd::recursive;
  node->iterable = tuple(iterable);
  if (node->iterable == nullptr) return nullptr;
  if (skip_if_name("if")) {
    node->test = expression();
    if (node->test == nullptr) return nullptr;
    node->test_target = clone_target(node->target);
  }
  node->recursive = skip_if_name("recursive");
  const bool outside = std::exchange(in_loop_, true);
  const bool ok = statements(node->body, {"endfor", "else"}, false);
  in_loop_ = node->recursive ? false : outside;
  const bool has_else = ok && is_name("else");
  if (ok) skip();
  const bool else_ok = !has_else || statements(node->otherwise, {"endfor"}, true);
  in_loop_ = outside;
  return ok && else_ok ? node : nullptr;
}

Stmt* Parser::if_statement() {
  IfStmt* node = make<IfStmt>(current().line);
  do {
    skip();  // if, elif
    TupleOptions options;
    options.with_cond = false;
    Expr* test = tuple(options);
    if (test == nullptr) return nullptr;
    node->branches.emplace_back(test, Body());
    if (!statements(node->branches.back().second, {"elif", "else", "endif"}, false)) return nullptr;
  } while (is_name("elif"));
  const bool has_else = is_name("else");
  skip();
  if (has_else && !statements(node->otherwise, {"endif"}, true)) return nullptr;
  return node;
}

bool Parser::signature(MacroStmt& macro) {
  if (!expect(Tok::lparen)) return false;
  while (!is(Tok::rparen)) {
    if (!macro.params.empty() && !expect(Tok::comma)) return false;
    NameExpr* param = target_name();
    if (param == nullptr) return false;
    for (const NameExpr* other : macro.params) {
      if (other->id == param->id) {
        fail("duplicate argument " + std::string(param->name));
        return false;
      }
    }
    if (skip_if(Tok::assign)) {
      Expr* value = expression();
      if (value == nullptr) return false;
      macro.defaults.push_back(value);
    } else if (!macro.defaults.empty()) {
      fail("non-default argument follows default argument");
      return false;
    }
    macro.params.push_back(param);
  }
  skip();
  return true;
}

Stmt* Parser::macro_statement() {
  MacroStmt* node = make<MacroStmt>(current().line, StmtKind::macro);
  skip();
  node->target = target_name();
  if (node->target == nullptr) return nullptr;
  node->name = node->target->name;
  if (!signature(*node) || !function_body(node->body, {"endmacro"})) return nullptr;
  return node;
}

Stmt* Parser::call_block() {
  MacroStmt* node = make<MacroStmt>(current().line, StmtKind::call_block);
  skip();
  if (is(Tok::lparen) && !signature(*node)) return nullptr;
  node->call = expression();
  if (node->call == nullptr) return nullptr;
  const bool ends_in_call = node->call->kind == ExprKind::postfix &&
                            static_cast<PostfixExpr*>(node->call)->ops.back().kind == PostKind::call;
  if (!ends_in_call) return fail("expected call", node->line);
  return function_body(node->body, {"endcall"}) ? node : nullptr;
}

Stmt* Parser::generation_block() {
  MacroStmt* node = make<MacroStmt>(current().line, StmtKind::generation);
  skip();
  return function_body(node->body, {"endgeneration"}) ? node : nullptr;
}

Stmt* Parser::filter_block() {
  ScopedStmt* node = make<ScopedStmt>(current().line, StmtKind::filter_block);
  skip();
  PostfixExpr* chain = make<PostfixExpr>(node->line, nullptr);
  do {
    if (!filter(*chain)) return nullptr;
  } while (skip_if(Tok::pipe));
  node->expr = chain;
  return statements(node->body, {"endfilter"}, true) ? node : nullptr;
}

Stmt* Parser::with_statement() {
  WithStmt* node = make<WithStmt>(current().line);
  skip();
  while (!is(Tok::block_end)) {
    if (!node->bindings.empty() && !expect(Tok::comma)) return nullptr;
    TupleOptions options;
    options.simplified = true;
    Expr* to = target(options);
    if (to == nullptr || !expect(Tok::assign)) return nullptr;
    Expr* value = expression();
    if (value == nullptr) return nullptr;
    node->bindings.emplace_back(to, value);
  }
  return statements(node->body, {"endwith"}, true) ? node : nullptr;
}

Stmt* Parser::set_statement() {
  const uint32_t line = current().line;
  skip();
  TupleOptions options;
  options.simplified = options.with_namespace = true;
  Expr* to = target(options);
  if (to == nullptr) return nullptr;
  if (skip_if(Tok::assign)) {
    SetStmt* node = make<SetStmt>(line, StmtKind::set);
    node->target = to;
    node->value = tuple({});
    return node->value != nullptr ? node : nullptr;
  }
  SetStmt* node = make<SetStmt>(line, StmtKind::set_block);
  node->target = to;
  if (is(Tok::pipe)) {
    PostfixExpr* chain = make<PostfixExpr>(line, nullptr);
    while (skip_if(Tok::pipe)) {
      if (!filter(*chain)) return nullptr;
    }
    node->value = chain;
  }
  return statements(node->body, {"endset"}, true) ? node : nullptr;
}

Stmt* Parser::autoescape_statement() {
  ScopedStmt* node = make<ScopedStmt>(current().line, StmtKind::autoescape);
  skip();
  node->expr = expression();
  if (node->expr == nullptr) return nullptr;
  return statements(node->body, {"endautoescape"}, true) ? node : nullptr;
}

Stmt* Parser::block_statement() {
  BlockStmt* node = make<BlockStmt>(current().line);
  skip();
  node->name = current().text;
  if (!expect(Tok::name)) return nullptr;
  node->scoped = skip_if_name("scoped");
  node->required = skip_if_name("required");
  if (!ast_.blocks.emplace(node->name, node).second)
    return fail("block '" + std::string(node->name) + "' defined twice", node->line);
  if (!function_body(node->body, {"endblock"})) return nullptr;
  if (node->required) {
    for (const Stmt* part : node->body) {
      bool blank = part->kind == StmtKind::output;
      if (blank) {
        for (const auto& piece : static_cast<const OutputStmt*>(part)->parts) {
          blank = blank && piece.expr == nullptr &&
                  piece.data.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
        }
      }
      if (!blank) return fail("required blocks can only contain comments or white space", node->line);
    }
  }
  skip_if_name(node->name);
  return node;
}

Stmt* Parser::print_statement() {
  OutputStmt* node = make<OutputStmt>(current().line);
  skip();
  while (!is(Tok::block_end)) {
    if (!node->parts.empty() && !expect(Tok::comma)) return nullptr;
    Expr* expr = expression();
    if (expr == nullptr) return nullptr;
    node->parts.push_back({{}, expr});
  }
  return node;
}

Stmt* Parser::loop_control() {
  const bool is_break = is_name("break");
  if (!in_loop_) return fail(std::string(current().text) + " outside a loop");
  Stmt* node = make<Stmt>(current().line, is_break ? StmtKind::break_ : StmtKind::continue_);
  skip();
  return node;
}

/// include, import, from, extends: parsed, so that a template that never gets there still renders.
Stmt* Parser::refused_statement() {
  RefusedStmt* node = make<RefusedStmt>(current().line);
  node->tag = current().text;
  skip();
  node->expr = expression();
  if (node->expr == nullptr) return nullptr;
  const auto skip_context = [&] {
    if (is_any_name({"with", "without"}) && look().type == Tok::name && look().text == "context") {
      skip();
      skip();
      return true;
    }
    return false;
  };
  const auto add_target = [&] {
    NameExpr* name = target_name();
    if (name != nullptr) node->targets.push_back(name);
    return name != nullptr;
  };
  if (node->tag == "include") {
    if (is_name("ignore") && look().type == Tok::name && look().text == "missing") {
      skip();
      skip();
    }
    skip_context();
  } else if (node->tag == "import") {
    if (!expect_name("as") || !add_target()) return nullptr;
    skip_context();
  } else if (node->tag == "from") {
    if (!expect_name("import")) return nullptr;
    for (bool first = true; first || is(Tok::comma); first = false) {
      if (!first) skip();
      if (skip_context()) break;
      if (!add_target()) return nullptr;
      if (node->targets.back()->name.starts_with('_'))
        return fail("names starting with an underline can not be imported");
      if (skip_if_name("as")) {
        node->targets.pop_back();
        if (!add_target()) return nullptr;
      }
      if (skip_context()) break;
    }
  }
  return node;
}

}  // namespace ondol::jinja
