#include "fit/benchmarks.h"

#include "base/nearest.h"
#include "base/try.h"

namespace ondol::fit {
namespace {

constexpr Benchmark kBenchmarks[] = {
    {"MMLU", 100, "general knowledge, 57 subjects"},
    {"MMLU-Redux", 100, "MMLU with its wrong questions put right"},
    {"MMLU-Pro", 100, "harder knowledge and reasoning, ten choices"},
    {"MMMLU", 100, "MMLU in 14 languages"},
    {"BBH", 100, "puzzles that need several steps"},
    {"GPQA-Diamond", 100, "graduate-level science"},
    {"GSM8K", 100, "school arithmetic in words"},
    {"MATH", 100, "competition mathematics"},
    {"MATH-500", 100, "500 problems of MATH"},
    {"MGSM", 100, "GSM8K in ten languages"},
    {"IFEval", 100, "follows formal instructions"},
    {"HumanEval", 100, "short Python functions"},
    {"HumanEval+", 100, "HumanEval with more tests"},
    {"EvalPlus", 100, "mean of HumanEval, MBPP and their extended versions"},
    {"MBPP+", 100, "basic Python tasks with more tests"},
    {"LiveCodeBench-v5", 100, "recent programming contests"},
    {"BFCL-v1", 100, "calls the right tool with the right arguments"},
    {"BFCL-v2", 100, "tool calls, with functions from users"},
    {"BFCL-v3", 100, "tool calls over several turns"},
    {"Functionary-tools", 100, "tool calls, the Functionary project's own set"},
    {"FunctionChat-Bench", 100, "tool calls in Korean dialogues"},
    {"KMMLU", 100, "Korean exams, 45 subjects"},
    {"KMMLU-Redux", 100, "KMMLU with its faulty questions left out"},
    {"KMMLU-Pro", 100, "Korean professional licences"},
    {"HAERAE", 100, "Korean language and culture"},
    {"CLIcK", 100, "Korean language and culture, from exams, four choices"},
    {"KoBEST", 100, "Korean reading and common sense, five tasks"},
    {"Ko-IFEval", 100, "IFEval in Korean"},
    {"KoMT-Bench", 10, "Korean conversation of two turns, marked by a judge"},
    {"LogicKor", 10, "Korean reasoning and writing, marked by a judge"},
    {"MT-Bench", 10, "conversation of two turns, marked by a judge"},
    {"HellaSwag", 100, "common sense about everyday scenes"},
    {"ARC-Challenge", 100, "school science"},
    {"Ondol-Home", 100, "share of home commands carried out right, by ondol eval home"},
};

}  // namespace

std::span<const Benchmark> benchmarks() { return kBenchmarks; }

const Benchmark* find_benchmark(std::string_view name) {
  for (const Benchmark& benchmark : kBenchmarks)
    if (name == benchmark.name) return &benchmark;
  return nullptr;
}

Result<const Benchmark*> read_benchmark(const TomlTable& table, std::string_view key) {
  ONDOL_ASSIGN(const std::string name, table.text(key));
  if (const Benchmark* found = find_benchmark(name)) return found;
  Nearest nearest;
  for (const Benchmark& benchmark : kBenchmarks) nearest.offer(name, benchmark.name, benchmark.name);
  return table.wrong(key, "expected a benchmark of src/fit/benchmarks.cpp, got \"" + on_one_line(name) +
                              "\"; did you mean " + nearest.name + "?");
}

}  // namespace ondol::fit
