// English clauses of which the intent, the thing or the day was lost.
#include "home/english_lost.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/read_again.h"

namespace ondol::home {
namespace {

std::string repaired(Frame frame, const std::vector<Mention>& mentions = {}) {
  repair_lost_english(mentions, frame);
  return frame_json(frame).dump();
}

void expect_left(const Frame& frame, const std::vector<Mention>& mentions = {}) {
  EXPECT_EQ(repaired(frame, mentions), frame_json(frame).dump()) << frame.said;
}

Frame nothing(std::string said) { return frame(Intent::none, std::move(said), {}); }

TEST(IdiomsLost, HowLongIsLeft_IsAskedOfTheTimer) {
  EXPECT_EQ(repaired(frame(Intent::none, "how long's left on the sourdough", {{kName, "sourdough"}})),
            R"({"intent":"HassTimerStatus","spans":[["name","sourdough"]]})");
  EXPECT_EQ(repaired(nothing("how long till the laundry's done"), {{18, 25, kArea}}),
            R"({"intent":"HassGetState","spans":[["name","laundry"]]})");
  expect_left(nothing("how long till the war's done"));
  expect_left(nothing("how long's left of the summer"));
}

TEST(IdiomsLost, MakeItANumber_SetsWhatWasSpokenOf) {
  const std::string set =
      R"({"intent":"HassLightSet","reference":"it","attribute":"brightness","operation":"set","spans":)";
  EXPECT_EQ(repaired(nothing("make it fifty eight")), set + R"([["value","fifty eight"]]})");
  EXPECT_EQ(repaired(nothing("actually make it 19 for tonight")), set + R"([["value","19"]]})");
  expect_left(nothing("make it ten minutes"));
  expect_left(nothing("make it quick"));
  Frame lamp = moved(Operation::set, Attribute::brightness,
                     frame(Intent::light_set, "make it fifty", {{kName, "lamp"}, {kValue, "fifty"}}));
  expect_left(lamp);
}

TEST(IdiomsLost, CarryOnPlaying_GoesOn) {
  EXPECT_EQ(repaired(nothing("carry on playing my story")), R"({"intent":"HassMediaUnpause"})");
  expect_left(nothing("carry on with your homework"));
}

TEST(IdiomsLost, TheOnlyKindThatIsSaid_IsTheThing) {
  EXPECT_EQ(
      repaired(moved(Operation::set, Attribute::position,
                     frame(Intent::set_position, "crack the skylight open a tenth", {{kValue, "a tenth"}}))),
      R"({"intent":"HassSetPosition","kind":"window","attribute":"position","operation":"set",)"
      R"("spans":[["kind","skylight"],["value","a tenth"]]})");
  expect_left(frame(Intent::turn_off, "the fan off and the heater off", {}));
  expect_left(frame(Intent::turn_off, "turn the light switch off", {}));
  expect_left(frame(Intent::open, "open the garage", {}));
}

TEST(IdiomsLost, ASoundOfThinking_IsNoName) {
  EXPECT_EQ(repaired(frame(Intent::turn_off, "mmm lamp off", {{kName, "mmm lamp"}})),
            R"({"intent":"HassTurnOff","kind":"light","spans":[["kind","lamp"]]})");
  expect_left(frame(Intent::turn_off, "um lamp off", {{kName, "um lamp"}}), {{0, 7, kName}});
}

TEST(IdiomsLost, WhatIsLeftRunning_IsLeftAlone) {
  Frame fan = of_kind(Kind::fan, frame(Intent::turn_off, "and leave the fan running", {{kKind, "fan"}}));
  EXPECT_NE(repaired(fan).find("HassNevermind"), std::string::npos);
  fan.spans.push_back({SpanRole::delay, "an hour"});
  expect_left(fan);
  expect_left(frame(Intent::turn_off, "leave the lights off", {{kKind, "lights"}}));
  expect_left(frame(Intent::turn_off, "stop the fan running", {{kKind, "fan"}}));
}

TEST(IdiomsLost, AKindThatIsWishedFor_IsAsked) {
  EXPECT_EQ(
      repaired(of_kind(Kind::temperature, frame(Intent::none, "fridge temp please", {{kKind, "temp"}}))),
      R"({"intent":"HassGetState","kind":"temperature","question":"value","spans":)"
      R"([["name","fridge"],["kind","temp"]]})");
  expect_left(of_kind(Kind::temperature,
                      frame(Intent::none, "the temperature of the sun", {{kKind, "temperature"}})));
  EXPECT_NE(
      repaired(of_kind(Kind::shopping_list, nothing("what do we need from the shops"))).find("GetState"),
      std::string::npos);
  expect_left(of_kind(Kind::shopping_list, nothing("the shops are shut")));
}

TEST(IdiomsLost, WhatSomebodyIsUpTo_IsAsked) {
  EXPECT_EQ(repaired(frame(Intent::none, "what's hank up to", {{kName, "hank"}})),
            R"({"intent":"HassGetState","question":"value","spans":[["name","hank"]]})");
  expect_left(nothing("what's hank up to"));
}

TEST(IdiomsLost, TheDay_BelongsToTheWeather) {
  EXPECT_NE(repaired(frame(Intent::get_weather, "will i need a brolly tomorrow", {}))
                .find(R"(["date","tomorrow"])"),
            std::string::npos);
  expect_left(frame(Intent::get_weather, "will i need a brolly", {}));
}

TEST(IdiomsLost, FlatOut_IsAsFastAsItGoes) {
  EXPECT_NE(repaired(frame(Intent::turn_on, "run the extractor flat out", {{kName, "extractor"}}))
                .find(R"("attribute":"speed","operation":"maximum")"),
            std::string::npos);
  expect_left(frame(Intent::turn_on, "lay the fan out flat", {{kName, "fan"}}));
  expect_left(frame(Intent::turn_off, "turn off the fan that is flat out", {{kName, "fan"}}));
}

TEST(IdiomsLost, WhatWasListed_IsAsked) {
  const Frame been =
      of_kind(Kind::shopping_list, frame(Intent::list_add, "have nappies been put on the shopping list",
                                         {{SpanRole::item, "nappies"}, {SpanRole::list, "shopping list"}}));
  EXPECT_NE(repaired(been).find(R"("question":"yes_no")"), std::string::npos);
  Frame put = been;
  put.said = "have nappies put on the shopping list";
  expect_left(put);
}

TEST(IdiomsLost, WhatIsBroughtIn_IsShut_AndNothingIsBroughtOut) {
  Frame in = frame(Intent::light_set, "okay bring it all the way in", {});
  in.reference = Reference::it;
  EXPECT_NE(repaired(in).find("HassCloseCover"), std::string::npos);
  in.said = "okay bring it all the way out";
  expect_left(in);
}

TEST(IdiomsLost, HowFarOpen_IsOfWhatWasSpokenOf) {
  Frame far = frame(Intent::get_state, "how far open", {});
  far.attribute = Attribute::position;
  EXPECT_NE(repaired(far).find(R"("reference":"it")"), std::string::npos);
  far.said = "how far open are all";
  expect_left(far);
}

TEST(IdiomsLost, WhoGetsToWork_IsStarted) {
  EXPECT_NE(repaired(frame(Intent::turn_off, "hank you get to work", {{kName, "hank"}})).find("HassTurnOn"),
            std::string::npos);
  expect_left(frame(Intent::turn_off, "hank off i have to get to work", {{kName, "hank"}}));
}

TEST(IdiomsLost, WhereItPlays_IsNoPartOfIt) {
  EXPECT_NE(repaired(frame(Intent::media_play, "play some flamenco by the pool",
                           {{SpanRole::media, "flamenco by"}, {kArea, "pool"}}))
                .find(R"(["media","flamenco"])"),
            std::string::npos);
  expect_left(frame(Intent::media_play, "play stand by in the pool",
                    {{SpanRole::media, "stand by"}, {kArea, "pool"}}));
}

TEST(IdiomsLost, AreYouListening_IsAnswered) {
  EXPECT_NE(repaired(nothing("are you always listening")).find("HassRespond"), std::string::npos);
  expect_left(nothing("are you going to the shops"));
}

TEST(IdiomsLost, WhenSomebodyComes_IsNoTimeOfDay) {
  EXPECT_EQ(repaired(frame(Intent::get_time, "when's the boiler man coming", {})), R"({"intent":"none"})");
  expect_left(frame(Intent::get_time, "when is it", {}));
}

TEST(IdiomsLost, WhatHasItemsAndAList_IsOfTheList) {
  const Frame put = frame(Intent::media_play, "put bin bags on the shopping list",
                          {{SpanRole::item, "bin bags"}, {SpanRole::list, "shopping list"}});
  EXPECT_NE(repaired(put).find("HassListAddItem"), std::string::npos);
  Frame play = put;
  play.said = "play bin bags from the shopping list";
  expect_left(play);
}

TEST(IdiomsLost, Brighter_IsAWay) {
  EXPECT_NE(repaired(frame(Intent::light_set, "bottom bunk make it brighter", {{kName, "bottom bunk"}}))
                .find(R"("operation":"raise")"),
            std::string::npos);
  expect_left(frame(Intent::light_set, "the brighter lamp", {{kName, "lamp"}}));
}

}  // namespace
}  // namespace ondol::home
