// Whether a model can do a task, by what its makers and others published. Unknown is not good enough.
#pragma once

#include <string>
#include <vector>

#include "fit/catalogue.h"
#include "fit/task_profile.h"

namespace ondol::fit {

/// How one need is met.
struct NeedMet {
  const Need* need = nullptr;
  const Requirement* by = nullptr;  ///< the benchmark that shows it best; null: no score is known
  const Score* score = nullptr;
  double value = 0;  ///< the score after the losses
  double ratio = 0;  ///< of what the task asks
};

struct Quality {
  std::vector<NeedMet> needs;  ///< in the task's order
  bool known = false;          ///< each need has a score
  double ratio = 0;            ///< the smallest: 1 is just enough; 0 where unknown
};

/// loss_percent: what quantisation takes from each score.
Quality judge_quality(const CatalogueModel& model, const TaskProfile& task, double loss_percent);

}  // namespace ondol::fit
