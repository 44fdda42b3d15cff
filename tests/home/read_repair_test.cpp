// What the words say for certain wins over labels that were missed, and nothing else is touched.
#include "home/read_repair.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/read_again.h"

namespace ondol::home {
namespace {

std::string repaired(std::vector<Frame> frames, const std::vector<Mention>& mentions = {}) {
  return frames_json(read_again(std::move(frames), mentions)).dump();
}

TEST(ReadRepair, ALostName_IsTakenFromTheMention) {
  Frame battery = frame(Intent::get_state, "what's rosie's battery at", {{kKind, "battery"}});
  battery.kind = Kind::battery;
  EXPECT_NE(repaired({battery}, {{7, 12, kName, true}}).find(R"(["name","rosie"],["kind","battery"])"),
            std::string::npos);
  // Spoken to, not of.
  Frame lights = frame(Intent::turn_off, "rosie turn off the lights", {{kKind, "lights"}});
  lights.kind = Kind::light;
  EXPECT_EQ(repaired({lights}, {{0, 5, kName}}).find("rosie"), std::string::npos);
  // A name that is there already, one of two, or none of a thing's.
  const Frame named = frame(Intent::turn_on, "start rosie", {{kName, "rosie"}});
  EXPECT_EQ(repaired({named}, {{6, 11, kName}}), frames_json({named}).dump());
  const Frame two = frame(Intent::turn_on, "start rosie or henry", {});
  EXPECT_EQ(repaired({two}, {{6, 11, kName}, {15, 20, kName}}), frames_json({two}).dump());
  const Frame list = frame(Intent::list_add, "put rosie down", {});
  EXPECT_EQ(repaired({list}, {{4, 9, kName}}), frames_json({list}).dump());
}

TEST(ReadRepair, WhatIsTakenBack_IsDropped) {
  EXPECT_EQ(repaired({frame(Intent::turn_on, "turn on the arc lamp no wait the kettle",
                            {{kName, "arc lamp"}, {kName, "kettle"}})}),
            R"([{"intent":"HassTurnOn","spans":[["name","kettle"]]}])");
  EXPECT_EQ(repaired({frame(Intent::light_set, "study light to 20, no wait, 30",
                            {{kArea, "study"}, {kKind, "light"}, {kValue, "20"}, {kValue, "30"}})}),
            R"([{"intent":"HassLightSet","spans":[["area","study"],["kind","light"],["value","30"]]}])");
  EXPECT_EQ(repaired({frame(Intent::turn_off, "서재 아니다 침실 꺼", {{kArea, "서재"}, {kArea, "침실"}})}),
            R"([{"intent":"HassTurnOff","spans":[["area","침실"]]}])");
  const Frame kept = frame(Intent::turn_off, "서재 아니면 침실 꺼", {{kArea, "서재"}, {kArea, "침실"}});
  EXPECT_EQ(repaired({kept}), frames_json({kept}).dump());
}

TEST(ReadRepair, ANumberBehindWhatTakesBack_IsTheValue) {
  Frame up = frame(Intent::climate_set_temperature, "daikin up one degree, no make that two",
                   {{kName, "daikin"}, {kValue, "one degree"}});
  EXPECT_NE(repaired({up}).find(R"(["value","two"])"), std::string::npos);
  up.said = "daikin up one degree, no wait, please";
  EXPECT_EQ(repaired({up}), frames_json({up}).dump());
}

TEST(ReadRepair, TheirsOfTheSameKind_IsTheKind) {
  const Frame curtain = frame(Intent::open, "open birdie's curtain ", {{kName, "birdie's curtain"}});
  Frame hers = frame(Intent::humidifier_set, "her humidifier to fifty",
                     {{kName, "her humidifier"}, {kValue, "fifty"}});
  hers.kind = Kind::humidifier;
  EXPECT_NE(repaired({curtain, hers}).find(R"(["kind","humidifier"],["value","fifty"])"), std::string::npos);
}

TEST(ReadRepair, SomeonesThing_IsNotInTheRoomOfAnother) {
  Frame both = frame(Intent::close, "shut the front room curtains and birdie's curtain",
                     {{kArea, "front room"}, {kKind, "curtains"}, {kName, "birdie's curtain"}});
  both.kind = Kind::curtain;
  EXPECT_NE(repaired({both}).find(R"({"intent":"HassCloseCover","spans":[["name","birdie's curtain"]]})"),
            std::string::npos);
}

TEST(ReadRepair, TwoSettings_AreTwoClauses) {
  EXPECT_EQ(repaired({frame(Intent::light_set, "the arc lamp to 40 and the strip to 70",
                            {{kName, "arc lamp"}, {kValue, "40"}, {kName, "strip"}, {kValue, "70"}})}),
            R"([{"intent":"HassLightSet","spans":[["name","arc lamp"],["value","40"]]},)"
            R"({"intent":"HassLightSet","spans":[["name","strip"],["value","70"]]}])");
  const Frame one = frame(Intent::light_set, "arc lamp 40 percent 50",
                          {{kName, "arc lamp"}, {kValue, "40 percent"}, {kValue, "50"}});
  EXPECT_EQ(repaired({one}), frames_json({one}).dump());
}

TEST(ReadRepair, TwoSortsOfValues_AreTwoSettings) {
  EXPECT_EQ(repaired({frame(Intent::light_set, "arc lamp purple at half",
                            {{kName, "arc lamp"}, {kValue, "purple"}, {kValue, "half"}})}),
            R"([{"intent":"HassLightSet","attribute":"color","operation":"set","spans":[["name","arc lamp"],)"
            R"(["value","purple"]]},{"intent":"HassLightSet","attribute":"brightness","operation":"set",)"
            R"("spans":[["name","arc lamp"],["value","half"]]}])");
  const std::string both = repaired({frame(Intent::light_set, "daikin to auto seventy two",
                                           {{kName, "daikin"}, {kValue, "auto seventy two"}})});
  EXPECT_NE(both.find("HassClimateSetHvacMode"), std::string::npos);
  EXPECT_NE(both.find("HassClimateSetTemperature"), std::string::npos);
  Frame dry = frame(Intent::turn_on, "get the dehumidifier down to forty",
                    {{kKind, "dehumidifier"}, {kValue, "forty"}});
  dry.kind = Kind::dehumidifier;
  EXPECT_NE(repaired({dry}).find("HassHumidifierSetpoint"), std::string::npos);
}

TEST(ReadRepair, AColorBesideANumber_IsAValueToo) {
  const std::string both = repaired(
      {frame(Intent::light_set, "arc lamp dark blue at fifty", {{kName, "arc lamp"}, {kValue, "fifty"}})});
  EXPECT_NE(both.find(R"(["value","dark blue"])"), std::string::npos);
  EXPECT_NE(both.find(R"(["value","fifty"])"), std::string::npos);
  // What it shall not be, part of a name, or a value already.
  for (const char* said : {"arc lamp fifty not that blue", "arc lamp red lamp fifty"}) {
    const Frame left = frame(Intent::light_set, said, {{kName, "arc lamp"}, {kValue, "fifty"}});
    EXPECT_EQ(repaired({left}, {{9, 17, kName}}), frames_json({left}).dump()) << said;
  }
}

TEST(ReadRepair, WhatIsForbiddenBehindAll_IsSpared) {
  Frame all = frame(Intent::turn_off, "turn everything off ", {});
  all.quantity = Quantity::all;
  const Frame spared = frame(Intent::nevermind, "but don't touch the fan", {});
  EXPECT_EQ(repaired({all, spared}),
            R"([{"intent":"HassTurnOff","quantity":"all","spans":[["except","fan"]]}])");
  const Frame lamp = frame(Intent::nevermind, "but do not touch the arc lamp", {});
  EXPECT_EQ(repaired({all, lamp}, {{41, 49, kName}}),
            R"([{"intent":"HassTurnOff","quantity":"all","spans":[["except","arc lamp"]]}])");
  EXPECT_EQ(repaired({all, frame(Intent::nevermind, "no never mind", {})}).find("except"), std::string::npos);
}

TEST(ReadRepair, OneName_IsOneThing) {
  EXPECT_EQ(repaired({frame(Intent::turn_on, "den ceiling fan on", {{kName, "den"}, {kName, "ceiling fan"}})},
                     {{0, 15, kName}}),
            R"([{"intent":"HassTurnOn","spans":[["name","den ceiling fan"]]}])");
  EXPECT_EQ(
      repaired({frame(Intent::media_play, "den radio on", {{SpanRole::media, "den"}})}, {{0, 9, kName}}),
      R"([{"intent":"HassTurnOn","spans":[["name","den radio"]]}])");
  const Frame lights = frame(Intent::turn_on, "den lights on", {{kArea, "den"}, {kKind, "lights"}});
  EXPECT_EQ(repaired({lights}, {{0, 10, kName}}), frames_json({lights}).dump());
}

TEST(ReadRepair, Warmer_HasFewerKelvins) {
  Frame warmer = frame(Intent::light_set, "make the lamp warmer", {{kName, "lamp"}});
  warmer.attribute = Attribute::color_temperature;
  warmer.operation = Operation::raise;
  EXPECT_NE(repaired({warmer}).find(R"("operation":"lower")"), std::string::npos);
}

// ---- Korean words ----------------------------------------------------------------------------------------

TEST(ReadRepair, ASpanCutInAWord_EndsWhereTheWordDoes) {
  EXPECT_EQ(repaired({frame(Intent::turn_on, "주전자 올려줘", {{kName, "주"}})}),
            R"([{"intent":"HassTurnOn","spans":[["name","주전자"]]}])");
  EXPECT_EQ(repaired({frame(Intent::climate_set_temperature, "온돌 스물다섯 도",
                            {{kName, "온돌"}, {kValue, "스물"}})}),
            R"([{"intent":"HassClimateSetTemperature","spans":[["name","온돌"],["value","스물다섯 도"]]}])");
  // A particle, or the noun of a kind that is written with its room.
  for (const char* said : {"현관은 꺼", "현관불 꺼"}) {
    const Frame whole = frame(Intent::turn_off, said, {{kArea, "현관"}});
    EXPECT_EQ(repaired({whole}), frames_json({whole}).dump());
  }
}

TEST(ReadRepair, ANumberNobodyRead_IsTheValue) {
  Frame above = frame(Intent::get_state, "이산화탄소 천 넘으면 ", {{kKind, "이산화탄소"}});
  above.kind = Kind::carbon_dioxide;
  const std::string read = repaired({above});
  EXPECT_NE(read.find(R"("comparison":"above")"), std::string::npos) << read;
  EXPECT_NE(read.find(R"(["value","천"])"), std::string::npos) << read;
  // "이 방" is no two.
  const Frame room = frame(Intent::light_set, "이 방 밝게", {});
  EXPECT_EQ(repaired({room}), frames_json({room}).dump());
}

TEST(ReadRepair, ANumberTakenBack_IsReplaced) {
  EXPECT_NE(
      repaired({frame(Intent::climate_set_temperature, "스물다섯 아니다 스물셋으로", {{kValue, "스물다섯"}})})
          .find(R"(["value","스물셋으로"])"),
      std::string::npos);
  Frame lower = frame(Intent::set_volume_relative, "소리 십 줄여 ", {{kValue, "십"}});
  lower.operation = Operation::lower;
  Frame again = frame(Intent::light_set, "아니 십오 줄여", {{kValue, "십오"}});
  again.reference = Reference::same;
  const std::string read = repaired({lower, again});
  EXPECT_EQ(read.find("HassLightSet"), std::string::npos) << read;
  EXPECT_NE(read.find(R"(["value","십오"])"), std::string::npos) << read;
}

TEST(ReadRepair, AVerbThatSaysOtherwise_Decides) {
  EXPECT_EQ(repaired({frame(Intent::open, "어닝 접어 두세요", {{kName, "어닝"}})}),
            R"([{"intent":"HassCloseCover","spans":[["name","어닝"]]}])");
  EXPECT_EQ(repaired({frame(Intent::none, "염소 인자 들어오라", {})}, {{0, 6, kName}}),
            R"([{"intent":"HassVacuumReturnToBase","spans":[["name","염소"]]}])");
  // Reports and questions are no wishes.
  for (const char* said : {"염소 들어왔어", "염소 어디 있어 켜"}) {
    const Frame none = frame(Intent::none, said, {});
    EXPECT_EQ(repaired({none}, {{0, 6, kName}}), frames_json({none}).dump()) << said;
  }
}

TEST(ReadRepair, TwoVerbs_AreTwoClauses) {
  EXPECT_EQ(
      repaired({frame(Intent::turn_off, "환기팬 돌려라 물은 잠그고", {{kKind, "환기팬"}, {kKind, "물"}})}),
      R"([{"intent":"HassTurnOn","spans":[["kind","환기팬"]]},)"
      R"({"intent":"HassCloseCover","spans":[["kind","물"]]}])");
  EXPECT_EQ(
      repaired({frame(Intent::turn_off, "암막 치고 티비 끄고", {{kName, "암막"}, {kName, "치고 티비"}})}),
      R"([{"intent":"HassCloseCover","spans":[["name","암막"]]},)"
      R"({"intent":"HassTurnOff","spans":[["name","티비"]]}])");
}

TEST(ReadRepair, RoomsWithTheirNouns_AreEachTheirOwn) {
  EXPECT_EQ(repaired({frame(Intent::turn_off, "마루 난방이랑 큰방 난방 꺼",
                            {{kArea, "마루"}, {kKind, "난방"}, {kArea, "큰방"}, {kKind, "난방"}})}),
            R"([{"intent":"HassTurnOff","spans":[["area","마루"],["kind","난방"]]},)"
            R"({"intent":"HassTurnOff","spans":[["area","큰방"],["kind","난방"]]}])");
}

TEST(ReadRepair, WhatIsLeftInKorean_IsSpared) {
  EXPECT_NE(repaired({frame(Intent::turn_off, "고래만 남기고 불 꺼", {{kKind, "불"}})})
                .find(R"(["except","고래"])"),
            std::string::npos);
  const std::string read =
      repaired({frame(Intent::turn_off, "1층 불 싹 끄고 ", {{SpanRole::floor, "1층"}, {kKind, "불"}}),
                frame(Intent::nevermind, "정지만 놔둬라", {})});
  EXPECT_EQ(read, R"([{"intent":"HassTurnOff","spans":[["floor","1층"],["kind","불"],["except","정지"]]}])");
  // What is left of another kind makes no "all" of this one.
  Frame fan = frame(Intent::turn_off, "에어컨은 놔두고 선풍기 꺼", {{kKind, "에어컨"}, {kKind, "선풍기"}});
  fan.kind = Kind::fan;
  EXPECT_EQ(repaired({fan}), R"([{"intent":"HassTurnOff","kind":"fan","spans":[["kind","선풍기"]]}])");
  // "Put" and "leave on" spare nothing.
  const Frame put = frame(Intent::turn_on, "불은 켜 둬", {{kKind, "불"}});
  EXPECT_EQ(repaired({put}), frames_json({put}).dump());
}

TEST(ReadRepair, OppositeConditions_AreAnAlternative) {
  Frame on = frame(Intent::get_state, "독서등 켜져 있으면 ", {{kName, "독서등"}});
  on.role = ClauseRole::condition;
  const std::string read =
      repaired({on, frame(Intent::turn_off, "끄고 ", {}), frame(Intent::turn_on, "꺼져 있으면 ", {}),
                frame(Intent::turn_on, "켜고", {})});
  EXPECT_NE(read.find(R"("asked":"on")"), std::string::npos) << read;
  EXPECT_NE(read.find(R"({"intent":"HassTurnOn","role":"alternative"})"), std::string::npos) << read;
  EXPECT_EQ(read.find(R"("asked":"off")"), std::string::npos) << read;
}

TEST(ReadRepair, ListsOfOneClause_AreEachTheirOwn) {
  constexpr SpanRole kList = SpanRole::list, kItem = SpanRole::item;
  EXPECT_EQ(repaired({frame(Intent::list_add, "쿠팡에 두부 넣고 할 일에는 전구 갈기 추가",
                            {{kList, "쿠팡"}, {kItem, "두부"}, {kList, "할 일"}, {kItem, "전구 갈기"}})}),
            R"([{"intent":"HassListAddItem","spans":[["list","쿠팡"],["item","두부"]]},)"
            R"({"intent":"HassListAddItem","spans":[["list","할 일"],["item","전구 갈기"]]}])");
  EXPECT_EQ(repaired({frame(Intent::list_remove, "장보기에 바나나 빼고 딸기로 바꿔줘",
                            {{kList, "장보기"}, {kItem, "바나나"}})}),
            R"([{"intent":"HassListRemoveItem","spans":[["list","장보기"],["item","바나나"]]},)"
            R"({"intent":"HassListAddItem","spans":[["list","장보기"],["item","딸기"]]}])");
  EXPECT_NE(
      repaired({frame(Intent::list_add, "휴지는 장보기에서 빼고", {{kItem, "휴지"}, {kList, "장보기"}})})
          .find("HassListRemoveItem"),
      std::string::npos);
}

TEST(ReadRepair, WhatRanOut_IsToBeBought) {
  EXPECT_EQ(repaired({frame(Intent::none, "간장이 다 떨어졌어", {})}),
            R"([{"intent":"HassListAddItem","kind":"shopping_list","spans":[["item","간장"]]}])");
  const Frame warmth = frame(Intent::none, "온도 떨어졌어", {});
  EXPECT_EQ(repaired({warmth}), frames_json({warmth}).dump());
}

TEST(ReadRepair, TheRest_GoesOff) {
  EXPECT_EQ(
      repaired({frame(Intent::turn_on, "마루등만 켜고 나머지는 다 꺼", {{SpanRole::except, "마루등"}})}),
      R"([{"intent":"HassTurnOn","spans":[["name","마루등"]]},)"
      R"({"intent":"HassTurnOff","kind":"light","quantity":"all","spans":[["except","마루등"]]}])");
}

TEST(ReadRepair, AComplaint_LessensWhatItIsAbout) {
  Frame hot = frame(Intent::climate_set_temperature, "거실 너무 더워", {{kArea, "거실"}});
  hot.attribute = Attribute::temperature;
  hot.operation = Operation::raise;
  EXPECT_NE(repaired({hot}).find(R"("operation":"lower")"), std::string::npos);
}

TEST(ReadRepair, AColorAndHowBright_AreTwoSettings) {
  Frame both = frame(Intent::light_set, "띠조명 파란색 50프로", {{kName, "띠조명"}, {kValue, "50프로"}});
  both.attribute = Attribute::color;
  const std::string read = repaired({both});
  EXPECT_NE(read.find(R"(["value","파란색"])"), std::string::npos) << read;
  EXPECT_NE(read.find(R"("attribute":"brightness")"), std::string::npos) << read;
}

TEST(ReadRepair, WhatWasMended_SaysSo) {
  std::vector<Frame> frames = {frame(Intent::close, "현관문 열어", {{kName, "현관문"}}),
                               frame(Intent::turn_on, "불 켜", {{kKind, "불"}})};
  repair_reading("현관문 열어불 켜", {}, frames);
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].intent, Intent::open);
  EXPECT_TRUE(frames[0].mended);
  EXPECT_FALSE(frames[1].mended);
}

TEST(ReadRepair, AQuestionOfTwo_GoesOnAsking) {
  Frame asked = frame(Intent::get_state, "is the front gate ", {{kName, "front gate"}});
  asked.question = Question::yes_no;
  asked.asked = Asked::closed;
  Frame shuts = frame(Intent::close, "and the barn door shut", {{kName, "barn door"}});
  const std::string both = repaired({asked, shuts});
  EXPECT_EQ(both.find("HassCloseCover"), std::string::npos) << both;
  EXPECT_NE(both.find(R"(["name","barn door"])"), std::string::npos) << both;
  // A command behind a question stays one.
  shuts.said = "and shut the barn door";
  EXPECT_NE(repaired({asked, shuts}).find("HassCloseCover"), std::string::npos);
}

TEST(ReadRepair, ItBehindAThing_IsThatThing) {
  const Frame lamp = frame(Intent::turn_on, "turn on the lamp ", {{kName, "lamp"}});
  const Frame makes = frame(Intent::light_set, "and make it candlelight", {{kValue, "candlelight"}});
  EXPECT_NE(repaired({lamp, makes}).find(R"("reference":"it")"), std::string::npos);
  // Nothing was named before, or something is here.
  const Frame all = frame(Intent::nevermind, "never mind ", {});
  EXPECT_EQ(repaired({all, makes}).find("reference"), std::string::npos);
  const Frame strip = frame(Intent::light_set, "and make the strip red", {{kName, "strip"}, {kValue, "red"}});
  EXPECT_EQ(repaired({lamp, strip}).find("reference"), std::string::npos);
}

TEST(ReadRepair, WhatIsLetBe_IsNoTarget) {
  EXPECT_EQ(repaired({frame(Intent::turn_off, "삼성 티비는 켜지 말고 사운드바만 틀어 주세요",
                            {{kName, "삼성 티비"}, {kKind, "사운드바"}})}),
            R"([{"intent":"HassTurnOn","spans":[["kind","사운드바"]]}])");
  EXPECT_EQ(repaired({frame(Intent::timer_cancel, "뽀모도로는 그대로 두시고 계란만 취소해 줘",
                            {{kName, "뽀모도로"}, {kName, "계란"}})}),
            R"([{"intent":"HassCancelTimer","spans":[["name","계란"]]}])");
}

TEST(ReadRepair, ALeave_IsAWish_AndWhichIsMore_IsAsked) {
  EXPECT_EQ(repaired({frame(Intent::nevermind, "옥장판 이제 꺼도 된다", {})}, {{0, 9, kName}}),
            R"([{"intent":"HassTurnOff","spans":[["name","옥장판"]]}])");
  Frame louder = frame(Intent::set_volume_relative, "마샬이랑 소노스 중에 누가 더 시끄러워",
                       {{kName, "마샬"}, {kName, "소노스"}});
  louder.operation = Operation::lower;
  EXPECT_NE(repaired({louder}).find("HassGetState"), std::string::npos);
}

TEST(ReadRepair, Punctuation_IsNoName) {
  EXPECT_EQ(repaired({frame(Intent::turn_on, "열이 나… 난방 켜", {{kName, "…"}, {kKind, "난방"}})}),
            R"([{"intent":"HassTurnOn","spans":[["kind","난방"]]}])");
}

TEST(ReadRepair, WhereItEnds_IsAPosition) {
  const std::string to = repaired(
      {frame(Intent::close, "블라인드 삼십까지만 내려 줘", {{kKind, "블라인드"}, {kValue, "삼십"}})});
  EXPECT_NE(to.find(R"("intent":"HassSetPosition","attribute":"position","operation":"set")"),
            std::string::npos)
      << to;
  EXPECT_NE(
      repaired({frame(Intent::close, "블라인드 끝까지 내려", {{kKind, "블라인드"}})}).find("HassCloseCover"),
      std::string::npos);
}

TEST(ReadRepair, WhoGoesHome_AndWhatIsRun) {
  EXPECT_EQ(repaired({frame(Intent::none, "먹깨비 그만 먹고 집에 가", {{kName, "먹깨비"}})}),
            R"([{"intent":"HassVacuumReturnToBase","spans":[["name","먹깨비"]]}])");
  EXPECT_EQ(repaired({frame(Intent::confirm, "나간다. 외출 실행", {{kName, "외출"}})}),
            R"([{"intent":"HassTurnOn","spans":[["name","외출"]]}])");
  const Frame yes = frame(Intent::confirm, "응 그렇게 해", {});
  EXPECT_EQ(repaired({yes}), frames_json({yes}).dump());
}

TEST(ReadRepair, TwoThingsWithTheirOwnWords_AreTwoClauses) {
  EXPECT_EQ(repaired({frame(Intent::turn_off, "slow cooker off hob light on",
                            {{kName, "slow cooker"}, {kName, "hob light"}})}),
            R"([{"intent":"HassTurnOff","spans":[["name","slow cooker"]]},)"
            R"({"intent":"HassTurnOn","spans":[["name","hob light"]]}])");
  EXPECT_EQ(repaired({frame(Intent::lock, "lock the back door, cooker hood off",
                            {{kName, "back door"}, {kName, "cooker hood"}})}),
            R"([{"intent":"lock","spans":[["name","back door"]]},)"
            R"({"intent":"HassTurnOff","spans":[["name","cooker hood"]]}])");
  EXPECT_EQ(repaired({frame(Intent::lock, "lock the back door turn off the tv",
                            {{kName, "back door"}, {kKind, "tv"}})}),
            R"([{"intent":"lock","spans":[["name","back door"]]},)"
            R"({"intent":"HassTurnOff","kind":"tv","spans":[["kind","tv"]]}])");
  // One word for both.
  const Frame both = frame(Intent::turn_off, "the lamp and the fan off", {{kName, "lamp"}, {kName, "fan"}});
  EXPECT_EQ(repaired({both}), frames_json({both}).dump());
  const Frame verb =
      frame(Intent::turn_on, "turn on the lamp and the fan", {{kName, "lamp"}, {kName, "fan"}});
  EXPECT_EQ(repaired({verb}), frames_json({verb}).dump());
}

TEST(ReadRepair, AnOwnersToo_IsTheSameThing) {
  Frame his = frame(Intent::light_set, "walt's bedside lamp to fifty ",
                    {{kName, "walt's bedside lamp"}, {kValue, "fifty"}});
  his.attribute = Attribute::brightness;
  his.operation = Operation::set;
  const Frame hers = frame(Intent::media_play, "and dana's to ten", {{kName, "dana"}, {kValue, "ten"}});
  const std::string both = repaired({his, hers});
  EXPECT_NE(both.find(R"(["name","dana's bedside lamp"],["value","ten"])"), std::string::npos) << both;
  EXPECT_EQ(both.find("Media"), std::string::npos) << both;
}

TEST(ReadRepair, ThingsWithTheirRooms_AreAClauseEach) {
  Frame two = frame(Intent::turn_off, "turn off the kitchen light and the living room fan",
                    {{kArea, "kitchen"}, {kKind, "light"}, {kArea, "living room"}, {kKind, "fan"}});
  two.kind = Kind::light;
  EXPECT_EQ(repaired({two}),
            R"([{"intent":"HassTurnOff","kind":"light","spans":[["area","kitchen"],["kind","light"]]},)"
            R"({"intent":"HassTurnOff","kind":"fan","spans":[["area","living room"],["kind","fan"]]}])");
  Frame behind = frame(Intent::turn_on, "turn on the light in the kitchen and the fan in the hall",
                       {{kKind, "light"}, {kArea, "kitchen"}, {kKind, "fan"}, {kArea, "hall"}});
  behind.kind = Kind::light;
  EXPECT_NE(repaired({behind}).find(R"(["kind","light"],["area","kitchen"]]},)"), std::string::npos);
  // One room is said of both.
  Frame one =
      frame(Intent::turn_off, "거실 불이랑 선풍기 꺼", {{kArea, "거실"}, {kKind, "불"}, {kKind, "선풍기"}});
  one.kind = Kind::light;
  EXPECT_EQ(repaired({one}), frames_json({one}).dump());
}

TEST(ReadRepair, HalfTheVolume_IsOfWhatItIs) {
  Frame half = frame(Intent::set_volume, "티비 소리 절반으로 줄여줘", {{kKind, "티비"}, {kValue, "절반"}});
  half.attribute = Attribute::volume;
  half.operation = Operation::set;
  EXPECT_NE(repaired({half}).find(R"("operation":"lower")"), std::string::npos);
}

TEST(ReadRepair, ExceptionsAfterAndAround_AreSpared) {
  Frame all = frame(Intent::turn_off, "일층 불 전부 꺼줘, ", {{SpanRole::floor, "일층"}, {kKind, "불"}});
  all.kind = Kind::light;
  all.quantity = Quantity::all;
  const Frame after = frame(Intent::repeat, "할머니 방은 말고", {{kArea, "할머니 방"}});
  const std::string spared = repaired({all, after});
  EXPECT_NE(spared.find(R"(["except","할머니 방"])"), std::string::npos) << spared;
  EXPECT_EQ(spared.find("repeat"), std::string::npos) << spared;
  Frame on = frame(Intent::turn_on, "2층 불 다 끄는데 ", {{SpanRole::floor, "2층"}, {kKind, "불"}});
  on.kind = Kind::light;
  on.quantity = Quantity::all;
  const std::string but = repaired({on, frame(Intent::turn_on, "고래만 켜둬", {{kName, "고래"}})});
  EXPECT_NE(but.find("HassTurnOff"), std::string::npos) << but;
  EXPECT_NE(but.find(R"(["except","고래"])"), std::string::npos) << but;
  Frame scope = frame(Intent::turn_off, "할머니네 불 부엌만 빼고 다 꺼",
                      {{SpanRole::except, "할머니네 불"}, {SpanRole::except, "부엌"}});
  scope.kind = Kind::light;
  scope.quantity = Quantity::all;
  EXPECT_NE(repaired({scope}, {{0, 12, SpanRole::floor}})
                .find(R"([["floor","할머니네"],["kind","불"],["except","부엌"]])"),
            std::string::npos);
}

TEST(ReadRepair, RatherThanOneOfMany_SparesIt) {
  const auto off = [](const std::string& said, std::vector<Span> spans) {
    Frame all = frame(Intent::turn_off, said, std::move(spans));
    all.kind = Kind::light;
    all.quantity = Quantity::all;
    return all;
  };
  const std::string whale =
      repaired({off("고래 말고 하준이 방 불 다 꺼", {{kArea, "하준이 방"}, {kKind, "불"}})}, {{0, 6, kName}});
  EXPECT_NE(whale.find(R"(["except","고래"])"), std::string::npos) << whale;
  // "Rather this than that" of single things, or of words that name nothing, spares nothing.
  const Frame one = frame(Intent::turn_off, "고래 말고 선풍기 꺼", {{kKind, "선풍기"}});
  EXPECT_EQ(repaired({one}, {{0, 6, kName}}), frames_json({one}).dump());
  const Frame it = off("그거 말고 안방 불 다 꺼", {{kArea, "안방"}, {kKind, "불"}});
  EXPECT_EQ(repaired({it}), frames_json({it}).dump());
}

TEST(ReadRepair, TheRoomOfWhatIsSpared_IsItsOwn) {
  Frame all = frame(Intent::turn_off, "안채 불 다 꺼 민서 방 등만 빼고",
                    {{SpanRole::floor, "안채"}, {kKind, "불"}, {kArea, "민서 방"}, {SpanRole::except, "등"}});
  all.kind = Kind::light;
  all.quantity = Quantity::all;
  const std::string spared = repaired({all});
  EXPECT_NE(spared.find(R"(["kind","불"],["except","민서 방 등"])"), std::string::npos) << spared;
  Frame cut = frame(Intent::turn_on, "별채 작은등 말고 별채 불 다 켜",
                    {{SpanRole::except, "별채"}, {kArea, "별채"}, {kKind, "불"}});
  cut.kind = Kind::light;
  cut.quantity = Quantity::all;
  EXPECT_NE(repaired({cut}, {{0, 16, kName}}).find(R"(["except","별채 작은등"])"), std::string::npos);
  // Its room is in no span.
  Frame pause = frame(Intent::media_pause, "스피커는 다 멈추고 ", {{kKind, "스피커"}});
  pause.kind = Kind::speaker;
  Frame leave = frame(Intent::turn_on, "작업실 스피커만 놔둬", {{kKind, "스피커"}});
  const std::string left = repaired({pause, leave}, {{27, 36, kArea}});
  EXPECT_NE(left.find(R"(["except","작업실 스피커"])"), std::string::npos) << left;
}

TEST(ReadRepair, Safe_IsAskedOfASensor) {
  const Frame road = frame(Intent::none, "길 안전해?", {{kKind, "안전"}});
  EXPECT_NE(repaired({road}).find(R"("kind":"safety","question":"yes_no","asked":"off")"), std::string::npos);
  const Frame other = frame(Intent::none, "이 약은 우유랑 먹어도 안전해?", {{kKind, "안전"}});
  EXPECT_EQ(repaired({other}), frames_json({other}).dump());
}

TEST(ReadRepair, AVerbTakenBack_SaysNothing) {
  Frame light = frame(Intent::turn_on, "불 켜 아니 끄라고", {{kKind, "불"}});
  light.kind = Kind::light;
  EXPECT_EQ(repaired({light}), R"([{"intent":"HassTurnOff","kind":"light","spans":[["kind","불"]]}])");
  light.said = "불 켜고 아니면 꺼";
  EXPECT_EQ(repaired({light}), frames_json({light}).dump());
}

TEST(ReadRepair, ANounSaidOnce_IsOfTheClauseBesideIt) {
  const auto set = [](const std::string& said, std::vector<Span> spans, Kind kind) {
    Frame out = frame(Intent::climate_set_temperature, said, std::move(spans));
    out.kind = kind;
    return out;
  };
  const SpanRole floor = SpanRole::floor;
  const Frame first = set("일층은 22도 ", {{floor, "일층"}, {kValue, "22도"}}, Kind::any);
  const std::string behind =
      repaired({first, set("이층은 19도로 난방 맞춰", {{floor, "이층"}, {kValue, "19도"}, {kKind, "난방"}},
                           Kind::heater)});
  EXPECT_NE(behind.find(R"(["floor","일층"],["value","22도"],["kind","난방"])"), std::string::npos) << behind;
  const std::string named =
      repaired({set("이층 난방 22도로 켜고 ", {{kName, "이층 난방"}, {kValue, "22도"}}, Kind::any),
                set("일층은 19도로", {{floor, "일층"}, {kValue, "19도"}}, Kind::any)});
  EXPECT_NE(named.find(R"("kind":"heater")"), std::string::npos) << named;
  // Another sort of wish has its own.
  const Frame light =
      frame(Intent::light_set, "이층 불은 30", {{floor, "이층"}, {kKind, "불"}, {kValue, "30"}});
  EXPECT_EQ(repaired({first, light}), frames_json({first, light}).dump());
}

TEST(ReadRepair, TwoNounsWithValues_AreEachOfTheirKind) {
  Frame both = frame(Intent::humidifier_set, "가습기는 오십 제습기는 육십으로",
                     {{kKind, "가습기"}, {kValue, "오십"}, {kKind, "제습기"}, {kValue, "육십"}});
  both.kind = Kind::humidifier;
  const std::string each = repaired({both});
  EXPECT_NE(each.find(R"("kind":"humidifier","spans":[["kind","가습기"])"), std::string::npos) << each;
  EXPECT_NE(each.find(R"("kind":"dehumidifier","spans":[["kind","제습기"])"), std::string::npos) << each;
}

TEST(ReadRepair, AWholeName_IsNoKindOfTheWholeHome) {
  Frame gas = frame(Intent::close, "우리집 가스밸브 잠가줘", {{kKind, "가스밸브"}});
  gas.kind = Kind::valve;
  gas.place = Place::whole_house;
  const std::string one = repaired({gas}, {{0, 22, kName}});
  EXPECT_NE(one.find(R"(["name","우리집 가스밸브"])"), std::string::npos) << one;
  EXPECT_EQ(one.find("whole_house"), std::string::npos) << one;
  EXPECT_NE(repaired({frame(Intent::open, "차고 셔터 올려줘", {{kArea, "차고"}, {kKind, "셔"}})})
                .find(R"(["kind","셔터"])"),
            std::string::npos);
}

TEST(ReadRepair, PartOfAName_IsTheWholeThatWasSaid) {
  Frame wire = frame(Intent::open, "수도 열선 켜", {{kKind, "수도"}});
  wire.kind = Kind::valve;
  EXPECT_EQ(repaired({wire}, {{0, 13, kName}}),
            R"([{"intent":"HassOpenCover","spans":[["name","수도 열선"]]}])");
  // What it ends with is what it is.
  Frame lamp = frame(Intent::turn_on, "현우 독서등 켜", {{kKind, "독서등"}});
  lamp.kind = Kind::light;
  EXPECT_EQ(repaired({lamp}, {{0, 16, kName}}),
            R"([{"intent":"HassTurnOn","kind":"light","spans":[["name","현우 독서등"]]}])");
  lamp.quantity = Quantity::all;
  EXPECT_EQ(repaired({lamp}, {{0, 16, kName}}), frames_json({lamp}).dump());
}

TEST(ReadRepair, HisBlind_IsABlind_BehindAClause) {
  const Frame light = frame(Intent::turn_on, "theo's light on ", {{kName, "theo's light"}});
  const Frame his = frame(Intent::close, "and shut his blind", {{kName, "his blind"}});
  EXPECT_NE(repaired({light, his}).find(R"("kind":"blind","spans":[["kind","blind"]])"), std::string::npos);
  EXPECT_EQ(repaired({his}), frames_json({his}).dump());
  const Frame castle = frame(Intent::close, "and shut his castle", {{kName, "his castle"}});
  EXPECT_NE(repaired({light, castle}).find("his castle"), std::string::npos);
}

TEST(ReadRepair, AWishThatIsTakenBack_IsNone) {
  const std::string none = R"([{"intent":"HassNevermind"}])";
  const Frame heat =
      frame(Intent::climate_set_temperature, "온수 48도로 내려줘 아니다 그냥 둬", {{kValue, "48도"}});
  EXPECT_EQ(repaired({heat}), none);
  const Frame curtain = frame(Intent::open, "커튼 열어줘 ", {{kKind, "커튼"}});
  EXPECT_EQ(repaired({curtain, frame(Intent::nevermind, "아니 됐어", {})}), none);
  const Frame alone = frame(Intent::nevermind, "아니다 그냥 둬", {});
  EXPECT_EQ(repaired({alone}), none);
  // Another wish in its place.
  const Frame other = frame(Intent::turn_off, "불 꺼 아니 티비 꺼", {{kKind, "티비"}});
  EXPECT_EQ(repaired({other}), frames_json({other}).dump());
}

TEST(ReadRepair, TimersOfOneClause_AreEachTheirOwn) {
  constexpr SpanRole kDuration = SpanRole::duration;
  EXPECT_EQ(
      repaired({frame(Intent::timer_start, "고기는 십이 분 찌개는 이십 분 타이머",
                      {{kName, "고기"}, {kDuration, "십이 분"}, {kName, "찌개는"}, {kDuration, "이십 분"}})}),
      R"([{"intent":"HassStartTimer","spans":[["name","고기"],["duration","십이 분"]]},)"
      R"({"intent":"HassStartTimer","spans":[["name","찌개"],["duration","이십 분"]]}])");
}

TEST(ReadRepair, KelvinsAndHowBright_AreTwoSettings) {
  Frame desk = frame(Intent::light_set, "스탠드 사천 켈빈에 밝기는 팔십",
                     {{kName, "스탠드"}, {kValue, "사천 켈빈"}, {kValue, "팔십"}});
  desk.attribute = Attribute::color_temperature;
  desk.operation = Operation::set;
  const std::string both = repaired({desk});
  EXPECT_NE(
      both.find(
          R"("attribute":"color_temperature","operation":"set","spans":[["name","스탠드"],["value","사천 켈빈"]])"),
      std::string::npos)
      << both;
  EXPECT_NE(
      both.find(R"("attribute":"brightness","operation":"set","spans":[["name","스탠드"],["value","팔십"]])"),
      std::string::npos)
      << both;
}

TEST(ReadRepair, ANounBeforeItsVerb_IsWhatIsMeant) {
  EXPECT_EQ(repaired({frame(Intent::none, "어닝 접어줘", {})}),
            R"([{"intent":"HassCloseCover","kind":"awning","spans":[["kind","어닝"]]}])");
  for (const char* said : {"종이 접어줘", "어닝 얘기 하다가 우산 접어줘"}) {
    const Frame other = frame(Intent::none, said, {});
    EXPECT_EQ(repaired({other}), frames_json({other}).dump());
  }
}

TEST(ReadRepair, TwoThatAreNamed_AreAClauseEach_AndSoIsEachOfARow) {
  Frame both = frame(Intent::turn_off, "거실등이랑 주방등 둘 다 꺼",
                     {{kArea, "거실"}, {kKind, "등"}, {kName, "주방"}, {kKind, "등"}});
  both.kind = Kind::light;
  both.quantity = Quantity::both;
  EXPECT_EQ(repaired({both}),
            R"([{"intent":"HassTurnOff","kind":"light","spans":[["area","거실"],["kind","등"]]},)"
            R"({"intent":"HassTurnOff","kind":"light","spans":[["name","주방등"]]}])");
  Frame row = frame(Intent::turn_off, "방에 불이고 게임기고 다 꺼",
                    {{kArea, "방"}, {kKind, "불"}, {SpanRole::except, "게임기고"}});
  row.kind = Kind::light;
  row.quantity = Quantity::all;
  EXPECT_EQ(
      repaired({row}),
      R"([{"intent":"HassTurnOff","kind":"light","quantity":"all","spans":[["area","방"],["kind","불"]]},)"
      R"({"intent":"HassTurnOff","spans":[["area","방"],["name","게임기"]]}])");
  Frame spared = frame(Intent::turn_off, "불 빼고 다 꺼", {{SpanRole::except, "불"}});
  spared.quantity = Quantity::all;
  EXPECT_EQ(repaired({spared}), frames_json({spared}).dump());
}

TEST(ReadRepair, WhatWasJustNamed_IsNoneOfTheOthers) {
  const Frame bear = frame(Intent::turn_on, "곰돌이 켜고 ", {{kName, "곰돌이"}});
  Frame others = frame(Intent::turn_off, "방 불은 꺼", {{kArea, "방"}, {kKind, "불"}});
  others.kind = Kind::light;
  EXPECT_NE(repaired({bear, others}).find(R"(["kind","불"],["except","곰돌이"])"), std::string::npos);
  others.intent = Intent::turn_on;
  others.said = "방 불도 켜";
  EXPECT_EQ(repaired({bear, others}).find("except"), std::string::npos);
}

TEST(ReadRepair, ColorsBehindTheirThings_AreEachTheirOwn) {
  Frame bars = frame(Intent::light_set, "left bar red right bar blue",
                     {{kName, "left bar"}, {kName, "right bar"}, {kValue, "blue"}});
  bars.attribute = Attribute::color;
  EXPECT_NE(repaired({bars}).find(R"([["name","left bar"],["value","red"]])"), std::string::npos);
  bars.said = "left bar and right bar blue";
  EXPECT_EQ(repaired({bars}), frames_json({bars}).dump());
}

TEST(ReadRepair, AValueBehindTo_IsSet_WhereNothingAsks) {
  Frame lamp = frame(Intent::get_state, "isla's asleep moon lamp to five percent and ",
                     {{kName, "moon lamp"}, {kValue, "five percent"}});
  EXPECT_NE(repaired({lamp}).find(R"("intent":"HassLightSet")"), std::string::npos);
  lamp.said = "is the moon lamp up to five percent";
  lamp.question = Question::yes_no;
  EXPECT_NE(repaired({lamp}).find(R"("intent":"HassGetState")"), std::string::npos);
}

TEST(ReadRepair, InsteadOf_SwapsOnAndOff) {
  const Frame on =
      frame(Intent::turn_on, "ceiling light on instead of the standard lamp", {{kName, "ceiling light"}});
  EXPECT_EQ(repaired({on}), R"([{"intent":"HassTurnOn","spans":[["name","ceiling light"]]},)"
                            R"({"intent":"HassTurnOff","spans":[["name","standard lamp"]]}])");
  const Frame that = frame(Intent::turn_on, "ceiling light on instead of that", {{kName, "ceiling light"}});
  EXPECT_EQ(repaired({that}), frames_json({that}).dump());
}

TEST(ReadRepair, WhoIsBack_IsACondition_AndTheRestACommand) {
  Frame owen = frame(Intent::get_state, "if owen's not back yet put the hall light on",
                     {{kArea, "hall"}, {kKind, "light"}});
  owen.role = ClauseRole::condition;
  owen.kind = Kind::light;
  EXPECT_EQ(repaired({owen}),
            R"([{"intent":"HassGetState","role":"condition","asked":"away","spans":[["name","owen"]]},)"
            R"({"intent":"HassTurnOn","kind":"light","spans":[["area","hall"],["kind","light"]]}])");
  for (const char* said : {"if the hall light is on", "if owen is not still", "if owen is not back yet"}) {
    owen.said = said;
    EXPECT_EQ(repaired({owen}), frames_json({owen}).dump());
  }
}

TEST(ReadRepair, AConditionNobodyRead_IsStillWaitedFor) {
  const Frame on = frame(Intent::turn_on, "put the lamp on as long as nobody's in bed", {{kName, "lamp"}});
  EXPECT_NE(repaired({on}).find(R"("role":"condition")"), std::string::npos);
  const Frame remark = frame(Intent::none, "as long as nobody's in bed", {});
  Frame plain = on;
  plain.said = "put the lamp on ";
  EXPECT_NE(repaired({plain, remark}).find(R"("role":"condition")"), std::string::npos);
  EXPECT_EQ(repaired({plain}), frames_json({plain}).dump());
}

TEST(ReadRepair, OddFrames_AreLeft) {
  EXPECT_EQ(repaired({}), "[]");
  const Frame lost = frame(Intent::light_set, "x", {{kName, "not in it"}, {kValue, "1"}, {kValue, "2"}});
  EXPECT_EQ(repaired({lost}, {{0, 90, kName}}), frames_json({lost}).dump());
}

TEST(ReadRepair, HowFarAndThenWhereTo_IsWhereTo) {
  Frame less = frame(Intent::set_position, "open the blind a bit less, say 40 percent",
                     {{kName, "blind"}, {kValue, "a bit"}, {kValue, "40 percent"}});
  less.attribute = Attribute::position;
  less.operation = Operation::lower;
  const std::string at_forty = R"([{"intent":"HassSetPosition","attribute":"position","operation":"set",)"
                               R"("spans":[["name","blind"],["value","40 percent"]]}])";
  EXPECT_EQ(repaired({less}), at_forty);
  Frame low = frame(Intent::light_set, "lights down low in here, ten percent",
                    {{kKind, "lights"}, {kValue, "ten percent"}});
  low.attribute = Attribute::brightness;
  low.operation = Operation::lower;
  EXPECT_NE(repaired({low}).find(R"("operation":"set")"), std::string::npos);
  low.said = "여기 불 은은하게 10프로";
  low.spans = {{kKind, "불"}, {kValue, "10프로"}};
  EXPECT_NE(repaired({low}).find(R"("operation":"set")"), std::string::npos);
  // By so much, and not to it.
  for (const char* said : {"불 10프로 어둡게", "여기 불 10프로 낮춰"}) {
    low.said = said;
    EXPECT_NE(repaired({low}).find(R"("operation":"lower")"), std::string::npos) << said;
  }
  low.said = "lower the lights by ten percent";
  low.spans = {{kKind, "lights"}, {kValue, "ten percent"}};
  EXPECT_NE(repaired({low}).find(R"("operation":"lower")"), std::string::npos);
}

TEST(ReadRepair, OneVerb_OneRoomForBoth) {
  Frame lights = frame(Intent::turn_off, "kill the lights and ", {{kKind, "lights"}});
  lights.kind = Kind::light;
  Frame fan = frame(Intent::turn_off, "the fan in the den", {{kKind, "fan"}, {kArea, "den"}});
  fan.kind = Kind::fan;
  EXPECT_NE(repaired({lights, fan}).find(R"([["kind","lights"],["area","den"]])"), std::string::npos);
  fan.said = "turn the fan in the den off";
  EXPECT_EQ(repaired({lights, fan}).find(R"([["kind","lights"],["area","den"]])"), std::string::npos);
}

TEST(ReadRepair, NotThisOne_TheOther) {
  Frame hall = frame(Intent::turn_off, "not the hall light, the bathroom one, off",
                     {{kArea, "hall"}, {kKind, "light"}, {kArea, "bathroom"}});
  hall.kind = Kind::light;
  EXPECT_EQ(repaired({hall}).find("hall"), std::string::npos);
  EXPECT_NE(repaired({hall}).find("bathroom"), std::string::npos);
}

TEST(ReadRepair, ALightLeftAsItIsAfterAll_TakesTheWishBack) {
  Frame fan = frame(Intent::turn_on, "후드 켜고 ", {{kKind, "후드"}});
  fan.kind = Kind::fan;
  Frame light =
      frame(Intent::turn_off, "부엌등 꺼 아니다 부엌등은 놔둬", {{kKind, "등"}, {kExcept, "부엌등"}});
  light.kind = Kind::light;
  EXPECT_NE(repaired({fan, light}).find(R"("HassNevermind")"), std::string::npos);
  light.said = "거실등 꺼 아니다 부엌등은 놔둬";
  EXPECT_EQ(repaired({fan, light}).find(R"("HassNevermind")"), std::string::npos);
}

TEST(ReadRepair, AllOfThem_AreThoseThatWereAskedAbout) {
  Frame why = frame(Intent::get_state, "마당 불들이 왜 안 켜져 있어 ", {{kArea, "마당"}, {kKind, "불들"}});
  why.kind = Kind::light;
  why.question = Question::yes_no;
  Frame on = frame(Intent::turn_on, "얼른 다 켜", {});
  on.quantity = Quantity::all;
  EXPECT_NE(repaired({why, on}).find(R"({"intent":"HassTurnOn","kind":"light","quantity":"all",)"
                                     R"("spans":[["area","마당"])"),
            std::string::npos);
  on.said = "집 전체 다 켜";
  EXPECT_EQ(repaired({why, on}).find(R"({"intent":"HassTurnOn","kind":"light")"), std::string::npos);
}

TEST(ReadRepair, CleaningThatStops_AndHowMuchIsCharged) {
  EXPECT_EQ(repaired({frame(Intent::stop, "청소 그만", {})}),
            R"([{"intent":"HassStopMoving","kind":"vacuum"}])");
  const Frame curtain = frame(Intent::stop, "커튼 그만", {{kName, "커튼"}});
  EXPECT_EQ(repaired({curtain}), frames_json({curtain}).dump());
  Frame charge =
      frame(Intent::get_state, "로봇청소기 충전 얼마나 됨", {{kKind, "로봇청소기"}, {kKind, "충전"}});
  charge.kind = Kind::vacuum;
  charge.question = Question::value;
  EXPECT_EQ(
      repaired({charge}),
      R"([{"intent":"HassGetState","kind":"battery","question":"value","spans":[["name","로봇청소기"]]}])");
}

TEST(ReadRepair, WhatOpensUnderAMendedCondition_IsGuarded) {
  const auto opens = [](const char* said) {
    Frame gate = frame(Intent::get_state, said, {{kName, "side gate"}});
    gate.role = ClauseRole::condition;
    gate.asked = Asked::open;
    Frame open = frame(Intent::open, "open it", {});
    open.reference = Reference::it;
    std::vector<Frame> frames = {gate, open};
    repair_reading(std::string(said) + "open it", {}, frames);
    return frames.back().mended;
  };
  EXPECT_TRUE(opens("if the side gate isn't open "));
  EXPECT_FALSE(opens("if the side gate is open "));
}

TEST(ReadRepairKorean, WhatWaitsForATimeOfTheDay_IsNotDoneNow) {
  for (const char* said :
       {"아홉 시 되면 티비 꺼줘", "아홉 시에 티비 꺼줘", "9시쯤 티비 꺼줘", "열한 시 반에 티비 꺼"})
    EXPECT_EQ(repaired({frame(Intent::turn_off, said, {{kKind, "티비"}})}), R"([{"intent":"none"}])") << said;
  const Frame when = frame(Intent::none, "열 시가 되면 ", {});
  EXPECT_EQ(repaired({when, frame(Intent::turn_off, "거실 불 꺼줘", {{kArea, "거실"}, {kKind, "불"}})}),
            R"([{"intent":"none"},{"intent":"none"}])");
  for (const char* said :
       {"두 시간 뒤에 티비 꺼줘", "다시 티비 꺼줘", "택시에 티비 꺼줘", "잠시 뒤에 티비 꺼"})
    EXPECT_NE(repaired({frame(Intent::turn_off, said, {{kKind, "티비"}})}), R"([{"intent":"none"}])") << said;
}

}  // namespace
}  // namespace ondol::home
