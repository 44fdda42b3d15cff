// What a question was read to be about, and what it is about in this home.
#include <gtest/gtest.h>

#include "home/assistant.h"

namespace ondol::home {
namespace {

Entity thing(std::string id, std::string name, std::string state, int32_t area = 0, Json attributes = {}) {
  Entity out;
  out.id = std::move(id);
  out.name = std::move(name);
  out.state = std::move(state);
  out.area = area;
  if (attributes.is_object()) out.attributes = std::move(attributes);
  return out;
}

Home home_of(std::vector<Entity> things, std::string language = "en") {
  Home home;
  home.language = std::move(language);
  home.areas = {{"here", "Den", {}, kNowhere}, {"there", "Jaz's Room", {}, kNowhere}};
  home.entities = std::move(things);
  return home;
}

Frame asks(std::string said, Question question, Asked asked, std::vector<Span> spans, Kind kind = Kind::any) {
  Frame out{.intent = Intent::get_state, .kind = kind, .question = question, .asked = asked};
  out.said = std::move(said);
  out.spans = std::move(spans);
  return out;
}

Frame turns_off(std::string said, std::vector<Span> spans, Kind kind = Kind::any,
                Quantity quantity = Quantity::unsaid) {
  Frame out{.intent = Intent::turn_off, .kind = kind, .quantity = quantity};
  out.said = std::move(said);
  out.spans = std::move(spans);
  return out;
}

std::string reply(const Home& home, const Frame& frame, const std::string& room = "") {
  Assistant assistant(home, room, std::nullopt);
  return assistant.handle(frame.said, std::vector{frame}).reply;
}

std::string changes(const Home& home, const Frame& frame, const std::string& room = "") {
  Assistant assistant(home, room, std::nullopt);
  return assistant.handle(frame.said, std::vector{frame}).changes.dump();
}

TEST(AskedKinds, WhatDetects_SaysSo_AndNoLamp) {
  Home home = home_of({thing("light.a", "Lamp", "on"),
                       thing("binary_sensor.l", "Glow", "off", 0, {{"device_class", "light"}}),
                       thing("binary_sensor.r", "Washer", "on", 0, {{"device_class", "running"}}),
                       thing("switch.s", "Kettle", "on")});
  const std::vector<Span> light = {{SpanRole::kind, "light"}};
  EXPECT_EQ(
      reply(home, asks("is light detected?", Question::any, Asked::on, light, Kind::light)).substr(0, 3),
      "No,");
  EXPECT_EQ(reply(home, asks("is a light on?", Question::any, Asked::on, light, Kind::light)).substr(0, 4),
            "Yes,");
  const std::string running = reply(home, asks("are any devices running?", Question::any, Asked::on, {}));
  EXPECT_NE(running.find("Washer"), std::string::npos);
  EXPECT_EQ(running.find("Kettle"), std::string::npos);
  const std::string on = reply(home, asks("are any devices on?", Question::any, Asked::on, {}));
  EXPECT_NE(on.find("Kettle"), std::string::npos);
}

TEST(AskedKinds, RightNow_IsNoName) {
  const Home home = home_of({thing("lock.f", "Front Door", "locked"), thing("light.r", "Right Light", "on")});
  const Frame which = asks("which doors are locked right now", Question::which, Asked::locked,
                           {{SpanRole::kind, "doors"}, {SpanRole::name, "right"}}, Kind::door);
  EXPECT_NE(reply(home, which).find("Front Door"), std::string::npos);
  const Frame right =
      asks("is the right one on", Question::yes_no, Asked::on, {{SpanRole::name, "right"}}, Kind::any);
  EXPECT_NE(reply(home, right).find("Right Light"), std::string::npos);
}

TEST(AskedKinds, Both_AndAreOff_AreOfEach) {
  const Home home = home_of({thing("cover.g", "Gate", "closed"), thing("cover.b", "Barn Door", "open"),
                             thing("light.a", "Lamp", "off"), thing("light.b", "Spots", "on")});
  const std::vector<Span> two = {{SpanRole::name, "gate"}, {SpanRole::name, "barn door"}};
  EXPECT_EQ(
      reply(home, asks("are the gate and the barn door both shut", Question::yes_no, Asked::closed, two))
          .substr(0, 3),
      "No,");
  const std::vector<Span> lights = {{SpanRole::kind, "lights"}};
  EXPECT_EQ(
      reply(home, asks("are the lights off", Question::yes_no, Asked::off, lights, Kind::light)).substr(0, 3),
      "No,");
  EXPECT_EQ(
      reply(home, asks("are the lights on", Question::yes_no, Asked::on, lights, Kind::light)).substr(0, 4),
      "Yes,");
}

TEST(AskedKinds, WhatsOnAPlayer_IsWhatItPlays_AndOfALampHowItIs) {
  const Home home =
      home_of({thing("media_player.w", "Wireless", "playing", 0, {{"media_title", "The Archers"}}),
               thing("light.a", "Lamp", "on")});
  EXPECT_NE(reply(home, asks("what's on the wireless", Question::value, Asked::none,
                             {{SpanRole::name, "wireless"}}))
                .find("Archers"),
            std::string::npos);
  EXPECT_EQ(reply(home, asks("what's on the lamp", Question::value, Asked::none, {{SpanRole::name, "lamp"}})),
            "The Lamp is on.");
}

TEST(AskedKinds, SomeonesLights_AreThoseOfTheirRoom) {
  const Home home = home_of({thing("light.a", "Spots", "on", 0), thing("light.j", "Desk Lamp", "off", 1),
                             thing("person.j", "Jaz", "home", kNowhere)});
  const std::vector<Span> lights = {{SpanRole::name, "jaz"}, {SpanRole::kind, "lights"}};
  EXPECT_EQ(reply(home, asks("has jaz left any lights on", Question::yes_no, Asked::on, lights)).substr(0, 3),
            "No,");
  EXPECT_EQ(
      reply(home, asks("is jaz home", Question::yes_no, Asked::home, {{SpanRole::name, "jaz"}})).substr(0, 4),
      "Yes,");
}

TEST(AskedKinds, WhereSomeoneIs_IsSaidByTheirName_NotByTheirRoom) {
  Home home =
      home_of({thing("person.a", "Ada", "not_home", kNowhere), thing("person.b", "Bo", "home", kNowhere)});
  Frame none;
  none.said = "is Ada at home";
  EXPECT_EQ(reply(home, none), "No, Ada is away.");
  none.said = "is Ada's essay at home";
  EXPECT_EQ(reply(home, none).find("Ada is"), std::string::npos);
  Frame all = asks("ada's not home", Question::yes_no, Asked::away, {}, Kind::person);
  all.quantity = Quantity::all;
  EXPECT_EQ(reply(home, all).substr(0, 4), "Yes,");
}

TEST(AskedKinds, ALock_IsAskedWhetherADoorIsOpen_AndASensorWhatItMeasures) {
  const Home home = home_of({thing("lock.b", "뒷문", "locked"),
                             thing("sensor.k", "김치냉장고 온도", "-1", 0,
                                   {{"device_class", "temperature"}, {"unit_of_measurement", "°C"}})},
                            "ko");
  EXPECT_NE(reply(home, asks("뒷문 열려 있어", Question::yes_no, Asked::open, {{SpanRole::kind, "뒷문"}},
                             Kind::door))
                .find("아니요"),
            std::string::npos);
  Frame measured = asks("김치냉장고 온도 몇 도로 나와", Question::value, Asked::none,
                        {{SpanRole::name, "김치냉장고 온도"}});
  measured.attribute = Attribute::target_temperature;
  EXPECT_NE(reply(home, measured).find("-1"), std::string::npos);
}

TEST(AskedKinds, ALeak_IsOfTheThingThatWasSaid) {
  const Home home =
      home_of({thing("water_heater.w", "Water Heater", "gas"),
               thing("binary_sensor.h", "Water Heater Leak", "off", 0, {{"device_class", "moisture"}}),
               thing("binary_sensor.s", "Sink Leak", "on", 0, {{"device_class", "moisture"}})});
  const Frame heater = asks("is the water heater leaking", Question::yes_no, Asked::on,
                            {{SpanRole::kind, "water heater"}}, Kind::moisture);
  EXPECT_EQ(reply(home, heater).substr(0, 3), "No,");
  const Frame any =
      asks("is there a leak", Question::any, Asked::on, {{SpanRole::kind, "leak"}}, Kind::moisture);
  EXPECT_NE(reply(home, any).find("Sink"), std::string::npos);
}

TEST(AskedKinds, OfTwoSensorsOfOneName_TheOneWhoseClassIsSaid) {
  const Home home =
      home_of({thing("sensor.a", "Roof Rain", "29", 0, {{"device_class", "precipitation"}}),
               thing("sensor.b", "Roof Rain", "144", 0, {{"device_class", "precipitation_intensity"}})});
  const std::vector<Span> name = {{SpanRole::name, "roof rain"}};
  const std::string one =
      reply(home, asks("what is the intensity of roof rain", Question::value, Asked::none, name));
  EXPECT_NE(one.find("144"), std::string::npos);
  EXPECT_EQ(one.find("29"), std::string::npos);
  const std::string both = reply(home, asks("what is roof rain", Question::value, Asked::none, name));
  EXPECT_NE(both.find("29"), std::string::npos);
}

TEST(AskedKinds, ADoor_MayHaveASensorOfOpenings_ThatIsCalledSo) {
  const Home home = home_of({thing("binary_sensor.o", "창고 문", "on", 0, {{"device_class", "opening"}}),
                             thing("binary_sensor.d", "방문", "off", 0, {{"device_class", "door"}}),
                             thing("binary_sensor.x", "서랍", "on", 0, {{"device_class", "opening"}})},
                            "ko");
  const std::string open = reply(
      home, asks("문 열려 있는 거 있어", Question::any, Asked::open, {{SpanRole::kind, "문"}}, Kind::door));
  EXPECT_NE(open.find("창고 문"), std::string::npos);
  EXPECT_EQ(open.find("서랍"), std::string::npos);
}

TEST(AskedKinds, TheFairyOnes_AreSpared_AndAllButTheLampHereIsOfThisRoom) {
  Home home =
      home_of({thing("light.f", "Jaz's Fairy Lights", "on", 0), thing("light.d", "Desk Lamp", "on", 0)});
  EXPECT_EQ(changes(home, turns_off("lights off except the fairy ones",
                                    {{SpanRole::kind, "lights"}, {SpanRole::except, "fairy ones"}},
                                    Kind::light, Quantity::all)),
            R"({"light.d":{"state":"off"}})");
  EXPECT_EQ(changes(home, turns_off("lights off except the purple ones",
                                    {{SpanRole::kind, "lights"}, {SpanRole::except, "purple ones"}},
                                    Kind::light, Quantity::all)),
            "{}");
  home = home_of({thing("light.m", "달 무드등", "on", 0), thing("light.c", "방등", "on", 0),
                  thing("light.e", "거실등", "on", 1)},
                 "ko");
  const auto spared = [&](const std::string& room) {
    return changes(
        home,
        turns_off("달 무드등 빼고 불 다 꺼줘", {{SpanRole::except, "달 무드등"}, {SpanRole::kind, "불"}},
                  Kind::light, Quantity::all),
        room);
  };
  EXPECT_EQ(spared("here"), R"({"light.c":{"state":"off"}})");
  EXPECT_NE(spared("there").find("light.e"), std::string::npos);
}

TEST(AskedKinds, BothBedLamps_AreTheLeftAndTheRightOne_AndOfThreeNone) {
  Home home = home_of({thing("light.l", "침대 왼쪽등", "on"), thing("light.r", "침대 오른쪽등", "on"),
                       thing("light.c", "거실등", "on")},
                      "ko");
  const Frame both = turns_off("침대 등 둘 다 꺼", {{SpanRole::name, "침대 등"}}, Kind::any, Quantity::both);
  EXPECT_EQ(changes(home, both), R"({"light.l":{"state":"off"},"light.r":{"state":"off"}})");
  home.entities.push_back(thing("light.x", "침대 아래등", "on"));
  EXPECT_EQ(changes(home, both), "{}");
}

}  // namespace
}  // namespace ondol::home
