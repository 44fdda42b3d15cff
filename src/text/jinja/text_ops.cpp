// Linear in the text, whatever the separator: the searches go through find_text.
#include "text/jinja/text_ops.h"

#include <algorithm>

#include "text/jinja/ops.h"
#include "text/jinja/unicode.h"

namespace ondol::jinja {

CharSet::CharSet(std::string_view chars) {
  for (size_t pos = 0; pos < chars.size();) sorted_.push_back(utf8_next(chars, pos));
  std::sort(sorted_.begin(), sorted_.end());
}

bool CharSet::has(char32_t c) const { return std::binary_search(sorted_.begin(), sorted_.end(), c); }

std::string_view strip_text(std::string_view text, const Value& chars, bool left, bool right) {
  if (!chars.is(Kind::string)) {
    if (left) text = strip_left(text);
    return right ? strip_right(text) : text;
  }
  const CharSet set(chars.text());
  while (left && !text.empty()) {
    size_t next = 0;
    if (!set.has(utf8_next(text, next))) break;
    text.remove_prefix(next);
  }
  while (right && !text.empty()) {
    size_t start = text.size();
    if (!set.has(utf8_previous(text, start))) break;
    text = text.substr(0, start);
  }
  return text;
}

namespace {

/// Notes one more piece; a failure when the pieces would outgrow the memory.
bool add_piece(Runtime& rt, Pieces& out, std::string_view piece) {
  if (out.size() == out.capacity() && !rt.has_room(2 * out.size() * (sizeof(piece) + sizeof(StringObj))))
    return false;
  out.push_back(piece);
  return rt.spend(1);
}

bool split_spaces_from_right(Runtime& rt, std::string_view text, int64_t limit, Pieces& out) {
  while (true) {
    text = strip_right(text);
    if (text.empty()) break;
    if (limit == 0) {
      if (!add_piece(rt, out, text)) return false;
      break;
    }
    size_t start = text.size();
    while (start > 0) {
      size_t before = start;
      if (is_space(utf8_previous(text, before))) break;
      start = before;
    }
    if (!add_piece(rt, out, text.substr(start))) return false;
    text = text.substr(0, start);
    if (limit > 0) --limit;
  }
  std::reverse(out.begin(), out.end());
  return true;
}

}  // namespace

bool split_spaces(Runtime& rt, std::string_view text, int64_t limit, bool from_right, Pieces& out) {
  if (!rt.spend_bytes(text.size())) return false;
  if (from_right) return split_spaces_from_right(rt, text, limit, out);
  while (true) {
    text = strip_left(text);
    if (text.empty()) return true;
    if (limit == 0) return add_piece(rt, out, text);
    size_t end = 0;
    while (end < text.size()) {
      size_t next = end;
      if (is_space(utf8_next(text, next))) break;
      end = next;
    }
    if (!add_piece(rt, out, text.substr(0, end))) return false;
    text.remove_prefix(end);
    if (limit > 0) --limit;
  }
}

bool split_at(Runtime& rt, std::string_view text, std::string_view separator, int64_t limit, bool from_right,
              Pieces& out) {
  if (from_right) {
    // On reversed copies the search stays linear and finds the rightmost separator first.
    if (!rt.fits(text.size()) || !rt.spend_bytes(text.size())) return false;
    const std::string reversed(text.rbegin(), text.rend());
    const std::string reversed_separator(separator.rbegin(), separator.rend());
    Pieces mirrored;
    if (!split_at(rt, reversed, reversed_separator, limit, false, mirrored)) return false;
    for (size_t i = mirrored.size(); i-- > 0;) {
      const size_t offset = static_cast<size_t>(mirrored[i].data() - reversed.data());
      out.push_back(text.substr(text.size() - offset - mirrored[i].size(), mirrored[i].size()));
    }
    return true;
  }
  size_t start = 0;
  while (limit != 0) {
    const size_t at = find_text(rt, text, separator, start);
    if (rt.failed()) return false;
    if (at == std::string_view::npos) break;
    if (!add_piece(rt, out, text.substr(start, at - start))) return false;
    start = at + separator.size();
    if (limit > 0) --limit;
  }
  return add_piece(rt, out, text.substr(start));
}

bool split_lines(Runtime& rt, std::string_view text, bool keep_ends, Pieces& out) {
  if (!rt.spend_bytes(text.size())) return false;
  size_t start = 0;
  for (size_t pos = 0; pos < text.size();) {
    const size_t end = pos;
    const char32_t c = utf8_next(text, pos);
    const bool breaks =
        (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
    if (!breaks) continue;
    if (c == '\r' && pos < text.size() && text[pos] == '\n') ++pos;
    if (!add_piece(rt, out, text.substr(start, (keep_ends ? pos : end) - start))) return false;
    start = pos;
  }
  return start == text.size() || add_piece(rt, out, text.substr(start));
}

bool replace_text(Runtime& rt, Text& out, std::string_view text, std::string_view old, std::string_view with,
                  int64_t count) {
  if (old.empty()) {  // between all characters, and at both ends
    size_t pos = 0;
    while (count != 0) {
      if (!out.add(with) || !rt.spend(1)) return false;
      if (count > 0) --count;
      if (pos >= text.size()) return true;
      const size_t n = utf8_length(static_cast<unsigned char>(text[pos]));
      if (!out.add(text.substr(pos, n))) return false;
      pos += n;
    }
    return out.add(text.substr(pos));
  }
  size_t start = 0;
  while (count != 0) {
    const size_t at = find_text(rt, text, old, start);
    if (rt.failed()) return false;
    if (at == std::string_view::npos) break;
    if (!out.add(text.substr(start, at - start)) || !out.add(with)) return false;
    start = at + old.size();
    if (count > 0) --count;
  }
  return out.add(text.substr(start));
}

bool center_text(Text& out, std::string_view text, int64_t width, std::string_view fill) {
  const int64_t pad = width - static_cast<int64_t>(utf8_count(text));
  if (pad <= 0) return out.add(text);
  const int64_t left = pad / 2 + (pad & width & 1);
  return out.repeat(fill, left) && out.add(text) && out.repeat(fill, pad - left);
}

Value strings(Runtime& rt, const Pieces& pieces, const Value& like) {
  Values out;
  out.reserve(pieces.size());
  for (std::string_view piece : pieces) {
    out.push_back(rt.string(piece, like.is_markup()));
    if (rt.failed()) return {};
  }
  return rt.list(std::move(out));
}

}  // namespace ondol::jinja
