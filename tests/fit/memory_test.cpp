// The planner's memory is the engine's own: held against the plan of a file that the engine has loaded.
#include <gtest/gtest.h>

#include <filesystem>

#include "fit/built_in.h"
#include "fit/plan/memory.h"
#include "ondol/session.h"
#include "support/tiny_model.h"

namespace ondol::fit {
namespace {

CatalogueModel as_catalogued(const ModelInfo& info) {
  CatalogueModel model;
  model.name = info.name;
  model.architecture = info.architecture;
  model.runs_on_ondol = true;
  ModelShape shape;
  shape.n_layer = info.n_layer;
  shape.d_model = info.d_model;
  shape.n_head = info.n_head;
  shape.n_kv_head = info.n_kv_head;
  shape.d_head = info.d_head;
  shape.d_ff = info.d_ff;
  shape.n_vocab = info.n_vocab;
  shape.n_ctx = info.n_ctx_train;
  model.shape = shape;
  return model;
}

/// The device is this machine: the same kernels, hence the same scratch.
MemoryPlan planned(const ShapedModel& shape, KvType kv, int64_t threads, int64_t n_ctx, int64_t sessions) {
  const char* why = nullptr;
  return predict_memory(shape, *select_kernels(nullptr, &why), built_in_constants()->program_bytes.value, kv,
                        threads, n_ctx, sessions, 1e12);
}

TEST(PlannedMemory, OfATinyModel_IsTheEnginesPlan) {
  ondol::test::TempDir dir;
  ondol::test::TinyModelSpec spec;
  spec.n_ctx_train = 4096;
  ondol::test::write_tiny_model(dir.file("t.gguf"), spec);
  for (const int threads : {1, 2}) {
    const auto engine = *Engine::create({.n_threads = threads, .target = {}});
    for (const int64_t n_ctx : {64, 700, 4096}) {
      for (const KvCacheType kv : {KvCacheType::f16, KvCacheType::f32}) {
        ModelOptions options;
        options.n_ctx = n_ctx;
        options.n_sessions = threads;
        options.kv = kv;
        const auto model = *Model::load(engine, dir.file("t.gguf"), options);
        const auto shape =
            shape_model(as_catalogued(model->info()), *find_quant_mix("F32"), *built_in_constants());
        ASSERT_TRUE(shape.ok());
        const MemoryPlan plan = planned(*shape, static_cast<KvType>(kv), threads, n_ctx, threads);
        EXPECT_EQ(plan.kv_bytes, model->plan().kv_bytes);
        EXPECT_EQ(plan.scratch_bytes, model->plan().scratch_bytes);
        EXPECT_EQ(plan.n_batch, model->plan().n_batch);
        // The vocabulary's texts and merges are estimated.
        EXPECT_NEAR(static_cast<double>(plan.weights_bytes), static_cast<double>(model->plan().weights_bytes),
                    8192);
      }
    }
  }
}

TEST(PlannedMemory, OfTheHomeModel_IsItsFile) {
  const std::string path = std::string(ONDOL_SOURCE_DIR) + "/models/home/ondol-home.gguf";
  const auto models = *built_in_catalogue();
  const auto home = std::ranges::find(models, "home", &CatalogueModel::name);
  ASSERT_NE(home, models.end());
  const auto shape = shape_model(*home, *find_quant_mix("Q8_0"), *built_in_constants());
  ASSERT_TRUE(shape.ok());
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  EXPECT_NEAR(static_cast<double>(shape->file_bytes), bytes, 0.02 * bytes);
  const auto loaded = *Model::load(*Engine::create({.n_threads = 1, .target = {}}), path, {});
  EXPECT_EQ(planned(*shape, KvType::f16, 1, 128, 1).scratch_bytes, loaded->plan().scratch_bytes);
}

TEST(PlannedMemory, OfASharedFile_IsWithinOnePercent) {
  const char* shared = std::getenv("ONDOL_SHARED");
  const std::string path =
      (shared != nullptr ? std::string(shared) : std::string(ONDOL_SOURCE_DIR) + "/../shared") +
      "/models/smollm2-135m-instruct-q4_1.gguf";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no " << path;
  const auto models = *built_in_catalogue();
  const auto model = std::ranges::find(models, "smollm2-135m", &CatalogueModel::name);
  ASSERT_NE(model, models.end());
  const auto shape = shape_model(*model, *find_quant_mix("Q4_1"), *built_in_constants());
  ASSERT_TRUE(shape.ok());
  const auto engine = *Engine::create({.n_threads = 2, .target = {}});
  const auto loaded = *Model::load(engine, path, {.n_ctx = 2048});
  const MemoryPlan plan = planned(*shape, KvType::f16, 2, 2048, 1), real = loaded->plan();
  EXPECT_EQ(plan.kv_bytes, real.kv_bytes);
  EXPECT_EQ(plan.scratch_bytes, real.scratch_bytes);
  EXPECT_NEAR(static_cast<double>(plan.weights_bytes), static_cast<double>(real.weights_bytes),
              0.01 * static_cast<double>(real.weights_bytes));
  // What this test program has resident is no part of a prediction.
  const auto own = [](const MemoryPlan& p) { return static_cast<double>(p.total_bytes() - p.program_bytes); };
  EXPECT_NEAR(own(plan), own(real), 0.01 * own(real));
}

}  // namespace
}  // namespace ondol::fit
