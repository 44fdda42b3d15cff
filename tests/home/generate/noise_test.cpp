// Edits and noise: what moves, and what must not.
#include "home/generate/noise.h"

#include <gtest/gtest.h>

#include <set>

#include "home/generate/edit.h"
#include "home/generate/sample_check.h"

namespace ondol::home {
namespace {

/// "{…}" are spans of role kind, "‖" begins a clause.
Sample marked(std::string_view text) {
  Sample out;
  out.clauses.push_back({});
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      out.clauses.back().spans.push_back({SpanRole::kind, out.text.size(), 0});
    } else if (text[i] == '}') {
      out.clauses.back().spans.back().end = out.text.size();
    } else if (text.substr(i).starts_with("‖")) {
      out.clauses.push_back({.begin = out.text.size(), .labels = {}, .spans = {}});
      i += std::string_view("‖").size() - 1;
    } else {
      out.text += text[i];
    }
  }
  return out;
}

std::string shown(const Sample& sample) {
  std::string out = sample.text;
  for (size_t c = sample.clauses.size(); c-- > 0;) {
    const SampleClause& clause = sample.clauses[c];
    for (size_t s = clause.spans.size(); s-- > 0;) {
      out.insert(clause.spans[s].end, "}");
      out.insert(clause.spans[s].begin, "{");
    }
    if (c > 0) out.insert(clause.begin, "‖");
  }
  return out;
}

