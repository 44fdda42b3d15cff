#include "base/toml_text.h"

#include <cstdio>
#include <string_view>
#include <utility>

#include "base/mapped_file.h"
#include "base/nearest.h"
#include "base/try.h"

namespace ondol {
namespace {

constexpr size_t kMaxBytes = 1 << 20;

}  // namespace

Result<std::string> read_toml_file(const std::string& path, const std::string& what) {
  ONDOL_ASSIGN(const auto file, MappedFile::open(path));
  const auto bytes = file->bytes();
  if (bytes.size() > kMaxBytes)
    return Error{ErrorCode::bad_format, path + ": expected " + what + " of at most 1 MiB, got " +
                                            std::to_string(bytes.size()) + " bytes"};
  std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  ONDOL_TRY(file->check_intact());
  return text;
}

Result<toml::table> parse_toml(const std::string& text, const std::string& path) {
  toml::parse_result parsed = toml::parse(std::string_view(text), std::string_view(path));
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return Error{ErrorCode::bad_format, path + ":" + std::to_string(error.source().begin.line) +
                                            ": expected TOML: " + on_one_line(error.description(), 200)};
  }
  return std::move(parsed).table();
}

std::string describe_toml(const toml::node& node) {
  if (const auto* value = node.as_string()) return "\"" + on_one_line(value->get()) + "\"";
  if (const auto* value = node.as_integer()) return std::to_string(value->get());
  if (const auto* value = node.as_floating_point()) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value->get());
    return text;
  }
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  return node.is_table() ? "a table" : node.is_array() ? "a list" : "a date or time";
}

}  // namespace ondol
