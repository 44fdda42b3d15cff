// The options that run, chat, bench and eval share: which model, with how much memory, on how many threads,
// and how tokens are chosen.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "ondol/session.h"

namespace ondol::cli {

struct ModelFlags {
  std::string model;
  std::optional<int64_t> n_ctx;
  std::optional<int64_t> n_threads;
  std::optional<uint64_t> memory_bytes;
  std::string kv = "f16";
  bool preload = false;
};

/// MODEL and --threads.
void add_model_flags(CLI::App& app, ModelFlags& flags, Need need);
/// --ctx, --memory, --kv.
void add_context_flags(CLI::App& app, ModelFlags& flags);

/// Finds, plans and maps the model.
Result<std::shared_ptr<Model>> load_model(const ModelFlags& flags, int64_t n_logit_rows = 1);

struct SamplingFlags {
  double temperature = 0.8, top_p = 0.95, min_p = 0.05;
  double repetition_penalty = 1, presence_penalty = 0, frequency_penalty = 0;
  int64_t top_k = 40, penalty_window = 64;
  std::optional<int64_t> seed;
  std::vector<std::string> logit_bias;  ///< "ID=BIAS"
};

void add_sampling_flags(CLI::App& app, SamplingFlags& flags);
/// Without --seed, a random one. Errors: invalid_argument (logit bias).
Result<SamplingParams> sampling_params(const SamplingFlags& flags);

/// What commands say that cannot go on without a model.
extern const char* const kNoModelError;

}  // namespace ondol::cli