TEST(ReplaceText, Offsets_StayRight) {
  const struct {
    const char* text;
    size_t at, n;
    const char *with, *expected;
  } cases[] = {
      {"a {b} c", 0, 1, "xyz", "xyz {b} c"},    {"a {b} c", 2, 1, "xyz", "a {xyz} c"},
      {"a {b} c", 2, 0, "xyz ", "a xyz {b} c"}, {"a {b} c", 3, 0, " xyz", "a {b} xyz c"},
      {"a {b} c", 1, 1, "", "a{b} c"},          {"a {b} c", 3, 1, "", "a {b}c"},
      {"a {b} c", 4, 1, "", "a {b} "},          {"a {b} c", 2, 1, "", "a {b} c"},  // a span would be empty
      {"a {bcd} c", 1, 2, "x", "a {bcd} c"},                                       // a span begins inside
      {"a {bcd} c", 4, 2, "x", "a {bcd} c"},                                       // or ends
      {"a {bcd} c", 1, 5, "x", "a {bcd} c"},    {"a {bcd} c", 3, 1, "", "a {bd} c"},
      {"a ‖{b} c", 1, 1, "", "a‖{b} c"},        {"a ‖b c", 2, 0, "x ", "a ‖x b c"},
      {"a ‖{b} c", 2, 0, "x ", "a ‖x {b} c"},   {"a ‖b c", 1, 2, "", "a ‖b c"},
      {"{a}‖{b}", 0, 1, "xx", "{xx}‖{b}"},      {"{a}‖{b}", 1, 1, "xx", "{a}‖{xx}"},
  };
  for (const auto& c : cases) {
    Sample sample = marked(c.text);
    const bool done = replace_text(sample, c.at, c.n, c.with);
    EXPECT_EQ(shown(sample), c.expected) << c.text << " at " << c.at;
    EXPECT_EQ(done, shown(sample) != c.text);
  }
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::string digits(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

struct Seen {
  std::set<std::string> texts;
  int n_unchanged = 0, n_spaces_lost = 0, n_capital = 0, n_marks = 0;
};

Seen add_noise_often(const char* text, Language language, int n) {
  Seen out;
  const Sample clean = marked(text);
  for (int i = 0; i < n; ++i) {
    Sample sample = clean;
    Dice dice(6, static_cast<uint64_t>(i));
    add_noise(sample, language, dice);
    EXPECT_EQ(testing::what_is_wrong(sample), "") << shown(sample);
    EXPECT_EQ(sample.clauses.size(), clean.clauses.size());
    for (size_t c = 0; c < clean.clauses.size(); ++c)
      EXPECT_EQ(sample.clauses[c].spans.size(), clean.clauses[c].spans.size()) << shown(sample);
    EXPECT_EQ(digits(sample.text), digits(clean.text));
    out.texts.insert(shown(sample));
    out.n_unchanged += sample.text == clean.text;
    out.n_capital += sample.text[0] >= 'A' && sample.text[0] <= 'Z';
    out.n_marks += sample.text.back() == '.' || sample.text.back() == '?';
    out.n_spaces_lost +=
        without_spaces(sample.text) == without_spaces(clean.text) && sample.text.size() < clean.text.size();
  }
  return out;
}

TEST(Noise, English_StaysReadable) {
  const Seen seen = add_noise_often(
      "turn off the {lights} in the {living room} ‖and set the {fan} to 21.5 now", Language::english, 20000);
  EXPECT_GT(seen.texts.size(), 300U);
  EXPECT_GT(seen.n_unchanged, 12000);
  EXPECT_LT(seen.n_unchanged, 17000);
  EXPECT_NEAR(seen.n_capital, 0.15 * 0.85 * 20000, 300);
  EXPECT_NEAR(seen.n_marks, 0.15 * 0.6 * 20000, 300);
  EXPECT_TRUE(
      seen.texts.contains("um turn off the {lights} in the {living room} ‖and set the {fan} to 21.5 now"));
  EXPECT_TRUE(
      seen.texts.contains("turn of the {lights} in the {living room} ‖and set the {fan} to 21.5 now"));
}

TEST(Noise, EnglishPunctuation_IsMostlyLost) {
  const Seen seen =
      add_noise_often("Please, turn on the {TV}, ‖then is it 21.5, or 7:30?", Language::english, 2000);
  EXPECT_TRUE(seen.texts.contains("please turn on the {tv} ‖then is it 21.5 or 7:30"));
  EXPECT_TRUE(seen.texts.contains("Please, turn on the {TV}, ‖then is it 21.5, or 7:30?"));
}

TEST(Noise, Korean_LosesSpacesInAThird) {
  const Seen seen =
      add_noise_often("{거실} {불} 끄고 ‖{안방} {에어컨} 26 도로 맞춰줘", Language::korean, 20000);
  EXPECT_GT(seen.texts.size(), 500U);
  EXPECT_NEAR(seen.n_spaces_lost, 0.31 * 20000, 1200);
  EXPECT_TRUE(seen.texts.contains("{거실}{불}끄고‖{안방}{에어컨}26도로맞춰줘"));
  EXPECT_TRUE(seen.texts.contains("음 {거실} {불} 끄고 ‖{안방} {에어컨} 26 도로 맞춰줘"));
}

TEST(Noise, KoreanNumbersAndLatinWords_KeepTheirSpaces) {
  const Seen seen = add_noise_often("living room 30 20 {불}", Language::korean, 5000);
  for (const std::string& text : seen.texts) {
    EXPECT_EQ(text.find("3020"), std::string::npos) << text;
    EXPECT_EQ(text.find("livingroom"), std::string::npos) << text;
  }
}

TEST(Noise, NumbersAsWords_StayAsTheyAre) {
  Sample clean = marked("스물두도 {오십퍼센트}");
  clean.clauses[0].spans[0].role = SpanRole::value;
  for (uint64_t i = 0; i < 20000; ++i) {
    Sample sample = clean;
    Dice dice(8, i);
    add_noise(sample, Language::korean, dice);
    const SampleSpan& span = sample.clauses[0].spans[0];
    EXPECT_EQ(without_spaces(sample.text.substr(span.begin, span.end - span.begin)), "오십퍼센트");
  }
}

TEST(Noise, StrangeTexts_AreHarmless) {
  for (const char* text :
       {"{a}", "{a} {b} {c}", "{불}‖{켜}‖{꺼}", "a, b, ‖c?", "it's {mom's}‖ok", "😀 {😀} 😀", "i"})
    for (const Language language : {Language::english, Language::korean})
      add_noise_often(text, language, 3000);
}

}  // namespace
}  // namespace ondol::home
