#include "cli/fit_questions.h"

#include <unistd.h>

#include <cstdio>
#include <sstream>

#include "base/try.h"
#include "cli/line_reader.h"
#include "cli/options.h"
#include "fit/built_in.h"

namespace ondol::cli {
namespace {

Result<std::string> ask(LineReader& reader, const char* prompt) {
  LineReader::Line line = reader.read(prompt);
  if (line.kind != LineReader::Kind::line) {
    std::fputc('\n', stderr);  // the cursor still stands behind the question
    return Error{ErrorCode::cancelled, "interrupted"};
  }
  return std::move(line.text);
}

/// Questions go to stderr: standard output holds the answer of the command only.
Result<fit::TaskProfile> choose_task(LineReader& reader) {
  const auto names = fit::built_in_names("tasks");
  std::fputs("What shall it do?\n", stderr);
  for (size_t i = 0; i < names.size(); ++i) {
    ONDOL_ASSIGN(const fit::TaskProfile task, fit::find_task(names[i]));
    std::fprintf(stderr, "  %zu  %s\n", i + 1, task.title.c_str());
  }
  ONDOL_ASSIGN(const std::string answer, ask(reader, "a number: "));
  ONDOL_ASSIGN(const int64_t number, parse_int(answer, 1, static_cast<int64_t>(names.size())));
  return fit::find_task(names[static_cast<size_t>(number - 1)]);
}

Status choose_languages(LineReader& reader, fit::TaskProfile& task) {
  std::string usual;
  for (const std::string& language : task.languages) usual += (usual.empty() ? "" : " ") + language;
  const std::string prompt = "In which languages? (two-letter codes; enter: " + usual + ") ";
  ONDOL_ASSIGN(const std::string answer, ask(reader, prompt.c_str()));
  std::istringstream words(answer);
  std::vector<std::string> languages;
  for (std::string word; words >> word;) {
    if (word.size() != 2)
      return Error{ErrorCode::invalid_argument, "languages: expected two-letter codes, got \"" + word + "\""};
    languages.push_back(word);
  }
  if (!languages.empty()) task.languages = languages;
  return {};
}

Status choose_latency(LineReader& reader, fit::TaskProfile& task) {
  constexpr double kMostMs = 1e7;
  char prompt[96];
  std::snprintf(prompt, sizeof prompt, "How long may the first word take, in ms? (enter: %.0f) ",
                task.max_ttft_ms);
  ONDOL_ASSIGN(const std::string answer, ask(reader, prompt));
  if (answer.empty()) return {};
  ONDOL_ASSIGN(task.max_ttft_ms, parse_real(answer, 1, kMostMs));
  return {};
}

}  // namespace

Result<fit::TaskProfile> ask_for_task() {
  if (isatty(STDIN_FILENO) == 0) {
    std::string list;
    for (const std::string& name : fit::built_in_names("tasks")) list += (list.empty() ? "" : ", ") + name;
    return Error{ErrorCode::invalid_argument, "expected --task with a .toml file or one of " + list};
  }
  LineReader reader("");
  ONDOL_ASSIGN(fit::TaskProfile task, choose_task(reader));
  ONDOL_TRY(choose_languages(reader, task));
  ONDOL_TRY(choose_latency(reader, task));
  return task;
}

}  // namespace ondol::cli
