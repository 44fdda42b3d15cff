// The BPE trainer: what it merges, in which order, and that any text encodes and comes back.
#include "train/bpe_trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "format/gguf.h"
#include "models/tokenizer_from_gguf.h"
#include "support/tiny_model.h"
#include "text/utf8.h"

namespace ondol::train {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TokenizerSpec trained(std::vector<std::string_view> texts, BpeTrainerOptions options) {
  auto spec = train_bpe(texts, options);
  EXPECT_TRUE(spec.ok()) << spec.error().message;
  return spec.ok() ? *spec : TokenizerSpec{};
}

TEST(BpeTrainer, FrequentPairs_MergeFirstTiesGoToSmallerIds) {
  // Words: "ab" ×3 (one at the start), "cd" ×2, "cb" ×2. Pairs: ab 3; then " " + … of words after a space.
  const TokenizerSpec spec =
      trained({"ab\nab\nab\ncd\ncd\ncb\ncb"}, {.n_vocab = 259, .whole_characters = true});
  EXPECT_THAT(spec.merges, ElementsAre("a b", "c b", "c d"));
  EXPECT_EQ(spec.tokens.size(), 259U);
  EXPECT_EQ(spec.tokens[256], "ab");
}

TEST(BpeTrainer, OverlappingOccurrences_AreCountedAfreshLeftmostFirst) {
  // "aaaaa": (aa)(aa)a, then the pair of two pairs.
  const TokenizerSpec spec = trained({"aaaaa\naaaaa"}, {.n_vocab = 259});
  EXPECT_THAT(spec.merges, ElementsAre("a a", "aa a", "aa aaa"));
}

TEST(BpeTrainer, RarePairs_AreNotMergedFewerTokensThanAsked) {
  const TokenizerSpec spec = trained({"ab ab xy"}, {.n_vocab = 1000, .min_frequency = 2});
  EXPECT_THAT(spec.merges, ElementsAre("a b"));
  EXPECT_EQ(spec.tokens.size(), 257U);
}

TEST(BpeTrainer, LongTokens_StopAtTheLimitBytes) {
  const std::string text = "abcdefgh\nabcdefgh";
  for (const std::string& token : trained({text}, {.n_vocab = 300, .max_token_bytes = 3}).tokens)
    EXPECT_LE(token.size(), 3U) << token;
}

TEST(BpeTrainer, SpecialTokens_AreTheLastControlTokensInOrder) {
  const TokenizerSpec spec =
      trained({"abab abab"}, {.n_vocab = 262, .special_tokens = {"<|endoftext|>", "<sep>", "<tag:B-a>"}});
  ASSERT_GE(spec.tokens.size(), 260U);
  EXPECT_EQ(spec.tokens.back(), "<tag:B-a>");
  EXPECT_EQ(spec.types.back(), TokenType::control);
  EXPECT_EQ(spec.types[256], TokenType::normal);
  const auto tokenizer = Tokenizer::create(spec);
  ASSERT_TRUE(tokenizer.ok()) << tokenizer.error().message;
  const auto ids = (*tokenizer)->encode("<sep>", {.parse_special = true});
  EXPECT_THAT(*ids, ElementsAre(static_cast<TokenId>(spec.tokens.size()) - 2));
}

const std::string kKorean =
    "거실 불 켜줘 거실 불 꺼줘 침실 조명 켜줘 침실 에어컨 꺼줘 거실 에어컨 켜줘 주방 불 꺼줘 현관문 잠가줘 "
    "창문 닫아줘 창문 열어줘 거실 "
    "온도 알려줘 침실 온도 올려줘 주방 조명 어둡게 해줘 거실 조명 밝게 해줘 타이머 십 분 맞춰줘";

TEST(BpeTrainer, WholeCharacters_NeverStraddlesHangul) {
  TokenizerSpec spec = trained({kKorean}, {.n_vocab = 600, .whole_characters = true});
  const auto tokenizer = Tokenizer::create(spec);
  ASSERT_TRUE(tokenizer.ok());
  size_t n_syllables = 0;
  for (TokenId id = 256; id < (*tokenizer)->n_vocab(); ++id) {
    const std::string piece = (*tokenizer)->piece(id);
    const bool whole = utf8::is_valid(piece),
               beginning = utf8::complete_prefix(piece) == 0 && piece.size() == 2;
    EXPECT_TRUE(whole || beginning) << id;
    n_syllables += whole && piece.size() == 3 ? 1 : 0;
  }
  EXPECT_GT(n_syllables, 20U);
  // Without the rule some token does straddle, or the rule would be for nothing.
  spec = trained({kKorean}, {.n_vocab = 600, .whole_characters = false});
  const auto other = Tokenizer::create(spec);
  size_t n_straddling = 0;
  for (TokenId id = 256; id < (*other)->n_vocab(); ++id) {
    const std::string piece = (*other)->piece(id);
    n_straddling += !utf8::is_valid(piece) && utf8::complete_prefix(piece) != 0 ? 1 : 0;
  }
  EXPECT_GT(n_straddling, 0U);
}

TEST(BpeTrainer, AnyBytes_EncodeAndComeBackRandomText) {
  const auto tokenizer =
      Tokenizer::create(trained({kKorean, "turn the lights off in the living room"}, {.n_vocab = 500}));
  ASSERT_TRUE(tokenizer.ok());
  std::mt19937 random(3);
  for (int i = 0; i < 200; ++i) {
    std::string text;
    for (int k = 0; k < 40; ++k) text += static_cast<char>(random() & 0xFF);
    const auto ids = (*tokenizer)->encode(text, {});
    ASSERT_TRUE(ids.ok());
    EXPECT_EQ((*tokenizer)->decode(*ids), text);
  }
}

TEST(BpeTrainer, TheEncoder_ReachesEveryMergeOfItsOwnText) {
  // What training ended with is what encoding ends with: as many tokens, counted over all words.
  const std::string text = kKorean + "\n" + kKorean;
  const auto small = Tokenizer::create(trained({text}, {.n_vocab = 300}));
  const auto large = Tokenizer::create(trained({text}, {.n_vocab = 500}));
  const auto n_small = (*small)->encode(text, {})->size(), n_large = (*large)->encode(text, {})->size();
  EXPECT_LT(n_large, n_small);
  const auto again = trained({text}, {.n_vocab = 500});
  EXPECT_EQ(again.merges, trained({text}, {.n_vocab = 500}).merges);
}

TEST(BpeTrainer, WrongOptions_AreRefusedNamingThem) {
  const std::vector<std::string_view> text{"abab abab"};
  EXPECT_THAT(train_bpe(text, {.n_vocab = 256}).error().message, HasSubstr("n_vocab: expected at least 257"));
  EXPECT_THAT(train_bpe(text, {.n_vocab = 300, .pre = "no-such"}).error().message, HasSubstr("no-such"));
  EXPECT_THAT(train_bpe({}, {.n_vocab = 300}).error().message, HasSubstr("got none"));
  const std::vector<std::string_view> single{"a"};
  EXPECT_THAT(train_bpe(single, {.n_vocab = 300}).error().message, HasSubstr("got none"));
}

TEST(BpeTrainer, SpecInGguf_ReadsBackTheSameEncoding) {
  TokenizerSpec spec =
      trained({kKorean, "turn the lights off"}, {.n_vocab = 400, .special_tokens = {"<|endoftext|>"}});
  spec.eos = static_cast<TokenId>(spec.tokens.size()) - 1;
  const test::TempDir dir;
  const std::string path = dir.file("t.gguf");
  auto writer = GgufWriter::create(path);
  ASSERT_TRUE(writer.ok());
  tokenizer_spec_to_gguf(spec, **writer);
  ASSERT_TRUE((*writer)->finish().ok());
  const auto file = GgufFile::open(path);
  ASSERT_TRUE(file.ok()) << file.error().message;
  const auto back = tokenizer_spec_from_gguf(**file);
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->model, spec.model);
  EXPECT_EQ(back->pre, spec.pre);
  EXPECT_EQ(back->tokens, spec.tokens);
  EXPECT_EQ(back->types, spec.types);
  EXPECT_EQ(back->merges, spec.merges);
  EXPECT_EQ(back->eos, spec.eos);
  EXPECT_EQ(back->bos, spec.bos);
  EXPECT_EQ(back->add_bos, spec.add_bos);
  EXPECT_EQ(back->add_space_prefix, spec.add_space_prefix);
  EXPECT_EQ(back->nfc, spec.nfc);
  EXPECT_EQ(back->ignore_merges, spec.ignore_merges);
}

}  // namespace
}  // namespace ondol::train
