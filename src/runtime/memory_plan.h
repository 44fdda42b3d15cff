// Plans a model's memory before any of it is taken, and finds the largest context that a budget allows.
#pragma once

#include "format/gguf.h"
#include "models/transformer.h"
#include "ondol/model.h"

namespace ondol {

struct PlanInput {
  const GgufFile& file;
  const BoundModel& model;
  const Kernels& kernels;
  int n_threads;
  KvType kv;
  const ModelOptions& options;
};

/// Errors: invalid_argument (context beyond the trained length, sessions), over_budget – with the plan.
Result<MemoryPlan> plan_memory(const PlanInput& input);

}  // namespace ondol
