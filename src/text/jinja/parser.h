// Tokens → tree, by jinja2's grammar (loop controls and transformers' generation tag included).
// Knows nothing of scopes or evaluation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"
#include "text/jinja/ast.h"
#include "text/jinja/lexer.h"

namespace ondol::jinja {

/// `stream` must outlive the tree.
Status parse_template(const TokenStream& stream, uint32_t max_depth, Ast& out);

/// The parser's own parts; split over parser_expr.cpp and parser_stmt.cpp. Functions return null after
/// fail().
class Parser {
 public:
  Parser(const TokenStream& stream, uint32_t max_depth, Ast& out)
      : tokens_(stream.tokens), max_depth_(max_depth), ast_(out) {}
  Status run();

 private:
  friend class Nested;

  // Tokens.
  const Token& current() const { return tokens_[at_]; }
  const Token& look() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  void skip() { at_ += at_ + 1 < tokens_.size(); }
  bool is(Tok type) const { return current().type == type; }
  bool is_name(std::string_view name) const { return is(Tok::name) && current().text == name; }
  bool is_any_name(std::initializer_list<std::string_view> names) const;
  bool skip_if(Tok type);
  bool skip_if_name(std::string_view name);
  bool expect(Tok type);
  bool expect_name(std::string_view name);
  std::nullptr_t fail(const std::string& what, uint32_t line = 0);
  std::nullptr_t fail_too_deep();
  std::nullptr_t fail_unexpected(const std::string& wanted);
  static std::string describe_token(const Token& token);

  template <class T, class... Args>
  T* make(uint32_t line, Args&&... args) {
    auto node = std::make_unique<T>(std::forward<Args>(args)...);
    node->line = line;
    T* raw = node.get();
    ast_.nodes.push_back(std::move(node));
    return raw;
  }
  Value string_constant(std::string text);
  NameExpr* make_name(const Token& token, bool store);

  // Expressions (parser_expr.cpp).
  Expr* expression(bool with_cond = true) { return with_cond ? conditional() : logic_or(); }
  Expr* conditional();
  Expr* logic_or();
  Expr* logic_and();
  Expr* logic_not();
  Expr* comparison();
  Expr* sum();
  Expr* concatenation();
  Expr* product();
  Expr* power();
  Expr* unary(bool with_filter = true);
  Expr* primary(bool with_namespace = false);
  Expr* number();
  Expr* list_display();
  Expr* dict_display();
  enum class TupleEnd : uint8_t { none, in, recursive };
  struct TupleOptions {
    bool simplified = false, with_cond = true, parentheses = false, with_namespace = false;
    TupleEnd end = TupleEnd::none;
  };
  Expr* tuple(TupleOptions options);
  bool at_tuple_end(TupleEnd end) const;
  bool postfix(PostfixExpr& chain);
  bool filters_and_tests(PostfixExpr& chain);
  bool subscript(PostfixExpr& chain);
  bool slice_part(Expr*& out);
  bool filter(PostfixExpr& chain);
  bool test(PostfixExpr& chain);
  bool call(PostfixExpr& chain);
  std::unique_ptr<CallArgs> call_args();
  bool keyword_arg(CallArgs& args);
  bool dotted_name(std::string& out);

  // Statements (parser_stmt.cpp).
  bool subparse(Body& out, std::initializer_list<std::string_view> end_tags);
  bool statements(Body& out, std::initializer_list<std::string_view> end_tags, bool drop_end);
  Stmt* statement();
  Stmt* for_statement();
  Stmt* if_statement();
  Stmt* macro_statement();
  Stmt* call_block();
  Stmt* generation_block();
  Stmt* filter_block();
  Stmt* with_statement();
  Stmt* set_statement();
  Stmt* autoescape_statement();
  Stmt* block_statement();
  Stmt* print_statement();
  Stmt* refused_statement();
  Stmt* loop_control();
  bool signature(MacroStmt& macro);
  Expr* target(TupleOptions options);
  NameExpr* target_name();
  bool mark_store(Expr* target);
  Expr* clone_target(const Expr* target);
  /// Parses a body outside any loop the body could break out of.
  bool function_body(Body& out, std::initializer_list<std::string_view> end_tags);

  const std::vector<Token>& tokens_;
  const uint32_t max_depth_;
  Ast& ast_;
  size_t at_ = 0;
  uint32_t depth_ = 0;
  bool in_loop_ = false;
  bool failed_ = false;
  Error error_;
};

/// One more level of nesting in the source; false() when it is too deep.
class Nested {
 public:
  explicit Nested(Parser& parser) : parser_(parser) { ++parser_.depth_; }
  ~Nested() { --parser_.depth_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;
  bool ok();

 private:
  Parser& parser_;
};

}  // namespace ondol::jinja
