// What Korean words say for certain where the labels say otherwise, and what they do not say.
#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/read_again.h"

namespace ondol::home {
namespace {

constexpr SpanRole kItem = SpanRole::item, kList = SpanRole::list, kMedia = SpanRole::media,
                   kFloor = SpanRole::floor, kDate = SpanRole::date;

/// Where the name stands in the text.
Mention mention_of(const std::string& text, const std::string& name, SpanRole role = kName) {
  const size_t at = text.find(name);
  return {at, at + name.size(), role};
}

std::vector<std::string_view> texts(const Frame& frame, SpanRole role) { return frame.texts(role); }

using Texts = std::vector<std::string_view>;

TEST(ReadRepairKorean, AVerbAtTheEnd_IsAWish_AndAQuestionIsNone) {
  Frame doors = of_kind(Kind::door, frame(Intent::get_state, "잠긴 문 전부 열어", {{kKind, "문"}}));
  doors.quantity = Quantity::all;
  const Frame opened = read_again(doors);
  EXPECT_EQ(opened.intent, Intent::open);
  EXPECT_TRUE(opened.mended);
  doors.said = "잠긴 문 전부 열어?";
  EXPECT_EQ(read_again(doors).intent, Intent::get_state);
  doors.said = "문 전부 열려 있어";
  EXPECT_EQ(read_again(doors).intent, Intent::get_state);
}

TEST(ReadRepairKorean, AnAwning_IsFoldedAndUnfolded) {
  const Frame folded = read_again(frame(Intent::none, "차양 접어줘", {{kKind, "차양"}}));
  EXPECT_EQ(folded.intent, Intent::close);
  EXPECT_EQ(folded.kind, Kind::awning);
  EXPECT_EQ(read_again(frame(Intent::none, "차양 펴줘", {{kKind, "차양"}})).intent, Intent::open);
  EXPECT_EQ(read_again(frame(Intent::none, "종이 접어줘", {})).intent, Intent::none);
}

TEST(ReadRepairKorean, WhatStandsBeforeTheVerb_IsWhatIsSwitched) {
  const std::string said = "후드 켜라 고등어 굽는다";
  EXPECT_EQ(texts(read_again(frame(Intent::turn_on, said, {}), {mention_of(said, "후드")}), kName),
            Texts{"후드"});
  EXPECT_EQ(read_again(frame(Intent::turn_off, "불 꺼라 잔다", {})).kind, Kind::light);
  EXPECT_TRUE(read_again(frame(Intent::turn_off, "빨리 꺼라", {})).spans.empty());
  Frame it = frame(Intent::turn_on, "불 말고 그거 켜", {});
  it.reference = Reference::it;
  EXPECT_TRUE(read_again(it).spans.empty());
}

TEST(ReadRepairKorean, WhatWasForgotten_IsDone_AndNothingOpens) {
  const Frame gas = of_kind(Kind::valve, frame(Intent::open, "어 맞다 가스 안 잠갔다", {{kKind, "가스"}}));
  EXPECT_EQ(read_again(gas).intent, Intent::lock);
  EXPECT_EQ(read_again(frame(Intent::turn_on, "다리미 안 껐네", {{kName, "다리미"}})).intent,
            Intent::turn_off);
  for (const char* said : {"문 안 열었다", "왜 문 안 닫았다", "문 안 닫았다?"})
    EXPECT_EQ(read_again(frame(Intent::none, said, {{kKind, "문"}})).intent, Intent::none) << said;
}

TEST(ReadRepairKorean, HowItIsToShine_IsNoMusic) {
  const Frame tree =
      frame(Intent::media_play, "트리 반짝반짝 켜주세요", {{kName, "트리"}, {kMedia, "반짝반짝"}});
  EXPECT_EQ(read_again(tree).intent, Intent::turn_on);
  EXPECT_FALSE(read_again(tree).has(kMedia));
  const Frame song =
      frame(Intent::media_play, "앰프 반짝반짝 틀어줘", {{kName, "앰프"}, {kMedia, "반짝반짝"}});
  EXPECT_EQ(read_again(song).intent, Intent::media_play);
  const Frame radio = frame(Intent::media_play, "앰프 라디오 켜줘", {{kName, "앰프"}, {kMedia, "라디오"}});
  EXPECT_EQ(read_again(radio).intent, Intent::media_play);
}

TEST(ReadRepairKorean, WhatToPlay_MayStandBehindTheVerb) {
  const auto play = [](const std::string& said, const std::vector<Mention>& mentions = {}) {
    return read_again(of_kind(Kind::media_player, frame(Intent::media_unpause, said, {{kKind, "음악"}})),
                      mentions);
  };
  EXPECT_EQ(texts(play("음악 틀어줘 트로트로"), kMedia), Texts{"트로트"});
  for (const char* said : {"음악 틀어줘 바로", "음악 틀어줘 30으로", "음악 틀어줘 스피커로"})
    EXPECT_EQ(play(said).intent, Intent::media_unpause) << said;
  const std::string there = "음악 틀어줘 별채로";
  EXPECT_EQ(play(there, {mention_of(there, "별채", kArea)}).intent, Intent::media_unpause);
}

TEST(ReadRepairKorean, WhoCleans_IsSentHome) {
  for (const char* said :
       {"동글이 이제 들어가라 그래", "동글이 집에 가", "동글이는 들어가", "동글이 돌아가라 해"})
    for (const Intent read : {Intent::turn_on, Intent::get_state, Intent::vacuum_start})
      EXPECT_EQ(read_again(frame(read, said, {{kName, "동글이"}})).intent, Intent::vacuum_return) << said;
  EXPECT_EQ(read_again(of_kind(Kind::mower,
                               frame(Intent::vacuum_start, "잔디깎이 들어오라 해", {{kKind, "잔디깎이"}})))
                .intent,
            Intent::vacuum_return);
  for (const char* said : {"아빠 집에 들어왔어?", "아빠 집에 가?", "아빠 돌아가", "아빠 들어가서 자"})
    EXPECT_EQ(read_again(frame(Intent::get_state, said, {{kName, "아빠"}})).intent, Intent::get_state)
        << said;
  EXPECT_EQ(read_again(frame(Intent::get_state, "할머니 선풍기 들어가", {{kName, "할머니 선풍기"}})).intent,
            Intent::get_state);
  EXPECT_EQ(read_again(frame(Intent::get_state, "삶는솥 돌아가", {{kName, "삶는솥"}})).intent,
            Intent::get_state);
  EXPECT_EQ(
      read_again(frame(Intent::vacuum_start, "동글이 안방 들어가라 해", {{kName, "동글이"}, {kArea, "안방"}}))
          .intent,
      Intent::vacuum_start);
}

TEST(ReadRepairKorean, AClauseThatSaysNothing_IsNone) {
  const Frame close = frame(Intent::turn_on, "마감 모드 시작해줘", {{kName, "마감 모드"}});
  const Frame enough = frame(Intent::repeat, "오늘은 여기까지 하자 ", {});
  EXPECT_EQ(read_again({enough, close}).size(), 1U);
  EXPECT_EQ(read_again({frame(Intent::repeat, "한 번 더 하고 ", {}), close}).size(), 2U);
  const Frame nine = frame(Intent::timer_start, "구 분만 재줘", {{SpanRole::duration, "구 분"}});
  EXPECT_EQ(read_again({frame(Intent::timer_start, "계란 삶아야 되는데 그 뭐냐 ", {}), nine}).size(), 1U);
  const Frame egg = frame(Intent::timer_start, "계란 타이머 하나랑 ", {{kName, "계란"}});
  EXPECT_EQ(read_again({egg, nine}).size(), 2U);
}

TEST(ReadRepairKorean, AComplaintAndAStep_AreOneWish) {
  const Frame cold = moved(Operation::none, Attribute::temperature,
                           frame(Intent::climate_set_temperature, "20도는 추워 ", {{kValue, "20도"}}));
  const auto one = read_again({cold, frame(Intent::repeat, "한 도만", {{kValue, "한 도"}})});
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].operation, Operation::raise);
  EXPECT_EQ(texts(one[0], kValue), Texts{"한 도"});
  const auto to = read_again({cold, frame(Intent::repeat, "22도로", {{kValue, "22도"}})});
  ASSERT_EQ(to.size(), 1U);
  EXPECT_EQ(to[0].operation, Operation::set);
  // A value that is no complaint is set.
  Frame set = cold;
  set.said = "20도로 추워";
  EXPECT_TRUE(read_again(set).has(kValue));
}

