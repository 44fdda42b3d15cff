// English words that settle what was read wrongly, and that open nothing.
#include "home/word_repair.h"

#include <gtest/gtest.h>

#include "home/frame_json.h"
#include "home/frame_of.h"
#include "home/policy.h"

namespace ondol::home {
namespace {

std::string repaired(Frame frame, const std::vector<Mention>& mentions = {}) {
  repair_by_words(mentions, frame);
  return frame_json(frame).dump();
}

TEST(WordRepair, WhatIsLeft_IsSpared) {
  EXPECT_EQ(repaired(frame(Intent::turn_off, "lights out upstairs but leave the arc lamp be",
                           {{kKind, "lights"}, {SpanRole::floor, "upstairs"}, {kName, "arc lamp"}})),
            R"({"intent":"HassTurnOff","quantity":"all","spans":[["kind","lights"],["floor","upstairs"],)"
            R"(["except","arc lamp"]]})");
  EXPECT_NE(repaired(frame(Intent::turn_off, "all the lights off cept for the hall",
                           {{kKind, "lights"}, {kArea, "hall"}}))
                .find(R"(["except","hall"])"),
            std::string::npos);
  // Not read at all, but there.
  EXPECT_NE(repaired(frame(Intent::turn_off, "lights out but not the arc lamp", {{kKind, "lights"}}),
                     {{23, 31, kName}})
                .find(R"(["except","arc lamp"])"),
            std::string::npos);
  EXPECT_NE(repaired(frame(Intent::turn_off, "lights off upstairs leave june's lamp alone",
                           {{kKind, "lights"}, {SpanRole::floor, "upstairs"}}),
                     {{26, 37, kName}})
                .find(R"(["except","june's lamp"])"),
            std::string::npos);
  const Frame left = frame(Intent::turn_on, "leave the arc lamp on", {{kName, "arc lamp"}});
  EXPECT_EQ(repaired(left), frame_json(left).dump());
}

TEST(WordRepair, ALostPlace_IsTakenFromTheMention) {
  Frame lights = frame(Intent::turn_off, "all the lights on the bank off", {{kKind, "lights"}});
  EXPECT_NE(repaired(lights, {{22, 26, kArea}}).find(R"(["area","bank"])"), std::string::npos);
  EXPECT_EQ(repaired(lights, {{22, 26, kArea}, {8, 14, kArea}}).find("area"), std::string::npos);
  lights.said = "make my room dark all the lights out";
  EXPECT_NE(repaired(lights).find(R"("place":"here")"), std::string::npos);
}

TEST(WordRepair, TheLastWord_IsTheVerb) {
  EXPECT_EQ(repaired(frame(Intent::turn_off, "pole light on please", {{kName, "pole light"}})),
            R"({"intent":"HassTurnOn","spans":[["name","pole light"]]})");
  EXPECT_EQ(repaired(frame(Intent::get_state, "sheers all the way open", {{kName, "sheers"}})),
            R"({"intent":"HassOpenCover","spans":[["name","sheers"]]})");
  EXPECT_EQ(repaired(frame(Intent::get_state, "the um what is it called the arco on", {{kName, "arco"}})),
            R"({"intent":"HassTurnOn","spans":[["name","arco"]]})");
  for (const char* said : {"is the pole light on", "lamp off and pole light on", "the pole light is on"}) {
    const Frame left = frame(Intent::turn_off, said, {{kName, "pole light"}});
    EXPECT_EQ(repaired(left), frame_json(left).dump());
  }
}

TEST(WordRepair, ToANumber_Sets_AndAnotherNumber_Moves) {
  Frame down =
      frame(Intent::light_set, "knock the lamp down to a quarter", {{kName, "lamp"}, {kValue, "a quarter"}});
  down.operation = Operation::lower;
  EXPECT_NE(repaired(down).find(R"("operation":"set")"), std::string::npos);
  down.said = "knock the lamp down by a quarter";
  EXPECT_NE(repaired(down).find(R"("operation":"lower")"), std::string::npos);
  Frame further =
      frame(Intent::set_position, "open the hatch another twenty", {{kName, "hatch"}, {kValue, "twenty"}});
  EXPECT_NE(repaired(further).find(R"("operation":"raise")"), std::string::npos);
}

TEST(WordRepair, ALostNumber_IsTheValue) {
  Frame volume = frame(Intent::set_volume, "volume eleven", {});
  EXPECT_EQ(repaired(volume), R"({"intent":"HassSetVolume","operation":"set","spans":[["value","eleven"]]})");
  volume = frame(Intent::set_volume, "volume of room two", {});
  EXPECT_EQ(repaired(volume, {{10, 18, kName}}).find("value"), std::string::npos);
}

TEST(WordRepair, ATimersName_IsTheWordBeforeIt) {
  EXPECT_EQ(repaired(frame(Intent::timer_cancel, "cancel the egg timer", {})),
            R"({"intent":"HassCancelTimer","spans":[["name","egg"]]})");
  for (const char* said : {"cancel the timer", "cancel my first timer", "timer off please"}) {
    const Frame left = frame(Intent::timer_cancel, said, {});
    EXPECT_EQ(repaired(left), frame_json(left).dump()) << said;
  }
  // "The fifty minute timer": what it was set to is no name of it.
  const Frame left = frame(Intent::timer_cancel, "cancel the fifty timer", {{SpanRole::duration, "fifty"}});
  EXPECT_EQ(repaired(left), frame_json(left).dump());
}

TEST(WordRepair, ANamedThingThatShallBegin_IsSwitchedOn) {
  EXPECT_EQ(repaired(frame(Intent::none, "begin charging the buggy", {}), {{19, 24, kName}}),
            R"({"intent":"HassTurnOn","spans":[["name","buggy"]]})");
  EXPECT_EQ(
      repaired(frame(Intent::none, "what's on the big screen", {}), {{14, 24, kName}}),
      R"({"intent":"HassGetState","attribute":"media","question":"value","spans":[["name","big screen"]]})");
  for (const char* said :
       {"when does the buggy start", "start a business", "i'm going to bed with the buggy"}) {
    const Frame left = frame(Intent::none, said, {});
    const size_t at = left.said.find("buggy");
    const std::vector<Mention> named =
        at == std::string::npos ? std::vector<Mention>{} : std::vector<Mention>{{at, at + 5, kName}};
    EXPECT_EQ(repaired(left, named), frame_json(left).dump()) << said;
  }
}

TEST(WordRepair, AComparative_SaysWhichWay) {
  EXPECT_EQ(repaired(frame(Intent::none, "the fan slower", {})),
            R"({"intent":"HassFanSetSpeed","kind":"fan","operation":"lower","spans":[["kind","fan"]]})");
  EXPECT_EQ(
      repaired(frame(Intent::none, "music louder please", {})),
      R"({"intent":"HassSetVolumeRelative","kind":"media_player","operation":"raise","spans":[["kind","music"]]})");
  // The word stands before the thing: another sentence.
  const Frame left = frame(Intent::none, "is a slower fan better", {});
  EXPECT_EQ(repaired(left), frame_json(left).dump());
}

TEST(WordRepair, TheTimeAndTheUmbrella_AreAskedForPlainly) {
  EXPECT_EQ(repaired(frame(Intent::none, "blimey what time is it", {})),
            R"({"intent":"HassGetCurrentTime"})");
  EXPECT_EQ(repaired(frame(Intent::none, "shall I take a brolly", {})), R"({"intent":"HassGetWeather"})");
  const Frame left = frame(Intent::none, "my umbrella is red", {});
  EXPECT_EQ(repaired(left), frame_json(left).dump());
}

TEST(WordRepair, HomeWherePeopleAre_IsNoName) {
  Frame asked = frame(Intent::get_state, "who's not home", {{kName, "home"}});
  asked.kind = Kind::person;
  EXPECT_EQ(repaired(asked).find("spans"), std::string::npos);
  asked.kind = Kind::any;
  EXPECT_NE(repaired(asked).find(R"(["name","home"])"), std::string::npos);
}

TEST(WordRepair, NothingSecured_OpensByIt) {
  Home home;
  for (const char* id : {"lock.a", "valve.a", "cover.a"}) {
    Entity e;
    e.id = id;
    e.name = "Cellar Gate";
    home.entities.push_back(e);
  }
  for (const char* said : {"cellar gate open", "cellar gate all the way open please", "cellar gate on"}) {
    Frame read = frame(Intent::get_state, said, {{kName, "cellar gate"}});
    repair_by_words({}, read);
    Targets targets;
    targets.by_name = true;
    for (int32_t i = 0; i < 3; ++i) {
      targets.entities = {i};
      const Effect effect = effect_of(home.entities[static_cast<size_t>(i)], read.intent);
      if (!is_opening(home.entities[static_cast<size_t>(i)], effect, {})) continue;
      EXPECT_NE(decide(home, targets, {{i, effect}}, Standing::said, read, said), Verdict::act) << said;
    }
  }
}

TEST(WordRepair, TheFirstWords_Decide_WhereAThingIsSpared) {
  const auto kill = frame(Intent::turn_on, "kill the lights downstairs but leave the lamp on",
                          {{kKind, "lights"}, {SpanRole::floor, "downstairs"}, {SpanRole::except, "lamp"}});
  EXPECT_NE(repaired(kill).find("HassTurnOff"), std::string::npos);
  const auto light = frame(Intent::turn_off, "turn on the lights but leave the lamp off",
                           {{kKind, "lights"}, {SpanRole::except, "lamp"}});
  EXPECT_NE(repaired(light).find("HassTurnOn"), std::string::npos);
}

TEST(WordRepair, PutItAtAValue_IsNoQuestion) {
  Frame half =
      frame(Intent::get_state, "that arc lamp put it at about half", {{kName, "arc lamp"}, {kValue, "half"}});
  half.question = Question::value;
  EXPECT_NE(repaired(half).find(R"("attribute":"brightness","operation":"set")"), std::string::npos);
  half.said = "is the arc lamp at half";
  EXPECT_NE(repaired(half).find("HassGetState"), std::string::npos);
}

TEST(WordRepair, AllTheWayQuiet_IsMuted) {
  Frame quiet = frame(Intent::set_volume, "make the tv quiet all the way", {{kKind, "tv"}});
  quiet.operation = Operation::maximum;
  EXPECT_NE(repaired(quiet).find("Mute"), std::string::npos);
  quiet.said = "make the tv loud all the way";
  EXPECT_NE(repaired(quiet).find("HassSetVolume"), std::string::npos);
}

TEST(WordRepair, PlayWithoutAPreposition_IsMedia) {
  EXPECT_EQ(repaired(frame(Intent::media_unpause, "play The Office", {{kArea, "Office"}})),
            R"({"intent":"HassMediaSearchAndPlay","spans":[["media","The Office"]]})");
  const Frame there = frame(Intent::media_unpause, "play in the office", {{kArea, "office"}});
  EXPECT_EQ(repaired(there), frame_json(there).dump());
  const auto article = frame(Intent::media_play, "play the big show",
                             {{SpanRole::media, "the"}, {SpanRole::media, "big show"}});
  EXPECT_EQ(repaired(article), R"({"intent":"HassMediaSearchAndPlay","spans":[["media","big show"]]})");
}

TEST(WordRepair, LockedDoors_AreLocks) {
  Frame doors =
      frame(Intent::get_state, "which doors are locked right now", {{kKind, "doors"}, {kName, "right"}});
  doors.kind = Kind::door;
  doors.asked = Asked::locked;
  const std::string locks = repaired(doors);
  EXPECT_NE(locks.find(R"("kind":"lock")"), std::string::npos) << locks;
  EXPECT_EQ(locks.find("right"), std::string::npos) << locks;
}

TEST(WordRepair, Awnings_ComeInAndGoOut) {
  EXPECT_NE(repaired(frame(Intent::open, "roll that awning all the way in", {{kKind, "awning"}}))
                .find("HassCloseCover"),
            std::string::npos);
  EXPECT_NE(repaired(frame(Intent::close, "roll the awning out", {{kKind, "awning"}})).find("HassOpenCover"),
            std::string::npos);
  EXPECT_NE(repaired(frame(Intent::open, "let the sun in open the blind", {{kKind, "blind"}}))
                .find("HassOpenCover"),
            std::string::npos);
}

TEST(WordRepair, FullIsTheMost_AndLowestTheLeast) {
  Frame lamp = frame(Intent::light_set, "bring the lamp to full brightness", {{kName, "lamp"}});
  lamp.operation = Operation::minimum;
  EXPECT_NE(repaired(lamp).find("maximum"), std::string::npos);
  lamp = frame(Intent::light_set, "the lamp at its lowest", {{kName, "lamp"}});
  lamp.operation = Operation::maximum;
  EXPECT_NE(repaired(lamp).find("minimum"), std::string::npos);
}

TEST(WordRepair, WhatLeaks_IsAskedOfSensors) {
  Frame any = frame(Intent::get_state, "anything leaking", {});
  EXPECT_NE(repaired(any).find("moisture"), std::string::npos);
  any.said = "anything open";
  EXPECT_EQ(repaired(any).find("moisture"), std::string::npos);
}

TEST(WordRepair, VerbsAndWhoIsSpokenTo_AreOfNoName) {
  EXPECT_NE(repaired(frame(Intent::get_state, "how much is solar generating", {{kName, "solar generating"}}))
                .find(R"(["name","solar"])"),
            std::string::npos);
  EXPECT_NE(
      repaired(frame(Intent::list_complete, "got the coriander love", {{SpanRole::item, "coriander love"}}))
          .find(R"(["item","coriander"])"),
      std::string::npos);
}

TEST(WordRepair, AllOfAPlacesName_IsThePlace) {
  const Frame lights =
      frame(Intent::turn_off, "every light below deck off", {{kKind, "light"}, {kArea, "deck"}});
  EXPECT_NE(repaired(lights, {{12, 22, SpanRole::floor}}).find(R"(["floor","below deck"])"),
            std::string::npos);
  EXPECT_NE(repaired(lights, {{18, 22, kArea}}).find(R"(["area","deck"])"), std::string::npos);
}

TEST(WordRepair, HowHotAndMoreMinutes_AreCompleted) {
  Frame hot = frame(Intent::get_state, "how hot is the water in the rheem", {{kName, "rheem"}});
  hot.kind = Kind::water_heater;
  hot.question = Question::value;
  EXPECT_NE(repaired(hot).find(R"("attribute":"temperature")"), std::string::npos);
  EXPECT_NE(repaired(frame(Intent::timer_increase, "give the roast ten more minutes",
                           {{kName, "roast"}, {SpanRole::duration, "ten"}}))
                .find("ten minutes"),
            std::string::npos);
}

TEST(WordRepair, ANameAndOnOrOff_IsHeard) {
  EXPECT_EQ(repaired(frame(Intent::none, "get the immersion on pet", {}), {{8, 17, kName}}),
            R"({"intent":"HassTurnOn","spans":[["name","immersion"]]})");
  const Frame asked = frame(Intent::none, "is the immersion on", {});
  EXPECT_EQ(repaired(asked, {{7, 16, kName}}), frame_json(asked).dump());
}

TEST(WordRepair, OneException_IsOne_AndJuneAPerson) {
  EXPECT_NE(repaired(frame(Intent::turn_off, "everything off apart from the mezzanine fan",
                           {{SpanRole::except, "mezzanine"}, {SpanRole::except, "fan"}}))
                .find(R"(["except","mezzanine fan"])"),
            std::string::npos);
  Frame june = frame(Intent::get_state, "is june home yet", {{SpanRole::date, "june"}});
  june.question = Question::yes_no;
  EXPECT_NE(repaired(june, {{3, 7, kName}}).find(R"(["name","june"])"), std::string::npos);
  EXPECT_NE(repaired(june).find(R"(["date","june"])"), std::string::npos);
}

TEST(WordRepair, WhatIsJoinedToAnException_IsOneToo) {
  const std::vector<Span> spans = {{kKind, "lights"}, {kExcept, "kitchen"}, {kArea, "foyer"}};
  for (const char* said : {"all lights except the ones in the kitchen and foyer, off",
                           "lights off except the kitchen and the foyer"})
    EXPECT_NE(repaired(frame(Intent::turn_off, said, spans)).find(R"(["except","foyer"])"), std::string::npos)
        << said;
  EXPECT_NE(repaired(frame(Intent::turn_off, "lights off except the kitchen and dim the foyer", spans))
                .find(R"(["area","foyer"])"),
            std::string::npos);
}

TEST(WordRepair, ARoomThatIsShutDown_IsAllOfIt) {
  const std::vector<Span> cinema = {{kArea, "cinema"}};
  EXPECT_NE(repaired(frame(Intent::turn_off, "shut down the cinema", cinema)).find(R"("quantity":"all")"),
            std::string::npos);
  EXPECT_EQ(repaired(frame(Intent::turn_off, "turn off the cinema", cinema)).find("quantity"),
            std::string::npos);
}

TEST(WordRepair, WhetherItIsCharged_IsHowFullItIs) {
  Frame charged = frame(Intent::get_state, "is rosie charged", {{kName, "rosie"}});
  charged.kind = Kind::battery;
  charged.question = Question::yes_no;
  charged.asked = Asked::off;
  EXPECT_EQ(repaired(charged),
            R"({"intent":"HassGetState","kind":"battery","question":"value","spans":[["name","rosie"]]})");
  // A sensor of its own says so.
  charged.said = "is the phone battery charged";
  charged.spans = {{kName, "phone"}, {kKind, "battery"}};
  EXPECT_EQ(repaired(charged), frame_json(charged).dump());
}

TEST(WordRepair, WhatIsNot_IsTheOpposite) {
  const auto asked = [](std::string said, Asked read, std::vector<Span> spans = {{kName, "back door"}}) {
    Frame out = frame(Intent::get_state, std::move(said), std::move(spans));
    out.role = ClauseRole::condition;
    out.asked = read;
    repair_by_words({}, out);
    return out.asked;
  };
  EXPECT_EQ(asked("if the back door isn't locked", Asked::locked), Asked::unlocked);
  EXPECT_EQ(asked("if the back door is not already closed", Asked::closed), Asked::open);
  EXPECT_EQ(asked("if the back door isn't on", Asked::on), Asked::off);
  EXPECT_EQ(asked("if the back door isn't locked", Asked::unlocked), Asked::unlocked);
  EXPECT_EQ(asked("isn't the back door locked", Asked::locked), Asked::locked);
  EXPECT_EQ(asked("whether or not locked the back door", Asked::locked), Asked::locked);
  EXPECT_EQ(asked("if the back door's not on the list", Asked::on), Asked::on);
}

TEST(WordRepair, ASettingWithoutAValue_IsItsLastWord) {
  const auto intent = [](Intent read, std::string said, Operation operation = Operation::set) {
    Frame out = frame(read, std::move(said), {{kKind, "curtains"}});
    out.operation = operation;
    repair_by_words({}, out);
    return out.intent;
  };
  EXPECT_EQ(intent(Intent::set_position, "curtains closed, "), Intent::close);
  EXPECT_EQ(intent(Intent::set_position, "curtains open"), Intent::open);
  EXPECT_EQ(intent(Intent::set_position, "curtains half open"), Intent::set_position);
  EXPECT_EQ(intent(Intent::set_position, "are the curtains open"), Intent::set_position);
  EXPECT_EQ(intent(Intent::set_position, "curtains not closed"), Intent::set_position);
  EXPECT_EQ(intent(Intent::fan_set_speed, "curtains off"), Intent::turn_off);
  EXPECT_EQ(intent(Intent::set_volume, "turn the curtains up they're hardly on", Operation::raise),
            Intent::set_volume);
}

TEST(WordRepair, AComparative_IsNoName) {
  Frame warmer = frame(Intent::climate_set_temperature, "make it three degrees warmer in here",
                       {{kValue, "three degrees"}, {kName, "warmer"}});
  warmer.operation = Operation::raise;
  EXPECT_EQ(repaired(warmer).find("name"), std::string::npos);
  const Frame named = frame(Intent::turn_on, "turn the warmer on", {{kName, "warmer"}});
  EXPECT_EQ(repaired(named), frame_json(named).dump());
}

TEST(WordRepair, WhoIsSpokenTo_IsNoThing) {
  EXPECT_EQ(repaired(frame(Intent::turn_off, "could you turn my telly off love",
                           {{kKind, "telly"}, {SpanRole::media, "love"}})),
            R"({"intent":"HassTurnOff","spans":[["kind","telly"]]})");
  // "Love" is played, and a thing may be called so.
  Frame plays =
      frame(Intent::media_play, "on the telly play love", {{kKind, "telly"}, {SpanRole::media, "love"}});
  EXPECT_EQ(repaired(plays), frame_json(plays).dump());
  const Frame only = frame(Intent::turn_off, "turn off love", {{kName, "love"}});
  EXPECT_EQ(repaired(only), frame_json(only).dump());
}

TEST(WordRepair, WhatIsCharged_TellsHowFull_AndPresentIsNoName) {
  Frame rosie = frame(Intent::get_state, "is rosie charged", {{kName, "rosie"}});
  rosie.kind = Kind::battery_charging;
  rosie.question = Question::yes_no;
  EXPECT_EQ(repaired(rosie),
            R"({"intent":"HassGetState","kind":"battery","question":"value","spans":[["name","rosie"]]})");
  rosie.said = "is rosie charging";
  EXPECT_EQ(repaired(rosie), frame_json(rosie).dump());
  Frame power = frame(Intent::get_state, "tell me present power consumption",
                      {{kName, "present"}, {kKind, "power consumption"}});
  power.kind = Kind::power;
  power.question = Question::value;
  EXPECT_EQ(repaired(power).find("present"), std::string::npos);
  power.spans[0].text = "presenter";
  EXPECT_NE(repaired(power).find("presenter"), std::string::npos);
}

TEST(WordRepair, WhoIsSpokenToBehindOn_IsNoThing) {
  EXPECT_EQ(repaired(frame(Intent::turn_on, "get the immersion on, pet", {{kName, "pet"}})),
            R"({"intent":"HassTurnOn"})");
  const Frame light = frame(Intent::turn_on, "turn on love", {{kName, "light love"}});
  EXPECT_EQ(repaired(light), frame_json(light).dump());
}

}  // namespace
}  // namespace ondol::home
