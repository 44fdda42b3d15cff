// What a Korean clause sets, on what condition and when, where a reading cut it or took it for another.
#include <gtest/gtest.h>

#include "home/read_again.h"
#include "said.h"

namespace ondol::home {
namespace {

using test::changed;
using test::told;
using test::two_rooms;
using Texts = std::vector<std::string_view>;

Frame lit(Attribute attribute, const std::string& said, std::vector<Span> spans) {
  return moved(Operation::set, attribute, frame(Intent::light_set, said, std::move(spans)));
}

Frame of(Quantity quantity, Frame frame) {
  frame.quantity = quantity;
  return frame;
}

Frame if_so(Asked asked, Frame frame) {
  frame.role = ClauseRole::condition;
  frame.asked = asked;
  return frame;
}

TEST(WordRepairKorean, AColour_EndsWithItsWord_AndTheDislikedOneIsNotSet) {
  const auto colors = [](const char* said, std::vector<Span> spans) {
    const Frame out = read_again(lit(Attribute::color, said, std::move(spans)));
    std::vector<std::string> texts;
    for (const std::string_view text : out.texts(kValue)) texts.emplace_back(text);
    return texts;
  };
  EXPECT_EQ(colors("보라색은 별로다 하늘색", {{kValue, "보"}, {kValue, "하늘색"}}),
            std::vector<std::string>{"하늘색"});
  EXPECT_EQ(colors("하늘색 말고 보라색으로", {{kValue, "하늘색"}, {kValue, "보라색"}}),
            std::vector<std::string>{"보라색"});
  EXPECT_EQ(colors("보라색 하늘색", {{kValue, "보라색"}, {kValue, "하늘색"}}).size(), 2U);
}

TEST(WordRepairKorean, ASyllableWithinAWord_IsNoNumber) {
  const auto value = [](const char* said, const char* text) {
    return std::string(read_again(moved(Operation::lower, Attribute::brightness,
                                        frame(Intent::light_set, said, {{kName, "마루등"}, {kValue, text}})))
                           .text(kValue));
  };
  EXPECT_EQ(value("마루등이 대낮 같구만 확 낮춰", "구"), "확");
  EXPECT_EQ(value("마루등 밝기십 낮춰", "십"), "십");
  EXPECT_EQ(value("마루등 십 낮춰", "십"), "십");
}

TEST(WordRepairKorean, TheMost_IsTheMaximum_AndWithLessTheMinimum) {
  const auto operation = [](const char* said, const char* value) {
    return read_again(moved(Operation::set, Attribute::speed,
                            frame(Intent::fan_set_speed, said, {{kName, "선풍기"}, {kValue, value}})))
        .operation;
  };
  EXPECT_EQ(operation("선풍기 젤로 씨게 돌려라", "젤"), Operation::maximum);
  EXPECT_EQ(operation("선풍기 제일 약하게 돌려라", "제일"), Operation::minimum);
  EXPECT_EQ(operation("제일 좋은 선풍기 3단", "3단"), Operation::set);
}

TEST(WordRepairKorean, WhereItEnds_IsNotByHowMuch) {
  const auto operation = [](const char* said, const char* value) {
    return read_again(
               moved(Operation::lower, Attribute::temperature,
                     frame(Intent::climate_set_temperature, said, {{kName, "온풍기"}, {kValue, value}})))
        .operation;
  };
  EXPECT_EQ(operation("온풍기 좀 줄여주세요, 이십이 도로", "이십이 도"), Operation::set);
  EXPECT_EQ(operation("온풍기 이 도 줄여주세요", "이 도"), Operation::lower);
  EXPECT_EQ(operation("온풍기 한 단계로 줄여주세요", "한 단계"), Operation::lower);
}

TEST(WordRepairKorean, AComplaintSaysWhichWay_AndOnlyHowFar) {
  const auto operation = [](const char* said, const char* value) {
    return read_again(frame(Intent::climate_set_temperature, said, {{kValue, value}})).operation;
  };
  EXPECT_EQ(operation("20도는 추워 한 도만", "한 도"), Operation::raise);
  EXPECT_EQ(operation("26도는 더워 두 도만", "두 도"), Operation::lower);
  EXPECT_EQ(operation("추워 24도", "24도"), Operation::none);
}

TEST(WordRepairKorean, Degrees_AreATemperature_WhateverWasRead) {
  const auto intent = [](Intent read, const char* value) {
    return read_again(
               of_kind(Kind::air_conditioner, frame(read, "에어컨 냉방으로 " + std::string(value) + " 틀어줘",
                                                    {{kKind, "에어컨"}, {kValue, value}})))
        .intent;
  };
  EXPECT_EQ(intent(Intent::climate_set_mode, "이십사 도"), Intent::climate_set_temperature);
  EXPECT_EQ(intent(Intent::turn_on, "24도"), Intent::climate_set_temperature);
  EXPECT_EQ(intent(Intent::turn_on, "조금"), Intent::turn_on);
}

TEST(WordRepairKorean, WhatBlowsHarder_IsNotLouder) {
  const Frame harder = moved(Operation::raise, Attribute::speed,
                             frame(Intent::set_volume_relative, "좀 더 세게", {{kValue, "좀"}}));
  EXPECT_EQ(read_again(harder).intent, Intent::fan_set_speed);
  const auto read_louder = [](const char* said) {
    return read_again(
               moved(Operation::raise, Attribute::volume, frame(Intent::set_volume_relative, said, {})))
        .intent;
  };
  EXPECT_EQ(read_louder("더 세게"), Intent::fan_set_speed);
  EXPECT_EQ(read_louder("더 크게"), Intent::set_volume_relative);
  const Frame louder = moved(Operation::raise, Attribute::speed,
                             frame(Intent::set_volume_relative, "소리 좀 더 세게", {{kValue, "좀"}}));
  EXPECT_EQ(read_again(louder).intent, Intent::set_volume_relative);
}

TEST(ReadRepairKorean, AnotherSortOfValue_IsNoRepetition) {
  const Frame dim =
      lit(Attribute::brightness, "무드등 십 퍼센트 ", {{kName, "무드등"}, {kValue, "십 퍼센트"}});
  const auto red = read_again(
      {dim, frame(Intent::repeat, "준호 LED는 빨간색으로", {{kName, "준호 LED"}, {kValue, "빨간색"}})});
  EXPECT_EQ(red.back().intent, Intent::light_set);
  EXPECT_EQ(red.back().attribute, Attribute::color);
  const Frame blue = lit(Attribute::color, "무드등 파란색으로 ", {{kName, "무드등"}, {kValue, "파란색"}});
  const auto half = read_again({blue, frame(Intent::repeat, "그라고 이십 프로", {{kValue, "이십 프로"}})});
  EXPECT_EQ(half.back().attribute, Attribute::brightness);
  EXPECT_EQ(half.back().reference, Reference::same);
  // The same sort is the same again.
  const auto same = read_again(
      {dim, frame(Intent::repeat, "책상등은 이십 퍼센트", {{kName, "책상등"}, {kValue, "이십 퍼센트"}})});
  EXPECT_EQ(same.back().intent, Intent::repeat);
}

TEST(ReadRepairKorean, AColourBeforeAName_IsTheFirstOnes) {
  const Frame two = frame(Intent::repeat, "네모 1번은 파랑 2번은 핑크",
                          {{kName, "네모 1번"}, {kName, "파랑 2번"}, {kValue, "핑크"}});
  const auto out = read_again(std::vector{two});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(out[0].text(kValue), "파랑");
  EXPECT_EQ(out[1].text(kName), "2번");
  EXPECT_EQ(out[1].intent, Intent::light_set);
}

TEST(ReadRepairKorean, AConditionAndWhatIsDoneThen_AreTwo_AndNothingOpens) {
  const auto parts = [](Asked asked, const char* said) {
    return read_again(
        std::vector{if_so(asked, of_kind(Kind::door, frame(Intent::get_state, said, {{kKind, "뒷문"}})))});
  };
  const auto locked = parts(Asked::unlocked, "뒷문 안 잠겼거든 잠가줘");
  ASSERT_EQ(locked.size(), 2U);
  EXPECT_EQ(locked[0].role, ClauseRole::condition);
  EXPECT_EQ(locked[1].intent, Intent::lock);
  EXPECT_EQ(locked[1].texts(kKind), Texts{"뒷문"});
  EXPECT_TRUE(locked[1].mended);
  EXPECT_EQ(parts(Asked::closed, "뒷문 닫혀 있으면 열어").size(), 1U);
  EXPECT_EQ(parts(Asked::open, "뒷문 열려 있으면 닫아 놨어?").size(), 1U);
  const auto looked = read_again(std::vector{
      of_kind(Kind::light, frame(Intent::get_state, "헛간 불 꺼졌나 보고 안 꺼졌으면 꺼", {{kKind, "불"}}))});
  ASSERT_EQ(looked.size(), 2U);
  EXPECT_EQ(looked[0].asked, Asked::on);
  const Frame cut =
      if_so(Asked::locked, frame(Intent::get_state, "대문 잠겼나 보고 안 잠겼으면 ", {{kKind, "대문"}}));
  EXPECT_EQ(read_again(cut).asked, Asked::unlocked);
  EXPECT_EQ(looked[1].intent, Intent::turn_off);
  EXPECT_EQ(read_again(std::vector{of_kind(
                           Kind::light, frame(Intent::get_state, "헛간 불 꺼졌나 보고 와", {{kKind, "불"}}))})
                .size(),
            1U);
}

TEST(ReadRepairKorean, WhatIsForbiddenOfAnotherThing_LeavesTheWish) {
  const auto parts = [](const char* said) {
    return read_again(std::vector{of_kind(Kind::light, frame(Intent::turn_off, said, {{kKind, "불"}}))});
  };
  const auto both = parts("여기 불 꺼줘, 아 가습기는 끄지 마");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].said, "여기 불 꺼줘");
  EXPECT_EQ(both[1].intent, Intent::nevermind);
  EXPECT_EQ(parts("불 꺼줘 아 불은 끄지 마").size(), 1U);  // it was taken back
  EXPECT_EQ(parts("불 끄지 마").size(), 1U);
}