TEST(ReadRepairKorean, OneOfTheKindJustSpokenOf) {
  const Frame runs = of_kind(Kind::vacuum, frame(Intent::vacuum_start, "아래층 청소기만 돌리고 ",
                                                 {{kFloor, "아래층"}, {kKind, "청소기"}}));
  const auto stopped = [&](const std::string& said) {
    return read_again({runs, frame(Intent::stop, said, {{kFloor, "위층"}})}).back().kind;
  };
  EXPECT_EQ(stopped("위층 건 멈춰"), Kind::vacuum);
  EXPECT_EQ(stopped("위층에 있는 거 다 멈춰"), Kind::any);
}

TEST(ReadRepairKorean, WhatAloneGoesOn_IsNotOfThoseThatGoOff) {
  const Frame off = of_kind(Kind::light, frame(Intent::turn_off, "방등 꺼줘", {{kKind, "등"}}));
  const auto lamp = [](std::string said) {
    return frame(Intent::turn_on, std::move(said), {{kName, "토끼 램프"}});
  };
  EXPECT_EQ(texts(read_again({lamp("토끼 램프만 켜고 "), off}).back(), kExcept), Texts{"토끼 램프"});
  EXPECT_FALSE(read_again({lamp("토끼 램프 켜고 "), off}).back().has(kExcept));
}

