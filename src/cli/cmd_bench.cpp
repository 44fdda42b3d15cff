// ondol bench: how fast a model reads and writes on this machine.
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>

#include "base/size.h"
#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/energy_watch.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/model_flags.h"
#include "cli/options.h"
#include "cli/process_info.h"
#include "cli/progress.h"

namespace ondol::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kTtftPromptTokens = 16;

struct Options {
  ModelFlags model;
  int64_t n_prompt = 512, n_generate = 128, n_reps = 5;
  bool json = false;
};

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Spread {
  double median = 0, min = 0, max = 0;
};

Spread spread(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  const double median = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  return {median, values.front(), values.back()};
}

/// The same tokens in every run: ordinary ids spread over the vocabulary. What they say does not matter to
/// speed.
std::vector<TokenId> some_tokens(int64_t n, int64_t n_vocab) {
  std::vector<TokenId> tokens;
  uint64_t state = 12345;
  for (int64_t i = 0; i < n; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX generator
    tokens.push_back(static_cast<TokenId>((state >> 33) % static_cast<uint64_t>(n_vocab)));
  }
  return tokens;
}

struct Measured {
  std::vector<double> prompt_tok_s, generate_tok_s, ttft_ms;
  std::optional<EnergyUse> prompt_energy, generate_energy;  ///< of the last repetition
  double load_ms = 0;
};

class Bench {
 public:
  Bench(const Options& options, Model& model, Session& session)
      : options_(options), model_(model), session_(session) {}

  Status run(Measured& measured) {
    Progress progress("bench");
    const int64_t n_steps = (options_.n_reps + 1) * 3;
    int64_t step = 0;
    // The first repetition warms caches and page tables and is not counted.
    for (int64_t rep = 0; rep <= options_.n_reps; ++rep) {
      const auto take = [&](std::vector<double>& into, Result<double> value) -> Status {
        progress.update(static_cast<uint64_t>(++step), static_cast<uint64_t>(n_steps));
        if (!value.ok()) return std::move(value).error();
        if (InterruptScope::interrupted()) return Error{ErrorCode::cancelled, "interrupted"};
        if (rep > 0 && *value > 0) into.push_back(*value);
        return {};
      };
      const bool last = rep == options_.n_reps;
      EnergyWatch::Mark begin = energy_.mark();
      ONDOL_TRY(take(measured.prompt_tok_s, prompt_tok_s()));
      if (last) measured.prompt_energy = energy_.since(begin, model_, options_.n_prompt, 0);
      begin = energy_.mark();
      ONDOL_TRY(take(measured.generate_tok_s, generate_tok_s()));
      if (last) measured.generate_energy = energy_.since(begin, model_, 1, options_.n_generate);
      ONDOL_TRY(take(measured.ttft_ms, ttft_ms()));
    }
    return {};
  }

 private:
  Result<double> prompt_tok_s() {
    const auto tokens = some_tokens(options_.n_prompt, model_.info().n_vocab);
    session_.truncate(0);
    const auto start = Clock::now();
    ONDOL_TRY(session_.append(tokens));
    return static_cast<double>(options_.n_prompt) * 1000.0 / ms_since(start);
  }

  /// From an empty context, as llama-bench does; greedy sampling and the text stream are inside the time.
  Result<double> generate_tok_s() {
    session_.truncate(0);
    ONDOL_TRY(session_.append(some_tokens(1, model_.info().n_vocab)));
    GenerateOptions generate;
    generate.sampling.temperature = 0;
    generate.ignore_eos = true;
    // The last token of generate() is not evaluated, so n + 1 tokens cost n evaluations.
    generate.max_tokens = options_.n_generate + 1;
    const auto start = Clock::now();
    ONDOL_ASSIGN(const Generation done, session_.generate({}, generate));
    const double ms = ms_since(start);
    if (done.finish_reason == FinishReason::cancelled) return Error{ErrorCode::cancelled, "interrupted"};
    return static_cast<double>(done.tokens.size() - 1) * 1000.0 / ms;
  }

  Result<double> ttft_ms() {
    session_.truncate(0);
    GenerateOptions generate;
    generate.sampling.temperature = 0;
    generate.max_tokens = 1;
    generate.ignore_eos = true;
    const auto prompt =
        some_tokens(std::min(kTtftPromptTokens, model_.plan().n_ctx - 1), model_.info().n_vocab);
    ONDOL_ASSIGN(const Generation done, session_.generate(prompt, generate));
    return done.ttft_ms;
  }

  const Options& options_;
  Model& model_;
  Session& session_;
  EnergyWatch energy_;
};