TEST(ReadRepairKorean, WhatIsDoneAfterAWhile_WaitsForIt) {
  const auto parts = [](const char* said) {
    return read_again({frame(Intent::timer_start, said, {{SpanRole::duration, "삼십 분"}}),
                       frame(Intent::turn_off, "스타일러를 정지시켜 주십시오", {{kName, "스타일러"}})});
  };
  const auto later = parts("삼십 분이 경과하면 ");
  ASSERT_EQ(later.size(), 1U);
  EXPECT_EQ(later[0].text(SpanRole::delay), "삼십 분");
  EXPECT_EQ(parts("삼십 분 맞추고 ").size(), 2U);  // a timer
}

TEST(ReadRepairKorean, TimersWithTheirNames_AreTwo) {
  const auto parts = [](const char* said, std::vector<Span> spans) {
    return read_again(std::vector{frame(Intent::timer_start, said, std::move(spans))});
  };
  const auto two =
      parts("고기는 십이 분 찌개는 이십 분 타이머 두 개 맞춰줘",
            {{kName, "고기는"}, {SpanRole::duration, "십이 분"}, {SpanRole::duration, "이십 분"}});
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[0].text(kName), "고기");
  EXPECT_EQ(two[1].text(kName), "찌개");
  EXPECT_EQ(two[1].text(SpanRole::duration), "이십 분");
  EXPECT_EQ(
      parts("타이머 십 분 이십 분", {{SpanRole::duration, "십 분"}, {SpanRole::duration, "이십 분"}}).size(),
      1U);
}

