// Korean wishes that were read as another command, or as none.
#include <gtest/gtest.h>

#include "home/laughter.h"
#include "home/read_again.h"

namespace ondol::home {
namespace {

using Texts = std::vector<std::string_view>;

Frame of(Quantity quantity, Frame frame) {
  frame.quantity = quantity;
  return frame;
}

Mention mention_of(const std::string& text, const std::string& name, SpanRole role = kName) {
  const size_t at = text.find(name);
  return {at, at + name.size(), role};
}

TEST(WordRepairKorean, HowItIsDone_IsNoName) {
  const auto soft = [](const std::string& said, const std::vector<Mention>& mentions) {
    return read_again(moved(Operation::set, Attribute::brightness,
                            frame(Intent::light_set, said, {{kName, "은은하게"}, {kValue, "십 프로"}})),
                      mentions);
  };
  const std::string said = "은은하게 한 십 프로만";
  EXPECT_FALSE(soft(said, {}).has(kName));
  EXPECT_TRUE(soft(said, {mention_of(said, "은은하게")}).has(kName));  // a scene is called so
  const Frame each =
      read_again(frame(Intent::climate_set_temperature, "난방 각각 내려", {{kName, "난방 각각"}}));
  EXPECT_EQ(each.texts(kKind), Texts{"난방"});
}

TEST(WordRepairKorean, ARoom_BeginsWithItsWord_AndMineIsHere) {
  const Frame sore =
      of_kind(Kind::light, frame(Intent::turn_off, "아 눈 아파 방 불 꺼", {{kArea, "파 방"}, {kKind, "불"}}));
  EXPECT_FALSE(read_again(sore).has(kArea));
  const Frame papa =
      of_kind(Kind::light, frame(Intent::turn_off, "아파트 파 방 불 꺼", {{kArea, "파 방"}, {kKind, "불"}}));
  EXPECT_TRUE(read_again(papa).has(kArea));
  const Frame mine =
      of(Quantity::all, frame(Intent::turn_off, "제 방에 있는 것 모두 꺼", {{kArea, "제 방"}}));
  EXPECT_EQ(read_again(mine).place, Place::here);
  EXPECT_FALSE(read_again(mine).has(kArea));
  const std::string said = mine.said;
  EXPECT_TRUE(read_again(mine, {mention_of(said, "제 방", kArea)}).has(kArea));  // a room is called so
}

TEST(WordRepairKorean, WhatNothingIsSetTo_IsSwitchedAsItsVerbSays) {
  const auto set = [](Operation operation, Attribute attribute, const char* said, const char* name) {
    return read_again(moved(operation, attribute, frame(Intent::light_set, said, {{kName, name}}))).intent;
  };
  EXPECT_EQ(set(Operation::set, Attribute::color_temperature, "돌침대 뜨뜻하게 켜줘라", "돌침대"),
            Intent::turn_on);
  EXPECT_EQ(set(Operation::set, Attribute::none, "별자리 켜 주시고", "별자리"), Intent::turn_on);
  EXPECT_EQ(set(Operation::lower, Attribute::brightness, "암막 치고", "암막"), Intent::close);
  // How it is to shine is a setting, and nothing opens.
  EXPECT_EQ(set(Operation::set, Attribute::color_temperature, "책상등 따뜻하게 켜줘", "책상등"),
            Intent::light_set);
  EXPECT_EQ(set(Operation::lower, Attribute::brightness, "별자리 어둡게 켜줘", "별자리"), Intent::light_set);
  EXPECT_EQ(set(Operation::raise, Attribute::brightness, "암막 열어", "암막"), Intent::light_set);
}

TEST(WordRepairKorean, WhatAloneGoesOn_IsNotLeftOut) {
  const Frame lava = of(Quantity::all, frame(Intent::turn_on, "라바만 켜둬", {{kExcept, "라바"}}));
  EXPECT_EQ(read_again(lava).texts(kName), Texts{"라바"});
  EXPECT_EQ(read_again(lava).quantity, Quantity::unsaid);
  const Frame all = of(Quantity::all, frame(Intent::turn_on, "라바만 빼고 다 켜", {{kExcept, "라바"}}));
  EXPECT_EQ(read_again(all).texts(kExcept), Texts{"라바"});
}

TEST(WordRepairKorean, WhatIsJoinedToAThing_IsMeantLikeIt) {
  const auto close = [](const char* said) {
    return read_again(
        of(Quantity::all,
           of_kind(Kind::blind, frame(Intent::close, said, {{kExcept, "커튼"}, {kKind, "블라인드"}}))));
  };
  EXPECT_FALSE(close("커튼이랑 블라인드 다 닫아").has(kExcept));
  EXPECT_EQ(close("커튼 빼고 블라인드 다 닫아").texts(kExcept), Texts{"커튼"});
}

TEST(WordRepairKorean, WhatIsUnfolded_IsNoWeather) {
  const auto read = [](const char* said, const char* noun) {
    return read_again(frame(Intent::get_weather, said, {{kKind, noun}})).intent;
  };
  EXPECT_EQ(read("차양 펼쳐", "차양"), Intent::open);
  EXPECT_EQ(read("커튼 닫아줘", "커튼"), Intent::close);
  EXPECT_EQ(read("차양 펼쳐도 될까", "차양"), Intent::get_weather);
  EXPECT_EQ(read("대문 열어", "대문"), Intent::get_weather);
}

TEST(WordRepairKorean, WhatIsToBeSet_IsNoQuestion) {
  const auto read = [](const char* said) {
    return read_again(
        of_kind(Kind::tv, frame(Intent::get_state, said, {{kKind, "티비"}, {kValue, "20 퍼센트"}})));
  };
  const Frame loud = read("티비의 음량을 20 퍼센트 수준으로 조정해 주시기 바랍니다");
  EXPECT_EQ(loud.intent, Intent::set_volume);
  EXPECT_TRUE(loud.mended);
  EXPECT_EQ(read("티비 음량이 20 퍼센트로 조정해져 있나요").intent, Intent::get_state);
}

TEST(WordRepairKorean, TheVerb_SaysWhichWay) {
  const auto move = [](Operation operation, const char* said) {
    return read_again(moved(operation, Attribute::position,
                            of_kind(Kind::awning, frame(Intent::set_position, said, {{kKind, "어닝"}}))))
        .operation;
  };
  EXPECT_EQ(move(Operation::lower, "어닝 더 펴봐"), Operation::raise);
  EXPECT_EQ(move(Operation::raise, "어닝 더 접어줘"), Operation::lower);
  EXPECT_EQ(move(Operation::lower, "어닝 더 내려"), Operation::lower);
}

TEST(WordRepairKorean, ToToggle_IsNoParticularWay) {
  const auto read = [](const char* said) {
    return read_again(of_kind(Kind::valve, frame(Intent::close, said, {{kKind, "수도 밸브"}}))).intent;
  };
  EXPECT_EQ(read("수도 밸브 토글해"), Intent::toggle);
  EXPECT_EQ(read("수도 밸브 닫아"), Intent::close);
}

TEST(WordRepairKorean, BothSides_AreTwo) {
  const auto read = [](const char* said) {
    return read_again(frame(Intent::turn_on, said, {{kName, "독서등"}})).quantity;
  };
  EXPECT_EQ(read("양쪽 독서등 켜줘"), Quantity::both);
  EXPECT_EQ(read("왼쪽 독서등 켜줘"), Quantity::unsaid);
}

TEST(WordRepairKorean, WhoIsToldToMow_Begins) {
  const auto read = [](const std::string& said) {
    return read_again(frame(Intent::none, said, {}), {mention_of(said, "염소")}).intent;
  };
  EXPECT_EQ(read("염소야 이제 풀 깎아!"), Intent::vacuum_start);
  EXPECT_EQ(read("염소야 풀 깎아?"), Intent::none);
  EXPECT_EQ(read("염소야 풀 깎으면 뭐 해"), Intent::none);
}

TEST(WordRepairKorean, ATimer_TellsAfterAWhile_AndHasAName) {
  const auto read = [](const char* said) {
    return read_again(frame(Intent::none, said, {{SpanRole::duration, "30분"}})).intent;
  };
  EXPECT_EQ(read("할머니 약 드시게 30분 뒤에 알려줘"), Intent::timer_start);
  EXPECT_EQ(read("30분 전에 알려줬잖아"), Intent::none);
  const auto named = [](const char* said) {
    return read_again(frame(Intent::timer_start, said, {{SpanRole::duration, "사분"}}));
  };
  EXPECT_EQ(named("라면 사분 재줘").texts(kName), Texts{"라면"});
  EXPECT_FALSE(named("지금 사분 재줘").has(kName));
}

TEST(WordRepairKorean, WhatIsTold_IsTickedOff_AndNothingIsMadeUp) {
  EXPECT_EQ(read_again(frame(Intent::none, "관리비 냈어 체크해 줘", {})).texts(SpanRole::item),
            Texts{"관리비"});
  EXPECT_EQ(read_again(frame(Intent::none, "관리비 냈어? 체크해 줘", {})).intent, Intent::none);
  EXPECT_EQ(read_again(frame(Intent::get_state, "노래 제목 좀 지어줘라", {})).intent, Intent::none);
  EXPECT_EQ(read_again(frame(Intent::get_state, "노래 제목 좀 알려줘", {})).intent, Intent::get_state);
}

TEST(WordRepairKorean, WhoIsGone_HasARoom) {
  const auto off = [](const std::string& said) {
    return read_again(frame(Intent::turn_off, said, {{kName, "마이클"}}), {mention_of(said, "마이클")});
  };
  EXPECT_EQ(off("마이클 없으니까 걔 방에 켜진 거 다 꺼").texts(kArea), Texts{"마이클 방"});
  EXPECT_EQ(off("마이클 없으니까 걔 방에 켜진 거 다 꺼").quantity, Quantity::all);
  EXPECT_FALSE(off("마이클 없으니까 다 꺼").has(kArea));
}

TEST(WordRepairKorean, AnUnknownNoun_IsTheNameAtItsEnd) {
  const std::string said = "아이고 뜨거워라 장판 꺼라";
  const Frame mat = of_kind(Kind::water_heater, frame(Intent::turn_off, said, {{kKind, "뜨거워라 장판"}}));
  EXPECT_EQ(read_again(mat, {mention_of(said, "장판")}).texts(kName), Texts{"장판"});
  EXPECT_FALSE(read_again(mat).has(kName));
}

TEST(ReadRepairKorean, AComplaint_IsMetByWhatComes) {
  const auto warm = [](Frame frame) { return of_kind(Kind::heater, std::move(frame)); };
  const Frame next = moved(Operation::set, Attribute::temperature,
                           warm(frame(Intent::climate_set_temperature, "마루 난방 23도로",
                                      {{kArea, "마루"}, {kKind, "난방"}, {kValue, "23도"}})));
  const auto behind = [&](const char* said) {
    return read_again({moved(Operation::raise, Attribute::temperature,
                             warm(frame(Intent::climate_set_temperature, said, {}))),
                       next})
        .size();
  };
  EXPECT_EQ(behind("집이 썰렁하네 "), 1u);
  EXPECT_EQ(behind("안방 온도 올리고 "), 2u);
}

TEST(ReadRepairKorean, WhatIsOnlyThoughtOf_IsNotDone) {
  const auto think = [](const char* said) {
    Frame dust =
        of_kind(Kind::particles, frame(Intent::get_state, "지금 미세먼지 어때", {{kKind, "미세먼지"}}));
    dust.question = Question::value;
    return read_again({of_kind(Kind::fan, frame(Intent::turn_on, said, {{kKind, "환기"}})), dust}).size();
  };
  EXPECT_EQ(think("환기 좀 시킬까 하는데 "), 1u);
  EXPECT_EQ(think("환기 좀 시키고 "), 2u);
}

TEST(ReadRepairKorean, WhatIsNotWaitedFor_IsNoCondition) {
  const auto when = [](const char* said) {
    Frame comes = frame(Intent::get_state, said, {{kName, "지우"}});
    comes.role = ClauseRole::condition;
    return read_again({comes, of_kind(Kind::light, frame(Intent::turn_on, "현관등 켜", {{kKind, "등"}}))})
        .size();
  };
  EXPECT_EQ(when("지우 오면 말고 지금 "), 1u);
  EXPECT_EQ(when("지우 오면 "), 2u);
}

TEST(ReadRepairKorean, AReason_IsNoCommand_AndACourtesyNone) {
  const auto out = read_again({frame(Intent::turn_on, "요금이 과다하게 청구되었으므로 ", {}),
                               frame(Intent::turn_off, "충전기의 전원을 차단해 ", {{kName, "충전기"}}),
                               frame(Intent::media_pause, "주시기 바랍니다", {})});
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].intent, Intent::turn_off);
  EXPECT_EQ(read_again({frame(Intent::media_pause, "식기세척기 또한 ", {{kName, "식기세척기"}}),
                        frame(Intent::media_pause, "정지시켜 주세요", {})})
                .size(),
            1u);
}

