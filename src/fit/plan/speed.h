// How long a request takes: a roofline for each kind of work, added up. Knows no limits.
#pragma once

#include "fit/plan/device_rates.h"
#include "fit/plan/shaped_model.h"
#include "fit/task_profile.h"

namespace ondol::fit {

/// One request to one model, and the context that must be held.
struct Workload {
  int64_t prompt_tokens = 0, shared_prompt_tokens = 0, answer_tokens = 0, context_tokens = 0;
};

/// The task's, or what it is to a model made for it.
Workload workload_of(const TaskProfile& task, const CatalogueModel& model);

struct Speed {
  double load_ms = 0;               ///< from storage, nothing of the file in memory yet
  double ttft_ms = 0;               ///< the shared beginning of the prompt is kept ready
  double ttft_cold_ms = 0;          ///< it is not
  double prompt_tok_s = 0;          ///< the whole prompt
  double generate_tok_s = 0;        ///< in the middle of the answer
  double request_s = 0;             ///< with the shared beginning ready, to the last token
  double macs = 0, dram_bytes = 0;  ///< of that request
  bool measured = false;            ///< from rates that the engine reached on this device
};

Speed predict_speed(const DeviceProfile& device, const PlanConstants& constants, const ShapedModel& model,
                    const Workload& work, KvType kv, int64_t threads, int64_t n_batch);

}  // namespace ondol::fit
