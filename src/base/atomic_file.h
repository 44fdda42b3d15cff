// A file that appears under its name only when it is complete and on disk: a temporary file beside it,
// fsync, rename, fsync of the directory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ondol/result.h"

namespace ondol {

class AtomicFile {
 public:
  /// What to do with a temporary file: one that is found, and ours when it is not committed.
  enum class Leftover : bool {
    discard,
    keep,  ///< go on behind what is there; leave what is not finished for the next attempt
  };
  /// The temporary name is PATH + ".part", locked while we write: after a kill -9 the next attempt takes the
  /// left-over file, and two writers of one PATH do not mix. Errors: io, not_found (no such directory),
  /// invalid_argument (PATH is a directory, FIFO or device).
  static Result<std::unique_ptr<AtomicFile>> create(const std::string& path,
                                                    Leftover leftover = Leftover::discard);
  ~AtomicFile();  ///< removes the temporary file unless committed or kept
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Refuses now, with the numbers, what would fail for lack of space after minutes of work.
  Status reserve(uint64_t total_bytes);
  Status write(const void* data, uint64_t bytes);
  /// Back to an empty file.
  Status restart();
  void set_leftover(Leftover leftover) { leftover_ = leftover; }
  /// fsync, rename, fsync of the directory. Nothing may be written after it.
  Status commit();

  const std::string& path() const { return path_; }
  const std::string& part_path() const { return part_path_; }
  /// With what was kept of an earlier attempt.
  uint64_t bytes_written() const { return written_; }

 private:
  AtomicFile(std::string path, std::string part_path, int fd, Leftover leftover);
  Status failed(const char* what, int number);

  std::string path_;
  std::string part_path_;
  int fd_;
  Leftover leftover_;
  uint64_t written_ = 0;
  bool failed_ = false;
};

/// A whole small file at once.
Status write_file_atomically(const std::string& path, std::string_view content);

}  // namespace ondol