TEST(ReadRepairKorean, AnAwning_IsInNoRoom) {
  const auto half = [](Kind kind, const char* said, const char* noun) {
    const Frame curtain =
        moved(Operation::set, Attribute::position,
              of_kind(Kind::curtain, frame(Intent::set_position, "마루 커튼 반만 열고 ",
                                           {{kArea, "마루"}, {kKind, "커튼"}, {kValue, "반"}})));
    return read_again({curtain, of_kind(kind, frame(Intent::repeat, said, {{kKind, noun}, {kValue, "반"}}))})
        .back()
        .intent;
  };
  EXPECT_EQ(half(Kind::awning, "어닝도 반만", "어닝"), Intent::set_position);
  EXPECT_EQ(half(Kind::blind, "블라인드도 반만", "블라인드"), Intent::repeat);
}

TEST(ReadRepairKorean, WhereAndHowMuch_IsAboutWhatWasSet) {
  const auto second = [](const char* said) {
    const Frame first =
        moved(Operation::set, Attribute::temperature,
              of_kind(Kind::heater, frame(Intent::climate_set_temperature, "큰방 난방 24 ",
                                          {{kArea, "큰방"}, {kKind, "난방"}, {kValue, "24"}})));
    return read_again({first, moved(Operation::set, Attribute::none,
                                    frame(Intent::light_set, said, {{kArea, "마루"}, {kValue, "22"}}))})
        .back();
  };
  EXPECT_EQ(second("마루는 22로").intent, Intent::climate_set_temperature);
  EXPECT_EQ(second("마루는 22로").kind, Kind::heater);
}

