#include "fit/task_profile.h"

#include <utility>

#include "base/nearest.h"
#include "base/toml_table.h"
#include "base/try.h"
#include "fit/data_folder.h"

namespace ondol::fit {
namespace {

constexpr int64_t kMaxTokens = 1 << 24;

Status read_needs(const TomlTable& root, TaskProfile& task) {
  ONDOL_ASSIGN(const auto tables, root.tables("needs"));
  for (const TomlTable& table : tables) {
    ONDOL_TRY(table.allow({"ability", "why", "any"}));
    Need need;
    ONDOL_ASSIGN(need.ability, table.text("ability"));
    ONDOL_ASSIGN(need.why, table.text("why"));
    ONDOL_ASSIGN(const auto rows, table.tables("any"));
    for (const TomlTable& row : rows) {
      ONDOL_TRY(row.allow({"benchmark", "at_least"}));
      Requirement requirement;
      ONDOL_ASSIGN(requirement.benchmark, read_benchmark(row, "benchmark"));
      ONDOL_ASSIGN(requirement.at_least, row.number("at_least", 0, requirement.benchmark->max));
      need.any.push_back(requirement);
    }
    task.needs.push_back(std::move(need));
  }
  return {};
}

Status read_load(const TomlTable& root, TaskProfile& task) {
  ONDOL_ASSIGN(const TomlTable load, root.table("load"));
  ONDOL_TRY(load.allow({"prompt_tokens", "shared_prompt_tokens", "answer_tokens", "context_tokens",
                        "sessions", "requests_per_day"}));
  ONDOL_ASSIGN(task.prompt_tokens, load.integer("prompt_tokens", 1, kMaxTokens));
  ONDOL_ASSIGN(task.shared_prompt_tokens, load.integer("shared_prompt_tokens", 0, kMaxTokens));
  if (task.shared_prompt_tokens > task.prompt_tokens)
    return load.wrong("shared_prompt_tokens", "expected at most prompt_tokens " +
                                                  std::to_string(task.prompt_tokens) + ", got " +
                                                  std::to_string(task.shared_prompt_tokens));
  ONDOL_ASSIGN(task.answer_tokens, load.integer("answer_tokens", 1, kMaxTokens));
  ONDOL_ASSIGN(task.context_tokens, load.integer("context_tokens", 1, kMaxTokens));
  if (task.context_tokens < task.prompt_tokens + task.answer_tokens)
    return load.wrong("context_tokens", "expected at least prompt_tokens + answer_tokens, " +
                                            std::to_string(task.prompt_tokens + task.answer_tokens) +
                                            ", got " + std::to_string(task.context_tokens));
  ONDOL_ASSIGN(task.sessions, load.integer("sessions", 1, 1024));
  ONDOL_ASSIGN(task.requests_per_day, load.integer("requests_per_day", 1, 10000000));
  return {};
}

Status read_limits(const TomlTable& root, TaskProfile& task) {
  ONDOL_ASSIGN(const TomlTable limits, root.table("limits"));
  ONDOL_TRY(limits.allow({"max_ttft_ms", "min_generate_tok_s", "max_energy_wh_per_day"}));
  ONDOL_ASSIGN(task.max_ttft_ms, limits.number("max_ttft_ms", 1, 1e7));
  ONDOL_ASSIGN(task.min_generate_tok_s, limits.number("min_generate_tok_s", 0.01, 1e5));
  ONDOL_ASSIGN(task.max_energy_wh_per_day, limits.number("max_energy_wh_per_day", 0.001, 1e6));
  return {};
}

Result<TaskProfile> read_root(const TomlTable& root, const std::string& path) {
  ONDOL_TRY(root.allow({"title", "languages", "offline", "needs", "load", "limits"}));
  TaskProfile task;
  task.name = data_name(path);
  ONDOL_ASSIGN(task.title, root.text("title"));
  ONDOL_ASSIGN(task.languages, root.texts("languages"));
  for (const std::string& language : task.languages)
    if (language.size() != 2)
      return root.wrong("languages", "expected two-letter codes, got \"" + on_one_line(language) + "\"");
  ONDOL_ASSIGN(task.offline, root.boolean("offline"));
  ONDOL_TRY(read_needs(root, task));
  ONDOL_TRY(read_load(root, task));
  ONDOL_TRY(read_limits(root, task));
  return task;
}

}  // namespace

Result<TaskProfile> parse_task(const std::string& text, const std::string& path) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::parse(text, path));
  return read_root(root, path);
}

Result<TaskProfile> read_task(const std::string& path) {
  ONDOL_ASSIGN(const TomlTable root, TomlTable::read(path, "a task profile"));
  return read_root(root, path);
}

}  // namespace ondol::fit