TEST(ReadRepairKorean, ItemsBetweenTwoListVerbs_AreTheirs) {
  const auto parts = [](const char* said, std::vector<Span> spans) {
    return read_again(std::vector{frame(Intent::list_remove, said, std::move(spans))});
  };
  const auto out = parts("장보기에서 두부 지우고 순두부랑 콩나물 넣어", {{SpanRole::list, "장보기"},
                                                                         {SpanRole::item, "두부"},
                                                                         {SpanRole::item, "순두부"},
                                                                         {SpanRole::item, "콩나물"}});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(out[0].texts(SpanRole::item), Texts{"두부"});
  EXPECT_EQ(out[1].intent, Intent::list_add);
  EXPECT_EQ(out[1].texts(SpanRole::item), (Texts{"순두부", "콩나물"}));
  EXPECT_EQ(parts("두부 지우고 콩나물도 지워", {{SpanRole::item, "두부"}, {SpanRole::item, "콩나물"}}).size(),
            1U);
}

TEST(ReadRepairKorean, WhatIsToDo_IsStruckOff_AndAThingIsNoItem) {
  const auto strikes = [](const char* said) { return read_again(frame(Intent::none, said, {})); };
  EXPECT_EQ(strikes("빨래 널기 지워줘").intent, Intent::list_remove);
  EXPECT_EQ(strikes("빨래 널기 지워줘").text(SpanRole::item), "빨래 널기");
  EXPECT_EQ(strikes("세탁기 지워줘").intent, Intent::none);
  EXPECT_EQ(strikes("이 사진 지워줘").intent, Intent::none);
  const Frame bill = frame(Intent::none, "관리비 냈어 체크해 줘", {{SpanRole::item, "관리비 냈어"}});
  EXPECT_EQ(read_again(bill).intent, Intent::list_complete);
  EXPECT_EQ(read_again(bill).texts(SpanRole::item), Texts{"관리비"});
}

