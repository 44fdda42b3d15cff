// Chooses a token from logits. Selects, never sorts the vocabulary; allocates only on first use.
#pragma once

#include <span>
#include <vector>

#include "ondol/sampling.h"

namespace ondol {

class Sampler {
 public:
  explicit Sampler(SamplingParams params) : params_(std::move(params)), state_(params_.seed) {}

  /// logits [n_vocab], finite; the same after the call as before. history: the tokens penalties look at.
  TokenId sample(std::span<float> logits, std::span<const TokenId> history);

 private:
  struct Candidate {
    float logit;
    TokenId token;
  };
  struct Override {
    TokenId token;
    float original;
  };
  void apply_penalties(std::span<float> logits, std::span<const TokenId> history);
  void collect_top_k(std::span<const float> logits);
  void collect_all(std::span<const float> logits);
  void keep_top_p();
  TokenId draw();
  double next_uniform();

  SamplingParams params_;
  uint64_t state_;
  std::vector<Candidate> candidates_;  ///< after collecting: best first when top-k or top-p is on
  std::vector<Override> overrides_;
  std::vector<TokenId> seen_;
};

/// Index of the largest value; the first of equals.
TokenId argmax(std::span<const float> logits);
bool all_finite(std::span<const float> values);
/// log Σ exp(logits), in double.
double log_sum_exp(std::span<const float> logits);

}  // namespace ondol
