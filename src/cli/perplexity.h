// Scoring a text with a model, and comparing two models' predictions on it. The counting is llama.cpp's:
// chunks of n_ctx tokens, an empty cache for each, only the second half scored.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "ondol/session.h"

namespace ondol::cli {

/// Rows of logits that one forward call keeps.
constexpr int64_t kPerplexityLogitRows = 64;

struct Score {
  double nll = 0;  ///< sum, natural logarithm
  int64_t n_scored = 0;
  double mean_nll() const { return n_scored > 0 ? nll / static_cast<double>(n_scored) : 0; }
  double perplexity() const { return std::exp(mean_nll()); }
};

/// KL(base ‖ model) of the next-token distributions at the scored positions, in nats.
struct Comparison {
  double kl = 0, kl_max = 0;
  int64_t n = 0, n_same_top = 0;
  double kl_mean() const { return n > 0 ? kl / static_cast<double>(n) : 0; }
  double same_top_share() const {
    return n > 0 ? static_cast<double>(n_same_top) / static_cast<double>(n) : 0;
  }
};

/// bos ≥ 0 replaces each chunk's first token. max_chunks 0 = all. Errors: invalid_argument (text too short).
Result<std::vector<std::vector<TokenId>>> perplexity_chunks(std::span<const TokenId> tokens, int64_t n_ctx,
                                                            int64_t max_chunks, TokenId bos);

/// Adds one chunk to score and, with a base session, to comparison.
Status score_chunk(Session& session, std::span<const TokenId> chunk, Score& score, Session* base,
                   Comparison& comparison);

}  // namespace ondol::cli
