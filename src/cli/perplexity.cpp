// Scoring a text with a model; see perplexity.h.
#include "cli/perplexity.h"

#include <algorithm>

#include "base/try.h"

namespace ondol::cli {

namespace {

/// log Σ exp(x). Sums in f64: a vocabulary of 150,000 small terms loses digits in f32.
double log_sum(std::span<const float> logits) {
  const float top = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float x : logits) sum += static_cast<double>(std::exp(x - top));
  return static_cast<double>(top) + std::log(sum);
}

double divergence(std::span<const float> base, std::span<const float> model) {
  const double base_sum = log_sum(base), model_sum = log_sum(model);
  double kl = 0;
  for (size_t i = 0; i < base.size(); ++i) {
    const double base_logprob = static_cast<double>(base[i]) - base_sum;
    kl += std::exp(base_logprob) * (base_logprob - (static_cast<double>(model[i]) - model_sum));
  }
  return std::max(0.0, kl);  // rounding can make an exact match slightly negative
}

/// The first position whose prediction counts, and the tokens that are evaluated after it.
size_t first_scored(size_t n_ctx) { return n_ctx / 2; }

Status all_scored_logits(Session& session, std::span<const TokenId> chunk, const Session::LogitsSink& sink) {
  const size_t first = first_scored(chunk.size());
  session.truncate(0);
  if (first > 0) ONDOL_TRY(session.append(chunk.first(first)));
  // The last token's prediction has nothing to be compared with.
  return session.append_all_logits(chunk.subspan(first, chunk.size() - first - 1), sink);
}

}  // namespace

Result<std::vector<std::vector<TokenId>>> perplexity_chunks(std::span<const TokenId> tokens, int64_t n_ctx,
                                                            int64_t max_chunks, TokenId bos) {
  const auto n = static_cast<size_t>(n_ctx);
  size_t n_chunks = tokens.size() / n;
  if (max_chunks > 0) n_chunks = std::min(n_chunks, static_cast<size_t>(max_chunks));
  if (n_chunks == 0)
    return Error{ErrorCode::invalid_argument, "the text has " + std::to_string(tokens.size()) +
                                                  " tokens, expected at least one chunk of " +
                                                  std::to_string(n_ctx) + " (--ctx)"};
  std::vector<std::vector<TokenId>> chunks;
  for (size_t i = 0; i < n_chunks; ++i) {
    const auto chunk = tokens.subspan(i * n, n);
    chunks.emplace_back(chunk.begin(), chunk.end());
    if (bos >= 0) chunks.back().front() = bos;
  }
  return chunks;
}

Status score_chunk(Session& session, std::span<const TokenId> chunk, Score& score, Session* base,
                   Comparison& comparison) {
  const size_t first = first_scored(chunk.size());
  std::vector<std::vector<float>> base_rows;
  if (base != nullptr)
    ONDOL_TRY(all_scored_logits(*base, chunk, [&](int64_t, std::span<const float> logits) {
      base_rows.emplace_back(logits.begin(), logits.end());
    }));
  return all_scored_logits(session, chunk, [&](int64_t row, std::span<const float> logits) {
    const TokenId next = chunk[first + static_cast<size_t>(row) + 1];
    score.nll += log_sum(logits) - static_cast<double>(logits[static_cast<size_t>(next)]);
    score.n_scored += 1;
    if (base == nullptr) return;
    const std::vector<float>& expected = base_rows[static_cast<size_t>(row)];
    const double kl = divergence(expected, logits);
    comparison.kl += kl;
    comparison.kl_max = std::max(comparison.kl_max, kl);
    comparison.n += 1;
    const auto top = [](const auto& row_logits) {
      return std::max_element(row_logits.begin(), row_logits.end()) - row_logits.begin();
    };
    comparison.n_same_top += top(expected) == top(logits) ? 1 : 0;
  });
}

}  // namespace ondol::cli
