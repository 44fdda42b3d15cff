// A candidate's memory by the engine's own planning code. The kernels are those of this machine that come
// nearest to the device's: only the scratch of its products depends on them.
#pragma once

#include "fit/plan/candidate.h"

namespace ondol::fit {

/// What the program has resident before it opens a model.
double resident_bytes(const DeviceProfile& device, const PlanConstants& constants);

const Kernels& kernels_for(const DeviceProfile& device);

/// The plan with the largest batch that keeps to the budget, or with the smallest batch where none does.
/// resident_bytes: of the program before it opens a model.
MemoryPlan predict_memory(const ShapedModel& model, const Kernels& kernels, double resident_bytes, KvType kv,
                          int64_t threads, int64_t n_ctx, int64_t sessions, double budget_bytes);

/// The plan of a model file whose header is there, for one session; its context is what the device's memory
/// leaves room for. Errors: over_budget where that is none, what bind_model gives.
Result<MemoryPlan> predict_file_memory(const GgufFile& file, const DeviceProfile& device,
                                       const PlanConstants& constants);

}  // namespace ondol::fit
