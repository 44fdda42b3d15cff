// Texts given as options; see text_input.h.
#include "cli/text_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ondol::cli {

namespace {

constexpr size_t kMaxBytes = size_t{256} << 20;

Result<std::string> read_all(int fd, const std::string& name) {
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Error{ErrorCode::io, name + ": " + std::strerror(errno)};
    if (n == 0) return text;
    text.append(buffer, static_cast<size_t>(n));
    if (text.size() > kMaxBytes)
      return Error{ErrorCode::over_budget, name + ": expected a text of at most 256 MiB"};
  }
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  if (path == "-") return read_all(STDIN_FILENO, "standard input");
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const auto code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io;
    return Error{code, path + ": " + std::strerror(errno)};
  }
  auto text = read_all(fd, path);
  ::close(fd);
  return text;
}

Result<std::string> read_text_argument(const std::string& argument) {
  if (argument.starts_with("@@")) return argument.substr(1);
  if (argument.starts_with("@")) return read_text_file(argument.substr(1));
  return argument;
}

}  // namespace ondol::cli
