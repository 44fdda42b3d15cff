// Lines from the user; see line_reader.h.
#include "cli/line_reader.h"

#include <langinfo.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#ifdef ONDOL_HAVE_LIBEDIT
#include <editline/readline.h>
#endif

namespace ondol::cli {

namespace {

std::atomic<bool> interrupted{false};

/// While a line is read, Ctrl-C makes read() return instead of ending the program (hence no SA_RESTART).
class InterruptibleRead {
 public:
  InterruptibleRead() {
    interrupted = false;
    struct sigaction action = {};
    action.sa_handler = [](int) { interrupted = true; };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &previous_);
  }
  ~InterruptibleRead() { sigaction(SIGINT, &previous_, nullptr); }

 private:
  struct sigaction previous_;
};

#ifdef ONDOL_HAVE_LIBEDIT
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
