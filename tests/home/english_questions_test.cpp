// What English questions ask beyond what was read of them, and what only looks like it.
#include "home/english_questions.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/frame_of.h"

namespace ondol::home {
namespace {

Frame repaired(Frame frame, const std::vector<Mention>& mentions = {}) {
  repair_english_question(mentions, frame);
  return frame;
}

void expect_left(const Frame& frame, const std::vector<Mention>& mentions = {}) {
  EXPECT_EQ(frame_json(repaired(frame, mentions)).dump(), frame_json(frame).dump()) << frame.said;
}

Frame asked(const char* said, std::vector<Span> spans, Kind kind = Kind::any,
            Question question = Question::value) {
  Frame out = frame(Intent::get_state, said, std::move(spans));
  out.kind = kind;
  out.question = question;
  return out;
}

TEST(IdiomsOfQuestions, IfOwenIsOut_IsWhereHeIs) {
  Frame condition = asked("only if owen's out ", {{kName, "owen"}}, Kind::any, Question::none);
  condition.role = ClauseRole::condition;
  condition.asked = Asked::on;
  EXPECT_EQ(repaired(condition, {{8, 14, kName, true}}).asked, Asked::away);
  condition.said = "if the lamp's out ";
  condition.spans[0].text = "lamp";
  expect_left(condition, {{7, 11, kName, true}});
}

TEST(IdiomsOfQuestions, WhatsOnTheWireless_IsWhatItPlays) {
  EXPECT_EQ(repaired(asked("what's on the wireless", {{kName, "wireless"}})).attribute, Attribute::media);
  expect_left(asked("what's on the porch", {{kName, "porch"}}));
}

TEST(IdiomsOfQuestions, LightsThatBurn_AreCounted) {
  const Frame read = repaired(frame(Intent::none, "how many lights are burning on the bank", {}),
                              {{35, 39, SpanRole::floor}});
  EXPECT_EQ(read.kind, Kind::light);
  EXPECT_EQ(read.question, Question::count);
  EXPECT_EQ(read.text(SpanRole::floor), "bank");
  expect_left(frame(Intent::none, "how many lights are there in space", {}));
}

TEST(IdiomsOfQuestions, WhoIsIn_AsksForPeople) {
  EXPECT_EQ(repaired(frame(Intent::none, "may i ask who's in at the moment", {})).kind, Kind::person);
  expect_left(frame(Intent::none, "who's in the band", {}));
  expect_left(frame(Intent::none, "who's in charge", {}));
}

TEST(IdiomsOfQuestions, HowMuchJuice_IsOfNoBattery) {
  EXPECT_EQ(repaired(asked("how much juice is the dryer pulling", {{kName, "dryer"}}, Kind::battery)).kind,
            Kind::power);
  expect_left(asked("how much juice has the remote", {{kName, "remote"}}, Kind::battery));
  expect_left(asked("how much battery is the remote using", {{kName, "remote"}}, Kind::battery));
}

TEST(IdiomsOfQuestions, ABatteryThatIsAlright_IsNotLow) {
  Frame well =
      asked("is the blind battery alright", {{kName, "blind battery"}}, Kind::battery, Question::yes_no);
  well.asked = Asked::on;
  EXPECT_EQ(repaired(well).asked, Asked::off);
  well.said = "is the blind battery low";
  expect_left(well);
}

TEST(IdiomsOfQuestions, TheWaterInTheTank_IsTheTanks) {
  const Frame read =
      repaired(asked("how hot is the water in the rheem", {{kName, "water"}, {kName, "rheem"}}));
  EXPECT_EQ(read.spans, (std::vector<Span>{{kName, "rheem"}}));
  EXPECT_EQ(read.attribute, Attribute::temperature);
  expect_left(asked("is there water in the rheem", {{kName, "water"}, {kName, "rheem"}}));
}

TEST(IdiomsOfQuestions, WhatBlows_IsTheWeather) {
  EXPECT_EQ(repaired(asked("is it blowing tomorrow", {{SpanRole::date, "tomorrow"}})).intent,
            Intent::get_weather);
  EXPECT_EQ(repaired(frame(Intent::none, "how hard's that wind blowin", {})).intent, Intent::get_weather);
  expect_left(frame(Intent::none, "how hard is it to wind a clock up", {{kName, "clock"}}));
}

TEST(IdiomsOfQuestions, ThePanelsMakeSomething) {
  EXPECT_EQ(repaired(frame(Intent::none, "what are the panels making", {})).text(kName), "panels");
  expect_left(frame(Intent::none, "what are the kids making", {}));
  expect_left(frame(Intent::none, "are the panels making more than we use", {}));
}

TEST(IdiomsOfQuestions, HasThePostCome_IsAsked_OfWhatIsNamed) {
  EXPECT_EQ(repaired(frame(Intent::none, "has the post come", {}), {{8, 12, kName}}).intent,
            Intent::get_state);
  expect_left(frame(Intent::none, "has the post office moved", {}), {{8, 12, kName}});
}

TEST(IdiomsOfQuestions, NoPlaceOfWeather_IsAVerb) {
  EXPECT_TRUE(
      repaired(frame(Intent::get_weather, "what's the high going to be", {{kName, "be"}})).spans.empty());
  expect_left(frame(Intent::get_weather, "what's the high in leeds", {{kName, "leeds"}}));
}

TEST(IdiomsOfQuestions, WhatADehumidifierIsSetTo_IsItsTarget) {
  const auto attribute = [](const char* said, Kind kind = Kind::dehumidifier) {
    Frame out = asked(said, {{kKind, "dehumidifier"}}, kind);
    out.attribute = Attribute::humidity;
    return repaired(out).attribute;
  };
  EXPECT_EQ(attribute("what's the dehumidifier set to"), Attribute::target_temperature);
  EXPECT_EQ(attribute("what did we set the dehumidifier to"), Attribute::target_temperature);
  EXPECT_EQ(attribute("how is the dehumidifier set"), Attribute::target_temperature);
  EXPECT_EQ(attribute("what's the dehumidifier at"), Attribute::humidity);
  EXPECT_EQ(attribute("what's the target in here", Kind::humidity), Attribute::humidity);
}

TEST(IdiomsOfQuestions, WhatWeListenTo_IsWhatPlays) {
  EXPECT_EQ(repaired(asked("what is that we're listening to in the kitchen", {{kArea, "kitchen"}})).attribute,
            Attribute::media);
  expect_left(asked("what is that in the kitchen", {{kArea, "kitchen"}}));
}

TEST(IdiomsOfQuestions, APhoneThatIsCharged_IsNotLow) {
  Frame phone = asked("is the phone battery charged?", {{kName, "phone"}, {kKind, "battery"}}, Kind::battery,
                      Question::yes_no);
  phone.asked = Asked::on;
  EXPECT_EQ(repaired(phone).asked, Asked::off);
  phone.said = "is the phone battery not charged?";
  expect_left(phone);
}

TEST(IdiomsOfQuestions, ThePanels_AreNotWhateverIsOn) {
  Frame panels = asked("are the solar panels making anything", {}, Kind::any, Question::yes_no);
  panels.asked = Asked::on;
  EXPECT_EQ(repaired(panels).text(kName), "solar panels");
  panels.said = "is anything making noise";
  expect_left(panels);
}

}  // namespace
}  // namespace ondol::home
