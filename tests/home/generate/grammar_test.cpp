// Reading grammars: what is written, and every complaint.
#include "home/generate/grammar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace ondol::home {
namespace {

Result<Grammar> read(const std::string& text) {
  const GrammarText file{"f.grammar", text};
  return Grammar::parse(std::span(&file, 1));
}

TEST(Grammar, WhatIsWrong_IsSaidWithFileAndLine) {
  const std::string header = ":: HassTurnOff\n";
  const struct {
    std::string text, expected;
  } cases[] = {
      {"off", "f.grammar:1: expected a header (:: INTENT …) before the first template, at \"off\""},
      {"  off", "f.grammar:1: expected a rule, a header or a template; a line that begins with white space"},
      {"# c\n\xff", "f.grammar:2: expected UTF-8"},
      {"a\x01", "f.grammar:1: expected text without control characters"},
      {"::", "f.grammar:1: expected an intent after ::, at the end of the line"},
      {":: HasTurnOff", "f.grammar:1: unknown intent \"HasTurnOff\"; did you mean HassTurnOff?"},
      {":: HassTurnOff kind", "expected HEAD=LABEL, as kind=light"},
      {":: HassTurnOff knd=light", "unknown head \"knd\"; did you mean kind?"},
      {":: HassTurnOff kind=ligt", "unknown kind \"ligt\"; did you mean light?"},
      {":: HassTurnOff role=condition", "role: expected the flag @condition or @alternative"},
      {":: HassTurnOff @folow", "unknown flag \"@folow\"; did you mean @follow?"},
      {":: HassTurnOff @follow @alone", "expected one of @alone, @follow, @condition, @alternative"},
      {":: HassTurnOff @weight=0", "@weight: expected a number above 0"},
      {":: HassTurnOff @weight=x", "@weight: expected a number above 0"},
      {"<a> = x\n<b> = y\n<a> = z", "f.grammar:3: <a> is defined already, in f.grammar:1"},
      {"<a> = x // y // z // w", "expected at most three forms"},
      {header + "x\n  <of>\n<off> = y", "f.grammar:3: <of> is not defined; did you mean <off>?"},
      {header + "<somewhere>", "<somewhere> is not defined, expected <somewhere> = … in one of the files"},
      {"<a> = x <b>\n<b> = <c>\n<c> = <a>", "f.grammar:1: <a> contains itself: <a> → <b> → <c> → <a>"},
      {header + "x // y", "expected forms (//) in rules only"},
      {"<a> = (x // y)", "expected // outside of brackets only"},
      {"<a> = (x", "expected ')' for this bracket"},
      {"<a> = [x", "expected ']' for this bracket"},
      {"<a> = {area:x", "expected '}' for this brace"},
      {"<a> = x)", "')' closes nothing that is open here"},
      {"<a> = (x]", "']' closes nothing that is open here"},
      {"<a> = x}", "'}' closes nothing that is open here"},
      {"<a> = {x}", "expected {ROLE:…}"},
      {"<a> = {aera:x}", "unknown role \"aera\"; did you mean area?"},
      {"<a> = {area:x+을}", "expected the particle (+) behind the closing brace"},
      {"<a> = {area:x {kind:y}}", "f.grammar:1: {area:…}: expected no span in a span, nor in its rules"},
      {"<a> = {kind:y}\n\n<b> = {area:<a>}", "f.grammar:3: {area:…}: expected no span in a span"},
      {"<a> = {area:[x]}", "{area:…}: expected something that always has text"},
      {"<a> = x |\n<b> = {area:<a>}", "f.grammar:2: {area:…}: expected something that always has text"},
      {"<a> = {area:?}", "{area:…}: expected something that always has text"},
      {header + "[x]", "f.grammar:2: expected a template that always has text"},
      {"<a> = x +에서", "expected one of the particles 을 "},
      {"<a> = 0* x", "expected a weight above 0 before *"},
      {"<a> = 1.2.3* x", "expected a weight above 0 before *"},
      {"<a> = $knd=light", "unknown head \"knd\"; did you mean kind?"},
      {"<a> = costs $5", "expected HEAD=LABEL"},
      {"<a> = x <", "expected <RULE>, its name of letters"},
      {"<a> = <b c>", "expected <RULE>, its name of letters"},
      {"<join> = and {kind:light}", "<join>: expected text only, without spans and labels"},
      {"<before> = please $place=here", "<before>: expected text only"},
      {"<a> = " + std::string(40, '(') + "x" + std::string(40, ')'), "expected brackets at most 32 deep"},
  };
  for (const auto& c : cases) {
    const auto grammar = read(c.text);
    ASSERT_FALSE(grammar.ok()) << c.text;
    EXPECT_THAT(grammar.error().message, ::testing::HasSubstr(c.expected));
    EXPECT_EQ(grammar.error().message.find("f.grammar:"), 0U) << grammar.error().message;
    EXPECT_EQ(grammar.error().message.find('\n'), std::string::npos);
  }
}

TEST(Grammar, RulesThatGrowWithoutMeasure_AreRefused) {
  std::string doubling = ":: HassTurnOff\n<r40>\n<r0> = x\n", chain = "<r0> = x\n";
  for (int i = 1; i <= 100; ++i) {
    const std::string before = "<r" + std::to_string(i - 1) + ">", name = "<r" + std::to_string(i) + "> = ";
    if (i <= 40) doubling += name + before + before + "\n";
    chain += name + before + "\n";
  }
  EXPECT_THAT(read(doubling).error().message,
              ::testing::HasSubstr("f.grammar:2: the template may grow beyond 4000 bytes"));
  // Innermost last, or each rule would be known before the next one is looked at.
  std::string reversed;
  for (int i = 100; i > 0; --i)
    reversed += "<r" + std::to_string(i) + "> = <r" + std::to_string(i - 1) + ">\n";
  EXPECT_THAT(read(reversed + "<r0> = x").error().message,
              ::testing::HasSubstr("rules in rules at most 64 deep"));
}

TEST(Grammar, Templates_KnowTheirHeaderFormsAndLines) {
  const auto grammar = read(
      "\xEF\xBB\xBF# comment\r\n"
      ":: HassTurnOff kind=light @weight=2 # all of these\r\n"
      "3* turn   off \\# 1 | kill\n"
      "  it\n"
      ":: HassTurnOn @condition\n"
      "<v> there\n"
      "<v> = a // b // (c | d)\n");
  ASSERT_TRUE(grammar.ok()) << grammar.error().message;
  const auto templates = grammar->templates();
  ASSERT_EQ(templates.size(), 3U);
  EXPECT_EQ(templates[0].source, "turn off \\# 1");
  EXPECT_EQ(templates[0].weight, 6);
  EXPECT_EQ(templates[0].labels.kind, Kind::light);
  EXPECT_EQ(templates[1].source, "kill it");
  EXPECT_EQ(templates[1].weight, 2);
  EXPECT_EQ(templates[1].place.line, 3U);
  EXPECT_EQ(templates[1].n_forms, 1);
  EXPECT_EQ(templates[2].labels.role, ClauseRole::condition);
  EXPECT_EQ(templates[2].use, Use::condition);
  EXPECT_EQ(templates[2].n_forms, 3);
  EXPECT_EQ(templates[2].place.line, 6U);
  EXPECT_TRUE(grammar->has_forms());
}

TEST(Grammar, SeveralFiles_AreOne) {
  const GrammarText files[] = {{"a", ":: HassTurnOff\n<off>"}, {"b", "<off> = off"}};
  EXPECT_TRUE(Grammar::parse(files).ok());
  // A header does not reach into the next file.
  const GrammarText apart[] = {{"a", ":: HassTurnOff\nx"}, {"b", "y"}};
  EXPECT_THAT(Grammar::parse(apart).error().message, ::testing::StartsWith("b:1: expected a header"));
}

TEST(Grammar, Load_NamesTheFolder) {
  EXPECT_THAT(Grammar::load("/nowhere").error().message,
              ::testing::StartsWith("/nowhere: expected a folder with .grammar files"));
}

std::string many_templates() {
  std::string text = ":: HassTurnOff\n";
  for (int i = 0; i < 300; ++i) text += "turn off <w.things> " + std::to_string(i) + "\n";
  text += ":: HassTurnOn\nonly this one\n<w.few> = a | b | c\n<w.things> = <w.few>";
  for (int i = 0; i < 300; ++i) text += " | thing" + std::to_string(i);
  return text;
}

std::set<std::string> sources(const Grammar& grammar) {
  std::set<std::string> out;
  for (const Template& each : grammar.templates()) out.insert(each.source);
  return out;
}

TEST(Grammar, Parts_ShareNoTemplateAndNoWord) {
  const auto all = read(many_templates());
  ASSERT_TRUE(all.ok()) << all.error().message;
  const auto train = all->for_part(Part::train), dev = all->for_part(Part::dev);
  const auto train_sources = sources(*train), dev_sources = sources(*dev);
  EXPECT_EQ(train_sources.size() + dev_sources.size(), 301U);
  EXPECT_NEAR(static_cast<double>(dev_sources.size()), 25, 15);
  for (const std::string& each : dev_sources) EXPECT_FALSE(train_sources.contains(each));
  EXPECT_TRUE(train_sources.contains("only this one"));
  const auto words = [](const Grammar& grammar, const char* rule) {
    std::set<std::string> out;
    for (const Alternative& each : grammar.alternatives(grammar.choice(grammar.find_rule(rule)->forms[0])))
      for (const Item& item : grammar.items(each.begin, each.end))
        out.insert(item.kind == ItemKind::rule ? "<few>" : std::string(grammar.text(item)));
    return out;
  };
  const auto train_words = words(*train, "w.things"), dev_words = words(*dev, "w.things");
  EXPECT_EQ(train_words.size() + dev_words.size(), 302U);
  EXPECT_TRUE(train_words.contains("<few>") && dev_words.contains("<few>"));
  for (const std::string& each : dev_words)
    EXPECT_TRUE(each == "<few>" || !train_words.contains(each)) << each;
  EXPECT_EQ(words(*dev, "w.few").size(), 3U);
  EXPECT_EQ(words(*train, "w.few").size(), 3U);
}

TEST(Grammar, Parts_OfOneTemplate_AreRefused) {
  const auto all = read(":: HassTurnOff\nx");
  EXPECT_TRUE(all->for_part(Part::train).ok());
  EXPECT_THAT(all->for_part(Part::dev).error().message,
              ::testing::HasSubstr("dev part: the grammar is too small"));
}

}  // namespace
}  // namespace ondol::home
