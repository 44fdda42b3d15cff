// Every derivative of the whole model against central differences of its own loss.
#include <algorithm>
#include <cmath>

#include "tiny_network.h"

namespace ondol::train::test {
namespace {

/// Loss is evaluated in f32: its error is about 2^-22 of its terms, so differences of a step h carry error/h,
/// and the step itself h²·third derivative. Both are far below the tolerance for these sizes.
void check_gradients(const ModelShape& shape, const TinyRows& rows,
                     const std::vector<LabelRange>& heads = {}) {
  TinyNetwork tiny(shape);
  tiny.heads_ = heads;
  tiny.gradients(rows, {});
  const std::vector<float> gradients(tiny.lane_->gradients(),
                                     tiny.lane_->gradients() + tiny.layout_.n_floats());
  Random random(17);
  for (const Param& p : tiny.layout_.params()) {
    double largest = 0.0;
    for (int64_t i = 0; i < p.n(); ++i)
      largest = std::max(largest, std::fabs(double{gradients[static_cast<size_t>(p.offset + i)]}));
    ASSERT_GT(largest, 0.0) << p.name << " has no gradient";
    for (int probe = 0; probe < 12; ++probe) {
      const auto i =
          static_cast<size_t>(p.offset + static_cast<int64_t>(random.bits() % static_cast<uint64_t>(p.n())));
      const float before = tiny.params_[i];
      constexpr float h = 1e-2f;
      tiny.params_[i] = before + h;
      const double up = tiny.loss(rows);
      tiny.params_[i] = before - h;
      const double down = tiny.loss(rows);
      tiny.params_[i] = before;
      const double numeric = (up - down) / (2.0 * h);
      ASSERT_NEAR(gradients[i], numeric, 0.01 * largest + 2e-3 * std::fabs(numeric))
          << p.name << " element " << i - static_cast<size_t>(p.offset);
    }
  }
}

TEST(Gradient, GroupedHeadsQkNormTied_EveryParameter) {
  check_gradients(tiny_shape(), random_rows(2, 70, 50, false));
}

TEST(Gradient, DocumentsInARow_EveryParameter) {
  check_gradients(tiny_shape(), random_rows(3, 90, 50, true));
}

TEST(Gradient, NotCausal_EveryParameter) {
  ModelShape shape = tiny_shape();
  shape.causal = false;
  check_gradients(shape, random_rows(1, 90, 50, true));
  check_gradients(shape, random_rows(2, 70, 50, false));
}

/// Three predictions of a token, of which some are missing.
TinyRows rows_with_heads(const std::vector<LabelRange>& heads) {
  TinyRows rows = random_rows(2, 40, 50, true);
  Random random(11);
  rows.n_head = static_cast<int64_t>(heads.size());
  rows.targets.clear();
  for (int64_t i = 0; i < rows.n_seq * rows.n_tok; ++i) {
    for (const LabelRange& head : heads) {
      const auto label = static_cast<int64_t>(random.bits() % static_cast<uint64_t>(head.count));
      rows.targets.push_back(random.uniform() < 0.6 ? -1 : static_cast<int32_t>(head.first + label));
    }
  }
  return rows;
}

const std::vector<LabelRange> kThreeHeads = {{3, 5}, {8, 17}, {30, 20}};

TEST(Gradient, SeveralPredictionsOfAToken_EveryParameter) {
  ModelShape shape = tiny_shape();
  shape.causal = false;
  check_gradients(shape, rows_with_heads(kThreeHeads), kThreeHeads);
}

TEST(Gradient, Predictions_AreSumsOfEachAlone) {
  TinyNetwork tiny(tiny_shape());
  tiny.heads_ = kThreeHeads;
  const TinyRows rows = rows_with_heads(kThreeHeads);
  double sum = 0.0;
  for (size_t head = 0; head < kThreeHeads.size(); ++head) {
    TinyRows alone = rows;
    for (size_t i = 0; i < alone.targets.size(); ++i)
      if (i % kThreeHeads.size() != head) alone.targets[i] = -1;
    sum += tiny.loss(alone);
  }
  EXPECT_NEAR(tiny.loss(rows), sum, 1e-4 * sum);
}

TEST(Gradient, NoQkNormUntiedOneHeadEach_EveryParameter) {
  ModelShape shape = tiny_shape();
  shape.qk_norm = shape.tied = false;
  shape.n_kv_head = 4;
  shape.d_head = 6;
  check_gradients(shape, random_rows(1, 33, 50, false));
}

TEST(Gradient, Documents_DoNotSeeEachOther) {
  TinyNetwork tiny(tiny_shape());
  TinyRows rows = random_rows(1, 50, 50, true);
  for (int64_t t = 0; t < 20; ++t)
    rows.targets[static_cast<size_t>(t)] = -1;  // only the second document is scored
  const double loss = tiny.loss(rows);
  for (int64_t t = 0; t < 20; ++t)
    rows.tokens[static_cast<size_t>(t)] = static_cast<int32_t>((t * 7 + 3) % 50);
  EXPECT_EQ(tiny.loss(rows), loss);
  TinyRows alone{1,
                 30,
                 {rows.tokens.begin() + 20, rows.tokens.end()},
                 {rows.targets.begin() + 20, rows.targets.end()},
                 std::vector<int32_t>(30, 0)};
  EXPECT_NEAR(tiny.loss(alone), loss, 1e-4 * loss);
}

TEST(Gradient, LabelSmoothingAndTeacher_FollowTheMixedTarget) {
  // The mixed loss is linear in the target distribution: its gradient is checked by the loss of each part.
  TinyNetwork tiny(tiny_shape());
  TinyRows rows = random_rows(1, 20, 50, false);
  int64_t n_target = 0;
  for (const int32_t t : rows.targets) n_target += t >= 0 ? 1 : 0;
  std::vector<float> teacher(static_cast<size_t>(n_target * 50));
  std::vector<int32_t> taught;
  Random random(2);
  for (int64_t i = 0; i < n_target; ++i) {  // a teacher that is sure: one token each
    taught.push_back(static_cast<int32_t>(random.bits() % 50));
    teacher[static_cast<size_t>(i * 50 + taught.back())] = 1.0f;
  }
  const auto gradient_of = [&](const TinyRows& r, const float* soft, float share) {
    tiny.pack();
    std::fill_n(tiny.lane_->gradients(), tiny.layout_.n_floats(), 0.0f);
    MicroBatch micro = r.micro();
    micro.teacher = soft;
    LossOptions options;
    options.distill = share;
    tiny.lane_->forward_backward(tiny.network(), micro, options);
    return std::vector<float>(tiny.lane_->gradients(), tiny.lane_->gradients() + tiny.layout_.n_floats());
  };
  TinyRows by_teacher = rows;
  for (size_t i = 0, next = 0; i < rows.targets.size(); ++i)
    if (rows.targets[i] >= 0) by_teacher.targets[i] = taught[next++];
  const auto hard = gradient_of(rows, nullptr, 0.0f), soft = gradient_of(by_teacher, nullptr, 0.0f);
  const auto mixed = gradient_of(rows, teacher.data(), 0.25f);
  double largest = 0.0;
  for (const float g : mixed) largest = std::max(largest, std::fabs(double{g}));
  for (size_t i = 0; i < mixed.size(); ++i)
    ASSERT_NEAR(mixed[i], 0.75 * hard[i] + 0.25 * soft[i], 1e-4 * largest);
}

TEST(Gradient, LabelWeights_MultiplyTheirTargetsShare) {
  TinyNetwork tiny(tiny_shape());
  const TinyRows rows = random_rows(1, 20, 50, false);
  const int32_t heavy = *std::ranges::find_if(rows.targets, [](int32_t t) { return t >= 0; });
  std::vector<float> weight(50, 1.0f);
  weight[static_cast<size_t>(heavy)] = 3.0f;
  TinyRows only = rows;
  for (int32_t& target : only.targets) target = target == heavy ? target : -1;
  const auto gradient_of = [&](const TinyRows& r, const float* by_label) {
    LossOptions options;
    options.label_weight = by_label;
    tiny.gradients(r, options);
    return std::vector<float>(tiny.lane_->gradients(), tiny.lane_->gradients() + tiny.layout_.n_floats());
  };
  const auto even = gradient_of(rows, nullptr), one = gradient_of(only, nullptr),
             weighed = gradient_of(rows, weight.data());
  double largest = 0.0;
  for (const float g : weighed) largest = std::max(largest, std::fabs(double{g}));
  for (size_t i = 0; i < weighed.size(); ++i) ASSERT_NEAR(weighed[i], even[i] + 2.0 * one[i], 1e-4 * largest);
}

}  // namespace
}  // namespace ondol::train::test
