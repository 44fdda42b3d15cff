// A task as data, tasks/NAME.toml: what a model must be able to do for it, how much it reads and writes, how
// long a person waits. Knows nothing of devices or models.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fit/benchmarks.h"
#include "ondol/result.h"

namespace ondol::fit {

struct Requirement {
  const Benchmark* benchmark = nullptr;
  double at_least = 0;
};

/// One ability. Makers publish different benchmarks, so any one of these shows it.
struct Need {
  std::string ability;  ///< "follows instructions"
  std::string why;
  std::vector<Requirement> any;
};

struct TaskProfile {
  std::string name;                    ///< the file's name
  std::string title;                   ///< for a person
  std::vector<std::string> languages;  ///< two-letter codes; a model must know them all
  bool offline = true;                 ///< nothing may leave the home
  std::vector<Need> needs;             ///< all of them
  int64_t prompt_tokens = 0;           ///< of a request, the shared beginning included
  int64_t shared_prompt_tokens =
      0;  ///< the beginning that is the same in each request: tools, devices, a document
  int64_t answer_tokens = 0;
  int64_t context_tokens = 0;  ///< what must fit at once: prompt, answer, history
  int64_t sessions = 1;        ///< at the same time
  int64_t requests_per_day = 0;
  double max_ttft_ms = 0;         ///< from the request's end to the first token, the shared beginning cached
  double min_generate_tok_s = 0;  ///< slower than this is slower than the person reads or listens
  double max_energy_wh_per_day = 0;
};

/// Errors: bad_format "PATH:LINE: section.key: …", also for contradictions: a context that holds no request.
Result<TaskProfile> parse_task(const std::string& text, const std::string& path);
/// Errors: as parse_task; not_found, io.
Result<TaskProfile> read_task(const std::string& path);

}  // namespace ondol::fit
