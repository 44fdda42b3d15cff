// How utterances are laid out and annotated, without a model.
#include "text/intent_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/bpe.h"

namespace ondol {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TokenizerSpec spec_with(const std::vector<std::string>& special) {
  TokenizerSpec spec;
  spec.model = "gpt2";
  spec.pre = "qwen2";
  spec.tokens.assign(byte_alphabet().begin(), byte_alphabet().end());
  spec.tokens.push_back("on");
  spec.merges = {"o n"};
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  spec.tokens.insert(spec.tokens.end(), special.begin(), special.end());
  spec.types.resize(spec.tokens.size(), TokenType::control);
  return spec;
}

const std::vector<std::string> kLabels{"<sep>",        "<cls>",        "<tag:O>",
                                       "<tag:B-time>", "<tag:I-time>", "<tag:B-date>",
                                       "<tag:I-date>", "<intent:b_c>", "<intent:a>"};

std::string error_without(const std::string& token) {
  std::vector<std::string> special = kLabels;
  std::erase(special, token);
  const auto labels = IntentLabels::find(spec_with(special));
  return labels.ok() ? "" : labels.error().message;
}

TEST(IntentLabels, Vocabulary_GivesThemInTheOrderOfIds) {
  const auto labels = IntentLabels::find(spec_with(kLabels));
  ASSERT_TRUE(labels.ok()) << labels.error().message;
  EXPECT_EQ(labels->sep, 257);
  EXPECT_EQ(labels->cls, 258);
  EXPECT_THAT(labels->slots, ElementsAre("time", "date"));
  EXPECT_THAT(labels->intents, ElementsAre("b_c", "a"));
  EXPECT_THAT(labels->intent_ids, ElementsAre(264, 265));
  std::vector<TokenId> tags;
  for (size_t tag = 0; tag < labels->n_tags(); ++tag) tags.push_back(labels->tag_id(tag));
  EXPECT_THAT(tags, ElementsAre(259, 260, 261, 262, 263));
}

TEST(IntentLabels, VocabularyWithoutThem_IsRefused) {
  EXPECT_THAT(IntentLabels::find(spec_with({"<|end|>"})).error().message,
              HasSubstr("expected <intent:…> and <tag:…>"));
  EXPECT_THAT(error_without("<sep>"), HasSubstr("expected a token <sep>"));
  EXPECT_THAT(error_without("<cls>"), HasSubstr("expected a token <cls>"));
  EXPECT_THAT(error_without("<tag:O>"), HasSubstr("expected a token <tag:O>"));
  EXPECT_THAT(error_without("<tag:I-time>"), HasSubstr("both <tag:B-time> and <tag:I-time>"));
  EXPECT_THAT(error_without("<tag:B-time>"), HasSubstr("both <tag:B-time> and <tag:I-time>"));
}

TEST(WordsOf, AnyWhiteSpace_PartsThem) {
  const std::string text = "  set\tan　alarm \n";
  std::vector<std::string> words;
  for (const WordSpan& word : words_of(text)) words.push_back(text.substr(word.begin, word.end - word.begin));
  EXPECT_THAT(words, ElementsAre("set", "an", "alarm"));
  EXPECT_TRUE(words_of(" \t").empty());
  EXPECT_TRUE(words_of("").empty());
  EXPECT_EQ(words_of("\xFF\xFE a").size(), 2U);
}

TEST(LayOutIntent, TwoCopies_WithTheWordOfEachToken) {
  const TokenizerSpec spec = spec_with(kLabels);
  const auto labels = IntentLabels::find(spec);
  const auto tokenizer = Tokenizer::create(spec);
  const auto input = lay_out_intent(**tokenizer, *labels, "on  it", /*causal=*/true);
  ASSERT_TRUE(input.ok());
  const TokenId space = ' ';  // of " it": the space, i, t
  const auto byte = [](char c) { return static_cast<TokenId>(static_cast<uint8_t>(c)); };
  EXPECT_THAT(input->tokens, ElementsAre(space, 256, space, byte('i'), byte('t'), labels->sep, space, 256,
                                         space, byte('i'), byte('t'), labels->cls));
  EXPECT_EQ(input->n_copy, 5U);
  EXPECT_THAT(input->word, ElementsAre(0, 0, 1, 1, 1));
  const auto empty = lay_out_intent(**tokenizer, *labels, "  ", true);
  EXPECT_THAT(empty->tokens, ElementsAre(labels->sep, labels->cls));
  EXPECT_EQ(input->first, 6U);
  const auto once = lay_out_intent(**tokenizer, *labels, "on  it", false);
  EXPECT_THAT(once->tokens, ElementsAre(space, 256, space, byte('i'), byte('t'), labels->cls));
  EXPECT_EQ(once->first, 0U);
}

TEST(ParseAnnotated, Slots_BecomeSpansOfThePlainText) {
  const auto parsed = parse_annotated("wake me at [time : nine am] on [date : friday]");
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed->text, "wake me at nine am on friday");
  EXPECT_THAT(parsed->slots, ElementsAre(SlotSpan{"time", 11, 18}, SlotSpan{"date", 22, 28}));
  EXPECT_TRUE(parse_annotated("no slots")->slots.empty());
}

TEST(ParseAnnotated, Malformed_IsRefusedAtTheByte) {
  for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
           {"a ] b", "byte 2: expected a '['"},
           {"a [time : b", "byte 2: expected [slot : words]"},
           {"a [time b]", "byte 2: expected [slot : words]"},
           {"a [time: b]", "byte 2: expected [slot : words]"},
           {"a [ : b]", "byte 3: expected the name"},
           {"a [ti me : b]", "byte 3: expected the name"},
           {"a [time : b [date : c]]", "expected a ']' before the next '['"},
           {"a [time : ]", "byte 10: expected words"},
           {"a [time :  b]", "byte 10: expected words"},
           {"a [time : b]c", "slot time: expected whole words, got part of one: \"b\""},
           {"a[time : b]", "expected whole words"},
       }) {
    const auto parsed = parse_annotated(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_THAT(parsed.error().message, HasSubstr(expected)) << text;
  }
}

// A fuzz finding: what is quoted may hold a line break, the error may not.
TEST(ParseAnnotated, WhatIsQuoted_StaysOnOneLine) {
  const auto parsed = parse_annotated("wake me at [time : ni\nee mel i]ghq");
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.error().message.find('\n'), std::string::npos);
}

TEST(TagsOf, Spans_ComeBackFromTheirTags) {
  const auto labels = IntentLabels::find(spec_with(kLabels));
  const auto parsed = parse_annotated("[time : nine am] [time : ten] x [date : this very week]");
  ASSERT_TRUE(parsed.ok());
  const auto words = words_of(parsed->text);
  const auto tags = tags_of(*parsed, words, *labels);
  ASSERT_TRUE(tags.ok());
  EXPECT_THAT(*tags, ElementsAre(1, 2, 1, 0, 3, 4, 4));
  EXPECT_EQ(slots_of(*tags, words, *labels), parsed->slots);
  EXPECT_THAT(tags_of(*parse_annotated("[place : here]"), words, *labels).error().message,
              HasSubstr("slot place"));
}

TEST(SlotsOf, InsideWithoutBegin_BeginsASlot) {
  const auto labels = IntentLabels::find(spec_with(kLabels));
  const auto words = words_of("a b c d");
  EXPECT_THAT(slots_of({2, 2, 4, 0}, words, *labels),
              ElementsAre(SlotSpan{"time", 0, 3}, SlotSpan{"date", 4, 5}));
}

}  // namespace
}  // namespace ondol
