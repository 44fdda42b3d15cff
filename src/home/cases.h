// Batch cases and expectation lines, one JSON object a line (docs/formats/home.md). Knows nothing of who
// answers them.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "home/frame_reader.h"
#include "home/home.h"
#include "home/values/dates.h"

namespace ondol::home {

struct Case {
  std::string id;  ///< a number is written as text
  Json id_json;
  Home home;  ///< with the case's states in it
  std::string from;
  std::optional<Moment> now;
  std::vector<Turn> history;
  std::string text;
  std::optional<std::vector<Frame>> frames;  ///< written beside the text, for tests
};

/// Calls visit for each case, in order; homes that are files are read once. Errors: bad_format naming file,
/// line and field; and visit's.
Status for_each_case(std::string_view content, const std::string& path,
                     const std::function<Status(Case&)>& visit);

/// What a case's answer must be: every field that is there must hold.
struct Expectation {
  std::string id;
  std::string intent;  ///< "": not looked at
  Json slots = Json::object();
  std::optional<Json> changes;
  std::vector<std::string> reply;
  std::optional<bool> asked_back;
  std::string domain;
  std::vector<std::string> tags;  ///< "category" counts as a tag
};
using Expectations = std::unordered_map<std::string, Expectation>;
Result<Expectations> read_expectations(std::string_view content, const std::string& path);
Result<Expectation> read_expectation(const Field& field);

}  // namespace ondol::home
