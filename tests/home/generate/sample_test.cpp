// Training lines, held against a JSON library.
#include "home/generate/sample.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "home/heads.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

Sample two_clauses() {
  Sample sample{.text = "say \"hi\\\x01\" 거실 then stop", .clauses = {}};
  sample.clauses.push_back({.begin = 0, .labels = {.intent = Intent::broadcast}, .spans = {}});
  sample.clauses[0].spans = {{SpanRole::message, 5, 7}, {SpanRole::area, 11, 17}};
  sample.clauses.push_back(
      {.begin = 18, .labels = {.intent = Intent::stop, .kind = Kind::blind}, .spans = {}});
  return sample;
}

TEST(Sample, Line_IsWhatAJsonLibraryWrites) {
  const Sample sample = two_clauses();
  nlohmann::ordered_json expected = {{"text", sample.text}, {"clauses", nlohmann::ordered_json::array()}};
  for (const SampleClause& clause : sample.clauses) {
    nlohmann::ordered_json labels, spans = nlohmann::ordered_json::array();
    labels["intent"] = label(clause.labels.intent);
    labels["role"] = label(clause.labels.role);
    labels["kind"] = label(clause.labels.kind);
    labels["quantity"] = label(clause.labels.quantity);
    labels["place"] = label(clause.labels.place);
    labels["reference"] = label(clause.labels.reference);
    labels["attribute"] = label(clause.labels.attribute);
    labels["operation"] = label(clause.labels.operation);
    labels["question"] = label(clause.labels.question);
    labels["asked"] = label(clause.labels.asked);
    labels["comparison"] = label(clause.labels.comparison);
    for (const SampleSpan& span : clause.spans)
      spans.push_back(nlohmann::ordered_json::array({label(span.role), span.begin, span.end}));
    expected["clauses"].push_back({{"begin", clause.begin}, {"labels", labels}, {"spans", spans}});
  }
  EXPECT_EQ(sample_line(sample), expected.dump());
}

TEST(Sample, Marked_ShowsClausesSpansAndLabels) {
  Sample sample{.text = "turn off the lights and stop", .clauses = {}};
  sample.clauses.push_back({.begin = 0,
                            .labels = {.intent = Intent::turn_off, .kind = Kind::light},
                            .spans = {{SpanRole::kind, 13, 19}}});
  sample.clauses.push_back({.begin = 20, .labels = {.intent = Intent::stop}, .spans = {}});
  std::string text;
  append_marked_sample(sample, text);
  EXPECT_EQ(text, "turn off the {kind:lights} [HassTurnOff kind=light] ‖ and stop [HassStopMoving]");
}

TEST(Sample, Frames_HaveTheTextOfSpans) {
  const auto frames = frames_of(two_clauses());
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].text(SpanRole::message), "hi");
  EXPECT_EQ(frames[0].text(SpanRole::area), "거실");
  EXPECT_EQ(frames[1].kind, Kind::blind);
}

TEST(Heads, EachLabel_IsSetAndRead) {
  for (size_t h = 0; h < kNumHeads; ++h) {
    const Head head = static_cast<Head>(h);
    Frame frame;
    for (size_t value = 0; value < labels_of(head).size(); ++value) {
      set_label(frame, head, static_cast<uint8_t>(value));
      EXPECT_EQ(label_of(frame, head), value);
    }
    for (size_t other = 0; other < kNumHeads; ++other)
      if (other != h) {
        EXPECT_EQ(label_of(frame, static_cast<Head>(other)), 0);
      }
  }
}

}  // namespace
}  // namespace ondol::home
