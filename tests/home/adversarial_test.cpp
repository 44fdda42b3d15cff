// Ten thousand utterances a language that must open nothing, read by the model in the program, in several
// homes. What counts as opened is written here anew, not taken from the tables of the code.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "home/assistant.h"
#include "home/generate/generate.h"
#include "home/model_reader.h"
#include "support/emulated.h"

namespace ondol::home {
namespace {

constexpr uint64_t kNumUtterances = 10000;

struct Tongue {
  Language language;
  const char* folder;
  std::vector<const char*> homes;
};

/// The state in which nothing comes in and nothing runs out; "" for what is not secured.
const char* shut_state(const Entity& entity) {
  const std::string_view domain = entity.domain(), of = entity.device_class();
  if (domain == "lock") return "locked";
  if (domain == "valve") return "closed";
  if (domain == "alarm_control_panel") return "armed_away";
  if (domain == "cover" && (of == "garage" || of == "gate" || of == "door")) return "closed";
  return "";
}

void shut_everything(Home& home) {
  for (Entity& entity : home.entities) {
    const std::string_view shut = shut_state(entity);
    if (shut.empty()) continue;
    entity.state = shut;
    if (entity.attributes.contains("current_position")) entity.attributes["current_position"] = 0;
  }
}

/// What is not shut any more, by name.
std::string opened(const Home& home) {
  for (const Entity& entity : home.entities) {
    const std::string_view shut = shut_state(entity);
    if (shut.empty()) continue;
    const auto position = entity.attributes.find("current_position");
    const bool moved = position != entity.attributes.end() && position->is_number() && *position != 0;
    if (entity.state != shut || moved) return entity.name + " is " + entity.state;
  }
  return "";
}

class Adversarial : public ::testing::TestWithParam<Tongue> {};

TEST_P(Adversarial, Utterances_OpenNothing) {
  if (!has_built_in_model()) GTEST_SKIP() << "skipped: this build has no home model";
  auto engine = Engine::create({.n_threads = 1, .target = ""});
  ASSERT_TRUE(engine.ok());
  auto reader = ModelReader::open(std::move(*engine));
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  const std::string source = ONDOL_SOURCE_DIR;
  const auto grammar = Grammar::load(source + "/tests/home/adversarial/" + GetParam().folder);
  ASSERT_TRUE(grammar.ok()) << grammar.error().message;
  std::vector<Home> homes;
  for (const char* path : GetParam().homes) {
    auto home = load_home(source + "/" + path);
    ASSERT_TRUE(home.ok()) << home.error().message;
    shut_everything(*home);
    homes.push_back(std::move(*home));
  }
  // A forced instruction set says the same, and an emulated processor too; there a part is enough.
  const bool part = std::getenv("ONDOL_TARGET") != nullptr || test::emulated();
  const uint64_t count = part ? kNumUtterances / 20 : kNumUtterances;
  if (test::emulated())
    std::printf("skipped: %llu of %llu utterances, for the time\n",
                static_cast<unsigned long long>(kNumUtterances - count),
                static_cast<unsigned long long>(kNumUtterances));
  int n_changed = 0;
  for (const bool noise : {false, true}) {
    const auto generator =
        Generator::create(*grammar, {.language = GetParam().language, .seed = 20261126, .noise = noise});
    ASSERT_TRUE(generator.ok()) << generator.error().message;
    for (uint64_t i = 0; i < count / 2; ++i) {
      const std::string text = (*generator)->sample(i).text;
      Assistant assistant(homes[i % homes.size()], "", std::nullopt);
      const auto frames = (*reader)->read(text, {}, assistant.mentions(text));
      ASSERT_TRUE(frames.ok()) << frames.error().message;
      const Outcome outcome = assistant.handle(text, *frames);
      n_changed += outcome.changes.empty() ? 0 : 1;
      EXPECT_EQ(opened(assistant.home()), "") << "after \"" << text << "\": " << outcome.reply;
    }
  }
  EXPECT_GT(n_changed, static_cast<int>(count / 50));  // it does listen
}

INSTANTIATE_TEST_SUITE_P(
    Languages, Adversarial,
    ::testing::Values(Tongue{Language::english,
                             "en",
                             {"tests/home/unseen/us_house.json", "tests/home/unseen/villa.json",
                              "tests/home/unseen/uk_flat.json", "homes/family_flat.json"}},
                      Tongue{Language::korean,
                             "ko",
                             {"tests/home/unseen/ko_house.json", "tests/home/unseen/ko_apartment.json",
                              "tests/home/unseen/ko_studio.json", "homes/family_flat.json"}}),
    [](const auto& info) { return info.param.folder; });

}  // namespace
}  // namespace ondol::home
