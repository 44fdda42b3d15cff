// What English clauses say of each other, and what only looks like it.
#include "home/english_clauses.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/frame_of.h"
#include "home/read_again.h"
#include "home/read_repair.h"
#include "home/thing_clauses.h"

namespace ondol::home {
namespace {

std::string repaired(std::vector<Frame> frames) {
  repair_english_clauses(frames);
  return frames_json(frames).dump();
}

void expect_left(const std::vector<Frame>& frames) {
  EXPECT_EQ(repaired(frames), frames_json(frames).dump()) << frames[0].said;
}

Frame sets(Intent intent, Attribute attribute, std::string said, std::vector<Span> spans) {
  Frame out = frame(intent, std::move(said), std::move(spans));
  out.attribute = attribute;
  out.operation = Operation::set;
  return out;
}

TEST(EnglishClauses, ATagAsks_AndWillYouDoesNot) {
  const Frame tag = frame(Intent::nevermind, "didn't they", {});
  const Frame left = frame(Intent::close, "somebody left the fridge door open ", {{kName, "fridge door"}});
  EXPECT_EQ(repaired({left, tag}), R"([{"intent":"HassGetState","question":"yes_no","asked":"open",)"
                                   R"("spans":[["name","fridge door"]]}])");
  EXPECT_EQ(
      repaired({frame(Intent::unlock, "you left the back door unlocked didn't you", {{kName, "back door"}})}),
      R"([{"intent":"HassGetState","question":"yes_no","asked":"unlocked",)"
      R"("spans":[["name","back door"]]}])");
  expect_left({frame(Intent::close, "close the fridge door will you", {{kName, "fridge door"}})});
  expect_left({frame(Intent::turn_on, "turn the fridge on didn't they", {{kName, "fridge"}})});
  expect_left({left, frame(Intent::turn_on, "and the lamp isn't it", {{kName, "lamp"}})});
  expect_left({left, frame(Intent::nevermind, "never mind", {})});
}

TEST(EnglishClauses, AndAThingAlone_IsMeantAsWhatWasSaidBefore) {
  const std::vector<Span> padlock = {{kName, "padlock"}, {kArea, "shed"}};
  EXPECT_EQ(repaired({frame(Intent::vacuum_start, "and the padlock on the shed", padlock)}),
            R"([{"intent":"repeat","spans":[["name","padlock"],["area","shed"]]}])");
  expect_left({frame(Intent::lock, "and the padlock on the shed locked", padlock)});
  expect_left({frame(Intent::lock, "and lock the padlock on the shed", padlock)});
  expect_left({frame(Intent::lock, "the padlock on the shed", padlock)});
  expect_left({frame(Intent::turn_on, "and ", {})});
}

TEST(EnglishClauses, APlaceAndANumber_BehindATemperature_AreOne) {
  const Frame salon = sets(Intent::climate_set_temperature, Attribute::temperature, "the salon at 23 ",
                           {{kArea, "salon"}, {kValue, "23"}});
  Frame cinema = sets(Intent::light_set, Attribute::brightness, "and the cinema at 20",
                      {{kArea, "cinema"}, {kValue, "20"}});
  Frame warm = cinema;
  warm.intent = Intent::climate_set_temperature;
  warm.attribute = Attribute::temperature;
  EXPECT_EQ(repaired({salon, cinema}), frames_json({salon, warm}).dump());
  expect_left({cinema, cinema});
  cinema.spans[1].text = "20 percent";
  expect_left({salon, cinema});
  cinema.spans = {{kName, "cinema lamp"}, {kValue, "20"}};
  expect_left({salon, cinema});
  cinema.kind = Kind::light;
  expect_left({salon, cinema});
}

TEST(EnglishClauses, HisBlind_IsOfWhomTheConditionNames) {
  Frame is_off = frame(Intent::get_state, "if oisin's light is off ", {{kName, "oisin's light"}});
  is_off.role = ClauseRole::condition;
  Frame shut = frame(Intent::close, "shut his blind for me", {{kKind, "blind"}});
  shut.kind = Kind::blind;
  EXPECT_NE(repaired({is_off, shut}).find(R"(["name","oisin's blind"])"), std::string::npos);
  shut.said = "shut the blind for me";
  expect_left({is_off, shut});
  shut.said = "shut his blind for me";
  is_off.spans = {{kName, "hall light"}};
  expect_left({is_off, shut});
}

TEST(EnglishClauses, ValuesBeforeTheirThings_AreTheirs) {
  const auto split = [](Frame frame) { return split_at_leading_values(std::move(frame)); };
  Frame two =
      sets(Intent::light_set, Attribute::brightness, "gimme 15 on the backlight and 80 on the den light",
           {{kValue, "15"}, {kName, "backlight"}, {kValue, "80"}, {kArea, "den"}, {kKind, "light"}});
  const auto parts = split(two);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].spans, (std::vector<Span>{{kValue, "15"}, {kName, "backlight"}}));
  EXPECT_EQ(parts[1].spans, (std::vector<Span>{{kValue, "80"}, {kArea, "den"}, {kKind, "light"}}));
  EXPECT_EQ(parts[0].kind, Kind::any);
  EXPECT_EQ(parts[1].kind, Kind::light);
  EXPECT_EQ(parts[0].said + parts[1].said, two.said);
  two.said = "gimme 15 or 80 on the den light";
  two.spans = {{kValue, "15"}, {kValue, "80"}, {kArea, "den"}, {kKind, "light"}};
  EXPECT_EQ(split(two), std::vector<Frame>{two});
  two.said = "backlight 15 and den light 80";
  two.spans = {{kName, "backlight"}, {kValue, "15"}, {kName, "den light"}, {kValue, "80"}};
  EXPECT_EQ(split(two), std::vector<Frame>{two});
}

TEST(IdiomsOfClauses, HowFar_BehindAPause) {
  const Frame low =
      sets(Intent::light_set, Attribute::brightness, "arc lamp on, dead low, ", {{kName, "arc lamp"}});
  const Frame far =
      sets(Intent::light_set, Attribute::brightness, "five percent", {{kValue, "five percent"}});
  std::vector<Frame> frames = {low, far};
  repair_english_clauses(frames);
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0].text(kValue), "five percent");
  Frame other = far;
  other.said = "and the fan five percent";
  expect_left({low, other});
}

