// ondol run: completes one text and ends.
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/energy_watch.h"
#include "cli/home_chat.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/model_flags.h"
#include "cli/options.h"
#include "cli/process_info.h"
#include "cli/text_input.h"

namespace ondol::cli {

namespace {

struct Options {
  ModelFlags model;
  SamplingFlags sampling;
  std::optional<std::string> prompt;
  std::string system, overflow = "refuse";
  std::vector<std::string> stop;
  int64_t n_predict = 128;
  bool chat = false, ignore_eos = false, logprobs = false, stats = false, json = false;
};

Overflow overflow_policy(const std::string& word) {
  if (word == "keep-tail") return Overflow::keep_tail;
  return word == "keep-head" ? Overflow::keep_head : Overflow::refuse;
}

double per_second(int64_t n, double ms) { return ms > 0 ? static_cast<double>(n) * 1000.0 / ms : 0.0; }

Result<std::vector<TokenId>> prompt_tokens(const Model& model, const Options& options) {
  ONDOL_ASSIGN(const std::string text, read_text_argument(*options.prompt));
  if (!options.chat) return model.tokenize(text, true, false);
  ONDOL_ASSIGN(const std::string system, read_text_argument(options.system));
  std::vector<ChatTurn> turns;
  if (!system.empty()) turns.push_back({"system", system});
  turns.push_back({"user", text});
  ONDOL_ASSIGN(const std::string rendered, model.render_chat(turns));
  return model.tokenize(rendered, false, true);
}

struct Answer {
  Generation done;
  std::optional<EnergyUse> energy;  ///< of reading and generating; only where it is shown
};

int64_t n_generated(const Generation& done) { return static_cast<int64_t>(done.tokens.size()); }

Json generation_json(const Answer& answer, const Options& options, uint64_t seed) {
  const Generation& done = answer.done;
  Json document = {
      {"text", done.text},
      {"tokens", done.tokens},
      {"prompt_tokens", done.n_prompt},
      {"generated_tokens", done.tokens.size()},
      {"ttft_ms", done.ttft_ms},
      {"prompt_tok_s", per_second(done.n_prompt, done.prefill_ms)},
      // The first token comes with the prompt's last step; the others are what decoding takes.
      {"generate_tok_s", per_second(static_cast<int64_t>(done.tokens.size()) - 1, done.decode_ms)},
      {"peak_rss_bytes", peak_rss_bytes()},
      {"finish_reason", to_string(done.finish_reason)},
      {"energy", energy_json(answer.energy, n_generated(done))},
      {"seed", seed}};
  if (done.n_trimmed > 0) document["trimmed_tokens"] = done.n_trimmed;
  if (options.logprobs) document["logprobs"] = done.logprobs;
  return document;
}

void print_stats(const Answer& answer) {
  const Generation& done = answer.done;
  char line[200];
  std::snprintf(
      line, sizeof line, "%lld prompt tokens at %.1f/s, %zu generated at %.1f/s, first after %.0f ms\n",
      static_cast<long long>(done.n_prompt), per_second(done.n_prompt, done.prefill_ms), done.tokens.size(),
      per_second(static_cast<int64_t>(done.tokens.size()) - 1, done.decode_ms), done.ttft_ms);
  std::fputs((line + energy_text(answer.energy, n_generated(done)) + "\n").c_str(), stderr);
}

Result<Answer> generate(const Options& options, const SamplingParams& sampling, Output& out) {
  ONDOL_ASSIGN(const std::shared_ptr<Model> model, load_model(options.model));
  ONDOL_ASSIGN(const std::vector<TokenId> prompt, prompt_tokens(*model, options));
  ONDOL_ASSIGN(const std::unique_ptr<Session> session, Session::open(model));
  GenerateOptions generate_options;
  generate_options.sampling = sampling;
  generate_options.max_tokens = options.n_predict;
  generate_options.stop = options.stop;
  generate_options.ignore_eos = options.ignore_eos;
  generate_options.n_logprobs = options.logprobs ? 0 : -1;
  generate_options.overflow = overflow_policy(options.overflow);
  generate_options.on_token = [&](const TokenEvent& event) {
    // Asked here too: a Ctrl-C that came just before the session began to work is forgotten by its cancel().
    return (options.json || out.print(event.text)) && !InterruptScope::interrupted();
  };
  const InterruptScope interrupt(*session);
  std::optional<EnergyWatch> watch;
  if (options.json || options.stats) watch.emplace();
  const EnergyWatch::Mark begin = watch ? watch->mark() : EnergyWatch::Mark();
  Answer answer;
  ONDOL_ASSIGN(answer.done, session->generate(prompt, generate_options));
  if (watch) answer.energy = watch->since(begin, *model, answer.done.n_prompt, n_generated(answer.done));
  return answer;
}

int run(const Options& options, Output& out) {
  if (!options.prompt) {
    if (!options.model.model.empty()) return wrong_usage("run", "-p TEXT|@FILE is required");
    return home_chat(out);
  }
  if (options.model.model.empty()) return refuse(kNoModelError);
  if (!options.system.empty() && !options.chat) return wrong_usage("run", "--system needs --chat");
  const auto sampling = sampling_params(options.sampling);
  if (!sampling.ok()) return wrong_usage("run", sampling.error().message);

  const auto answer = generate(options, *sampling, out);
  if (!answer.ok()) return refuse(answer.error().message);
  const Generation& done = answer->done;
  if (options.json)
    out.print(json_text(generation_json(*answer, options, sampling->seed)));
  else if (!done.text.ends_with('\n'))
    out.print("\n");
  if (done.n_trimmed > 0)
    complain("the prompt was " + std::to_string(done.n_trimmed) +
             " tokens too long and was cut (--overflow)");
  if (options.stats) print_stats(*answer);
  return InterruptScope::interrupted() ? refuse("interrupted") : 0;
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_model_flags(app, options->model, Need::optional);
  add_text(app, "-p,--prompt", options->prompt, "TEXT|@FILE", "the text; @FILE reads it, @- from stdin");
  add_flag(app, "--chat", options->chat, "wrap the text in the model's chat template, as a user's message");
  add_text(app, "--system", options->system, "TEXT|@FILE", "with --chat: the system message");
  add_int(app, "-n,--predict", options->n_predict, 1, 1'000'000, "tokens to generate at most");
  add_context_flags(app, options->model);
  add_sampling_flags(app, options->sampling);
  add_texts(app, "--stop", options->stop, "TEXT", "end the answer before this text; may be repeated");
  add_flag(app, "--ignore-eos", options->ignore_eos, "go on after the model's end-of-text token");
  add_choice(app, "--overflow", options->overflow, {"refuse", "keep-tail", "keep-head"}, "WHAT",
             "a prompt longer than the context: refuse it, or keep its end or beginning");
  add_flag(app, "--logprobs", options->logprobs, "with --json: each token's natural log-probability");
  add_flag(app, "--stats", options->stats, "counts, speeds and energy on stderr at the end");
  add_flag(app, "--json", options->json, "one JSON document when done, instead of the text as it comes");
  return [options](Output& out) { return run(*options, out); };
}

}  // namespace

const Command kRun = {
    .name = "run",
    .group = "Talk to a model",
    .summary = "complete a text, or answer one message",
    .usage = "[MODEL] -p TEXT|@FILE [--chat] [OPTIONS]",
    .about =
        "Continues the text as it stands: no template, special tokens in the text are ordinary text, BOS as "
        "the "
        "model's metadata says. With --chat the text becomes a user's message in the model's own chat "
        "template. The text that was given is not repeated.\n\nWithout MODEL and text: says what the "
        "built-in "
        "model of the home will do.\n\n"
        "--json prints {text, tokens, prompt_tokens, generated_tokens, ttft_ms, prompt_tok_s, "
        "generate_tok_s, "
        "peak_rss_bytes, finish_reason, energy: {joules, joules_per_token, source, from}, seed}; "
        "source is measured where the device has an energy meter, else modelled; finish_reason is stop, "
        "stop_string, length, context_full or "
        "cancelled. Ctrl-C ends the answer; what was generated is printed, and the exit status is 1.",
    .examples =
        "ondol run model.gguf -p \"The capital of Korea is\" -n 16 --temp 0\n"
        "ondol run model.gguf --chat --system \"Answer in Korean.\" -p @question.txt\n"
        "ondol run model.gguf -p \"1, 2, 3,\" --json --seed 7 --memory 300M",
    .define = define,
};

}  // namespace ondol::cli