TEST(ReadRepairKorean, WhatIsSimplyLetBe_IsLeftOut) {
  const auto off = [](Quantity quantity) {
    const std::string first = "부엌 불 끄고 ", second = "쿠쿠는 그냥 놔둬";
    return read_again(
        {of(quantity, of_kind(Kind::light, frame(Intent::turn_off, first, {{kArea, "부엌"}, {kKind, "불"}}))),
         frame(Intent::repeat, second, {{kName, "쿠쿠"}})},
        {mention_of(first + second, "쿠쿠")});
  };
  EXPECT_EQ(off(Quantity::unsaid).back().intent, Intent::nevermind);
  EXPECT_EQ(off(Quantity::all).front().texts(kExcept), Texts{"쿠쿠"});
}

TEST(ReadRepairKorean, ARow_IsSplitWhateverWasReadOfIt) {
  const Frame row = of(Quantity::all, frame(Intent::turn_off, "민재 방에 불이고 게임기고 다 꺼",
                                            {{kArea, "민재 방"}, {kName, "게임기고"}}));
  const auto out = read_again(std::vector{row});
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0].kind, Kind::light);
  EXPECT_EQ(out[1].texts(kName), Texts{"게임기"});
  const Frame first = of(Quantity::all, frame(Intent::turn_off, "불 끄고 티비 다 꺼", {{kKind, "티비"}}));
  EXPECT_EQ(read_again(std::vector{first}).size(), 1u);
}

