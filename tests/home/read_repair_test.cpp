// What the words say for certain wins over labels that were missed, and nothing else is touched.
#include "home/read_repair.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"

namespace ondol::home {
namespace {

Frame frame(Intent intent, std::string said, std::vector<Span> spans) {
  Frame out;
  out.intent = intent;
  out.said = std::move(said);
  out.spans = std::move(spans);
  return out;
}

std::string repaired(std::vector<Frame> frames, const std::vector<Mention>& mentions = {}) {
  std::string text;
  for (const Frame& each : frames) text += each.said;
  repair_reading(text, mentions, frames);
  return frames_json(frames).dump();
}

constexpr SpanRole kName = SpanRole::name, kArea = SpanRole::area, kKind = SpanRole::kind,
                   kValue = SpanRole::value;

TEST(ReadRepair, ALostName_IsTakenFromTheMention) {
  Frame battery = frame(Intent::get_state, "what's rosie's battery at", {{kKind, "battery"}});
  battery.kind = Kind::battery;
  EXPECT_NE(repaired({battery}, {{7, 12, kName, true}}).find(R"(["name","rosie"],["kind","battery"])"),
            std::string::npos);
  // Spoken to, not of.
  Frame lights = frame(Intent::turn_off, "rosie turn off the lights", {{kKind, "lights"}});
  lights.kind = Kind::light;
  EXPECT_EQ(repaired({lights}, {{0, 5, kName}}).find("rosie"), std::string::npos);
  // A name that is there already, one of two, or none of a thing's.
  const Frame named = frame(Intent::turn_on, "start rosie", {{kName, "rosie"}});
  EXPECT_EQ(repaired({named}, {{6, 11, kName}}), frames_json({named}).dump());
  const Frame two = frame(Intent::turn_on, "start rosie or henry", {});
  EXPECT_EQ(repaired({two}, {{6, 11, kName}, {15, 20, kName}}), frames_json({two}).dump());
  const Frame list = frame(Intent::list_add, "put rosie down", {});
  EXPECT_EQ(repaired({list}, {{4, 9, kName}}), frames_json({list}).dump());
}

TEST(ReadRepair, WhatIsTakenBack_IsDropped) {
  EXPECT_EQ(repaired({frame(Intent::turn_on, "turn on the arc lamp no wait the kettle",
                            {{kName, "arc lamp"}, {kName, "kettle"}})}),
            R"([{"intent":"HassTurnOn","spans":[["name","kettle"]]}])");
  EXPECT_EQ(repaired({frame(Intent::light_set, "study light to 20, no wait, 30",
                            {{kArea, "study"}, {kKind, "light"}, {kValue, "20"}, {kValue, "30"}})}),
            R"([{"intent":"HassLightSet","spans":[["area","study"],["kind","light"],["value","30"]]}])");
  EXPECT_EQ(repaired({frame(Intent::turn_off, "서재 아니다 침실 꺼", {{kArea, "서재"}, {kArea, "침실"}})}),
            R"([{"intent":"HassTurnOff","spans":[["area","침실"]]}])");
  const Frame kept = frame(Intent::turn_off, "서재 아니면 침실 꺼", {{kArea, "서재"}, {kArea, "침실"}});
  EXPECT_EQ(repaired({kept}), frames_json({kept}).dump());
}

TEST(ReadRepair, TwoSettings_AreTwoClauses) {
  EXPECT_EQ(repaired({frame(Intent::light_set, "the arc lamp to 40 and the strip to 70",
                            {{kName, "arc lamp"}, {kValue, "40"}, {kName, "strip"}, {kValue, "70"}})}),
            R"([{"intent":"HassLightSet","spans":[["name","arc lamp"],["value","40"]]},)"
            R"({"intent":"HassLightSet","spans":[["name","strip"],["value","70"]]}])");
  const Frame one = frame(Intent::light_set, "arc lamp 40 percent 50",
                          {{kName, "arc lamp"}, {kValue, "40 percent"}, {kValue, "50"}});
  EXPECT_EQ(repaired({one}), frames_json({one}).dump());
}

TEST(ReadRepair, TwoSortsOfValues_AreTwoSettings) {
  EXPECT_EQ(repaired({frame(Intent::light_set, "arc lamp purple at half",
                            {{kName, "arc lamp"}, {kValue, "purple"}, {kValue, "half"}})}),
            R"([{"intent":"HassLightSet","attribute":"color","operation":"set","spans":[["name","arc lamp"],)"
            R"(["value","purple"]]},{"intent":"HassLightSet","attribute":"brightness","operation":"set",)"
            R"("spans":[["name","arc lamp"],["value","half"]]}])");
  const std::string both = repaired({frame(Intent::light_set, "daikin to auto seventy two",
                                           {{kName, "daikin"}, {kValue, "auto seventy two"}})});
  EXPECT_NE(both.find("HassClimateSetHvacMode"), std::string::npos);
  EXPECT_NE(both.find("HassClimateSetTemperature"), std::string::npos);
  Frame dry = frame(Intent::turn_on, "get the dehumidifier down to forty",
                    {{kKind, "dehumidifier"}, {kValue, "forty"}});
  dry.kind = Kind::dehumidifier;
  EXPECT_NE(repaired({dry}).find("HassHumidifierSetpoint"), std::string::npos);
}

TEST(ReadRepair, WhatIsForbiddenBehindAll_IsSpared) {
  Frame all = frame(Intent::turn_off, "turn everything off ", {});
  all.quantity = Quantity::all;
  const Frame spared = frame(Intent::nevermind, "but don't touch the fan", {});
  EXPECT_EQ(repaired({all, spared}),
            R"([{"intent":"HassTurnOff","quantity":"all","spans":[["except","fan"]]}])");
  const Frame lamp = frame(Intent::nevermind, "but do not touch the arc lamp", {});
  EXPECT_EQ(repaired({all, lamp}, {{41, 49, kName}}),
            R"([{"intent":"HassTurnOff","quantity":"all","spans":[["except","arc lamp"]]}])");
  EXPECT_EQ(repaired({all, frame(Intent::nevermind, "no never mind", {})}).find("except"), std::string::npos);
}

TEST(ReadRepair, OneName_IsOneThing) {
  EXPECT_EQ(repaired({frame(Intent::turn_on, "den ceiling fan on", {{kName, "den"}, {kName, "ceiling fan"}})},
                     {{0, 15, kName}}),
            R"([{"intent":"HassTurnOn","spans":[["name","den ceiling fan"]]}])");
  EXPECT_EQ(
      repaired({frame(Intent::media_play, "den radio on", {{SpanRole::media, "den"}})}, {{0, 9, kName}}),
      R"([{"intent":"HassTurnOn","spans":[["name","den radio"]]}])");
  const Frame lights = frame(Intent::turn_on, "den lights on", {{kArea, "den"}, {kKind, "lights"}});
  EXPECT_EQ(repaired({lights}, {{0, 10, kName}}), frames_json({lights}).dump());
}

TEST(ReadRepair, Warmer_HasFewerKelvins) {
  Frame warmer = frame(Intent::light_set, "make the lamp warmer", {{kName, "lamp"}});
  warmer.attribute = Attribute::color_temperature;
  warmer.operation = Operation::raise;
  EXPECT_NE(repaired({warmer}).find(R"("operation":"lower")"), std::string::npos);
}

TEST(ReadRepair, OddFrames_AreLeft) {
  EXPECT_EQ(repaired({}), "[]");
  const Frame lost = frame(Intent::light_set, "x", {{kName, "not in it"}, {kValue, "1"}, {kValue, "2"}});
  EXPECT_EQ(repaired({lost}, {{0, 90, kName}}), frames_json({lost}).dump());
}

}  // namespace
}  // namespace ondol::home
