// What depends on a clause's own words, which frames of files do not carry.
#include <gtest/gtest.h>

#include "home/assistant.h"

namespace ondol::home {
namespace {

Entity thing(std::string id, std::string name, int32_t area = kNowhere) {
  Entity out;
  out.id = std::move(id);
  out.name = std::move(name);
  out.state = "on";
  out.area = area;
  return out;
}

Frame off(std::string said, Kind kind, std::vector<Span> spans) {
  Frame out;
  out.intent = Intent::turn_off;
  out.kind = kind;
  out.said = std::move(said);
  out.spans = std::move(spans);
  return out;
}

TEST(Said, ARoomThatIsNone_IsANameWithItsNoun) {
  Home home;
  home.entities = {thing("light.a", "Hobby Light"), thing("switch.b", "Aquarium"),
                   thing("light.c", "Other Light")};
  Assistant assistant(home, "", std::nullopt);
  const std::string text = "turn off the aquarium and the hobby light";
  const Frame frame = off(
      text, Kind::any, {{SpanRole::name, "aquarium"}, {SpanRole::area, "hobby"}, {SpanRole::kind, "light"}});
  const Outcome outcome = assistant.handle(text, std::vector{frame});
  EXPECT_EQ(outcome.changes.dump(), R"({"switch.b":{"state":"off"},"light.a":{"state":"off"}})");
}

TEST(Said, There_IsTheRoomThatWasSpokenOf) {
  Home home;
  home.areas = {{"s", "서재", {}, kNowhere}, {"k", "주방", {}, kNowhere}};
  home.entities = {thing("fan.a", "서재 선풍기", 0), thing("light.b", "스탠드", 0),
                   thing("light.c", "천장등", 1)};
  Assistant assistant(home, "", std::nullopt);
  const std::vector<Frame> frames = {
      off("서재 선풍기 끄고 ", Kind::fan, {{SpanRole::area, "서재"}, {SpanRole::kind, "선풍기"}}),
      off("거기 불도 꺼", Kind::light, {{SpanRole::kind, "불"}})};
  const Outcome outcome = assistant.handle("서재 선풍기 끄고 거기 불도 꺼", frames);
  EXPECT_EQ(outcome.changes.dump(), R"({"fan.a":{"state":"off"},"light.b":{"state":"off"}})");
}

TEST(Said, TheOther_IsTheOneThatWasNotSpokenOf) {
  Home home;
  home.entities = {thing("light.a", "Earl's Nightstand"), thing("light.b", "June's Nightstand"),
                   thing("light.c", "Pole Light"), thing("lock.d", "Shed Padlock"),
                   thing("lock.e", "Barn Bolt")};
  Assistant assistant(home, "", std::nullopt);
  const auto changes = [&](const char* text, const char* name) {
    return assistant.handle(text, std::vector{off(text, Kind::any, {{SpanRole::name, name}})}).changes.dump();
  };
  changes("turn off earl's nightstand", "earl's nightstand");
  EXPECT_EQ(changes("turn off the other nightstand", "other nightstand"), R"({"light.b":{"state":"off"}})");
  // Two others.
  EXPECT_EQ(changes("turn off the other one", "other one"), "{}");
  // What is secured does not open for a thing that was guessed.
  Frame lock = off("lock the barn bolt", Kind::any, {{SpanRole::name, "barn bolt"}});
  lock.intent = Intent::lock;
  EXPECT_EQ(assistant.handle(lock.said, std::vector{lock}).reply, "Locked the Barn Bolt.");
  Frame other = off("unlock the other one", Kind::any, {{SpanRole::name, "other one"}});
  other.intent = Intent::unlock;
  const Outcome asked = assistant.handle(other.said, std::vector{other});
  EXPECT_EQ(asked.changes.dump(), "{}");
  EXPECT_TRUE(asked.asked_back) << asked.reply;
}

TEST(Said, APluralName_IsAllThatAreCalledSo_ButNothingSecured) {
  Home home;
  home.entities = {thing("light.a", "Hue Bar Left"), thing("light.b", "Hue Bar Right"),
                   thing("lock.c", "Hatch Bolt Left"), thing("lock.d", "Hatch Bolt Right")};
  Assistant assistant(home, "", std::nullopt);
  const Frame bars = off("turn the hue bars off", Kind::any, {{SpanRole::name, "hue bars"}});
  EXPECT_EQ(assistant.handle(bars.said, std::vector{bars}).changes.size(), 2U);
  Frame bolts = off("unlock the hatch bolts", Kind::any, {{SpanRole::name, "hatch bolts"}});
  bolts.intent = Intent::unlock;
  EXPECT_EQ(assistant.handle(bolts.said, std::vector{bolts}).changes.dump(), "{}");
}

TEST(Said, WhatItCannot_IsTheNearestThatItCan_ButNothingSecured) {
  Home home;
  home.entities = {thing("switch.a", "E-Bike"), thing("lock.b", "Shed Padlock"), thing("valve.c", "Trough")};
  home.entities[1].state = "locked";
  home.entities[2].state = "closed";
  Assistant assistant(home, "", std::nullopt);
  Frame bike = off("stop charging the e-bike", Kind::any, {{SpanRole::name, "e-bike"}});
  bike.intent = Intent::vacuum_return;
  EXPECT_EQ(assistant.handle(bike.said, std::vector{bike}).changes.dump(), R"({"switch.a":{"state":"off"}})");
  for (const char* name : {"shed padlock", "trough"})
    for (const Intent intent : {Intent::vacuum_start, Intent::media_unpause, Intent::vacuum_return}) {
      Frame secured = off("start it open", Kind::any, {{SpanRole::name, name}});
      secured.intent = intent;
      EXPECT_EQ(assistant.handle(secured.said, std::vector{secured}).changes.dump(), "{}");
    }
}

TEST(Said, AnExceptedPerson_IsWhatIsTheirs) {
  Home home;
  home.entities = {thing("person.b", "Birdie"), thing("light.b", "Birdie's Lamp"),
                   thing("light.c", "Pole Light")};
  Assistant assistant(home, "", std::nullopt);
  Frame all = off("all lights off except birdie's", Kind::light,
                  {{SpanRole::kind, "lights"}, {SpanRole::except, "birdie's"}});
  all.quantity = Quantity::all;
  EXPECT_EQ(assistant.handle(all.said, std::vector{all}).changes.dump(), R"({"light.c":{"state":"off"}})");
}

}  // namespace
}  // namespace ondol::home
