// Literals: numbers, lists, dicts.
#include <charconv>
#include <limits>

#include "text/jinja/parser.h"

namespace ondol::jinja {

Expr* Parser::number() {
  const Token& token = current();
  skip();
  const std::string_view text = token.text;
  if (token.type == Tok::real) {
    double d = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), d);
    if (status == std::errc::result_out_of_range) {
      d = text.find("e-") != text.npos || text.find("E-") != text.npos
              ? 0.0
              : std::numeric_limits<double>::infinity();
    }
    return make<ConstExpr>(token.line, Value::real(d));
  }
  const char second = text.size() > 1 ? static_cast<char>(text[1] | 32) : '\0';
  const int base = second == 'x' ? 16 : second == 'o' ? 8 : second == 'b' ? 2 : 10;
  const std::string_view digits = base == 10 ? text : text.substr(2);
  int64_t i = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), i, base);
  if (status == std::errc{}) return make<ConstExpr>(token.line, Value::integer(i));
  if (base != 10) return fail("an integer beyond 64 bits", token.line);
  ast_.bigs.push_back(std::make_unique<BigObj>(std::string(digits)));
  return make<ConstExpr>(token.line, Value::object(ast_.bigs.back().get()));
}

Expr* Parser::list_display() {
  ItemsExpr* list = make<ItemsExpr>(current().line, ExprKind::list);
  skip();
  while (!is(Tok::rbracket)) {
    if (!list->items.empty() && !expect(Tok::comma)) return nullptr;
    if (is(Tok::rbracket)) break;
    Expr* item = expression();
    if (item == nullptr) return nullptr;
    list->items.push_back(item);
  }
  skip();
  return list;
}

Expr* Parser::dict_display() {
  DictExpr* dict = make<DictExpr>(current().line);
  skip();
  while (!is(Tok::rbrace)) {
    if (!dict->items.empty() && !expect(Tok::comma)) return nullptr;
    if (is(Tok::rbrace)) break;
    Expr* key = expression();
    if (key == nullptr || !expect(Tok::colon)) return nullptr;
    Expr* value = expression();
    if (value == nullptr) return nullptr;
    dict->items.emplace_back(key, value);
  }
  skip();
  return dict;
}

}  // namespace ondol::jinja
