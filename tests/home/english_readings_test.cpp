// What the words of an English utterance say for certain, where a reading has lost or turned it.
#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/read_again.h"

namespace ondol::home {
namespace {

std::string repaired(std::vector<Frame> frames, const std::vector<Mention>& mentions = {}) {
  return frames_json(read_again(std::move(frames), mentions)).dump();
}

void expect_left(const std::vector<Frame>& frames, const std::vector<Mention>& mentions = {}) {
  EXPECT_EQ(repaired(frames, mentions), frames_json(frames).dump()) << frames[0].said;
}

bool has(const std::string& json, const char* words) { return json.find(words) != std::string::npos; }

Frame set(Intent intent, std::string said, std::vector<Span> spans) {
  return moved(Operation::set, Attribute::none, frame(intent, std::move(said), std::move(spans)));
}

TEST(ReadRepairEnglish, BothOfThem_SaysHowManyTheClauseBeforeIsAbout) {
  const Frame first =
      of_kind(Kind::shade, frame(Intent::close, "shades down in the den ", {{kKind, "shades"}}));
  Frame many = frame(Intent::turn_off, "both of 'em", {});
  many.reference = Reference::them;
  EXPECT_EQ(repaired({first, many}),
            R"([{"intent":"HassCloseCover","kind":"shade","quantity":"both","spans":[["kind","shades"]]}])");
  many.said = "turn both of them off";
  EXPECT_EQ(read_again({first, many}).size(), 2U);
}

TEST(ReadRepairEnglish, MakeThat_CorrectsTheNumberOfTheClauseBefore) {
  const Frame up = moved(Operation::raise, Attribute::temperature,
                         frame(Intent::climate_set_temperature, "turn the daikin up one degree ",
                               {{kName, "daikin"}, {kValue, "one degree"}}));
  EXPECT_TRUE(has(repaired({up, frame(Intent::nevermind, "no make that two", {})}), R"(["value","two"]])"));
  EXPECT_EQ(read_again({up, frame(Intent::nevermind, "no forget that", {})}).size(), 2U);
}

TEST(ReadRepairEnglish, WhatIsDoneIfSo_IsNoCondition) {
  Frame then =
      of_kind(Kind::climate, frame(Intent::climate_set_temperature, "if so bump the thermostat to 72",
                                   {{kKind, "thermostat"}, {kValue, "72"}}));
  then.role = ClauseRole::condition;
  EXPECT_EQ(read_again(then).role, ClauseRole::main);
  EXPECT_EQ(read_again(then).operation, Operation::set);
  then.said = "if the thermostat is set to 72";
  EXPECT_EQ(read_again(then).role, ClauseRole::condition);
}

TEST(ReadRepairEnglish, OneNumberBehindTwoThings_IsOfBoth) {
  const Frame one =
      set(Intent::climate_set_temperature, "put the parlour radiator ", {{kName, "parlour radiator"}});
  const Frame two = set(Intent::climate_set_temperature, "and bridie's radiator at nineteen",
                        {{kName, "bridie's radiator"}, {kValue, "nineteen"}});
  EXPECT_EQ(read_again({one, two})[0].text(SpanRole::value), "nineteen");
  const Frame other = set(Intent::climate_set_temperature, "and set bridie's radiator to nineteen",
                          {{kName, "bridie's radiator"}, {kValue, "nineteen"}});
  EXPECT_FALSE(read_again({one, other})[0].has(SpanRole::value));
}

TEST(ReadRepairEnglish, SetIt_IsOfWhatWasNamed) {
  const Frame on = of_kind(Kind::heater, frame(Intent::turn_on, "turn the heater on ", {{kKind, "heater"}}));
  const Frame to =
      of_kind(Kind::dehumidifier, set(Intent::humidifier_set, "set it to nineteen", {{kValue, "nineteen"}}));
  EXPECT_EQ(read_again({on, to})[1].kind, Kind::any);
  EXPECT_EQ(read_again({on, to})[1].reference, Reference::it);
  Frame humid = to;
  humid.said = "set the humidity to nineteen";
  EXPECT_EQ(read_again({on, humid})[1].kind, Kind::dehumidifier);
}

TEST(ReadRepairEnglish, AThingBehindAValue_IsSwitchedByItsOwnWord) {
  const Frame purple = moved(Operation::set, Attribute::color,
                             frame(Intent::light_set, "fairy lights purple, desk lamp off",
                                   {{kName, "fairy lights"}, {kValue, "purple"}, {kName, "desk lamp"}}));
  EXPECT_EQ(
      repaired({purple}),
      R"([{"intent":"HassLightSet","attribute":"color","operation":"set","spans":[["name","fairy lights"],["value","purple"]]},{"intent":"HassTurnOff","spans":[["name","desk lamp"]]}])");
  Frame twice = frame(Intent::turn_on, "mum's lamp on and dad's off", {{kName, "mum's lamp"}});
  EXPECT_EQ(
      repaired({twice}),
      R"([{"intent":"HassTurnOn","spans":[["name","mum's lamp"]]},{"intent":"HassTurnOff","spans":[["name","dad's"]]}])");
  twice.said = "mum's lamp on and not off";
  EXPECT_EQ(read_again(std::vector{twice}).size(), 1U);
  Frame lock = frame(Intent::turn_off, "lock the back door, cooker hood off",
                     {{kName, "back door"}, {kName, "cooker hood"}});
  EXPECT_EQ(read_again(std::vector{lock})[0].intent, Intent::lock);
  lock.said = "turn off the back door, cooker hood off";
  EXPECT_EQ(read_again(std::vector{lock})[0].intent, Intent::turn_off);
}

TEST(ReadRepairEnglish, AWordBetweenTwoThings_IsOfNoName) {
  const Frame two =
      frame(Intent::turn_off, "monitors off desk lamp off", {{kName, "monitors off desk lamp"}});
  EXPECT_EQ(repaired({two}),
            R"([{"intent":"HassTurnOff","spans":[["name","monitors"],["name","desk lamp"]]}])");
  expect_left({frame(Intent::turn_off, "day off scene off", {{kName, "day off scene"}})}, {{0, 13, kName}});
}

TEST(ReadRepairEnglish, ThePartnerOfAThing_IsNotLost) {
  const Frame off = frame(Intent::turn_off, "jaz's pc and the marshall off", {{kName, "marshall"}});
  EXPECT_EQ(repaired({off}),
            R"([{"intent":"HassTurnOff","spans":[["name","jaz's pc"],["name","marshall"]]}])");
  expect_left({frame(Intent::turn_off, "she's late and the marshall off", {{kName, "marshall"}})});
  const Frame said = frame(Intent::turn_off, "wurlitzer and the marshall off", {{kName, "marshall"}});
  EXPECT_EQ(read_again(said, {{0, 9, kName}}).texts(SpanRole::name).size(), 2U);
  expect_left({frame(Intent::turn_off, "tell wurlitzer and the marshall off", {{kName, "marshall"}})},
              {{5, 14, kName}});
}

TEST(ReadRepairEnglish, ANounOfALongerName_IsTheName) {
  const Frame blinds = of_kind(Kind::blind, frame(Intent::close, "factory blinds down", {{kKind, "blinds"}}));
  EXPECT_EQ(repaired({blinds}, {}), frames_json({blinds}).dump());
  EXPECT_EQ(read_again(blinds, {{0, 14, kName}}).text(SpanRole::name), "factory blinds");
}

TEST(ReadRepairEnglish, WhatTheReasonNames_IsSet) {
  Frame it = set(Intent::light_set, "the fan's blowing on me bring it down to twenty percent",
                 {{kValue, "twenty percent"}});
  it.reference = Reference::it;
  EXPECT_EQ(
      repaired({it}),
      R"([{"intent":"HassFanSetSpeed","kind":"fan","operation":"set","spans":[["kind","fan"],["value","twenty percent"]]}])");
  Frame sound = moved(
      Operation::set, Attribute::volume,
      frame(Intent::set_volume, "i can't hear the telly put the sound up to sixty", {{kValue, "sixty"}}));
  EXPECT_EQ(read_again(sound).kind, Kind::tv);
  sound.said = "i can't hear the telly over the fan put the sound up to sixty";
  expect_left({sound});
}

TEST(ReadRepairEnglish, TheWayToCompare_IsAsSaid) {
  Frame under = of_kind(Kind::battery, frame(Intent::get_state, "if the battery's under fifty",
                                             {{kKind, "battery"}, {kValue, "fifty"}}));
  under.role = ClauseRole::condition;
  under.comparison = Comparison::at_least;
  EXPECT_EQ(read_again(under).comparison, Comparison::below);
  under.said = "if the battery's not under fifty";
  EXPECT_EQ(read_again(under).comparison, Comparison::at_least);
  Frame water =
      of_kind(Kind::temperature, frame(Intent::get_state, "if the water's below forty", {{kValue, "forty"}}));
  water.role = ClauseRole::condition;
  water.comparison = Comparison::below;
  EXPECT_EQ(read_again(water).kind, Kind::water_heater);
  water.said = "if it's below forty";
  EXPECT_EQ(read_again(water).kind, Kind::temperature);
}

TEST(ReadRepairEnglish, WhatHangs_GoesTheWayThatIsSaid) {
  Frame blinds = of_kind(Kind::blind, frame(Intent::close, "blinds up in the saloon", {{kKind, "blinds"}}));
  EXPECT_EQ(read_again(blinds).intent, Intent::open);
  EXPECT_TRUE(read_again(blinds).mended);
  blinds.said = "close the blinds up in the saloon";
  EXPECT_EQ(read_again(blinds).intent, Intent::close);
  Frame door = of_kind(Kind::garage_door, frame(Intent::close, "garage up", {{kKind, "garage"}}));
  EXPECT_EQ(read_again(door).intent, Intent::close);
  Frame bright =
      of_kind(Kind::blind, frame(Intent::open, "it's too bright do the blind", {{kKind, "blind"}}));
  EXPECT_EQ(read_again(bright).intent, Intent::close);
  bright.said = "it's too dark do the blind";
  EXPECT_EQ(read_again(bright).intent, Intent::open);
}

TEST(ReadRepairEnglish, WhatIsShutPolitely_IsNoChat) {
  const Frame curtains = of_kind(Kind::curtain, frame(Intent::none, "shut the curtains will ye", {}));
  EXPECT_EQ(repaired({curtains}),
            R"([{"intent":"HassCloseCover","kind":"curtain","spans":[["kind","curtains"]]}])");
  expect_left({of_kind(Kind::curtain, frame(Intent::none, "shut the curtains in the film", {}))});
}

TEST(ReadRepairEnglish, TheSameAgain_IsToldFromAVerb) {
  const Frame same = frame(Intent::turn_on, "do the same in the loo", {{kArea, "loo"}});
  EXPECT_EQ(read_again(same).intent, Intent::repeat);
  const Frame other = frame(Intent::repeat, "shut the other one as well", {});
  EXPECT_EQ(read_again(other).intent, Intent::close);
  expect_left({frame(Intent::repeat, "the other one as well", {})});
  EXPECT_EQ(repaired({frame(Intent::none, "and dad's", {})}),
            R"([{"intent":"repeat","spans":[["name","dad's"]]}])");
  expect_left({frame(Intent::none, "and that's", {})});
  expect_left({frame(Intent::none, "and dad's dinner", {})});
}

TEST(ReadRepairEnglish, BreadTakenOffBehindAList_IsTakenOffIt) {
  const Frame add = frame(Intent::list_add, "garlic to the groceries ",
                          {{SpanRole::item, "garlic"}, {SpanRole::list, "groceries"}});
  Frame take = frame(Intent::turn_off, "and take bread off", {{kName, "bread"}});
  EXPECT_EQ(read_again({add, take})[1].intent, Intent::list_remove);
  take.said = "and turn bread off";
  EXPECT_EQ(read_again({add, take})[1].intent, Intent::turn_off);
}

TEST(ReadRepairEnglish, AListOfTheHomeAtTheEnd_IsWhereItGoes) {
  const Frame put = frame(Intent::list_add, "put call the gutter man on owen's jobs",
                          {{SpanRole::item, "call the gutter"}});
  EXPECT_EQ(
      repaired({put}, {{27, 38, SpanRole::list}}),
      R"([{"intent":"HassListAddItem","spans":[["item","call the gutter man"],["list","owen's jobs"]]}])");
  expect_left({put});
}

TEST(ReadRepairEnglish, ATimersReadingOfALight_FollowsItsLastWord) {
  const Frame off = frame(Intent::timer_cancel, "not the hall light, the bathroom light off",
                          {{kArea, "bathroom"}, {kKind, "light"}});
  EXPECT_EQ(read_again(off).intent, Intent::turn_off);
  const Frame timer = frame(Intent::timer_cancel, "the light timer off", {{kKind, "light"}});
  EXPECT_EQ(read_again(timer).intent, Intent::timer_cancel);
}

TEST(ReadRepairEnglish, WhatOnlyAsksNicely_IsNoClause) {
  Frame nice = frame(Intent::turn_on, "would you ", {});
  nice.quantity = Quantity::both;
  const Frame lamps = frame(Intent::turn_on, "and put the lamps on", {{kName, "lamps"}});
  EXPECT_EQ(read_again({nice, lamps}).size(), 1U);
  nice.said = "would you turn both on ";
  EXPECT_EQ(read_again({nice, lamps}).size(), 2U);
}

TEST(ReadRepairEnglish, SmallWords_SayWhatIsMeant) {
  // A whole home is not unlocked where a part of it was said.
  Frame unlock = frame(Intent::unlock, "unlock all of gran's flat", {});
  unlock.quantity = Quantity::all;
  EXPECT_EQ(read_again(unlock, {{14, 25, SpanRole::floor}}).text(SpanRole::floor), "gran's flat");
  // A colour in front of "fire up" is of something else.
  const Frame coffee = moved(Operation::set, Attribute::color,
                             frame(Intent::light_set, "i need my flat white fire up the coffee machine",
                                   {{kValue, "white"}, {kName, "coffee machine"}}));
  EXPECT_EQ(repaired({coffee}), R"([{"intent":"HassTurnOn","spans":[["name","coffee machine"]]}])");
  // A mode before its number.
  const Frame cool = moved(Operation::set, Attribute::mode,
                           frame(Intent::climate_set_mode, "heat pump cooling mode at seventeen",
                                 {{kName, "heat pump"}, {kValue, "seventeen"}}));
  EXPECT_EQ(read_again(std::vector{cool}).size(), 2U);
  // Of "it" and "them" the words say what is set.
  Frame volume = moved(Operation::set, Attribute::volume,
                       frame(Intent::light_set, "turn it up to fifty", {{kValue, "fifty"}}));
  volume.reference = Reference::it;
  EXPECT_EQ(read_again(volume).intent, Intent::set_volume);
  Frame half = frame(Intent::turn_on, "put them on then at half", {{kValue, "half"}});
  half.reference = Reference::them;
  EXPECT_EQ(read_again(half).intent, Intent::light_set);
  half.reference = Reference::none;
  EXPECT_EQ(read_again(half).intent, Intent::turn_on);
  // As bright as it goes.
  EXPECT_EQ(
      read_again(frame(Intent::turn_on, "put the lamp on as bright as it goes", {{kName, "lamp"}})).operation,
      Operation::maximum);
  EXPECT_EQ(read_again(frame(Intent::turn_on, "put the lamp on as it goes dark", {{kName, "lamp"}})).intent,
            Intent::turn_on);
  // Who knocks off goes home, and "run" runs what is called so.
  EXPECT_EQ(read_again(frame(Intent::vacuum_start, "dusty can knock off", {{kName, "dusty"}})).intent,
            Intent::vacuum_return);
  Frame run = frame(Intent::turn_off, "run everyone out", {{kKind, "everyone"}});
  run.quantity = Quantity::all;
  EXPECT_EQ(repaired({run}, {{4, 16, kName}}),
            R"([{"intent":"HassTurnOn","spans":[["name","everyone out"]]}])");
  // A name that is only wished for.
  Frame cosy = frame(Intent::get_state, "cosy evening please", {{kName, "cosy evening"}});
  cosy.question = Question::value;
  EXPECT_EQ(read_again(cosy, {{0, 12, kName}}).intent, Intent::turn_on);
  cosy.said = "cosy evening status please";
  EXPECT_EQ(read_again(cosy, {{0, 12, kName}}).intent, Intent::get_state);
  // Stuffy air and a battery that is charged.
  EXPECT_EQ(read_again(frame(Intent::repeat, "it's stuffy in the bathroom", {{kArea, "bathroom"}})).kind,
            Kind::air_purifier);
  expect_left({frame(Intent::repeat, "in the stuffy bathroom", {{kArea, "stuffy bathroom"}})});
  Frame charged = of_kind(Kind::battery, frame(Intent::get_state, "is the phone battery charged?",
                                               {{kName, "phone"}, {kKind, "battery"}}));
  charged.question = Question::yes_no;
  charged.asked = Asked::on;
  EXPECT_EQ(read_again(charged).asked, Asked::off);
  charged.said = "is the phone battery low?";
  EXPECT_EQ(read_again(charged).asked, Asked::on);
  // Bare lights are those of the room.
  Frame fairy = of_kind(Kind::light, frame(Intent::turn_off, "lights off but leave my fairy ones",
                                           {{kKind, "lights"}, {kExcept, "fairy"}}));
  fairy.quantity = Quantity::all;
  EXPECT_EQ(read_again(fairy).quantity, Quantity::unsaid);
  fairy.said = "all the lights off but leave my fairy ones";
  EXPECT_EQ(read_again(fairy).quantity, Quantity::all);
  EXPECT_EQ(read_again(frame(Intent::none, "are you always listening?", {})).intent, Intent::respond);
  EXPECT_EQ(read_again(frame(Intent::none, "are you coming to dinner?", {})).intent, Intent::none);
}

}  // namespace
}  // namespace ondol::home
