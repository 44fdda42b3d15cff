// Files with one JSON object a line, read without trusting a byte: an error names file, line, field, what was
// expected. Knows nothing of what the fields mean.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "ondol/result.h"

namespace ondol {

class JsonLine {
 public:
  JsonLine(const std::string& path, uint64_t line, const nlohmann::json& object)
      : path_(path), line_(line), object_(object) {}

  const nlohmann::json& object() const { return object_; }
  uint64_t line() const { return line_; }
  bool has(const char* key) const { return object_.contains(key); }
  Result<std::string> text(const char* key) const;
  /// "PATH:LINE: KEY: what"
  Error wrong(const char* key, const std::string& what) const;

 private:
  const std::string& path_;
  uint64_t line_;
  const nlohmann::json& object_;
};

/// Calls visit for each line that is not blank, until one fails. Lines are counted from 1.
/// Errors: bad_format (no UTF-8, no JSON, no object), and visit's.
Status for_each_json_line(std::string_view content, const std::string& path,
                          const std::function<Status(const JsonLine&)>& visit);

/// Line of the first byte that is no UTF-8, 0 where all is well.
uint64_t first_line_not_utf8(std::string_view content);

}  // namespace ondol
