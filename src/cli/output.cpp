// Standard output for commands; see output.h.
#include "cli/output.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

namespace ondol::cli {

namespace {

/// 0, or the errno that ended the writing.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      // A pipe that whoever started us has made non-blocking, and that is full for the moment.
      pollfd writable{fd, POLLOUT, 0};
      if (::poll(&writable, 1, -1) < 0 && errno != EINTR) return errno;
      continue;
    }
    if (n < 0) return errno;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return 0;
}

}  // namespace

bool Output::print(std::string_view text) {
  if (error_ == 0) error_ = write_all(fd_, text);
  return error_ == 0;
}

bool Output::is_terminal() const { return ::isatty(fd_) == 1; }

int Output::finish(int status) const {
  if (error_ == 0 || error_ == EPIPE) return status;
  complain(std::string("standard output: ") + std::strerror(error_));
  return status == 0 ? 1 : status;
}

void complain(std::string_view message) {
  std::string line = "ondol: ";
  // A file name may hold anything; control characters would break the one line, or talk to the terminal.
  for (const char c : message) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  line += '\n';
  write_all(STDERR_FILENO, line);
}

void prepare_standard_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
    // Read-only also for stdout, so that writing to it fails and is reported. The lowest free number is fd.
    ::open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit is a failed write, as a full disk is
}

}  // namespace ondol::cli
