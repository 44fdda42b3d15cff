// "Here" behind an exception: what is left out, and no scope.
#include "home/spare_here.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "said.h"

namespace ondol::home {
namespace {

using test::off;
using test::thing;
using test::told;
using test::two_rooms;

Frame all_off_here(std::string said, Kind kind, std::vector<Span> spans) {
  Frame out = off(std::move(said), kind, std::move(spans));
  out.quantity = Quantity::all;
  out.place = Place::here;
  return out;
}

Home den_and_dining_room() {
  return two_rooms({thing("light.den", "Den Light", 0), thing("switch.den", "Kettle", 0),
                    thing("light.dining", "Dining Light", 1), thing("switch.dining", "Urn", 1)});
}

std::string changed_from_the_den(Frame frame) {
  spare_what_is_here(frame);
  return told(den_and_dining_room(), "here", frame).changes.dump();
}

constexpr const char* kDiningLight = R"({"light.dining":{"state":"off"}})";

TEST(SpareHere, TheSpeakersRoom_IsLeftOut_AndNotWhatIsMeant) {
  const std::vector<Span> lights = {{SpanRole::kind, "lights"}};
  for (const char* said :
       {"turn off all the lights except in here", "all the lights off but the ones in here",
        "turn off all the lights apart from this room", "all the lights off but for here"})
    EXPECT_EQ(changed_from_the_den(all_off_here(said, Kind::light, lights)), kDiningLight) << said;
  for (const char* said : {"여기만 빼고 불 다 꺼", "이 방 빼고 불 다 꺼줘", "여기 있는 것만 놔두고 불 다 꺼"})
    EXPECT_EQ(changed_from_the_den(all_off_here(said, Kind::light, {{SpanRole::kind, "불"}})), kDiningLight)
        << said;
}

TEST(SpareHere, AKindOfThingInIt_AloneIsLeftOut) {
  EXPECT_EQ(
      changed_from_the_den(all_off_here("turn everything off except the light in here", Kind::any,
                                        {{SpanRole::except, "light"}})),
      R"({"switch.den":{"state":"off"},"light.dining":{"state":"off"},"switch.dining":{"state":"off"}})");
  // The kind that stands behind "except" is not the kind that is meant.
  EXPECT_EQ(
      changed_from_the_den(
          all_off_here("everything off but not the light in here", Kind::light, {{SpanRole::kind, "light"}})),
      R"({"switch.den":{"state":"off"},"light.dining":{"state":"off"},"switch.dining":{"state":"off"}})");
}

TEST(SpareHere, WhatElseIsLeftOut_IsLeftOutToo) {
  EXPECT_EQ(changed_from_the_den(all_off_here("everything off except in here and the urn", Kind::any,
                                              {{SpanRole::except, "urn"}})),
            kDiningLight);
}

TEST(SpareHere, WhatIsHereButOneThing_StaysHere) {
  for (const Frame& frame : {all_off_here("turn everything in here off except the kettle", Kind::any,
                                          {{SpanRole::except, "kettle"}}),
                             all_off_here("여기 불만 빼고 다 꺼줘", Kind::any, {{SpanRole::except, "불"}}),
                             off("여기 말고 안방 불 꺼", Kind::light, {{SpanRole::area, "안방"}})}) {
    Frame same = frame;
    spare_what_is_here(same);
    EXPECT_EQ(frame_json(same).dump(), frame_json(frame).dump()) << frame.said;
  }
}

TEST(SpareHere, OfASpeakerThatStandsNowhere_NothingIsDone) {
  Frame frame = all_off_here("all lights off except in here", Kind::light, {{SpanRole::kind, "lights"}});
  spare_what_is_here(frame);
  EXPECT_EQ(told(den_and_dining_room(), "", frame).changes.dump(), "{}");
}

}  // namespace
}  // namespace ondol::home