TEST(ReadRepairKorean, AListIsCalledByAllOfItsName) {
  const std::string said = "집안일 몇 개 남았어";
  const Frame read =
      of_kind(Kind::calendar, frame(Intent::get_state, said, {{kList, "집안"}, {kKind, "일"}}));
  const Frame whole = read_again(read, {mention_of(said, "집안일", kList)});
  EXPECT_EQ(whole.kind, Kind::todo_list);
  EXPECT_EQ(texts(whole, kList), Texts{"집안일"});
  EXPECT_EQ(read_again(read).kind, Kind::calendar);
}

TEST(ReadRepairKorean, WhatIsNotDone_StaysOnTheList) {
  const std::string said = "떡국떡은 샀고 사과는 아직이야 떡국떡 체크해줘";
  const Frame all =
      frame(Intent::list_complete, said, {{kItem, "떡국떡"}, {kItem, "사과"}, {kItem, "떡국떡"}});
  EXPECT_EQ(texts(read_again(all), kItem), Texts{"떡국떡"});
  const Frame only =
      frame(Intent::list_complete, "사과 배 중에 배만 체크해줘", {{kItem, "사과"}, {kItem, "배"}});
  EXPECT_EQ(texts(read_again(only), kItem), Texts{"배"});
  const Frame both = frame(Intent::list_complete, "사과랑 배 체크해줘", {{kItem, "사과"}, {kItem, "배"}});
  EXPECT_EQ(texts(read_again(both), kItem), (Texts{"사과", "배"}));
}

TEST(ReadRepairKorean, AnItem_BeginsWithItsWord) {
  const Frame web =
      frame(Intent::list_add, "집안일에 거미줄 치우기 넣어줘", {{kList, "집안일"}, {kItem, "미줄 치우기"}});
  EXPECT_EQ(texts(read_again(web), kItem), Texts{"거미줄 치우기"});
  const Frame close =
      frame(Intent::list_add, "집안일에거미줄 넣어줘", {{kList, "집안일에"}, {kItem, "거미줄"}});
  EXPECT_EQ(texts(read_again(close), kItem), Texts{"거미줄"});
}

