// The model that training writes, in the engine, beside the trainer's own logits at every position.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ondol/engine.h"
#include "ondol/session.h"
#include "support/tiny_model.h"
#include "train/export_model.h"
#include "train/tiny_network.h"

namespace ondol::train::test {
namespace {

using ondol::test::TempDir;

/// The engine's logits of the exported file beside the trainer's, at every position of one row.
void check_export(bool qk_norm, bool tied) {
  ModelShape shape = tiny_shape();
  shape.qk_norm = qk_norm;
  shape.tied = tied;
  shape.n_vocab = 258;
  TinyNetwork tiny(shape);
  TinyRows rows = random_rows(1, 40, shape.n_vocab, false);
  for (auto& target : rows.targets) target = 0;
  tiny.pack();
  std::vector<float> want(static_cast<size_t>(40 * shape.n_vocab));
  ASSERT_EQ(tiny.lane_->logits(tiny.network(), rows.micro(), want.data()), 40);

  TempDir dir;
  TokenizerSpec spec;
  spec.model = "gpt2";
  spec.pre = "qwen2";
  spec.tokens = ondol::test::byte_vocabulary();
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  spec.merges = {"t h"};
  const auto exported = export_model(dir.file("m.gguf"), shape, tiny.layout_, tiny.params_.data(),
                                     tiny.token_table(), spec, {.type = "F32", .name = "m"});
  ASSERT_TRUE(exported.ok()) << exported.error().message;
  auto engine = Engine::create({.n_threads = 1, .target = ""});
  ASSERT_TRUE(engine.ok());
  ModelOptions options;
  options.kv = KvCacheType::f32;
  auto model = Model::load(*engine, dir.file("m.gguf"), options);
  ASSERT_TRUE(model.ok()) << model.error().message;
  auto session = Session::open(*model);
  ASSERT_TRUE(session.ok());
  double largest = 0.0;
  for (const float x : want) largest = std::max(largest, std::fabs(double{x}));
  int64_t n_rows = 0;
  const Status status =
      (*session)->append_all_logits(rows.tokens, [&](int64_t row, std::span<const float> logits) {
        ++n_rows;
        for (size_t i = 0; i < logits.size(); ++i) {
          ASSERT_NEAR(logits[i], want[static_cast<size_t>(row) * logits.size() + i], 1e-4 * largest)
              << row << " " << i;
        }
      });
  ASSERT_TRUE(status.ok()) << status.error().message;
  EXPECT_EQ(n_rows, 40);
}

TEST(Export, QkNormTied_EngineGivesTheSameLogits) { check_export(true, true); }
TEST(Export, NoQkNormUntied_EngineGivesTheSameLogits) { check_export(false, false); }

}  // namespace
}  // namespace ondol::train::test
