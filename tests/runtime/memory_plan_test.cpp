#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ondol/session.h"
#include "support/sanitizer.h"
#include "support/tiny_model.h"

namespace ondol {
namespace {

using testing::HasSubstr;

class MemoryPlanTest : public testing::Test {
 protected:
  void SetUp() override {
    test::TinyModelSpec spec;
    spec.n_ctx_train = 100000;
    test::write_tiny_model(path_, spec);
    engine_ = *Engine::create({.n_threads = 2, .target = {}});
  }
  Result<std::shared_ptr<Model>> load(const ModelOptions& options) {
    return Model::load(engine_, path_, options);
  }

  test::TempDir dir_;
  std::string path_ = dir_.file("tiny.gguf");
  std::shared_ptr<Engine> engine_;
};

TEST_F(MemoryPlanTest, NoBudget_TakesTheDefaultContext) {
  const auto model = load({});
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ((*model)->plan().n_ctx, 4096);
  EXPECT_EQ((*model)->plan().budget_bytes, 0u);
}

TEST_F(MemoryPlanTest, Budget_ShrinksTheContextAndIsKept) {
  if (test::kSanitized) GTEST_SKIP() << "skipped: a sanitizer's own memory grows from one load to the next";
  ModelOptions options;
  const MemoryPlan unlimited = (*load(options))->plan();
  options.memory_budget_bytes = unlimited.total_bytes() - unlimited.kv_bytes / 2;
  const auto model = load(options);
  ASSERT_TRUE(model.ok()) << model.error().message;
  const MemoryPlan& plan = (*model)->plan();
  EXPECT_LT(plan.n_ctx, 4096);
  EXPECT_GE(plan.n_ctx, 256);
  EXPECT_LE(plan.total_bytes(), options.memory_budget_bytes);
}

TEST_F(MemoryPlanTest, ExplicitContextThatDoesNotFit_IsRefusedWithThePlan) {
  if (test::kSanitized) GTEST_SKIP() << "skipped: a sanitizer's own memory grows from one load to the next";
  ModelOptions options;
  options.n_ctx = 2000;
  const MemoryPlan fitting = (*load(options))->plan();
  options.n_ctx = 100000;
  options.memory_budget_bytes = fitting.total_bytes() + (4 << 20);
  const auto refused = load(options);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::over_budget);
  EXPECT_THAT(refused.error().message,
              testing::AllOf(HasSubstr("weights"), HasSubstr("KV cache"), HasSubstr("scratch"),
                             HasSubstr("budget"), HasSubstr("the largest context that fits is ")));
  // The offered context is true: it loads.
  const std::string& text = refused.error().message;
  const size_t at = text.find("fits is ") + 8;
  // Less a little: this process has grown since, where a program that is started anew has not.
  options.n_ctx = std::stoll(text.substr(at)) - 2048;
  EXPECT_GT(options.n_ctx, 2000);
  EXPECT_TRUE(load(options).ok());
  options.n_ctx += 8192;
  EXPECT_FALSE(load(options).ok());
}

TEST_F(MemoryPlanTest, BudgetBelowTheWeights_SaysThatNothingFits) {
  const auto refused = load({.memory_budget_bytes = 1 << 20});
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, HasSubstr("no context fits"));
}

TEST_F(MemoryPlanTest, ContextAndSessionsOutOfRange_AreRefusedWithTheRange) {
  EXPECT_THAT(load({.n_ctx = 1000000000}).error().message, HasSubstr("100000"));
  EXPECT_FALSE(load({.n_ctx = -5}).ok());
  EXPECT_FALSE(load({.n_sessions = 0}).ok());
}

TEST_F(MemoryPlanTest, MoreSessionsNeedMoreCache) {
  const MemoryPlan one = (*load({.n_ctx = 512}))->plan();
  const MemoryPlan four = (*load({.n_ctx = 512, .n_sessions = 4}))->plan();
  EXPECT_EQ(four.kv_bytes, 4 * one.kv_bytes);
  const MemoryPlan half = (*load({.n_ctx = 512, .kv = KvCacheType::f32}))->plan();
  EXPECT_EQ(half.kv_bytes, 2 * one.kv_bytes);
}

}  // namespace
}  // namespace ondol
