// The real engine on a model file, in a process of its own, so that peak memory and loading are those of
// nothing else: `ondol bench` is run and its JSON is read. What --verify holds predictions against.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ondol/result.h"

namespace ondol::cli {

struct EngineRunOptions {
  std::string path;
  int64_t n_prompt = 512, n_generate = 32, n_ctx = 0;  ///< n_ctx 0: what bench takes
  int64_t n_threads = 0;                               ///< 0: all
  std::string kv = "f16";
};

struct EngineRun {
  double load_ms = 0, ttft_ms = 0, prompt_tok_s = 0, generate_tok_s = 0, peak_rss_bytes = 0;
  double joules_per_token = 0;  ///< of generating
  bool joules_measured = false;
};

/// One run, of one repetition after one that warms up. Callers take several, in turns with whatever they
/// compare, and summarise them. Errors: internal where the program cannot start itself; what bench says.
Result<EngineRun> run_engine(const EngineRunOptions& options);

/// A figure of several runs.
struct RunFigure {
  double median = 0, min = 0, max = 0;
};

/// Of one member: summarise(runs, &EngineRun::generate_tok_s).
RunFigure summarise(const std::vector<EngineRun>& runs, double EngineRun::*figure);

}  // namespace ondol::cli
