// One request to a loaded model, timed as `ondol fit` predicts it: the beginning that all requests share is
// there already, the rest of the prompt is read, and the answer is generated behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cli/energy_watch.h"
#include "ondol/session.h"

namespace ondol::cli {

struct RequestShape {
  int64_t n_prompt = 0, n_shared = 0;  ///< shared: of the prompt's tokens
  int64_t n_generate = 0;              ///< 0: the answer is there with the first token
};

struct RequestTimes {
  double ttft_ms = 0;       ///< the shared beginning is there
  double prompt_tok_s = 0;  ///< the whole prompt, from nothing
  double generate_tok_s = 0;
  std::optional<EnergyUse> energy;  ///< of the whole prompt and the answer
};

/// The same tokens in every run: ordinary ids spread over the vocabulary. What they say does not matter to
/// speed.
std::vector<TokenId> some_tokens(int64_t n, int64_t n_vocab);

/// Errors: cancelled; what the session says.
Result<RequestTimes> run_request(Model& model, Session& session, const RequestShape& shape,
                                 EnergyWatch& energy);

}  // namespace ondol::cli