TEST(ReadRepairKorean, WhatIsJoinedToAnItem_IsOneToo_AndWhatIsToldBesideAListIsDone) {
  EXPECT_EQ(
      read_again(frame(Intent::repeat, "쌍화탕이랑 죽", {{SpanRole::item, "쌍화탕"}})).texts(SpanRole::item),
      (Texts{"쌍화탕", "죽"}));
  EXPECT_EQ(
      read_again(frame(Intent::repeat, "쌍화탕 죽", {{SpanRole::item, "쌍화탕"}})).texts(SpanRole::item),
      Texts{"쌍화탕"});
  const Frame add = frame(Intent::list_add, "집안일에 청소 추가하고 ",
                          {{SpanRole::list, "집안일"}, {SpanRole::item, "청소"}});
  const auto told_of = [&](const char* said) {
    return read_again({add, frame(Intent::get_state, said, {{SpanRole::item, "필터 청소"}})}).back();
  };
  EXPECT_EQ(told_of("필터 청소는 했어").intent, Intent::list_complete);
  EXPECT_EQ(told_of("필터 청소는 했어").text(SpanRole::list), "집안일");
  EXPECT_EQ(told_of("필터 청소는 했어?").intent, Intent::get_state);
}

TEST(ReadRepairKorean, WhyStandsBeforeTheThing_AndWhatForBehindIt) {
  const auto closes = [](const char* said, std::vector<Span> spans) {
    return read_again(frame(Intent::none, said, std::move(spans)));
  };
  const Frame awning = closes("비 오는디 어닝 접고", {{kName, "비 오는디"}});
  EXPECT_EQ(awning.intent, Intent::close);
  EXPECT_EQ(awning.texts(kKind), Texts{"어닝"});
  EXPECT_EQ(closes("에어컨 시원하게 켜놔줘", {}).texts(kKind), Texts{"에어컨"});
  EXPECT_EQ(closes("시원하게 켜놔줘", {}).intent, Intent::none);
  EXPECT_EQ(closes("비 오는데 우산 접고", {{kName, "비 오는데"}}).intent,
            Intent::none);  // no thing of a home
}

TEST(ReadRepairKorean, AnExcuse_IsNoCommand) {
  const Frame off = of_kind(Kind::tv, frame(Intent::turn_off, "티비 꺼줘", {{kKind, "티비"}}));
  const auto after = [&](const char* said) {
    return read_again({of_kind(Kind::light, frame(Intent::turn_off, said, {{kArea, "거실"}})), off}).size();
  };
  EXPECT_EQ(after("거실까지 가기 힘들어… "), 1U);
  EXPECT_EQ(after("거실 불 끄고 "), 2U);
}