TEST(ReadRepairKorean, WhatIsNotToBeTouched_IsNoTarget) {
  const auto off = [](const char* said) {
    return read_again(
        of(Quantity::all, of_kind(Kind::light, frame(Intent::turn_off, said,
                                                     {{SpanRole::floor, "2층"}, {SpanRole::floor, "1층"}}))));
  };
  EXPECT_EQ(off("2층은 소등하되 1층은 건드리지 말아 주세요").texts(SpanRole::floor), Texts{"2층"});
  EXPECT_EQ(off("2층과 1층은 소등해 주세요").texts(SpanRole::floor), (Texts{"2층", "1층"}));
}

TEST(ReadRepairKorean, ABareDoor_IsWhateverOpens) {
  const auto ask = [](const char* said, std::vector<Span> spans) {
    Frame frame_ = of_kind(Kind::door, frame(Intent::get_state, said, std::move(spans)));
    frame_.question = Question::any;
    frame_.asked = Asked::open;
    return read_again(frame_).kind;
  };
  EXPECT_EQ(ask("문이 열려 있는 게 있어?", {{kKind, "문"}}), Kind::opening);
  EXPECT_EQ(ask("거실 문이 열려 있는 게 있어?", {{kArea, "거실"}, {kKind, "문"}}), Kind::door);
  EXPECT_EQ(ask("현관문이 열려 있는 게 있어?", {{kKind, "현관문"}}), Kind::door);
}