TEST(IdiomsOfClauses, JustThat_TakesTheVerb) {
  const Frame not_it = frame(Intent::nevermind, "don't turn off the pump, ", {});
  std::vector<Frame> frames = {not_it,
                               frame(Intent::repeat, "just the dehumidifier", {{kKind, "dehumidifier"}})};
  repair_english_clauses(frames);
  EXPECT_EQ(frames[1].intent, Intent::turn_off);
  expect_left({frame(Intent::nevermind, "don't unlock the door, ", {}),
               frame(Intent::repeat, "just the gate", {{kKind, "gate"}})});
}

TEST(IdiomsOfClauses, WhatIsEnsured_IsDone_ButNothingOpens) {
  const Frame first = frame(Intent::lock, "ensure the side door is locked ", {{kName, "side door"}});
  Frame next = frame(Intent::get_state, "and the garage door is shut", {{kName, "garage door"}});
  next.question = Question::yes_no;
  next.asked = Asked::closed;
  std::vector<Frame> frames = {first, next};
  repair_english_clauses(frames);
  EXPECT_EQ(frames[1].intent, Intent::close);
  next.asked = Asked::open;
  expect_left({first, next});
  next.asked = Asked::closed;
  next.said = "is the garage door shut";
  expect_left({first, next});
}

TEST(IdiomsOfClauses, TheLampOfWhoIsNotHome) {
  Frame condition = frame(Intent::get_state, "if owen's not home ", {{kName, "owen"}});
  condition.role = ClauseRole::condition;
  condition.asked = Asked::away;
  std::vector<Frame> frames = {condition,
                               frame(Intent::turn_off, "turn off his desk lamp", {{kKind, "desk lamp"}})};
  repair_english_clauses(frames);
  EXPECT_EQ(frames[1].text(kName), "owen's desk lamp");
  expect_left({condition, frame(Intent::turn_off, "turn off the desk lamp", {{kKind, "desk lamp"}})});
}

