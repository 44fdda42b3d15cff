// ondol eval perplexity: how well a model predicts a text; counted as llama.cpp's tool does, so that figures
// compare.
#include <cmath>
#include <memory>

#include "base/try.h"
#include "cli/all_commands.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/model_flags.h"
#include "cli/options.h"
#include "cli/perplexity.h"
#include "cli/progress.h"
#include "cli/text_input.h"

namespace ondol::cli {

namespace {

struct Options {
  ModelFlags model;
  std::string file, against;
  int64_t n_ctx = 512;
  std::optional<int64_t> n_chunks;
  bool json = false;
};

struct Loaded {
  std::shared_ptr<Model> model;
  std::unique_ptr<Session> session;
};

Result<Loaded> load(const Options& options, const std::string& name) {
  ModelFlags flags = options.model;
  flags.model = name;
  flags.n_ctx = options.n_ctx;
  ONDOL_ASSIGN(auto model, load_model(flags, kPerplexityLogitRows));
  ONDOL_ASSIGN(auto session, Session::open(model));
  return Loaded{std::move(model), std::move(session)};
}

Json comparison_json(const Comparison& comparison) {
  return {{"kl_mean", comparison.kl_mean()},
          {"kl_max", comparison.kl_max},
          {"same_top", comparison.same_top_share()}};
}

std::string report(const Options& options, const Score& score, const Comparison* comparison) {
  if (options.json) {
    Json document = {{"perplexity", score.perplexity()},
                     {"tokens", score.n_scored},
                     {"context", options.n_ctx},
                     {"nll", score.mean_nll()}};
    if (comparison != nullptr) document["against"] = comparison_json(*comparison);
    return json_text(document);
  }
  char line[200];
  std::snprintf(line, sizeof line, "perplexity %.4f (%.6f nats a token, %lld tokens scored, context %lld)\n",
                score.perplexity(), score.mean_nll(), static_cast<long long>(score.n_scored),
                static_cast<long long>(options.n_ctx));
  std::string text = line;
  if (comparison != nullptr) {
    std::snprintf(line, sizeof line,
                  "KL divergence %.6f nats mean, %.4f largest; same first choice %.2f %%\n",
                  comparison->kl_mean(), comparison->kl_max, comparison->same_top_share() * 100);
    text += line;
  }
  return text;
}

Result<std::string> evaluate(const Options& options) {
  ONDOL_ASSIGN(const std::string text, read_text_file(options.file));
  ONDOL_ASSIGN(const Loaded loaded, load(options, options.model.model));
  Loaded base;
  if (!options.against.empty()) {
    ONDOL_ASSIGN(base, load(options, options.against));
    if (base.model->info().n_vocab != loaded.model->info().n_vocab)
      return Error{ErrorCode::invalid_argument, "--against: expected a model with the same vocabulary of " +
                                                    std::to_string(loaded.model->info().n_vocab) +
                                                    " tokens, got " +
                                                    std::to_string(base.model->info().n_vocab)};
  }
  ONDOL_ASSIGN(const std::vector<TokenId> tokens, loaded.model->tokenize(text, true, false));
  ONDOL_ASSIGN(const auto chunks, perplexity_chunks(tokens, options.n_ctx, options.n_chunks.value_or(0),
                                                    loaded.model->adds_bos() ? loaded.model->bos() : -1));
  Score score;
  Comparison comparison;
  Progress progress("perplexity");
  const InterruptScope interrupt(*loaded.session);
  for (size_t i = 0; i < chunks.size(); ++i) {
    if (InterruptScope::interrupted()) return Error{ErrorCode::cancelled, "interrupted"};
    ONDOL_TRY(score_chunk(*loaded.session, chunks[i], score, base.session.get(), comparison));
    progress.update(i + 1, chunks.size());
  }
  return report(options, score, options.against.empty() ? nullptr : &comparison);
}

Action define(CLI::App& app) {
  auto options = std::make_shared<Options>();
  add_model_flags(app, options->model, Need::required);
  add_text(app, "FILE", options->file, "FILE", "the text; - for standard input", Need::required);
  add_int(app, "-c,--ctx", options->n_ctx, 4, 1 << 24, "tokens of a chunk");
  add_int(app, "--chunks", options->n_chunks, 1, 1'000'000'000, "only the first N chunks; by default all");
  add_text(app, "--against", options->against, "MODEL",
           "also the KL divergence of the predictions from this model's, as before it was quantised");
  add_size(app, "--memory", options->model.memory_bytes, "bytes the whole program may use, as 300M or 1.5G");
  add_choice(app, "--kv", options->model.kv, {"f16", "q8_0", "f32"}, "TYPE",
             "type of the KV cache; f32 is slow, for comparisons");
  add_flag(app, "--json", options->json, "one JSON document");
  return [options](Output& out) { return print_or_refuse(evaluate(*options), out); };
}

}  // namespace

const Command kEvalPerplexity = {
    .name = "eval perplexity",
    .group = "Measure",
    .summary = "how well a model predicts a text",
    .usage = "MODEL FILE [--ctx N] [--chunks N] [--against MODEL] [--json]",
    .about =
        "The whole text is tokenised once, with BOS only if the model adds it, and cut into consecutive "
        "chunks "
        "of --ctx tokens; the rest is left out. Each chunk starts with an empty cache, its first token "
        "replaced "
        "by BOS only if the model adds BOS. Only its second half is scored: the last ctx/2 - 1 predictions. "
        "llama.cpp's perplexity tool counts the same way.\n\n"
        "--json prints {perplexity, tokens, context, nll}: tokens is the number scored, nll the mean "
        "negative "
        "log-likelihood in nats, perplexity its exponential; with --against also {against: {kl_mean, kl_max, "
        "same_top}}.",
    .examples =
        "ondol eval perplexity model.gguf wiki.test.raw\n"
        "ondol eval perplexity model.gguf text.txt --ctx 512 --chunks 32 --json\n"
        "ondol eval perplexity model-q4.gguf text.txt --against model-f32.gguf",
    .define = define,
};

}  // namespace ondol::cli