TEST(ReadRepairKorean, WhatIsToldAsDone_IsTickedOff_AndNotAdded) {
  const Frame fee = read_again(frame(Intent::list_complete, "관리비 냈어 체크해 줘", {}));
  EXPECT_EQ(texts(fee, kItem), Texts{"관리비"});
  EXPECT_FALSE(read_again(frame(Intent::list_complete, "다 했어 체크해 줘", {})).has(kItem));
  const Frame rent = read_again(frame(Intent::list_add, "월세 보냈음", {{kItem, "월세 보냈음"}}));
  EXPECT_EQ(rent.intent, Intent::list_complete);
  EXPECT_EQ(texts(rent, kItem), Texts{"월세"});
  for (const char* said : {"월세 보내기", "월세 보냈어?"})
    EXPECT_EQ(read_again(frame(Intent::list_add, said, {{kItem, said}})).intent, Intent::list_add) << said;
}

TEST(ReadRepairKorean, WhatHangsInAWindow_IsMeant_UnlessBothAre) {
  Frame blind = of_kind(Kind::window,
                        frame(Intent::close, "창문 블라인드 내려", {{kKind, "창문"}, {kKind, "블라인드"}}));
  EXPECT_EQ(read_again(blind).kind, Kind::blind);
  EXPECT_EQ(texts(read_again(blind), kKind), Texts{"블라인드"});
  blind.said = "창문 블라인드 둘 다 내려";
  blind.quantity = Quantity::both;
  EXPECT_EQ(texts(read_again(blind), kKind).size(), 2U);
  const Frame row =
      of_kind(Kind::light, frame(Intent::turn_off, "불 에어컨 꺼", {{kKind, "불"}, {kKind, "에어컨"}}));
  EXPECT_EQ(texts(read_again(row), kKind).size(), 2U);
}

TEST(ReadRepairKorean, ANounOfTwo_IsTheFirstOnesToo) {
  const auto first_of = [](const std::string& said, Span first, const char* second) {
    Frame two = frame(Intent::turn_off, said, {std::move(first), {kName, second}});
    two.quantity = Quantity::both;
    return read_again(two).spans[0].text;
  };
  EXPECT_EQ(first_of("엄마 아빠 스탠드 둘 다 꺼줘", {kName, "엄마"}, "아빠 스탠드"), "엄마 스탠드");
  EXPECT_EQ(first_of("가스랑 수도 밸브 둘 다 꺼", {kKind, "가스"}, "수도 밸브"), "가스 밸브");
  EXPECT_EQ(first_of("티비랑 아빠 스탠드 둘 다 꺼줘", {kKind, "티비"}, "아빠 스탠드"), "티비");
  EXPECT_EQ(first_of("다이슨이랑 아빠 스탠드 둘 다 꺼줘", {kName, "다이슨"}, "아빠 스탠드"), "다이슨");
}

TEST(ReadRepairKorean, Cooler_IsNoLight_AndAWhiteIsOne) {
  const auto cooler = [](const std::string& name) {
    return read_again(moved(Operation::raise, Attribute::color_temperature,
                            frame(Intent::light_set, name + " 좀 더 시원하게", {{kName, name}})))
        .intent;
  };
  EXPECT_EQ(cooler("벽걸이"), Intent::climate_set_temperature);
  EXPECT_EQ(cooler("거실등"), Intent::light_set);
}

TEST(ReadRepairKorean, AValueOfTheSound_IsSet_AndNotMuted) {
  const Frame five =
      read_again(frame(Intent::mute, "스피커 소리 완전 작게 5로", {{kKind, "스피커"}, {kValue, "5"}}));
  EXPECT_EQ(five.intent, Intent::set_volume);
  EXPECT_EQ(five.operation, Operation::set);
  EXPECT_EQ(read_again(frame(Intent::mute, "스피커 음소거 해", {{kKind, "스피커"}})).intent, Intent::mute);
}

