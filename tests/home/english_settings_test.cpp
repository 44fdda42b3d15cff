// What English commands say beyond what was read of them, and what only looks like it.
#include "home/english_settings.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/frame_of.h"
#include "home/read_repair.h"

namespace ondol::home {
namespace {

Frame repaired(Frame frame, const std::vector<Mention>& mentions = {}) {
  repair_english_setting(mentions, frame);
  return frame;
}

void expect_left(const Frame& frame, const std::vector<Mention>& mentions = {}) {
  EXPECT_EQ(frame_json(repaired(frame, mentions)).dump(), frame_json(frame).dump()) << frame.said;
}

Frame relative(Frame frame, Operation operation) {
  frame.operation = operation;
  return frame;
}

Frame of_kind(Frame frame, Kind kind) {
  frame.kind = kind;
  return frame;
}

TEST(IdiomsOfSettings, TheNounBetweenVerbAndParticle_IsTheThing) {
  EXPECT_EQ(repaired(frame(Intent::turn_on, "put the jug on", {})).text(kName), "jug");
  EXPECT_EQ(repaired(frame(Intent::turn_off, "switch my coffee machine off please", {})).text(kName),
            "coffee machine");
  expect_left(frame(Intent::turn_on, "put it on", {}));
  expect_left(frame(Intent::turn_on, "put the other one on", {}));
  expect_left(frame(Intent::turn_on, "put the lot on", {}));
}

TEST(IdiomsOfSettings, ANameThatIsWishedFor_IsTurnedOn) {
  EXPECT_EQ(repaired(frame(Intent::respond, "film night please", {}), {{0, 10, kName}}).intent,
            Intent::turn_on);
  expect_left(frame(Intent::respond, "good night love", {}), {{0, 10, kName}});
  expect_left(frame(Intent::respond, "walt please", {}), {{0, 4, kName}});
  expect_left(frame(Intent::none, "film night was fun", {}), {{0, 10, kName}});
}

TEST(IdiomsOfSettings, LightsOutScene_StartsTheScene) {
  const auto scene = [](const char* said, const char* name) {
    return of_kind(frame(Intent::turn_off, said, {{kName, name}}), Kind::scene);
  };
  EXPECT_EQ(repaired(scene("lights out scene", "lights out")).intent, Intent::turn_on);
  expect_left(scene("turn off lights out scene", "lights out"));
  expect_left(scene("film scene off", "film"));
}

TEST(IdiomsOfSettings, SparedOnes_AreWhatTheClauseIsAbout) {
  EXPECT_EQ(repaired(frame(Intent::turn_off, "lights off except the worktop ones",
                           {{kKind, "lights"}, {kExcept, "worktop ones"}}))
                .text(kExcept),
            "worktop lights");
  expect_left(frame(Intent::turn_off, "lights off but leave bollard phone",
                    {{kKind, "lights"}, {kExcept, "bollard phone"}}));
}

TEST(IdiomsOfSettings, AVerb_IsNoPartOfAPlace) {
  EXPECT_EQ(repaired(frame(Intent::climate_set_mode, "put room two's radiator on auto",
                           {{kArea, "put room"}, {kKind, "radiator"}, {kValue, "auto"}}),
                     {{4, 12, kArea}})
                .text(kArea),
            "room two");
  expect_left(frame(Intent::turn_on, "put room two on", {{kArea, "room two"}}), {{4, 12, kArea}});
}

TEST(IdiomsOfSettings, TheModeBeforeANumber_IsSetToo) {
  const Frame set = frame(Intent::climate_set_temperature, "stick the aircon on cool at twenty",
                          {{kKind, "aircon"}, {kValue, "twenty"}});
  EXPECT_EQ(repaired(set).texts(kValue), (std::vector<std::string_view>{"cool", "twenty"}));
  const Frame noun = frame(Intent::climate_set_mode, "the thermostat on cooling with 74",
                           {{kKind, "thermostat"}, {kKind, "cooling"}, {kValue, "74"}});
  EXPECT_EQ(repaired(noun).texts(kValue), (std::vector<std::string_view>{"cooling", "74"}));
  expect_left(frame(Intent::climate_set_temperature, "use the mini split to cool the den to twenty",
                    {{kName, "mini split"}, {kArea, "den"}, {kValue, "twenty"}}));
  expect_left(frame(Intent::climate_set_temperature, "let the mini split cool down to twenty",
                    {{kName, "mini split"}, {kValue, "twenty"}}));
}

TEST(IdiomsOfSettings, AsFarAsItWasSaid_ItOpens) {
  EXPECT_EQ(repaired(frame(Intent::open, "crack the vent open about thirty percent",
                           {{kName, "vent"}, {kValue, "thirty percent"}}))
                .intent,
            Intent::set_position);
  EXPECT_EQ(
      repaired(frame(Intent::open, "crack the skylight open a tenth", {{kName, "skylight"}})).text(kValue),
      "a tenth");
  expect_left(
      frame(Intent::open, "open the vent by thirty percent", {{kName, "vent"}, {kValue, "thirty percent"}}));
  expect_left(
      frame(Intent::close, "close the vent thirty percent", {{kName, "vent"}, {kValue, "thirty percent"}}));
  expect_left(frame(Intent::open, "open the quarter", {{kName, "quarter"}}));
}

TEST(IdiomsOfSettings, WhatHangs_GoesDown) {
  const auto lower = [](const char* said, const char* name) {
    return relative(frame(Intent::light_set, said, {{kName, name}}), Operation::lower);
  };
  EXPECT_EQ(repaired(lower("pirate blackout down now please", "pirate blackout")).intent, Intent::close);
  expect_left(lower("pirate blackout down a bit", "pirate blackout"));
  expect_left(lower("pirate lamp down now please", "pirate lamp"));
}

TEST(IdiomsOfSettings, TheVerbSwitches) {
  EXPECT_EQ(repaired(frame(Intent::light_set, "turn off his big light", {{kName, "big light"}})).intent,
            Intent::turn_off);
  EXPECT_EQ(repaired(relative(frame(Intent::light_set, "kill that big light it's blinding me",
                                    {{kName, "big light"}}),
                              Operation::lower))
                .intent,
            Intent::turn_off);
  expect_left(relative(frame(Intent::light_set, "turn down that big light", {{kName, "big light"}}),
                       Operation::lower));
  expect_left(frame(Intent::light_set, "turn on the lamp to five", {{kName, "lamp"}, {kValue, "five"}}));
}

TEST(IdiomsOfSettings, FullBrightness_IsTheMost) {
  EXPECT_EQ(repaired(frame(Intent::fan_set_speed, "bring the lamp to full brightness", {{kName, "lamp"}}))
                .operation,
            Operation::maximum);
  expect_left(frame(Intent::fan_set_speed, "bring the fan to full tilt", {{kName, "fan"}}));
}

TEST(IdiomsOfSettings, NothingGetsWarmerByAHundred) {
  const auto raise = [](const char* said, const char* value) {
    return relative(frame(Intent::climate_set_temperature, said, {{kName, "water heater"}, {kValue, value}}),
                    Operation::raise);
  };
  EXPECT_EQ(repaired(raise("more heat to the water heater, 130", "130")).operation, Operation::set);
  expect_left(raise("more heat to the water heater, 5", "5"));
  expect_left(raise("raise the water heater by 40", "40"));
}

TEST(IdiomsOfSettings, WhatIsBegged_IsDone) {
  const auto ask = [](const char* said) {
    Frame out = frame(Intent::get_state, said, {{kName, "guest light"}});
    out.question = Question::yes_no;
    out.asked = Asked::on;
    return out;
  };
  EXPECT_EQ(repaired(ask("might i have the guest light on")).intent, Intent::turn_on);
  expect_left(ask("have i left the guest light on"));
  expect_left(ask("is the guest light on"));
}

TEST(IdiomsOfSettings, Again_GoesOn_AndTheLastOne_IsWhatPlayed) {
  EXPECT_EQ(
      repaired(frame(Intent::media_previous, "play the den speaker again", {{kName, "den speaker"}})).intent,
      Intent::media_unpause);
  expect_left(frame(Intent::media_previous, "play that again on the den speaker", {{kName, "den speaker"}}));
  EXPECT_EQ(
      repaired(frame(Intent::vacuum_return, "story box go back to the last one", {{kName, "story box"}}))
          .intent,
      Intent::media_previous);
  expect_left(frame(Intent::vacuum_return, "henry go back to the dock", {{kName, "henry"}}));
}

TEST(IdiomsOfSettings, BehindJust_IsWhatIsWanted) {
  const Frame just =
      repaired(frame(Intent::turn_off, "don't touch the nursery, just put the landing light off",
                     {{kArea, "landing"}, {kKind, "light"}}));
  EXPECT_EQ(just.said, "put the landing light off");
  EXPECT_TRUE(just.mended);
  expect_left(
      frame(Intent::turn_off, "don't touch the nursery light", {{kArea, "nursery"}, {kKind, "light"}}));
  expect_left(frame(Intent::turn_off, "don't touch the lamp, just leave it", {{kName, "lamp"}}));
}

TEST(IdiomsOfSettings, Fillers_AreNoPartOfAName) {
  EXPECT_EQ(repaired(frame(Intent::turn_on, "turn on the island thingy lights",
                           {{kName, "island thingy"}, {kKind, "lights"}}))
                .text(kName),
            "island");
  EXPECT_EQ(
      repaired(frame(Intent::fan_set_speed, "the fan right up to full", {{kName, "fan right"}})).text(kName),
      "fan");
  expect_left(frame(Intent::turn_on, "hue bar right in the den on", {{kName, "hue bar right"}}),
              {{0, 13, kName}});
}

TEST(IdiomsOfSettings, NudgeItUp_IsOfIt) {
  const Frame nudge =
      relative(frame(Intent::light_set, "nudge it up one more", {{kValue, "one"}}), Operation::raise);
  EXPECT_EQ(repaired(nudge).reference, Reference::it);
  expect_left(relative(frame(Intent::light_set, "lights up a bit", {{kValue, "a bit"}}), Operation::raise));
}

TEST(IdiomsOfSettings, KillTheLights_IsOff) {
  EXPECT_EQ(repaired(of_kind(frame(Intent::none, "kill the lights on me", {{kKind, "lights"}}), Kind::light))
                .intent,
            Intent::turn_off);
  expect_left(of_kind(frame(Intent::none, "did you kill the lights", {{kKind, "lights"}}), Kind::light));
}

TEST(IdiomsOfSettings, TurnThemOff_IsWhatWasSpokenOf) {
  EXPECT_EQ(repaired(frame(Intent::turn_off, "turn them off please it's bedtime", {})).reference,
            Reference::them);
  EXPECT_EQ(repaired(frame(Intent::turn_on, "oh turn it on then", {})).reference, Reference::it);
  expect_left(frame(Intent::turn_off, "turn them off in the hall", {{kArea, "hall"}}));
  expect_left(frame(Intent::turn_off, "turn off", {}));
}

TEST(IdiomsOfSettings, WhatIsRun_IsCalledSo) {
  Frame all = of_kind(frame(Intent::turn_off, "we're all leaving run everyone out", {}), Kind::cover);
  all.quantity = Quantity::all;
  const Frame run = repaired(all, {{22, 34, kName}});
  EXPECT_EQ(frame_json(run).dump(), R"({"intent":"HassTurnOn","spans":[["name","everyone out"]]})");
  EXPECT_TRUE(run.mended);
  // Neither run nor all of a name, or more was said of it.
  all.said = "we're all leaving not everyone out";
  expect_left(all, {{22, 34, kName}});
  all.said = "we're all leaving run everyone out of here";
  expect_left(all, {{22, 34, kName}});
}

TEST(IdiomsOfSettings, AShareThatIsClosed_LeavesTheRestOpen) {
  const auto to = [](const char* said, const char* value, Operation operation = Operation::set) {
    Frame out = frame(Intent::set_position, said, {{kKind, "blind"}, {kValue, value}});
    out.attribute = Attribute::position;
    return std::string(repaired(relative(std::move(out), operation)).text(kValue));
  };
  EXPECT_EQ(to("blind three quarters down", "three quarters"), "25 percent");
  EXPECT_EQ(to("put the blind a quarter of the way closed", "a quarter"), "75 percent");
  EXPECT_EQ(to("blind three quarters open", "three quarters"), "three quarters");
  EXPECT_EQ(to("blind down to a quarter", "a quarter"), "a quarter");
  EXPECT_EQ(to("blind ten percent down", "ten percent", Operation::lower), "ten percent");
}

TEST(IdiomsOfSettings, ASceneThatIsWishedFor_IsNoQuestion) {
  const Frame scene = frame(Intent::get_state, "cosy evening, please", {{kName, "cosy evening"}});
  EXPECT_EQ(repaired(scene, {{0, 12, kName}}).intent, Intent::turn_on);
  Frame state = scene;
  state.asked = Asked::on;
  expect_left(state, {{0, 12, kName}});
}

}  // namespace
}  // namespace ondol::home
