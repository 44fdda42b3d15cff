// JSON documents on stdout: key order as written, and whatever bytes a model file holds made valid UTF-8.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace ondol::cli {

using Json = nlohmann::ordered_json;

inline std::string json_text(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ondol::cli
