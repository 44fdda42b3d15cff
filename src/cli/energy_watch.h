// What a model's work costs in energy: counted by a meter where the device has one that can be read, else
// modelled and said to be so. Includes what the device (or what the meter measures of it) takes at rest
// meanwhile.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cli/json.h"
#include "fit/energy/sampler.h"
#include "ondol/model.h"

namespace ondol::cli {

struct EnergyUse {
  double joules = 0;
  double low = 0, high = 0;  ///< the model's range; both joules where a meter counted
  bool measured = false;
  std::string from;                ///< the meter and what it measures, or what was assumed of the device
  std::string model_only_because;  ///< why a meter that is there did not count; mostly empty
};

class EnergyWatch {
 public:
  EnergyWatch();  ///< finds a meter and begins to read it

  struct Mark {
    double seconds = 0;
    std::optional<double> joules;
  };
  Mark mark();
  /// Of the work since the mark: so many tokens read at once and so many generated. Nothing where neither
  /// meter nor model can say anything.
  std::optional<EnergyUse> since(const Mark& begin, const Model& model, int64_t n_prompt,
                                 int64_t n_generated);

 private:
  std::unique_ptr<fit::EnergySampler> sampler_;
  std::string meter_, why_not_;
};

/// {joules, joules_per_token, source, from, low?, high?}; null where nothing is known.
Json energy_json(const std::optional<EnergyUse>& use, int64_t n_tokens);
/// "12.3 J, 0.096 J/token (measured: …)" without a line end.
std::string energy_text(const std::optional<EnergyUse>& use, int64_t n_tokens);

}  // namespace ondol::cli
