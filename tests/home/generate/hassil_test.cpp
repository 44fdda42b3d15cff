#include "home/generate/hassil.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "home/frame_json.h"
#include "home/generate/hassil_style.h"

namespace ondol::home {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Each;
using ::testing::Eq;
using ::testing::HasSubstr;

constexpr const char* kWords = R"(# a few of each
[en area]
kitchen, den
[en floor]
upstairs
[en name light]
globe
[en stem light]
bedside
[en name cover]
big shutter
[en name lock]
cellar door
[en item]
oat milk
[en list]
chores
[en timer]
pizza
[en name person]
Emma
[en thing]
freezer
[ko area]
거실
[ko name cover]
암막 커튼
[ko noun cover]
커튼 = curtain
)";

/// The templates are YAML, which a build without libyaml does not read.
bool reads_yaml() {
  SentenceBook book;
  const auto added = add_sentence_file(book, "language: en\n", "t.yaml", "");
  return added.ok() || added.error().code != ErrorCode::unsupported;
}

class HassilSamples : public testing::Test {
 protected:
  void SetUp() override {
    if (!reads_yaml()) GTEST_SKIP() << "skipped: built without libyaml";
  }
};

std::vector<Sample> samples_of(const std::string& yaml, const std::string& language = "en", uint64_t n = 60) {
  SentenceBook book;
  const auto added = add_sentence_file(book, yaml, "t.yaml", "");
  EXPECT_TRUE(added.ok()) << added.error().message;
  const auto checked = check_sentence_book(book);
  EXPECT_TRUE(checked.ok()) << checked.error().message;
  const auto words = read_word_lists(kWords, "w.txt", language);
  EXPECT_TRUE(words.ok()) << words.error().message;
  std::vector<Sample> out;
  const auto status = sample_templates(book, *words, {.korean = language == "ko", .seed = 7, .n_samples = n},
                                       [&](const Sample& sample) -> Status {
                                         out.push_back(sample);
                                         return {};
                                       });
  EXPECT_TRUE(status.ok()) << status.error().message;
  return out;
}

/// The frames of samples, as compact JSON; all of them, without repetition.
std::set<std::string> frames(const std::vector<Sample>& samples) {
  std::set<std::string> out;
  for (const Sample& sample : samples) {
    Json all = frames_json(frames_of(sample));
    std::string text = all.dump();
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    out.insert(text);
  }
  return out;
}

std::string file(const std::string& intent, const std::string& rest, const std::string& common = "") {
  return "language: en\n" + common + "intents:\n  " + intent + ":\n    data:\n      - " + rest;
}

std::string error_of(const std::string& yaml) {
  SentenceBook book;
  auto status = add_sentence_file(book, yaml, "t.yaml", "");
  if (status.ok()) status = check_sentence_book(book);
  EXPECT_FALSE(status.ok());
  return status.ok() ? "" : status.error().message;
}

TEST(HassilTemplate, EveryBracket_GivesItsNode) {
  const auto node = parse_template("a [b|c] (d;<e>) {f:g} \\[h");
  ASSERT_TRUE(node.ok()) << node.error().message;
  ASSERT_EQ(node->parts.size(), 7u);
  EXPECT_EQ(node->parts[1].type, TemplateNode::Type::optional);
  EXPECT_EQ(node->parts[1].parts.size(), 2u);
  EXPECT_EQ(node->parts[3].type, TemplateNode::Type::permutation);
  EXPECT_EQ(node->parts[3].parts[1].parts[0].text, "e");
  EXPECT_EQ(node->parts[5].text, "f");
  EXPECT_EQ(node->parts[5].slot, "g");
  EXPECT_EQ(node->parts[6].text, " [h");
}

TEST(HassilTemplate, WhatDoesNotClose_IsRefusedWithItsByte) {
  for (const char* text :
       {"a (b", "a [b|c", "{x", "<x", "a)", "b]", "}", "(a|b;c)", "a;b", "{}", "{a:}", "x\\"}) {
    const auto node = parse_template(text);
    ASSERT_FALSE(node.ok()) << text;
    EXPECT_THAT(node.error().message, AllOf(HasSubstr("byte "), HasSubstr("expected"))) << text;
  }
  EXPECT_FALSE(parse_template(std::string(200, '(') + std::string(200, ')')).ok());
}

