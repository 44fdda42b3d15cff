// What `ondol pull` is asked for, as an address: a model of the catalogue, a file on Hugging Face, any
// address. Asks no server.
#pragma once

#include <string>

#include "fetch/exchange.h"
#include "fit/device_profile.h"
#include "fit/plan/constants.h"
#include "ondol/result.h"

namespace ondol::cli {

struct PullTarget {
  std::string url;
  std::string name;         ///< in the store: the file's, without .gguf
  std::string token;        ///< the request's, where the address is the endpoint's own
  std::string denied_hint;  ///< what to do where it may not be fetched
};

struct PullRequest {
  std::string what;      ///< NAME[:TYPE], hf:OWNER/REPO[:TYPE], hf:OWNER/REPO/FILE.gguf, an address
  std::string endpoint;  ///< "https://huggingface.co"
  fetch::Asking asking;  ///< token, timeout, go_on for that
  const fit::DeviceProfile& device;  ///< for which a type is chosen where none is named
  const fit::PlanConstants& constants;
};

/// Errors: invalid_argument, not_found (with the nearest name, or where the catalogue knows no file),
/// over_budget (the smallest type does not fit the device).
Result<PullTarget> pull_target(const PullRequest& request);

}  // namespace ondol::cli
