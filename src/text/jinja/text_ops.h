// Cutting and searching text the way Python's str methods do; shared by methods and filters.
#pragma once

#include <string_view>
#include <vector>

#include "text/jinja/runtime.h"

namespace ondol::jinja {

using Pieces = std::vector<std::string_view>;

/// A set of characters to strip.
class CharSet {
 public:
  explicit CharSet(std::string_view chars);
  bool has(char32_t c) const;

 private:
  std::vector<char32_t> sorted_;
};

/// str.strip and friends; `chars` missing or none: white space. Only called with a string otherwise.
std::string_view strip_text(std::string_view text, const Value& chars, bool left, bool right);

/// At most `limit` splits (negative: no limit). False on failure.
bool split_spaces(Runtime& rt, std::string_view text, int64_t limit, bool from_right, Pieces& out);
bool split_at(Runtime& rt, std::string_view text, std::string_view separator, int64_t limit, bool from_right,
              Pieces& out);
/// At Python's line boundaries.
bool split_lines(Runtime& rt, std::string_view text, bool keep_ends, Pieces& out);

/// text.replace(old, with, count); count negative: all.
bool replace_text(Runtime& rt, Text& out, std::string_view text, std::string_view old, std::string_view with,
                  int64_t count);

/// Padding on both sides as str.center does.
bool center_text(Text& out, std::string_view text, int64_t width, std::string_view fill);

/// Pieces as a list of strings, marked as `like` is.
Value strings(Runtime& rt, const Pieces& pieces, const Value& like);

}  // namespace ondol::jinja