TEST(ReadRepairKorean, Lists_AreAskedAbout_AndWrittenOn) {
  const std::string said = "집안일 몇 개나 밀렸어";
  EXPECT_EQ(read_again(frame(Intent::get_state, said, {{SpanRole::list, "집안일"}}),
                       {mention_of(said, "집안일", SpanRole::list)})
                .kind,
            Kind::todo_list);
  EXPECT_EQ(
      read_again(frame(Intent::list_remove, "굵은 소금을 기재해 주시고", {{SpanRole::item, "굵은 소금"}}))
          .intent,
      Intent::list_add);
  EXPECT_EQ(
      read_again(
          frame(Intent::list_add, "여행 갈 때 챙길 거에 선크림 추가해줘",
                {{SpanRole::list, "여행 갈 때"}, {SpanRole::list, "챙길 거"}, {SpanRole::item, "선크림"}}))
          .texts(SpanRole::list),
      Texts{"여행 갈 때 챙길 거"});
}

TEST(ReadRepairKorean, WhatShows_IsMeasured_AndADayIsTheCalendars) {
  const auto ask = [](const char* said) {
    Frame cold = of_kind(Kind::temperature, frame(Intent::get_state, said, {{kName, "김치냉장고 온도"}}));
    cold.attribute = Attribute::target_temperature;
    return read_again(cold);
  };
  EXPECT_EQ(ask("김치냉장고 온도 몇 도로 나와").attribute, Attribute::none);
  EXPECT_EQ(ask("김치냉장고 온도 몇 도로 맞춰 놨어").attribute, Attribute::target_temperature);
  EXPECT_EQ(read_again(frame(Intent::get_state, "모레 김장은 몇 시부터야", {{SpanRole::date, "모레"}})).kind,
            Kind::calendar);
  EXPECT_EQ(read_again(of_kind(Kind::carbon_dioxide,
                               frame(Intent::get_weather, "이산화탄소 얼마야", {{kKind, "이산화탄소"}})))
                .intent,
            Intent::get_state);
  EXPECT_EQ(read_again(frame(Intent::get_weather, "오늘 비 와", {{SpanRole::date, "오늘"}})).intent,
            Intent::get_weather);
}

TEST(ReadRepairKorean, AModeAndANumber_AreTwoSettings) {
  const Frame both = moved(Operation::set, Attribute::mode,
                           frame(Intent::climate_set_mode, "에어컨 냉방으로 24도 틀어줘",
                                 {{kName, "에어컨"}, {kValue, "냉방"}, {kValue, "24도"}}));
  const auto out = read_again(std::vector{both});
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[1].intent, Intent::climate_set_temperature);
}

// ---- as a model reads that knows reasons beside commands
// ---------------------------------------------------

Frame asked_of(Kind kind, Asked asked, Frame frame) {
  frame.kind = kind;
  frame.asked = asked;
  return frame;
}

TEST(WordRepairKorean, Enough_IsOffAndNoMoreOn) {
  const Frame off =
      of_kind(Kind::dehumidifier, frame(Intent::turn_off, "제습기 그만 돌려", {{kKind, "제습기"}}));
  EXPECT_EQ(read_again(off).intent, Intent::turn_off);
  const Frame on = of_kind(Kind::light, frame(Intent::turn_on, "그만 자고 불 켜", {{kKind, "불"}}));
  EXPECT_EQ(read_again(on).intent, Intent::turn_on);
}

TEST(WordRepairKorean, AnExceptionsVerb_IsNotThatOfTheRest) {
  Frame all = of_kind(Kind::light, frame(Intent::turn_off, "2층 불 다 끄는데 고래만 켜둬",
                                         {{kKind, "불"}, {kExcept, "고래"}}));
  all.quantity = Quantity::all;
  EXPECT_EQ(read_again(all).intent, Intent::turn_off);
  Frame lit =
      of_kind(Kind::light, frame(Intent::turn_off, "고래 빼고 불 다 켜", {{kExcept, "고래"}, {kKind, "불"}}));
  lit.quantity = Quantity::all;
  EXPECT_EQ(read_again(lit).intent, Intent::turn_on);
}

