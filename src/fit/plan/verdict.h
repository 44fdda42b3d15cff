// The answer in words: which class and model, why, what comes second, what would change it.
#pragma once

#include "fit/plan/planner.h"

namespace ondol::fit {

struct Verdict {
  std::string model_class;   ///< "sLM", "sLLM", "none"
  std::string reason;        ///< a paragraph for somebody who builds products
  std::string runner_up;     ///< a sentence; empty where nothing else fits
  std::string would_change;  ///< sentences, each found by planning again
  std::string ladder;  ///< an sLM for most requests and an sLLM for the rest; empty where it makes no sense
};

Verdict decide(const Planner& planner, const Plan& plan, const DeviceProfile& device, const TaskProfile& task,
               const PlanOptions& options = {});

/// "qwen3-4b in Q4_K_M", for sentences.
std::string short_name(const Candidate& candidate);
/// The rejections, joined.
std::string rejection_words(const Candidate& candidate);

}  // namespace ondol::fit