TEST(ReadRepairKorean, AVerb_IsNoPartOfAName) {
  const Frame hue =
      moved(Operation::set, Attribute::color,
            frame(Intent::light_set, "휴 켜서 핑크색으로", {{kName, "휴 켜서"}, {kValue, "핑크"}}));
  EXPECT_EQ(texts(read_again(hue), kName), Texts{"휴"});
  EXPECT_EQ(texts(read_again(hue, {mention_of(hue.said, "휴 켜서")}), kName), Texts{"휴 켜서"});
  const Frame going = read_again(frame(Intent::turn_on, "저 화장실 가요 불 켜주세요 화장실",
                                       {{kArea, "화장실"}, {kName, "가요 불"}, {kArea, "화장실"}}));
  EXPECT_EQ(going.kind, Kind::light);
  EXPECT_EQ(texts(going, kArea), Texts{"화장실"});
  EXPECT_EQ(texts(read_again(frame(Intent::turn_on, "별채 작은 불 켜", {{kName, "별채 작은 불"}})), kName),
            Texts{"별채 작은 불"});
}

TEST(ReadRepairKorean, AQuestion_IsNoCommand_AndARequestIsNone) {
  const auto read = [](Intent intent, const std::string& said, std::vector<Span> spans) {
    return read_again(frame(intent, said, std::move(spans)));
  };
  const Frame tank =
      read(Intent::light_set, "빗물 탱크 반 넘게 찼어?", {{kName, "빗물 탱크"}, {kValue, "반"}});
  EXPECT_EQ(tank.intent, Intent::get_state);
  EXPECT_EQ(tank.comparison, Comparison::above);
  EXPECT_EQ(read(Intent::turn_off, "다리미 껐어?", {{kName, "다리미"}}).asked, Asked::off);
  for (const char* said :
       {"다리미 켜 줄 수 있어?", "다리미 켜 주시겠어요?", "다리미 켰으면 좋겠어?", "다리미 켜?"})
    EXPECT_EQ(read(Intent::turn_on, said, {{kName, "다리미"}}).intent, Intent::turn_on) << said;
  const Frame soil =
      read(Intent::open, "물 줄 때가 됐나 화분 수분 좀 알려줄래요", {{kKind, "물"}, {kName, "화분 수분"}});
  EXPECT_EQ(soil.intent, Intent::get_state);
  EXPECT_EQ(texts(soil, kName), Texts{"화분 수분"});
  EXPECT_FALSE(soil.has(kKind));
  EXPECT_EQ(read(Intent::turn_on, "다리미 켜고 알려줘", {{kName, "다리미"}}).intent, Intent::turn_on);
}

TEST(ReadRepairKorean, WhatIsAskedAbout_IsWhatTheWordsSay) {
  const auto kind_of = [](Intent intent, Kind read, const std::string& said, std::vector<Span> spans) {
    return read_again(of_kind(read, frame(intent, said, std::move(spans)))).kind;
  };
  EXPECT_EQ(kind_of(Intent::get_state, Kind::energy, "오늘 전기 지금 얼마 쓰고 있어",
                    {{kDate, "오늘"}, {kKind, "전기"}}),
            Kind::power);
  EXPECT_EQ(kind_of(Intent::get_state, Kind::energy, "이번 달 전기 얼마 썼어", {{kKind, "전기"}}),
            Kind::energy);
  EXPECT_EQ(
      kind_of(Intent::get_weather, Kind::weather, "먼지 많아 오늘?", {{kKind, "먼지"}, {kDate, "오늘"}}),
      Kind::particles);
  EXPECT_EQ(kind_of(Intent::get_weather, Kind::weather, "오늘 비 와?", {{kDate, "오늘"}}), Kind::weather);
  EXPECT_EQ(
      kind_of(Intent::get_state, Kind::air_quality, "안방 공기 건조하니", {{kArea, "안방"}, {kKind, "공기"}}),
      Kind::humidity);
  EXPECT_EQ(
      kind_of(Intent::get_state, Kind::air_quality, "안방 공기 어때", {{kArea, "안방"}, {kKind, "공기"}}),
      Kind::air_quality);
  EXPECT_EQ(kind_of(Intent::get_state, Kind::any, "할머니 방에 계셔?", {{kArea, "할머니 방"}}),
            Kind::occupancy);
  EXPECT_EQ(kind_of(Intent::get_state, Kind::any, "할머니 방 어때?", {{kArea, "할머니 방"}}), Kind::any);
}

