// Every model of the catalogue in every type, on a device, for a task: computed, held against the limits,
// ranked.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "fit/plan/limits.h"

namespace ondol::fit {

struct Plan {
  std::vector<Candidate> candidates;  ///< those that fit first, best first; then the rejected, nearest first
  const Candidate* best = nullptr;    ///< null: class none
  const Candidate* runner_up = nullptr;  ///< another model that fits
};

class Planner {
 public:
  Planner(std::vector<CatalogueModel> models, PlanConstants constants)
      : models_(std::move(models)), constants_(std::move(constants)) {}

  enum class Depth : bool {
    all,      ///< every candidate with its figures
    choices,  ///< only those that the device alone could reject: enough for a verdict, and quick
  };
  /// The plan points into this planner.
  Plan plan(const DeviceProfile& device, const TaskProfile& task, const PlanOptions& options = {},
            Depth depth = Depth::all) const;

  const PlanConstants& constants() const { return constants_; }
  const std::vector<CatalogueModel>& models() const { return models_; }

 private:
  std::optional<Candidate> consider(const CatalogueModel& model, const QuantLoss& quant,
                                    const DeviceProfile& device, const TaskProfile& task,
                                    const PlanOptions& options, Depth depth) const;
  const ShapedModel* shaped(const CatalogueModel& model, const QuantLoss& quant) const;

  std::vector<CatalogueModel> models_;
  PlanConstants constants_;
  mutable std::map<std::pair<const CatalogueModel*, const QuantMix*>, std::unique_ptr<ShapedModel>> shapes_;
};

/// sLM or sLLM of what was chosen, "none" where nothing was.
const char* verdict_class(const Plan& plan);

}  // namespace ondol::fit