Json spread_json(int64_t n_tokens, const std::vector<double>& values) {
  const Spread s = spread(values);
  return {{"tokens", n_tokens}, {"tok_s", {{"median", s.median}, {"min", s.min}, {"max", s.max}}}};
}

std::string spread_line(const char* what, int64_t n_tokens, const std::vector<double>& values) {
  const Spread s = spread(values);
  char line[160];
  std::snprintf(line, sizeof line, "%-9s %5lld tokens  %9.1f tok/s  (%.1f to %.1f)\n", what,
                static_cast<long long>(n_tokens), s.median, s.min, s.max);
  return line;
}

std::string report(const Options& options, const Model& model, const Measured& measured) {
  const ModelInfo& info = model.info();
  const Engine& engine = model.engine();
  const double ttft_ms = spread(measured.ttft_ms).median;
  if (options.json)
    return json_text({{"model", info.path},
                      {"quant", info.quant},
                      {"threads", engine.n_threads()},
                      {"target", engine.target()},
                      {"prompt", spread_json(options.n_prompt, measured.prompt_tok_s)},
                      {"generate", spread_json(options.n_generate, measured.generate_tok_s)},
                      {"energy",
                       {{"prompt", energy_json(measured.prompt_energy, options.n_prompt)},
                        {"generate", energy_json(measured.generate_energy, options.n_generate)}}},
                      {"load_ms", measured.load_ms},
                      {"ttft_ms", ttft_ms},
                      {"peak_rss_bytes", peak_rss_bytes()},
                      {"weights_bytes", info.weights_bytes},
                      {"machine", machine_text()}});
  char line[256];
  std::snprintf(line, sizeof line, "%s, %s, %d threads, %s, %lld repetitions\n", info.path.c_str(),
                info.quant.c_str(), engine.n_threads(), engine.target(),
                static_cast<long long>(options.n_reps));
  std::string text = line + spread_line("prompt", options.n_prompt, measured.prompt_tok_s) +
                     spread_line("generate", options.n_generate, measured.generate_tok_s);
  std::snprintf(line, sizeof line,
                "load %.1f ms, first token of a %lld-token prompt %.1f ms, peak memory %s\n",
                measured.load_ms, static_cast<long long>(kTtftPromptTokens), ttft_ms,
                format_bytes(peak_rss_bytes()).c_str());
  return text + line + "energy: prompt " + energy_text(measured.prompt_energy, options.n_prompt) +
         "\n        generate " + energy_text(measured.generate_energy, options.n_generate) + "\n" +
         machine_text() + "\n";
}

Result<std::string> measure(Options options) {
  if (!options.model.n_ctx)
    options.model.n_ctx = std::max({options.n_prompt, options.n_generate + 2, kTtftPromptTokens + 1});
  Measured measured;
  const auto start = Clock::now();
  ONDOL_ASSIGN(const auto model, load_model(options.model));
  ONDOL_ASSIGN(const auto session, Session::open(model));
  measured.load_ms = ms_since(start);
  const InterruptScope interrupt(*session);
  ONDOL_TRY(Bench(options, *model, *session).run(measured));
  return report(options, *model, measured);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_model_flags(app, options->model, Need::required);
  add_int(app, "--prompt", options->n_prompt, 1, 1'000'000, "tokens read at once");
  add_int(app, "--generate", options->n_generate, 1, 1'000'000,
          "tokens generated one by one, from an empty context");
  add_int(app, "--reps", options->n_reps, 1, 1000, "repetitions, after one that is not counted");
  add_context_flags(app, options->model);
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(measure(*options), out); };
}

}  // namespace

const Command kBench = {
    .name = "bench",
    .group = "Measure",
    .summary = "how fast a model reads and writes on this machine",
    .usage = "MODEL [--prompt N] [--generate N] [--threads N] [--reps N] [--json]",
    .about =
        "Medians over the repetitions, with the smallest and the largest. load is from opening the file to a "
        "session that can be used; the first token's delay is counted from the request, with the model "
        "loaded.\n\n--json prints {model, quant, threads, target, prompt: {tokens, tok_s: {median, min, "
        "max}}, "
        "generate: {the same}, energy: {prompt, generate: {joules, joules_per_token, source, from}}, "
        "load_ms, ttft_ms, peak_rss_bytes, weights_bytes, machine}.",
    .examples =
        "ondol bench model.gguf\nondol bench model.gguf --threads 2 --json > bench.json\n"
        "ONDOL_TARGET=scalar ondol bench model.gguf --prompt 64 --generate 16",
    .define = define,
};

}  // namespace ondol::cli
