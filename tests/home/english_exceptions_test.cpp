// What is left on or alone, and what only looks like it.
#include "home/english_exceptions.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/frame_of.h"

namespace ondol::home {
namespace {

Frame lights_off(std::string said, std::vector<Span> spans, Quantity quantity = Quantity::unsaid) {
  Frame out = frame(Intent::turn_off, std::move(said), std::move(spans));
  out.kind = Kind::light;
  out.quantity = quantity;
  return out;
}

std::string spared(std::vector<Frame> frames) {
  spare_what_is_left_so(frames);
  return frames_json(frames).dump();
}

std::string repaired(Frame frame) {
  repair_english_exceptions(frame);
  return frame_json(frame).dump();
}

TEST(WordRepairOfExceptions, WhatIsLeftOn_IsNoAllOfItsOwn) {
  const Frame all = lights_off("lights off upstairs ", {{kKind, "lights"}, {SpanRole::floor, "upstairs"}});
  Frame left =
      frame(Intent::turn_on, "all of them but leave the landing light on", {{kExcept, "landing light"}});
  left.quantity = Quantity::all;
  const std::string wanted = R"([{"intent":"HassTurnOff","kind":"light","quantity":"all","spans":)"
                             R"([["kind","lights"],["floor","upstairs"],["except","landing light"]]}])";
  EXPECT_EQ(spared({all, left}), wanted);
  EXPECT_EQ(spared({all, frame(Intent::turn_on, "and leave the landing light on please",
                               {{kArea, "landing"}, {kKind, "light"}})}),
            wanted);
  // "Everything but the fan on" is an all of its own; a fan is no light; a mere "lights off" is of its room.
  left.said = "and everything but leave the landing light on";
  EXPECT_EQ(spared({all, left}), frames_json({all, left}).dump());
  const Frame fan = frame(Intent::turn_on, "and leave the fan on", {{kKind, "fan"}});
  EXPECT_EQ(spared({all, fan}), frames_json({all, fan}).dump());
  const Frame here = lights_off("lights off ", {{kKind, "lights"}});
  const Frame lamp = frame(Intent::turn_on, "and leave the desk lamp on", {{kName, "desk lamp"}});
  EXPECT_EQ(spared({here, lamp}), frames_json({here, lamp}).dump());
}

TEST(WordRepairOfExceptions, OfAnotherKind_WidensNothing) {
  EXPECT_EQ(repaired(lights_off("turn off the lights but leave the tv on",
                                {{kKind, "lights"}, {kExcept, "tv"}}, Quantity::all)),
            R"({"intent":"HassTurnOff","kind":"light","spans":[["kind","lights"]]})");
  for (const char* thing : {"lamp", "landing light", "fairy ones"}) {
    const Frame left = lights_off("turn off all the lights but not it", {{kKind, "lights"}, {kExcept, thing}},
                                  Quantity::all);
    EXPECT_EQ(repaired(left), frame_json(left).dump());
  }
}

TEST(WordRepairOfExceptions, TheOthers_AreNotWhatIsLeft) {
  EXPECT_EQ(
      repaired(lights_off("leave the kitchen light on and turn off all the others",
                          {{kArea, "kitchen"}, {kKind, "light"}}, Quantity::all)),
      R"({"intent":"HassTurnOff","kind":"light","quantity":"all","spans":[["except","kitchen light"]]})");
  Frame rest = frame(Intent::turn_off, "keep the landing light on and turn the rest off",
                     {{kExcept, "landing light"}});
  rest.quantity = Quantity::all;
  EXPECT_NE(repaired(rest).find(R"("kind":"light")"), std::string::npos);
  rest.said = "keep the landing light on and everything else off";
  EXPECT_EQ(repaired(rest), frame_json(rest).dump());
  const Frame all = lights_off("turn off all the others", {{kKind, "others"}}, Quantity::all);
  EXPECT_EQ(repaired(all), frame_json(all).dump());
}

TEST(WordRepairOfExceptions, TheLightButTheStrip_IsOfThisRoom) {
  EXPECT_EQ(repaired(lights_off("turn off the light but leave the led strip",
                                {{kKind, "light"}, {kExcept, "led strip"}}, Quantity::all)),
            R"({"intent":"HassTurnOff","kind":"light","spans":[["kind","light"],["except","led strip"]]})");
  const Frame every = lights_off("every light off but the led strip",
                                 {{kKind, "light"}, {kExcept, "led strip"}}, Quantity::all);
  EXPECT_EQ(repaired(every), frame_json(every).dump());
}

TEST(WordRepairOfExceptions, WhatIsSparedAlready_IsNotTurnedOn) {
  const Frame all =
      lights_off("lights off upstairs apart from the landing one ",
                 {{kKind, "lights"}, {SpanRole::floor, "upstairs"}, {kExcept, "landing"}}, Quantity::all);
  Frame it = frame(Intent::turn_on, "leave that on", {});
  it.reference = Reference::it;
  EXPECT_EQ(spared({all, it}), frames_json({all}).dump());
  it.said = "turn that on";
  EXPECT_EQ(spared({all, it}), frames_json({all, it}).dump());
}

TEST(WordRepairOfExceptions, LeaveEverythingOn_DoesNothing_ButToWhatIsNot) {
  Frame all = frame(Intent::turn_on, "leave everything on", {});
  all.quantity = Quantity::all;
  EXPECT_EQ(repaired(all), R"({"intent":"HassNevermind"})");
  all.said = "leave everything on but turn the radio off";
  all.spans = {{kExcept, "radio"}};
  EXPECT_EQ(repaired(all), R"({"intent":"HassTurnOff","spans":[["name","radio"]]})");
  all.said = "turn everything on but the radio";
  EXPECT_EQ(repaired(all), frame_json(all).dump());
}

TEST(WordRepairOfExceptions, OnAndTheRestOff_IsBoth) {
  const auto parts = [](const char* said) {
    return split_english_rest(lights_off(said, {{kExcept, "bedroom lights"}}, Quantity::all));
  };
  const auto both = parts("all the bedroom lights on and the rest off");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].intent, Intent::turn_on);
  EXPECT_EQ(both[0].text(kName), "bedroom lights");
  EXPECT_EQ(parts("leave the bedroom lights on and turn the rest off").size(), 1U);
}

}  // namespace
}  // namespace ondol::home