TEST(HassilBook, WhatIsWrong_NamesFileLineAndField) {
  if (!reads_yaml()) GTEST_SKIP() << "skipped: built without libyaml";
  EXPECT_THAT(error_of("intents:\n  HassTurnOn:\n    data:\n      - sentences:\n          - \"go (on\"\n"),
              AllOf(HasSubstr("t.yaml:5: "), HasSubstr("sentences.0"), HasSubstr("expected \")\"")));
  EXPECT_THAT(error_of("lists:\n  color:\n    range:\n      from: 9\n      to: 2\n"),
              AllOf(HasSubstr("t.yaml:"), HasSubstr("lists.color.range"), HasSubstr("from 0 to 1000")));
  EXPECT_THAT(error_of("intents: 3\n"), AllOf(HasSubstr("t.yaml:1"), HasSubstr("expected a map of intents")));
  EXPECT_THAT(error_of(file("HassTurnOn", "sentences: [\"<nothing> on\"]\n")),
              HasSubstr("expected a rule <nothing>"));
  EXPECT_THAT(
      error_of(file("HassTurnOn", "sentences: [\"<a>\"]\n", "expansion_rules: {a: \"<b>\", b: \"x <a>\"}\n")),
      HasSubstr("<a> holds itself"));
}

TEST(HassilBook, AFolderWithoutTheLanguage_IsNotFound) {
  const auto book = load_sentence_book("/tmp", "xx");
  ASSERT_FALSE(book.ok());
  EXPECT_THAT(book.error().message, HasSubstr("/tmp/sentences/xx: no such folder"));
}

TEST(HassilWords, WhatIsWrong_NamesFileAndLine) {
  EXPECT_THAT(read_word_lists("a, b\n", "w.txt", "en").error().message,
              HasSubstr("w.txt:1: expected [LANGUAGE ROLE]"));
  EXPECT_THAT(read_word_lists("[en noun fan]\nfan = fann\n", "w.txt", "en").error().message,
              AllOf(HasSubstr("w.txt:2: unknown kind \"fann\""), HasSubstr("did you mean fan?")));
  EXPECT_THAT(read_word_lists("[en]\n", "w.txt", "en").error().message,
              HasSubstr("expected [LANGUAGE ROLE]"));
}

TEST_F(HassilSamples, ARoomAndAGenericNoun_AreAreaAndKind) {
  const auto samples = samples_of(
      file("HassTurnOff", "sentences: [\"turn off [the] {area} <light>\"]\n        slots: {domain: light}\n",
           "expansion_rules: {light: (lights|lamp)}\n"));
  EXPECT_THAT(
      frames(samples),
      Each(AnyOf(
          Eq(R"([{"intent":"hassturnoff","kind":"light","spans":[["area","kitchen"],["kind","lights"]]}])"),
          Eq(R"([{"intent":"hassturnoff","kind":"light","spans":[["area","den"],["kind","lights"]]}])"),
          Eq(R"([{"intent":"hassturnoff","kind":"lamp","spans":[["area","kitchen"],["kind","lamp"]]}])"),
          Eq(R"([{"intent":"hassturnoff","kind":"lamp","spans":[["area","den"],["kind","lamp"]]}])"))));
}

TEST_F(HassilSamples, AWordThatTellsTheLampApart_MakesANameOfIt) {
  const auto samples = samples_of(file(
      "HassTurnOn", "sentences: [\"turn on my {name} <light>\"]\n        requires_context: {domain: light}\n",
      "expansion_rules: {light: lamp}\n"));
  EXPECT_THAT(frames(samples), Each(Eq(R"([{"intent":"hassturnon","spans":[["name","bedside lamp"]]}])")));
}

