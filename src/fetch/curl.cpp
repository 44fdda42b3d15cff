#include "fetch/curl.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "base/nearest.h"
#include "base/try.h"

extern char** environ;

namespace ondol::fetch {
namespace {

constexpr int kPollMs = 200;
constexpr size_t kMaxMessageBytes = 4096;
/// Before what curl says on stderr when it is done, so that a warning before it is not taken for an address.
constexpr const char* kRedirectMark = "ondol-redirect ";

Error io_error(const char* what, int number) {
  return {ErrorCode::io, std::string("curl: ") + what + ": " + std::generic_category().message(number)};
}

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  void reset(int fd = -1) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

/// A value in curl's configuration file.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ') continue;  // a line of its own would be an option of its own
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"\n";
}

/// By configuration and not by arguments, which every user of the machine can read: there may be a token.
std::string configuration(const HttpRequest& request) {
  const std::string seconds = std::to_string(request.timeout_s);
  std::string text =
      "silent\nshow-error\ninclude\nno-buffer\ngloboff\npath-as-is\nsuppress-connect-headers\n"
      "proto = \"=http,https\"\nspeed-limit = 1\nspeed-time = " +
      seconds + "\nconnect-timeout = " + seconds + "\nuser-agent = " + quoted("ondol") +
      "write-out = " + quoted("%{stderr}" + std::string(kRedirectMark) + "%{redirect_url}\\n") +
      "url = " + quoted(request.url);
  if (!request.range.empty()) text += "range = " + quoted(request.range);
  for (const std::string& header : request.headers) text += "header = " + quoted(header);
  return text;
}

Error no_curl() {
  return {ErrorCode::not_found,
          "downloading needs the program curl, which is not there; install it (Debian: apt install curl)"};
}

class Curl {
 public:
  ~Curl() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }

  Status start(const std::string& config) {
    std::array<int, 2> in{}, out{}, err{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0) return io_error("pipe", errno);
    Descriptor in_read(in[0]), in_write(in[1]);
    if (::pipe2(out.data(), O_CLOEXEC) != 0) return io_error("pipe", errno);
    out_.reset(out[0]);
    Descriptor out_write(out[1]);
    if (::pipe2(err.data(), O_CLOEXEC) != 0) return io_error("pipe", errno);
    err_.reset(err[0]);
    Descriptor err_write(err[1]);
    ONDOL_TRY(spawn(in[0], out[1], err[1]));
    in_read.reset();
    // Far less than a pipe holds, so that this waits for nobody.
    if (::write(in[1], config.data(), config.size()) != static_cast<ssize_t>(config.size()))
      return io_error("cannot be told what to fetch", errno);
    return {};
  }

  int out() const { return out_.get(); }
  int err() const { return err_.get(); }

  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  }

 private:
  Status spawn(int in, int out, int err) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
    // A group of its own: Ctrl-C is for us, and we end it.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::array<char*, 5> arguments{const_cast<char*>("curl"), const_cast<char*>("--disable"),
                                   const_cast<char*>("--config"), const_cast<char*>("-"), nullptr};
    const int error = ::posix_spawnp(&pid_, "curl", &files, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (error == 0) return {};
    pid_ = 0;
    if (error == ENOENT) return no_curl();
    return io_error("cannot be started", error);
  }

  pid_t pid_ = 0;
  Descriptor out_, err_;
};

/// The body's way from the pipe to the reader.
class Answer {
 public:
  explicit Answer(const HttpReader& reader) : reader_(reader) {}

  Status add(std::string_view bytes) {
    if (!parser_.complete()) {
      ONDOL_ASSIGN(const size_t used, parser_.add(bytes));
      bytes.remove_prefix(used);
      if (!parser_.complete()) return {};
      ONDOL_TRY(reader_.on_head(parser_.head()));
    }
    if (bytes.empty()) return {};
    return reader_.on_body(std::as_bytes(std::span(bytes)));
  }

 private:
  const HttpReader& reader_;
  HeadParser parser_;
};

/// Both pipes until curl has closed them. messages gets what it says on stderr.
Status read_all(const Curl& curl, const HttpReader& reader, std::string& messages) {
  Answer answer(reader);
  std::vector<char> buffer(256 << 10);
  std::array<pollfd, 2> pipes{pollfd{curl.out(), POLLIN, 0}, pollfd{curl.err(), POLLIN, 0}};
  while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
    if (!reader.go_on()) return Error{ErrorCode::cancelled, "interrupted"};
    const int n_ready = ::poll(pipes.data(), pipes.size(), kPollMs);
    if (n_ready < 0 && errno != EINTR) return io_error("poll", errno);
    if (n_ready <= 0) continue;
    for (pollfd& pipe : pipes) {
      if (pipe.revents == 0) continue;
      const ssize_t n = ::read(pipe.fd, buffer.data(), buffer.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return io_error("read", errno);
      if (n == 0) {
        pipe.fd = -1;
        continue;
      }
      const std::string_view bytes(buffer.data(), static_cast<size_t>(n));
      if (pipe.fd == curl.out())
        ONDOL_TRY(answer.add(bytes));
      else if (messages.size() < kMaxMessageBytes)
        messages += bytes;
    }
  }
  return {};
}

}  // namespace

Result<HttpEnd> http_get(const HttpRequest& request, const HttpReader& reader) {
  Curl curl;
  ONDOL_TRY(curl.start(configuration(request)));
  std::string messages;
  ONDOL_TRY(read_all(curl, reader, messages));
  HttpEnd end;
  end.curl_code = curl.wait();
  // A shell's way to say it, and that of emulators, in which a program that cannot be started is seen to end.
  constexpr int kNotFound = 127;
  if (end.curl_code == kNotFound && messages.empty()) return no_curl();
  const size_t mark = messages.rfind(kRedirectMark);
  if (mark != std::string::npos) {
    end.redirect_url = messages.substr(mark + std::string(kRedirectMark).size());
    end.redirect_url.erase(std::min(end.redirect_url.find('\n'), end.redirect_url.size()));
    messages.erase(mark);
  }
  while (messages.ends_with('\n')) messages.pop_back();
  end.message =
      on_one_line(messages.empty() ? "curl ended with " + std::to_string(end.curl_code) : messages, 300);
  return end;
}

bool is_worth_retrying(const HttpEnd& end) {
  // From curl's manual: names and connections, HTTP/2 framing, a part of the file, timeouts, TLS handshakes
  // cut off, empty answers, send and receive errors.
  constexpr std::array kCodes{5, 6, 7, 16, 18, 28, 35, 52, 55, 56, 92, 95};
  return std::ranges::find(kCodes, end.curl_code) != kCodes.end();
}

}  // namespace ondol::fetch