TEST(WordRepairKorean, WhoCleans_GoesHomeOrBeginsAsTheVerbSays) {
  const Frame home = frame(Intent::open, "물방개 이제 집으로 보내", {{kName, "물방개"}});
  EXPECT_EQ(read_again(home).intent, Intent::vacuum_return);
  const Frame curtain = frame(Intent::open, "커튼 집 앞으로 열어", {{kName, "커튼"}});
  EXPECT_EQ(read_again(curtain).intent, Intent::open);
  EXPECT_EQ(read_again(frame(Intent::vacuum_return, "로보락은 돌리고", {{kName, "로보락"}})).intent,
            Intent::vacuum_start);
  EXPECT_EQ(read_again(frame(Intent::vacuum_return, "로보락 집으로 돌려 보내", {{kName, "로보락"}})).intent,
            Intent::vacuum_return);
}

TEST(WordRepairKorean, AConditionWithItsAct_IsTwo_AndNothingOpensSo) {
  const auto read = [](const std::string& said) {
    Frame door = asked_of(Kind::door, Asked::unlocked, frame(Intent::get_state, said, {{kKind, "뒷문"}}));
    door.role = ClauseRole::condition;
    return read_again(std::vector{door});
  };
  const auto lock = read("뒷문 안 잠겨 있거든 잠가주소");
  ASSERT_EQ(lock.size(), 2u);
  EXPECT_EQ(lock[1].intent, Intent::lock);
  EXPECT_EQ(lock[1].text(kKind), "뒷문");
  EXPECT_TRUE(lock[1].mended);
  EXPECT_EQ(read("뒷문 안 잠겨 있거든 열어").size(), 1u);
}

TEST(WordRepairKorean, WhatElseIsDone_StandsBehindTheOppositeState) {
  const auto read = [](const std::string& last) {
    Frame lit = asked_of(Kind::any, Asked::on,
                         frame(Intent::get_state, "현우 독서등 켜져 있으면 ", {{kName, "현우 독서등"}}));
    lit.role = ClauseRole::condition;
    return read_again(
        std::vector{lit, frame(Intent::turn_off, "끄고 ", {}), frame(Intent::turn_on, last, {})});
  };
  EXPECT_EQ(read("꺼져 있으면 켜고").back().role, ClauseRole::alternative);
  EXPECT_NE(read("켜져 있으면 켜고").back().role, ClauseRole::alternative);
}

TEST(WordRepairKorean, WhatWasHeardEnoughOf_StopsBeforeAnotherPlays) {
  const auto read = [](const std::string& said) {
    return read_again(std::vector{of_kind(
        Kind::speaker, frame(Intent::media_play, said, {{kKind, "앰프"}, {SpanRole::media, "조용필"}}))});
  };
  const auto two = read("라디오 고만 듣고 앰프에서 조용필 틀어봐라");
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].intent, Intent::media_pause);
  EXPECT_EQ(two[0].text(kName), "라디오");
  EXPECT_EQ(read("이제 고만 듣고 앰프에서 조용필 틀어봐라").size(), 1u);
}

TEST(WordRepairKorean, WhatAConditionIsNot_AndCutOffEndings_SayNothing) {
  Frame condition =
      asked_of(Kind::any, Asked::home, frame(Intent::get_state, "지우 오면 ", {{kName, "지우"}}));
  condition.role = ClauseRole::condition;
  const auto light = [](const std::string& said) {
    return of_kind(Kind::light, frame(Intent::turn_on, said, {{kArea, "현관"}, {kKind, "등"}}));
  };
  EXPECT_EQ(read_again(std::vector{condition, light("말고 지금 현관등 켜")}).size(), 1u);
  EXPECT_EQ(read_again(std::vector{condition, light("현관등 켜")}).size(), 2u);
  const Frame window = frame(Intent::open, "측창 다 열고", {{kName, "측창"}});
  EXPECT_EQ(read_again(std::vector{frame(Intent::open, "불믄 ", {}), window}).size(), 1u);
}

TEST(WordRepairKorean, ARoomBehindAComplaint_IsNotCalledSo) {
  const auto read = [](const std::string& room) {
    return read_again(of_kind(
        Kind::light, frame(Intent::turn_off, "눈 " + room + " 불 꺼", {{kArea, room}, {kKind, "불"}})));
  };
  EXPECT_FALSE(read("아파 방").has(kArea));
  EXPECT_EQ(read("더워 안방").text(kArea), "안방");
  EXPECT_EQ(read("끝 방").text(kArea), "끝 방");
}