TEST(ReadRepairKorean, WhatIsThenCooled_IsNoMusic) {
  const auto first = [](const char* noun) {
    return read_again({frame(Intent::media_play, "벽걸이 틀어 ", {{SpanRole::media, "벽걸이"}}),
                       of_kind(Kind::air_conditioner,
                               moved(Operation::minimum, Attribute::temperature,
                                     frame(Intent::climate_set_temperature,
                                           std::string(noun) + " 최저 온도로", {{kKind, noun}})))})[0]
        .intent;
  };
  EXPECT_EQ(first("냉방"), Intent::turn_on);
  EXPECT_EQ(first("에어컨"), Intent::media_play);
}

TEST(ReadRepairKorean, TheOtherWayThere_IsAClauseOfItsOwn) {
  const Frame both =
      of_kind(Kind::light,
              frame(Intent::turn_on, "화장실 불이랑 복도등 꺼 아 복도는 켜둬",
                    {{kArea, "화장실"}, {kKind, "불"}, {kArea, "복도"}, {kKind, "등"}, {kArea, "복도"}}));
  const auto out = read_again(std::vector{both});
  ASSERT_GE(out.size(), 2U);
  EXPECT_EQ(out[0].intent, Intent::turn_off);
  EXPECT_EQ(out.back().intent, Intent::turn_on);
  EXPECT_EQ(out.back().texts(kArea), Texts{"복도"});
  EXPECT_EQ(out.back().kind, Kind::light);
}

TEST(ReadRepairKorean, AKindJoinedToAName_IsAThingOfItsOwn) {
  const Frame both = of_kind(Kind::tv, frame(Intent::turn_off, "테레비하고 큰방등 끄고",
                                             {{kKind, "테레비"}, {kName, "큰방"}, {kKind, "등"}}));
  const auto out = read_again(std::vector{both});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(out[0].kind, Kind::tv);
  EXPECT_EQ(out[1].texts(kName), Texts{"큰방등"});
  EXPECT_EQ(out[1].kind, Kind::any);
}

TEST(ReadRepairKorean, WhatThereAreTwoOf_IsAName_AndAPronounIsNone) {
  const auto name = [](const char* said) {
    return std::string(read_again(of(Quantity::both, frame(Intent::turn_on, said, {}))).text(kName));
  };
  EXPECT_EQ(name("네모 두 개 다 켜줘"), "네모");
  EXPECT_EQ(name("그거 두 개 다 켜줘"), "");
}

TEST(ReadRepairKorean, WhatIsTurnedDown_IsNotPaused) {
  const auto intent = [](const char* said) {
    return read_again(of_kind(Kind::media_player, frame(Intent::media_pause, said, {{kKind, "음악"}})))
        .intent;
  };
  EXPECT_EQ(intent("음악 좀 줄이고"), Intent::set_volume_relative);
  EXPECT_EQ(intent("음악 좀 멈추고"), Intent::media_pause);
}

TEST(ReadRepairKorean, SensorsAndPersons_AreThere) {
  const auto kind = [](const char* said) {
    return read_again(of_kind(Kind::person, frame(Intent::get_state, said, {}))).kind;
  };
  EXPECT_EQ(kind("모든 기기가 재실이야?"), Kind::presence);
  EXPECT_EQ(kind("누가 재실이야?"), Kind::person);
  const Frame safe = of_kind(Kind::safety, frame(Intent::none, "길 안전해?", {}));
  EXPECT_EQ(read_again(safe).intent, Intent::get_state);
  EXPECT_EQ(read_again(safe).asked, Asked::off);
}

TEST(ReadRepairKorean, WhatIsGuessed_IsWhy_AndNothingOpensByIt) {
  const auto does = [](const char* said, const char* noun) {
    return read_again(
        of_kind(Kind::person, frame(Intent::get_state, said, {{kArea, "현관"}, {kKind, noun}})));
  };
  const Frame light = does("누가 왔나 봐 현관 등 켜", "등");
  EXPECT_EQ(light.intent, Intent::turn_on);
  EXPECT_EQ(light.kind, Kind::light);
  EXPECT_EQ(does("누가 왔나 봐 현관 문 열어", "문").intent, Intent::get_state);
  EXPECT_EQ(does("누가 현관 등 켜?", "등").intent, Intent::get_state);
}

