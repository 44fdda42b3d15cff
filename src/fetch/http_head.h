// The first lines of an HTTP answer: status and headers, from bytes that are not trusted. Knows nothing of
// sockets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ondol/result.h"

namespace ondol::fetch {

struct HttpHead {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in small letters

  /// The last of that name (small letters), or nullptr.
  const std::string* find(std::string_view name) const;
};

/// "bytes 100-199/2000"
struct ContentRange {
  uint64_t first = 0, last = 0, total = 0;
};

/// Takes bytes until the empty line behind the headers. Answers before the real one (1xx) are skipped.
class HeadParser {
 public:
  /// How many of the bytes belong to the head; the rest is body. Errors: bad_format.
  Result<size_t> add(std::string_view bytes);
  bool complete() const { return complete_; }
  HttpHead& head() { return head_; }

 private:
  Status add_line(std::string_view line);

  HttpHead head_;
  std::string line_;
  size_t n_bytes_ = 0;
  bool complete_ = false;
};

/// nullopt where the header is absent. Errors: bad_format.
Result<std::optional<uint64_t>> content_length(const HttpHead& head);
/// Absent, malformed or of unknown total: bad_format.
Result<ContentRange> content_range(const HttpHead& head);
/// Seconds to wait, by a number or a date (now: seconds since 1970); nullopt where nothing sensible is said.
std::optional<int64_t> retry_after_s(const HttpHead& head, int64_t now);
/// What lets the next attempt ask "the same file?": a strong ETag, else the date of change, else empty.
std::string validator_of(const HttpHead& head);
/// What Hugging Face says of a large file behind its redirection; empty where it says nothing.
std::string linked_sha256(const HttpHead& head);

}  // namespace ondol::fetch
