// Options shared by the commands that run a model; see model_flags.h.
#include "cli/model_flags.h"

#include <limits>
#include <random>

#include "base/try.h"
#include "cli/model_store.h"
#include "cli/options.h"

namespace ondol::cli {

const char* const kNoModelError =
    "no MODEL, and this program was built without the home model: give a GGUF file or a name from ondol list";

void add_model_flags(CLI::App& app, ModelFlags& flags, Need need) {
  add_text(app, "MODEL", flags.model, "MODEL", "a GGUF file or a name in the store", need);
  add_int(app, "-t,--threads", flags.n_threads, 1, 512, "threads; by default the CPUs this process may use");
}

void add_context_flags(CLI::App& app, ModelFlags& flags) {
  add_int(app, "-c,--ctx", flags.n_ctx, 1, 1 << 24,
          "tokens of context, at most the model's trained length; by default the smaller of that and 4096, "
          "or what "
          "--memory leaves");
  add_size(app, "--memory", flags.memory_bytes,
           "bytes the whole program may use, as 300M or 1.5G; more is refused before loading, with the plan");
  add_choice(app, "--kv", flags.kv, {"f16", "q8_0", "f32"}, "TYPE",
             "type of the KV cache; f32 is slow, for comparisons");
  add_flag(app, "--preload", flags.preload,
           "read the whole file into memory while loading, not where weights are first needed");
}

Result<std::shared_ptr<Model>> load_model(const ModelFlags& flags, int64_t n_logit_rows) {
  ONDOL_ASSIGN(const std::string path, resolve_model(flags.model));
  EngineOptions engine_options;
  engine_options.n_threads = static_cast<int>(flags.n_threads.value_or(0));
  ONDOL_ASSIGN(auto engine, Engine::create(engine_options));
  ModelOptions options;
  options.memory_budget_bytes = flags.memory_bytes.value_or(0);
  options.n_ctx = flags.n_ctx.value_or(0);
  options.kv = flags.kv == "q8_0"  ? KvCacheType::q8_0
               : flags.kv == "f32" ? KvCacheType::f32
                                   : KvCacheType::f16;
  options.n_logit_rows = n_logit_rows;
  options.preload = flags.preload;
  return Model::load(std::move(engine), path, options);
}

void add_sampling_flags(CLI::App& app, SamplingFlags& flags) {
  add_real(app, "--temp", flags.temperature, 0, 100, "temperature; 0 always takes the likeliest token");
  add_int(app, "--top-k", flags.top_k, 0, 1'000'000, "only the K likeliest tokens; 0 = all");
  add_real(app, "--top-p", flags.top_p, 0, 1,
           "only the likeliest tokens that make up this probability; 1 = all");
  add_real(app, "--min-p", flags.min_p, 0, 1, "no token less likely than this share of the likeliest");
  add_real(app, "--repeat-penalty", flags.repetition_penalty, 0.01, 100,
           "weakens tokens seen lately; 1 = off");
  add_real(app, "--presence-penalty", flags.presence_penalty, -100, 100,
           "taken once from tokens seen lately");
  add_real(app, "--frequency-penalty", flags.frequency_penalty, -100, 100, "taken for each time seen lately");
  add_int(app, "--penalty-window", flags.penalty_window, -1, 1'000'000,
          "how many tokens are lately; -1 = all");
  add_texts(app, "--logit-bias", flags.logit_bias, "ID=X", "adds X to a token's logit; may be repeated");
  add_int(app, "--seed", flags.seed, 0, std::numeric_limits<int64_t>::max(),
          "the same seed gives the same text, whatever the threads; by default a random one");
}

Result<SamplingParams> sampling_params(const SamplingFlags& flags) {
  SamplingParams params;
  params.temperature = static_cast<float>(flags.temperature);
  params.top_k = static_cast<int32_t>(flags.top_k);
  params.top_p = static_cast<float>(flags.top_p);
  params.min_p = static_cast<float>(flags.min_p);
  params.repetition_penalty = static_cast<float>(flags.repetition_penalty);
  params.presence_penalty = static_cast<float>(flags.presence_penalty);
  params.frequency_penalty = static_cast<float>(flags.frequency_penalty);
  params.penalty_window = static_cast<int32_t>(flags.penalty_window);
  if (flags.seed) {
    params.seed = static_cast<uint64_t>(*flags.seed);
  } else {
    std::random_device device;
    // 53 bits: a seed that JSON readers and people can type back.
    params.seed = ((static_cast<uint64_t>(device()) << 32) | device()) & ((uint64_t{1} << 53) - 1);
  }
  for (const std::string& entry : flags.logit_bias) {
    const size_t equals = entry.find('=');
    const auto id = parse_int(entry.substr(0, equals), 0, std::numeric_limits<TokenId>::max());
    const auto bias = parse_real(equals == std::string::npos ? "" : entry.substr(equals + 1), -1e9, 1e9);
    if (!id.ok() || !bias.ok())
      return Error{ErrorCode::invalid_argument,
                   "--logit-bias: expected ID=X, as in 198=-5.5, got \"" + entry + "\""};
    params.logit_bias.emplace_back(static_cast<TokenId>(*id), static_cast<float>(*bias));
  }
  return params;
}

}  // namespace ondol::cli