TEST(WordRepairKorean, OfTwoKinds_EachPartHasItsOwn) {
  const auto parts = read_again(std::vector{of_kind(
      Kind::fan, frame(Intent::turn_on, "환기팬 돌려라 물은 잠그고", {{kKind, "환기팬"}, {kKind, "물"}}))});
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].kind, Kind::fan);
  EXPECT_NE(parts[1].kind, Kind::fan);
}

TEST(WordRepairKorean, ValuesAreFoundWhereTheyWereCut) {
  const auto light = [](const std::string& said, std::vector<Span> spans) {
    return read_again(std::vector{
        moved(Operation::set, Attribute::brightness, frame(Intent::light_set, said, std::move(spans)))});
  };
  const auto sides = light("왼쪽 머리맡등은 삼십 오른쪽은 육십",
                           {{kName, "왼쪽 머리맡등"}, {kValue, "삼십 오른"}, {kValue, "육십"}});
  ASSERT_EQ(sides.size(), 2u);
  EXPECT_EQ(sides[1].text(kName), "오른쪽");
  EXPECT_EQ(sides[0].text(kValue), "삼십");
  EXPECT_EQ(light("스탠드는 삼십 퍼센트로", {{kName, "스탠드"}, {kValue, "삼십 퍼센트"}}).size(), 1u);
  EXPECT_EQ(light("민재 스탠드 사천 켈빈에 밝기는 팔십", {{kName, "민재 스탠드"}, {kValue, "팔십"}}).size(),
            2u);
  const Frame most =
      read_again(moved(Operation::set, Attribute::speed,
                       of_kind(Kind::air_purifier, frame(Intent::fan_set_speed, "공청기 최고로 돌려",
                                                         {{kKind, "공청기"}, {kValue, "최"}}))));
  EXPECT_EQ(most.operation, Operation::maximum);
}

TEST(WordRepairKorean, Questions_AreAboutWhatTheirWordsSay) {
  const auto ask = [](const std::string& said, Kind kind, Asked asked, std::vector<Span> spans) {
    return read_again(asked_of(kind, asked, frame(Intent::get_state, said, std::move(spans))));
  };
  EXPECT_EQ(ask("준호 치과가 몇 시더라", Kind::any, Asked::none, {{kName, "준호"}}).kind, Kind::calendar);
  EXPECT_EQ(ask("준호 지금 몇 시야", Kind::any, Asked::none, {{kName, "준호"}}).kind, Kind::any);
  EXPECT_EQ(ask("어떤 기기가 재실이야?", Kind::person, Asked::home, {}).kind, Kind::presence);
  EXPECT_EQ(ask("누가 집에 있어?", Kind::person, Asked::home, {}).kind, Kind::person);
  EXPECT_EQ(ask("할머니 방에 계셔?", Kind::presence, Asked::home, {{kArea, "할머니 방"}}).kind,
            Kind::occupancy);
  EXPECT_NE(ask("오늘 전기 지금 얼마 쓰고 있어", Kind::calendar, Asked::none, {{kKind, "전기"}}).kind,
            Kind::calendar);
  EXPECT_EQ(ask("오늘 일정 뭐야", Kind::calendar, Asked::none, {{kKind, "일정"}}).kind, Kind::calendar);
  EXPECT_FALSE(ask("내 폰 배터리 얼마 남음", Kind::battery, Asked::none, {{kName, "폰"}, {kKind, "배터리"}})
                   .has(kName));
  EXPECT_TRUE(ask("아빠 폰 배터리 얼마 남음", Kind::battery, Asked::none, {{kName, "폰"}, {kKind, "배터리"}})
                  .has(kName));
}

TEST(WordRepairKorean, WhatHappenedAndSums_AreNothingOfTheHome) {
  const auto heat = [](const std::string& said) {
    return read_again(moved(Operation::none, Attribute::temperature,
                            frame(Intent::climate_set_temperature, said, {{kArea, "거실"}})));
  };
  EXPECT_EQ(heat("어제 거실에서 넘어졌어 아야").intent, Intent::none);
  EXPECT_EQ(heat("거실 온도 맞춰").intent, Intent::climate_set_temperature);
  EXPECT_EQ(read_again(frame(Intent::repeat, "일 더하기 일은", {})).intent, Intent::none);
  EXPECT_EQ(read_again(frame(Intent::media_previous, "스피커 아까 그거 이어서 재생해줘", {{kName, "스피커"}}))
                .intent,
            Intent::media_unpause);
  EXPECT_EQ(
      read_again(frame(Intent::media_previous, "스피커 아까 그 곡 다시 틀어줘", {{kName, "스피커"}})).intent,
      Intent::media_previous);
}

