// A small JSON file of a checkpoint (config.json and its like), read with every type checked: an error names
// file, key, what was expected and what is there. A null counts as absent, as Hugging Face means it.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "ondol/result.h"

namespace ondol {

class JsonFile {
 public:
  /// Errors: not_found, io, bad_format (no JSON object, too large).
  static Result<JsonFile> load(const std::string& path, uint64_t max_bytes = 4 << 20);
  /// The same, or nothing where there is no such file.
  static Result<std::optional<JsonFile>> load_if_there(const std::string& path,
                                                       uint64_t max_bytes = 32 << 20);
  JsonFile(std::string path, nlohmann::json root) : path_(std::move(path)), root_(std::move(root)) {}

  const std::string& path() const { return path_; }
  const nlohmann::json& root() const { return root_; }
  bool has(const char* key) const;
  /// The object under a key, empty where absent. Its errors are named "PATH: KEY: …".
  Result<JsonFile> object(const char* key) const;

  Result<uint64_t> uint(const char* key, uint64_t max) const;
  Result<uint64_t> uint_or(const char* key, uint64_t fallback, uint64_t max) const;
  Result<double> number(const char* key) const;  ///< finite
  Result<double> number_or(const char* key, double fallback) const;
  Result<bool> bool_or(const char* key, bool fallback) const;
  Result<std::string> string_or(const char* key, const std::string& fallback) const;
  Result<std::vector<double>> numbers(const char* key) const;
  /// An integer or an array of them; empty where absent.
  Result<std::vector<int64_t>> ids(const char* key) const;

  Error wrong(const char* key, const std::string& expected, ErrorCode code = ErrorCode::bad_format) const;

 private:
  std::string path_;
  nlohmann::json root_;
};

}  // namespace ondol
