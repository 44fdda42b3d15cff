// Template source → tokens, by Jinja's rules with trim_blocks and lstrip_blocks on (documentation of jinja2,
// "Whitespace Control"; behaviour checked against jinja2 3.1). Knows nothing of grammar or values.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol::jinja {

enum class Tok : uint8_t {
  data,
  variable_begin,
  variable_end,
  block_begin,
  block_end,
  name,
  string,
  integer,
  real,
  add,
  sub,
  mul,
  div,
  floordiv,
  mod,
  pow,
  tilde,
  lbracket,
  rbracket,
  lparen,
  rparen,
  lbrace,
  rbrace,
  eq,
  ne,
  gt,
  gteq,
  lt,
  lteq,
  assign,
  dot,
  colon,
  pipe,
  comma,
  semicolon,
  eof,
};

struct Token {
  Tok type = Tok::eof;
  uint32_t line = 1;
  std::string_view text;  ///< data, names, digits without '_', the value of a string
};

struct TokenStream {
  std::string source;              ///< newlines normalised, the last one dropped
  std::deque<std::string> pooled;  ///< values of strings that are not as written in the source
  std::vector<Token> tokens;       ///< the last is eof
};

/// What a token is called in messages.
const char* describe(Tok type);

/// Fills `out`; its address must stay (tokens point into it). source: valid UTF-8.
Status tokenize(std::string_view source, TokenStream& out);

/// Python's escapes in a string literal's body. Error: the reason.
Result<std::string> unescape_literal(std::string_view body);

}  // namespace ondol::jinja
