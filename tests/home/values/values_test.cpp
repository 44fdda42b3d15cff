#include <gtest/gtest.h>

#include <cmath>

#include "home/values/duration.h"
#include "home/values/named.h"
#include "home/values/number.h"
#include "home/values/quantity.h"

namespace ondol::home {
namespace {

TEST(ReadQuantity, NumbersInBothLanguages_AreRead) {
  const struct {
    const char* text;
    double number;
    Unit unit;
  } cases[] = {
      {"50", 50, Unit::none},
      {"50%", 50, Unit::percent},
      {"fifty percent", 50, Unit::percent},
      {"to 20.5°", 20.5, Unit::degrees},
      {"20.5 degrees", 20.5, Unit::degrees},
      {"68 °F", 68, Unit::fahrenheit},
      {"twenty two", 22, Unit::none},
      {"twenty-two degrees", 22, Unit::degrees},
      {"twenty two and a half degrees", 22.5, Unit::degrees},
      {"twenty one point five", 21.5, Unit::none},
      {"a hundred percent", 100, Unit::percent},
      {"one hundred and five", 105, Unit::none},
      {"a third", 100.0 / 3, Unit::percent},
      {"three quarters", 75, Unit::percent},
      {"half", 50, Unit::percent},
      {"halfway", 50, Unit::percent},
      {"2 notches", 2, Unit::steps},
      {"three steps", 3, Unit::steps},
      {"minus five", -5, Unit::none},
      {"-5", -5, Unit::none},
      {"영하 오 도", -5, Unit::degrees},
      {"2700 kelvin", 2700, Unit::kelvin},
      {"오십 퍼센트", 50, Unit::percent},
      {"오십퍼센트로", 50, Unit::percent},
      {"50프로로", 50, Unit::percent},
      {"육십프로", 60, Unit::percent},
      {"스물두 도", 22, Unit::degrees},
      {"이십이 도로", 22, Unit::degrees},
      {"이십이점오 도", 22.5, Unit::degrees},
      {"24도", 24, Unit::degrees},
      {"24도보다", 24, Unit::degrees},
      {"백 퍼센트", 100, Unit::percent},
      {"삼분의 일", 100.0 / 3, Unit::percent},
      {"4분의 3", 75, Unit::percent},
      {"반만", 50, Unit::percent},
      {"절반", 50, Unit::percent},
      {"반씩", 50, Unit::percent},
      {"오십씩", 50, Unit::none},
      {"반", 50, Unit::percent},
      {"두 칸", 2, Unit::steps},
      {"한 단계", 1, Unit::steps},
      {"삼천 켈빈", 3000, Unit::kelvin},
      {"삼십", 30, Unit::none},
      {"half a degree", 0.5, Unit::degrees},
      {"a degree and a half", 1.5, Unit::degrees},
      {"two degrees and a half", 2.5, Unit::degrees},
      {"one and a half degrees", 1.5, Unit::degrees},
      {"두 도 반", 2.5, Unit::degrees},
      {"2도 반", 2.5, Unit::degrees},
      {"반 도", 0.5, Unit::degrees},
      {"half", 50, Unit::percent},
      {"서른", 30, Unit::none},
      {"칠로", 7, Unit::none},
      // "만" behind a number is "only", unless something goes on counting.
      {"이십만 낮춰", 20, Unit::none},
      {"오만", 5, Unit::none},
      {"5만 더", 5, Unit::none},
      {"사분의 일만", 25, Unit::percent},
      {"육십 퍼센트만", 60, Unit::percent},
      {"두 칸만", 2, Unit::steps},
      {"이만 오천", 25000, Unit::none},
      {"삼만이천", 32000, Unit::none},
      {"2만 룩스", 20000, Unit::none},
      {"사만 룩스", 40000, Unit::none},
  };
  for (const auto& c : cases) {
    const QuantityRead read = read_quantity(c.text);
    ASSERT_TRUE(read.number.has_value()) << c.text;
    EXPECT_NEAR(*read.number, c.number, 1e-9) << c.text;
    EXPECT_EQ(read.unit, c.unit) << c.text;
  }
}

TEST(ReadQuantity, VagueAmounts_AreAmountsAndExtremes) {
  for (const char* text : {"a bit", "a little bit", "slightly", "조금", "살짝", "좀 더", "조금만"})
    EXPECT_EQ(read_quantity(text).amount, Amount::little) << text;
  for (const char* text : {"a lot", "much", "많이", "훨씬"})
    EXPECT_EQ(read_quantity(text).amount, Amount::much) << text;
  for (const char* text :
       {"maximum", "max", "full", "all the way", "최대로", "최대 밝기로", "제일 밝게", "가장 밝게"})
    EXPECT_EQ(read_quantity(text).extreme, Extreme::maximum) << text;
  for (const char* text : {"minimum", "the lowest", "최소로", "가장 어둡게", "최저"})
    EXPECT_EQ(read_quantity(text).extreme, Extreme::minimum) << text;
  for (const char* text : {"", "green", "파란색", "gemini", "ㅋㅋ", "\xff\xfe"})
    EXPECT_TRUE(read_quantity(text).empty()) << text;
}

TEST(ReadDuration, BothLanguages_KeepHoursMinutesAndSecondsAsSaid) {
  const struct {
    const char* text;
    Duration duration;
  } cases[] = {
      {"5 minutes", {0, 5, 0}},
      {"five minute", {0, 5, 0}},
      {"90 minutes", {0, 90, 0}},
      {"1 hour, 15 minutes, and 30 seconds", {1, 15, 30}},
      {"1 hour 15 minute and 30 second", {1, 15, 30}},
      {"an hour", {1, 0, 0}},
      {"an hour and a half", {1, 30, 0}},
      {"1 and a half hours", {1, 30, 0}},
      {"1 and a 1/2 hours", {1, 30, 0}},
      {"one and a half hours", {1, 30, 0}},
      {"1.5 hours", {1, 30, 0}},
      {"half an hour", {0, 30, 0}},
      {"quarter of an hour", {0, 15, 0}},
      {"three quarters of an hour", {0, 45, 0}},
      {"5 and a half minutes", {0, 5, 30}},
      {"two and a half minutes", {0, 2, 30}},
      {"an hour and ten minutes", {1, 10, 0}},
      {"a couple of minutes", {0, 2, 0}},
      {"twenty five minutes", {0, 25, 0}},
      {"thirty seconds", {0, 0, 30}},
      {"1:30:00", {1, 30, 0}},
      {"한 시간 반", {1, 30, 0}},
      {"1시간 30분", {1, 30, 0}},
      {"두시간 십오분", {2, 15, 0}},
      {"삼십 분", {0, 30, 0}},
      {"오분", {0, 5, 0}},
      {"10분짜리", {0, 10, 0}},
      {"십 분 뒤에", {0, 10, 0}},
      {"구십 초", {0, 0, 90}},
      {"반 시간", {0, 30, 0}},
      {"30초", {0, 0, 30}},
      {"3분 30초", {0, 3, 30}},
      {"하루", {24, 0, 0}},
      {"three more hours", {3, 0, 0}},
      {"ten extra seconds", {0, 0, 10}},
      {"another hour", {1, 0, 0}},
      {"another hour and a half", {1, 30, 0}},
      {"another forty seconds", {0, 0, 40}},
      {"another half an hour", {0, 30, 0}},
      {"one more minute please", {0, 1, 0}},
      {"이 분만 더", {0, 2, 0}},
  };
  for (const auto& c : cases) {
    const auto read = read_duration(c.text);
    ASSERT_TRUE(read.has_value()) << c.text;
    EXPECT_EQ(read->hours, c.duration.hours) << c.text;
    EXPECT_EQ(read->minutes, c.duration.minutes) << c.text;
    EXPECT_EQ(read->seconds, c.duration.seconds) << c.text;
  }
}

TEST(ReadDuration, SharesAndRests_AreOfTheUnitBefore) {
  const auto seconds = [](const char* text) {
    const auto read = read_duration(text);
    return read ? read->total_s() : 0;
  };
  EXPECT_EQ(seconds("an hour and a quarter"), 75 * 60);
  EXPECT_EQ(seconds("an hour and three quarters"), 105 * 60);
  EXPECT_EQ(seconds("two hours and a quarter"), 135 * 60);
  EXPECT_EQ(seconds("an hour and a quarter of an hour"), 75 * 60);
  EXPECT_EQ(seconds("two and a half hours"), 150 * 60);
  EXPECT_EQ(seconds("quarter of an hour"), 15 * 60);
  EXPECT_EQ(seconds("three quarters of an hour"), 45 * 60);
  EXPECT_EQ(seconds("an hour and twenty"), 80 * 60);
  EXPECT_EQ(seconds("two hours ten"), 130 * 60);
  EXPECT_EQ(seconds("a minute thirty"), 90);
  EXPECT_EQ(seconds("hour and a half"), 90 * 60);
  // Two timers, a bit, and what is no rest of an hour.
  EXPECT_EQ(seconds("ten minutes and twenty"), 600);
  EXPECT_EQ(seconds("an hour and a bit"), 3600);
  EXPECT_EQ(seconds("an hour and ninety"), 3600);
  EXPECT_EQ(seconds("한 시간 이"), 3600);
}

TEST(ReadDuration, NoDuration_IsNothing) {
  for (const char* text :
       {"", "pizza", "5", "minutes", "0 minutes", "-5 minutes", "계란", "99999999999 hours", "시간",
        "::", "\xff", "another", "another pizza", "more minutes"})
    EXPECT_FALSE(read_duration(text).has_value()) << text;
}

TEST(ClockDuration, AttributesOfTimers_AreReadAndWritten) {
  EXPECT_EQ(read_clock_duration("1:00:00"), 3600);
  EXPECT_EQ(read_clock_duration("0:25:05"), 1505);
  EXPECT_EQ(read_clock_duration("05:00"), 300);
  EXPECT_EQ(read_clock_duration("300"), 300);
  EXPECT_FALSE(read_clock_duration("").has_value());
  EXPECT_FALSE(read_clock_duration("1:").has_value());
  EXPECT_FALSE(read_clock_duration("1:2:3:4").has_value());
  EXPECT_FALSE(read_clock_duration("-1").has_value());
  EXPECT_EQ(clock_duration(3905), "1:05:05");
}

TEST(NamedValues, ColoursModesAndMedia_AreReadInBothLanguages) {
  for (const auto& [text, name] :
       std::initializer_list<std::pair<const char*, const char*>>{{"red", "red"},
                                                                  {"빨강으로", "red"},
                                                                  {"빨간색", "red"},
                                                                  {"sky blue", "skyblue"},
                                                                  {"light blue", "lightblue"},
                                                                  {"파랗게 말고 파란색", "blue"},
                                                                  {"초록", "green"},
                                                                  {"보라색으로", "purple"},
                                                                  {"Pink", "pink"},
                                                                  {"흰색", "white"}}) {
    const Color* color = read_color(text);
    ASSERT_NE(color, nullptr) << text;
    EXPECT_EQ(color->name, name) << text;
  }
  EXPECT_EQ(read_color("fifty"), nullptr);
  EXPECT_EQ(read_color("bored"), nullptr);
  EXPECT_EQ(read_color_temperature("warm white"), 2700);
  EXPECT_EQ(read_color_temperature("주광색으로"), 6500);
  EXPECT_EQ(read_color_temperature("전구색"), 2700);
  EXPECT_EQ(read_color_temperature("4000k"), 4000);
  EXPECT_EQ(read_color_temperature("3000 kelvin"), 3000);
  EXPECT_FALSE(read_color_temperature("red").has_value());
  EXPECT_EQ(read_hvac_mode("cooling")->name, "cool");
  EXPECT_EQ(read_hvac_mode("제습 모드로")->name, "dry");
  EXPECT_EQ(read_hvac_mode("fan only")->name, "fan_only");
  EXPECT_EQ(read_hvac_mode("banana"), nullptr);
  EXPECT_EQ(read_media_class("songs"), "track");
  EXPECT_EQ(read_media_class("tv show"), "tv_show");
  EXPECT_EQ(read_media_class("앨범"), "album");
  EXPECT_EQ(read_media_class("banana"), "");
}

}  // namespace
}  // namespace ondol::home
