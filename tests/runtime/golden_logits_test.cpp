// Every architecture end to end: Hugging Face checkpoint → convert_hf → Model → logits of every position
// against HF transformers in float32, read in one prefill and token by token. Goldens:
// tests/golden/models/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "format/safetensors.h"
#include "models/convert/convert.h"
#include "ondol/session.h"
#include "support/tiny_model.h"

namespace ondol {
namespace {

const std::string kGoldens = std::string(ONDOL_GOLDEN_DIR) + "/models";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kGoldens))
    if (std::filesystem::exists(entry.path() / "golden.json"))
      names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

struct GoldenRun {
  std::vector<TokenId> ids;
  std::vector<float> logits;  ///< [n_tok][n_vocab]
  int64_t n_ctx = 0, n_vocab = 0;
};

std::vector<GoldenRun> read_runs(const std::string& dir, const nlohmann::json& golden) {
  std::vector<GoldenRun> runs;
  for (const auto& entry : golden["runs"]) {
    GoldenRun run;
    run.n_ctx = entry["n_ctx"];
    run.n_vocab = golden["n_vocab"];
    run.ids = entry["ids"].get<std::vector<TokenId>>();
    auto file = SafetensorsFile::open(dir + "/" + entry["file"].get<std::string>());
    EXPECT_TRUE(file.ok()) << file.error().message;
    const SafetensorsTensor* logits = (*file)->tensor("logits");
    run.logits.resize(logits->n_elems());
    std::memcpy(run.logits.data(), logits->data, logits->size_bytes);
    EXPECT_EQ(run.logits.size(), run.ids.size() * static_cast<size_t>(run.n_vocab));
    runs.push_back(std::move(run));
  }
  return runs;
}

class GoldenLogits : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    dir_ = kGoldens + "/" + GetParam();
    std::ifstream stream(dir_ + "/golden.json");
    golden_ = nlohmann::json::parse(stream);
    ConvertOptions f32;
    f32.type = "F32";
    const auto converted = convert_hf(dir_, path_, f32);
    ASSERT_TRUE(converted.ok()) << converted.error().message;
    engine_ = *Engine::create({.n_threads = 2, .target = {}});
  }

  static void compare(const GoldenRun& run, int64_t token, std::span<const float> logits, const char* how) {
    ASSERT_EQ(static_cast<int64_t>(logits.size()), run.n_vocab);
    float largest = 0, difference = 0;
    for (const float x : run.logits) largest = std::max(largest, std::abs(x));
    const float* expected = run.logits.data() + token * run.n_vocab;
    for (size_t i = 0; i < logits.size(); ++i)
      difference = std::max(difference, std::abs(logits[i] - expected[i]));
    EXPECT_LE(difference, 1e-4f * largest) << how << ", position " << token;
  }

  test::TempDir temp_;
  std::string dir_, path_ = temp_.file("model.gguf");
  nlohmann::json golden_;
  std::shared_ptr<Engine> engine_;
};

TEST_P(GoldenLogits, PrefillAndDecode_MatchTransformers) {
  for (const GoldenRun& run : read_runs(dir_, golden_)) {
    const auto n_tok = static_cast<int64_t>(run.ids.size());
    auto model =
        Model::load(engine_, path_, {.n_ctx = run.n_ctx, .kv = KvCacheType::f32, .n_logit_rows = 64});
    ASSERT_TRUE(model.ok()) << model.error().message;
    auto session = Session::open(*model);
    ASSERT_TRUE(session.ok());
    int64_t n_rows = 0;
    const Status whole =
        (*session)->append_all_logits(run.ids, [&](int64_t i, std::span<const float> logits) {
          compare(run, i, logits, "prefill");
          ++n_rows;
        });
    ASSERT_TRUE(whole.ok()) << whole.error().message;
    ASSERT_EQ(n_rows, n_tok);
    (*session)->truncate(0);
    for (int64_t i = 0; i < n_tok; ++i) {
      ASSERT_TRUE((*session)->append(std::span(run.ids).subspan(static_cast<size_t>(i), 1)).ok());
      compare(run, i, (*session)->logits(), "decode");
    }
  }
}

TEST_P(GoldenLogits, Tokenizer_MatchesTransformers) {
  auto model = Model::load(engine_, path_);
  ASSERT_TRUE(model.ok()) << model.error().message;
  for (const auto& text : golden_["tokenizer"]) {
    const auto plain = (*model)->tokenize(text["text"].get<std::string>(), false, false);
    ASSERT_TRUE(plain.ok());
    EXPECT_EQ(*plain, text["ids"].get<std::vector<TokenId>>()) << text["text"];
    const auto special = (*model)->tokenize(text["text"].get<std::string>(), true, true);
    ASSERT_TRUE(special.ok());
    EXPECT_EQ(*special, text["ids_special"].get<std::vector<TokenId>>()) << text["text"];
  }
}

INSTANTIATE_TEST_SUITE_P(Architectures, GoldenLogits, testing::ValuesIn(cases()),
                         [](const auto& param_info) { return param_info.param; });

}  // namespace
}  // namespace ondol
