#include "home/name_index.h"

#include <gtest/gtest.h>

#include "home/words.h"

namespace ondol::home {
namespace {

Home small_home() {
  auto home = parse_home(R"({
    "floors": [{"id": "up", "name": "Upstairs", "aliases": ["위층"]}],
    "areas": [{"id": "bed", "name": "Bedroom", "aliases": ["침실"], "floor": "up"}, {"id": "kit", "name": "Kitchen", "aliases": ["주방"]}],
    "entities": [
      {"id": "light.lamp", "name": "침실 무드등", "area": "bed"},
      {"id": "light.ceiling", "name": "Kitchen ceiling", "area": "kit"},
      {"id": "light.corner", "name": "Play Corner", "area": "bed"},
      {"id": "todo.joe", "name": "Trader Joe's"},
      {"id": "media_player.tv", "name": "TV", "area": "bed"},
      {"id": "light.two", "name": "Light 2", "area": "kit"},
      {"id": "cover.c", "name": "Bedroom Curtain", "area": "bed", "attributes": {"device_class": "curtain"}},
      {"id": "switch.heater", "name": "Fish Tank Heater", "area": "kit"}]})",
                         "h.json");
  EXPECT_TRUE(home.ok()) << home.error().message;
  return *home;
}

TEST(Normalise, WhatRecognisersGetWrong_IsPutAside) {
  EXPECT_EQ(normalise("The Kitchen's LIGHTS!"), "kitchen light");
  EXPECT_EQ(normalise("TV를"), "tv 를");
  EXPECT_EQ(normalise("the"), "the");
  EXPECT_EQ(normalise("light two"), "light 2");
  EXPECT_EQ(normalise("\xea\xb0"), "");             // half a syllable
  EXPECT_EQ(normalise("한국"), normalise("한국"));  // decomposed
}

TEST(WithoutParticles, Itself_ComesFirst) {
  const auto ways = without_particles("거실에서는");
  EXPECT_EQ(ways[0], "거실에서는");
  EXPECT_NE(std::ranges::find(ways, "거실"), ways.end());
}

TEST(NameIndex, SpokenNames_FindTheirEntities) {
  const Home home = small_home();
  const NameIndex index(home);
  const struct {
    const char *spoken, *id;
    int at_least;
  } cases[] = {
      {"침실 무드등", "light.lamp", 100},
      {"침실무드등을", "light.lamp", 99},
      {"play corner lights", "light.corner", 80},
      {"the play corner", "light.corner", 100},
      {"trader joes", "todo.joe", 100},
      {"Trader Joe's list", "todo.joe", 80},
      {"kitchen ceiling light", "light.ceiling", 80},
      {"light two", "light.two", 100},
      {"bedroom curtains", "cover.c", 95},
      {"kichen ceiling", "light.ceiling", 60},
      {"침실 무드든", "light.lamp", 60},
      {"fish tank", "switch.heater", 60},
      {"티비", "media_player.tv", 0},
  };
  for (const auto& c : cases) {
    const NameReading reading = index.find(c.spoken);
    if (c.at_least == 0) {
      EXPECT_FALSE(reading.kinds.empty()) << c.spoken;
      continue;
    }
    ASSERT_FALSE(reading.entities.empty()) << c.spoken;
    EXPECT_EQ(home.entities[static_cast<size_t>(reading.entities[0].thing)].id, c.id) << c.spoken;
    EXPECT_GE(reading.entities[0].score, c.at_least) << c.spoken;
  }
  for (const char* unknown : {"flux capacitor", "우주선", "", "!!!", "\xff"})
    EXPECT_TRUE(index.find(unknown).entities.empty()) << unknown;
  EXPECT_TRUE(index.find(std::string(10000, 'x')).entities.empty());
}

TEST(NameIndex, AThingOfSomeonesRoom_IsItsRooms) {
  const auto home =
      parse_home(R"({"areas": [{"id": "b", "name": "Birdie's Room"}, {"id": "k", "name": "Kitchen"}],
    "entities": [{"id": "light.k", "name": "Kitchen Ceiling Light", "area": "k"},
                 {"id": "light.b", "name": "Birdie's Ceiling Light", "area": "b"},
                 {"id": "light.n", "name": "Birdie's Night Light", "area": "k"}]})",
                 "h.json");
  ASSERT_TRUE(home.ok());
  const NameIndex index(*home);
  const auto ceilings = index.find("ceiling light").entities;
  ASSERT_EQ(ceilings.size(), 2U);
  EXPECT_EQ(ceilings[0].score, ceilings[1].score);
}

TEST(NameIndex, ANounInCommon_MakesNoNameSimilar) {
  const auto home = parse_home(R"({"entities": [{"id": "light.d", "name": "Dana's Lamp"}]})", "h.json");
  ASSERT_TRUE(home.ok());
  const NameIndex index(*home);
  EXPECT_TRUE(index.find("lava lamp").entities.empty());
  EXPECT_FALSE(index.find("dena's lamp").entities.empty());
  const auto coop = parse_home(R"({"entities": [{"id": "light.c", "name": "Heat Lamp"}]})", "h.json");
  ASSERT_TRUE(coop.ok());
  EXPECT_TRUE(NameIndex(*coop).find("heat pump").entities.empty());
}

TEST(NameIndex, RoomsAndFloors_AreFoundInBothLanguages) {
  const Home home = small_home();
  const NameIndex index(home);
  EXPECT_EQ(index.find_areas("주방에")[0].thing, 1);
  EXPECT_EQ(index.find_areas("the kitchen")[0].thing, 1);
  EXPECT_EQ(index.find_floors("위층에서")[0].thing, 0);
  EXPECT_TRUE(index.find_areas("garage").empty());
}

TEST(NameIndex, KindWords_AreKindsAndRoomsWithThem) {
  const Home home = small_home();
  const NameIndex index(home);
  EXPECT_EQ(index.kinds_of("lights")[0], Kind::light);
  EXPECT_EQ(index.kinds_of("에어컨을")[0], Kind::air_conditioner);
  const NameReading reading = index.find("kitchen lights");
  EXPECT_EQ(reading.area, 1);
  ASSERT_FALSE(reading.kinds.empty());
  EXPECT_EQ(reading.kinds[0], Kind::light);
  EXPECT_EQ(index.kind_rank(7, Kind::heater) < kWeaklyOfKind, true);  // a switch that says it heats
  EXPECT_EQ(index.kind_rank(4, Kind::light), kNotOfKind);
}

}  // namespace
}  // namespace ondol::home
