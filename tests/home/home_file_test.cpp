#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "home/assistant.h"
#include "home/home.h"

namespace ondol::home {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string error_of(std::string_view text, const std::string& path = "h.json") {
  const auto home = parse_home(text, path);
  EXPECT_FALSE(home.ok()) << text;
  const std::string message = home.ok() ? "" : home.error().message;
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  return message;
}

TEST(HomeFile, DemoHome_IsWhole) {
  const Home& home = demo_home();
  EXPECT_GE(home.entities.size(), 50U);
  EXPECT_EQ(home.entities[static_cast<size_t>(home.find_entity("light.kitchen_main"))].area,
            home.find_area("kitchen"));
  EXPECT_EQ(home.area_of_device("kitchen_display"), home.find_area("kitchen"));
  EXPECT_EQ(home.temperature_unit_or_guess(), "°C");
}

TEST(HomeFile, Smallest_IsRead) {
  const auto home = parse_home("{}", "h.json");
  ASSERT_TRUE(home.ok());
  EXPECT_TRUE(home->entities.empty());
  EXPECT_EQ(home->language, "en");
}

TEST(HomeFile, EntityWithoutArea_TakesItsDevices) {
  const auto home =
      parse_home(R"({"areas": [{"id": "a", "name": "A"}], "devices": [{"id": "d", "name": "D", "area": "a"}],
    "entities": [{"id": "light.x", "name": "X", "device": "d", "state": "on"}]})",
                 "h.json");
  ASSERT_TRUE(home.ok()) << home.error().message;
  EXPECT_EQ(home->entities[0].area, 0);
}

TEST(HomeFile, WrongOnes_NameFileLineFieldAndWhatWasExpected) {
  const struct {
    const char *text, *message;
  } cases[] = {
      {"", "h.json:1: expected JSON"},
      {"[]", "h.json:1: expected an object, got an array"},
      {"{\"areas\": 3}", "h.json:1: areas: expected an array, got a number"},
      {"{\n\"area\": []}", "h.json:1: unknown key \"area\"; did you mean areas?"},
      {"{\"language\": \"fr\"}", "language: expected \"en\" or \"ko\", got \"fr\""},
      {"{\"temperature_unit\": \"K\"}", "temperature_unit: expected \"°C\" or \"°F\""},
      {"{\"areas\": [\n{\"id\": \"a\"}]}", "h.json:2: areas[0]: expected \"name\", a string; it is missing"},
      {"{\"areas\": [\n{\"id\": \"a\", \"name\": \"A\"},\n{\"id\": \"a\", \"name\": \"B\"}]}",
       "h.json:3: areas[1].id: the id \"a\" is already that of areas[0]"},
      {"{\"floors\": [{\"id\": \"up\", \"name\": \"Up\"}], \"areas\": [\n{\"id\": \"a\", \"name\": \"A\", "
       "\"floor\": \"upp\"}]}",
       "h.json:2: areas[0].floor: \"upp\" is no id of floors; did you mean up?"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": \"A\", \"area\": \"k\"}]}",
       "entities[0].area: \"k\" is no id of areas, and there are none"},
      {"{\"devices\": [{\"id\": \"d\", \"name\": \"D\"}],\n\"entities\": [{\"id\": \"light.a\", \"name\": "
       "\"A\", \"device\": \"e\"}]}",
       "h.json:2: entities[0].device: \"e\" is no id of devices"},
      {"{\"entities\": [{\"id\": \"lamp\", \"name\": \"A\"}]}",
       "entities[0].id: expected DOMAIN.NAME, such as light.kitchen, got \"lamp\""},
      {"{\"entities\": [{\"id\": \"light.\", \"name\": \"A\"}]}", "expected DOMAIN.NAME"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": 5}]}",
       "entities[0].name: expected a string, got a number"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": \"A\\u0007\"}]}",
       "entities[0].name: expected text without control characters"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": \"A\", \"state\": []}]}",
       "entities[0].state: expected a string or a number, got an array"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": \"A\", \"attributes\": []}]}",
       "entities[0].attributes: expected an object"},
      {"{\"entities\": [{\"id\": \"todo.a\", \"name\": \"A\", \"attributes\": {\"items\": [{\"summary\": "
       "\"\\u001b[2J\"}]}}]}",
       "entities[0].attributes.items: expected text without control characters"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": \"A\", \"aliases\": \"b\"}]}",
       "entities[0].aliases: expected an array, got a string"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": \"A\", \"stat\": \"on\"}]}",
       "entities[0]: unknown key \"stat\"; did you mean state?"},
      {"{\"entities\": [{\"id\": \"light.a\", \"name\": \"A\"}\n", "h.json:2: expected JSON"},
      {"{\"language\": \"\xff\"}", "h.json:1: expected UTF-8"},
      {"{\"floors\": 1e999}", "h.json:1: expected JSON, got a number that cannot be read"},
  };
  for (const auto& c : cases)
    EXPECT_THAT(error_of(c.text), AllOf(StartsWith("h.json"), HasSubstr(c.message))) << c.text;
}

