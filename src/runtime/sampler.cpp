#include "runtime/sampler.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/try.h"

namespace ondol {
namespace {

constexpr size_t kLanes = 16;  // independent maxima and sums, so that the compiler can use vector registers

bool better(float logit_a, TokenId a, float logit_b, TokenId b) {
  return logit_a > logit_b || (logit_a == logit_b && a < b);
}

Status in_range(const char* field, double value, double low, double high) {
  if (value >= low && value <= high) return {};  // false for NaN
  const auto text = [](double v) {
    std::string s = std::to_string(v);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
  };
  return Error{ErrorCode::invalid_argument,
               std::string(field) + ": expected " + text(low) + " to " + text(high) + ", got " + text(value)};
}

}  // namespace

Status SamplingParams::check(int64_t n_vocab) const {
  ONDOL_TRY(in_range("temperature", temperature, 0, 100));
  ONDOL_TRY(in_range("top_k", top_k, 0, 1e9));
  ONDOL_TRY(in_range("top_p", top_p, 0, 1));
  ONDOL_TRY(in_range("min_p", min_p, 0, 1));
  ONDOL_TRY(in_range("repetition_penalty", repetition_penalty, 0.01, 100));
  ONDOL_TRY(in_range("presence_penalty", presence_penalty, -100, 100));
  ONDOL_TRY(in_range("frequency_penalty", frequency_penalty, -100, 100));
  ONDOL_TRY(in_range("penalty_window", penalty_window, -1, 1e9));
  for (const auto& [token, bias] : logit_bias) {
    ONDOL_TRY(in_range("logit_bias token", token, 0, static_cast<double>(n_vocab - 1)));
    ONDOL_TRY(in_range("logit_bias", bias, -1e9, 1e9));
  }
  return {};
}

TokenId argmax(std::span<const float> logits) {
  float lane_max[kLanes];
  std::fill_n(lane_max, kLanes, -INFINITY);
  size_t i = 0;
  for (; i + kLanes <= logits.size(); i += kLanes)
    for (size_t j = 0; j < kLanes; ++j)
      lane_max[j] = logits[i + j] > lane_max[j] ? logits[i + j] : lane_max[j];
  float best = *std::max_element(lane_max, lane_max + kLanes);
  for (; i < logits.size(); ++i) best = std::max(best, logits[i]);
  return static_cast<TokenId>(std::find(logits.begin(), logits.end(), best) - logits.begin());
}

bool all_finite(std::span<const float> values) {
  // x − x is 0 for finite x and NaN otherwise; NaN survives the sum.
  float lane_sum[kLanes] = {};
  size_t i = 0;
  for (; i + kLanes <= values.size(); i += kLanes)
    for (size_t j = 0; j < kLanes; ++j) lane_sum[j] += values[i + j] - values[i + j];
  for (; i < values.size(); ++i) lane_sum[0] += values[i] - values[i];
  return std::all_of(lane_sum, lane_sum + kLanes, [](float s) { return s == 0.0f; });
}

double log_sum_exp(std::span<const float> logits) {
  const double max = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (float logit : logits) sum += std::exp(static_cast<double>(logit) - max);
  return max + std::log(sum);
}

TokenId Sampler::sample(std::span<float> logits, std::span<const TokenId> history) {
  overrides_.clear();
  apply_penalties(logits, history);
  for (const auto& [token, bias] : params_.logit_bias) {
    float& logit = logits[static_cast<size_t>(token)];
    overrides_.push_back({token, logit});
    logit += bias;
  }
  TokenId token = 0;
  if (params_.temperature == 0.0f) {
    token = argmax(logits);
  } else {
    if (params_.top_k > 0 && static_cast<size_t>(params_.top_k) < logits.size()) {
      collect_top_k(logits);
    } else {
      collect_all(logits);
    }
    if (params_.top_p < 1.0f) keep_top_p();
    token = draw();
  }
  for (auto it = overrides_.rbegin(); it != overrides_.rend(); ++it)
    logits[static_cast<size_t>(it->token)] = it->original;
  return token;
}

void Sampler::apply_penalties(std::span<float> logits, std::span<const TokenId> history) {
  if (params_.repetition_penalty == 1.0f && params_.presence_penalty == 0.0f &&
      params_.frequency_penalty == 0.0f)
    return;
  if (params_.penalty_window >= 0 && history.size() > static_cast<size_t>(params_.penalty_window))
    history = history.last(static_cast<size_t>(params_.penalty_window));
  seen_.assign(history.begin(), history.end());
  std::sort(seen_.begin(), seen_.end());
  for (size_t i = 0; i < seen_.size();) {
    size_t end = i;
    while (end < seen_.size() && seen_[end] == seen_[i]) ++end;
    float& logit = logits[static_cast<size_t>(seen_[i])];
    overrides_.push_back({seen_[i], logit});
    logit = logit > 0 ? logit / params_.repetition_penalty : logit * params_.repetition_penalty;
    logit -= params_.presence_penalty + static_cast<float>(end - i) * params_.frequency_penalty;
    i = end;
  }
}

void Sampler::collect_top_k(std::span<const float> logits) {
  const auto worse_on_top = [](const Candidate& a, const Candidate& b) {
    return better(a.logit, a.token, b.logit, b.token);
  };
  const auto k = static_cast<size_t>(params_.top_k);
  candidates_.clear();
  for (size_t i = 0; i < logits.size(); ++i) {
    if (candidates_.size() == k) {
      if (logits[i] <= candidates_.front().logit) continue;
      std::pop_heap(candidates_.begin(), candidates_.end(), worse_on_top);
      candidates_.pop_back();
    }
    candidates_.push_back({logits[i], static_cast<TokenId>(i)});
    std::push_heap(candidates_.begin(), candidates_.end(), worse_on_top);
  }
  std::sort_heap(candidates_.begin(), candidates_.end(), worse_on_top);  // best first
}

void Sampler::collect_all(std::span<const float> logits) {
  candidates_.resize(logits.size());
  for (size_t i = 0; i < logits.size(); ++i) candidates_[i] = {logits[i], static_cast<TokenId>(i)};
}

// The smallest set of most probable tokens whose probabilities reach top_p. Pops a heap: the set is usually
// small.
void Sampler::keep_top_p() {
  const auto best_on_top = [](const Candidate& a, const Candidate& b) {
    return better(b.logit, b.token, a.logit, a.token);
  };
  double max = -INFINITY, sum = 0, reached = 0;
  for (const Candidate& c : candidates_) max = std::max(max, static_cast<double>(c.logit));
  for (const Candidate& c : candidates_) sum += std::exp(c.logit - max);
  std::make_heap(candidates_.begin(), candidates_.end(), best_on_top);
  auto heap_end = candidates_.end();
  while (heap_end != candidates_.begin()) {
    std::pop_heap(candidates_.begin(), heap_end, best_on_top);
    --heap_end;
    reached += std::exp(heap_end->logit - max) / sum;
    if (reached >= params_.top_p) break;
  }
  std::reverse(heap_end, candidates_.end());
  candidates_.erase(candidates_.begin(), heap_end);
}

TokenId Sampler::draw() {
  double max = -INFINITY;
  for (const Candidate& c : candidates_) max = std::max(max, static_cast<double>(c.logit));
  if (params_.min_p > 0) {
    const double floor = max + std::log(static_cast<double>(params_.min_p));
    std::erase_if(candidates_, [&](const Candidate& c) { return c.logit < floor; });
  }
  const auto weight = [&](const Candidate& c) { return std::exp((c.logit - max) / params_.temperature); };
  double sum = 0;
  for (const Candidate& c : candidates_) sum += weight(c);
  double left = next_uniform() * sum;
  for (const Candidate& c : candidates_) {
    left -= weight(c);
    if (left < 0) return c.token;
  }
  return candidates_.back().token;
}

// SplitMix64 (Steele, Lea, Flood 2014).
double Sampler::next_uniform() {
  state_ += 0x9e3779b97f4a7c15;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  z ^= z >> 31;
  return static_cast<double>(z >> 11) * 0x1.0p-53;
}

}  // namespace ondol
