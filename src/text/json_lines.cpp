// One JSON object a line; see json_lines.h.
#include "text/json_lines.h"

#include <algorithm>

#include "base/try.h"
#include "text/utf8.h"

namespace ondol {
namespace {

Error at(const std::string& path, uint64_t line, const std::string& what) {
  return Error{ErrorCode::bad_format, path + ":" + std::to_string(line) + ": " + what};
}

std::string a_type(const nlohmann::json& value) {
  const std::string name = value.type_name();  // "array", "number", …
  return (name == "array" || name == "object" ? "an " : name == "null" ? "" : "a ") + name;
}

Result<nlohmann::json> parse_line(std::string_view text, const std::string& path, uint64_t line) {
  if (!utf8::is_valid(text)) return at(path, line, "expected UTF-8");
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    return at(path, line,
              "expected one JSON object, got something else at byte " + std::to_string(error.byte));
  } catch (const nlohmann::json::exception&) {  // a number out of range
    return at(path, line, "expected one JSON object, got a value that cannot be read");
  }
}

}  // namespace

Result<std::string> JsonLine::text(const char* key) const {
  const auto found = object_.find(key);
  if (found == object_.end()) return wrong(key, "expected a string, got nothing");
  if (!found->is_string()) return wrong(key, "expected a string, got " + a_type(*found));
  return found->get<std::string>();
}

Error JsonLine::wrong(const char* key, const std::string& what) const {
  return at(path_, line_, std::string(key) + ": " + what);
}

Status for_each_json_line(std::string_view content, const std::string& path,
                          const std::function<Status(const JsonLine&)>& visit) {
  uint64_t line = 0;
  while (!content.empty()) {
    ++line;
    const size_t end = std::min(content.find('\n'), content.size());
    const std::string_view text = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    ONDOL_ASSIGN(const nlohmann::json value, parse_line(text, path, line));
    if (!value.is_object()) return at(path, line, "expected one JSON object, got " + a_type(value));
    ONDOL_TRY(visit(JsonLine(path, line, value)));
  }
  return {};
}

uint64_t first_line_not_utf8(std::string_view content) {
  uint64_t line = 0;
  while (!content.empty()) {
    ++line;
    const size_t end = std::min(content.find('\n'), content.size());
    if (!utf8::is_valid(content.substr(0, end))) return line;
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  return 0;
}

}  // namespace ondol
