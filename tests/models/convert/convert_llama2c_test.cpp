// llama2.c's files: a tiny one built here and spoilt in every way, and the real stories260K.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "format/gguf.h"
#include "models/architecture.h"
#include "models/convert/checkpoint_dir.h"
#include "models/convert/convert.h"

namespace ondol {
namespace {

using ::testing::HasSubstr;
using testing::TempDir;
using testing::write_text;

template <class T>
std::string raw(T value) {
  std::string out(sizeof(T), '\0');
  std::memcpy(out.data(), &value, sizeof(T));
  return out;
}

/// dim 8, hidden 12, 2 layers, 2 heads, 1 of K and V, 5 tokens, 6 positions; floats 0, 1, 2, …
struct TinyFiles {
  std::vector<int32_t> header{8, 12, 2, 2, 1, 5, 6};
  size_t n_floats = 5 * 8 + 2 * (8 + 64 + 32 + 32 + 64 + 8 + 96 + 96 + 96) + 8 + 6 * 4;
  std::vector<std::string> tokens{"<unk>", "\n<s>\n", "\n</s>\n", "<0x0A>", " ab"};

  std::string model() const {
    std::string out;
    for (const int32_t v : header) out += raw(v);
    for (size_t i = 0; i < n_floats; ++i) out += raw(static_cast<float>(i));
    return out;
  }
  std::string tokenizer() const {
    std::string out = raw(uint32_t{6});
    for (size_t i = 0; i < tokens.size(); ++i) {
      out += raw(-static_cast<float>(i)) + raw(static_cast<int32_t>(tokens[i].size())) + tokens[i];
    }
    return out;
  }
};

struct Converted {
  TempDir dir;
  Result<ConvertReport> report = Error{};

