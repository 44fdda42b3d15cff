// How the next token is chosen from the logits.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "ondol/result.h"
#include "ondol/types.h"

namespace ondol {

/// Applied in this order: penalties, logit bias, top-k, top-p, min-p, temperature, one draw.
/// The same seed gives the same tokens on the same target, whatever the number of threads.
struct SamplingParams {
  float temperature = 0.8f;  ///< 0 = greedy: the largest logit
  int32_t top_k = 40;        ///< 0 = off
  float top_p = 0.95f;       ///< 1 = off; nucleus sampling (arXiv 1904.09751)
  float min_p = 0.05f;       ///< 0 = off; share of the largest probability (arXiv 2407.01082)
  float repetition_penalty =
      1.0f;  ///< 1 = off; divides positive, multiplies negative logits (arXiv 1909.05858)
  float presence_penalty = 0.0f;   ///< subtracted once from each token seen
  float frequency_penalty = 0.0f;  ///< subtracted for each time seen
  int32_t penalty_window = 64;     ///< last tokens the penalties look at; −1 = all
  std::vector<std::pair<TokenId, float>> logit_bias;
  uint64_t seed = 0;

  /// Errors: invalid_argument naming the field, its value and the range.
  Status check(int64_t n_vocab) const;
};

}  // namespace ondol
