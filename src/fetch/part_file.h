// A download that is not finished: PATH.part, and beside it PATH.part.toml that says of which file it is the
// beginning. Without that, or of another file, what is there is worth nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/atomic_file.h"
#include "fetch/sha256.h"

namespace ondol::fetch {

/// What identifies the file on its server.
struct Source {
  std::string url;
  std::string validator;  ///< ETag or date of change; may be empty
  std::string sha256;     ///< as the server says it; may be empty
  uint64_t total_bytes = 0;

  friend bool operator==(const Source&, const Source&) = default;
};

class PartFile {
 public:
  /// Takes up what an earlier attempt left of that address, and reads it once for the checksum.
  static Result<std::unique_ptr<PartFile>> open(const std::string& path, const std::string& url);

  const Source& source() const { return source_; }
  uint64_t bytes() const { return file_->bytes_written(); }
  /// Of an earlier attempt.
  uint64_t kept_bytes() const { return kept_bytes_; }
  const std::string& part_path() const { return file_->part_path(); }
  /// Whether anything will tell the rest of this file from the rest of another.
  bool can_continue() const { return !source_.validator.empty() || !source_.sha256.empty(); }
  bool complete() const { return source_.total_bytes > 0 && bytes() == source_.total_bytes; }

  /// Empties it, and notes of what it will be the beginning. Errors: io, also for a disk without the room.
  Status begin(const Source& source);
  /// Whether the disk has the room for the rest.
  Status reserve() { return file_->reserve(source_.total_bytes); }
  Status append(std::span<const std::byte> bytes);
  /// Of all bytes; call it once, when complete.
  std::string sha256() { return hash_.hex(); }
  /// Under its name from now on.
  Status commit();
  /// Nothing of it stays.
  void discard();

 private:
  explicit PartFile(std::unique_ptr<AtomicFile> file) : file_(std::move(file)) {}
  std::string note_path() const { return file_->part_path() + ".toml"; }
  Status take_up(const std::string& url);
  Status write_note() const;

  std::unique_ptr<AtomicFile> file_;
  Source source_;
  Sha256 hash_;
  uint64_t kept_bytes_ = 0;
};

}  // namespace ondol::fetch
