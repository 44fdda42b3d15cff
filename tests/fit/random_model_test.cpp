// Files with random weights: the engine binds them, and they are as large as the planner says.
#include <gtest/gtest.h>

#include <set>

#include "fit/built_in.h"
#include "fit/plan/shaped_model.h"
#include "fit/verify/random_model.h"
#include "format/gguf.h"
#include "models/architecture.h"
#include "models/tokenizer_from_gguf.h"
#include "support/tiny_model.h"

namespace ondol::fit {
namespace {

/// As the catalogue has it, with few layers and a small vocabulary.
CatalogueModel shortened(CatalogueModel model) {
  model.shape->n_layer = 2;
  model.shape->n_attention_layer = 2;
  model.shape->n_vocab = 700;
  return model;
}

TEST(RandomModel, OfEachArchitecture_IsBoundByTheEngine) {
  const auto catalogue = built_in_catalogue();
  const auto constants = built_in_constants();
  ASSERT_TRUE(catalogue.ok() && constants.ok());
  const QuantMix& mix = *find_quant_mix("Q4_K_M");
  const test::TempDir folder;
  std::set<std::string> seen;
  for (const CatalogueModel& known : *catalogue) {
    if (!known.shape || !known.runs_on_ondol || !seen.insert(known.architecture).second) continue;
    const CatalogueModel model = shortened(known);
    const std::string path = folder.file("model.gguf");
    const Status written = write_random_model(model, mix, path);
    ASSERT_TRUE(written.ok()) << model.name << ": " << written.error().message;
    const auto file = GgufFile::open(path);
    ASSERT_TRUE(file.ok()) << file.error().message;
    const auto bound = bind_model(**file, 64);
    ASSERT_TRUE(bound.ok()) << model.name << ": " << bound.error().message;
    const auto tokenizer = tokenizer_spec_from_gguf(**file);
    ASSERT_TRUE(tokenizer.ok()) << model.name << ": " << tokenizer.error().message;
    EXPECT_EQ(tokenizer->tokens.size(), 700U);
    const auto shaped = shape_model(model, mix, *constants);
    ASSERT_TRUE(shaped.ok());
    uint64_t layers = 0;
    for (const auto& [type, bytes] : shaped->layer_bytes) layers += bytes;
    uint64_t bytes = 0;
    for (const LayerWeights& l : bound->weights.layers)
      for (const TensorView* view : {&l.q, &l.k, &l.v, &l.attn_out, &l.gate, &l.up, &l.down})
        bytes += view->size_bytes();
    EXPECT_EQ(bytes, layers) << model.name;
    EXPECT_EQ(bound->weights.output.size_bytes(), shaped->output_bytes) << model.name;
  }
  EXPECT_GE(seen.size(), 7U);
}

TEST(RandomModel, Stopped_LeavesNoFile) {
  const auto catalogue = built_in_catalogue();
  ASSERT_TRUE(catalogue.ok());
  const test::TempDir folder;
  for (const CatalogueModel& model : *catalogue) {
    if (model.name != "smollm2-135m") continue;
    const std::string path = folder.file("model.gguf");
    const Status written = write_random_model(shortened(model), *find_quant_mix("Q8_0"), path,
                                              [](uint64_t, uint64_t) { return false; });
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, ErrorCode::cancelled);
    EXPECT_FALSE(std::filesystem::exists(path));
  }
}

TEST(RandomModel, ShapeThatTheEngineLacks_IsRefused) {
  CatalogueModel model;
  model.name = "m";
  EXPECT_FALSE(shape_tensors(model, *find_quant_mix("Q8_0")).ok());
  model.shape.emplace();
  EXPECT_FALSE(shape_tensors(model, *find_quant_mix("Q8_0")).ok());
}

}  // namespace
}  // namespace ondol::fit
