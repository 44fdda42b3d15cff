// What English says in other words than labels were learnt for, and what only looks like it.
#include "home/idioms.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/read_again.h"
#include "home/value_sorts.h"

namespace ondol::home {
namespace {

std::string repaired(Frame frame, const std::vector<Mention>& mentions = {}) {
  repair_idioms(mentions, frame);
  return frame_json(frame).dump();
}

std::string repaired_all(std::vector<Frame> frames) {
  return frames_json(read_again(std::move(frames))).dump();
}

void expect_left(const Frame& frame, const std::vector<Mention>& mentions = {}) {
  EXPECT_EQ(repaired(frame, mentions), frame_json(frame).dump()) << frame.said;
}

TEST(Idioms, TheWholeBoat_IsNoRoom) {
  EXPECT_NE(repaired(frame(Intent::unlock, "unlock everything on the boat", {{kArea, "boat"}}))
                .find(R"("place":"whole_house")"),
            std::string::npos);
  EXPECT_NE(
      repaired(frame(Intent::turn_off, "lights off across the whole property", {{kArea, "whole property"}}))
          .find(R"("place":"whole_house")"),
      std::string::npos);
  expect_left(frame(Intent::turn_off, "lights off in the boat", {{kArea, "boat"}}), {{18, 22, kArea}});
  expect_left(frame(Intent::turn_off, "lights off in the kitchen", {{kArea, "kitchen"}}));
}

TEST(Idioms, WhatIsLit_AreLights_AndBurningIsOn) {
  Frame lit = frame(Intent::turn_off, "everything lit in the kitchen off", {{kArea, "kitchen"}});
  lit.quantity = Quantity::all;
  EXPECT_NE(repaired(lit).find(R"("kind":"light")"), std::string::npos);
  Frame burning = frame(Intent::get_state, "how many lights are burning below", {{kKind, "lights"}});
  burning.kind = Kind::light;
  burning.asked = Asked::off;
  EXPECT_NE(repaired(burning).find(R"("asked":"on")"), std::string::npos);
  burning.said = "how many lights are not burning below";
  expect_left(burning);
}

TEST(Idioms, HoldingASecond_IsNoDelay) {
  EXPECT_EQ(repaired(frame(Intent::stop, "hold the story box a second",
                           {{kName, "story box"}, {SpanRole::delay, "a second"}})),
            R"({"intent":"HassStopMoving","spans":[["name","story box"]]})");
  expect_left(
      frame(Intent::stop, "stop the fan in a second", {{kName, "fan"}, {SpanRole::delay, "a second"}}));
  expect_left(frame(Intent::turn_off, "fan off a minute", {{kName, "fan"}, {SpanRole::delay, "a minute"}}));
}

TEST(Idioms, HowNippy_AsksForTheTemperature) {
  Frame nippy = frame(Intent::get_state, "how nippy is it in the yard", {{kArea, "yard"}});
  nippy.kind = Kind::air_quality;
  nippy.question = Question::value;
  EXPECT_NE(repaired(nippy).find(R"("kind":"temperature")"), std::string::npos);
  nippy.said = "how stuffy is it in the yard";
  expect_left(nippy);
}

TEST(Idioms, WhatIsMade_IsAValue) {
  Frame panels = frame(Intent::get_state, "are the solar panels making anything", {{kName, "solar"}});
  panels.question = Question::any;
  panels.asked = Asked::on;
  EXPECT_EQ(repaired(panels), R"({"intent":"HassGetState","question":"value","spans":[["name","solar"]]})");
  panels.said = "are the solar panels on";
  expect_left(panels);
}

TEST(Idioms, UnderANumber_Compares) {
  Frame under = frame(Intent::get_state, "if it's under thirty outside", {{kValue, "thirty"}});
  EXPECT_NE(repaired(under).find(R"("comparison":"below")"), std::string::npos);
  under.said = "if it's over thirty outside";
  EXPECT_NE(repaired(under).find(R"("comparison":"above")"), std::string::npos);
  under.said = "if it's thirty outside";
  expect_left(under);
}

TEST(Idioms, DownALittle_ShutsNothing) {
  Frame down = frame(Intent::close, "bring it down some", {});
  down.reference = Reference::it;
  EXPECT_EQ(repaired(down),
            R"({"intent":"HassLightSet","reference":"it","attribute":"brightness","operation":"lower"})");
  down.said = "bring it down";
  expect_left(down);
}

TEST(Idioms, ThatOne_IsWhatWasSpokenOf) {
  EXPECT_EQ(repaired(frame(Intent::stop, "hold that one for now", {})),
            R"({"intent":"HassStopMoving","reference":"it"})");
  expect_left(frame(Intent::stop, "hold that lamp", {{kKind, "lamp"}}));
}

TEST(Idioms, OnTheHead_IsOff_AndBackOn_IsPlaying) {
  EXPECT_EQ(repaired(frame(Intent::vacuum_start, "knock the cooker on the head", {{kName, "cooker"}})),
            R"({"intent":"HassTurnOff","spans":[["name","cooker"]]})");
  EXPECT_EQ(repaired(frame(Intent::unmute, "put the sonos back on", {{kName, "sonos"}})),
            R"({"intent":"HassMediaUnpause","spans":[["name","sonos"]]})");
  expect_left(frame(Intent::unmute, "put the sound back on on the sonos", {{kName, "sonos"}}));
}

TEST(Idioms, ARoomThatNoWordSpares_IsWhere) {
  Frame all = frame(Intent::turn_off, "everything off topside", {{SpanRole::except, "topside"}});
  all.quantity = Quantity::all;
  EXPECT_NE(repaired(all, {{15, 22, SpanRole::floor}}).find(R"(["floor","topside"])"), std::string::npos);
  all.said = "everything off but topside";
  expect_left(all, {{19, 26, SpanRole::floor}});
}

TEST(Idioms, OnBehindTheNoun_IsOn) {
  const std::vector<Span> below = {{kKind, "lights"}, {SpanRole::floor, "below deck"}};
  EXPECT_NE(repaired(frame(Intent::turn_off, "lights on below deck", below)).find("HassTurnOn"),
            std::string::npos);
  expect_left(frame(Intent::turn_off, "lights on the landing off", {{kKind, "lights"}, {kArea, "landing"}}));
  expect_left(frame(Intent::turn_off, "kill the lights on below deck", below));
}

TEST(Idioms, ALostStep_IsHowFar) {
  Frame cooler = frame(Intent::climate_set_temperature, "two cooler", {});
  cooler.operation = Operation::lower;
  EXPECT_NE(repaired(cooler).find(R"(["value","two"])"), std::string::npos);
  cooler.said = "cooler in room two";
  expect_left(cooler);
}

TEST(Idioms, WhoIsAboard_IsAsked) {
  EXPECT_EQ(repaired(frame(Intent::none, "is vikram aboard", {}), {{3, 9, kName}}),
            R"({"intent":"HassGetState","question":"yes_no","asked":"home","spans":[["name","vikram"]]})");
  expect_left(frame(Intent::none, "is vikram funny", {}), {{3, 9, kName}});
}

TEST(Idioms, AnythingOnADay_IsInTheCalendar) {
  Frame theo = frame(Intent::get_state, "has theo got anything tomorrow",
                     {{kName, "theo"}, {SpanRole::date, "tomorrow"}});
  EXPECT_NE(repaired(theo).find(R"("kind":"calendar")"), std::string::npos);
  theo.said = "is theo home tomorrow";
  expect_left(theo);
}

TEST(Idioms, ANamedThingToANumber_IsSet) {
  EXPECT_EQ(repaired(frame(Intent::none, "saloon spots to a tenth", {}), {{0, 12, kName}}),
            R"({"intent":"HassLightSet","attribute":"brightness","operation":"set",)"
            R"("spans":[["name","saloon spots"],["value","a tenth"]]})");
  expect_left(frame(Intent::none, "saloon spots to a friend", {}), {{0, 12, kName}});
}

TEST(Idioms, TheWater_IsComparedWithWhatWarmsIt_NotWithRoomsOrValves) {
  Frame water = frame(Intent::get_state, "if the water's below forty", {{kName, "water"}, {kValue, "forty"}});
  water.role = ClauseRole::condition;
  water.kind = Kind::temperature;
  water.comparison = Comparison::below;
  const std::string heater = R"("kind":"water_heater","attribute":"temperature")";
  EXPECT_NE(repaired(water).find(heater), std::string::npos);
  expect_left(water, {{7, 12, kName}});
  water.kind = Kind::valve;
  water.spans[0].role = SpanRole::kind;
  EXPECT_NE(repaired(water).find(heater), std::string::npos);
  water.said = "if the water's below forty percent";
  expect_left(water);
  Frame rooms = frame(Intent::get_state, "what is the temperature in here", {{kKind, "temperature"}});
  rooms.kind = Kind::temperature;
  rooms.question = Question::value;
  expect_left(rooms);
}

TEST(Idioms, HisLamp_IsOfWhoWasNamed) {
  const Frame his = frame(Intent::turn_off, "mick's gone and left his lamp on", {{kName, "left his lamp"}});
  EXPECT_NE(repaired(his, {{0, 4, kName, true}}).find(R"(["name","mick's lamp"])"), std::string::npos);
  expect_left(his);
}

TEST(Idioms, SomeLight_IsWishedFor_AndMetByWhatIsNamedNext) {
  Frame wish = frame(Intent::close, "i could do with some light in here ", {{kKind, "light"}});
  wish.kind = Kind::light;
  EXPECT_NE(repaired(wish).find(R"("intent":"HassTurnOn")"), std::string::npos);
  const Frame lamp = frame(Intent::turn_on, "the standard lamp will do", {{kName, "standard lamp"}});
  EXPECT_EQ(repaired_all({wish, lamp}), frames_json({lamp}).dump());
  Frame bright = frame(Intent::light_set, "bit bright in here ", {});
  Frame down =
      frame(Intent::light_set, "bring the spots down to thirty", {{kName, "spots"}, {kValue, "thirty"}});
  EXPECT_EQ(repaired_all({bright, down}).find("bit bright"), std::string::npos);
  EXPECT_EQ(repaired_all({bright, down}), repaired_all({down}));
}

TEST(Idioms, TheOne_IsOfTheNounBefore) {
  Frame fan =
      frame(Intent::fan_set_speed, "cabin fan to a quarter ", {{kName, "cabin fan"}, {kValue, "a quarter"}});
  fan.attribute = Attribute::speed;
  Frame one = frame(Intent::light_set, "and the saloon one to half", {{kName, "saloon"}, {kValue, "half"}});
  one.attribute = Attribute::brightness;
  EXPECT_NE(
      repaired_all({fan, one})
          .find(
              R"({"intent":"HassFanSetSpeed","kind":"fan","attribute":"speed","spans":[["area","saloon"],)"),
      std::string::npos);
  one.said = "and the saloon to half";
  EXPECT_EQ(repaired_all({fan, one}), frames_json({fan, one}).dump());
}

TEST(Idioms, TheNextItem_GoesOnTheSameList) {
  const Frame off = frame(Intent::list_remove, "take dog food off the groceries ",
                          {{SpanRole::item, "dog food"}, {SpanRole::list, "groceries"}});
  const Frame on = frame(Intent::turn_on, "and put cat litter on", {{SpanRole::item, "cat litter"}});
  EXPECT_NE(repaired_all({off, on}).find(
                R"({"intent":"HassListAddItem","spans":[["item","cat litter"],["list","groceries"]]})"),
            std::string::npos);
}

TEST(Idioms, WayDown_IsALot_AndAllTheWayIsNot) {
  Frame music =
      frame(Intent::set_volume_relative, "turn the music way down the baby's asleep", {{kKind, "music"}});
  music.operation = Operation::lower;
  EXPECT_NE(repaired(music).find(R"(["value","way down"])"), std::string::npos);
  music.said = "turn the music all the way down";
  expect_left(music);
  music.said = "turn the music half way down";
  expect_left(music);
}

TEST(Idioms, OnBehindTheThing_IsNoSettingWithoutAValue) {
  Frame light = frame(Intent::light_set, "would you turn the porch light on honey the guy's coming",
                      {{kArea, "porch"}, {kKind, "light"}});
  EXPECT_NE(repaired(light).find("HassTurnOn"), std::string::npos);
  for (const char* said : {"set the porch light on", "turn the porch light on the wall down",
                           "turn the porch light on low", "turn the porch light on no off"}) {
    light.said = said;
    expect_left(light);
  }
}

TEST(Idioms, SendHerHome_IsOfWhoWasNamed) {
  EXPECT_NE(repaired(frame(Intent::none, "penelope's too loud, send her home", {{kName, "penelope"}}))
                .find("HassVacuumReturnToBase"),
            std::string::npos);
  EXPECT_NE(repaired(frame(Intent::vacuum_return, "henry's too noisy send him home",
                           {{kName, "henry"}, {kName, "him"}}))
                .find(R"("spans":[["name","henry"]])"),
            std::string::npos);
  EXPECT_NE(
      repaired(frame(Intent::vacuum_return, "send him home", {{kName, "him"}})).find(R"("reference":"it")"),
      std::string::npos);
  expect_left(frame(Intent::none, "penelope's on her way home", {{kName, "penelope"}}));
}

TEST(Idioms, WhatDrownsIt_IsNotMadeLouder) {
  Frame telly = frame(Intent::set_volume_relative, "i can't hear the telly over the hood",
                      {{kKind, "telly"}, {kKind, "hood"}});
  telly.kind = Kind::fan;
  EXPECT_EQ(repaired(telly), R"({"intent":"HassSetVolumeRelative","kind":"tv","spans":[["kind","telly"]]})");
  telly.said = "turn up the telly over the hood";
  expect_left(telly);
}

TEST(Idioms, OfTwoColours_TheOneThatIsNotWanted_Goes) {
  const auto values = [](std::string said, std::vector<Span> spans) {
    Frame out = frame(Intent::light_set, std::move(said), std::move(spans));
    drop_unwanted_color(out);
    return out.texts(kValue).size();
  };
  const std::vector<Span> spans = {{kValue, "purple"}, {kName, "gaming lights"}, {kValue, "blue"}};
  EXPECT_EQ(values("purple isn't nice make the gaming lights blue", spans), 1U);
  EXPECT_EQ(values("not purple make the gaming lights blue", spans), 1U);
  EXPECT_EQ(values("purple on the gaming lights and blue", spans), 2U);
  EXPECT_EQ(values("not purple on the gaming lights and not blue", spans), 2U);
}

TEST(Idioms, OfIt_TheAttributeSaysWhatIsSet) {
  Frame it = frame(Intent::climate_set_temperature, "okay take it down to twenty", {{kValue, "twenty"}});
  it.reference = Reference::it;
  it.attribute = Attribute::brightness;
  const auto followed = [](Frame frame) {
    follow_the_attribute(frame);
    return frame.intent;
  };
  EXPECT_EQ(followed(it), Intent::light_set);
  it.attribute = Attribute::temperature;
  EXPECT_EQ(followed(it), Intent::climate_set_temperature);
  it.attribute = Attribute::brightness;
  it.said = "okay take it down to twenty degrees";
  EXPECT_EQ(followed(it), Intent::climate_set_temperature);
  it.said = "okay take the boiler down to twenty";
  it.spans.push_back({kName, "boiler"});
  EXPECT_EQ(followed(it), Intent::climate_set_temperature);
}

TEST(Idioms, WhatIsHeldASecond_IsNotTurnedOff) {
  EXPECT_NE(repaired(frame(Intent::turn_off, "hold the story box a second", {{kName, "story box"}}))
                .find("HassMediaPause"),
            std::string::npos);
  expect_left(frame(Intent::turn_off, "turn the story box off a second", {{kName, "story box"}}));
}

TEST(Idioms, HoldThatOne_IsWhatWasSpokenOf) {
  EXPECT_NE(repaired(frame(Intent::timer_pause, "hold that one for now", {})).find(R"("reference":"it")"),
            std::string::npos);
  expect_left(frame(Intent::timer_pause, "pause that one timer", {}));
}

TEST(Idioms, TheOne_IsNoNumber) {
  const auto read = [](const char* value) {
    Frame first =
        frame(Intent::fan_set_speed, "bedroom fan medium ", {{kName, "bedroom fan"}, {kValue, "medium"}});
    const std::string said = std::string("front room ") + value + " lower";
    return repaired_all(
        {first, moved(Operation::lower, Attribute::speed,
                      frame(Intent::fan_set_speed, said, {{kArea, "front room"}, {kValue, value}}))});
  };
  EXPECT_NE(read("one a notch").find(R"(["value","a notch"])"), std::string::npos);
  EXPECT_NE(read("two notches").find(R"(["value","two notches"])"), std::string::npos);
}

}  // namespace
}  // namespace ondol::home
