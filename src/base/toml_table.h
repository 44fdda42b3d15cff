// A TOML table read with every key checked: what is asked of it comes back as the type that was asked for, or
// as one line "FILE:LINE: section.key: expected …, got …". Hides the TOML library; knows no particular file.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"

namespace ondol {

/// A TOML basic string: quotes around it, control characters as escapes, whatever the text holds.
std::string toml_string(std::string_view text);
/// The shortest text that reads back as this number; whole numbers without an exponent.
std::string plain_number(double value);

class TomlTable {
 public:
  /// The whole of a file. Errors: bad_format naming the line; read: not_found, io and what parse gives.
  static Result<TomlTable> parse(const std::string& text, const std::string& path);
  static Result<TomlTable> read(const std::string& path, const std::string& what);

  /// An error for a key that is not among these, with the nearest of them. Call it first: then a misspelt key
  /// is named and not only missed.
  Status allow(std::initializer_list<std::string_view> keys) const;

  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;

  // Each is an error where the key is absent. Bounds are inclusive.
  Result<std::string> text(std::string_view key) const;  ///< not empty
  Result<int64_t> integer(std::string_view key, int64_t min, int64_t max) const;
  Result<double> number(std::string_view key, double min, double max) const;  ///< an integer too; no NaN
  Result<bool> boolean(std::string_view key) const;
  /// The index of the word in `words`.
  Result<size_t> word(std::string_view key, std::span<const char* const> words) const;
  Result<std::vector<std::string>> texts(std::string_view key) const;  ///< at least one, none empty
  Result<TomlTable> table(std::string_view key) const;
  Result<std::vector<TomlTable>> tables(std::string_view key) const;  ///< at least one

  /// "FILE:LINE: section.key: what" at the key's line, or at the table's where it is not given.
  Error wrong(std::string_view key, const std::string& what) const;

 private:
  struct Document;
  TomlTable(std::shared_ptr<const Document> document, const void* node, std::string name)
      : document_(std::move(document)), node_(node), name_(std::move(name)) {}
  std::string full_name(std::string_view key) const;
  Error expected(std::string_view key, const std::string& what) const;

  std::shared_ptr<const Document> document_;
  const void* node_;  ///< the library's table, inside of document_
  std::string name_;  ///< "section.part", empty for the whole file
};

}  // namespace ondol
