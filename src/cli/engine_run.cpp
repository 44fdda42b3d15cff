#include "cli/engine_run.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/nearest.h"
#include "base/try.h"
#include "cli/json.h"
#include "fit/probe/measure.h"

namespace ondol::cli {

namespace {

/// What the program printed on stdout and stderr together. Errors: internal; its own words where it fails.
Result<std::string> output_of(const std::vector<std::string>& words) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Error{ErrorCode::internal, "no pipe for a process to measure in"};
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execv("/proc/self/exe", arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t n = 0; child > 0 && (n = ::read(ends[0], buffer, sizeof buffer)) != 0;) {
    if (n < 0 && errno != EINTR) break;
    if (n > 0) text.append(buffer, static_cast<size_t>(n));
  }
  ::close(ends[0]);
  if (child < 0) return Error{ErrorCode::internal, "no process to measure in"};
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return Error{ErrorCode::internal, "measuring failed: " + on_one_line(text, 300)};
  return text;
}

double number(const Json& json, const Json::json_pointer& at) {
  return json.contains(at) && json.at(at).is_number() ? json.at(at).get<double>() : 0;
}

}  // namespace

Result<EngineRun> run_engine(const EngineRunOptions& options) {
  std::vector<std::string> words{"ondol",      "bench",
                                 options.path, "--json",
                                 "--reps",     "1",
                                 "--kv",       options.kv,
                                 "--prompt",   std::to_string(options.n_prompt),
                                 "--generate", std::to_string(options.n_generate)};
  if (options.n_ctx > 0) words.insert(words.end(), {"--ctx", std::to_string(options.n_ctx)});
  if (options.n_threads > 0) words.insert(words.end(), {"--threads", std::to_string(options.n_threads)});
  ONDOL_ASSIGN(const std::string text, output_of(words));
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded())
    return Error{ErrorCode::internal, "expected JSON of bench, got " + on_one_line(text, 200)};
  EngineRun run;
  run.load_ms = number(json, Json::json_pointer("/load_ms"));
  run.ttft_ms = number(json, Json::json_pointer("/ttft_ms"));
  run.prompt_tok_s = number(json, Json::json_pointer("/prompt/tok_s/median"));
  run.generate_tok_s = number(json, Json::json_pointer("/generate/tok_s/median"));
  run.peak_rss_bytes = number(json, Json::json_pointer("/peak_rss_bytes"));
  run.joules_per_token = number(json, Json::json_pointer("/energy/generate/joules_per_token"));
  const Json::json_pointer source("/energy/generate/source");
  run.joules_measured = json.contains(source) && json.at(source) == "measured";
  return run;
}

RunFigure summarise(const std::vector<EngineRun>& runs, double EngineRun::*figure) {
  if (runs.empty()) return {};
  std::vector<double> values;
  for (const EngineRun& run : runs) values.push_back(run.*figure);
  const auto [low, high] = std::ranges::minmax(values);
  return {fit::median(values), low, high};
}

}  // namespace ondol::cli
