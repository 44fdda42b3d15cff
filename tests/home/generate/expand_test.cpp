// What comes out of small grammars, drawn until nothing new comes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "home/generate/compose.h"
#include "home/generate/expand.h"
#include "home/generate/sample_check.h"

namespace ondol::home {
namespace {

using ::testing::UnorderedElementsAre;

Grammar read(const std::string& text) {
  const GrammarText file{"f.grammar", text};
  auto grammar = Grammar::parse(std::span(&file, 1));
  EXPECT_TRUE(grammar.ok()) << grammar.error().message;
  return *std::move(grammar);
}

/// All texts of the first template, marked.
std::set<std::string> texts(const std::string& text, Form form = Form::final) {
  const Grammar grammar = read(text);
  std::set<std::string> out;
  for (uint64_t i = 0; i < 500; ++i) {
    Dice dice(1, i);
    Expander expander(grammar, dice);
    expander.clause(grammar.templates()[0], form, std::string::npos);
    const Sample sample = expander.take();
    std::string marked;
    append_marked_sample(sample, marked);
    out.insert(marked.substr(0, marked.find(" [HassTurnOff]")));
  }
  return out;
}

TEST(Expand, Text_IsPutTogetherAsWritten) {
  const std::string header = ":: HassTurnOff\n";
  EXPECT_THAT(texts(header + "turn  off [the] ( light | lamp )s , please ?"),
              UnorderedElementsAre("turn off lights, please?", "turn off lamp s, please?",
                                   "turn off the lights, please?", "turn off the lamp s, please?"));
  EXPECT_THAT(texts(header + "(a | b)s"), UnorderedElementsAre("as", "bs"));
  EXPECT_THAT(texts(header + "off[ of it]"), UnorderedElementsAre("off", "off of it"));
  EXPECT_THAT(texts(header + "x<r>\n<r> = a | \\ b |  "), UnorderedElementsAre("xa", "x b", "x"));
  EXPECT_THAT(texts(header + "\\<5\\$ \\| \\[\\]\\(\\)\\{\\} a#1 \\# b # comment"),
              UnorderedElementsAre("<5$ | [](){} a#1 # b"));
  EXPECT_THAT(texts(header + "a\n  | b"), UnorderedElementsAre("a"));  // b is the second template
}

TEST(Expand, Spans_HoldTheirTextOnly) {
  const std::string header = ":: HassTurnOff\n";
  EXPECT_THAT(
      texts(header + "the {kind: lights } in {area:<a>}s\n<a> = the (den | attic)"),
      UnorderedElementsAre("the {kind:lights} in {area:the den}s", "the {kind:lights} in {area:the attic}s"));
  EXPECT_THAT(texts(header + "{kind:a}{area:b}"), UnorderedElementsAre("{kind:a}{area:b}"));
}

TEST(Expand, Labels_LastOneDrawnWins) {
  EXPECT_THAT(texts(":: HassTurnOff quantity=one\n(all $quantity=all | both $quantity=both | it) now [here "
                    "$place=here]"),
              UnorderedElementsAre(
                  "all now [HassTurnOff quantity=all]", "both now [HassTurnOff quantity=both]",
                  "it now [HassTurnOff quantity=one]", "all now here [HassTurnOff quantity=all place=here]",
                  "both now here [HassTurnOff quantity=both place=here]",
                  "it now here [HassTurnOff quantity=one place=here]"));
  EXPECT_THAT(texts(":: none\nstop $intent=HassStopMoving"), UnorderedElementsAre("stop [HassStopMoving]"));
}

TEST(Expand, Forms_ReachIntoRules) {
  const std::string text =
      ":: HassTurnOff\n불 <off>\n<off> = 꺼<r> | 끄자 // 끄고 | 꺼<r>\n<r> = 줘 // 주고 // 주면\n";
  EXPECT_THAT(texts(text, Form::final), UnorderedElementsAre("불 꺼줘", "불 끄자"));
  EXPECT_THAT(texts(text, Form::joined), UnorderedElementsAre("불 끄고", "불 꺼주고"));
  EXPECT_THAT(texts(text, Form::conditional), UnorderedElementsAre("불 끄고", "불 꺼주면"));
}

TEST(Expand, Particles_FollowTheSoundBeforeThem) {
  const std::string header = ":: HassTurnOff\n";
  EXPECT_THAT(texts(header + "{kind:(조명 | 스탠드)}+을 꺼"),
              UnorderedElementsAre("{kind:조명}을 꺼", "{kind:스탠드}를 꺼"));
  EXPECT_THAT(texts(header + "{kind:불} +을? 꺼"), UnorderedElementsAre("{kind:불}을 꺼", "{kind:불} 꺼"));
  EXPECT_THAT(texts(header + "(거실 | 주방)+으로"), UnorderedElementsAre("거실로", "주방으로"));
  EXPECT_THAT(texts(header + "(거실 | 서재)+이랑"), UnorderedElementsAre("거실이랑", "서재랑"));
  EXPECT_THAT(texts(header + "(거실 | 서재)+이나 (민준 | 철수)+아"),
              UnorderedElementsAre("거실이나 민준아", "서재나 민준아", "거실이나 철수야", "서재나 철수야"));
}

TEST(Expand, Weights_AreFollowed) {
  const Grammar grammar = read(":: HassTurnOff\n(3* a | b) (x | y | 0.5* z)");
  std::map<std::string, int> counts;
  for (uint64_t i = 0; i < 10000; ++i) {
    Dice dice(2, i);
    Expander expander(grammar, dice);
    expander.clause(grammar.templates()[0], Form::final, std::string::npos);
    const std::string text = expander.take().text;
    ++counts[text.substr(0, 1)];
    ++counts[text.substr(2)];
  }
  EXPECT_NEAR(counts["a"], 7500, 200);
  EXPECT_NEAR(counts["x"], 4000, 200);
  EXPECT_NEAR(counts["z"], 2000, 200);
}

constexpr const char* kCompound =
    "<join> = and | , then | ,\n<if_before> = ,\n<if_after> = [but only]\n<else> = or else\n"
    "<before> = hey you ,\n<after> = thanks\n"
    ":: HassTurnOff\nturn off {kind:lights}\n"
    ":: HassTurnOn @follow\nthis too\n"
    ":: none @alone\nsing\n"
    ":: HassGetState question=yes_no\nis {kind:it} on\n"
    ":: HassGetState @condition\nif {kind:it} rains\n"
    ":: HassTurnOff @alternative\notherwise off\n";

TEST(Compose, Clauses_StandWhereTheyMay) {
  const Grammar grammar = read(kCompound);
  const Composer composer(grammar);
  std::map<size_t, int> n_clauses;
  int n_conditions = 0, n_alternatives = 0, n_conditions_last = 0, n_follow_next = 0, n_next = 0;
  int n_follow_if = 0;
  for (uint64_t i = 0; i < 20000; ++i) {
    Dice dice(3, i);
    const Sample sample = composer.draw(dice);
    ASSERT_EQ(testing::what_is_wrong(sample), "") << sample.text;
    const auto& clauses = sample.clauses;
    const auto is_condition = [](const SampleClause& c) { return c.labels.role == ClauseRole::condition; };
    const bool conditional = std::ranges::any_of(clauses, is_condition);
    n_conditions += conditional;
    n_conditions_last += is_condition(clauses.back());
    if (!conditional) ++n_clauses[clauses.size()];
    for (size_t c = 0; c < clauses.size(); ++c) {
      const size_t end = c + 1 < clauses.size() ? clauses[c + 1].begin : sample.text.size();
      const std::string text = sample.text.substr(clauses[c].begin, end - clauses[c].begin);
      if (clauses.size() > 1) {
        EXPECT_EQ(text.find("sing"), std::string::npos);
      }
      if (conditional) {
        EXPECT_EQ(text.find("is it on"), std::string::npos) << sample.text;
      }
      if (clauses[c].labels.role == ClauseRole::alternative) {
        ++n_alternatives;
        EXPECT_TRUE(conditional && c == 2);
        EXPECT_TRUE(text.starts_with("or else turn") || text.starts_with("otherwise")) << sample.text;
      }
      if (c == 0) continue;
      EXPECT_THAT(text,
                  ::testing::MatchesRegex("(and|then|but only|or else)? ?(turn|this|is|if|otherwise).*"));
      if (conditional) {
        n_follow_if += clauses[c].labels.intent == Intent::turn_on;
        continue;
      }
      ++n_next;
      n_follow_next += clauses[c].labels.intent == Intent::turn_on;
    }
  }
  EXPECT_NEAR(n_clauses[1], 14000, 300);
  EXPECT_NEAR(n_clauses[2], 4000, 250);
  EXPECT_NEAR(n_clauses[3], 600, 120);
  EXPECT_NEAR(n_conditions, 1400, 150);
  EXPECT_GT(n_conditions_last, 200);
  EXPECT_GT(n_alternatives, 50);
  EXPECT_GT(n_follow_if, 100);
  EXPECT_NEAR(static_cast<double>(n_follow_next) / n_next, 0.3, 0.05);
}

TEST(Compose, JoinedForms_StandBeforeOtherClauses) {
  const Grammar grammar = read(
      "<join> = | 그리고\n<off> = 꺼줘 // 끄고\n"
      ":: HassTurnOff\n불 <off>\n"
      ":: HassGetState question=value\n몇 도야\n"
      ":: HassGetState @condition\n비가 <rain>\n<rain> = 와 // 오고 // 오면\n");
  const Composer composer(grammar);
  std::set<std::string> seen;
  for (uint64_t i = 0; i < 5000; ++i) {
    Dice dice(4, i);
    const Sample sample = composer.draw(dice);
    if (sample.clauses.size() == 2) seen.insert(sample.text);
  }
  EXPECT_TRUE(seen.contains("불 끄고 몇 도야"));
  EXPECT_TRUE(seen.contains("불 끄고 그리고 불 꺼줘"));
  EXPECT_TRUE(seen.contains("불 꺼줘 불 꺼줘"));
  EXPECT_TRUE(seen.contains("비가 오면 불 꺼줘"));
  EXPECT_FALSE(seen.contains("비가 와 불 꺼줘"));
  EXPECT_FALSE(seen.contains("불 꺼줘 비가 오면"));
}

TEST(Compose, Reasons_BelongToTheClauseBesideThem) {
  const Grammar grammar = read(
      "<join> = 그리고\n<off> = 꺼줘 // 끄고\n<reason_before> = 추워\n<reason_after> = 나 잔다\n"
      ":: HassTurnOff\n{kind:불} <off>\n");
  const Composer composer(grammar);
  std::map<std::string, int> seen;
  for (uint64_t i = 0; i < 20000; ++i) {
    Dice dice(6, i);
    const Sample sample = composer.draw(dice);
    ASSERT_EQ(testing::what_is_wrong(sample), "") << sample.text;
    ASSERT_EQ(sample.text.find("끄고 나 잔다"), std::string::npos) << sample.text;
    if (sample.clauses.size() == 1) ++seen[sample.text];
  }
  EXPECT_GT(seen["추워 불 꺼줘"], 500);
  EXPECT_GT(seen["불 꺼줘 나 잔다"], 800);
  EXPECT_GT(seen["불 꺼줘"], 8000);
}

TEST(Compose, GrammarsOfOneKindOnly_StillGiveSomething) {
  for (const char* flag : {"", "@alone", "@follow", "@condition", "@alternative"}) {
    const Grammar grammar = read(std::string(":: HassTurnOff ") + flag + "\nx");
    const Composer composer(grammar);
    for (uint64_t i = 0; i < 200; ++i) {
      Dice dice(5, i);
      EXPECT_EQ(testing::what_is_wrong(composer.draw(dice)), "") << flag;
    }
  }
}

}  // namespace
}  // namespace ondol::home
