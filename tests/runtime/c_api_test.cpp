#include <gtest/gtest.h>

#include <string>

#include "ondol/ondol.h"
#include "support/tiny_model.h"

namespace ondol {
namespace {

TEST(CApi_Generate, AnswersThroughTheCallback) {
  test::TempDir dir;
  const std::string path = dir.file("tiny.gguf");
  test::write_tiny_model(path);
  ondol_engine* engine = nullptr;
  ondol_model* model = nullptr;
  ondol_session* session = nullptr;
  ASSERT_EQ(ondol_engine_create(1, &engine), ONDOL_OK) << ondol_last_error();
  ondol_model_options model_options{};
  model_options.n_ctx = 128;
  ASSERT_EQ(ondol_model_load(engine, path.c_str(), &model_options, &model), ONDOL_OK) << ondol_last_error();
  EXPECT_EQ(ondol_model_n_vocab(model), 258);
  EXPECT_EQ(ondol_model_n_ctx(model), 128);

  int32_t ids[2];
  size_t n = 0;
  ASSERT_EQ(ondol_tokenize(model, "abc", 3, 0, 0, ids, 2, &n), ONDOL_OK);
  EXPECT_EQ(n, 3u);

  ASSERT_EQ(ondol_session_open(model, &session), ONDOL_OK);
  ondol_session* second = nullptr;
  EXPECT_EQ(ondol_session_open(model, &second), ONDOL_OVER_BUDGET);
  ondol_generate_options options;
  ondol_generate_defaults(&options);
  options.max_tokens = 12;
  std::string text;
  const auto collect = [](void* user, const char* bytes, size_t count) {
    static_cast<std::string*>(user)->append(bytes, count);
    return 1;
  };
  ASSERT_EQ(ondol_generate(session, "hello", 5, 0, &options, collect, &text), ONDOL_OK) << ondol_last_error();
  EXPECT_FALSE(text.empty());
  ondol_session_reset(session);
  text.clear();
  ASSERT_EQ(ondol_generate(session, "hello", 5, 1, &options, collect, &text), ONDOL_OK) << ondol_last_error();
  options.top_p = 7;
  EXPECT_EQ(ondol_generate(session, "hello", 5, 0, &options, nullptr, nullptr), ONDOL_INVALID_ARGUMENT);
  EXPECT_NE(std::string(ondol_last_error()).find("top_p"), std::string::npos);
  ondol_session_free(session);
  ondol_model_free(model);
  ondol_engine_free(engine);
}

TEST(CApi_Errors, AreCodesWithAMessage) {
  ondol_engine* engine = nullptr;
  EXPECT_EQ(ondol_engine_create(-1, &engine), ONDOL_INVALID_ARGUMENT);
  ASSERT_EQ(ondol_engine_create(1, &engine), ONDOL_OK);
  ondol_model* model = nullptr;
  EXPECT_EQ(ondol_model_load(engine, "/nonexistent.gguf", nullptr, &model), ONDOL_NOT_FOUND);
  EXPECT_NE(std::string(ondol_last_error()).find("/nonexistent.gguf"), std::string::npos);
  EXPECT_EQ(ondol_model_load(engine, nullptr, nullptr, &model), ONDOL_INVALID_ARGUMENT);
  ondol_engine_free(engine);
  ondol_session_free(nullptr);
}

}  // namespace
}  // namespace ondol
