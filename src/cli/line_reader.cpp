// Lines from the user; see line_reader.h.
#include "cli/line_reader.h"

#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <filesystem>

#ifdef ONDOL_HAVE_LIBEDIT
#include <editline/readline.h>
#endif

namespace ondol::cli {

namespace {

std::atomic<bool> interrupted{false};
/// What Ctrl-C writes to and the waiting for a key reads from: the signal may come in the instant before
/// read(), or to another thread, and would wake nobody.
int wake_read = -1, wake_write = -1;

/// While a line is read, Ctrl-C gives it up instead of ending the program.
class InterruptibleRead {
 public:
  InterruptibleRead() {
    int ends[2];
    if (wake_read < 0 && ::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0)
      wake_read = ends[0], wake_write = ends[1];
    char old[64];
    while (::read(wake_read, old, sizeof old) > 0) {
    }
    interrupted = false;
    struct sigaction action = {};
    action.sa_handler = [](int) {
      const int error = errno;
      interrupted = true;
      [[maybe_unused]] const ssize_t n = ::write(wake_write, "", 1);  // full: whoever waits wakes up anyway
      errno = error;
    };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &previous_);
  }
  ~InterruptibleRead() { sigaction(SIGINT, &previous_, nullptr); }

 private:
  struct sigaction previous_;
};

/// Waits until there is something to read; false after Ctrl-C.
bool wait_for_input(int fd) {
  pollfd waited[2] = {{fd, POLLIN, 0}, {wake_read, POLLIN, 0}};
  while (!interrupted && ::poll(waited, 2, -1) < 0 && errno == EINTR) {
  }
  return !interrupted;
}

#ifdef ONDOL_HAVE_LIBEDIT
/// One character, as libedit wants it in place of its own read(); EOF at the end and after Ctrl-C.
int next_character(FILE* stream) {
  std::mbstate_t state{};
  while (wait_for_input(::fileno(stream))) {
    char byte = 0;
    const ssize_t n = ::read(::fileno(stream), &byte, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    wchar_t character = 0;
    const size_t length = std::mbrtowc(&character, &byte, 1, &state);
    if (length == static_cast<size_t>(-2)) continue;  // more bytes belong to it
    if (length != static_cast<size_t>(-1)) return static_cast<int>(character);
    state = {};  // no UTF-8: left out
  }
  return EOF;
}

void use_utf8() {
  // Line editing counts characters, so it must know the encoding; a bare system has no LANG set.
  std::setlocale(LC_CTYPE, "");
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
}
#endif

}  // namespace

LineReader::LineReader(std::string history_path)
    : history_path_(std::move(history_path)),
      interactive_(::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1) {
#ifdef ONDOL_HAVE_LIBEDIT
  if (!interactive_) return;
  use_utf8();
  rl_readline_name = const_cast<char*>("ondol");
  rl_getc_function = next_character;
  using_history();
  constexpr int kHistoryLines = 1000;
  stifle_history(kHistoryLines);
  if (!history_path_.empty()) read_history(history_path_.c_str());
#endif
}

LineReader::~LineReader() {
#ifdef ONDOL_HAVE_LIBEDIT
  if (!interactive_ || history_path_.empty()) return;
  const mode_t mask = ::umask(077);  // conversations are the user's own
  write_history(history_path_.c_str());
  ::umask(mask);
#endif
}

LineReader::Line LineReader::read_plain(const char* prompt) {
  if (interactive_) {
    std::fputs(prompt, stdout);
    std::fflush(stdout);
  }
  if (interactive_ && !wait_for_input(STDIN_FILENO)) return {Kind::interrupted, ""};
  char* buffer = nullptr;
  size_t capacity = 0;
  const ssize_t n = ::getline(&buffer, &capacity, stdin);
  Line line;
  if (n >= 0) line = {Kind::line, std::string(buffer, static_cast<size_t>(n))};
  std::free(buffer);
  if (n < 0) {
    line.kind = interrupted ? Kind::interrupted : Kind::end_of_input;
    if (interrupted) std::clearerr(stdin);
  }
  if (line.text.ends_with('\n')) line.text.pop_back();
  return line;
}

LineReader::Line LineReader::read(const char* prompt) {
#ifdef ONDOL_HAVE_LIBEDIT
  if (interactive_) {
    const InterruptibleRead scope;
    char* typed = ::readline(prompt);
    if (typed == nullptr || interrupted) {
      std::free(typed);
      return {interrupted ? Kind::interrupted : Kind::end_of_input, ""};
    }
    Line line{Kind::line, typed};
    std::free(typed);
    if (!line.text.empty()) add_history(line.text.c_str());
    return line;
  }
#endif
  if (!interactive_) return read_plain(prompt);
  const InterruptibleRead scope;
  return read_plain(prompt);
}

std::string chat_history_path() {
  std::string folder;
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state != '\0')
    folder = state;
  else if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    folder = std::string(home) + "/.local/state";
  else
    return "";
  folder += "/ondol";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? "" : folder + "/chat_history";
}

}  // namespace ondol::cli