TEST(EnglishClauses, WhatIsSaidTwice_IsDoneOnce) {
  const Frame cancel = frame(Intent::timer_cancel, "forget about the lasagna timer ", {{kName, "lasagna"}});
  Frame again = frame(Intent::timer_cancel, "just cancel it", {});
  again.reference = Reference::it;
  EXPECT_EQ(repaired({cancel, again}), frames_json({cancel}).dump());
  // Another thing, or another deed.
  expect_left({cancel, frame(Intent::timer_cancel, "and cancel the rice one", {{kName, "rice"}})});
  again.intent = Intent::timer_pause;
  expect_left({cancel, again});
}

TEST(EnglishClauses, It_IsWhatWasForbidden) {
  const Frame forbidden = frame(Intent::nevermind, "don't pause the telly ", {});
  Frame it = frame(Intent::turn_off, "just turn it off", {});
  it.reference = Reference::it;
  EXPECT_EQ(repaired({forbidden, it}),
            R"([{"intent":"HassNevermind"},{"intent":"HassTurnOff","spans":[["name","telly"]]}])");
  expect_left({frame(Intent::nevermind, "don't worry about it ", {}), it});
  expect_left({frame(Intent::nevermind, "don't turn it off ", {}), it});
}

TEST(EnglishClauses, ATagAsks_OfWhatWasReadAsForbidden) {
  EXPECT_EQ(read_again(frame(Intent::nevermind, "somebody left the fridge door open didn't they",
                             {{kName, "fridge door"}}))
                .asked,
            Asked::open);
  EXPECT_EQ(read_again(frame(Intent::nevermind, "forget the fridge door", {{kName, "fridge door"}})).asked,
            Asked::none);
}

TEST(EnglishClauses, WhatWasLeftOn_IsTurnedOff) {
  Frame left =
      frame(Intent::get_state, "if anybody left the hall lamp on turn it off", {{kName, "hall lamp"}});
  left.role = ClauseRole::condition;
  left.asked = Asked::on;
  std::vector<Frame> frames = {left};
  repair_english_clauses(frames);
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[1].intent, Intent::turn_off);
  EXPECT_EQ(frames[1].reference, Reference::it);
  left.said = "if anybody left the hall lamp on";
  expect_left({left});
}

TEST(EnglishClauses, TurnOut_IsOff_WhateverIsBelieved) {
  const Frame out =
      frame(Intent::turn_on, "turn out the lights i believe i left them on", {{kKind, "lights"}});
  EXPECT_EQ(read_again(out).intent, Intent::turn_off);
}

TEST(EnglishClauses, EachOff_IsOfItsOwnThing) {
  const auto parts = [](const char* said, std::vector<Span> spans) {
    return split_by_things(frame(Intent::turn_off, said, std::move(spans))).size();
  };
  EXPECT_EQ(parts("lights off radio off", {{kKind, "lights"}, {kName, "radio"}}), 2U);
  EXPECT_EQ(parts("i'm done lights off, radio off", {{kKind, "lights"}, {kName, "radio"}}), 2U);
  EXPECT_EQ(parts("lights and radio off", {{kKind, "lights"}, {kName, "radio"}}), 1U);
  EXPECT_EQ(parts("turn the lights off and the radio off", {{kKind, "lights"}, {kName, "radio"}}), 1U);
}

TEST(EnglishClauses, WhatIsTooMuch_IsLoweredOnce) {
  Frame told = frame(Intent::light_set, "that ceiling light is a bit much", {{kName, "ceiling light"}});
  told.operation = Operation::lower;
  Frame lower = frame(Intent::light_set, "bring it down some", {});
  lower.operation = Operation::lower;
  lower.reference = Reference::it;
  std::vector<Frame> frames = {told, lower};
  repair_english_clauses(frames);
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0].text(kName), "ceiling light");
  told.said = "lower the ceiling light";
  expect_left({told, lower});
}

}  // namespace
}  // namespace ondol::home
