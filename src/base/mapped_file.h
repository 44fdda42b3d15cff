// A file mapped read-only, that survives being truncated: reading a page that is gone gives zeros and
// check_intact() reports it, where a plain mapping would end the process with SIGBUS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "ondol/result.h"

namespace ondol {

class MappedFile {
 public:
  /// Errors: not_found, io; invalid_argument for a directory, FIFO, device or empty file. The first call
  /// installs a SIGBUS handler for the process; faults outside our mappings go on to the previous one.
  static Result<std::unique_ptr<MappedFile>> open(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  const std::string& path() const { return path_; }
  std::span<const std::byte> bytes() const { return {data_, size_}; }

  /// An error when the file shrank, was written to, or could not be read under the mapping. Costs one fstat.
  Status check_intact() const;

  /// Hints to the kernel; they cannot fail. offset and n_bytes are clamped to the file.
  enum class Advice {
    will_need,   ///< read ahead in the background
    huge_pages,  ///< back with huge pages where the file system can
    sequential,  ///< read once from front to back
    done,        ///< not needed soon: give the pages back
  };
  void advise(Advice advice, uint64_t offset, uint64_t n_bytes) const;
  /// Reads all of it into memory, now.
  void read_in() const;

 private:
  struct Stamp {
    uint64_t size = 0;
    int64_t mtime_s = 0;
    int64_t mtime_ns = 0;
  };
  MappedFile(std::string path, int fd, const std::byte* data, size_t size, Stamp stamp);

  std::string path_;
  int fd_;
  const std::byte* data_;
  size_t size_;
  Stamp stamp_;
  void* guard_;  ///< this mapping's entry in the registry of sigbus_guard.h
};

}  // namespace ondol
