// A file from the web to the disk: whole, checked, and under its name only then. Goes on where an earlier
// attempt stopped, waits where the server asks for it, follows redirections. Knows nothing of models.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "fetch/exchange.h"
#include "ondol/result.h"

namespace ondol::fetch {

/// What stays after an error or a stop is what the next attempt can go on with.
struct Download : Asking {
  std::string path;
  std::string sha256;             ///< what it must be, small letters; empty: what the server says, if it does
  uint64_t head_bytes = 4 << 20;  ///< asked for first, before the rest
  /// Looks at the beginning of the file, `bytes` in part_path, before the rest is asked for; total is what
  /// there will be. False: needs more of it. An error ends the download, and nothing stays.
  std::function<Result<bool>(const std::string& part_path, uint64_t bytes, uint64_t total)> check_head;
  std::function<void(uint64_t done, uint64_t total)> progress;
};

struct Downloaded {
  uint64_t bytes = 0;
  uint64_t kept_bytes = 0;  ///< of an earlier attempt
  std::string sha256;
  bool verified = false;  ///< somebody said beforehand what it would be
};

/// Errors: not_found (404, no curl), io (disk, network – the message says what is kept), bad_format
/// (checksum, a server that contradicts itself), unsupported (a length that nobody says), cancelled,
/// check_head's.
Result<Downloaded> download(const Download& job);

}  // namespace ondol::fetch