TEST(ReadRepairKorean, AScene_BeginsUnlessAWordEndsIt) {
  const auto scene = [](const std::string& said) {
    return read_again(of_kind(Kind::scene, frame(Intent::turn_off, said, {{kName, "캠핑 모드"}}))).intent;
  };
  EXPECT_EQ(scene("캠핑 모드에"), Intent::turn_on);
  EXPECT_EQ(scene("캠핑 모드 꺼"), Intent::turn_off);
  EXPECT_EQ(scene("캠핑 모드 그만"), Intent::turn_off);
}

TEST(ReadRepairKorean, WhatIsLeftOfARoom_IsInThatRoom) {
  Frame rest =
      of_kind(Kind::light, frame(Intent::turn_off, "거실 간접등만 남기고 거실 불 다 꺼",
                                 {{kArea, "거실"}, {kExcept, "간접등"}, {kArea, "거실"}, {kKind, "불"}}));
  rest.quantity = Quantity::all;
  EXPECT_EQ(texts(read_again(rest), kExcept), Texts{"거실 간접등"});
  EXPECT_EQ(texts(read_again(rest), kArea), Texts{"거실"});
}

TEST(ReadRepairKorean, AValueBehindAnotherVerb_SetsTheSecondThing) {
  Frame both = frame(Intent::turn_off, "밥솥 끄고 어 그 후드 약하게 해줘",
                     {{kName, "밥솥"}, {kKind, "후드"}, {kValue, "약하게"}});
  auto out = read_again(std::vector{both});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(out[0].spans, (std::vector<Span>{{kName, "밥솥"}}));
  EXPECT_EQ(out[1].intent, Intent::fan_set_speed);
  EXPECT_EQ(out[1].kind, Kind::fan);
  EXPECT_TRUE(out[1].mended);
  // One thing and how it is to be, and two that go off.
  for (const Frame& one :
       {frame(Intent::turn_off, "후드 끄고 나서 약하게 해줘", {{kKind, "후드"}, {kValue, "약하게"}}),
        frame(Intent::turn_off, "밥솥 끄고 어 그 후드 꺼줘", {{kName, "밥솥"}, {kKind, "후드"}})})
    for (const Frame& part : read_again(std::vector{one}))
      EXPECT_EQ(part.intent, Intent::turn_off) << one.said;
}

TEST(ReadRepairKorean, AValueIsNoRepetitionOfASwitch) {
  const Frame off = frame(Intent::turn_off, "천장등 끄고 ", {{kName, "천장등"}});
  const auto second = [&](std::string said, std::string name, std::string value) {
    std::vector<Span> spans = {{kName, std::move(name)}};
    if (!value.empty()) spans.push_back({kValue, std::move(value)});
    return read_again(std::vector{off, frame(Intent::repeat, std::move(said), std::move(spans))})
        .back()
        .intent;
  };
  EXPECT_EQ(second("소파 스탠드는 이십 퍼센트로", "소파 스탠드", "이십 퍼센트"), Intent::light_set);
  EXPECT_EQ(second("안방 선풍기는 30", "안방 선풍기", "30"), Intent::fan_set_speed);
  EXPECT_EQ(second("소파 스탠드도", "소파 스탠드", ""), Intent::repeat);
}

TEST(ReadRepairKorean, WhatIsSetAndRun_IsStartedToo) {
  Frame set = of_kind(Kind::dehumidifier, moved(Operation::set, Attribute::humidity,
                                                frame(Intent::humidifier_set, "제습기 사십으로 맞추고 돌려줘",
                                                      {{kKind, "제습기"}, {kValue, "사십"}})));
  auto out = read_again(std::vector{set});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(out[0].intent, Intent::humidifier_set);
  EXPECT_EQ(out[1].intent, Intent::turn_on);
  EXPECT_EQ(out[1].reference, Reference::same);
  for (const char* said : {"제습기 사십으로 맞추고 원래대로 돌려줘", "제습기 사십으로 돌려줘"}) {
    set.said = said;
    EXPECT_EQ(read_again(std::vector{set}).size(), 1U) << said;
  }
  set.said = "제습기 사십으로 맞추고 ";
  EXPECT_EQ(read_again(std::vector{set, frame(Intent::turn_on, "틀어줘", {})}).back().reference,
            Reference::same);
  EXPECT_EQ(read_again(std::vector{set, frame(Intent::turn_on, "음악 틀어줘", {})}).back().reference,
            Reference::none);
}

