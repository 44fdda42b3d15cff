// Tiny committed vocabularies against the reference implementations that made the goldens.
#include "text/pretokenizer.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer_json.h"
#include "text/utf8.h"
#include "tokenizer_test_util.h"

namespace ondol {
namespace {

using test::golden_json, test::golden_path, test::read_file;

std::unique_ptr<Tokenizer> from_json(const std::string& name) {
  auto spec = tokenizer_spec_from_json(read_file(golden_path(name)), "");
  if (!spec.ok()) {
    ADD_FAILURE() << spec.error().message;
    return nullptr;
  }
  return test::make_tokenizer(std::move(*spec));
}

std::unique_ptr<Tokenizer> from_sentencepiece(const std::string& name) {
  auto spec = tokenizer_spec_from_sentencepiece(read_file(golden_path(name)));
  if (!spec.ok()) {
    ADD_FAILURE() << spec.error().message;
    return nullptr;
  }
  return test::make_tokenizer(std::move(*spec));
}

TEST(TokenizerGolden, TinyByteLevelBpe_EncodesAsReference) {
  const auto tokenizer = from_json("tiny_bpe.json");
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->spec().pre, "smollm");
  test::expect_cases(*tokenizer, golden_json("tiny_bpe.cases.json"), {.parse_special = true});
}

TEST(TokenizerGolden, TinySentencePieceBpe_EncodesAsReference) {
  const auto tokenizer = from_sentencepiece("tiny_spm_bpe.model");
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->spec().model, "llama");
  test::expect_cases(*tokenizer, golden_json("tiny_spm_bpe.cases.json"));
}

TEST(TokenizerGolden, TinySentencePieceUnigram_EncodesAsReference) {
  const auto tokenizer = from_sentencepiece("tiny_spm_unigram.model");
  ASSERT_NE(tokenizer, nullptr);
  EXPECT_EQ(tokenizer->spec().model, "t5");
  test::expect_cases(*tokenizer, golden_json("tiny_spm_unigram.cases.json"));
}

TEST(TokenizerGolden, TinyLlamaJson_BecomesScoresAndEncodesAsReference) {
  auto spec = tokenizer_spec_from_json(read_file(golden_path("tiny_llama.json")), "");
  ASSERT_TRUE(spec.ok()) << spec.error().message;
  EXPECT_EQ(spec->model, "llama");
  EXPECT_TRUE(spec->merges.empty()) << "scores say it all";
  EXPECT_TRUE(spec->add_space_prefix);
  const auto tokenizer = test::make_tokenizer(std::move(*spec));
  ASSERT_NE(tokenizer, nullptr);
  test::expect_cases(*tokenizer, golden_json("tiny_llama.cases.json"));
}

TEST(TokenizerGolden, LlamaJsonWhoseScoresDoNotSayItAll_KeepsItsMerges) {
  auto file = nlohmann::json::parse(read_file(golden_path("tiny_llama.json")));
  auto& merges = file["model"]["merges"];
  merges.erase(merges.begin() + 5);
  const auto spec = tokenizer_spec_from_json(file.dump(), "");
  ASSERT_TRUE(spec.ok()) << spec.error().message;
  EXPECT_EQ(spec->merges.size(), merges.size());
}

TEST(TokenizerGolden, TinyLlamaJson_MergeListGivesTheSameIds) {
  const auto file = nlohmann::json::parse(read_file(golden_path("tiny_llama.json")));
  auto spec = tokenizer_spec_from_json(file.dump(), "");
  ASSERT_TRUE(spec.ok());
  for (const auto& merge : file["model"]["merges"]) {
    spec->merges.push_back(merge[0].get<std::string>() + " " + merge[1].get<std::string>());
  }
  const auto tokenizer = test::make_tokenizer(std::move(*spec));
  ASSERT_NE(tokenizer, nullptr);
  test::expect_cases(*tokenizer, golden_json("tiny_llama.cases.json"));
}

TEST(TokenizerGolden, ValidUtf8_DecodesToItself) {
  const std::vector<std::pair<const char*, std::unique_ptr<Tokenizer>>> all = [] {
    std::vector<std::pair<const char*, std::unique_ptr<Tokenizer>>> list;
    list.emplace_back("bpe", from_json("tiny_bpe.json"));
    list.emplace_back("spm", from_sentencepiece("tiny_spm_bpe.model"));
    list.emplace_back("unigram", from_sentencepiece("tiny_spm_unigram.model"));
    list.emplace_back("llama", from_json("tiny_llama.json"));
    return list;
  }();
  for (const auto& text : golden_json("splits.json")["texts"].get<std::vector<std::string>>()) {
    for (const auto& [name, tokenizer] : all) {
      ASSERT_NE(tokenizer, nullptr);
      EXPECT_EQ(tokenizer->decode(test::encode(*tokenizer, text)), text) << name;
    }
  }
}

TEST(TokenizerGolden, EveryPreTokenizer_KeepsBytesInRoundTrip) {
  auto spec = tokenizer_spec_from_json(read_file(golden_path("tiny_bpe.json")), "");
  ASSERT_TRUE(spec.ok());
  std::mt19937 rng(11);
  for (const PreTokenizer& row : all_pretokenizers()) {
    spec->pre = row.name;
    spec->ignore_merges = row.ignore_merges;
    const auto tokenizer = test::make_tokenizer(*spec);
    ASSERT_NE(tokenizer, nullptr);
    for (int round = 0; round < 20; ++round) {
      const std::string bytes = test::random_bytes(rng, rng() % 200);
      ASSERT_EQ(tokenizer->decode(test::encode(*tokenizer, bytes)), bytes) << row.name;
    }
  }
}

TEST(TokenizerGolden, TokensOfKoreanText_StreamAsWholeCharacters) {
  const auto tokenizer = from_json("tiny_bpe.json");
  ASSERT_NE(tokenizer, nullptr);
  const std::string text = "값이 얼마예요? 👩‍👩‍👧‍👦 뷁 값어치 🇰🇷 끝";
  Utf8Stream stream;
  std::string out;
  for (TokenId id : test::encode(*tokenizer, text)) {
    const std::string part = stream.push(tokenizer->piece(id));
    EXPECT_TRUE(utf8::is_valid(part));
    out += part;
  }
  EXPECT_EQ(out + stream.finish(), text);
}

}  // namespace
}  // namespace ondol
