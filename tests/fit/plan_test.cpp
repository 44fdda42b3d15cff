// The planner on invented devices and models: limits, ranking, and that what would change the answer does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fit/invented.h"
#include "fit/plan/words.h"

namespace ondol::fit {
namespace {

using test::figure;
using testing::HasSubstr;

std::string rejection(const Plan& plan, const std::string& model) {
  for (const Candidate& c : plan.candidates)
    if (c.model->name == model) return c.fits() ? "fits" : rejection_words(c);
  return "absent";
}

TEST(Planner, ChoosesTheSmallModelThatSuffices_NotTheLargestThatFits) {
  const Planner planner = test::planner(
      {test::model("weak-0.5b", 0.5, 30), test::model("able-1b", 1, 55), test::model("large-4b", 4, 75)});
  const Plan plan = planner.plan(test::device(), test::task());
  ASSERT_NE(plan.best, nullptr);
  EXPECT_EQ(plan.best->model->name, "able-1b");
  EXPECT_STREQ(verdict_class(plan), "sLM");
  ASSERT_NE(plan.runner_up, nullptr);
  EXPECT_EQ(plan.runner_up->model->name, "large-4b");
  EXPECT_THAT(rejection(plan, "weak-0.5b"), HasSubstr("knows things: MMLU 30, needs 50"));
}

TEST(Planner, TakesAnSllmOnlyWhereTheTaskNeedsIt) {
  const Planner planner = test::planner({test::model("able-1b", 1, 55), test::model("large-4b", 4, 75)});
  TaskProfile hard = test::task();
  hard.needs[0].any[0].at_least = 70;
  EXPECT_STREQ(verdict_class(planner.plan(test::device(), hard)), "sLLM");
  DeviceProfile small = test::device();
  small.available_bytes = figure(1e9);
  const Plan none = planner.plan(small, hard);
  EXPECT_STREQ(verdict_class(none), "none");
  EXPECT_THAT(rejection(none, "large-4b"), testing::ContainsRegex("needs [0-9.]+ GB of memory, 1.0 GB free"));
}

TEST(Planner, LimitsName_WhatIsMissing) {
  const Planner planner = test::planner({test::model("able-1b", 1, 55)});
  const auto words = [&](auto vary) {
    DeviceProfile device = test::device();
    TaskProfile task = test::task();
    vary(device, task);
    return rejection(planner.plan(device, task), "able-1b");
  };
  EXPECT_EQ(words([](auto&, auto&) {}), "fits");
  EXPECT_THAT(words([](auto& d, auto&) { d.storage_free_bytes = figure(1e8); }),
              HasSubstr("of storage, 100 MB free"));
  EXPECT_THAT(words([](auto&, auto& t) { t.max_ttft_ms = 10; }), HasSubstr("first word after"));
  EXPECT_THAT(words([](auto&, auto& t) { t.max_ttft_ms = 10; }), HasSubstr("allowed 10 ms"));
  EXPECT_THAT(words([](auto&, auto& t) { t.min_generate_tok_s = 500; }), HasSubstr("tokens/s, needs 500"));
  EXPECT_THAT(words([](auto&, auto& t) { t.max_energy_wh_per_day = 0.001; }),
              HasSubstr("(modelled), allowed 1.0 mWh"));
  EXPECT_THAT(words([](auto&, auto& t) { t.languages = {"en", "ko"}; }), HasSubstr("Korean is not among"));
  EXPECT_THAT(words([](auto&, auto& t) { t.context_tokens = 8192; }),
              HasSubstr("needs 8192 tokens of context"));
  EXPECT_THAT(words([](auto&, auto& t) { t.needs[0].any[0].benchmark = find_benchmark("IFEval"); }),
              HasSubstr("no score of IFEval"));
}

TEST(Planner, WhatTheModelIs_CanRejectIt) {
  const auto words = [](auto vary) {
    CatalogueModel model = test::model("m", 1, 55);
    vary(model);
    const Planner planner = test::planner({model});
    return rejection(planner.plan(test::device(), test::task()), "m");
  };
  EXPECT_THAT(words([](auto& m) { m.commercial = Commercial::no; }), HasSubstr("no commercial use"));
  EXPECT_THAT(words([](auto& m) { m.commercial = Commercial::unknown; }), HasSubstr("unclear"));
  EXPECT_THAT(words([](auto& m) { m.placeholder = true; }), HasSubstr("not there yet"));
  EXPECT_THAT(words([](auto& m) {
                m.architecture = "mamba";
                m.runs_on_ondol = false;
              }),
              HasSubstr("architecture mamba, which the engine lacks"));
  EXPECT_THAT(words([](auto& m) { m.shape.reset(); }), HasSubstr("its shape is unknown"));
  EXPECT_THAT(words([](auto& m) { m.scores[0].variant = Variant::thinking; }), HasSubstr("unknown whether"));
  EXPECT_EQ(words([](auto& m) { m.scores[0].variant = Variant::base; }), "fits");
}

TEST(Planner, Speed_FollowsBandwidthAndComputing) {
  const Planner planner = test::planner({test::model("able-1b", 1, 55)});
  const auto speed = [&](auto vary) {
    DeviceProfile device = test::device();
    vary(device);
    return planner.plan(device, test::task()).candidates.front().speed;
  };
  const Speed base = speed([](auto&) {});
  const Speed twice = speed([](auto& d) {
    for (ReadBandwidth& row : d.read) row.gb_s.value *= 2;
    for (CoreKind& core : d.cores) core.int8_gop_s.value *= 2;
  });
  EXPECT_NEAR(twice.generate_tok_s / base.generate_tok_s, 2, 0.1);
  EXPECT_NEAR(base.ttft_ms / twice.ttft_ms, 2, 0.2);
  EXPECT_GT(base.ttft_cold_ms, 2 * base.ttft_ms);
}

TEST(Planner, RatesOfTheEngine_WinOverTheModel) {
  DeviceProfile device = test::device();
  const Planner planner = test::planner({test::model("able-1b", 1, 55)});
  for (const DType type :
       {DType::q4_k, DType::q6_k, DType::q8_0, DType::q5_k, DType::q3_k, DType::q4_0, DType::q2_k})
    device.engine.push_back(
        {type, 2, {1, FigureSource::measured, "probe"}, {10, FigureSource::measured, "probe"}, {}, {}, {}});
  TaskProfile task = test::task();
  task.answer_tokens = 10;  // short: long answers heat the case
  const Plan plan = planner.plan(device, task);
  for (const Candidate& c : plan.candidates) {
    EXPECT_EQ(c.threads, 2);
    EXPECT_TRUE(c.speed.measured);
    const double bytes_s = c.speed.generate_tok_s * static_cast<double>(c.file_bytes);
    EXPECT_NEAR(bytes_s, 1e9, 0.1e9);
  }
}

TEST(DeviceRates, NarrowRows_TakeLongerForTheirResults) {
  DeviceProfile device = test::device();
  const Planner planner = test::planner({test::model("able-1b", 1, 55)});
  const auto gop_s = [](double value) { return Figure{value, FigureSource::measured, "probe", 0}; };
  device.engine.push_back({DType::q4_0, 2, gop_s(1), gop_s(100), {}, gop_s(80), gop_s(50)});
  const DeviceRates rates(device, planner.constants());
  const auto seconds = [&](double cols, int64_t n_tok) {
    return rates.product_s(DType::q4_0, 1000 * cols, 1000, n_tok, 2);
  };
  EXPECT_NEAR(seconds(2048, 256), 2 * 2048e3 / 100e9, 1e-12);  // what was measured comes out again
  EXPECT_NEAR(seconds(512, 256), 2 * 512e3 / 80e9, 1e-12);
  EXPECT_GT(seconds(256, 256), seconds(512, 256) / 2);
  EXPECT_NEAR(seconds(512, 16), 2 * 512e3 / 50e9, 1e-12);
  // Noise that makes narrow rows the faster ones teaches nothing.
  device.engine.back().narrow_gop_s = gop_s(120);
  EXPECT_NEAR(seconds(512, 256), 2 * 512e3 / 100e9, 1e-12);
}

TEST(Planner, SlowCores_AreLeftOutWhereTheyHoldUpTheOthers) {
  DeviceProfile device = test::device();
  device.cores.push_back({"small", 4, {"asimd"}, figure(1), figure(4), figure(8)});
  const Planner planner = test::planner({test::model("able-1b", 1, 55)});
  EXPECT_LE(planner.plan(device, test::task()).candidates.front().threads, 4);
}

TEST(Planner, SharesOfTheProfile_WinOverThoseOfItsInstructionSet) {
  DeviceProfile device = test::device();
  device.cores[0].int8_gop_s = figure(2);  // so slow that arithmetic is the limit
  const Planner planner = test::planner({test::model("able-1b", 1, 55)});
  const auto speed = [&] { return planner.plan(device, test::task()).candidates.front().speed; };
  const Speed before = speed();
  device.cores[0].decode_share = figure(0.9);
  const Speed decode = speed();
  EXPECT_GT(decode.generate_tok_s, 2 * before.generate_tok_s);
  device.cores[0].prefill_share = figure(0.9);
  EXPECT_GT(speed().prompt_tok_s, 1.5 * decode.prompt_tok_s);
}

TEST(Planner, CacheInEightBits_IsForThoseThatNeedIt) {
  const Planner planner = test::planner({test::model("able-1b", 1, 60)});
  TaskProfile task = test::task();
  task.context_tokens = 4096;
  task.sessions = 8;
  const Plan roomy = planner.plan(test::device(), task);
  ASSERT_NE(roomy.best, nullptr);
  EXPECT_EQ(roomy.best->kv, KvType::f16);
  DeviceProfile tight = test::device();
  tight.available_bytes = figure(static_cast<double>(roomy.best->memory.total_bytes()) -
                                 0.3 * static_cast<double>(roomy.best->memory.kv_bytes));
  const Plan plan = planner.plan(tight, task);
  ASSERT_NE(plan.best, nullptr);
  const auto same =
      std::ranges::find_if(plan.candidates, [&](const Candidate& c) { return c.quant == roomy.best->quant; });
  EXPECT_EQ(same->kv, KvType::q8_0);
}

TEST(Planner, Front_HoldsOnlyWhatNothingBeatsInEverything) {
  const Planner planner = test::planner({test::model("able-1b", 1, 55), test::model("slower-2b", 2, 52)});
  const Plan plan = planner.plan(test::device(), test::task());
  bool one_is_off = false;
  for (const Candidate& c : plan.candidates) {
    if (!c.fits()) continue;
    for (const Candidate& other : plan.candidates)
      EXPECT_FALSE(c.on_front && other.fits() && other.quality.ratio > c.quality.ratio &&
                   other.speed.request_s < c.speed.request_s &&
                   other.memory.total_bytes() < c.memory.total_bytes() &&
                   other.energy.joules < c.energy.joules);
    one_is_off |= !c.on_front;
  }
  EXPECT_TRUE(one_is_off);
  EXPECT_TRUE(plan.best->on_front);
}

TEST(Planner, DepthChoices_ChoosesTheSame) {
  const Planner planner = test::planner({test::model("weak", 0.5, 30), test::model("able", 1, 55)});
  const Plan all = planner.plan(test::device(), test::task());
  const Plan quick = planner.plan(test::device(), test::task(), {}, Planner::Depth::choices);
  EXPECT_EQ(all.best->model, quick.best->model);
  EXPECT_EQ(all.best->quant, quick.best->quant);
  EXPECT_LT(quick.candidates.size(), all.candidates.size());
}

TEST(Verdict, SaysWhatWouldChangeIt_AndItDoes) {
  const Planner planner = test::planner({test::model("large-4b", 4, 75)});
  DeviceProfile device = test::device();
  device.available_bytes = figure(1e9);
  const TaskProfile task = test::task();
  const Plan plan = planner.plan(device, task);
  const Verdict verdict = decide(planner, plan, device, task);
  EXPECT_EQ(verdict.model_class, "none");
  EXPECT_THAT(verdict.reason, HasSubstr("Nothing of the catalogue will do"));
  EXPECT_THAT(verdict.would_change, HasSubstr("of free memory: large-4b in"));
  double gb = 0;
  ASSERT_EQ(std::sscanf(verdict.would_change.c_str(), "With %lf GB", &gb), 1);
  device.available_bytes = figure(gb * 1e9);
  EXPECT_NE(planner.plan(device, task).best, nullptr);
}

TEST(Verdict, WithoutAnyScore_PromisesNothing) {
  const Planner planner = test::planner({test::model("silent-1b", 1, 0)});
  const Plan plan = planner.plan(test::device(), test::task());
  const Verdict verdict = decide(planner, plan, test::device(), test::task());
  EXPECT_EQ(verdict.model_class, "none");
  EXPECT_THAT(verdict.reason, HasSubstr("whatever the device"));
}

TEST(Verdict, OfAnSllm_OffersALadderWhereBothFit) {
  const Planner planner = test::planner({test::model("able-1b", 1, 60), test::model("large-4b", 4, 80)});
  TaskProfile task = test::task();
  task.needs[0].any[0].at_least = 70;
  task.min_generate_tok_s = 1;
  const Plan plan = planner.plan(test::device(), task);
  const Verdict verdict = decide(planner, plan, test::device(), task);
  EXPECT_EQ(verdict.model_class, "sLLM");
  EXPECT_THAT(verdict.ladder, HasSubstr("able-1b"));
  EXPECT_THAT(verdict.ladder, HasSubstr("of 100 requests"));
}

TEST(Words, AreShort) {
  EXPECT_EQ(size_words(1.9e9), "1.9 GB");
  EXPECT_EQ(size_words(12.4e6), "12 MB");
  EXPECT_EQ(time_words(180), "180 ms");
  EXPECT_EQ(time_words(2100), "2.1 s");
  EXPECT_EQ(number_words(0), "0");
  EXPECT_EQ(number_words(0.053), "0.053");
  EXPECT_EQ(energy_words(0.02), "20 mWh");
  EXPECT_EQ(language_words("ko"), "Korean");
  EXPECT_EQ(language_words("xx"), "\"xx\"");
}

}  // namespace
}  // namespace ondol::fit