TEST(ReadRepairKorean, NotAtAll_IsNoAmountAndNotAll) {
  Frame louder = moved(Operation::raise, Attribute::volume,
                       frame(Intent::set_volume_relative, "라디오 볼륨 더 크게 하나도 안 들려",
                             {{kName, "라디오"}, {kValue, "하나도"}}));
  louder.quantity = Quantity::all;
  EXPECT_FALSE(read_again(louder).has(kValue));
  EXPECT_EQ(read_again(louder).quantity, Quantity::unsaid);
  Frame all = of_kind(Kind::light, frame(Intent::turn_off, "불 하나도 안 남기고 꺼", {{kKind, "불"}}));
  all.quantity = Quantity::all;
  EXPECT_EQ(read_again(all).quantity, Quantity::all);
}

TEST(ReadRepairKorean, BothOfTwoThings_AreNotTwoOfAKind) {
  Frame both = of_kind(Kind::door,
                       frame(Intent::lock, "쪽문이랑 뒷문 둘 다 잠가줘", {{kName, "쪽문"}, {kKind, "뒷문"}}));
  both.quantity = Quantity::both;
  EXPECT_EQ(read_again(both).quantity, Quantity::unsaid);
  Frame one = of_kind(Kind::blind, frame(Intent::close, "블라인드 둘 다 내려", {{kKind, "블라인드"}}));
  one.quantity = Quantity::both;
  EXPECT_EQ(read_again(one).quantity, Quantity::both);
}

TEST(ReadRepairKorean, ARoomBeforeTheNoun_IsMeantAlsoWhereThereIsNone) {
  const auto room = [](std::string said) {
    Frame light = of_kind(Kind::light, frame(Intent::turn_on, std::move(said), {{kKind, "불"}}));
    return std::string(read_again(light).text(kArea));
  };
  EXPECT_EQ(room("친구 방 불 켜"), "친구 방");
  EXPECT_EQ(room("연습실 불 켜줘"), "연습실");
  EXPECT_EQ(room("수영장 불 켜줘"), "수영장");
  for (const char* said : {"내 방 불 켜", "모든 방 불 켜", "아무도 없는 방 불 켜", "사실 불 켜줘",
                           "당장 불 켜줘", "금방 불 켜줘", "무서워 불 켜", "아 눈 아파 방 불 켜"})
    EXPECT_EQ(room(said), "") << said;
}

TEST(ReadRepairKorean, HowManyOfAnyCounter_IsACount) {
  Frame asked = of_kind(Kind::air_conditioner,
                        frame(Intent::get_state, "켜져 있는 에어컨 몇 대야", {{kKind, "에어컨"}}));
  asked.question = Question::which;
  asked.asked = Asked::on;
  EXPECT_EQ(read_again(asked).question, Question::count);
  asked.said = "켜져 있는 에어컨 뭐야";
  EXPECT_EQ(read_again(asked).question, Question::which);
}

TEST(ReadRepairKorean, MoreOfWhatCools_IsColder_AndOfWhatHeats_Warmer) {
  const auto way = [](std::string said, Kind kind, Operation read) {
    return read_again(of_kind(kind, moved(read, Attribute::temperature,
                                          frame(Intent::climate_set_temperature, said,
                                                {{kKind, said.substr(0, said.find(' '))}}))))
        .operation;
  };
  EXPECT_EQ(way("에어컨 더 세게", Kind::air_conditioner, Operation::raise), Operation::lower);
  EXPECT_EQ(way("에어컨 좀 약하게", Kind::air_conditioner, Operation::lower), Operation::raise);
  EXPECT_EQ(way("난방 더 세게", Kind::heater, Operation::raise), Operation::raise);
  EXPECT_EQ(way("에어컨 더 따뜻하게", Kind::air_conditioner, Operation::raise), Operation::raise);
}

