// Which timer and for how long, and what only looks like it.
#include "home/timer_words.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/frame_of.h"

namespace ondol::home {
namespace {

constexpr SpanRole kDuration = SpanRole::duration;

std::string repaired(Frame frame) {
  repair_timer(frame);
  return frame_json(frame).dump();
}

void expect_left(const Frame& frame) { EXPECT_EQ(repaired(frame), frame_json(frame).dump()) << frame.said; }

TEST(TimerWords, ALostLength_IsRead) {
  EXPECT_NE(repaired(frame(Intent::timer_increase, "another minute on the egg", {{kName, "egg"}}))
                .find(R"(["duration","another minute"])"),
            std::string::npos);
  EXPECT_NE(repaired(frame(Intent::timer_increase, "give the egg an hour and a half more", {{kName, "egg"}}))
                .find(R"(["duration","an hour and a half"])"),
            std::string::npos);
  EXPECT_NE(repaired(frame(Intent::timer_increase, "bread timer plus ten", {{kName, "bread"}}))
                .find(R"(["duration","ten minutes"])"),
            std::string::npos);
  // How long it is already, what it is called, or nothing of time.
  expect_left(
      frame(Intent::timer_increase, "add to the ten minute timer", {{SpanRole::of_duration, "ten minute"}}));
  expect_left(frame(Intent::timer_increase, "more on the egg ten", {{kName, "egg"}}));
  expect_left(frame(Intent::timer_increase, "five more minutes on the egg",
                    {{kDuration, "five more minutes"}, {kName, "egg"}}));
  expect_left(frame(Intent::timer_cancel, "drop the egg plus ten", {{kName, "egg"}}));
}

TEST(TimerWords, ARoomBeforeTheNoun_IsTheTimersName) {
  EXPECT_NE(repaired(frame(Intent::timer_unpause, "resume the sauna timer", {{kArea, "sauna"}}))
                .find(R"(["name","sauna"])"),
            std::string::npos);
  expect_left(frame(Intent::timer_unpause, "resume the timer in the sauna", {{kArea, "sauna"}}));
  expect_left(frame(Intent::timer_cancel_all, "cancel every sauna timer", {{kArea, "sauna"}}));
  expect_left(frame(Intent::turn_on, "turn on the sauna timer", {{kArea, "sauna"}}));
}

TEST(TimerWords, TimersForTwoLengths_AreTwo_AndOneLengthIsOne) {
  const auto split = [](std::string said, std::string length) {
    std::vector<std::string> out;
    for (const Frame& each :
         split_timers(frame(Intent::timer_start, std::move(said), {{kDuration, std::move(length)}})))
      out.emplace_back(each.text(kDuration));
    return out;
  };
  using Lengths = std::vector<std::string>;
  EXPECT_EQ(split("set timers for 5 and 10 minutes", "5 and 10 minutes"),
            (Lengths{"5 minutes", "10 minutes"}));
  EXPECT_EQ(split("set a timer for 5 and 10 minutes", "5 and 10 minutes"), Lengths{"5 and 10 minutes"});
  EXPECT_EQ(split("set timers for 1 hour and 10 minutes", "1 hour and 10 minutes"),
            Lengths{"1 hour and 10 minutes"});
  EXPECT_EQ(split("set timers for one and a half hours", "one and a half hours"),
            Lengths{"one and a half hours"});
}

TEST(TimerWords, ALengthInThreeParts_IsOne_AndTwoLengthsStayTwo) {
  EXPECT_NE(repaired(frame(Intent::timer_start, "set timer for 1 hour, 15 minutes, and 30 seconds",
                           {{kDuration, "1 hour"}, {kDuration, "15 minutes, and 30 seconds"}}))
                .find(R"(["duration","1 hour, 15 minutes, and 30 seconds"])"),
            std::string::npos);
  expect_left(frame(Intent::timer_start, "set timers for 1 hour and 15 minutes",
                    {{kDuration, "1 hour"}, {kDuration, "15 minutes"}}));
  expect_left(frame(Intent::timer_start, "a timer for 5 minutes and 10 minutes",
                    {{kDuration, "5 minutes"}, {kDuration, "10 minutes"}}));
}

TEST(TimerWords, PlusTen_Lengthens_AndTimersForTwoLengths_AreTwo) {
  EXPECT_EQ(repaired(frame(Intent::timer_status, "bread timer plus ten", {{kName, "bread"}})),
            R"({"intent":"HassIncreaseTimer","spans":[["name","bread"],["duration","ten minutes"]]})");
  expect_left(frame(Intent::timer_status, "how long on the plus timer", {{kName, "plus"}}));
  EXPECT_EQ(repaired(frame(Intent::timer_start, "set timers for 5 and 10 minutes",
                           {{kDuration, "5"}, {kDuration, "10 minutes"}})),
            R"({"intent":"HassStartTimer","spans":[["duration","5 and 10 minutes"]]})");
}

}  // namespace
}  // namespace ondol::home
