#include "fit/probe/nameless_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace ondol::fit {

NamelessFile::NamelessFile(const std::string& folder)
    : fd_(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
  if (opened() || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return;
  std::string name = folder + "/.ondol_probe_XXXXXX";
  fd_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (opened()) ::unlink(name.c_str());
}

NamelessFile::~NamelessFile() {
  if (opened()) ::close(fd_);
}

bool NamelessFile::append(const std::byte* data, size_t bytes) {
  while (bytes > 0) {
    const ssize_t n = ::write(fd_, data, bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    data += n;
    bytes -= static_cast<size_t>(n);
  }
  return true;
}

}  // namespace ondol::fit
