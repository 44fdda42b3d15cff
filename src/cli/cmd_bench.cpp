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
#include "cli/request_bench.h"
#include "cli/sustain_bench.h"

namespace ondol::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kTtftPromptTokens = 16;

struct Options {
  ModelFlags model;
  int64_t n_prompt = 512, n_generate = 128, n_reps = 5, n_shared = 0;
  double sustain_minutes = 0;
  bool request = false, json = false;
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

/// --request and --sustain.
Result<std::string> measure_request(const Options& options, Model& model, Session& session, double load_ms) {
  const RequestShape shape{options.n_prompt, options.n_shared, options.n_generate};
  Progress progress("bench");
  EnergyWatch energy;
  // Warms caches and page tables; all of a long prompt would take as long as the measurement.
  ONDOL_TRY(run_request(model, session, {std::min<int64_t>(shape.n_prompt, 64), 0, 2}, energy));
  std::vector<double> ttft_ms, prompt_tok_s, generate_tok_s;
  std::optional<EnergyUse> used;
  for (int64_t rep = 0; rep < options.n_reps; ++rep) {
    ONDOL_ASSIGN(const RequestTimes times, run_request(model, session, shape, energy));
    if (InterruptScope::interrupted()) return Error{ErrorCode::cancelled, "interrupted"};
    progress.update(static_cast<uint64_t>(rep + 1), static_cast<uint64_t>(options.n_reps));
    ttft_ms.push_back(times.ttft_ms);
    prompt_tok_s.push_back(times.prompt_tok_s);
    if (shape.n_generate > 0) generate_tok_s.push_back(times.generate_tok_s);
    used = times.energy;
  }
  std::vector<SustainedPoint> sustained;
  if (options.sustain_minutes > 0) {
    ONDOL_ASSIGN(sustained,
                 run_sustained(model, session, shape, options.sustain_minutes, [&](double seconds) {
                   progress.update(static_cast<uint64_t>(seconds),
                                   static_cast<uint64_t>(options.sustain_minutes * 60));
                   return !InterruptScope::interrupted();
                 }));
  }
  const int64_t n_all = shape.n_prompt + shape.n_generate;
  if (options.json) {
    Json json = {{"model", model.info().path},
                 {"quant", model.info().quant},
                 {"threads", model.engine().n_threads()},
                 {"target", model.engine().target()},
                 {"prompt", spread_json(shape.n_prompt, prompt_tok_s)},
                 {"shared_prompt_tokens", shape.n_shared},
                 {"generate", spread_json(shape.n_generate, generate_tok_s)},
                 {"energy", {{"request", energy_json(used, n_all)}}},
                 {"load_ms", load_ms},
                 {"ttft_ms", spread(ttft_ms).median},
                 {"peak_rss_bytes", peak_rss_bytes()},
                 {"planned_bytes", model.plan().total_bytes()},
                 {"machine", machine_text()}};
    if (options.sustain_minutes > 0) json["sustained"] = sustained_json(sustained);
    return json_text(json);
  }
  std::string text = spread_line("prompt", shape.n_prompt, prompt_tok_s);
  if (shape.n_generate > 0) text += spread_line("generate", shape.n_generate, generate_tok_s);
  char line[256];
  std::snprintf(line, sizeof line,
                "load %.1f ms, first token %.1f ms with %lld tokens of the prompt there already, peak memory "
                "%s (planned %s)\n",
                load_ms, spread(ttft_ms).median, static_cast<long long>(shape.n_shared),
                format_bytes(peak_rss_bytes()).c_str(), format_bytes(model.plan().total_bytes()).c_str());
  return text + line + "energy: " + energy_text(used, n_all) + "\n" + sustained_text(sustained) +
         machine_text() + "\n";
}

Result<std::string> measure(Options options) {
  const bool request = options.request || options.sustain_minutes > 0;
  if (!request && (options.n_generate == 0 || options.n_shared > 0))
    return Error{ErrorCode::invalid_argument, "--shared and --generate 0 need --request"};
  if (options.n_shared >= options.n_prompt)
    return Error{ErrorCode::invalid_argument, "--shared: expected less than the prompt's " +
                                                  std::to_string(options.n_prompt) + " tokens, got " +
                                                  std::to_string(options.n_shared)};
  // What the run fills: then its peak is that of a full context.
  if (!options.model.n_ctx && request)
    options.model.n_ctx = options.n_prompt + std::max<int64_t>(options.n_generate, 1);
  if (!options.model.n_ctx)
    options.model.n_ctx = std::max({options.n_prompt, options.n_generate + 2, kTtftPromptTokens + 1});
  Measured measured;
  const auto start = Clock::now();
  ONDOL_ASSIGN(const auto model, load_model(options.model));
  ONDOL_ASSIGN(const auto session, Session::open(model));
  measured.load_ms = ms_since(start);
  const InterruptScope interrupt(*session);
  if (request) return measure_request(options, *model, *session, measured.load_ms);
  ONDOL_TRY(Bench(options, *model, *session).run(measured));
  return report(options, *model, measured);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_model_flags(app, options->model, Need::required);
  add_int(app, "--prompt", options->n_prompt, 1, 1'000'000, "tokens read at once");
  add_int(app, "--generate", options->n_generate, 0, 1'000'000,
          "tokens generated one by one, from an empty context");
  add_int(app, "--reps", options->n_reps, 1, 1000, "repetitions, after one that is not counted");
  add_flag(app, "--request", options->request,
           "time whole requests instead: the first token's delay is the prompt's, and tokens are generated "
           "behind it");
  add_int(app, "--shared", options->n_shared, 0, 1'000'000,
          "with --request: tokens of the prompt that are there already when the first token's delay begins");
  add_real(app, "--sustain", options->sustain_minutes, 0, 600,
           "minutes to go on generating for, showing what is left of the speed; as --request otherwise");
  add_context_flags(app, options->model);
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(measure(*options), out); };
}

}  // namespace

const Command kBench = {
    .name = "bench",
    .group = "Measure",
    .summary = "how fast a model reads and writes on this machine",
    .usage = "MODEL [--prompt N] [--generate N] [--request] [--sustain MINUTES] [--json]",
    .about =
        "Medians over the repetitions, with the smallest and the largest. load is from opening the file to a "
        "session that can be used; the first token's delay is counted from the request, with the model "
        "loaded.\n\n--json prints {model, quant, threads, target, prompt: {tokens, tok_s: {median, min, "
        "max}}, "
        "generate: {the same}, energy: {prompt, generate: {joules, joules_per_token, source, from}}, "
        "load_ms, ttft_ms, peak_rss_bytes, weights_bytes, machine}; with --request energy holds the whole "
        "request's, and planned_bytes and, with --sustain, sustained: [{s, tok_s, celsius, throttle_events}] "
        "are there too.",
    .examples =
        "ondol bench model.gguf\nondol bench model.gguf --threads 2 --json > bench.json\n"
        "ONDOL_TARGET=scalar ondol bench model.gguf --prompt 64 --generate 16",
    .define = define,
};

}  // namespace ondol::cli
