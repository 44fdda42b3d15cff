// The lexer: text up to the next tag, then tokens inside the tag until its end.
#include "text/jinja/lexer.h"

#include <array>
#include <cctype>

#include "base/try.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

struct Operator {
  std::string_view text;
  Tok type;
};
// Longest first.
constexpr std::array kOperators = {
    Operator{"//", Tok::floordiv}, Operator{"**", Tok::pow},      Operator{"==", Tok::eq},
    Operator{"!=", Tok::ne},       Operator{">=", Tok::gteq},     Operator{"<=", Tok::lteq},
    Operator{"+", Tok::add},       Operator{"-", Tok::sub},       Operator{"/", Tok::div},
    Operator{"*", Tok::mul},       Operator{"%", Tok::mod},       Operator{"~", Tok::tilde},
    Operator{"[", Tok::lbracket},  Operator{"]", Tok::rbracket},  Operator{"(", Tok::lparen},
    Operator{")", Tok::rparen},    Operator{"{", Tok::lbrace},    Operator{"}", Tok::rbrace},
    Operator{">", Tok::gt},        Operator{"<", Tok::lt},        Operator{"=", Tok::assign},
    Operator{".", Tok::dot},       Operator{":", Tok::colon},     Operator{"|", Tok::pipe},
    Operator{",", Tok::comma},     Operator{";", Tok::semicolon},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Newlines as \n, one at the very end dropped, as jinja2 does.
std::string normalised(std::string_view source) {
  std::string out;
  out.reserve(source.size());
  for (size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\r') {
      out += '\n';
      if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
    } else {
      out += source[i];
    }
  }
  if (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

class Lexer {
 public:
  explicit Lexer(TokenStream& out) : out_(out), src_(out.source) {}

  Status run() {
    while (pos_ < src_.size()) ONDOL_TRY(text());
    push(Tok::eof, {});
    return {};
  }

 private:
  Error error(const std::string& what) const {
    return {ErrorCode::bad_format, "template line " + std::to_string(line_) + ": " + what};
  }
  void push(Tok type, std::string_view text) { out_.tokens.push_back({type, line_, text}); }
  void advance(size_t to) {
    for (; pos_ < to; ++pos_) line_ += src_[pos_] == '\n';
  }
  bool at(std::string_view s) const { return src_.substr(pos_).starts_with(s); }
  size_t skip_space(size_t at) const {
    while (at < src_.size()) {
      size_t next = at;
      if (!is_space(utf8_next(src_, next))) break;
      at = next;
    }
    return at;
  }

  /// Emits the text before a tag: `-` strips all white space at its end; a block or comment alone on its line
  /// strips the indentation (lstrip_blocks) unless marked `+`.
  void emit_text(size_t end, char sign, bool is_variable) {
    std::string_view text = src_.substr(pos_, end - pos_);
    if (sign == '-') {
      text = strip_right(text);
    } else if (sign != '+' && !is_variable) {
      const size_t newline = text.rfind('\n');
      const size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
      if ((line_start > 0 || line_starting_) && strip_left(text.substr(line_start)).empty()) {
        text = text.substr(0, line_start);
      }
    }
    if (!text.empty()) push(Tok::data, text);
    advance(end);
  }

  /// Where `{%- raw -%}` ends if one starts at `at` (0 if not).
  size_t raw_begin_end(size_t at) const {
    size_t p = at + 2;
    if (p < src_.size() && (src_[p] == '-' || src_[p] == '+')) ++p;
    p = skip_space(p);
    if (!src_.substr(p).starts_with("raw")) return 0;
    p = skip_space(p + 3);
    if (src_.substr(p).starts_with("-%}")) return skip_space(p + 3);
    return src_.substr(p).starts_with("%}") ? p + 2 : 0;
  }

  size_t find_tag(size_t from) const {
    for (size_t p = from; (p = src_.find('{', p)) != std::string_view::npos; ++p) {
      if (p + 1 < src_.size() && (src_[p + 1] == '{' || src_[p + 1] == '%' || src_[p + 1] == '#')) return p;
    }
    return std::string_view::npos;
  }

  Status text() {
    const size_t tag = find_tag(pos_);
    if (tag == std::string_view::npos) {
      push(Tok::data, src_.substr(pos_));
      advance(src_.size());
      return {};
    }
    const char kind = src_[tag + 1];
    const char next = tag + 2 < src_.size() ? src_[tag + 2] : '\0';
    const char sign = next == '-' || next == '+' ? next : '\0';
    const size_t raw_end = kind == '%' ? raw_begin_end(tag) : 0;
    emit_text(tag, sign, kind == '{');
    if (raw_end != 0) return raw(raw_end);
    const size_t inside = tag + (sign != '\0' ? 3 : 2);
    if (kind == '#') return comment(inside);
    push(kind == '%' ? Tok::block_begin : Tok::variable_begin, {});
    advance(inside);
    line_starting_ = false;
    return tag_tokens(kind == '%');
  }

  /// After a closing tag that ended before `end`: what trim_blocks and `-` swallow. Moves there.
  void close(size_t end, bool strip, bool trim) {
    if (strip) {
      end = skip_space(end);
    } else if (trim && end < src_.size() && src_[end] == '\n') {
      ++end;
    }
    advance(end);
    line_starting_ = end > 0 && src_[end - 1] == '\n';
  }

  /// A comment or raw block that opens as the very last thing: jinja2 lets it be.
  Status at_the_end() {
    advance(src_.size());
    return {};
  }

  Status comment(size_t inside) {
    const size_t end = src_.find("#}", inside);
    if (inside >= src_.size()) return at_the_end();
    if (end == std::string_view::npos) return error("missing end of comment tag");
    const char before = end > inside ? src_[end - 1] : '\0';
    close(end + 2, before == '-', before != '+');
    return {};
  }

  Status raw(size_t body) {
    advance(body);
    if (body >= src_.size()) return at_the_end();
    line_starting_ = body > 0 && src_[body - 1] == '\n';
    for (size_t p = body; (p = src_.find("{%", p)) != std::string_view::npos; p += 2) {
      size_t q = p + 2;
      const char sign = q < src_.size() && (src_[q] == '-' || src_[q] == '+') ? src_[q++] : '\0';
      q = skip_space(q);
      if (!src_.substr(q).starts_with("endraw")) continue;
      q = skip_space(q + 6);
      const char before = q < src_.size() && (src_[q] == '-' || src_[q] == '+') ? src_[q++] : '\0';
      if (!src_.substr(q).starts_with("%}")) continue;
      emit_text(p, sign, false);
      close(q + 2, before == '-', before != '+');
      return {};
    }
    return error("missing end of raw directive");
  }

  /// The end of the tag at pos_, if it is here.
  bool tag_end(bool block) {
    const std::string_view end = block ? "%}" : "}}";
    const bool strip = src_[pos_] == '-' && src_.substr(pos_ + 1).starts_with(end);
    const bool keep = block && src_[pos_] == '+' && src_.substr(pos_ + 1).starts_with(end);
    if (!strip && !keep && !at(end)) return false;
    push(block ? Tok::block_end : Tok::variable_end, {});
    close(pos_ + (strip || keep ? 3 : 2), strip, block && !keep);
    return true;
  }

  Status tag_tokens(bool block) {
    std::string open;  // closing brackets that are due
    while (pos_ < src_.size()) {
      const size_t after = skip_space(pos_);
      if (after > pos_) {
        advance(after);
        continue;
      }
      if (open.empty() && tag_end(block)) return {};
      const char c = src_[pos_];
      if (is_digit(c)) {
        number();
      } else if (c == '\'' || c == '"') {
        ONDOL_TRY(string_literal(c));
      } else if (!name()) {
        ONDOL_TRY(operator_token(open));
      }
    }
    return {};  // the parser reports the missing end
  }

  /// Digits with single '_' between them, from `p`; returns their end.
  size_t digits(size_t p) const {
    while (p < src_.size() &&
           (is_digit(src_[p]) || (src_[p] == '_' && p + 1 < src_.size() && is_digit(src_[p + 1]))))
      ++p;
    return p;
  }

  void push_number(Tok type, size_t end) {
    const std::string_view written = src_.substr(pos_, end - pos_);
    if (written.find('_') == std::string_view::npos) {
      push(type, written);
    } else {
      std::string plain;
      for (char c : written) {
        if (c != '_') plain += c;
      }
      push(type, out_.pooled.emplace_back(std::move(plain)));
    }
    advance(end);
  }

  void number() {
    const bool after_dot = pos_ > 0 && src_[pos_ - 1] == '.';
    const size_t whole = digits(pos_);
    size_t end = whole;
    if (!after_dot) {
      if (end + 1 < src_.size() && src_[end] == '.' && is_digit(src_[end + 1])) end = digits(end + 1);
      if (end < src_.size() && (src_[end] | 32) == 'e') {
        size_t p = end + 1;
        if (p < src_.size() && (src_[p] == '+' || src_[p] == '-')) ++p;
        if (p < src_.size() && is_digit(src_[p])) end = digits(p);
      }
      if (end > whole) return push_number(Tok::real, end);
    }
    if (src_[pos_] != '0') return push_number(Tok::integer, whole);
    const char base = pos_ + 1 < src_.size() ? static_cast<char>(src_[pos_ + 1] | 32) : '\0';
    const auto is_base_digit = [base](char c) {
      return base == 'x' ? std::isxdigit(static_cast<unsigned char>(c)) != 0
                         : c >= '0' && c <= (base == 'o' ? '7' : '1');
    };
    if (base == 'x' || base == 'o' || base == 'b') {
      end = pos_ + 2;
      while (end < src_.size() && (is_base_digit(src_[end]) || (src_[end] == '_' && end + 1 < src_.size() &&
                                                                is_base_digit(src_[end + 1]))))
        ++end;
      if (end > pos_ + 2) return push_number(Tok::integer, end);
    }
    end = pos_ + 1;  // a decimal zero: only further zeros belong to it
    while (end < src_.size() &&
           (src_[end] == '0' || (src_[end] == '_' && end + 1 < src_.size() && src_[end + 1] == '0')))
      ++end;
    push_number(Tok::integer, end);
  }

  Status string_literal(char quote) {
    size_t end = pos_ + 1;
    bool plain = true;
    while (end < src_.size() && src_[end] != quote) {
      if (src_[end] == '\\') {
        plain = false;
        ++end;
      }
      ++end;
    }
    if (end >= src_.size()) return error(std::string("unexpected char ") + quote + " (a string without end)");
    const std::string_view body = src_.substr(pos_ + 1, end - pos_ - 1);
    if (plain) {
      push(Tok::string, body);
    } else {
      Result<std::string> text = unescape_literal(body);
      if (!text.ok()) return error(text.error().message);
      push(Tok::string, out_.pooled.emplace_back(std::move(text).value()));
    }
    advance(end + 1);
    return {};
  }

  bool name() {
    size_t end = pos_;
    while (end < src_.size()) {
      size_t next = end;
      if ((char_flags(utf8_next(src_, next)) & (end == pos_ ? kIdStart : kIdPart)) == 0) break;
      end = next;
    }
    if (end == pos_) return false;
    push(Tok::name, src_.substr(pos_, end - pos_));
    advance(end);
    return true;
  }

  Status operator_token(std::string& open) {
    for (const Operator& op : kOperators) {
      if (!at(op.text)) continue;
      const char c = op.text[0];
      if (c == '(' || c == '[' || c == '{') open += c == '(' ? ')' : c == '[' ? ']' : '}';
      if (c == ')' || c == ']' || c == '}') {
        if (open.empty()) return error(std::string("unexpected '") + c + "'");
        if (open.back() != c)
          return error(std::string("unexpected '") + c + "', expected '" + open.back() + "'");
        open.pop_back();
      }
      push(op.type, op.text);
      advance(pos_ + op.text.size());
      return {};
    }
    size_t next = pos_;
    utf8_next(src_, next);
    return error("unexpected char '" + std::string(src_.substr(pos_, next - pos_)) + "' at " +
                 std::to_string(pos_));
  }

  TokenStream& out_;
  std::string_view src_;
  size_t pos_ = 0;
  uint32_t line_ = 1;
  bool line_starting_ = true;
};

}  // namespace

Status tokenize(std::string_view source, TokenStream& out) {
  out.source = normalised(source);
  return Lexer(out).run();
}

const char* describe(Tok type) {
  switch (type) {
    case Tok::data:
      return "template text";
    case Tok::variable_begin:
      return "begin of print statement";
    case Tok::variable_end:
      return "end of print statement";
    case Tok::block_begin:
      return "begin of statement block";
    case Tok::block_end:
      return "end of statement block";
    case Tok::name:
      return "name";
    case Tok::string:
      return "string";
    case Tok::integer:
      return "integer";
    case Tok::real:
      return "float";
    case Tok::eof:
      return "end of template";
    default:
      break;
  }
  for (const Operator& op : kOperators) {
    if (op.type == type) return op.text.data();
  }
  return "token";
}

}  // namespace ondol::jinja