TEST(ReadRepairKorean, WhatHurts_IsNoName) {
  const auto kinds = [](const char* said) {
    return read_again(frame(Intent::turn_on, said, {{kName, "허리야 전기장판"}})).texts(kKind).size();
  };
  EXPECT_EQ(kinds("아이고 허리야 전기장판 켜줘"), 1U);
  EXPECT_EQ(kinds("허리야 전기장판 켜줘"), 0U);
}

TEST(WordRepairKorean, ATen_IsANumberWhereSomethingEnds) {
  const auto value = [](const char* said) {
    return std::string(read_again(moved(Operation::lower, Attribute::volume,
                                        frame(Intent::set_volume, said, {{kKind, "티비"}})))
                           .text(kValue));
  };
  EXPECT_EQ(value("티비 소리 열로 줄여"), "열");
  EXPECT_EQ(value("티비 소리 줄여 열로 뜨거워"), "");
}

TEST(ReadRepairKorean, WhatWasAskedAbout_IsSwitched_AlsoWhereThatWasReadAsACommand) {
  const auto last = [](Asked asked) {
    Frame why = of_kind(Kind::light, frame(Intent::turn_on, "마당 불들이 왜 안 켜져 있어 ",
                                           {{kArea, "마당"}, {kKind, "불들"}}));
    why.asked = asked;
    return read_again({why, of(Quantity::all, frame(Intent::turn_on, "얼른 다 켜", {}))}).back();
  };
  EXPECT_EQ(last(Asked::on).texts(kArea), Texts{"마당"});
  EXPECT_TRUE(last(Asked::none).spans.empty());
}

TEST(ReadRepairKorean, WhatIsSetAndRuns_IsNoCleaner) {
  const auto last = [](Intent before) {
    return read_again({of_kind(Kind::dehumidifier, moved(Operation::set, Attribute::humidity,
                                                         frame(before, "제습기 사십으로 맞추고 ",
                                                               {{kKind, "제습기"}, {kValue, "사십"}}))),
                       frame(Intent::vacuum_start, "돌려줘", {})})
        .back();
  };
  EXPECT_EQ(last(Intent::humidifier_set).intent, Intent::turn_on);
  EXPECT_EQ(last(Intent::humidifier_set).reference, Reference::same);
  EXPECT_EQ(last(Intent::turn_off).intent, Intent::vacuum_start);
}

TEST(ReadRepairKorean, WhatIsDoneToAThing_IsOneItem) {
  const auto n_item = [](Kind kind, const char* said, const char* first, const char* second) {
    return read_again(of_kind(kind, frame(Intent::list_add, said,
                                          {{SpanRole::item, first}, {SpanRole::item, second}})))
        .texts(SpanRole::item)
        .size();
  };
  EXPECT_EQ(n_item(Kind::todo_list, "지하 제습기 물 비우기 추가", "지하 제습기", "물 비우기"), 1U);
  EXPECT_EQ(n_item(Kind::todo_list, "빨래 널기 물 비우기 추가", "빨래 널기", "물 비우기"), 2U);
}

TEST(WordRepairKorean, ANameOfThisHome_IsNoMusicAndNoKind) {
  const std::string said = "벽걸이 틀어";
  const size_t end = said.find(' ');
  const Frame play = frame(Intent::media_play, said, {{SpanRole::media, "벽걸이"}});
  EXPECT_EQ(read_again(play, {{0, end, kName}}).intent, Intent::turn_on);
  EXPECT_EQ(read_again(play).intent, Intent::media_play);
  const std::string off = "라디오 꺼";
  const Frame radio = of_kind(Kind::tv, frame(Intent::turn_off, off, {{kKind, "라디오"}}));
  EXPECT_EQ(read_again(radio, {{0, off.find(' '), kName}}).texts(kName), Texts{"라디오"});
  EXPECT_EQ(read_again(radio).kind, Kind::tv);
}

