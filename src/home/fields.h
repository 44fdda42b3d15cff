// Reading JSON that nobody has checked: every complaint names the file, the line where it is known, the
// field, and what was expected; unknown keys are errors with the nearest known one. Knows nothing of what
// fields mean.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol::home {

using Json = nlohmann::ordered_json;

/// "FILE:LINE" for the value that a JSON pointer names; only called when something is wrong.
using Whereabouts = std::function<std::string(const std::string& pointer)>;

/// A value and where it stands. Valid as long as the value and whereabouts are.
class Field {
 public:
  Field(const Json& value, const Whereabouts& where) : value_(&value), where_(&where) {}

  const Json& json() const { return *value_; }
  bool has(const char* key) const { return value_->is_object() && value_->contains(key); }
  bool is_null(const char* key) const { return !has(key) || value_->at(key).is_null(); }
  /// The member; the field must exist.
  Field at(const char* key) const;
  Field at(size_t index) const;

  Status expect_object(std::span<const std::string_view> keys) const;  ///< and no other key
  Status expect_array() const;
  /// Strings are valid UTF-8 without control characters, which no name needs and a terminal obeys.
  Result<std::string> text() const;
  Result<std::string> text(const char* key) const;                         ///< must be there
  Result<std::string> text_or(const char* key, std::string absent) const;  ///< absent for missing and null
  Result<std::vector<std::string>> texts_or_none(const char* key) const;

  /// "FILE:LINE: entities[3].area: WHAT"
  Error wrong(const std::string& what) const;
  /// "…, got a number"
  Error expected(const std::string& what) const;

 private:
  Field(const Json& value, const Whereabouts& where, std::string pointer, std::string path)
      : value_(&value), where_(&where), pointer_(std::move(pointer)), path_(std::move(path)) {}

  const Json* value_;
  const Whereabouts* where_;
  std::string pointer_;  ///< "/entities/3/area"
  std::string path_;     ///< "entities[3].area", as people read it
};

/// Parses a whole JSON text; on an error names the line. Errors: bad_format.
Result<Json> parse_json(std::string_view text, const std::string& path);
/// The line on which the value of a JSON pointer begins, or 0.
uint64_t line_of(std::string_view text, const std::string& pointer);
/// "; did you mean WORD?" where one is near enough, or ", expected one of A, B, C".
std::string suggest(std::string_view unknown, std::span<const std::string_view> known);
/// What a person calls the type: "an array", "a number", "nothing" for null.
std::string type_text(const Json& value);
/// No byte below 0x20 and no DEL.
bool has_control_character(std::string_view text);

}  // namespace ondol::home
