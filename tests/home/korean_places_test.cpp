// Where Korean says that things are.
#include "home/korean_places.h"

#include <gtest/gtest.h>

#include "home/read_again.h"
#include "said.h"

namespace ondol::home {
namespace {

constexpr SpanRole kFloor = SpanRole::floor;

TEST(KoreanPlaces, OurHome_IsAllOfIt) {
  const Frame read = read_again(of_kind(Kind::power, frame(Intent::get_state, "우리 집 전기 얼마나 써",
                                                           {{kFloor, "우리 집"}, {kKind, "전기"}})));
  EXPECT_EQ(read.place, Place::whole_house);
  EXPECT_FALSE(read.has(kFloor));
}

TEST(KoreanPlaces, TwoFloors_AreTwo) {
  const Frame read = read_again(of_kind(
      Kind::heater, frame(Intent::turn_on, "1층 2층 난방 켜", {{kFloor, "1층"}, {kName, "2층 난방"}})));
  EXPECT_EQ(read.texts(kFloor), (std::vector<std::string_view>{"1층", "2층"}));
  EXPECT_EQ(read.text(kKind), "난방");
}

TEST(KoreanPlaces, ARoomWithoutAName_IsThisOne) {
  EXPECT_EQ(read_again(of_kind(Kind::light, frame(Intent::turn_off, "방 불 꺼", {{kKind, "불"}}))).place,
            Place::here);
  EXPECT_EQ(read_again(
                of_kind(Kind::light, frame(Intent::turn_off, "안방 불 꺼", {{kArea, "안방"}, {kKind, "불"}})))
                .place,
            Place::unsaid);
}

TEST(KoreanPlaces, HereBehindItAll_IsThePlace) {
  EXPECT_EQ(
      read_again(of_kind(Kind::light, frame(Intent::turn_off, "불 다 꺼 줘 여기만", {{kKind, "불"}}))).place,
      Place::here);
}

TEST(KoreanPlaces, WhatIsLeft_HasItsRoom) {
  Frame all = of_kind(Kind::light, frame(Intent::turn_off, "주방 등은 놔두고 나머지 불 꺼",
                                         {{kArea, "주방"}, {kExcept, "등"}, {kKind, "불"}}));
  all.quantity = Quantity::all;
  const Frame read = read_again(all);
  EXPECT_EQ(read.text(kExcept), "주방 등");
  EXPECT_FALSE(read.has(kArea));
}

TEST(KoreanPlaces, ANamedRoomAndThisOne_AreTwoClauses) {
  Frame both = of_kind(
      Kind::light, frame(Intent::turn_off, "안방이랑 이 방 불 둘 다 꺼", {{kArea, "안방"}, {kKind, "불"}}));
  both.place = Place::here;
  both.quantity = Quantity::both;
  const auto read = read_again(std::vector{both});
  ASSERT_EQ(read.size(), 2);
  EXPECT_EQ(read[0].text(kArea), "안방");
  EXPECT_EQ(read[0].place, Place::unsaid);
  EXPECT_EQ(read[1].place, Place::here);
  EXPECT_FALSE(read[1].has(kArea));
}

TEST(KoreanAsides, WhatIsNotLocked_IsLocked) {
  Frame lock = frame(Intent::lock, "뒷문 안 잠겼으면 잠가", {});
  lock.role = ClauseRole::condition;
  const Frame read = read_again(lock);
  EXPECT_EQ(read.role, ClauseRole::main);
  EXPECT_EQ(read.text(kName), "뒷문");
}

TEST(KoreanAsides, AMessage_IsAllOfIt) {
  EXPECT_EQ(read_again(frame(Intent::broadcast, "다들 밥 먹으라고 방송해줘",
                             {{SpanRole::message, "다들"}, {SpanRole::message, "밥 먹으라고"}}))
                .text(SpanRole::message),
            "다들 밥 먹으라고");
}

TEST(KoreanAsides, OnlyThat_GoesOn) {
  Frame only = frame(Intent::turn_on, "복도등만 켜 둬", {{SpanRole::except, "복도등"}});
  only.quantity = Quantity::all;
  EXPECT_EQ(read_again(only).text(kName), "복도등");
}

TEST(KoreanAsides, TheNoun_SaysOfWhatKind) {
  EXPECT_EQ(read_again(of_kind(Kind::light, frame(Intent::turn_off, "난방 다 꺼", {{kKind, "난방"}}))).kind,
            Kind::heater);
}

TEST(KoreanPlaces, WhyBeforeANoun_IsNoName) {
  EXPECT_EQ(
      read_again(frame(Intent::turn_on, "서재 추울라 히터 켜", {{kArea, "서재"}, {kName, "추울라 히터"}}))
          .kind,
      Kind::heater);
  EXPECT_EQ(read_again(frame(Intent::turn_off, "할머니 티비 꺼", {{kName, "할머니 티비"}})).text(kName),
            "할머니 티비");
}

TEST(KoreanPlaces, BothOfTwoRooms_AreNotTwoLights) {
  Frame both = of_kind(Kind::light, frame(Intent::turn_off, "큰방 작은방 불 둘 다 꺼",
                                          {{kArea, "큰방"}, {kArea, "작은방"}, {kKind, "불"}}));
  both.quantity = Quantity::both;
  EXPECT_EQ(read_again(both).quantity, Quantity::all);
}

TEST(KoreanAsides, FurtherShut_IsBySoMuch) {
  EXPECT_EQ(read_again(moved(Operation::set, Attribute::position,
                             frame(Intent::set_position, "커튼 20퍼센트만 더 닫아",
                                   {{kKind, "커튼"}, {kValue, "20퍼센트"}})))
                .operation,
            Operation::lower);
}

TEST(KoreanAsides, WhoSleeps_IsNotMoved) {
  const Frame read = read_again(of_kind(Kind::blind, frame(Intent::close, "하늘이 잔다 블라인드 내려",
                                                           {{kName, "하늘이"}, {kKind, "블라인드"}})));
  EXPECT_FALSE(read.has(kName));
}

TEST(KoreanAsides, SentIn_GoesHome) {
  EXPECT_EQ(read_again(frame(Intent::vacuum_start, "로봇 들여보내", {{kName, "로봇"}})).intent,
            Intent::vacuum_return);
}

TEST(KoreanAsides, TellMeAfter_IsATimer) {
  Frame told = frame(Intent::get_state, "냄비 올려놨거든 15분 뒤에 알려줘",
                     {{kValue, "비"}, {SpanRole::duration, "15분"}});
  told.role = ClauseRole::condition;
  const Frame read = read_again(told);
  EXPECT_EQ(read.intent, Intent::timer_start);
  EXPECT_EQ(read.role, ClauseRole::main);
}

TEST(KoreanAsides, TheSoundGoesUp_WhereNothingWasRead) {
  EXPECT_EQ(read_again(frame(Intent::none, "소리 좀 키워라", {})).intent, Intent::set_volume_relative);
  EXPECT_EQ(read_again(frame(Intent::none, "소리 얼마나 키워야 돼?", {})).intent, Intent::none);
}

TEST(KoreanAsides, WhatMoves_IsAskedAbout) {
  EXPECT_EQ(read_again(of_kind(Kind::problem, frame(Intent::get_state, "대문 앞에 움직임 있어",
                                                    {{kKind, "대문"}, {kKind, "움직임"}})))
                .kind,
            Kind::motion);
}

TEST(KoreanLists, AJoinedItem_IsOnItToo) {
  const auto items = [](const char* said, const char* item, const char* list) {
    std::vector<std::string> out;
    for (const auto text :
         read_again(frame(Intent::list_add, said, {{SpanRole::item, item}, {SpanRole::list, list}}))
             .texts(SpanRole::item))
      out.emplace_back(text);
    return out;
  };
  EXPECT_EQ(items("참깨하고 김도 장보기 목록에 넣어줘", "참깨", "김도 장보기 목록"),
            (std::vector<std::string>{"참깨", "김"}));
  EXPECT_EQ(items("참깨 장보기 목록에 넣어줘", "참깨", "장보기 목록"), (std::vector<std::string>{"참깨"}));
}

TEST(KoreanPlaces, AFiller_IsNoPartOfAName) {
  const Frame read = read_again(frame(Intent::turn_off, "걍 에어컨 꺼", {{kName, "걍 에어컨"}}));
  EXPECT_EQ(read.kind, Kind::air_conditioner);
  EXPECT_FALSE(read.has(kName));
}

TEST(Policy, NoDoorAtRandom_Opens) {
  Entity blind = test::thing("cover.guest", "손님방 블라인드", 0);
  blind.state = "closed";
  const Home home = test::two_rooms({blind});
  const auto changed = [&](const char* said) {
    return test::told(home, "here", frame(Intent::open, said, {{kName, "손님방 블라인드"}})).changes;
  };
  EXPECT_TRUE(changed("아무 문이나 하나 열어").empty());
  EXPECT_FALSE(changed("손님방 블라인드 열어").empty());
}

TEST(KoreanPlaces, APastReason_IsNoCondition) {
  Frame why = frame(Intent::get_state, "냄비 올려놨거든 ", {{kValue, "비"}});
  why.role = ClauseRole::condition;
  const auto read =
      read_again({why, frame(Intent::timer_start, "15분 뒤에 알려줘", {{SpanRole::duration, "15분"}})});
  ASSERT_EQ(read.size(), 1);
  EXPECT_EQ(read[0].intent, Intent::timer_start);
}

}  // namespace
}  // namespace ondol::home
