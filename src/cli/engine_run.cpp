#include "cli/engine_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/nearest.h"
#include "base/try.h"
#include "cli/json.h"

namespace ondol::cli {

namespace {

struct Child {
  pid_t pid = -1;
  int fd = -1;  ///< its stdout and stderr together
};

Result<Child> start(const std::vector<std::string>& words) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Error{ErrorCode::internal, "no pipe for a process to measure in"};
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execv("/proc/self/exe", arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  if (pid > 0) return Child{pid, ends[0]};
  ::close(ends[0]);
  return Error{ErrorCode::internal, "no process to measure in"};
}

/// What it prints until it ends; it is told to stop when tick says so.
std::string read_all(const Child& child, const std::function<bool()>& tick) {
  constexpr int kTickMs = 200;
  std::string text;
  char buffer[4096];
  for (bool stopping = false;;) {
    pollfd readable{child.fd, POLLIN, 0};
    const int ready = ::poll(&readable, 1, kTickMs);
    if (!stopping && tick && !tick()) {
      stopping = true;
      ::kill(child.pid, SIGINT);
    }
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t n = ::read(child.fd, buffer, sizeof buffer);
    if (n == 0 || (n < 0 && errno != EINTR)) return text;
    if (n > 0) text.append(buffer, static_cast<size_t>(n));
  }
}

/// Errors: internal, with its own words, where it fails.
Result<std::string> output_of(const std::vector<std::string>& words, const std::function<bool()>& tick) {
  ONDOL_ASSIGN(const Child child, start(words));
  std::string text = read_all(child, tick);
  ::close(child.fd);
  int status = 0;
  while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (tick && !tick()) return Error{ErrorCode::cancelled, "interrupted"};
  if (WIFSIGNALED(status))
    return Error{ErrorCode::internal, "measuring was ended by signal " + std::to_string(WTERMSIG(status)) +
                                          (WTERMSIG(status) == SIGKILL ? " (out of memory?)" : "")};
  if (WEXITSTATUS(status) != 0)
    return Error{ErrorCode::internal, "measuring failed: " + on_one_line(text, 300)};
  return text;
}

double number(const Json& json, const char* at) {
  const Json::json_pointer where(at);
  return json.contains(where) && json.at(where).is_number() ? json.at(where).get<double>() : 0;
}

std::string text_at(const Json& json, const char* at) {
  const Json::json_pointer where(at);
  return json.contains(where) && json.at(where).is_string() ? json.at(where).get<std::string>() : "";
}

}  // namespace

Result<EngineRun> run_engine(const EngineRunOptions& options) {
  const RequestShape& request = options.request;
  std::vector<std::string> words{"ondol",      "bench",
                                 options.path, "--request",
                                 "--preload",  "--json",
                                 "--reps",     std::to_string(options.n_reps),
                                 "--kv",       options.kv,
                                 "--prompt",   std::to_string(request.n_prompt),
                                 "--shared",   std::to_string(request.n_shared),
                                 "--generate", std::to_string(request.n_generate)};
  if (options.n_threads > 0) words.insert(words.end(), {"--threads", std::to_string(options.n_threads)});
  if (options.sustain_minutes > 0)
    words.insert(words.end(), {"--sustain", std::to_string(options.sustain_minutes)});
  ONDOL_ASSIGN(const std::string text, output_of(words, options.tick));
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded())
    return Error{ErrorCode::internal, "expected JSON of bench, got " + on_one_line(text, 200)};
  EngineRun run;
  run.load_ms = number(json, "/load_ms");
  run.ttft_ms = number(json, "/ttft_ms");
  run.prompt_tok_s = number(json, "/prompt/tok_s/median");
  run.generate_tok_s = number(json, "/generate/tok_s/median");
  run.peak_rss_bytes = number(json, "/peak_rss_bytes");
  run.joules = number(json, "/energy/request/joules");
  run.joules_measured = text_at(json, "/energy/request/source") == "measured";
  run.joules_from = text_at(json, "/energy/request/from");
  if (json.contains("sustained")) run.sustained = sustained_points(json.at("sustained"));
  return run;
}

}  // namespace ondol::cli