TEST(HomeFile, DeepBrackets_AreRefused) {
  EXPECT_THAT(error_of(std::string(100000, '[')), HasSubstr("at most 64 levels"));
}

TEST(HomeFile, LongUnknownKey_IsShownShort) {
  const std::string message = error_of("{\"" + std::string(100000, 'k') + "\": 1}");
  EXPECT_LT(message.size(), 400U);
}

TEST(HomeFile, Toml_IsNotRead) { EXPECT_THAT(error_of("", "h.toml"), HasSubstr("JSON or YAML")); }

TEST(HomeFile, Yaml_IsReadLikeJson) {
  const auto home = parse_home(
      "language: ko\nareas:\n  - {id: k, name: 주방}\nentities:\n  - id: light.a\n    name: 주방 불\n    "
      "area: k\n"
      "    state: off\n    attributes: {brightness: 0}\n",
      "h.yaml");
  if (!home.ok() && home.error().code == ErrorCode::unsupported) GTEST_SKIP() << "built without libyaml";
  ASSERT_TRUE(home.ok()) << home.error().message;
  EXPECT_EQ(home->entities[0].state, "off");  // not the boolean of YAML 1.1
  EXPECT_EQ(home->entities[0].attributes["brightness"], 0);
  EXPECT_THAT(error_of("areas:\n  - id: k\n    nam: x\n", "h.yaml"),
              HasSubstr("h.yaml:2: areas[0]: unknown key \"nam\"; did you mean name?"));
  EXPECT_THAT(error_of("a: &x 1\nb: *x\n", "h.yaml"), HasSubstr("aliases"));
  EXPECT_THAT(error_of("areas: [\n", "h.yaml"), HasSubstr("h.yaml:"));
  EXPECT_THAT(error_of("areas: []\nareas: []\n", "h.yaml"), HasSubstr("stands here twice"));
}

TEST(HomeFile, TwoThousandEntities_AreReadAndFound) {
  std::string text = "{\"areas\": [";
  for (int i = 0; i < 100; ++i)
    text += (i > 0 ? "," : "") + ("{\"id\": \"a" + std::to_string(i)) + "\", \"name\": \"Room " +
            std::to_string(i) + "\"}";
  text += "], \"entities\": [";
  for (int i = 0; i < 2500; ++i)
    text += (i > 0 ? "," : "") + ("{\"id\": \"light.l" + std::to_string(i)) + "\", \"name\": \"Lamp " +
            std::to_string(i) + "\", \"area\": \"a" + std::to_string(i % 100) + "\", \"state\": \"off\"}";
  const auto home = parse_home(text + "]}", "h.json");
  ASSERT_TRUE(home.ok()) << home.error().message;
  Assistant assistant(*home, "", std::nullopt);
  const Outcome one = assistant.handle(
      "turn on lamp 1234",
      std::vector{Frame{.intent = Intent::turn_on, .spans = {{SpanRole::name, "lamp 1234"}}}});
  EXPECT_EQ(one.changes.dump(), R"({"light.l1234":{"state":"on"}})");
  const Outcome many = assistant.handle(
      "room 7", std::vector{Frame{
                    .intent = Intent::turn_on, .kind = Kind::light, .spans = {{SpanRole::area, "room 7"}}}});
  EXPECT_EQ(many.changes.size(), 25U);
}

}  // namespace
}  // namespace ondol::home
