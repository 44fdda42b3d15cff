// What depends on a clause's own words, which frames of files do not carry: English.
#include <gtest/gtest.h>

#include "said.h"

namespace ondol::home {
namespace {

using test::off;
using test::thing;
using test::told;
using test::two_rooms;

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

TEST(Said, WarmerOfALight_IsItsWhite_NotItsBrightness) {
  Home home;
  home.entities = {thing("light.a", "Arc Lamp")};
  home.entities[0].attributes = {{"brightness", 255},
                                 {"color_temp_kelvin", 4000},
                                 {"min_color_temp_kelvin", 2000},
                                 {"max_color_temp_kelvin", 6500}};
  Assistant assistant(home, "", std::nullopt);
  Frame warmer = off("make the arc lamp a little warmer toned", Kind::any, {{SpanRole::name, "arc lamp"}});
  warmer.intent = Intent::climate_set_temperature;
  warmer.attribute = Attribute::temperature;
  warmer.operation = Operation::lower;
  const Outcome outcome = assistant.handle(warmer.said, std::vector{warmer});
  EXPECT_EQ(outcome.changes.dump(), R"({"light.a":{"attributes":{"color_temp_kelvin":3000}}})")
      << outcome.reply;
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

TEST(Said, Outside_IsWhatIsCalledSo_NotTheColdestRoom) {
  Home home;
  home.language = "en";
  home.areas = {{"b", "Barn", {}, kNowhere}, {"y", "Yard", {}, kNowhere}};
  home.entities = {thing("sensor.b", "Barn Temperature", 0), thing("sensor.o", "Outdoor Temperature", 1),
                   thing("switch.h", "Heater", 0)};
  for (size_t i : {0, 1}) home.entities[i].attributes = {{"device_class", "temperature"}};
  home.entities[0].state = "38";
  home.entities[1].state = "24";
  Assistant assistant(home, "", std::nullopt);
  Frame condition;
  condition.intent = Intent::get_state;
  condition.role = ClauseRole::condition;
  condition.kind = Kind::temperature;
  condition.comparison = Comparison::below;
  condition.said = "if it's below thirty outside";
  condition.spans = {{SpanRole::value, "thirty"}};
  const std::vector<Frame> frames = {condition,
                                     off("turn off the heater", Kind::any, {{SpanRole::name, "heater"}})};
  EXPECT_EQ(assistant.handle("if it's below thirty outside turn off the heater", frames).changes.dump(),
            R"({"switch.h":{"state":"off"}})");
}

TEST(Said, OfSeveral_TheOneWhereItsConditionIs) {
  Home home;
  home.language = "en";
  home.areas = {{"s", "Salon", {}, kNowhere}, {"c", "Cinema", {}, kNowhere}};
  home.entities = {thing("sensor.s", "Salon Temperature", 0), thing("fan.s", "Salon Fan", 0),
                   thing("fan.c", "Cinema Fan", 1)};
  home.entities[0].attributes = {{"device_class", "temperature"}};
  home.entities[0].state = "26";
  Frame condition;
  condition.intent = Intent::get_state;
  condition.role = ClauseRole::condition;
  condition.kind = Kind::temperature;
  condition.comparison = Comparison::above;
  condition.said = "if the salon is warmer than 25 ";
  condition.spans = {{SpanRole::area, "salon"}, {SpanRole::value, "25"}};
  const Frame fan = off("turn off the fan", Kind::fan, {{SpanRole::kind, "fan"}});
  const std::vector<Frame> frames = {condition, fan};
  Assistant assistant(home, "", std::nullopt);
  EXPECT_EQ(assistant.handle(condition.said + fan.said, frames).changes.dump(),
            R"({"fan.s":{"state":"off"}})");
  Assistant another(home, "", std::nullopt);
  EXPECT_TRUE(another.handle(fan.said, std::vector{fan}).asked_back);
}

TEST(Said, Them_AreAllThatTheUtteranceBeforeSpokeOf) {
  Home home;
  home.language = "en";
  home.entities = {thing("cover.d", "Drapes"), thing("cover.b", "Kitchen Blind"), thing("cover.o", "Awning")};
  for (Entity& e : home.entities) e.state = "closed";
  const auto moves = [](Intent intent, std::string said, std::string name) {
    Frame out = off(std::move(said), Kind::any, {{SpanRole::name, std::move(name)}});
    out.intent = intent;
    return out;
  };
  Assistant assistant(home, "", std::nullopt);
  const std::vector<Frame> both = {moves(Intent::open, "open the drapes ", "drapes"),
                                   moves(Intent::open, "and the kitchen blind", "kitchen blind")};
  assistant.handle("open the drapes and the kitchen blind", both);
  Frame them = moves(Intent::close, "close them again", "");
  them.spans.clear();
  them.reference = Reference::them;
  const Json changes = assistant.handle(them.said, std::vector{them}).changes;
  EXPECT_EQ(changes.size(), 2U) << changes.dump();
  EXPECT_FALSE(changes.contains("cover.o"));
}

TEST(Said, APlayerCalledByItsNoun_BeforeOneThatPlays) {
  Home home;
  home.language = "en";
  home.entities = {thing("media_player.e", "Kitchen Echo"), thing("media_player.s", "Den Sonos")};
  home.entities[0].state = "playing";
  home.entities[1].state = "idle";
  for (Entity& e : home.entities) e.attributes = {{"device_class", "speaker"}, {"volume_level", 0.5}};
  Frame volume = off("set the sonos volume to thirty", Kind::speaker,
                     {{SpanRole::kind, "sonos"}, {SpanRole::value, "thirty"}});
  volume.intent = Intent::set_volume;
  volume.attribute = Attribute::volume;
  volume.operation = Operation::set;
  Assistant assistant(home, "", std::nullopt);
  EXPECT_EQ(assistant.handle(volume.said, std::vector{volume}).changes.dump(),
            R"({"media_player.s":{"attributes":{"volume_level":0.3}}})");
}

TEST(Said, KindsAndANameInARow_AreAllMeant) {
  Home home;
  home.language = "en";
  home.entities = {thing("media_player.t", "Telly"), thing("fan.f", "Tower Fan"),
                   thing("light.h", "Hearth Lights"), thing("light.p", "Pole Light")};
  home.entities[0].attributes = {{"device_class", "tv"}};
  const std::vector<Span> spans = {
      {SpanRole::kind, "tv"}, {SpanRole::kind, "fan"}, {SpanRole::name, "hearth lights"}};
  for (const char* said :
       {"turn off the tv the fan and the hearth lights", "turn off tv, fan, the hearth lights"}) {
    Assistant assistant(home, "", std::nullopt);
    const Frame frame = off(said, Kind::any, spans);
    const Json changes = assistant.handle(said, std::vector{frame}).changes;
    EXPECT_EQ(changes.size(), 3U) << said << changes.dump();
    EXPECT_FALSE(changes.contains("light.p"));
  }
}

TEST(Said, OfSeveralCalledSo_WhatIsWhereWasAsked) {
  Home home;
  home.language = "en";
  home.areas = {{"b", "Bilge", {}, kNowhere}, {"c", "Cabin", {}, kNowhere}};
  home.entities = {thing("binary_sensor.w", "Water Sensor", 0), thing("switch.b", "Bilge Pump", 0),
                   thing("switch.c", "Cabin Pump", 1)};
  home.entities[0].attributes = {{"device_class", "moisture"}};
  Assistant assistant(home, "", std::nullopt);
  Frame wet;
  wet.intent = Intent::get_state;
  wet.role = ClauseRole::condition;
  wet.kind = Kind::moisture;
  wet.asked = Asked::on;
  wet.said = "if there's water in the bilge ";
  wet.spans = {{SpanRole::area, "bilge"}};
  const std::vector<Frame> frames = {wet, off("the pump off", Kind::any, {{SpanRole::name, "pump"}})};
  EXPECT_EQ(assistant.handle("if there's water in the bilge the pump off", frames).changes.dump(),
            R"({"switch.b":{"state":"off"}})");
}

TEST(Said, WhatWasSpokenOf_IsBroughtIn_AndNoCleaner) {
  Home home;
  home.language = "en";
  home.entities = {thing("cover.a", "Deck Awning"), thing("vacuum.v", "Barnacle")};
  home.entities[0].state = "open";
  Assistant assistant(home, "", std::nullopt);
  Frame out;
  out.intent = Intent::get_state;
  out.question = Question::yes_no;
  out.asked = Asked::open;
  out.said = "is the deck awning out";
  out.spans = {{SpanRole::name, "deck awning"}};
  assistant.handle(out.said, std::vector{out});
  Frame in;
  in.intent = Intent::vacuum_return;
  in.reference = Reference::it;
  in.said = "bring it all the way in";
  EXPECT_EQ(assistant.handle(in.said, std::vector{in}).changes.items().begin().key(), "cover.a");
}

TEST(Said, ATimerWithoutATime_IsTheSceneThatIsCalledSo) {
  Home home;
  home.language = "en";
  home.entities = {thing("scene.s", "Story Time")};
  Assistant assistant(home, "", std::nullopt);
  Frame frame;
  frame.intent = Intent::timer_start;
  frame.said = "do the story time one";
  frame.spans = {{SpanRole::name, "story time"}};
  EXPECT_EQ(assistant.handle(frame.said, std::vector{frame}).calls.at(0).name, "HassTurnOn");
}

TEST(Said, ACoolMode_IsNoWhite_AndNoIsNoNumber) {
  Home home;
  home.language = "en";
  home.entities = {thing("climate.f", "Fujitsu")};
  home.entities[0].state = "heat";
  home.entities[0].attributes = {{"hvac_modes", {"off", "heat", "cool"}}, {"temperature", 20}};
  Assistant assistant(home, "", std::nullopt);
  Frame cool;
  cool.intent = Intent::light_set;
  cool.attribute = Attribute::color_temperature;
  cool.operation = Operation::set;
  cool.said = "stick the fujitsu on cool";
  cool.spans = {{SpanRole::name, "fujitsu"}, {SpanRole::value, "cool"}};
  EXPECT_EQ(assistant.handle(cool.said, std::vector{cool}).changes["climate.f"]["state"], "cool");
  // "Nah, nineteen" corrects what was set.
  Frame set;
  set.intent = Intent::climate_set_temperature;
  set.said = "set the fujitsu to twenty four";
  set.spans = {{SpanRole::name, "fujitsu"}, {SpanRole::value, "twenty four"}};
  assistant.handle(set.said, std::vector{set});
  Frame nah;
  nah.intent = Intent::nevermind;
  nah.said = "nah nineteen";
  EXPECT_EQ(assistant.handle(nah.said, std::vector{nah}).changes["climate.f"]["attributes"]["temperature"],
            19);
  nah.said = "nah leave it";
  EXPECT_TRUE(assistant.handle(nah.said, std::vector{nah}).changes.empty());
}

TEST(Said, SparingThePendants_LeavesTheOtherLights) {
  Home home;
  home.language = "en";
  home.entities = {thing("light.p", "Kitchen Pendants"), thing("light.c", "Ceiling Light")};
  Assistant assistant(home, "", std::nullopt);
  Frame all = off("all lights off but not the pendants", Kind::light,
                  {{SpanRole::kind, "lights"}, {SpanRole::except, "pendants"}});
  all.quantity = Quantity::all;
  EXPECT_EQ(assistant.handle(all.said, std::vector{all}).changes.dump(), R"({"light.c":{"state":"off"}})");
}

TEST(Said, TheHeat_IsTheHouses_AndTheWaterTheOneThatIsCalledSo) {
  Home home;
  home.language = "en";
  home.entities = {thing("climate.g", "Garage Heater"), thing("climate.t", "Thermostat"),
                   thing("valve.g", "Water Main"), thing("valve.w", "Drip Hose")};
  for (size_t i : {0, 1}) home.entities[i].attributes = {{"temperature", 60}};
  for (size_t i : {2, 3}) home.entities[i].state = "open";
  Assistant assistant(home, "", std::nullopt);
  Frame heat;
  heat.intent = Intent::climate_set_temperature;
  heat.kind = Kind::heater;
  heat.attribute = Attribute::temperature;
  heat.operation = Operation::set;
  heat.said = "set the heat to seventy";
  heat.spans = {{SpanRole::kind, "heat"}, {SpanRole::value, "seventy"}};
  EXPECT_TRUE(assistant.handle(heat.said, std::vector{heat}).changes.contains("climate.t"));
  const Frame water = off("shut off the water", Kind::valve, {{SpanRole::kind, "water"}});
  EXPECT_EQ(assistant.handle(water.said, std::vector{water}).changes.begin().key(), "valve.g");
  home.entities[2].name = "Galley Gas";
  Assistant boat(home, "", std::nullopt);
  const Frame gas = off("shut off the gas", Kind::valve, {{SpanRole::kind, "gas"}});
  EXPECT_EQ(boat.handle(gas.said, std::vector{gas}).changes.begin().key(), "valve.g");
  Frame open = water;
  open.intent = Intent::open;
  open.said = "open the water";
  EXPECT_TRUE(assistant.handle(open.said, std::vector{open}).changes.empty());
}

TEST(Said, OnAndAValue_SwitchesOn_AndARadiatorHeats) {
  Home home;
  home.language = "en";
  home.entities = {thing("climate.r", "Radiator")};
  home.entities[0].state = "off";
  home.entities[0].attributes = {{"temperature", 19}, {"hvac_modes", {"off", "heat", "auto"}}};
  Frame frame = off("put the radiator on for me at twenty one", Kind::heater,
                    {{SpanRole::kind, "radiator"}, {SpanRole::value, "twenty one"}});
  frame.intent = Intent::climate_set_temperature;
  Assistant assistant(home, "", std::nullopt);
  EXPECT_EQ(assistant.handle(frame.said, std::vector{frame}).changes["climate.r"]["state"], "heat");
  frame.said = "set the radiator to twenty one";
  Assistant again(home, "", std::nullopt);
  EXPECT_FALSE(again.handle(frame.said, std::vector{frame}).changes["climate.r"].contains("state"));
}

TEST(Said, TheOtherOne_IsTheTwinOfWhatWasSpokenOf) {
  Home home;
  home.language = "en";
  home.areas = {{"l", "Lounge", {}, kNowhere}};
  home.entities = {thing("light.a", "Hue Bar Left", 0), thing("light.b", "Hue Bar Right", 0),
                   thing("light.c", "Arco", 0)};
  Assistant assistant(home, "", std::nullopt);
  Frame color = off("make hue bar left purple", Kind::any,
                    {{SpanRole::name, "hue bar left"}, {SpanRole::value, "purple"}});
  color.intent = Intent::light_set;
  color.attribute = Attribute::color;
  assistant.handle(color.said, std::vector{color});
  color.said = "and the other one orange";
  color.spans = {{SpanRole::value, "orange"}};
  const Outcome outcome = assistant.handle(color.said, std::vector{color});
  EXPECT_EQ(outcome.changes.size(), 1U);
  EXPECT_TRUE(outcome.changes.contains("light.b"));
}

TEST(Said, ANameAlone_IsASensorsValue_OrAScene) {
  Home home;
  home.language = "en";
  home.entities = {thing("sensor.s", "Solar Power"), thing("scene.l", "Lights Out"),
                   thing("light.a", "Arc Lamp"), thing("switch.c", "Coffee Machine"),
                   thing("switch.e", "Car Charger")};
  home.entities[0].state = "140";
  Assistant assistant(home, "", std::nullopt);
  const auto said = [&](Intent intent, const std::string& text, const std::vector<Span>& spans) {
    Frame frame;
    frame.intent = intent;
    frame.said = text;
    frame.spans = spans;
    return assistant.handle(text, std::vector{frame});
  };
  EXPECT_NE(said(Intent::turn_on, "solar power", {{SpanRole::name, "solar power"}}).reply.find("140"),
            std::string::npos);
  EXPECT_EQ(said(Intent::turn_on, "activate lights out", {{SpanRole::kind, "lights"}}).reply,
            "Activated Lights Out.");
  for (Entity& e : home.entities) e.state = "off";
  Assistant off_home(home, "", std::nullopt);
  Frame coffee;
  coffee.intent = Intent::turn_on;
  coffee.said = "put the coffee on";
  coffee.spans = {{SpanRole::item, "coffee"}};
  EXPECT_TRUE(off_home.handle(coffee.said, std::vector{coffee}).changes.contains("switch.c"));
  Frame car;
  car.said = "start charging the car";
  EXPECT_TRUE(off_home.handle(car.said, std::vector{car}).changes.contains("switch.e"));
}

TEST(Said, ANounThatTellsApart_IsWhatIsCalledSo_InAnyRoom) {
  const Home home = two_rooms({thing("light.c", "Chandelier", 1), thing("light.s", "Sledge Lamp", 1),
                               thing("light.t", "Track Lights", 0), thing("light.l", "Light", 1)});
  const auto off_by = [&](const std::string& noun) {
    return told(home, "here", off("turn the " + noun + " off", Kind::light, {{SpanRole::kind, noun}}))
        .changes.dump();
  };
  EXPECT_EQ(off_by("chandelier"), R"({"light.c":{"state":"off"}})");
  // What may be any light is the light here, and "led" is not in "sledge".
  for (const std::string noun : {"light", "bulb", "led"})
    EXPECT_EQ(off_by(noun), R"({"light.t":{"state":"off"}})") << noun;
}

TEST(Said, TheLamp_IsNoCeilingLight_WhereLampsStandElsewhere) {
  Home home = two_rooms({thing("light.c", "Ceiling Light", 0), thing("light.a", "Reading Lamp", 1),
                         thing("light.b", "Corner Lamp", 1)});
  const Frame lamp = off("turn the lamp off", Kind::lamp, {{SpanRole::kind, "lamp"}});
  const Outcome which = told(home, "here", lamp);
  EXPECT_TRUE(which.asked_back);
  EXPECT_EQ(which.changes.dump(), "{}");
  home.entities.resize(1);
  EXPECT_EQ(told(home, "here", lamp).changes.dump(), R"({"light.c":{"state":"off"}})");
}

TEST(Said, ACooler_IsNeitherTheThermostatNorTheHeating) {
  Home home = two_rooms({thing("climate.w", "Window AC", 0), thing("climate.t", "Thermostat", 1)});
  home.entities[0].attributes = {{"temperature", 70}, {"hvac_modes", {"off", "cool"}}};
  home.entities[1].attributes = {{"temperature", 69}, {"hvac_modes", {"off", "heat"}}};
  Frame set = off("set the thermostat to 71", Kind::climate,
                  {{SpanRole::kind, "thermostat"}, {SpanRole::value, "71"}});
  set.intent = Intent::climate_set_temperature;
  set.attribute = Attribute::temperature;
  set.operation = Operation::set;
  EXPECT_TRUE(told(home, "here", set).changes.contains("climate.t"));
  // The temperature is set by what is here.
  set.said = "set the temperature to 71";
  set.spans[0].text = "temperature";
  EXPECT_TRUE(told(home, "here", set).changes.contains("climate.w"));
  Frame asked = off("what's the heating set to", Kind::heater, {{SpanRole::kind, "heating"}});
  asked.intent = Intent::get_state;
  asked.attribute = Attribute::target_temperature;
  asked.question = Question::value;
  EXPECT_NE(told(home, "here", asked).reply.find("69"), std::string::npos);
}

TEST(Said, WhatModeItIsIn_IsNotHowWarmItIs) {
  Home home = two_rooms({thing("climate.t", "Thermostat", 0), thing("fan.f", "Tower", 0)});
  home.entities[0].state = "cool";
  home.entities[0].attributes = {{"current_temperature", 73}};
  home.entities[1].attributes = {{"percentage", 50}, {"preset_mode", "sleep"}};
  const auto reply = [&](const std::string& name) {
    Frame asked = off("what mode is the " + name + " in", Kind::any, {{SpanRole::name, name}});
    asked.intent = Intent::get_state;
    asked.attribute = Attribute::mode;
    asked.question = Question::value;
    return told(home, "here", asked).reply;
  };
  EXPECT_EQ(reply("thermostat"), "The Thermostat is cooling.");
  EXPECT_EQ(reply("tower"), "The Tower is on sleep.");
}

TEST(Said, AWateringByItsName_Opens_AndGasIsNoWater) {
  Home home = two_rooms({thing("valve.r", "Rose Bed Drip"), thing("valve.g", "Gas Main")});
  home.entities[0].aliases = {"rose watering"};
  home.entities[1].attributes = {{"device_class", "gas"}};
  for (Entity& e : home.entities) e.state = "closed";
  Frame water = off("water the roses", Kind::valve, {{SpanRole::kind, "water"}, {SpanRole::name, "roses"}});
  water.intent = Intent::open;
  EXPECT_EQ(told(home, "", water).changes.dump(), R"({"valve.r":{"state":"open"}})");
  home.entities.erase(home.entities.begin());
  Frame start = off("start watering", Kind::valve, {});
  start.intent = Intent::turn_on;
  EXPECT_EQ(told(home, "", start).changes.dump(), "{}");
  start.said = "turn on the gas main valve";
  start.spans = {{SpanRole::name, "gas main"}, {SpanRole::kind, "valve"}};
  EXPECT_EQ(told(home, "", start).changes.dump(), R"({"valve.g":{"state":"open"}})");
}

TEST(Said, TheWarmestRoom_MayBeTheGreenhouse_ButNotOutside) {
  Home home;
  home.language = "en";
  home.areas = {{"d", "Den", {}, kNowhere}, {"g", "Greenhouse", {}, kNowhere}, {"y", "Yard", {}, kNowhere}};
  home.entities = {thing("sensor.d", "Den Temperature", 0), thing("sensor.g", "Greenhouse Temperature", 1),
                   thing("sensor.y", "Yard Temperature", 2)};
  const char* const warm[] = {"21", "28", "35"};
  for (size_t i = 0; i < 3; ++i) {
    home.entities[i].state = warm[i];
    home.entities[i].attributes = {{"device_class", "temperature"}};
  }
  Frame asked = off("which room is the warmest", Kind::temperature, {});
  asked.intent = Intent::get_state;
  asked.question = Question::which;
  asked.comparison = Comparison::highest;
  EXPECT_NE(told(home, "", asked).reply.find("Greenhouse"), std::string::npos);
  asked.said = "how warm is it";
  asked.question = Question::value;
  asked.comparison = Comparison::none;
  EXPECT_EQ(told(home, "", asked).reply.find("28"), std::string::npos);
}

TEST(Said, APersonIsAtHomeOrNot) {
  Home home = two_rooms({thing("person.p", "Priya"), thing("person.t", "Tom"), thing("vacuum.v", "Rover")});
  home.entities[0].state = "home";
  home.entities[1].state = "not_home";
  home.entities[2].state = "docked";
  const auto reply = [&](const std::string& said, Asked what, std::vector<Span> spans) {
    Frame asked = off(said, Kind::any, std::move(spans));
    asked.intent = Intent::get_state;
    asked.asked = what;
    return told(home, "here", asked).reply;
  };
  EXPECT_EQ(reply("is tom in", Asked::home, {}), "No, Tom is away.");
  EXPECT_EQ(reply("is tom home yet", Asked::docked, {{SpanRole::name, "tom"}}), "No, Tom is away.");
  EXPECT_EQ(reply("is rover home", Asked::docked, {{SpanRole::name, "rover"}}).substr(0, 4), "Yes,");
}

TEST(Said, BothThermostats_AreTheTwoThatAreCalledSo) {
  Home home;
  home.language = "en";
  home.entities = {thing("climate.u", "Upstairs Thermostat"), thing("climate.d", "Downstairs Thermostat"),
                   thing("climate.w", "Window Unit")};
  for (Entity& e : home.entities) {
    e.state = "cool";
    e.attributes = {{"temperature", 70}, {"hvac_modes", {"off", "heat", "cool"}}};
  }
  Frame both = off("set both thermostats to 73", Kind::climate,
                   {{SpanRole::kind, "thermostats"}, {SpanRole::value, "73"}});
  both.intent = Intent::climate_set_temperature;
  both.attribute = Attribute::temperature;
  both.operation = Operation::set;
  both.quantity = Quantity::both;
  Assistant assistant(home, "", std::nullopt);
  const Json changes = assistant.handle(both.said, std::vector{both}).changes;
  EXPECT_EQ(changes.size(), 2U) << changes.dump();
  EXPECT_FALSE(changes.contains("climate.w"));
}

TEST(Said, Sprinklers_AreNoWaterMain) {
  const auto asks = [](std::string name) {
    Home home;
    home.language = "en";
    home.entities = {thing("valve.v", std::move(name))};
    home.entities[0].state = "closed";
    const Frame on = [] {
      Frame out = off("sprinklers on please", Kind::valve, {{SpanRole::kind, "sprinklers"}});
      out.intent = Intent::turn_on;
      return out;
    }();
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle(on.said, std::vector{on}).asked_back;
  };
  EXPECT_TRUE(asks("Water Main"));
  EXPECT_FALSE(asks("Lawn Sprinklers"));
  EXPECT_FALSE(asks("Garden Valve"));
}

TEST(Said, APluralThatIsAThingsName_IsThatThing) {
  Home home;
  home.areas = {{"k", "Kitchen", {}, kNowhere}, {"d", "Den", {}, kNowhere}};
  home.devices = {{"speaker", "Speaker", 1}};
  home.entities = {thing("valve.s", "Sprinklers"), thing("valve.m", "Water Main"),
                   thing("light.l", "Lights", 0), thing("light.d", "Desk Light", 1)};
  const auto changes = [&](std::string said, Kind kind, std::string noun) {
    Assistant assistant(home, "speaker", std::nullopt);
    const Frame frame = off(said, kind, {{SpanRole::kind, std::move(noun)}});
    return assistant.handle(said, std::vector{frame}).changes.dump();
  };
  EXPECT_EQ(changes("turn off the sprinklers", Kind::valve, "sprinklers"),
            R"({"valve.s":{"state":"closed"}})");
  // "Lights" are those of the room, though another room's are called just so.
  EXPECT_EQ(changes("turn off the lights", Kind::light, "lights"), R"({"light.d":{"state":"off"}})");
}

TEST(Said, HerLight_IsOfWhoWasSpokenOf_AndNoneOfThisRoom) {
  Home home;
  home.areas = {{"p", "Priya's Room", {}, kNowhere}, {"k", "Kitchen", {}, kNowhere}};
  home.entities = {thing("light.p", "Priya's Lamp", 0), thing("light.k", "Kitchen Lamp", 1),
                   thing("switch.t", "Kettle", 1), thing("fan.p", "Priya's Fan", 0)};
  home.devices = {{"speaker", "Speaker", 1}};
  const auto changes = [&](const std::vector<Frame>& frames) {
    Assistant assistant(home, "speaker", std::nullopt);
    std::string text;
    for (const Frame& each : frames) text += each.said;
    return assistant.handle(text, frames).changes.dump();
  };
  const Frame hers = off("turn off her lamp", Kind::lamp, {{SpanRole::kind, "lamp"}});
  EXPECT_EQ(changes({hers}), "{}");
  const Frame fan = off("turn off priya's fan ", Kind::any, {{SpanRole::name, "priya's fan"}});
  EXPECT_EQ(changes({fan, hers}), R"({"fan.p":{"state":"off"},"light.p":{"state":"off"}})");
  // The only kettle is hers too.
  EXPECT_EQ(changes({fan, off("turn off her kettle", Kind::any, {{SpanRole::name, "her kettle"}})}),
            R"({"fan.p":{"state":"off"},"switch.t":{"state":"off"}})");
  Frame room = off("turn off the lamp in her room", Kind::lamp, {{SpanRole::kind, "lamp"}});
  room.place = Place::here;
  EXPECT_EQ(changes({room}), "{}");
  EXPECT_EQ(changes({fan, room}), R"({"fan.p":{"state":"off"},"light.p":{"state":"off"}})");
  // "The lamp" is this room's.
  EXPECT_EQ(changes({off("turn off the lamp", Kind::lamp, {{SpanRole::kind, "lamp"}})}),
            R"({"light.k":{"state":"off"}})");
}

TEST(Said, TheHighToday_IsOfTheForecast_AndOutsideIsWhatIsMeasuredThere) {
  Home home;
  home.temperature_unit = "°C";
  Entity weather = thing("weather.home", "Home");
  weather.state = "cloudy";
  weather.attributes = {
      {"temperature", 4},
      {"forecast", Json::array({{{"datetime", "2026-11-25"}, {"condition", "cloudy"}, {"temperature", 8}}})}};
  Entity sensor = thing("sensor.o", "Outside Temperature");
  sensor.state = "4.5";
  sensor.attributes = {{"device_class", "temperature"}, {"unit_of_measurement", "°C"}};
  home.entities = {weather, sensor};
  const auto reply = [&](std::string said, std::vector<Span> spans) {
    Assistant assistant(home, "", read_moment("2026-11-25T19:10:00+00:00", 0));
    Frame frame;
    frame.intent = Intent::get_weather;
    frame.attribute = Attribute::temperature;
    frame.said = said;
    frame.spans = std::move(spans);
    return assistant.handle(said, std::vector{frame}).reply;
  };
  EXPECT_NE(reply("what's the highest temperature today", {{SpanRole::date, "today"}}).find("8°C"),
            std::string::npos);
  EXPECT_NE(reply("what's the high going to be", {}).find("8°C"), std::string::npos);
  EXPECT_NE(reply("what's the temperature today", {{SpanRole::date, "today"}}).find("4°C"),
            std::string::npos);
  EXPECT_NE(reply("what's the temperature outside", {}).find("4.5°C"), std::string::npos);
  EXPECT_EQ(reply("what's the temperature in town", {}).find("4.5"), std::string::npos);
}

TEST(Said, TheRoomOfTheClauseBefore_IsStillMeant) {
  Home home = two_rooms(
      {thing("light.a", "Den Light", 0), thing("light.b", "Dining Light", 1), thing("switch.c", "Urn", 1)});
  const auto changes = [&](const char* noun, Kind kind) {
    Assistant assistant(home, "here", std::nullopt);
    Frame first = off(std::string("turn off the ") + noun + " in the dining room", kind,
                      {{SpanRole::kind, noun}, {SpanRole::area, "dining room"}});
    const Frame second = off("and turn off the light", Kind::light, {{SpanRole::kind, "light"}});
    return assistant.handle(first.said + " " + second.said, std::vector{first, second}).changes.dump();
  };
  EXPECT_EQ(changes("switch", Kind::switch_), R"({"switch.c":{"state":"off"},"light.b":{"state":"off"}})");
  // Also where the first found nothing there.
  EXPECT_EQ(changes("tv", Kind::tv), R"({"light.b":{"state":"off"}})");
  // The next utterance is said in the speaker's room again.
  Assistant assistant(home, "here", std::nullopt);
  const Frame first = off("turn off the urn in the dining room", Kind::any, {{SpanRole::name, "urn"}});
  assistant.handle(first.said, std::vector{first});
  const Frame next = off("turn off the light", Kind::light, {{SpanRole::kind, "light"}});
  EXPECT_EQ(assistant.handle(next.said, std::vector{next}).changes.dump(), R"({"light.a":{"state":"off"}})");
}

TEST(Said, Dimmer_LeavesOffWhatIsOff) {
  Home home;
  home.entities = {thing("light.a", "Desk Lamp")};
  home.entities[0].state = "off";
  home.entities[0].attributes["brightness"] = 0;
  Frame frame = off("dim the desk lamp", Kind::any, {{SpanRole::name, "desk lamp"}});
  frame.intent = Intent::light_set;
  frame.attribute = Attribute::brightness;
  frame.operation = Operation::lower;
  EXPECT_EQ(told(home, "", frame).changes.dump(), "{}");
}

TEST(Said, AThingToo_IsNoMoreOfTheKindBefore) {
  Home home = two_rooms({thing("light.a", "Den Light", 0), thing("light.b", "Desk Lamp", 1),
                         thing("light.c", "Bedside Lamp", 0)});
  Assistant assistant(home, "here", std::nullopt);
  const Frame first = off("den light off", Kind::light, {{SpanRole::area, "den"}, {SpanRole::kind, "light"}});
  Frame too = off("and the desk lamp too", Kind::any, {{SpanRole::name, "desk lamp"}});
  too.intent = Intent::repeat;
  const auto changes =
      assistant.handle("den light off and the desk lamp too", std::vector{first, too}).changes;
  EXPECT_TRUE(changes.contains("light.b"));
  EXPECT_FALSE(changes.contains("light.c"));
}

TEST(Said, MoreOrLess_IsOfWhatWasSpokenOf) {
  Home home = two_rooms({thing("light.a", "Ceiling Light", 0), thing("light.b", "Desk Lamp", 0),
                         thing("fan.c", "Fan", 0), thing("lock.d", "Gate Lock", 0)});
  home.entities[0].attributes["brightness"] = home.entities[1].attributes["brightness"] = 102;
  home.entities[2].attributes["percentage"] = 100;
  home.entities[2].attributes["percentage_step"] = 33.333;
  const auto changed = [&](const char* name, std::string said, Intent intent, Attribute attribute,
                           Operation operation) {
    Assistant assistant(home, "here", std::nullopt);
    Frame first = off(std::string("turn on the ") + name, Kind::any, {{SpanRole::name, name}});
    first.intent = Intent::turn_on;
    assistant.handle(first.said, std::vector{first});
    Frame more = off(said, Kind::any, {});
    more.intent = intent;
    more.attribute = attribute;
    more.operation = operation;
    return assistant.handle(said, std::vector{more}).changes.dump();
  };
  EXPECT_EQ(
      changed("desk lamp", "a bit brighter", Intent::light_set, Attribute::brightness, Operation::raise),
      R"({"light.b":{"attributes":{"brightness":153}}})");
  // What it lacks is of what has it.
  EXPECT_NE(changed("gate lock", "brighter", Intent::light_set, Attribute::brightness, Operation::raise)
                .find("light.a"),
            std::string::npos);
  EXPECT_EQ(changed("fan", "한 단만 낮춰 주시겠어요", Intent::climate_set_temperature, Attribute::temperature,
                    Operation::lower),
            R"({"fan.c":{"attributes":{"percentage":66}}})");
}

TEST(Said, IfAnyAreOn_IsAskedEverywhere) {
  Home home = two_rooms({thing("light.a", "Den Light", 0), thing("light.b", "Dining Light", 1)});
  home.entities[0].state = "off";
  const auto changed = [&](Quantity quantity) {
    Assistant assistant(home, "here", std::nullopt);
    Frame condition = off("if any lights are on", Kind::light, {{SpanRole::kind, "lights"}});
    condition.intent = Intent::get_state;
    condition.role = ClauseRole::condition;
    condition.asked = Asked::on;
    condition.quantity = quantity;
    Frame act = off("turn them off", Kind::any, {});
    act.reference = Reference::them;
    return assistant.handle("if any lights are on turn them off", std::vector{condition, act}).changes.dump();
  };
  EXPECT_EQ(changed(Quantity::any), R"({"light.b":{"state":"off"}})");
  EXPECT_EQ(changed(Quantity::unsaid), "{}");
}

TEST(Said, Stop_SwitchesNothingOff) {
  Home home = two_rooms({thing("light.a", "Den Light", 0), thing("cover.b", "Den Blind", 0),
                         thing("media_player.c", "Den Radio", 0)});
  home.entities[1].state = "open";
  home.entities[2].state = "playing";
  Frame stop = off("stop", Kind::any, {});
  stop.intent = Intent::stop;
  EXPECT_EQ(told(home, "here", stop).changes.dump(), R"({"media_player.c":{"state":"paused"}})");
}

TEST(Said, DegreesOfAnotherScale_HeatNoRoom) {
  Home home = two_rooms({thing("climate.a", "Thermostat", 0)});
  home.entities[0].state = "heat";
  home.entities[0].attributes["temperature"] = 20;
  const auto changed = [&](const char* value, const char* unit) {
    home.temperature_unit = unit;
    Frame set = off(std::string("set the thermostat to ") + value, Kind::climate, {{SpanRole::value, value}});
    set.intent = Intent::climate_set_temperature;
    set.operation = Operation::set;
    return told(home, "here", set).changes.dump();
  };
  EXPECT_EQ(changed("68", "°C"), "{}");
  EXPECT_NE(changed("68", "°F"), "{}");
  EXPECT_NE(changed("22", "°C"), "{}");
}

TEST(Said, It_IsWhatWasSpokenOf_WhateverWasRead) {
  Home home = two_rooms({thing("light.a", "Ceiling Light", 0), thing("light.b", "Chandelier", 0)});
  home.entities[0].attributes["brightness"] = home.entities[1].attributes["brightness"] = 204;
  Assistant assistant(home, "here", std::nullopt);
  const Frame first = off("turn off the chandelier", Kind::any, {{SpanRole::name, "chandelier"}});
  assistant.handle(first.said, std::vector{first});
  Frame forty = off("too much take it to forty", Kind::any, {{SpanRole::value, "forty"}});
  forty.intent = Intent::light_set;
  forty.attribute = Attribute::brightness;
  forty.operation = Operation::set;
  const auto changes = assistant.handle(forty.said, std::vector{forty}).changes;
  EXPECT_TRUE(changes.contains("light.b"));
  EXPECT_FALSE(changes.contains("light.a"));
}

}  // namespace
}  // namespace ondol::home
