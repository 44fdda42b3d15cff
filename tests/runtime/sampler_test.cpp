#include "runtime/sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace ondol {
namespace {

std::vector<float> ramp(int n) {
  std::vector<float> logits(static_cast<size_t>(n));
  for (int i = 0; i < n; ++i) logits[static_cast<size_t>(i)] = static_cast<float>((i * 37) % n) / 10.0f;
  return logits;
}

std::map<TokenId, int> draw_many(const SamplingParams& params, std::vector<float> logits, int n) {
  Sampler sampler(params);
  std::map<TokenId, int> counts;
  for (int i = 0; i < n; ++i) ++counts[sampler.sample(logits, {})];
  return counts;
}

TEST(Sampler_Argmax, FindsTheFirstLargest) {
  for (int n : {1, 15, 16, 17, 1000}) {
    auto logits = ramp(n);
    const auto expected = std::max_element(logits.begin(), logits.end()) - logits.begin();
    EXPECT_EQ(argmax(logits), expected) << n;
  }
  EXPECT_EQ(argmax(std::vector<float>{1, 5, 5, 2}), 1);
  EXPECT_EQ(argmax(std::vector<float>(40, -INFINITY)), 0);
}

TEST(Sampler_AllFinite, SeesOneBadValueAnywhere) {
  for (float bad : {NAN, INFINITY, -INFINITY})
    for (size_t at : {size_t{0}, size_t{15}, size_t{16}, size_t{36}}) {
      std::vector<float> values(37, 1.0f);
      EXPECT_TRUE(all_finite(values));
      values[at] = bad;
      EXPECT_FALSE(all_finite(values)) << at;
    }
}

TEST(Sampler_LogSumExp, IsStableForLargeLogits) {
  EXPECT_NEAR(log_sum_exp(std::vector<float>{1000, 1000}), 1000 + std::log(2.0), 1e-9);
  EXPECT_NEAR(log_sum_exp(std::vector<float>{-1000, -1000}), -1000 + std::log(2.0), 1e-9);
}

TEST(Sampler_Greedy, IgnoresSeedAndFilters) {
  auto logits = ramp(100);
  for (uint64_t seed : {1, 2, 3}) {
    SamplingParams p;
    p.temperature = 0;
    p.seed = seed;
    p.top_k = 1;
    EXPECT_EQ(Sampler(p).sample(logits, {}), argmax(logits));
  }
}

TEST(Sampler_TopK, DrawsOnlyTheKBest) {
  SamplingParams p;
  p.top_k = 3;
  p.top_p = 1;
  p.min_p = 0;
  p.temperature = 50;  // nearly uniform among the kept
  const auto counts = draw_many(p, {0, 1, 2, 3, 4, 5}, 3000);
  EXPECT_EQ(counts.size(), 3u);
  for (TokenId t : {3, 4, 5}) EXPECT_GT(counts.at(t), 800);
}

TEST(Sampler_TopP, KeepsTheSmallestSetThatReachesP) {
  SamplingParams p;
  p.top_k = 0;
  p.min_p = 0;
  p.temperature = 1;
  const std::vector<float> logits{std::log(0.5f), std::log(0.3f), std::log(0.15f), std::log(0.05f)};
  p.top_p = 0.79f;
  EXPECT_EQ(draw_many(p, logits, 2000).size(), 2u);
  p.top_p = 0.81f;
  EXPECT_EQ(draw_many(p, logits, 2000).size(), 3u);
  p.top_p = 0.0f;
  EXPECT_EQ(draw_many(p, logits, 200).size(), 1u);
}

TEST(Sampler_MinP, DropsTokensBelowTheShareOfTheBest) {
  SamplingParams p;
  p.top_k = 0;
  p.top_p = 1;
  p.min_p = 0.4f;
  p.temperature = 1;
  const std::vector<float> logits{std::log(0.5f), std::log(0.3f), std::log(0.15f), std::log(0.05f)};
  EXPECT_EQ(draw_many(p, logits, 2000).size(), 2u);
}

TEST(Sampler_Temperature, FrequenciesFollowTheSoftmax) {
  SamplingParams p;
  p.top_k = 0;
  p.top_p = 1;
  p.min_p = 0;
  p.temperature = 2;
  const int n = 20000;
  const auto counts = draw_many(p, {0, 2, 4}, n);
  const double z = 1 + std::exp(1) + std::exp(2);
  for (int i = 0; i < 3; ++i) {
    const double expected = n * std::exp(i) / z;
    EXPECT_NEAR(counts.at(i), expected, 5 * std::sqrt(expected));  // five standard deviations
  }
}

TEST(Sampler_Seed, SameSeedSameTokensOtherSeedOthers) {
  const auto sequence = [](uint64_t seed) {
    SamplingParams p;
    p.seed = seed;
    p.temperature = 5;
    Sampler sampler(p);
    auto logits = ramp(1000);
    std::vector<TokenId> out;
    for (int i = 0; i < 50; ++i) out.push_back(sampler.sample(logits, {}));
    return out;
  };
  EXPECT_EQ(sequence(7), sequence(7));
  EXPECT_NE(sequence(7), sequence(8));
}

TEST(Sampler_Penalties, ChangeTheChoiceAndRestoreTheLogits) {
  std::vector<float> logits{5.0f, 4.9f, -1.0f};
  const auto before = logits;
  SamplingParams p;
  p.temperature = 0;
  const std::vector<TokenId> history{0, 0, 2};
  EXPECT_EQ(Sampler(p).sample(logits, history), 0);
  p.repetition_penalty = 1.5f;
  EXPECT_EQ(Sampler(p).sample(logits, history), 1);
  p.repetition_penalty = 1.0f;
  p.presence_penalty = 0.2f;
  EXPECT_EQ(Sampler(p).sample(logits, history), 1);
  p.presence_penalty = 0.0f;
  p.frequency_penalty = 0.04f;
  EXPECT_EQ(Sampler(p).sample(logits, history), 0);
  p.frequency_penalty = 0.06f;
  EXPECT_EQ(Sampler(p).sample(logits, history), 1);
  p.penalty_window = 1;  // sees only the 2
  EXPECT_EQ(Sampler(p).sample(logits, history), 0);
  EXPECT_EQ(logits, before);
}

TEST(Sampler_LogitBias, ForcesAndForbids) {
  auto logits = ramp(50);
  SamplingParams p;
  p.temperature = 0;
  p.logit_bias = {{7, 1000.0f}};
  EXPECT_EQ(Sampler(p).sample(logits, {}), 7);
  p.logit_bias = {{argmax(logits), -1000.0f}};
  EXPECT_NE(Sampler(p).sample(logits, {}), argmax(logits));
}

TEST(SamplingParams_Check, RefusesEveryFieldOutOfRange) {
  const auto message = [](auto&& change) {
    SamplingParams p;
    change(p);
    const Status s = p.check(100);
    return s.ok() ? std::string() : s.error().message;
  };
  EXPECT_EQ(message([](auto&) {}), "");
  EXPECT_EQ(message([](auto& p) { p.temperature = -1; }), "temperature: expected 0 to 100, got -1");
  EXPECT_NE(message([](auto& p) { p.temperature = NAN; }), "");
  EXPECT_NE(message([](auto& p) { p.top_k = -1; }), "");
  EXPECT_NE(message([](auto& p) { p.top_p = 1.5f; }), "");
  EXPECT_NE(message([](auto& p) { p.min_p = NAN; }), "");
  EXPECT_NE(message([](auto& p) { p.repetition_penalty = 0; }), "");
  EXPECT_NE(message([](auto& p) { p.penalty_window = -2; }), "");
  EXPECT_NE(message([](auto& p) { p.logit_bias = {{100, 1.0f}}; }), "");
  EXPECT_NE(message([](auto& p) { p.logit_bias = {{1, INFINITY}}; }), "");
}

}  // namespace
}  // namespace ondol
