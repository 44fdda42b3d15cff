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

}  // namespace
}  // namespace ondol::home
