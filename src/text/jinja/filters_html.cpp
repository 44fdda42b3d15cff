// Filters for HTML and URLs: few templates have a use for them, but they are part of the language.
#include <algorithm>

#include "text/jinja/filters.h"
#include "text/jinja/iter.h"
#include "text/jinja/ops.h"
#include "text/jinja/text_ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

namespace {

bool append_quoted(Text& out, std::string_view s, bool for_query) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (char c : s) {
    const unsigned char byte = static_cast<unsigned char>(c);
    const bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (alnum || std::string_view("_.-~").find(c) != std::string_view::npos || (c == '/' && !for_query)) {
      if (!out.add(c)) return false;
    } else if (c == ' ' && for_query) {
      if (!out.add('+')) return false;
    } else {
      const char escape[] = {'%', kHex[byte >> 4], kHex[byte & 15]};
      if (!out.add(std::string_view(escape, 3))) return false;
    }
  }
  return true;
}

bool append_quoted(Runtime& rt, Text& out, const Value& v, bool for_query) {
  const Value text = to_str(rt, v);
  return !text.is_missing() && append_quoted(out, text.text(), for_query);
}

/// The entities that have no table here are refused rather than left in.
bool append_unescaped(Runtime& rt, Text& out, std::string_view s) {
  struct Entity {
    std::string_view name, text;
  };
  constexpr Entity kEntities[] = {{"amp", "&"},   {"lt", "<"},   {"gt", ">"},
                                  {"quot", "\""}, {"apos", "'"}, {"nbsp", "\u00a0"}};
  for (size_t pos = 0; pos < s.size();) {
    const size_t amp = std::min(s.find('&', pos), s.size());
    if (!out.add(s.substr(pos, amp - pos))) return false;
    pos = amp;
    if (pos >= s.size()) break;
    const size_t semicolon = s.substr(pos, 40).find(';');
    const std::string_view name =
        semicolon == std::string_view::npos ? std::string_view() : s.substr(pos + 1, semicolon - 1);
    if (name.size() > 1 && name[0] == '#') {
      const bool hex = (name[1] | 32) == 'x';
      const auto code = parse_int(rt, name.substr(hex ? 2 : 1), hex ? 16 : 10);
      if (!code || *code < 32 || *code > 0x10FFFF || (*code >= 0x7F && *code < 0xA0) ||
          (*code >= 0xD800 && *code < 0xE000)) {
        rt.fail(ErrorCode::unsupported, "striptags: character reference not supported");
        return false;
      }
      std::string c;
      utf8_append(c, static_cast<char32_t>(*code));
      if (!out.add(c)) return false;
      pos += semicolon + 1;
      continue;
    }
    const Entity* found = nullptr;
    for (const Entity& entity : kEntities) {
      if (entity.name == name) found = &entity;
    }
    const bool might_be_entity =
        pos + 1 < s.size() && (((s[pos + 1] | 32) >= 'a' && (s[pos + 1] | 32) <= 'z') || s[pos + 1] == '#');
    if (found == nullptr && might_be_entity) {
      rt.fail(ErrorCode::unsupported, "striptags: entity not supported");
      return false;
    }
    if (!out.add(found != nullptr ? found->text : "&")) return false;
    pos += found != nullptr ? semicolon + 1 : 1;
  }
  return true;
}

}  // namespace

Value filter_striptags(Runtime& rt, const Value& self, Args&) {
  const Value text = to_str(rt, self);
  if (text.is_missing() || !rt.spend_bytes(text.text().size())) return {};
  std::string_view rest = text.text();
  std::string kept;
  while (true) {
    const size_t open = rest.find('<');
    if (open == std::string_view::npos) break;
    const bool comment = rest.substr(open).starts_with("<!--");
    const size_t close = comment ? find_text(rt, rest, "-->", open + 4) : rest.find('>', open);
    if (rt.failed()) return {};
    if (close == std::string_view::npos) break;
    kept += rest.substr(0, open);
    rest.remove_prefix(close + (comment ? 3 : 1));
  }
  kept += rest;
  Pieces words;
  if (!split_spaces(rt, kept, -1, false, words)) return {};
  std::string collapsed;
  for (std::string_view word : words) {
    if (!collapsed.empty()) collapsed += ' ';
    collapsed += word;
  }
  Text out(rt);
  return append_unescaped(rt, out, collapsed) ? out.value() : Value();
}

Value filter_urlencode(Runtime& rt, const Value& self, Args&) {
  Text out(rt);
  if (self.is(Kind::string) || !is_iterable(self))
    return append_quoted(rt, out, self, false) ? out.value() : Value();
  Value pairs = self;
  if (self.is(Kind::dict)) pairs = Value::object(rt.make<DictViewObj>(0, self, ViewKind::items));
  const Value it = iterate(rt, pairs);
  Value pair;
  for (bool first = true; !it.is_missing() && iter_next(rt, it, pair); first = false) {
    Values parts;
    if (!collect(rt, pair, parts)) return {};
    if (parts.size() != 2) return rt.fail("urlencode expects pairs");
    if ((!first && !out.add('&')) || !append_quoted(rt, out, parts[0], true) || !out.add('=') ||
        !append_quoted(rt, out, parts[1], true))
      return {};
  }
  return rt.failed() ? Value() : out.value();
}

Value filter_xmlattr(Runtime& rt, const Value& self, Args& args) {
  if (!self.is(Kind::dict))
    return raise_use(rt, self, "'" + type_name(self) + "' object has no attribute 'items'");
  Text out(rt);
  bool first = true;
  for (const auto& [key, value] : self.as<DictObj>().entries) {
    if (value.is(Kind::none) || value.is_undefined()) continue;
    if (!key.is(Kind::string)) return rt.fail("attribute names must be strings");
    if (key.text().find_first_of(" \t\n\r\f\v/>=") != std::string_view::npos)
      return rt.fail("invalid character in attribute name");
    const Value name = escape_html(rt, key), shown = escape_html(rt, value);
    const bool space = !first || !args.given(0) || truthy(args[0]);
    if (rt.failed() || (space && !out.add(' ')) || !out.add(name.text()) || !out.add("=\"") ||
        !out.add(shown.text()) || !out.add('"'))
      return {};
    first = false;
  }
  return out.value();
}

}  // namespace ondol::jinja