  Converted(const std::string& model, const std::string& tokenizer) {
    write_text(dir / "model.bin", model);
    write_text(dir / "tok.bin", tokenizer);
    report = convert_llama2c(dir / "model.bin", dir / "tok.bin", dir / "out.gguf", {});
  }
  std::string message() const { return report.ok() ? "" : report.error().message; }
};

TEST(ConvertLlama2c, TinyModel_TensorsLieWhereTheFormatSays) {
  const TinyFiles tiny;
  const Converted c(tiny.model(), tiny.tokenizer());
  ASSERT_TRUE(c.report.ok()) << c.message();
  const auto file = GgufFile::open(c.dir / "out.gguf");
  ASSERT_TRUE(file.ok()) << file.error().message;
  const auto first = [&](const char* name) {
    return *static_cast<const float*>((*file)->tensor(name)->view.data);
  };
  EXPECT_EQ(first("token_embd.weight"), 0.0F);
  EXPECT_EQ(first("blk.0.attn_norm.weight"), 40.0F);
  EXPECT_EQ(first("blk.1.attn_norm.weight"), 48.0F);
  EXPECT_EQ(first("blk.0.attn_q.weight"), 56.0F);
  EXPECT_EQ(first("blk.1.attn_q.weight"), 56.0F + 64);
  EXPECT_EQ(first("blk.0.attn_k.weight"), 56.0F + 128);
  EXPECT_EQ(first("blk.0.attn_v.weight"), 56.0F + 128 + 64);
  EXPECT_EQ(first("blk.0.attn_output.weight"), 56.0F + 128 + 128);
  EXPECT_EQ(first("blk.0.ffn_norm.weight"), 56.0F + 128 + 128 + 128);
  EXPECT_EQ(first("blk.0.ffn_gate.weight"), 456.0F);
  EXPECT_EQ(first("blk.0.ffn_down.weight"), 456.0F + 192);
  EXPECT_EQ(first("blk.0.ffn_up.weight"), 456.0F + 384);
  EXPECT_EQ(first("output_norm.weight"), 456.0F + 576);
  EXPECT_EQ((*file)->tensor("output.weight"), nullptr);
  EXPECT_EQ((*file)->tensor("blk.0.attn_k.weight")->view.dims, (std::array<uint64_t, 4>{8, 4, 1, 1}));
  EXPECT_THAT(*(*file)->get_strings("tokenizer.ggml.tokens"),
              ::testing::ElementsAre("<unk>", "<s>", "</s>", "<0x0A>", "▁ab"));
  EXPECT_THAT(*(*file)->get_ints("tokenizer.ggml.token_type"), ::testing::ElementsAre(2, 3, 3, 6, 1));
  const auto bound = bind_model(**file, 6);
  EXPECT_TRUE(bound.ok()) << bound.error().message;
}

TEST(ConvertLlama2c, NegativeVocabulary_MeansAnOutputMatrix) {
  TinyFiles tiny;
  tiny.header[5] = -5;
  tiny.n_floats += 5 * 8;
  const Converted c(tiny.model(), tiny.tokenizer());
  ASSERT_TRUE(c.report.ok()) << c.message();
  const auto file = GgufFile::open(c.dir / "out.gguf");
  ASSERT_NE((*file)->tensor("output.weight"), nullptr);
  EXPECT_EQ(*static_cast<const float*>((*file)->tensor("output.weight")->view.data), 456.0F + 576 + 8 + 24);
}

TEST(ConvertLlama2c, SpoiltModels_AreRefusedInOneLine) {
  const auto with = [](size_t i, int32_t value) {
    TinyFiles tiny;
    tiny.header[i] = value;
    return Converted(tiny.model(), tiny.tokenizer()).message();
  };
  EXPECT_THAT(with(0, 0), HasSubstr("dim at offset 0: expected 1 to 1048576, got 0"));
  EXPECT_THAT(with(0, 0x616b3432), HasSubstr("legacy (version 0)"));
  EXPECT_THAT(with(1, -3), HasSubstr("hidden_dim at offset 4"));
  EXPECT_THAT(with(2, 100000), HasSubstr("n_layers at offset 8"));
  EXPECT_THAT(with(3, 3), HasSubstr("heads that divide dim evenly"));
  EXPECT_THAT(with(3, 8), HasSubstr("heads that divide dim evenly"));  // heads of one value
  EXPECT_THAT(with(4, 0), HasSubstr("n_kv_heads at offset 16"));
  EXPECT_THAT(with(5, INT32_MIN), HasSubstr("vocab_size at offset 20"));
  EXPECT_THAT(with(5, 6), HasSubstr("weights at offset 28: expected"));
  EXPECT_THAT(with(6, 1 << 24), HasSubstr("weights at offset 28: expected"));
  const TinyFiles tiny;
  for (const size_t n : {0U, 1U, 27U, 28U, 1000U}) {
    const Converted c(tiny.model().substr(0, n), tiny.tokenizer());
    EXPECT_FALSE(c.report.ok()) << n;
    EXPECT_FALSE(std::filesystem::exists(c.dir / "out.gguf"));
  }
  EXPECT_THAT(Converted(tiny.model() + "1234", tiny.tokenizer()).message(),
              HasSubstr("weights at offset 28"));
}

TEST(ConvertLlama2c, SpoiltTokenizers_AreRefusedInOneLine) {
  const TinyFiles tiny;
  const std::string good = tiny.tokenizer();
  for (size_t n = 0; n < good.size(); ++n) {
    ASSERT_FALSE(Converted(tiny.model(), good.substr(0, n)).report.ok()) << n;
  }
  EXPECT_THAT(Converted(tiny.model(), good + "x").message(), HasSubstr("1 more bytes"));
  std::string negative = good;
  std::memcpy(negative.data() + 8, "\xFF\xFF\xFF\xFF", 4);
  EXPECT_THAT(Converted(tiny.model(), negative).message(),
              HasSubstr("token 0 at offset 8: expected a length"));
  std::string nan = good;
  std::memcpy(nan.data() + 4, "\x00\x00\xC0\x7F", 4);
  EXPECT_THAT(Converted(tiny.model(), nan).message(),
              HasSubstr("token 0 at offset 4: expected a finite score"));
}

TEST(ConvertLlama2c, Stories260K_KeepsEveryWeight) {
  const char* shared = std::getenv("ONDOL_SHARED");
  const std::string root = shared != nullptr ? shared : std::string(ONDOL_SOURCE_DIR) + "/../shared";
  const std::string model = root + "/data/tiny/stories260K.bin";
  if (!std::filesystem::exists(model)) GTEST_SKIP() << "skipped: " << model << " is not here";
  const TempDir dir;
  const auto report = convert_llama2c(model, root + "/data/tiny/tok512.bin", dir / "out.gguf", {});
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->n_params, 260032U);
  EXPECT_EQ(report->type, "F32");
  const auto file = GgufFile::open(dir / "out.gguf");
  ASSERT_TRUE(file.ok());
  const std::string bytes = testing::read_text(model);
  EXPECT_EQ(std::memcmp((*file)->tensor("token_embd.weight")->view.data, bytes.data() + 28, 512 * 64 * 4), 0);
  EXPECT_EQ((*file)->get_string_views("tokenizer.ggml.tokens")->size(), 512U);
}

}  // namespace
}  // namespace ondol
