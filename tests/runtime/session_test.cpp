#include "ondol/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <thread>

#include "support/tiny_model.h"

namespace ondol {
namespace {

using test::TempDir;
using testing::HasSubstr;

class SessionTest : public testing::Test {
 protected:
  void SetUp() override { test::write_tiny_model(path_, spec()); }
  virtual test::TinyModelSpec spec() { return {}; }

  std::shared_ptr<Model> load(ModelOptions options = {}, int n_threads = 2) {
    auto engine = Engine::create({.n_threads = n_threads, .target = {}});
    EXPECT_TRUE(engine.ok());
    auto model = Model::load(*engine, path_, options);
    EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
    return model.ok() ? *model : nullptr;
  }
  static std::unique_ptr<Session> open(const std::shared_ptr<Model>& model) {
    auto session = Session::open(model);
    EXPECT_TRUE(session.ok());
    return std::move(*session);
  }
  static std::vector<TokenId> ids(int n, int seed = 1) {
    std::vector<TokenId> out;
    for (int i = 0; i < n; ++i) out.push_back((i * 31 + seed * 7) % 256);
    return out;
  }

  TempDir dir_;
  std::string path_ = dir_.file("tiny.gguf");
};

float largest_difference(std::span<const float> a, std::span<const float> b) {
  float most = 0;
  for (size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

TEST_F(SessionTest, AppendLastLogits_OfAnyCount_GivesThoseRowsOfAll) {
  for (const int64_t n_logit_rows : {1, 8, 64}) {
    auto model = load({.kv = KvCacheType::f32, .n_logit_rows = n_logit_rows});
    const auto tokens = ids(40);
    auto session = open(model);
    std::vector<std::vector<float>> all(tokens.size());
    const auto keep = [&](int64_t row, std::span<const float> logits) {
      all[static_cast<size_t>(row)].assign(logits.begin(), logits.end());
    };
    ASSERT_TRUE(session->append_all_logits(tokens, keep).ok());
    for (const int64_t n_rows : {0, 1, 7, 21, 40}) {
      session->truncate(0);
      int64_t next = 40 - n_rows;
      const auto compare = [&](int64_t row, std::span<const float> logits) {
        EXPECT_EQ(row, next++);
        EXPECT_LT(largest_difference(logits, all[static_cast<size_t>(row)]), 1e-3f);
      };
      ASSERT_TRUE(session->append_last_logits(tokens, n_rows, compare).ok());
      EXPECT_EQ(next, 40);
      EXPECT_EQ(session->n_past(), 40);
    }
    session->truncate(0);
    EXPECT_THAT(session->append_last_logits(tokens, 41, keep).error().message, HasSubstr("expected 0 to 40"));
  }
}

TEST_F(SessionTest, AppendAllLogits_OfARangeOfTokens_GivesThatPartOfEachRow) {
  auto model = load({.kv = KvCacheType::f32, .n_logit_rows = 64});
  const auto n_vocab = static_cast<size_t>(model->info().n_vocab);
  const auto tokens = ids(20);
  std::vector<std::vector<float>> all(tokens.size());
  const auto keep = [&](int64_t row, std::span<const float> logits) {
    all[static_cast<size_t>(row)].assign(logits.begin(), logits.end());
  };
  ASSERT_TRUE(open(model)->append_all_logits(tokens, keep).ok());
  model = load({.kv = KvCacheType::f32, .n_logit_rows = 64, .n_row_logits = 33});
  auto session = open(model);
  for (const size_t count : {size_t{1}, size_t{7}, size_t{33}})
    for (const size_t first : {size_t{0}, size_t{5}, n_vocab - count}) {
      session->truncate(0);
      const auto compare = [&](int64_t row, std::span<const float> logits) {
        ASSERT_EQ(logits.size(), count);
        const std::span<const float> whole = all[static_cast<size_t>(row)];
        EXPECT_LT(largest_difference(logits, whole.subspan(first, count)), 1e-3f);
      };
      const TokenRange range{static_cast<TokenId>(first), static_cast<int64_t>(count)};
      ASSERT_TRUE(session->append_all_logits(tokens, compare, range).ok());
    }
  session->truncate(0);
  EXPECT_THAT(session->append_all_logits(tokens, keep, {-1, 3}).error().message, HasSubstr("3 from -1"));
  EXPECT_THAT(session->append_all_logits(tokens, keep, {0, 34}).error().message,
              HasSubstr("at most 33 a row"));
  EXPECT_THAT(session->append(tokens).error().message, HasSubstr("at most 33 a row"));
  EXPECT_EQ(session->n_past(), 0);
}

TEST_F(SessionTest, Append_InAnyChunks_GivesTheSameLogits) {
  for (KvCacheType kv : {KvCacheType::f32, KvCacheType::f16}) {
    auto model = load({.kv = kv, .n_logit_rows = 8});
    const auto tokens = ids(40);
    auto whole = open(model);
    ASSERT_TRUE(whole->append(tokens).ok());
    const std::vector<float> expected(whole->logits().begin(), whole->logits().end());
    whole.reset();
    auto parts = open(model);
    for (size_t i = 0; i < tokens.size(); ++i)
      ASSERT_TRUE(parts->append(std::span(tokens).subspan(i, 1)).ok());
    EXPECT_LT(largest_difference(expected, parts->logits()), 1e-4f * 30);
    EXPECT_EQ(parts->n_past(), 40);
    parts.reset();
    auto rows = open(model);
    int64_t n_rows = 0;
    ASSERT_TRUE(
        rows->append_all_logits(tokens, [&](int64_t i, std::span<const float>) { EXPECT_EQ(i, n_rows++); })
            .ok());
    EXPECT_EQ(n_rows, 40);
    EXPECT_LT(largest_difference(expected, rows->logits()), 1e-4f * 30);
  }
}

TEST_F(SessionTest, Generate_AnyThreadCount_SameSeedSameText) {
  GenerateOptions options;
  options.max_tokens = 60;
  options.sampling.temperature = 1.5f;
  options.sampling.seed = 11;
  options.ignore_eos = true;
  std::vector<TokenId> first;
  for (int n_threads : {1, 2, 3, 5}) {
    auto session = open(load({}, n_threads));
    const auto out = session->generate(ids(33), options);
    ASSERT_TRUE(out.ok()) << out.error().message;
    EXPECT_EQ(out->tokens.size(), 60u);
    if (first.empty()) first = out->tokens;
    EXPECT_EQ(out->tokens, first) << n_threads;
  }
  options.sampling.seed = 12;
  EXPECT_NE(open(load())->generate(ids(33), options)->tokens, first);
}

TEST_F(SessionTest, Sessions_OnOneModel_DoNotDisturbEachOther) {
  auto model = load({.n_sessions = 2});
  auto a = open(model), b = open(model);
  ASSERT_TRUE(a->append(ids(10, 1)).ok());
  const std::vector<float> before(a->logits().begin(), a->logits().end());
  ASSERT_TRUE(b->append(ids(20, 2)).ok());
  EXPECT_EQ(largest_difference(before, a->logits()), 0.0f);
  a->truncate(9);
  const auto token = ids(10, 1).back();
  ASSERT_TRUE(a->append({&token, 1}).ok());
  EXPECT_LT(largest_difference(before, a->logits()), 1e-2f);
  EXPECT_EQ(Session::open(model).error().code, ErrorCode::over_budget);
  b.reset();
  EXPECT_TRUE(Session::open(model).ok());
}

TEST_F(SessionTest, Sessions_FromSeveralThreads_AnswerAsAlone) {
  auto model = load({.n_sessions = 3});
  GenerateOptions options;
  options.max_tokens = 20;
  options.sampling.temperature = 0;
  options.ignore_eos = true;
  std::vector<std::vector<TokenId>> together(3);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back(
        [&, i] { together[static_cast<size_t>(i)] = open(model)->generate(ids(12, i), options)->tokens; });
  for (auto& t : threads) t.join();
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(open(model)->generate(ids(12, i), options)->tokens, together[static_cast<size_t>(i)]);
}

TEST_F(SessionTest, Cancel_FromAnotherThread_EndsTheAnswer) {
  auto session = open(load());
  GenerateOptions options;
  options.max_tokens = -1;
  options.ignore_eos = true;
  int n = 0;
  std::thread canceller;
  options.on_token = [&](const TokenEvent&) {
    if (++n == 3) {
      canceller = std::thread([&] { session->cancel(); });
      canceller.join();
    }
    return true;
  };
  const auto out = session->generate(ids(4), options);
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->finish_reason, FinishReason::cancelled);
  EXPECT_EQ(out->tokens.size(), 3u);
  options.on_token = nullptr;
  options.max_tokens = 2;
  EXPECT_EQ(session->generate(ids(1), options)->finish_reason,
            FinishReason::length);  // the flag does not stick
}

TEST_F(SessionTest, Callback_ReturningFalse_EndsTheAnswer) {
  auto session = open(load());
  GenerateOptions options;
  options.ignore_eos = true;
  int n = 0;
  options.on_token = [&](const TokenEvent&) { return ++n < 5; };
  const auto out = session->generate(ids(4), options);
  EXPECT_EQ(out->finish_reason, FinishReason::cancelled);
  EXPECT_EQ(out->tokens.size(), 5u);
}

TEST_F(SessionTest, OverlongPrompt_IsRefusedWithNumbersOrTrimmedAsAsked) {
  auto model = load({.n_ctx = 32});
  GenerateOptions options;
  options.max_tokens = 1;
  const auto prompt = ids(40);
  const auto refused = open(model)->generate(prompt, options);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message,
              testing::AllOf(HasSubstr("40 tokens"), HasSubstr("32"), HasSubstr("31")));
  options.overflow = Overflow::keep_tail;
  {
    auto session = open(model);
    const auto out = session->generate(prompt, options);
    ASSERT_TRUE(out.ok());
    EXPECT_EQ(out->n_prompt, 31);
    EXPECT_EQ(out->n_trimmed, 9);
    EXPECT_EQ(session->tokens().back(), prompt.back());
  }
  options.overflow = Overflow::keep_head;
  auto session = open(model);
  ASSERT_TRUE(session->generate(prompt, options).ok());
  EXPECT_EQ(session->tokens()[0], prompt[0]);
  EXPECT_EQ(session->tokens()[30], prompt[30]);
}

TEST_F(SessionTest, FullContext_EndsTheAnswerAndSaysSo) {
  auto session = open(load({.n_ctx = 24}));
  GenerateOptions options;
  options.max_tokens = -1;
  options.ignore_eos = true;
  const auto out = session->generate(ids(10), options);
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->finish_reason, FinishReason::context_full);
  EXPECT_EQ(out->tokens.size(), 15u);  // 14 places, and the one that needs none
  EXPECT_EQ(session->append(ids(1)).error().code, ErrorCode::invalid_argument);
}

TEST_F(SessionTest, BadTokensAndOptions_AreRefused) {
  auto session = open(load());
  EXPECT_THAT(session->append(std::vector<TokenId>{1, 258}).error().message, HasSubstr("token 1"));
  EXPECT_THAT(session->append(std::vector<TokenId>{-1}).error().message, HasSubstr("got -1"));
  EXPECT_EQ(session->n_past(), 0);
  GenerateOptions options;
  EXPECT_FALSE(session->generate({}, options).ok());
  options.sampling.top_p = 2;
  EXPECT_FALSE(session->generate(ids(3), options).ok());
  options.sampling.top_p = 1;
  options.max_tokens = -2;
  EXPECT_FALSE(session->generate(ids(3), options).ok());
}

TEST_F(SessionTest, Logprobs_AreOfTheUnmodifiedDistribution) {
  auto session = open(load());
  GenerateOptions options;
  options.max_tokens = 3;
  options.sampling.temperature = 0;
  options.sampling.logit_bias = {{42, 1000.0f}};
  options.n_logprobs = 4;
  options.ignore_eos = true;
  int events = 0;
  options.on_token = [&](const TokenEvent& event) {
    ++events;
    EXPECT_EQ(event.token, 42);
    EXPECT_EQ(event.top.size(), 4u);
    EXPECT_GE(event.top[0].logprob, event.top[3].logprob);
    EXPECT_LE(event.logprob, event.top[0].logprob);
    return true;
  };
  const auto out = session->generate(ids(5), options);
  EXPECT_EQ(events, 3);
  EXPECT_EQ(out->logprobs.size(), 3u);
}

TEST_F(SessionTest, StopString_EndsTheTextBeforeIt) {
  auto model = load();
  GenerateOptions options;
  options.max_tokens = 40;
  options.ignore_eos = true;
  options.sampling.seed = 3;
  const std::string free_text = open(model)->generate(ids(5), options)->text;
  size_t at = 10;  // a cut at a whole character somewhere inside
  while ((static_cast<unsigned char>(free_text[at]) & 0xC0) == 0x80) ++at;
  size_t end = at + 1;
  while (end < free_text.size() && (static_cast<unsigned char>(free_text[end]) & 0xC0) == 0x80) ++end;
  options.stop = {free_text.substr(at, end - at)};
  const auto out = open(model)->generate(ids(5), options);
  EXPECT_EQ(out->finish_reason, FinishReason::stop_string);
  EXPECT_EQ(out->text, free_text.substr(0, free_text.find(options.stop[0])));
}

TEST_F(SessionTest, FileTruncatedWhileOpen_IsAnErrorNotACrash) {
  auto session = open(load());
  ASSERT_TRUE(session->append(ids(3)).ok());
  std::filesystem::resize_file(path_, 64);
  const Status step = session->append(ids(3));
  ASSERT_FALSE(step.ok());
  EXPECT_THAT(step.error().message, HasSubstr(path_));
}

class DamagedWeights : public SessionTest {
  test::TinyModelSpec spec() override {
    test::TinyModelSpec s;
    s.weight_scale = std::numeric_limits<float>::quiet_NaN();
    return s;
  }
};

TEST_F(DamagedWeights, Append_NamesFileAndPosition) {
  auto session = open(load());
  const Status step = session->append(ids(5));
  ASSERT_FALSE(step.ok());
  EXPECT_THAT(step.error().message,
              testing::AllOf(HasSubstr(path_), HasSubstr("position 4"), HasSubstr("not finite")));
}

}  // namespace
}  // namespace ondol
