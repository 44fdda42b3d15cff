// `ondol fit --verify`: the prediction held against the real engine, on a file of the model's shape with
// random weights that is gone afterwards.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/json.h"
#include "cli/request_bench.h"
#include "cli/sustain_bench.h"
#include "fit/plan/planner.h"
#include "fit/verify/comparison.h"

namespace ondol::cli {

struct VerifyOptions {
  std::optional<std::string> model, quant;  ///< absent: what the verdict chose, or the nearest
  std::string folder;                       ///< where the file is written
  std::string calibration;                  ///< where what was learnt is kept; empty: nowhere
  std::optional<int64_t> n_runs;            ///< absent: five, fewer where one takes long
  double sustain_minutes = 0;
};

struct Verification {
  const fit::Candidate* candidate = nullptr;
  RequestShape request;
  size_t n_runs = 0;
  std::vector<fit::Compared> figures;
  std::vector<SustainedPoint> sustained;
  std::vector<std::string> notes;
};

/// The plan's candidate with these names; without a model the chosen one, or the nearest whose memory the
/// device has. Errors: not_found with the nearest name; unsupported, invalid_argument where it cannot run.
Result<const fit::Candidate*> candidate_to_verify(const fit::Plan& plan, const fit::DeviceProfile& device,
                                                  const VerifyOptions& options);
/// Errors: over_budget, naming what is missing.
Status check_room(double memory_needed, double memory_free, double disk_needed, double disk_free,
                  const std::string& folder);

/// Errors: those of candidate_to_verify and check_room; io; cancelled.
Result<Verification> verify(const fit::DeviceProfile& device, const fit::Planner& planner,
                            const fit::Plan& plan, const VerifyOptions& options);

std::string verification_text(const Verification& verification);
Json verification_json(const Verification& verification);

}  // namespace ondol::cli
