#include "base/toml_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/nearest.h"
#include "base/toml.h"
#include "base/toml_text.h"
#include "base/try.h"

namespace ondol {
namespace {

const toml::table& table_of(const void* node) { return *static_cast<const toml::table*>(node); }

const std::string* string_of(const toml::node* node) {
  const auto* text = node != nullptr ? node->as_string() : nullptr;
  return text == nullptr || text->get().empty() ? nullptr : &text->get();
}

}  // namespace

std::string toml_string(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string plain_number(double value) {
  // Beyond 2^53 a whole number in full would claim digits that the double does not hold.
  const bool whole = value == std::floor(value) && std::abs(value) < 9007199254740992.0;
  char text[64];
  const auto end = whole ? std::to_chars(text, text + sizeof text, static_cast<int64_t>(value)).ptr
                         : std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

struct TomlTable::Document {
  std::string path;
  toml::table root;
};

Result<TomlTable> TomlTable::parse(const std::string& text, const std::string& path) {
  auto document = std::make_shared<Document>();
  document->path = path;
  ONDOL_ASSIGN(document->root, parse_toml(text, path));
  const void* node = &document->root;
  return TomlTable(std::move(document), node, "");
}

Result<TomlTable> TomlTable::read(const std::string& path, const std::string& what) {
  ONDOL_ASSIGN(const std::string text, read_toml_file(path, what));
  return parse(text, path);
}

std::string TomlTable::full_name(std::string_view key) const {
  return name_.empty() ? std::string(key) : key.empty() ? name_ : name_ + "." + std::string(key);
}

Error TomlTable::wrong(std::string_view key, const std::string& what) const {
  const toml::table& table = table_of(node_);
  uint32_t line = table.source().begin.line;
  for (const auto& [name, node] : table)
    if (name.str() == key) line = name.source().begin.line;
  return Error{ErrorCode::bad_format, document_->path + ":" + std::to_string(std::max(line, 1U)) + ": " +
                                          full_name(key) + ": " + what};
}

Error TomlTable::expected(std::string_view key, const std::string& what) const {
  const toml::node* node = table_of(node_).get(key);
  return wrong(key, "expected " + what + ", got " + (node != nullptr ? describe_toml(*node) : "nothing"));
}

Status TomlTable::allow(std::initializer_list<std::string_view> keys) const {
  for (const auto& [name, node] : table_of(node_)) {
    const std::string_view given = name.str();
    if (std::ranges::find(keys, given) != keys.end()) continue;
    Nearest nearest;
    std::string list;
    for (const std::string_view key : keys) {
      nearest.offer(given, key, std::string(key));
      list += (list.empty() ? "" : ", ") + std::string(key);
    }
    const std::string shown = full_name(on_one_line(given));
    return Error{ErrorCode::bad_format,
                 document_->path + ":" + std::to_string(std::max(name.source().begin.line, 1U)) + ": " +
                     shown + ": unknown key" +
                     (nearest.steps <= misspelling_steps(given) ? "; did you mean " + nearest.name + "?"
                                                                : ", expected one of " + list)};
  }
  return {};
}

bool TomlTable::has(std::string_view key) const { return table_of(node_).contains(key); }

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> out;
  for (const auto& [name, node] : table_of(node_)) out.emplace_back(name.str());
  return out;
}

Result<std::string> TomlTable::text(std::string_view key) const {
  const std::string* text = string_of(table_of(node_).get(key));
  if (text == nullptr) return expected(key, "a string that is not empty");
  return *text;
}

Result<int64_t> TomlTable::integer(std::string_view key, int64_t min, int64_t max) const {
  const toml::node* node = table_of(node_).get(key);
  const auto* value = node != nullptr ? node->as_integer() : nullptr;
  if (value == nullptr || value->get() < min || value->get() > max)
    return expected(key, "an integer from " + std::to_string(min) + " to " + std::to_string(max));
  return value->get();
}

Result<double> TomlTable::number(std::string_view key, double min, double max) const {
  const toml::node* node = table_of(node_).get(key);
  if (node != nullptr && node->is_number()) {
    const double value = *node->value<double>();
    if (value >= min && value <= max) return value;  // no NaN comes through
  }
  return expected(key, "a number from " + plain_number(min) + " to " + plain_number(max));
}

Result<bool> TomlTable::boolean(std::string_view key) const {
  const toml::node* node = table_of(node_).get(key);
  const auto* value = node != nullptr ? node->as_boolean() : nullptr;
  if (value == nullptr) return expected(key, "true or false");
  return value->get();
}

Result<size_t> TomlTable::word(std::string_view key, std::span<const char* const> words) const {
  const std::string* text = string_of(table_of(node_).get(key));
  std::string list;
  for (size_t i = 0; i < words.size(); ++i) {
    if (text != nullptr && *text == words[i]) return i;
    list += (i == 0 ? "\"" : " or \"") + std::string(words[i]) + "\"";
  }
  return expected(key, list);
}

Result<std::vector<std::string>> TomlTable::texts(std::string_view key) const {
  const toml::node* node = table_of(node_).get(key);
  std::vector<std::string> out;
  if (node != nullptr && node->is_array()) {
    for (const toml::node& item : *node->as_array()) {
      const std::string* text = string_of(&item);
      if (text == nullptr) return expected(key, "a list of strings that are not empty");
      out.push_back(*text);
    }
  }
  if (out.empty()) return expected(key, "a list of strings");
  return out;
}

Result<TomlTable> TomlTable::table(std::string_view key) const {
  const toml::node* node = table_of(node_).get(key);
  if (node == nullptr || !node->is_table()) return expected(key, "a section");
  return TomlTable(document_, node->as_table(), full_name(key));
}

Result<std::vector<TomlTable>> TomlTable::tables(std::string_view key) const {
  const toml::node* node = table_of(node_).get(key);
  std::vector<TomlTable> out;
  if (node != nullptr && node->is_array()) {
    for (const toml::node& item : *node->as_array()) {
      if (!item.is_table()) return expected(key, "a list of sections");
      out.push_back(TomlTable(document_, item.as_table(), full_name(key)));
    }
  }
  if (out.empty()) return expected(key, "a list of sections");
  return out;
}

}  // namespace ondol
