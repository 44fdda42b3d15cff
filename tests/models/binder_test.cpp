// What a model file may get wrong above the level of the container: shapes, hyperparameters, missing parts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "models/architecture.h"
#include "support/tiny_model.h"

namespace ondol {
namespace {

using test::TempDir;
using test::TinyModelSpec;
using testing::HasSubstr;

std::string bind_error(const TinyModelSpec& spec) {
  TempDir dir;
  const std::string path = dir.file("tiny.gguf");
  test::write_tiny_model(path, spec);
  auto file = GgufFile::open(path);
  if (!file.ok()) return file.error().message;
  auto model = bind_model(**file, 64);
  if (model.ok()) return "";
  EXPECT_THAT(model.error().message, HasSubstr(path));
  EXPECT_EQ(model.error().message.find('\n'), std::string::npos);
  return model.error().message;
}

TEST(Binder_GoodModel, IsBound) { EXPECT_EQ(bind_error({}), ""); }

struct BadUint {
  const char* key;
  uint32_t value;
};

class BinderBadUint : public testing::TestWithParam<BadUint> {};

TEST_P(BinderBadUint, NamesTheKey) {
  TinyModelSpec spec;
  spec.extra_metadata = [&](GgufWriter& w) { w.set_uint(GetParam().key, GetParam().value); };
  EXPECT_THAT(bind_error(spec), HasSubstr(GetParam().key));
}

INSTANTIATE_TEST_SUITE_P(
    Hyperparameters, BinderBadUint,
    testing::Values(BadUint{"llama.block_count", 0}, BadUint{"llama.block_count", 4000000000u},
                    BadUint{"llama.embedding_length", 0}, BadUint{"llama.embedding_length", 4000000000u},
                    BadUint{"llama.feed_forward_length", 0}, BadUint{"llama.attention.head_count", 0},
                    BadUint{"llama.attention.head_count", 5}, BadUint{"llama.attention.head_count_kv", 0},
                    BadUint{"llama.attention.head_count_kv", 3}, BadUint{"llama.context_length", 0},
                    BadUint{"llama.attention.key_length", 17}, BadUint{"llama.attention.key_length", 100000},
                    BadUint{"llama.attention.value_length", 8}, BadUint{"llama.rope.dimension_count", 7},
                    BadUint{"llama.rope.dimension_count", 0}, BadUint{"llama.rope.dimension_count", 128}));

TEST(Binder_BlockCountBeyondTheTensors, NamesTheMissingTensor) {
  TinyModelSpec spec;
  spec.extra_metadata = [](GgufWriter& w) { w.set_uint("llama.block_count", 3); };
  EXPECT_THAT(bind_error(spec), HasSubstr("blk.2."));
}

TEST(Binder_OddNumbers, AreRefused) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
  for (const char* key : {"llama.attention.layer_norm_rms_epsilon", "llama.rope.freq_base",
                          "llama.attention.scale", "llama.rope.scaling.factor"})
    for (float value : {0.0f, -1.0f, nan, inf, -inf}) {
      TinyModelSpec spec;
      spec.extra_metadata = [&](GgufWriter& w) { w.set_float(key, value); };
      EXPECT_THAT(bind_error(spec), HasSubstr(key)) << value;
    }
}

TEST(Binder_MissingTensor, IsNamed) {
  for (const char* name : {"token_embd.weight", "output_norm.weight", "blk.0.attn_q.weight",
                           "blk.1.ffn_down.weight", "blk.1.attn_norm.weight", "blk.0.ffn_gate.weight"}) {
    TinyModelSpec spec;
    spec.skip_tensor = name;
    // Without its gate, up must be the fused matrix of twice the rows.
    const std::string expected = std::string(name) == "blk.0.ffn_gate.weight" ? "blk.0.ffn_up.weight" : name;
    EXPECT_THAT(bind_error(spec), HasSubstr(expected));
  }
}

TEST(Binder_WrongShape, SaysWhatWasExpected) {
  TinyModelSpec spec;
  spec.extra_metadata = [](GgufWriter& w) { w.set_uint("llama.feed_forward_length", 97); };
  EXPECT_THAT(bind_error(spec),
              testing::AllOf(HasSubstr("expected shape [97, 64]"), HasSubstr("got [96, 64]")));
}

TEST(Binder_NormWithNan, NamesElementAndOffset) {
  TinyModelSpec spec;
  spec.weight_scale = 1.0f;
  TempDir dir;
  const std::string path = dir.file("nan.gguf");
  test::write_tiny_model(path, spec);
  uint64_t offset = 0;
  {
    auto file = GgufFile::open(path);
    ASSERT_TRUE(file.ok());
    offset = (*file)->tensor("blk.1.ffn_norm.weight")->file_offset + 12;
  }
  std::FILE* f = std::fopen(path.c_str(), "r+b");
  const float nan = std::numeric_limits<float>::quiet_NaN();
  std::fseek(f, static_cast<long>(offset), SEEK_SET);
  std::fwrite(&nan, sizeof(nan), 1, f);
  std::fclose(f);
  auto file = GgufFile::open(path);
  ASSERT_TRUE(file.ok());
  const auto model = bind_model(**file, 64);
  ASSERT_FALSE(model.ok());
  EXPECT_THAT(model.error().message,
              testing::AllOf(HasSubstr("blk.1.ffn_norm.weight"), HasSubstr("element 3"),
                             HasSubstr("offset " + std::to_string(offset))));
}

TEST(Binder_UnknownArchitecture, ListsTheKnownOnes) {
  TinyModelSpec spec;
  spec.extra_metadata = [](GgufWriter& w) { w.set_string("general.architecture", "mamba"); };
  EXPECT_THAT(bind_error(spec), testing::AllOf(HasSubstr("qwen3"), HasSubstr("\"mamba\"")));
}

}  // namespace
}  // namespace ondol
