// See mapped_file.h. Knows nothing of what is in the file.
#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/sigbus_guard.h"

namespace ondol {
namespace {

Error os_error(const std::string& path, const char* what, int number) {
  const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
  return Error{code, path + ": " + what + ": " + std::generic_category().message(number)};
}

const char* kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "something else";
}

/// Closes the descriptor on the early returns of open().
struct FdGuard {
  int fd;
  ~FdGuard() {
    if (fd >= 0) ::close(fd);
  }
  int release() { return std::exchange(fd, -1); }
};

}  // namespace

Result<std::unique_ptr<MappedFile>> MappedFile::open(const std::string& path) {
  // O_NONBLOCK: opening a FIFO that nobody writes to must not wait.
  FdGuard fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (fd.fd < 0) return os_error(path, "cannot open", errno);
  struct stat st {};
  if (::fstat(fd.fd, &st) != 0) return os_error(path, "cannot read its size", errno);
  if (!S_ISREG(st.st_mode)) {
    return Error{ErrorCode::invalid_argument, path + ": expected a regular file, got " + kind_of(st.st_mode)};
  }
  if (st.st_size == 0) return Error{ErrorCode::bad_format, path + ": expected some bytes, got an empty file"};
  const auto size = static_cast<size_t>(st.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.fd, 0);
  if (data == MAP_FAILED) return os_error(path, "cannot map", errno);
  Stamp stamp{size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec};
  return std::unique_ptr<MappedFile>(
      new MappedFile(path, fd.release(), static_cast<const std::byte*>(data), size, stamp));
}

MappedFile::MappedFile(std::string path, int fd, const std::byte* data, size_t size, Stamp stamp)
    : path_(std::move(path)),
      fd_(fd),
      data_(data),
      size_(size),
      stamp_(stamp),
      guard_(sigbus_guard::add(data, size)) {}

MappedFile::~MappedFile() {
  sigbus_guard::remove(guard_);
  ::munmap(const_cast<std::byte*>(data_), size_);
  ::close(fd_);
}

Status MappedFile::check_intact() const {
  struct stat st {};
  if (::fstat(fd_, &st) != 0) return os_error(path_, "cannot read its size", errno);
  const auto now = static_cast<uint64_t>(st.st_size);
  if (now < stamp_.size) {
    return Error{ErrorCode::io, path_ + ": the file was truncated while in use: expected " +
                                    std::to_string(stamp_.size) + " bytes, got " + std::to_string(now)};
  }
  if (sigbus_guard::lost(guard_)) {
    return Error{ErrorCode::io, path_ +
                                    ": a part of the file could not be read (truncated while in use, or an "
                                    "error of the disk): load it again"};
  }
  if (now != stamp_.size || st.st_mtim.tv_sec != stamp_.mtime_s || st.st_mtim.tv_nsec != stamp_.mtime_ns) {
    return Error{ErrorCode::io, path_ + ": the file was modified while in use: load it again"};
  }
  return {};
}

void MappedFile::advise(Advice advice, uint64_t offset, uint64_t n_bytes) const {
  if (offset >= size_) return;
  n_bytes = std::min<uint64_t>(n_bytes, size_ - offset);
  const auto page = static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
  const uint64_t begin = offset / page * page;
  int how = MADV_WILLNEED;
  switch (advice) {
    case Advice::will_need:
      how = MADV_WILLNEED;
      break;
    case Advice::huge_pages:
      how = MADV_HUGEPAGE;
      break;
    case Advice::sequential:
      how = MADV_SEQUENTIAL;
      break;
    case Advice::done:
      how = MADV_DONTNEED;
      break;
  }
  ::madvise(const_cast<std::byte*>(data_) + begin, offset + n_bytes - begin, how);
}

void MappedFile::read_in() const {
  // The next piece is on its way while one is touched: page faults alone would read a few pages at a time.
  constexpr uint64_t kPiece = 8 << 20;
  const auto page = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
  const volatile std::byte* const bytes = data_;
  advise(Advice::will_need, 0, kPiece);
  for (uint64_t begin = 0; begin < size_; begin += kPiece) {
    advise(Advice::will_need, begin + kPiece, kPiece);
    for (uint64_t at = begin; at < std::min<uint64_t>(begin + kPiece, size_); at += page) (void)bytes[at];
  }
}

}  // namespace ondol
