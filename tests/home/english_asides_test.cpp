// What English says beside a wish, clauses that lean on each other, and what they do not say.
#include <gtest/gtest.h>

#include "home/read_again.h"
#include "said.h"

namespace ondol::home {
namespace {

constexpr SpanRole kItem = SpanRole::item, kList = SpanRole::list, kDuration = SpanRole::duration;

Frame with_reference(Reference reference, Frame frame) {
  frame.reference = reference;
  return frame;
}

Frame asked_whether(Asked asked, Frame frame) {
  frame.question = Question::yes_no;
  frame.asked = asked;
  return frame;
}

Frame condition(Frame frame) {
  frame.role = ClauseRole::condition;
  return frame;
}

std::string item_of(std::string said, std::string item) {
  return std::string(read_again(frame(Intent::list_add, std::move(said),
                                      {{kItem, std::move(item)}, {kList, "shopping list"}}))
                         .text(kItem));
}

TEST(EnglishAsides, HowSoon_IsNoPartOfAName) {
  EXPECT_EQ(
      read_again(frame(Intent::turn_off, "turn off the hob light rn", {{kName, "hob light rn"}})).text(kName),
      "hob light");
}

TEST(EnglishAsides, WhatIsAnnounced_IsTheMessage) {
  const Frame told = read_again(frame(Intent::none, "kindly announce that supper is on the table", {}));
  EXPECT_EQ(told.intent, Intent::broadcast);
  EXPECT_EQ(told.text(SpanRole::message), "supper is on the table");
  EXPECT_EQ(read_again(frame(Intent::none, "who will announce the winner", {})).intent, Intent::none);
}

TEST(EnglishAsides, AnItem_IsAllBetweenTheVerbAndTheList) {
  EXPECT_EQ(item_of("stick washing up liquid on the shopping list", "liquid"), "washing up liquid");
  EXPECT_EQ(item_of("add some dark brown sugar to the shopping list", "sugar"), "dark brown sugar");
  EXPECT_EQ(item_of("put eggs and sugar on the shopping list", "sugar"), "sugar");
}

TEST(EnglishAsides, AnItemAndItsList_AskNothing) {
  const std::vector<Span> spans = {{kItem, "saffron"}, {kList, "shopping list"}};
  const auto read = [&](const char* said) {
    return read_again(asked_whether(Asked::none, frame(Intent::get_state, said, spans))).intent;
  };
  EXPECT_EQ(read("saffron on the shopping list"), Intent::list_add);
  EXPECT_EQ(read("is saffron on the shopping list"), Intent::get_state);
  EXPECT_EQ(read("saffron on the shopping list?"), Intent::get_state);
}

TEST(EnglishAsides, Drawing_Shuts_AndDrawingBackOpens) {
  const auto read = [](const char* said) {
    return read_again(of_kind(Kind::curtain, frame(Intent::open, said, {{kKind, "curtains"}}))).intent;
  };
  EXPECT_EQ(read("draw the curtains"), Intent::close);
  EXPECT_EQ(read("draw back the curtains"), Intent::open);
}

TEST(EnglishAsides, AWarmerGlow_IsOfLight) {
  const Frame read =
      read_again(moved(Operation::raise, Attribute::temperature,
                       frame(Intent::climate_set_temperature, "give it a warmer glow", {{kValue, "a"}})));
  EXPECT_EQ(read.intent, Intent::light_set);
  EXPECT_EQ(read.attribute, Attribute::color_temperature);
  EXPECT_EQ(read.operation, Operation::lower);
  EXPECT_EQ(read.reference, Reference::it);
}

TEST(EnglishAsides, It_IsHeardWhereItWasSaid) {
  EXPECT_EQ(read_again(frame(Intent::turn_on, "oi i was reading put it back on", {})).reference,
            Reference::it);
  EXPECT_EQ(read_again(frame(Intent::turn_on, "turn on", {})).reference, Reference::none);
}

TEST(EnglishAsides, ABareNumber_IsOfTheUnitThatWasSaid) {
  EXPECT_EQ(
      read_again(frame(Intent::timer_start, "ten minute timer no wait fifteen", {{kDuration, "fifteen"}}))
          .text(kDuration),
      "fifteen minutes");
}

TEST(EnglishAsides, AVerbAndAThing_AreStarted) {
  const Frame read = read_again(frame(Intent::none, "go ahead and start the coffee", {}));
  EXPECT_EQ(read.intent, Intent::turn_on);
  EXPECT_EQ(read.text(kName), "coffee");
  EXPECT_EQ(read_again(frame(Intent::none, "start the conversation about the war", {})).intent, Intent::none);
}

TEST(EnglishAsides, ANumber_IsReadToItsEnd) {
  EXPECT_EQ(read_again(frame(Intent::light_set, "make it fifty eight", {{kValue, "fifty"}})).text(kValue),
            "fifty eight");
}

TEST(EnglishAsides, OpenLikeAShare_IsTo_AndABitLessIsNot) {
  const auto read = [](const char* said) {
    return read_again(moved(Operation::raise, Attribute::position,
                            frame(Intent::set_position, said, {{kKind, "blind"}, {kValue, "ten percent"}})))
        .operation;
  };
  EXPECT_EQ(read("open the blind a crack like ten percent"), Operation::set);
  EXPECT_EQ(read("open the blind by ten percent"), Operation::raise);
}

TEST(EnglishAsides, WhatOneWouldHear_IsPlayed) {
  EXPECT_EQ(read_again(frame(Intent::none, "i should like to hear some ravel", {{SpanRole::media, "ravel"}}))
                .intent,
            Intent::media_play);
}

TEST(EnglishAsides, WhatIsLeftBehindBut_IsLeftOut) {
  const Frame read = read_again(of_kind(
      Kind::light,
      frame(Intent::turn_off, "lights off in here but leave the fairy lights on", {{kKind, "lights"}})));
  EXPECT_EQ(read.text(SpanRole::except), "fairy lights");
  EXPECT_EQ(read.quantity, Quantity::all);
}

TEST(EnglishAsides, WhiteAndWarmer_AreOfLight) {
  const Frame white = read_again(moved(Operation::set, Attribute::color,
                                       frame(Intent::light_set, "cooler white on the shelf lamp",
                                             {{kValue, "white"}, {kName, "shelf lamp"}})));
  EXPECT_EQ(white.attribute, Attribute::color_temperature);
  EXPECT_EQ(white.operation, Operation::raise);
  const Frame warm = read_again(moved(
      Operation::lower, Attribute::brightness,
      frame(Intent::light_set, "the porch light's harsh can you make it warmer", {{kName, "porch light"}})));
  EXPECT_EQ(warm.attribute, Attribute::color_temperature);
  EXPECT_EQ(warm.operation, Operation::lower);
}

TEST(EnglishAsides, AThingAndOn_AreNamedWhereNothingElseWas) {
  EXPECT_EQ(read_again(frame(Intent::turn_on, "boiler on please", {})).text(kName), "boiler");
  EXPECT_TRUE(read_again(frame(Intent::turn_on, "switch on", {})).spans.empty());
}

TEST(EnglishAsides, ANamedThingsTemperature_IsNoWeather) {
  EXPECT_EQ(
      read_again(of_kind(Kind::temperature, frame(Intent::get_weather, "freezer temp", {{kName, "freezer"}})))
          .intent,
      Intent::get_state);
  EXPECT_EQ(read_again(of_kind(Kind::temperature, frame(Intent::get_weather, "temperature in oslo tomorrow",
                                                        {{kName, "oslo"}, {SpanRole::date, "tomorrow"}})))
                .intent,
            Intent::get_weather);
}

TEST(EnglishAsides, SomebodyToo_IsTheSameAgain) {
  EXPECT_EQ(read_again(frame(Intent::none, "mabels too", {})).intent, Intent::repeat);
  EXPECT_EQ(read_again(frame(Intent::none, "you too", {})).intent, Intent::none);
}

TEST(EnglishAsides, AnItem_GoesOnUpToTheList) {
  EXPECT_EQ(item_of("stick loo roll on the shopping list", "loo"), "loo roll");
}

TEST(EnglishAsides, WhatOnlyWarms_IsSwitchedOn) {
  const auto read = [](const char* name) {
    return read_again(moved(Operation::raise, Attribute::temperature,
                            frame(Intent::climate_set_temperature, "warm up the " + std::string(name),
                                  {{kName, name}})))
        .intent;
  };
  EXPECT_EQ(read("electric blanket"), Intent::turn_on);
  EXPECT_EQ(read("hall thermostat"), Intent::climate_set_temperature);
}

TEST(EnglishAsides, WhetherSomebodyIsIn_IsAsked) {
  const Frame read = read_again(frame(Intent::none, "is our nell in", {}));
  EXPECT_EQ(read.intent, Intent::get_state);
  EXPECT_EQ(read.asked, Asked::home);
  EXPECT_EQ(read_again(frame(Intent::none, "is dinner in", {})).intent, Intent::none);
}

TEST(EnglishAsides, ThanThat_IsOfWhatWasSpokenOf) {
  const Frame read = read_again(frame(Intent::none, "bit slower than that", {}));
  EXPECT_EQ(read.intent, Intent::fan_set_speed);
  EXPECT_EQ(read.reference, Reference::it);
  EXPECT_EQ(read_again(frame(Intent::none, "is light slower than that", {})).intent, Intent::none);
}

TEST(EnglishAsides, APoliteWish_IsNoCondition) {
  const Frame read = read_again(condition(
      frame(Intent::get_state, "if its no trouble id like the towel rail on", {{kName, "towel rail"}})));
  EXPECT_EQ(read.intent, Intent::turn_on);
  EXPECT_EQ(read.role, ClauseRole::main);
}

TEST(LeaningClauses, PutOnInstead_IsOfTheList) {
  const auto read =
      read_again({frame(Intent::list_remove, "take figs off the shopping list ",
                        {{kItem, "figs"}, {kList, "shopping list"}}),
                  frame(Intent::media_play, "and put dates on instead", {{SpanRole::media, "dates"}})});
  ASSERT_EQ(read.size(), 2);
  EXPECT_EQ(read[1].intent, Intent::list_add);
  EXPECT_EQ(read[1].text(kItem), "dates");
}

TEST(LeaningClauses, WhatFollowsShutting_IsShut) {
  Frame blinds = of_kind(Kind::blind, frame(Intent::close, "shut all the blinds ", {{kKind, "blinds"}}));
  blinds.quantity = Quantity::all;
  const auto read =
      read_again({blinds, of_kind(Kind::shade, frame(Intent::open, "and shades", {{kKind, "shades"}}))});
  ASSERT_EQ(read.size(), 2);
  EXPECT_EQ(read[1].intent, Intent::close);
  EXPECT_EQ(read[1].quantity, Quantity::all);
  const auto other = read_again(
      {blinds, of_kind(Kind::shade, frame(Intent::open, "and open the shades", {{kKind, "shades"}}))});
  EXPECT_EQ(other.back().intent, Intent::open);
}

TEST(LeaningClauses, WhatOneIsSickOf_IsNotSet) {
  const auto read = read_again(
      {moved(Operation::set, Attribute::color,
             frame(Intent::light_set, "i'm sick of blue ", {{kValue, "blue"}})),
       moved(Operation::set, Attribute::color,
             frame(Intent::light_set, "make the lamp pink", {{kName, "lamp"}, {kValue, "pink"}}))});
  ASSERT_EQ(read.size(), 1);
  EXPECT_EQ(read[0].text(kValue), "pink");
}

TEST(LeaningClauses, ATimerIsLengthenedOnce) {
  const auto read =
      read_again({frame(Intent::timer_increase, "the stew isn't done ", {{kName, "stew"}}),
                  frame(Intent::timer_increase, "five more minutes on it", {{kDuration, "five minutes"}})});
  ASSERT_EQ(read.size(), 1);
  EXPECT_EQ(read[0].text(kDuration), "five minutes");
}

TEST(LeaningClauses, WhatWasToldToBeOn_IsWhatGoesOff) {
  const auto read =
      read_again({frame(Intent::turn_on, "the flood light's come on again ", {{kName, "flood light"}}),
                  with_reference(Reference::it, frame(Intent::turn_off, "put it out", {}))});
  ASSERT_EQ(read.size(), 1);
  EXPECT_EQ(read[0].intent, Intent::turn_off);
  EXPECT_EQ(read[0].text(kName), "flood light");
}

TEST(LeaningClauses, Politeness_IsNoCondition) {
  const auto read = read_again({frame(Intent::turn_on, "put the fan on ", {{kName, "fan"}}),
                                condition(frame(Intent::get_state, "if it is no trouble", {}))});
  ASSERT_EQ(read.size(), 1);
  EXPECT_EQ(read[0].intent, Intent::turn_on);
}

TEST(LeaningClauses, AQuestion_IsTheConditionOfIfItIs) {
  const auto read =
      read_again({asked_whether(Asked::on, frame(Intent::get_state, "is the iron on ", {{kName, "iron"}})),
                  condition(frame(Intent::turn_off, "if it is turn it off", {}))});
  ASSERT_EQ(read.size(), 2);
  EXPECT_EQ(read[0].role, ClauseRole::condition);
  EXPECT_EQ(read[1].role, ClauseRole::main);
  EXPECT_EQ(read[1].reference, Reference::it);
}

TEST(LeaningClauses, ASecondTimer_HasTheUnitOfTheFirst) {
  const auto read =
      read_again({frame(Intent::timer_start, "ten minutes on a timer called buns ",
                        {{kDuration, "ten minutes"}, {kName, "buns"}}),
                  frame(Intent::media_play, "and thirty on one called stew", {{kName, "stew"}})});
  ASSERT_EQ(read.size(), 2);
  EXPECT_EQ(read[1].intent, Intent::timer_start);
  EXPECT_EQ(read[1].text(kDuration), "thirty minutes");
  EXPECT_EQ(read[1].text(kName), "stew");
}

TEST(LeaningClauses, TheOtherLight_IsAllButWhatIsLeft) {
  const auto read =
      read_again({frame(Intent::turn_on, "leave the desk lamp on ", {{kName, "desk lamp"}}),
                  of_kind(Kind::light, frame(Intent::close, "but switch off the other light in here",
                                             {{kKind, "light"}}))});
  ASSERT_EQ(read.size(), 1);
  EXPECT_EQ(read[0].intent, Intent::turn_off);
  EXPECT_EQ(read[0].quantity, Quantity::all);
  EXPECT_EQ(read[0].place, Place::here);
  EXPECT_EQ(read[0].text(SpanRole::except), "desk lamp");
}

TEST(LeaningClauses, OnWithTheVolume_IsTwoWishes) {
  const auto read =
      read_again(std::vector{moved(Operation::set, Attribute::volume,
                                   frame(Intent::set_volume, "telly on with the volume at sixty",
                                         {{kKind, "telly"}, {kValue, "sixty"}}))});
  ASSERT_EQ(read.size(), 2);
  EXPECT_EQ(read[0].intent, Intent::set_volume);
  EXPECT_EQ(read[1].intent, Intent::turn_on);
  EXPECT_EQ(read[1].reference, Reference::it);
}

TEST(Policy, WhicheverDoor_IsNoClearTarget) {
  const Home home = test::two_rooms({test::thing("lock.front", "Front Door", 0)});
  Frame any = of_kind(Kind::door, frame(Intent::unlock, "unlock whichever door suits", {{kKind, "door"}}));
  any.quantity = Quantity::any;
  EXPECT_TRUE(test::told(home, "here", any).changes.empty());
}

}  // namespace
}  // namespace ondol::home