TEST(ReadRepairKorean, AValveBesideALock_IsClosed) {
  const Frame both = of_kind(
      Kind::door, frame(Intent::lock, "현관문이랑 가스 잠가줘", {{kKind, "현관문"}, {kKind, "가스"}}));
  const auto out = read_again(std::vector{both});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(out[0].intent, Intent::lock);
  EXPECT_EQ(out[1].intent, Intent::close);
  EXPECT_EQ(out[1].kind, Kind::valve);
  // Two locks stay together: the policy asks about both.
  const Frame locks = of_kind(
      Kind::door, frame(Intent::lock, "현관문이랑 뒷문 잠가줘", {{kKind, "현관문"}, {kKind, "뒷문"}}));
  EXPECT_EQ(read_again(std::vector{locks}).size(), 1U);
}

TEST(ReadRepairKorean, AFewWordsThatShutOrSilence_AreNoQuestion) {
  const Frame awning = of_kind(Kind::awning, frame(Intent::get_state, "어닝 접어", {{kKind, "어닝"}}));
  EXPECT_EQ(read_again(awning).intent, Intent::close);
  const Frame asked = of_kind(Kind::awning, frame(Intent::get_state, "어닝 접어?", {{kKind, "어닝"}}));
  EXPECT_EQ(read_again(asked).intent, Intent::get_state);
  const Frame curtain = of_kind(Kind::curtain, frame(Intent::get_state, "커튼 열어", {{kKind, "커튼"}}));
  EXPECT_EQ(read_again(curtain).intent, Intent::get_state);  // nothing opens so
  EXPECT_EQ(read_again(frame(Intent::get_state, "집안 소리 나는 거 전부 멈춰", {})).intent,
            Intent::media_pause);
}

TEST(ReadRepairKorean, WhatToPlay_MayBeAClauseBehind) {
  const auto read = [](const std::string& last) {
    return read_again(std::vector{frame(Intent::media_play, "음악 틀어줘 ", {{kKind, "음악"}}),
                                  frame(Intent::media_play, last, {{kMedia, last}})});
  };
  const auto trot = read("트로트로");
  ASSERT_EQ(trot.size(), 1U);
  EXPECT_EQ(trot[0].text(kMedia), "트로트");
  EXPECT_EQ(read("제대로").size(), 2U);
}

TEST(ReadRepairKorean, WhatWasStopped_GoesHome) {
  const auto read = [](const std::string& next) {
    return read_again(std::vector{frame(Intent::stop, "먹깨비는 그만하고 ", {{kName, "먹깨비"}}),
                                  frame(Intent::vacuum_start, next, {})})
        .back()
        .intent;
  };
  EXPECT_EQ(read("들어가고"), Intent::vacuum_return);
  EXPECT_EQ(read("다시 청소해"), Intent::vacuum_start);
}

TEST(ReadRepairKorean, WhatIsJoinedToNames_IsNamed) {
  Frame row = frame(Intent::turn_off, "전기장판이랑 밥솥 싹 다 꺼", {{kKind, "전기장판"}, {kName, "밥솥"}});
  row.quantity = Quantity::all;
  EXPECT_EQ(texts(read_again(row), kName).size(), 2U);
  Frame lights = frame(Intent::turn_off, "밥솥 있는 방 등 싹 다 꺼", {{kName, "밥솥"}, {kKind, "등"}});
  lights.quantity = Quantity::all;
  EXPECT_EQ(texts(read_again(lights), kName).size(), 1U);
}

TEST(ReadRepairKorean, TheTopic_IsWhatWasDone) {
  const Frame paid = frame(Intent::list_complete, "관리비는 조금 전에 납부하였으니 완료 처리해 주십시오",
                           {{kItem, "조금 전에 납부하였으니"}});
  EXPECT_EQ(texts(read_again(paid), kItem), Texts{"관리비"});
  const Frame milk = frame(Intent::list_complete, "우유 샀어 체크해", {{kItem, "우유"}});
  EXPECT_EQ(texts(read_again(milk), kItem), Texts{"우유"});
}

}  // namespace
}  // namespace ondol::home