TEST_F(HassilSamples, OpeningAndUnlocking_AreNeverOnOrOff) {
  EXPECT_THAT(
      frames(samples_of(file(
          "HassTurnOn", "sentences: [\"open the {name}\"]\n        requires_context: {domain: cover}\n"))),
      Each(Eq(R"([{"intent":"hassopencover","spans":[["name","big shutter"]]}])")));
  EXPECT_THAT(
      frames(samples_of(file(
          "HassTurnOff", "sentences: [\"unlock the {name}\"]\n        requires_context: {domain: lock}\n"))),
      Each(Eq(R"([{"intent":"unlock","spans":[["name","cellar door"]]}])")));
}

TEST_F(HassilSamples, ANumber_IsAValueWithItsUnit) {
  const auto samples =
      samples_of(file("HassLightSet", "sentences: [\"set {name} to {brightness}[ ]%\"]\n",
                      "lists: {brightness: {range: {type: percentage, from: 50, to: 50}}}\n"));
  for (const Sample& sample : samples) {
    const Frame frame = frames_of(sample)[0];
    EXPECT_THAT(std::string(frame.text(SpanRole::value)), AnyOf(Eq("50%"), Eq("50 %"))) << sample.text;
    EXPECT_EQ(frame.attribute, Attribute::brightness);
  }
}

TEST_F(HassilSamples, ByHowMuch_IsNotToHowMuch) {
  const std::string common =
      "lists: {brightness: {range: {type: percentage, from: 50, to: 50}}}\n"
      "expansion_rules: {numeric_value_set: (set|increase)}\n";
  for (const Sample& sample : samples_of(
           file("HassLightSet", "sentences: [\"<numeric_value_set> {name} [to] {brightness}\"]\n", common)))
    EXPECT_TRUE(sample.text.find("crease") == std::string::npos ||
                sample.text.find(" to ") != std::string::npos)
        << sample.text;
}

TEST_F(HassilSamples, TheFormOfAQuestion_ComesFromItsResponse) {
  const auto samples = samples_of(file("HassGetState",
                                       "sentences: [\"how many windows are {bs_window_states:state} in [the] "
                                       "{area}\"]\n        response: how_many\n"
                                       "        slots: {domain: binary_sensor, device_class: opening}\n",
                                       "lists: {bs_window_states: {values: [{in: open, out: \"on\"}]}}\n"));
  for (const Sample& sample : samples) {
    const Frame frame = frames_of(sample)[0];
    EXPECT_EQ(frame.question, Question::count);
    EXPECT_EQ(frame.asked, Asked::open);
  }
}

TEST_F(HassilSamples, ACommandForLater_KeepsItsFrameAndGetsADelay) {
  const auto samples = samples_of(
      "language: en\nlists: {minutes: {range: {from: 5, to: 5}}}\nexpansion_rules: {timer_duration: "
      "\"{minutes} minutes\"}\nintents:\n"
      "  HassTurnOff:\n    data:\n      - sentences: [\"turn off {name}\"]\n"
      "  HassStartTimer:\n    data:\n      - sentences: [\"in <timer_duration> "
      "{timer_command:conversation_command}\"]\n",
      "en", 200);
  size_t n_later = 0;
  for (const Sample& sample : samples) {
    const Frame frame = frames_of(sample)[0];
    if (!frame.has(SpanRole::delay)) continue;
    ++n_later;
    EXPECT_EQ(frame.intent, Intent::turn_off);
    EXPECT_THAT(std::string(frame.text(SpanRole::delay)), AnyOf(Eq("5 minutes"), Eq("five minutes")));
    EXPECT_EQ(frame.text(SpanRole::name), "globe");
  }
  EXPECT_GT(n_later, 0u);
}

TEST_F(HassilSamples, TheSameSeed_GivesTheSameSamples) {
  const std::string yaml =
      file("HassTurnOff",
           "sentences: [\"turn off [all|the] lights in {area}\"]\n        slots: {domain: light}\n");
  const auto first = samples_of(yaml), second = samples_of(yaml);
  ASSERT_EQ(first.size(), second.size());
  for (size_t i = 0; i < first.size(); ++i) EXPECT_EQ(sample_line(first[i]), sample_line(second[i]));
}

