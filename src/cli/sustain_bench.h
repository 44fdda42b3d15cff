// Generating for minutes on end: what is left of the speed when the case is warm.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/json.h"
#include "cli/request_bench.h"

namespace ondol::cli {

struct SustainedPoint {
  double seconds = 0;  ///< since the beginning, at the end of the stretch
  double tok_s = 0;
  double celsius = 0;           ///< of the hottest zone; 0 where the system does not say
  int64_t throttle_events = 0;  ///< since the beginning; 0 where the processor does not count them
};

/// Answers of the request's length behind its prompt, over and over, in at most some sixty stretches.
/// tick(seconds done): false stops. Errors: cancelled; what the session says.
Result<std::vector<SustainedPoint>> run_sustained(Model& model, Session& session, const RequestShape& shape,
                                                  double minutes, const std::function<bool(double)>& tick);

Json sustained_json(const std::vector<SustainedPoint>& points);
/// The other way round; points of a document that sustained_json made.
std::vector<SustainedPoint> sustained_points(const Json& json);
/// A line for each stretch, with a bar; at the end what is left of the first speed.
std::string sustained_text(const std::vector<SustainedPoint>& points);

}  // namespace ondol::cli