TEST(SaidKorean, BothOfTwoRoomsOfOneName_AreTheOneOfEach) {
  const std::vector<Area> rooms = {{"a", "거실 화장실", {}, kNowhere}, {"b", "안방 화장실", {}, kNowhere}};
  const Frame both =
      of(Quantity::both, test::off("화장실 불 둘 다 꺼줘", Kind::light, {{kArea, "화장실"}, {kKind, "불"}}));
  std::vector<Entity> lights = {test::thing("light.a", "거실 화장실 등", 0),
                                test::thing("light.b", "안방 화장실 등", 1)};
  EXPECT_EQ(changed(lights, both, rooms), R"({"light.a":{"state":"off"},"light.b":{"state":"off"}})");
  lights.push_back(test::thing("light.c", "안방 화장실 거울등", 1));
  EXPECT_EQ(changed(lights, both, rooms), "{}");  // two of three
}

TEST(SaidKorean, AllLightsOn_AreThoseOfTheRoomTheyAreCalledIn) {
  std::vector<Entity> lights = {test::thing("light.a", "천장등", 0), test::thing("light.b", "토끼 램프", 0),
                                test::thing("light.c", "식탁등", 1)};
  for (Entity& each : lights) each.state = "off";
  const Home home = two_rooms(lights, "ko");
  const auto n_changed = [&](const char* said, Intent intent) {
    Frame all = of(Quantity::all, test::off(said, Kind::light, {{kKind, "불"}}));
    all.intent = intent;
    return told(home, "here", all).changes.size();
  };
  EXPECT_EQ(n_changed("불 다 켜줘", Intent::turn_on), 2U);
  EXPECT_EQ(n_changed("온 집 불 다 켜줘", Intent::turn_on), 3U);
}

TEST(SaidKorean, WhatIsCalledByItsFloor_IsMeantBeforeOthersThere) {
  Home home;
  home.language = "ko";
  home.floors = {{"u", "2층", {"Upstairs"}}};
  home.areas = {{"a", "큰방", {}, 0}};
  const auto heats = [](const char* id, const char* name) {
    Entity out = test::thing(id, name, 0);
    out.state = "heat";
    out.attributes = {{"temperature", 20}, {"hvac_mode", "heat"}, {"hvac_modes", {"off", "heat"}}};
    return out;
  };
  home.entities = {heats("climate.up", "2층 난방"), heats("climate.m", "마이클 온풍기")};
  const auto n_changed = [&](Quantity quantity) {
    Frame set = of(quantity, test::off("Upstairs 난방 21도로", Kind::heater,
                                       {{SpanRole::floor, "upstairs"}, {kKind, "난방"}, {kValue, "21도"}}));
    set.intent = Intent::climate_set_temperature;
    set.attribute = Attribute::temperature;
    set.operation = Operation::set;
    return told(home, "", set).changes.size();
  };
  EXPECT_EQ(n_changed(Quantity::unsaid), 1U);
  EXPECT_EQ(n_changed(Quantity::all), 2U);
}

TEST(SaidKorean, ANounOfNoKind_IsWhatIsCalledSo) {
  Entity tv = test::thing("media_player.tv", "할매 테레비"),
         radio = test::thing("media_player.r", "부엌 라디오");
  tv.state = radio.state = "playing";
  tv.attributes = {{"device_class", "tv"}};
  EXPECT_EQ(changed({tv, radio}, test::off("라디오도 꺼", Kind::tv, {{kKind, "라디오"}})),
            R"({"media_player.r":{"state":"off"}})");
  EXPECT_EQ(changed({tv, radio}, test::off("티비도 꺼", Kind::tv, {{kKind, "티비"}})),
            R"({"media_player.tv":{"state":"off"}})");
}

TEST(SaidKorean, AModeWithinALongerWord_IsNotSet) {
  Entity air = test::thing("climate.a", "매장 냉난방기");
  air.state = "cool";
  air.attributes = {{"temperature", 24}, {"hvac_mode", "cool"}, {"hvac_modes", {"off", "heat", "cool"}}};
  Frame warmer = test::off("매장 냉난방기 25도", Kind::any, {{kName, "매장 냉난방기"}, {kValue, "25도"}});
  warmer.intent = Intent::climate_set_temperature;
  EXPECT_EQ(changed({air}, warmer), R"({"climate.a":{"attributes":{"temperature":25}}})");
  warmer.said = "매장 냉난방기 난방 25도";
  EXPECT_NE(changed({air}, warmer).find("heat"), std::string::npos);
}

}  // namespace
}  // namespace ondol::home
