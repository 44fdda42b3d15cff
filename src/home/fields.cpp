// Checked access to JSON; see fields.h.
#include "home/fields.h"

#include <algorithm>

#include "base/nearest.h"
#include "base/try.h"
#include "text/utf8.h"

namespace ondol::home {
namespace {

std::string pointer_part(std::string_view key) {
  std::string out = "/";
  for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

/// Reads only positions: the line of the value that a pointer names.
class LineFinder : public nlohmann::json_sax<Json> {
 public:
  LineFinder(const std::string& pointer, const uint64_t& line) : pointer_(pointer), line_(line) {}
  uint64_t found = 0;

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(size_t) override { return open({"", 0, false}); }
  bool start_array(size_t) override { return open({"", 0, true}); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    levels_.back().key = name;
    return true;
  }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  struct Level {
    std::string key;
    size_t index;
    bool array;
  };

  /// False once the value is found: parsing stops.
  bool visit() {
    std::string here;
    for (const Level& level : levels_)
      here += level.array ? "/" + std::to_string(level.index) : pointer_part(level.key);
    if (here != pointer_) return true;
    found = line_;
    return false;
  }
  void step() {
    if (!levels_.empty() && levels_.back().array) ++levels_.back().index;
  }
  bool value() {
    const bool go_on = visit();
    step();
    return go_on;
  }
  bool open(Level level) {
    const bool go_on = visit();
    levels_.push_back(std::move(level));
    return go_on;
  }
  bool close() {
    levels_.pop_back();
    step();
    return true;
  }

  const std::string& pointer_;
  const uint64_t& line_;
  std::vector<Level> levels_;
};

/// Counts the lines that the parser has taken.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  const char* at = nullptr;
  uint64_t* line = nullptr;
  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    if (*at == '\n') ++*line;
    ++at;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at == b.at; }
};

}  // namespace

Field Field::at(const char* key) const {
  return {value_->at(key), *where_, pointer_ + pointer_part(key), path_ + (path_.empty() ? "" : ".") + key};
}

Field Field::at(size_t index) const {
  const std::string n = std::to_string(index);
  return {value_->at(index), *where_, pointer_ + "/" + n, path_ + "[" + n + "]"};
}

Error Field::wrong(const std::string& what) const {
  return Error{ErrorCode::bad_format,
               (*where_)(pointer_) + ": " + (path_.empty() ? "" : path_ + ": ") + what};
}

Error Field::expected(const std::string& what) const {
  return wrong("expected " + what + ", got " + type_text(*value_));
}

Status Field::expect_object(std::span<const std::string_view> keys) const {
  if (!value_->is_object()) return expected("an object");
  for (const auto& [key, value] : value_->items())
    if (std::ranges::find(keys, key) == keys.end())
      return wrong("unknown key \"" + on_one_line(key) + "\"" + suggest(key, keys));
  return {};
}

Status Field::expect_array() const {
  if (!value_->is_array()) return expected("an array");
  return {};
}

Result<std::string> Field::text() const {
  if (!value_->is_string()) return expected("a string");
  std::string out = value_->get<std::string>();
  if (has_control_character(out)) return wrong("expected text without control characters");
  return out;
}

Result<std::string> Field::text(const char* key) const {
  if (!has(key)) return wrong(std::string("expected \"") + key + "\", a string; it is missing");
  return at(key).text();
}

Result<std::string> Field::text_or(const char* key, std::string absent) const {
  if (is_null(key)) return absent;
  return at(key).text();
}

Result<std::vector<std::string>> Field::texts_or_none(const char* key) const {
  std::vector<std::string> out;
  if (is_null(key)) return out;
  const Field list = at(key);
  ONDOL_TRY(list.expect_array());
  for (size_t i = 0; i < list.json().size(); ++i) {
    ONDOL_ASSIGN(std::string text, list.at(i).text());
    out.push_back(std::move(text));
  }
  return out;
}

Result<Json> parse_json(std::string_view text, const std::string& path) {
  const auto at_byte = [&](size_t byte, const std::string& what) {
    const auto line = 1 + std::ranges::count(text.substr(0, std::min(byte, text.size())), '\n');
    return Error{ErrorCode::bad_format, path + ":" + std::to_string(line) + ": " + what};
  };
  // nlohmann's parser is recursive only in destruction and copying, but a file of brackets would meet that.
  constexpr int kMaxDepth = 64;
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxDepth)
        return at_byte(i, "expected at most " + std::to_string(kMaxDepth) + " levels of brackets");
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  if (!utf8::is_valid(text)) {
    size_t pos = 0;
    for (utf8::Char c; pos < text.size() && (c = utf8::decode(text, pos)).valid;) pos += c.len;
    return at_byte(pos, "expected UTF-8");
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return at_byte(error.byte > 0 ? error.byte - 1 : 0,
                   "expected JSON, got something else at byte " + std::to_string(error.byte));
  } catch (const Json::exception&) {  // a number out of range
    return at_byte(0, "expected JSON, got a number that cannot be read");
  }
}

uint64_t line_of(std::string_view text, const std::string& pointer) {
  uint64_t line = 1;
  LineFinder finder(pointer, line);
  try {
    Json::sax_parse(CountingIterator{text.data(), &line}, CountingIterator{text.data() + text.size(), &line},
                    &finder);
  } catch (const Json::exception&) {
    return 0;
  }
  return finder.found;
}

std::string suggest(std::string_view unknown, std::span<const std::string_view> known) {
  // A key of a megabyte is near nothing, and the distance is quadratic.
  constexpr size_t kMaxBytes = 64;
  Nearest nearest;
  std::string list;
  for (const std::string_view word : known) {
    list += (list.empty() ? "" : ", ") + std::string(word);
    if (unknown.size() <= kMaxBytes) nearest.offer(unknown, word, std::string(word));
  }
  if (nearest.steps <= misspelling_steps(unknown)) return "; did you mean " + nearest.name + "?";
  return ", expected one of " + list;
}

std::string type_text(const Json& value) {
  const std::string name = value.type_name();  // "array", "number", …
  return (name == "array" || name == "object" ? "an " : name == "null" ? "" : "a ") + name;
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace ondol::home
