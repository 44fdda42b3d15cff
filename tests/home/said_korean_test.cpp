// What depends on a clause's own words, which frames of files do not carry: Korean.
#include <gtest/gtest.h>

#include "said.h"

namespace ondol::home {
namespace {

using test::changed;
using test::off;
using test::thing;
using test::told;
using test::two_rooms;

TEST(SaidKorean, There_IsTheRoomThatWasSpokenOf) {
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

TEST(SaidKorean, HisRoom_IsOfWhoWasNamed_AndNeverTheWholeHome) {
  Home home;
  home.language = "ko";
  home.areas = {{"m", "마이클 방", {}, kNowhere}, {"k", "주방", {}, kNowhere}};
  home.entities = {thing("light.a", "라바 램프", 0), thing("fan.b", "온풍기", 0),
                   thing("light.c", "천장등", 1), thing("person.m", "마이클")};
  const auto outcome = [&](const std::string& said, std::vector<Span> spans = {}) {
    Assistant assistant(home, "", std::nullopt);
    Frame frame = off(said, Kind::any, std::move(spans));
    frame.quantity = Quantity::all;
    return assistant.handle(said, std::vector{frame});
  };
  const std::string his = R"({"light.a":{"state":"off"},"fan.b":{"state":"off"}})";
  EXPECT_EQ(outcome("마이클 없으니까 걔 방에 켜진 거 다 꺼").changes.dump(), his);
  EXPECT_EQ(outcome("마이클이 나갔대 그 친구 방 다 꺼", {{SpanRole::area, "친구 방"}}).changes.dump(), his);
  EXPECT_EQ(outcome("마이클 방 안 쓰니까 그방 다 꺼").changes.dump(), his);
  for (const char* said :
       {"걔 방에 켜진 거 다 꺼", "그 방에 있는 거 다 꺼", "철수 없으니까 걔네 방 다 꺼", "거기 다 꺼"}) {
    const Outcome none = outcome(said);
    EXPECT_EQ(none.changes.dump(), "{}") << said;
    EXPECT_TRUE(none.asked_back) << said;
  }
}

TEST(SaidKorean, AMendedReading_OpensNothingSecured) {
  const std::string text = "뒷문 열어";
  Home home;
  home.entities = {thing("lock.a", "뒷문")};
  home.entities[0].state = "locked";
  Frame open = off(text, Kind::any, {{SpanRole::name, "뒷문"}});
  open.intent = Intent::open;
  for (const bool mended : {false, true}) {
    open.mended = mended;
    Assistant assistant(home, "", std::nullopt);
    const Outcome outcome = assistant.handle(text, std::vector{open});
    EXPECT_EQ(outcome.changes.empty(), mended);
    EXPECT_EQ(outcome.asked_back, mended);
  }
}

TEST(SaidKorean, WhatTheThingCannot_IsTheNearestThatItCan) {
  Entity fan = thing("fan.a", "보네이도");
  fan.state = "off";
  Frame play = off("보네이도 틀어", Kind::any, {{SpanRole::name, "보네이도"}});
  play.intent = Intent::media_play;
  EXPECT_EQ(changed({fan}, play), R"({"fan.a":{"state":"on"}})");
  // Not of what is secured, and not of another thing.
  Entity lock = thing("lock.a", "보네이도");
  lock.state = "locked";
  Entity player = thing("media_player.a", "라디오");
  player.state = "paused";
  EXPECT_EQ(changed({lock, player}, play), "{}");
}

TEST(SaidKorean, APartOfANameThatNobodyRead_IsFound) {
  Entity lamp = thing("light.a", "플로스 장스탠드");
  Frame name = off("그 플로스 좀 꺼", Kind::any, {{SpanRole::name, "그거"}});
  EXPECT_EQ(changed({lamp, thing("light.b", "천장등")}, name), R"({"light.a":{"state":"off"}})");
}

TEST(SaidKorean, ANounOneThingIsCalledBy_IsThatThing) {
  Entity mat = thing("switch.a", "할매 전기장판");
  Entity heater = thing("climate.b", "방 보일러");
  heater.state = "heat";
  EXPECT_EQ(changed({mat, heater}, off("전기장판 꺼", Kind::heater, {{SpanRole::kind, "전기장판"}})),
            R"({"switch.a":{"state":"off"}})");
}

TEST(SaidKorean, ATimerByItsName_IsATimer) {
  Entity timer = thing("timer.a", "곰탕");
  timer.state = "active";
  timer.attributes = {{"duration", "1:00:00"}, {"remaining", "0:12:00"}};
  Frame question = off("곰탕 얼마나 더 고아야 돼", Kind::any, {{SpanRole::name, "곰탕"}});
  question.intent = Intent::get_state;
  Home home;
  home.language = "ko";
  home.entities = {timer};
  Assistant assistant(home, "", std::nullopt);
  const Outcome outcome = assistant.handle(question.said, std::vector{question});
  EXPECT_NE(outcome.reply.find("12분"), std::string::npos) << outcome.reply;
}

TEST(SaidKorean, OfSeveral_WhatIsInTheRoomSpokenOf) {
  Home home;
  home.areas = {{"s", "서재", {}, kNowhere}, {"k", "주방", {}, kNowhere}};
  home.entities = {thing("switch.a", "게임기", 0), thing("media_player.b", "왼쪽 스피커", 0),
                   thing("media_player.c", "오른쪽 스피커", 1)};
  Assistant assistant(home, "", std::nullopt);
  const std::vector<Frame> frames = {off("게임기 끄고 ", Kind::any, {{SpanRole::name, "게임기"}}),
                                     off("스피커 꺼", Kind::speaker, {{SpanRole::kind, "스피커"}})};
  const Outcome outcome = assistant.handle("게임기 끄고 스피커 꺼", frames);
  EXPECT_EQ(outcome.changes.dump(), R"({"switch.a":{"state":"off"},"media_player.b":{"state":"off"}})");
}

TEST(SaidKorean, SparingOneLamp_LeavesTheOtherLights) {
  EXPECT_EQ(changed({thing("light.a", "천장등"), thing("light.b", "꼬마 스탠드")},
                    off("스탠드만 빼고 불 꺼", Kind::light,
                        {{SpanRole::except, "스탠드"}, {SpanRole::kind, "불"}})),
            R"({"light.a":{"state":"off"}})");
}

TEST(SaidKorean, ASceneByItsNameAlone_IsActivated) {
  Entity scene = thing("script.a", "손님맞이");
  scene.state = "off";
  Frame bare;
  bare.said = "손님맞이";
  EXPECT_EQ(changed({scene}, bare), R"({"script.a":{"state":"on"}})");
  bare.said = "손님 언제 와";
  EXPECT_EQ(changed({scene}, bare), "{}");
}

TEST(SaidKorean, WhatIsDone_IsTickedOff) {
  Entity list = thing("todo.a", "할 일");
  list.state = "1";
  list.attributes = {{"items", {{{"summary", "연탄 주문"}, {"status", "needs_action"}}}}};
  Frame done;
  done.said = "연탄 주문했어";
  EXPECT_NE(changed({list}, done).find("completed"), std::string::npos);
  done.said = "연탄 주문했냐";
  EXPECT_EQ(changed({list}, done), "{}");
}

TEST(SaidKorean, AModeWithItsTemperature_IsSetToo) {
  Entity air = thing("climate.a", "벽걸이");
  air.state = "off";
  air.attributes = {{"temperature", 24}, {"hvac_mode", "off"}, {"hvac_modes", {"off", "heat", "cool"}}};
  Frame cool = off("벽걸이 냉방 18도", Kind::any, {{SpanRole::name, "벽걸이"}, {SpanRole::value, "18도"}});
  cool.intent = Intent::climate_set_temperature;
  EXPECT_EQ(changed({air}, cool),
            R"({"climate.a":{"state":"cool","attributes":{"temperature":18,"hvac_mode":"cool"}}})");
}

TEST(SaidKorean, TwoRooms_AreCompared_EachByItsClosestReading) {
  const auto reply = [](const std::string& said, const std::vector<Span>& rooms, Question question) {
    Assistant assistant(demo_home(), "", std::nullopt);
    Frame frame;
    frame.intent = Intent::get_state;
    frame.kind = Kind::temperature;
    frame.question = question;
    frame.said = said;
    frame.spans = rooms;
    return assistant.handle(said, std::vector{frame}).reply;
  };
  const std::vector<Span> rooms = {{SpanRole::area, "bedroom"}, {SpanRole::area, "living room"}};
  // The living room has a sensor, the bedroom a thermostat.
  const std::string both = "The Heating is at 21.5°C. Living Room Temperature is 24.5°C.";
  EXPECT_EQ(reply("is the bedroom warmer than the living room", rooms, Question::yes_no),
            "No, t" + both.substr(1));
  EXPECT_EQ(reply("is the bedroom colder than the living room", rooms, Question::yes_no),
            "Yes, t" + both.substr(1));
  EXPECT_EQ(reply("is it colder in the bedroom or the living room", rooms, Question::yes_no),
            "The Master Bedroom, at 21.5°C.");
  EXPECT_EQ(reply("how warm are the bedroom and the living room", rooms, Question::value), both);
  EXPECT_EQ(
      reply("거실이 안방보다 더워?", {{SpanRole::area, "거실"}, {SpanRole::area, "안방"}}, Question::yes_no),
      "네, 거실 온도는 24.5°C예요. 보일러는 21.5°C예요.");
}

TEST(SaidKorean, WhatIsNeitherMediaNorAKind_IsAName) {
  Home home;
  home.language = "ko";
  home.areas = {{"a", "부엌", {}, kNowhere}};
  home.entities = {thing("media_player.a", "부엌 라디오", 0), thing("light.b", "부엌 등", 0),
                   thing("switch.c", "텃밭 물")};
  const auto changes = [&](Intent intent, const std::string& said, std::vector<Span> spans) {
    Assistant assistant(home, "", std::nullopt);
    Frame frame = off(said, Kind::any, std::move(spans));
    frame.intent = intent;
    return assistant.handle(said, std::vector{frame}).changes.dump();
  };
  EXPECT_EQ(changes(Intent::turn_off, "라디오도 꺼", {{SpanRole::kind, "라디오"}}),
            R"({"media_player.a":{"state":"off"}})");
  EXPECT_EQ(
      changes(Intent::turn_off, "부엌 라디오 꺼", {{SpanRole::area, "부엌"}, {SpanRole::kind, "라디오"}}),
      R"({"media_player.a":{"state":"off"}})");
  EXPECT_EQ(changes(Intent::turn_off, "텃밭 물 꺼", {{SpanRole::media, "텃밭 물"}}),
            R"({"switch.c":{"state":"off"}})");
}

TEST(SaidKorean, ARadioThatIsThere_Plays_AndASceneIsAMood) {
  Home home;
  home.language = "ko";
  home.entities = {thing("media_player.a", "라디오"), thing("media_player.b", "앰프"),
                   thing("scene.c", "와인 한잔")};
  for (Entity& e : home.entities) e.state = "paused";
  const auto reply = [&](Intent intent, const std::string& said, std::vector<Span> spans) {
    Assistant assistant(home, "", std::nullopt);
    Frame frame = off(said, Kind::any, std::move(spans));
    frame.intent = intent;
    return assistant.handle(said, std::vector{frame}).reply;
  };
  EXPECT_EQ(reply(Intent::media_unpause, "라디오 틀어", {{SpanRole::media_class, "라디오"}}),
            "라디오를 다시 재생해요.");
  EXPECT_EQ(reply(Intent::light_set, "와인 한잔 분위기로 해줘", {{SpanRole::name, "와인 한잔"}}),
            "와인 한잔을 실행했어요.");
}

TEST(SaidKorean, APartOfAName_IsNoItem_AndWhereItStandsIsNoName) {
  Home home;
  home.language = "ko";
  home.entities = {thing("cover.a", "빨래 건조대"), thing("binary_sensor.b", "싱크대 누수")};
  home.entities[0].state = "closed";
  home.entities[1].attributes = {{"device_class", "moisture"}};
  const auto outcome = [&](const Frame& frame) {
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle(frame.said, std::vector{frame});
  };
  EXPECT_EQ(outcome({.intent = Intent::list_add, .said = "빨래 다 널었으니까 건조대 올려줘"}).changes.dump(),
            R"({"cover.a":{"state":"open"}})");
  Frame leak = off("싱크대 밑에 물 새고 있니", Kind::moisture, {{SpanRole::name, "싱크대 밑"}});
  leak.intent = Intent::get_state;
  leak.question = Question::any;
  leak.asked = Asked::on;
  EXPECT_EQ(outcome(leak).reply, "네, 싱크대 누수가 젖어 있어요.");
}

TEST(SaidKorean, OfNounsInARow_OneIsAName) {
  Home home;
  home.language = "ko";
  home.entities = {thing("valve.a", "텃밭 밸브"), thing("valve.b", "가스 밸브")};
  home.entities[0].aliases = {"스프링클러"};
  for (Entity& e : home.entities) e.state = "closed";
  Assistant assistant(home, "", std::nullopt);
  Frame water =
      off("스프링클러 물 틀어줘", Kind::valve, {{SpanRole::kind, "스프링클러"}, {SpanRole::kind, "물"}});
  water.intent = Intent::open;
  EXPECT_EQ(assistant.handle(water.said, std::vector{water}).changes.dump(),
            R"({"valve.a":{"state":"open"}})");
}

TEST(SaidKorean, TheWordOfAKind_TellsNoneOfThemApart) {
  Home home;
  home.language = "ko";
  home.areas = {{"a", "별채", {}, kNowhere}, {"b", "안방", {}, kNowhere}};
  home.entities = {thing("climate.a", "별채 난방", 0), thing("climate.b", "구들", 1)};
  for (Entity& e : home.entities) e.attributes = {{"hvac_modes", {"off", "heat"}}};
  Assistant assistant(home, "", std::nullopt);
  const Frame heating = off("난방 꺼", Kind::heater, {{SpanRole::kind, "난방"}});
  const Outcome outcome = assistant.handle(heating.said, std::vector{heating});
  EXPECT_TRUE(outcome.asked_back) << outcome.reply;
}

TEST(SaidKorean, AValveThatIsLocked_IsClosed_AndALockIsLocked) {
  Home home;
  home.language = "ko";
  home.entities = {thing("valve.p", "화분 물"), thing("lock.d", "뒷문")};
  home.entities[0].state = "open";
  home.entities[1].state = "unlocked";
  const auto locked = [&](std::string said, std::string name) {
    Frame lock = off(std::move(said), Kind::any, {{SpanRole::name, std::move(name)}});
    lock.intent = Intent::lock;
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle(lock.said, std::vector{lock}).changes.dump();
  };
  EXPECT_EQ(locked("화분 물 잠가", "화분 물"), R"({"valve.p":{"state":"closed"}})");
  EXPECT_EQ(locked("뒷문 잠가", "뒷문"), R"({"lock.d":{"state":"locked"}})");
}

TEST(SaidKorean, MusicOff_IsWhatPlays_AndATelevisionIsAskedAbout) {
  Home home;
  home.language = "ko";
  home.entities = {thing("media_player.a", "마샬"), thing("media_player.b", "거실 티비"),
                   thing("media_player.c", "안방 티비")};
  home.entities[0].state = "playing";
  for (size_t i : {1, 2}) home.entities[i].attributes = {{"device_class", "tv"}};
  const auto outcome = [&](const std::string& said, Kind kind, std::string noun) {
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle(said, std::vector{off(said, kind, {{SpanRole::kind, std::move(noun)}})});
  };
  EXPECT_EQ(outcome("음악 꺼", Kind::media_player, "음악").changes.dump(),
            R"({"media_player.a":{"state":"off"}})");
  EXPECT_TRUE(outcome("티비 꺼", Kind::tv, "티비").asked_back);
}

TEST(SaidKorean, TheNameOfARoom_DoesNotSayWhichWay) {
  const auto reply = [](const std::string& said, const std::string& one, const std::string& other,
                        const std::string& language) {
    Home home;
    home.language = language;
    home.areas = {{"a", one, {}, kNowhere}, {"b", other, {}, kNowhere}};
    home.entities = {thing("sensor.a", one + " T", 0), thing("sensor.b", other + " T", 1)};
    for (Entity& e : home.entities) e.attributes = {{"device_class", "temperature"}};
    home.entities[0].state = "25";
    home.entities[1].state = "20";
    Assistant assistant(home, "", std::nullopt);
    Frame frame;
    frame.intent = Intent::get_state;
    frame.kind = Kind::temperature;
    frame.question = Question::yes_no;
    frame.said = said;
    frame.spans = {{SpanRole::area, one}, {SpanRole::area, other}};
    return assistant.handle(said, std::vector{frame}).reply;
  };
  EXPECT_EQ(reply("차고가 안방보다 더워?", "차고", "안방", "ko").substr(0, 4), "네,");
  EXPECT_EQ(reply("작은방이 안방보다 추워?", "작은방", "안방", "ko").substr(0, 10), "아니요,");
  EXPECT_EQ(reply("is the study warmer than the lower hall", "Study", "Lower Hall", "en").substr(0, 4),
            "Yes,");
}

TEST(SaidKorean, ADoorByItsWholeName_IsThatDoor) {
  Home home = two_rooms({thing("lock.b", "뒷문", 1), thing("lock.d", "공방 문", 0)}, "ko");
  for (Entity& e : home.entities) e.state = "locked";
  const auto opened = [&](const std::string& noun, bool mended) {
    Frame open = off(noun + " 열어줘", Kind::door, {{SpanRole::kind, noun}});
    open.intent = Intent::open;
    open.mended = mended;
    return told(home, "here", open).changes.dump();
  };
  EXPECT_EQ(opened("뒷문", false), R"({"lock.b":{"state":"unlocked"}})");
  EXPECT_EQ(opened("뒷문", true), "{}");
  EXPECT_EQ(opened("문", false), R"({"lock.d":{"state":"unlocked"}})");
}

TEST(SaidKorean, ARoomThatIsNotThere_IsNotThisRoom) {
  const Home home = two_rooms({thing("light.c", "천장등", 0)}, "ko");
  const auto changes = [&](const std::string& word) {
    return told(home, "here",
                off(word + " 불 꺼줘", Kind::light, {{SpanRole::area, word}, {SpanRole::kind, "불"}}))
        .changes.dump();
  };
  for (const std::string room : {"지하실", "삼층", "애들 방"}) EXPECT_EQ(changes(room), "{}") << room;
  EXPECT_EQ(changes("금방"), R"({"light.c":{"state":"off"}})");
}

TEST(SaidKorean, HowMuch_IsOfTheOneSensorThatIsCalledSo) {
  Home home = two_rooms({thing("sensor.o", "Oil Tank"), thing("sensor.a", "기름 잔량"),
                         thing("timer.e", "Egg"), thing("light.m", "Milk Lamp")});
  home.entities[0].state = "31";
  home.entities[1].state = "22";
  const auto reply = [&](Intent intent, const std::string& said, std::vector<Span> spans = {}) {
    Frame asked = off(said, Kind::any, std::move(spans));
    asked.intent = intent;
    return told(home, "here", asked).reply;
  };
  EXPECT_NE(reply(Intent::none, "how much oil have we left in the tank").find("31"), std::string::npos);
  EXPECT_NE(reply(Intent::timer_status, "기름 얼마나 남았어요", {{SpanRole::name, "기름"}}).find("22"),
            std::string::npos);
  // Nothing measures milk, and what was asked of a timer is a timer's.
  EXPECT_EQ(reply(Intent::none, "how much milk is left").find("Lamp"), std::string::npos);
  EXPECT_EQ(
      reply(Intent::timer_status, "how much is left on the oil timer", {{SpanRole::name, "oil"}}).find("31"),
      std::string::npos);
}

TEST(SaidKorean, ABlanketThatIsPlayed_IsSwitchedOn_AndASongIsPlayed) {
  Home home;
  home.language = "ko";
  home.entities = {thing("switch.b", "전기요"), thing("media_player.s", "안방 스피커")};
  home.entities[0].state = "off";
  home.entities[1].state = "idle";
  const auto changes = [&](std::string said, std::string media) {
    Frame play = off(std::move(said), Kind::any, {{SpanRole::media, std::move(media)}});
    play.intent = Intent::media_play;
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle(play.said, std::vector{play}).changes;
  };
  EXPECT_EQ(changes("전기요 틀어줘", "전기요").dump(), R"({"switch.b":{"state":"on"}})");
  EXPECT_FALSE(changes("캐럴 틀어줘", "캐럴").contains("switch.b"));
}

TEST(SaidKorean, AVentilator_IsNoFanThatBlows) {
  const std::vector<Area> areas = {{"l", "거실", {}, kNowhere}, {"b", "욕실", {}, kNowhere}};
  const Entity fan = thing("fan.a", "선풍기", 0), vent = thing("fan.b", "욕실 환풍기", 1);
  const auto changes = [&](std::vector<Entity> things, const std::string& noun) {
    return changed(std::move(things), off(noun + " 꺼", Kind::fan, {{SpanRole::kind, noun}}), areas);
  };
  EXPECT_EQ(changes({fan, vent}, "환풍기"), R"({"fan.b":{"state":"off"}})");
  EXPECT_EQ(changes({fan, vent}, "선풍기"), R"({"fan.a":{"state":"off"}})");
  EXPECT_EQ(changes({fan}, "환풍기"), "{}");
  EXPECT_EQ(changes({vent}, "선풍기"), "{}");
  EXPECT_EQ(changes({fan}, "팬"), R"({"fan.a":{"state":"off"}})");
  EXPECT_EQ(changed({fan}, off("공기청정기 꺼", Kind::air_purifier, {{SpanRole::kind, "공기청정기"}}), areas),
            "{}");
}

TEST(SaidKorean, APlaceThatIsNotHere_IsNotLeftOut) {
  const std::vector<Area> areas = {{"l", "거실", {}, kNowhere}};
  const auto changes = [&](std::string said, SpanRole role, std::string word) {
    return changed({thing("light.a", "거실등", 0)},
                   off(std::move(said), Kind::light, {{role, std::move(word)}, {SpanRole::kind, "조명"}}),
                   areas);
  };
  EXPECT_EQ(changes("수영장 조명 꺼줘", SpanRole::area, "수영장"), "{}");
  EXPECT_EQ(changes("정자 조명 꺼줘", SpanRole::name, "정자"), "{}");
  // Words that were taken for one, of another clause.
  EXPECT_EQ(changes("열이 나 조명 꺼줘", SpanRole::name, "열이 나"), R"({"light.a":{"state":"off"}})");
}

TEST(SaidKorean, TwoDoorsInOneSentence_AreBothAskedAbout) {
  Home home;
  home.language = "ko";
  home.entities = {thing("lock.a", "쪽문"), thing("lock.b", "뒷문"), thing("lock.c", "현관문")};
  for (const Intent intent : {Intent::lock, Intent::open}) {
    for (Entity& each : home.entities) each.state = intent == Intent::lock ? "unlocked" : "locked";
    Frame both = off(intent == Intent::lock ? "쪽문이랑 뒷문 둘 다 잠가줘" : "쪽문이랑 뒷문 둘 다 열어줘",
                     Kind::door, {{SpanRole::name, "쪽문"}, {SpanRole::kind, "뒷문"}});
    both.intent = intent;
    Assistant assistant(home, "", std::nullopt);
    const Outcome outcome = assistant.handle(both.said, std::vector{both});
    EXPECT_TRUE(outcome.asked_back);
    EXPECT_EQ(outcome.changes.dump(), "{}");
    EXPECT_NE(outcome.reply.find("뒷문"), std::string::npos) << outcome.reply;
    EXPECT_EQ(outcome.reply.find("현관문"), std::string::npos) << outcome.reply;
  }
}

TEST(SaidKorean, RoomsArePeopleAndThingsCounted_EachByItsOwn) {
  Home home;
  home.language = "ko";
  home.areas = {{"l", "거실", {}, kNowhere}, {"b", "욕실", {}, kNowhere}};
  home.entities = {thing("light.a", "천장등", 0), thing("light.b", "스탠드", 0),
                   thing("light.c", "욕실등", 1), thing("person.a", "민수")};
  home.entities[3].state = "home";
  const auto reply = [&](std::string said, Kind kind, Asked asked) {
    Frame question = off(std::move(said), kind, {});
    question.intent = Intent::get_state;
    question.question = Question::count;
    question.asked = asked;
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle(question.said, std::vector{question}).reply;
  };
  EXPECT_EQ(reply("불 켜진 방 몇 군데", Kind::light, Asked::on), "2곳이에요. 거실, 욕실.");
  EXPECT_EQ(reply("불 몇 개 켜져 있어", Kind::light, Asked::on), "3개예요. 천장등, 스탠드, 욕실등.");
  EXPECT_EQ(reply("집에 몇 명 있어", Kind::person, Asked::home), "1명이에요. 민수.");
}

TEST(SaidKorean, AShortName_IsNotThatOfAnotherPlace) {
  const std::vector<Area> areas = {{"l", "거실", {}, kNowhere}, {"b", "안방", {}, kNowhere}};
  Entity cooler = thing("climate.a", "거실 에어컨", 0);
  cooler.aliases = {"에어컨"};
  cooler.state = "cool";
  const auto changes = [&](const std::string& name) {
    return changed({cooler}, off(name + " 꺼", Kind::any, {{SpanRole::name, name}}), areas);
  };
  EXPECT_EQ(changes("도서관 에어컨"), "{}");
  EXPECT_EQ(changes("거실 에어컨"), R"({"climate.a":{"state":"off"}})");
  EXPECT_EQ(changes("에어컨"), R"({"climate.a":{"state":"off"}})");
}

TEST(SaidKorean, ARackThatMoves_IsNoGarageDoorAndNoWindow) {
  Entity rack = thing("cover.a", "빨래건조대");
  rack.state = "open";
  const auto changes = [&](Kind kind, const std::string& noun) {
    Frame close = off(noun + " 내려", kind, {{SpanRole::kind, noun}});
    close.intent = Intent::close;
    return changed({rack}, close);
  };
  EXPECT_EQ(changes(Kind::garage_door, "차고"), "{}");
  EXPECT_EQ(changes(Kind::window, "창문"), "{}");
  rack.name = "차고 셔터";
  EXPECT_EQ(changes(Kind::garage_door, "차고"), R"({"cover.a":{"state":"closed"}})");
}

TEST(SaidKorean, ADoorThatOnlyItsLockTellsOf_IsOpenWhereItIsNotLocked) {
  Home home;
  home.language = "ko";
  home.entities = {thing("lock.a", "뒷문")};
  const auto changes = [&](const char* state, Asked asked, Intent intent) {
    home.entities[0].state = state;
    Frame condition = off("뒷문 열려 있으면 ", Kind::door, {{SpanRole::kind, "뒷문"}});
    condition.intent = Intent::get_state;
    condition.role = ClauseRole::condition;
    condition.asked = asked;
    Frame act{.intent = intent, .reference = Reference::same, .said = "잠가"};
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle("뒷문 열려 있으면 잠가", std::vector{condition, act}).changes.dump();
  };
  EXPECT_EQ(changes("unlocked", Asked::open, Intent::lock), R"({"lock.a":{"state":"locked"}})");
  EXPECT_EQ(changes("locked", Asked::open, Intent::lock), "{}");
  EXPECT_EQ(changes("locked", Asked::closed, Intent::unlock), "{}");
}

TEST(SaidKorean, WhatIsToldToBeDone_IsTickedOff_AndWhatRanOutIsNot) {
  Home home;
  home.language = "ko";
  home.entities = {thing("todo.a", "할 일")};
  home.entities[0].attributes["items"] = Json::parse(
      R"([{"summary":"월세 보내기","status":"needs_action"},{"summary":"우유","status":"needs_action"}])");
  const auto changes = [&](std::string said) {
    Assistant assistant(home, "", std::nullopt);
    return assistant.handle(said, std::vector{Frame{.intent = Intent::none, .said = said}}).changes.dump();
  };
  EXPECT_NE(changes("월세 보냈음"), "{}");
  EXPECT_NE(changes("우유 샀어"), "{}");
  EXPECT_EQ(changes("우유 떨어졌어"), "{}");
  EXPECT_EQ(changes("월세 올랐어"), "{}");
}

TEST(SaidKorean, APlaceOfTwoWordsThatIsNone_IsNotThisRoom) {
  Home home = two_rooms({thing("light.a", "거실 조명", 0)}, "ko");
  const Frame frame =
      off("지하 창고 불 꺼줘", Kind::light, {{SpanRole::area, "지하 창고"}, {SpanRole::kind, "불"}});
  EXPECT_EQ(told(home, "here", frame).changes.dump(), "{}");
}

TEST(SaidKorean, NotThatOneButAnother_IsOfItsRoom) {
  Home home = two_rooms({thing("light.a", "거실 조명", 0), thing("light.b", "거실 스탠드", 0),
                         thing("light.c", "책상 스탠드", 1)},
                        "ko");
  home.areas[0].name = "거실";
  const Frame frame = off("거실 등 말고 스탠드만 꺼줘", Kind::lamp,
                          {{SpanRole::kind, "스탠드"}, {SpanRole::except, "거실 등"}});
  EXPECT_EQ(told(home, "", frame).changes.dump(), R"({"light.b":{"state":"off"}})");
}

}  // namespace
}  // namespace ondol::home
