// See atomic_file.h.
#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "base/size.h"
#include "base/try.h"

namespace ondol {
namespace {

std::string message_of(int number) { return std::generic_category().message(number); }

std::string directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// Where a rename must go so that a symbolic link stays one and its target is replaced.
std::string follow_links(const std::string& path) {
  struct stat st {};
  if (::lstat(path.c_str(), &st) != 0 || !S_ISLNK(st.st_mode)) return path;
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string out = real;
  std::free(real);
  return out;
}

Error io_error(const std::string& path, const std::string& what, int number) {
  const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
  return Error{code, path + ": " + what + ": " + message_of(number)};
}

bool same_file(int fd, const std::string& path) {
  struct stat a {};
  struct stat b {};
  return ::fstat(fd, &a) == 0 && ::lstat(path.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

/// Opens and locks the temporary file. A file that its owner renamed or removed between our open and our
/// lock is not ours to write to, hence the second look and the repetition.
Result<int> open_locked(const std::string& path, const std::string& part_path) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int fd = ::open(part_path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (fd < 0) return io_error(path, "cannot create " + part_path, errno);
    struct stat st {};
    if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
      ::close(fd);
      return Error{ErrorCode::io, path + ": " + part_path + " is in the way and not a regular file"};
    }
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      const int number = errno;
      ::close(fd);
      if (number != EWOULDBLOCK) return io_error(path, "cannot lock " + part_path, number);
      return Error{ErrorCode::io,
                   path + ": another process is writing this file (" + part_path + " is locked)"};
    }
    if (!same_file(fd, part_path)) {
      ::close(fd);
      continue;
    }
    return fd;
  }
  return Error{ErrorCode::io, path + ": " + part_path + " keeps changing; is another process writing it?"};
}

}  // namespace

Result<std::unique_ptr<AtomicFile>> AtomicFile::create(const std::string& path, Leftover leftover) {
  if (path.empty())
    return Error{ErrorCode::invalid_argument, "output path: expected a file name, got nothing"};
  const std::string target = follow_links(path);
  struct stat st {};
  const bool exists = ::stat(target.c_str(), &st) == 0;
  if (exists && !S_ISREG(st.st_mode)) {
    return Error{ErrorCode::invalid_argument,
                 path + ": expected the name of a regular file to write, got a directory or a device"};
  }
  const std::string part_path = target + ".part";
  ONDOL_ASSIGN(const int fd, open_locked(path, part_path));
  if (exists) (void)::fchmod(fd, st.st_mode & 07777);  // replacing a file keeps its permissions
  std::unique_ptr<AtomicFile> file(new AtomicFile(target, part_path, fd, leftover));
  if (leftover == Leftover::discard) {
    ONDOL_TRY(file->restart());
    return file;
  }
  const off_t end = ::lseek(fd, 0, SEEK_END);
  if (end < 0) return io_error(path, "cannot go on with " + part_path, errno);
  file->written_ = static_cast<uint64_t>(end);
  return file;
}

AtomicFile::AtomicFile(std::string path, std::string part_path, int fd, Leftover leftover)
    : path_(std::move(path)), part_path_(std::move(part_path)), fd_(fd), leftover_(leftover) {}

AtomicFile::~AtomicFile() {
  if (fd_ < 0) return;
  // Before close, while the lock says that the name is ours.
  if (leftover_ == Leftover::discard) ::unlink(part_path_.c_str());
  ::close(fd_);
}

Status AtomicFile::failed(const char* what, int number) {
  failed_ = true;
  std::string message = path_ + ": " + what + " after " + format_bytes(written_) + ": " + message_of(number);
  return Error{ErrorCode::io, std::move(message)};
}

Status AtomicFile::reserve(uint64_t total_bytes) {
  struct statvfs fs {};
  struct stat st {};
  // What an earlier attempt reserved is ours already, and no longer among the free bytes.
  const uint64_t allocated = ::fstat(fd_, &st) == 0 ? static_cast<uint64_t>(st.st_blocks) * 512 : 0;
  const uint64_t held = std::max(written_, allocated);
  if (::fstatvfs(fd_, &fs) == 0 && total_bytes > held) {
    const uint64_t free_bytes = static_cast<uint64_t>(fs.f_bavail) * fs.f_frsize;
    if (total_bytes - held > free_bytes) {
      failed_ = true;
      return Error{ErrorCode::io, path_ + ": expected " + format_bytes(total_bytes - held) +
                                      " free on its disk, got " + format_bytes(free_bytes)};
    }
  }
  // Takes the blocks now where the file system can; the size stays what was written.
  if (total_bytes <= static_cast<uint64_t>(INT64_MAX) &&
      ::fallocate(fd_, FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(total_bytes)) != 0 && errno == ENOSPC) {
    return failed("cannot reserve its space", ENOSPC);
  }
  return {};
}

Status AtomicFile::write(const void* data, uint64_t bytes) {
  if (failed_) return Error{ErrorCode::io, path_ + ": an earlier write failed"};
  const char* at = static_cast<const char*>(data);
  while (bytes > 0) {
    const auto piece = static_cast<size_t>(std::min<uint64_t>(bytes, uint64_t{1} << 30));
    const ssize_t n = ::write(fd_, at, piece);
    if (n < 0) {
      if (errno == EINTR) continue;
      return failed("cannot write", errno);
    }
    if (n == 0) return failed("cannot write", ENOSPC);  // POSIX allows it; never loop on it
    at += n;
    bytes -= static_cast<uint64_t>(n);
    written_ += static_cast<uint64_t>(n);
  }
  return {};
}

Status AtomicFile::restart() {
  if (::ftruncate(fd_, 0) != 0 || ::lseek(fd_, 0, SEEK_SET) != 0) return failed("cannot empty", errno);
  written_ = 0;
  return {};
}

Status AtomicFile::commit() {
  if (failed_) return Error{ErrorCode::io, path_ + ": an earlier write failed"};
  if (fd_ < 0) return Error{ErrorCode::internal, path_ + ": committed twice"};
  if (::fsync(fd_) != 0) return failed("cannot bring it to disk", errno);
  if (::rename(part_path_.c_str(), path_.c_str()) != 0) return failed("cannot rename it into place", errno);
  const int fd = std::exchange(fd_, -1);
  ::close(fd);  // after a successful fsync there is nothing left to fail
  const int dir = ::open(directory_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir >= 0) {
    (void)::fsync(dir);  // some file systems refuse it for directories; the data itself is safe
    ::close(dir);
  }
  return {};
}

Status write_file_atomically(const std::string& path, std::string_view content) {
  ONDOL_ASSIGN(auto file, AtomicFile::create(path));
  ONDOL_TRY(file->write(content.data(), content.size()));
  return file->commit();
}

}  // namespace ondol
