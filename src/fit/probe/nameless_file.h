// A file that nobody else sees and that is gone when it is closed, for measuring with.
#pragma once

#include <cstddef>
#include <string>

namespace ondol::fit {

class NamelessFile {
 public:
  /// In this folder; opened() is false, with errno, where that cannot be.
  explicit NamelessFile(const std::string& folder);
  ~NamelessFile();
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;

  bool opened() const { return fd_ >= 0; }
  int fd() const { return fd_; }
  /// Behind what was written before; false, with errno, where not all could be.
  bool append(const std::byte* data, size_t bytes);

 private:
  int fd_ = -1;
};

}  // namespace ondol::fit