TEST_F(HassilSamples, AKoreanParticle_IsOutsideOfTheSpanAndFits) {
  const auto samples = samples_of(
      file("HassTurnOn",
           "sentences: [\"{area}에 {name}를 열어줘\"]\n        requires_context: {domain: cover}\n"),
      "ko");
  for (const Sample& sample : samples) {
    const Frame frame = frames_of(sample)[0];
    EXPECT_EQ(frame.intent, Intent::open);
    EXPECT_EQ(frame.text(SpanRole::area), "거실");
    EXPECT_THAT(sample.text, HasSubstr("커튼을"));
    if (frame.kind == Kind::curtain)
      EXPECT_EQ(frame.text(SpanRole::kind), "커튼");
    else
      EXPECT_EQ(frame.text(SpanRole::name), "암막 커튼");
  }
}

TEST(HassilStyle, AReplacement_MovesWhatLiesBehind) {
  Sample sample{
      .text = "ab cd ef",
      .clauses = {{.begin = 0, .labels = {}, .spans = {{SpanRole::area, 0, 2}, {SpanRole::name, 3, 5}}},
                  {.begin = 6, .labels = {}, .spans = {{SpanRole::item, 6, 8}}}}};
  replace_in_sample(sample, 0, 0, "please ");
  EXPECT_EQ(sample.text, "please ab cd ef");
  EXPECT_EQ(sample.clauses[0].begin, 0u);
  EXPECT_EQ(sample.clauses[0].spans[0], (SampleSpan{SpanRole::area, 7, 9}));
  EXPECT_EQ(sample.clauses[1].begin, 13u);
  replace_in_sample(sample, 9, 10, "");
  EXPECT_EQ(sample.text, "please abcd ef");
  EXPECT_EQ(sample.clauses[0].spans[0], (SampleSpan{SpanRole::area, 7, 9}));
  EXPECT_EQ(sample.clauses[0].spans[1], (SampleSpan{SpanRole::name, 9, 11}));
  EXPECT_EQ(sample.clauses[1].spans[0], (SampleSpan{SpanRole::item, 12, 14}));
}

TEST_F(HassilSamples, TheRealTemplates_GiveSpansOnWholeWords) {
  const std::string folder = std::string(ONDOL_SOURCE_DIR) + "/../shared/data/ha_intents";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "skipped: " << folder << " is not there";
  for (const std::string language : {"en", "ko"}) {
    const auto book = load_sentence_book(folder, language);
    ASSERT_TRUE(book.ok()) << book.error().message;
    std::ifstream in(std::string(ONDOL_SOURCE_DIR) + "/models/home/words-hassil.txt");
    std::stringstream content;
    content << in.rdbuf();
    const auto words = read_word_lists(content.str(), "words-hassil.txt", language);
    ASSERT_TRUE(words.ok()) << words.error().message;
    std::set<Intent> intents;
    const auto status =
        sample_templates(*book, *words, {.korean = language == "ko", .seed = 3, .n_samples = 3000},
                         [&](const Sample& sample) -> Status {
                           EXPECT_EQ(sample.clauses.size(), 1u);
                           size_t end = 0;
                           for (const SampleSpan& span : sample.clauses[0].spans) {
                             EXPECT_GE(span.begin, end) << sample.text;
                             EXPECT_LT(span.begin, span.end) << sample.text;
                             EXPECT_LE(span.end, sample.text.size()) << sample.text;
                             EXPECT_NE(sample.text[span.begin], ' ') << sample.text;
                             EXPECT_NE(sample.text[span.end - 1], ' ') << sample.text;
                             end = span.end;
                           }
                           intents.insert(sample.clauses[0].labels.intent);
                           return {};
                         });
    EXPECT_TRUE(status.ok()) << status.error().message;
    EXPECT_GE(intents.size(), language == "en" ? 25u : 9u);
  }
}

}  // namespace
}  // namespace ondol::home
