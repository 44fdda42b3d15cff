// The real engine on a model file, in a process of its own, so that peak memory and loading are those of
// nothing else: `ondol bench --request` is run and its JSON is read. What --verify holds predictions against.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/request_bench.h"
#include "cli/sustain_bench.h"
#include "ondol/result.h"

namespace ondol::cli {

struct EngineRunOptions {
  std::string path;
  RequestShape request;
  int64_t n_threads = 0;  ///< 0: all
  int64_t n_reps = 1;     ///< requests, after a short one that warms up
  std::string kv = "f16";
  double sustain_minutes = 0;
  /// Called several times a second; false stops the run.
  std::function<bool()> tick = {};
};

struct EngineRun {
  double load_ms = 0;  ///< until every page of the file is in memory
  double ttft_ms = 0, prompt_tok_s = 0, generate_tok_s = 0, peak_rss_bytes = 0;
  double joules = 0;  ///< of a request, with what the device takes at rest
  bool joules_measured = false;
  std::string joules_from;  ///< the meter, or what the model assumes
  std::vector<SustainedPoint> sustained;
};

/// One process. Callers take several, in turns with whatever they compare, and summarise them. Errors:
/// cancelled; internal where the program cannot start itself; what bench says.
Result<EngineRun> run_engine(const EngineRunOptions& options);

}  // namespace ondol::cli