TEST(WordRepairKorean, LaughterBehindAWord_IsNoPartOfIt) {
  EXPECT_EQ(without_laughter("켜줘ㅎㅎ"), "켜줘");
  EXPECT_EQ(without_laughter("ㅋㅋㅋ"), "ㅋㅋㅋ");
  EXPECT_EQ(without_laughter("응 ㅇㅇ"), "응 ㅇㅇ");
  EXPECT_EQ(without_laughter("더워ㅠ 켜").size(), std::string("더워ㅠ 켜").size());
}

TEST(WordRepairKorean, WhatIsMeasured_IsStarted) {
  const auto timer = [](const char* said) {
    return read_again(frame(Intent::timer_cancel, said, {{SpanRole::of_duration, "팔 분"}}));
  };
  EXPECT_EQ(timer("팔 분 타이머 재줘").intent, Intent::timer_start);
  EXPECT_EQ(timer("팔 분 타이머 재줘").text(SpanRole::duration), "팔 분");
  EXPECT_EQ(timer("팔 분 타이머 꺼줘").intent, Intent::timer_cancel);
}

TEST(WordRepairKorean, TwoTimersAreTwo_AndHotWaterIsNotTheRoom) {
  const auto lengths = [](const char* said, const char* length) {
    std::vector<Frame> frames = {frame(Intent::timer_start, said, {{SpanRole::duration, length}})};
    repair_reading(said, {}, frames);
    return frames.size();
  };
  EXPECT_EQ(lengths("타이머 두 개 오 분 십 분", "오 분 십 분"), 2U);
  EXPECT_EQ(lengths("타이머 한 시간 십 분", "한 시간 십 분"), 1U);
  EXPECT_EQ(lengths("set two timers five minutes and ten minutes", "five minutes and ten minutes"), 2U);
  EXPECT_EQ(lengths("set a timer for an hour and ten minutes", "an hour and ten minutes"), 1U);
  const Frame water = read_again(of_kind(
      Kind::temperature, frame(Intent::get_state, "온수 온도 몇 도야", {{kKind, "온수"}, {kKind, "온도"}})));
  EXPECT_EQ(water.kind, Kind::water_heater);
}

TEST(WordRepairKorean, WhatIsTakenBack_UsedUpOrLocked) {
  const auto again = [](std::vector<Frame> frames) {
    std::string text;
    for (const Frame& each : frames) text += (text.empty() ? "" : " ") + each.said;
    repair_reading(text, {}, frames);
    return frames;
  };
  EXPECT_EQ(
      again({frame(Intent::turn_on, "무드등을 켜 주시겠어요 아 아니에요 괜찮습니다", {{kKind, "무드등"}})})[0]
          .intent,
      Intent::nevermind);
  EXPECT_EQ(again({frame(Intent::list_add, "불 다 썼어", {{SpanRole::item, "불"}})})[0].intent,
            Intent::nevermind);
  EXPECT_EQ(again({frame(Intent::list_add, "우유 다 썼어", {{SpanRole::item, "우유"}})})[0].intent,
            Intent::list_add);
  Frame locked = frame(Intent::get_state, "잠겨 있는 곳이 있으면", {});
  locked.role = ClauseRole::condition;
  locked.asked = Asked::locked;
  const auto opened = again({locked, of(Quantity::all, frame(Intent::open, "전부 열어", {}))});
  EXPECT_EQ(opened[1].intent, Intent::unlock);
  EXPECT_TRUE(opened[1].mended);  // nothing opens by it
  Frame all = of(Quantity::all, of_kind(Kind::light, frame(Intent::turn_off, "불 다 끄고", {{kKind, "불"}})));
  const auto one = again({all, frame(Intent::turn_on, "복도등만 켜 둬", {{kExcept, "복도등"}})});
  EXPECT_EQ(one[1].texts(kName), Texts{"복도등"});
}

}  // namespace
}  // namespace ondol::home
