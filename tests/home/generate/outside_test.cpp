#include "home/generate/outside.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "home/frame_json.h"

namespace ondol::home {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// The frame of one utterance, or "left out".
std::string massive(const std::string& intent, const std::string& annotated) {
  const Json line = {{"intent", intent}, {"annot_utt", annotated}};
  const auto samples = read_massive(line.dump(), "m.jsonl");
  EXPECT_TRUE(samples.ok()) << samples.error().message;
  if (samples->empty()) return "left out";
  return frame_json(frames_of(samples->front())[0]).dump();
}

TEST(Massive, WhatIsOutsideOfAHome_IsNone) {
  EXPECT_EQ(massive("qa_factoid", "who built [place_name : the tower]"), R"({"intent":"none"})");
  EXPECT_EQ(massive("alarm_set", "wake me at [time : nine am]"), R"({"intent":"none"})");
}

TEST(Massive, ALightInARoom_IsKindAndArea) {
  EXPECT_EQ(massive("iot_hue_lightoff", "switch the lights off in my [house_place : study]"),
            R"({"intent":"HassTurnOff","kind":"light","spans":[["kind","lights"],["area","study"]]})");
  EXPECT_EQ(
      massive("iot_hue_lightchange", "make the [house_place : hall] light [color_type : blue]"),
      R"({"intent":"HassLightSet","kind":"light","attribute":"color","operation":"set","spans":[["area","hall"],["kind","light"],["value","blue"]]})");
}

TEST(Massive, WhatTheLabelsDoNotSettle_IsLeftOut) {
  EXPECT_EQ(massive("iot_hue_lightoff", "it is bright enough now"), "left out");
  EXPECT_EQ(massive("iot_hue_lightoff", "turn the lights on"), "left out");
  EXPECT_EQ(massive("iot_wemo_on", "if i come home turn on the [device_type : heater]"), "left out");
  EXPECT_EQ(massive("alarm_set", "set an alarm in [time : ten minutes]"), "left out");
  EXPECT_EQ(massive("lists_createoradd", "add this to my [list_name : shopping] list"), "left out");
}

TEST(Massive, TwoItems_AreTwoSpans) {
  EXPECT_EQ(
      massive("lists_createoradd", "add salt and rice to my [list_name : shopping] list"),
      R"({"intent":"HassListAddItem","kind":"shopping_list","spans":[["item","salt"],["item","rice"],["list","shopping list"]]})");
}

TEST(Massive, ATitleAndItsArtist_AreOneText) {
  EXPECT_EQ(massive("play_music", "play [song_name : a tune] by [artist_name : a band] please"),
            R"({"intent":"HassMediaSearchAndPlay","spans":[["media","a tune by a band"]]})");
}

TEST(Massive, ThisWeek_IsTheWholeDate) {
  EXPECT_EQ(
      massive("weather_query", "how is the weather this [date : week] in [place_name : bergen]"),
      R"({"intent":"HassGetWeather","kind":"weather","spans":[["kind","weather"],["date","this week"],["name","bergen"]]})");
}

TEST(Massive, WhatIsWrong_NamesFileLineAndField) {
  const auto open = read_massive("{\"intent\": \"x\", \"annot_utt\": \"a [b\"}", "m.jsonl");
  ASSERT_FALSE(open.ok());
  EXPECT_THAT(open.error().message,
              AllOf(HasSubstr("m.jsonl:1: annot_utt"), HasSubstr("expected [SLOT : TEXT]")));
  const auto missing = read_massive("\n{\"intent\": \"x\"}", "m.jsonl");
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(missing.error().message, AllOf(HasSubstr("m.jsonl:2"), HasSubstr("annot_utt")));
}

TEST(Clinc, IntentsOfHomes_AreLeftOut) {
  const auto samples = read_clinc(
      R"({"train": [["dim it", "smart_home"], ["pay my bill", "pay_bill"], ["thanks", "thank_you"]], "oos_train": [["odd", "oos"], ["fix my lamp", "oos"]]})",
      "c.json");
  ASSERT_TRUE(samples.ok()) << samples.error().message;
  ASSERT_EQ(samples->size(), 3u);
  EXPECT_EQ((*samples)[0].clauses[0].labels.intent, Intent::none);
  EXPECT_EQ((*samples)[1].clauses[0].labels.intent, Intent::respond);
  EXPECT_EQ((*samples)[2].text, "odd");
  const auto wrong = read_clinc("{\"train\": [\n[\"a\", \"b\"],\n[\"a\"]]}", "c.json");
  ASSERT_FALSE(wrong.ok());
  EXPECT_THAT(wrong.error().message,
              AllOf(HasSubstr("c.json:3"), HasSubstr("train[1]: expected [TEXT, INTENT]")));
}

TEST(ChatbotKo, SmallTalkIsNone_GreetingsAreAnswered_HomesAreLeftOut) {
  const auto samples =
      read_chatbot_ko("Q,A,label\n안녕,네,0\n\"밥, 먹었어\",네,0\n거실이 너무 더워,네,0\n", "k.csv");
  ASSERT_TRUE(samples.ok()) << samples.error().message;
  ASSERT_EQ(samples->size(), 2u);
  EXPECT_EQ((*samples)[0].clauses[0].labels.intent, Intent::respond);
  EXPECT_EQ((*samples)[1].text, "밥, 먹었어");
  EXPECT_THAT(read_chatbot_ko("Q,A,label\n\"a,b,0\n", "k.csv").error().message,
              HasSubstr("k.csv:2: expected a closing quote"));
  EXPECT_THAT(read_chatbot_ko("text\n", "k.csv").error().message, HasSubstr("k.csv:1: expected the heading"));
}

}  // namespace
}  // namespace ondol::home
