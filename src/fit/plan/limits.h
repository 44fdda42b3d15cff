// The hard limits: what rejects a candidate, with the amount that is missing.
#pragma once

#include "fit/plan/candidate.h"

namespace ondol::fit {

struct PlanOptions {
  bool any_licence = false;  ///< also models whose licence forbids commercial use or is unclear
};

/// Limits that no device changes. work: what the model would be asked.
std::vector<Rejection> model_limits(const CatalogueModel& model, const TaskProfile& task,
                                    const Workload& work, const PlanOptions& options);
std::vector<Rejection> quality_limits(const Quality& quality);
/// Limits of the device, for a candidate whose figures are computed.
std::vector<Rejection> device_limits(const Candidate& candidate, const DeviceProfile& device,
                                     const TaskProfile& task);

}  // namespace ondol::fit
