#include "home/frame_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "home/labels.h"

namespace ondol::home {
namespace {

using ::testing::HasSubstr;

const Whereabouts kNowhereAtAll = [](const std::string&) { return std::string("f.json:1"); };

std::string error_of(const char* text) {
  const auto json = parse_json(text, "f.json");
  EXPECT_TRUE(json.ok());
  const auto frames = read_frames(Field(*json, kNowhereAtAll));
  EXPECT_FALSE(frames.ok());
  return frames.ok() ? "" : frames.error().message;
}

TEST(FrameJson, EveryLabel_IsReadBack) {
  const auto round_trip = [](const Frame& frame) {
    const Json json = frame_json(frame);
    const auto back = read_frame(Field(json, kNowhereAtAll));
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(*back, frame);
  };
  Frame frame;
  for (size_t i = 0; i < labels<Intent>().size(); ++i) round_trip({.intent = static_cast<Intent>(i)});
  for (size_t i = 0; i < labels<Kind>().size(); ++i) round_trip({.kind = static_cast<Kind>(i)});
  for (size_t i = 0; i < labels<Asked>().size(); ++i) round_trip({.asked = static_cast<Asked>(i)});
  for (size_t i = 0; i < labels<Attribute>().size(); ++i)
    round_trip({.attribute = static_cast<Attribute>(i)});
  for (size_t i = 0; i < labels<SpanRole>().size(); ++i)
    round_trip({.spans = {{static_cast<SpanRole>(i), "거실 \"불\""}}});
  round_trip({.intent = Intent::light_set,
              .role = ClauseRole::alternative,
              .kind = Kind::lamp,
              .quantity = Quantity::both,
              .place = Place::whole_house,
              .reference = Reference::them,
              .attribute = Attribute::brightness,
              .operation = Operation::raise,
              .question = Question::which,
              .asked = Asked::locked,
              .comparison = Comparison::at_least,
              .spans = {{SpanRole::area, "kitchen"}, {SpanRole::area, "hall"}}});
}

TEST(FrameJson, Labels_AreUnique) {
  const auto unique = [](std::span<const std::string_view> all) {
    for (size_t i = 0; i < all.size(); ++i)
      for (size_t j = i + 1; j < all.size(); ++j) EXPECT_NE(all[i], all[j]);
  };
  unique(labels<Intent>());
  unique(labels<Kind>());
  unique(labels<SpanRole>());
  unique(labels<Asked>());
}

TEST(FrameJson, WrongInput_IsNamedWithASuggestion) {
  EXPECT_THAT(error_of(R"([{"intent": "HassTurnOfff"}])"),
              HasSubstr("f.json:1: [0].intent: unknown label; did you mean HassTurnOff?"));
  EXPECT_THAT(error_of(R"([{"intent": "none", "kinds": "light"}])"),
              HasSubstr("[0]: unknown key \"kinds\"; did you mean kind?"));
  EXPECT_THAT(error_of(R"([{"intent": "none", "spans": [["arae", "x"]]}])"),
              HasSubstr("[0].spans[0][0]: unknown role; did you mean area?"));
  EXPECT_THAT(error_of(R"([{"intent": "none", "spans": [["area"]]}])"), HasSubstr("expected [ROLE, TEXT]"));
  EXPECT_THAT(error_of(R"([{"intent": "none", "spans": [["area", ""]]}])"), HasSubstr("empty string"));
  EXPECT_THAT(error_of(R"([{"kind": "light"}])"), HasSubstr("expected \"intent\"; it is missing"));
  EXPECT_THAT(error_of(R"({"intent": "none"})"), HasSubstr("expected an array, got an object"));
  EXPECT_THAT(error_of(R"([3])"), HasSubstr("[0]: expected an object, got a number"));
}

TEST(CallName, OpeningAndLocking_AreHomeAssistantsTurnOn) {
  EXPECT_EQ(call_name(Intent::open), "HassTurnOn");
  EXPECT_EQ(call_name(Intent::lock), "HassTurnOn");
  EXPECT_EQ(call_name(Intent::close), "HassTurnOff");
  EXPECT_EQ(call_name(Intent::unlock), "HassTurnOff");
  EXPECT_EQ(call_name(Intent::list_add), "HassListAddItem");
}

}  // namespace
}  // namespace ondol::home
