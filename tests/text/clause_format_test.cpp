// Label tokens in a vocabulary, and which bytes of a text a token stands for.
#include "text/clause_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/bpe.h"

namespace ondol {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A byte each, " t" and "on" merged, then the labels.
TokenizerSpec spec_with(const std::vector<std::string>& labels) {
  TokenizerSpec spec;
  spec.model = "gpt2";
  spec.pre = "qwen2";
  spec.add_space_prefix = false;
  spec.tokens.assign(byte_alphabet().begin(), byte_alphabet().end());
  spec.tokens.insert(spec.tokens.end(), {"Ġt", "on"});
  spec.merges = {"Ġ t", "o n"};
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  spec.tokens.insert(spec.tokens.end(), labels.begin(), labels.end());
  spec.types.resize(spec.tokens.size(), TokenType::control);
  return spec;
}

std::vector<std::string> some_labels() {
  return clause_label_tokens({"area", "name"}, {{"intent", {"off", "on"}, -1}, {"kind", {"light"}, -1}});
}

TEST(ClauseLabels, Vocabulary_HoldsHeadsInOrder) {
  const auto found = ClauseLabels::find(spec_with(some_labels()));
  ASSERT_TRUE(found.ok()) << found.error().message;
  ASSERT_EQ(found->heads.size(), 4U);
  EXPECT_EQ(found->heads[0].name, kClauseHead);
  EXPECT_EQ(found->heads[0].first, 258);
  EXPECT_THAT(found->spans().labels, ElementsAre("O", "B-area", "I-area", "B-name", "I-name"));
  EXPECT_EQ(found->find("kind"), 3U);
  EXPECT_EQ(found->heads[2].find("on"), 1U);
  EXPECT_FALSE(found->heads[2].find("up"));
  EXPECT_FALSE(found->find("place"));
}

std::string error_with(const std::vector<std::string>& labels) {
  const auto found = ClauseLabels::find(spec_with(labels));
  return found.ok() ? "" : found.error().message;
}

TEST(ClauseLabels, WrongVocabularies_AreRefused) {
  EXPECT_THAT(error_with({}), HasSubstr("expected <clause:…> tokens"));
  EXPECT_THAT(error_with({"<clause:inside>"}), HasSubstr("<clause:begin>"));
  EXPECT_THAT(error_with({"<clause:inside>", "<clause:begin>"}), HasSubstr("<span:…>"));
  EXPECT_THAT(error_with({"<clause:inside>", "<clause:begin>", "<span:B-a>"}), HasSubstr("<span:O>"));
  EXPECT_THAT(error_with({"<clause:inside>", "<clause:begin>", "<span:O>", "<span:B-a>"}),
              HasSubstr("a begin and an inside"));
  EXPECT_THAT(error_with({"<clause:inside>", "<clause:begin>", "<span:O>", "<span:B-a>", "<span:I-b>"}),
              HasSubstr("got B-a and I-b"));
  EXPECT_THAT(
      error_with({"<clause:inside>", "<clause:begin>", "<span:O>", "<x:a>", "<span:B-a>", "<span:I-a>"}),
      HasSubstr("the labels of span together"));
  EXPECT_THAT(error_with({"<clause:inside>", "<clause:begin>", "<span:O>", "<x:a>", "no label", "<x:b>"}),
              HasSubstr("the labels of x together"));
}

TEST(ClauseText, CapitalsAndDecomposedLetters_BecomeOneForm) {
  EXPECT_EQ(clause_text("Turn ON the TV"), "turn on the tv");
  EXPECT_EQ(clause_text("\xE1\x84\x87\xE1\x85\xAE\xE1\x86\xAF"), "불");  // its three jamo
  EXPECT_EQ(clause_text("É"), "É");
}

TEST(LayOutClauses, Tokens_KnowTheirBytesWithoutSpaceBefore) {
  const auto tokenizer = Tokenizer::create(spec_with(some_labels()));
  ASSERT_TRUE(tokenizer.ok());
  const std::string text = "to  on";
  const auto input = lay_out_clauses(**tokenizer, text);
  ASSERT_TRUE(input.ok());
  // " t" "o" " " " " "on"
  EXPECT_THAT(input->begins, ElementsAre(0, 1, 3, 4, 4));
  EXPECT_THAT(input->ends, ElementsAre(1, 2, 3, 4, 6));
  EXPECT_EQ(token_at(*input, 0), 0U);
  EXPECT_EQ(token_at(*input, 1), 1U);
  EXPECT_EQ(token_at(*input, 5), 4U);
  EXPECT_EQ(token_at(*input, 6), 5U);
}

TEST(LayOutClauses, KnownWords_StandBetweenMarksThatAreNoPartOfTheText) {
  auto labels = known_mark_tokens({"area", "name"});
  ASSERT_THAT(labels, ElementsAre("<known:area>", "<known:name>", "<known:end>"));
  std::ranges::copy(some_labels(), std::back_inserter(labels));
  const auto tokenizer = Tokenizer::create(spec_with(labels));
  ASSERT_TRUE(tokenizer.ok());
  const KnownMarks marks = KnownMarks::find((*tokenizer)->spec());
  ASSERT_TRUE(ClauseLabels::find((*tokenizer)->spec()).ok());
  const std::string text = "to on";
  const auto plain = lay_out_clauses(**tokenizer, text);
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->tokens.size(), plain->at.size());
  // " t" "o" " " "on": "on" is a name and a room, "t" no whole word, a colour no role with a mark.
  const std::vector<AnnotatedSpan> known = {{"name", 3, 5}, {"area", 3, 5}, {"name", 3, 4}, {"colour", 0, 2}};
  const auto input = lay_out_clauses(**tokenizer, text, marks, known);
  ASSERT_TRUE(input.ok());
  EXPECT_EQ(input->begins, plain->begins);
  EXPECT_EQ(input->ends, plain->ends);
  EXPECT_THAT(input->at, ElementsAre(0, 1, 2, 5));
  EXPECT_THAT(std::vector(input->tokens.begin() + 3, input->tokens.end()),
              ElementsAre(*marks.find("name"), *marks.find("area"), plain->tokens[3], marks.end));
  EXPECT_EQ(lay_out_clauses(**tokenizer, text, {}, known)->tokens, plain->tokens);
}

}  // namespace
}  // namespace ondol
