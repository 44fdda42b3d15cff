// The project's own grammars: every sample is sound, both parts are there, and the same seed says the same.
#include "home/generate/generate.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "home/generate/sample_check.h"

namespace ondol::home {
namespace {

constexpr uint64_t kNumSamples = 10000;

std::string folder_of(Language language) {
  return std::string(ONDOL_SOURCE_DIR) + "/models/home/grammar/" +
         (language == Language::korean ? "ko" : "en");
}

class OwnGrammar : public ::testing::TestWithParam<Language> {};

TEST_P(OwnGrammar, RandomSamples_AreSound) {
  const auto grammar = Grammar::load(folder_of(GetParam()));
  ASSERT_TRUE(grammar.ok()) << grammar.error().message;
  for (const bool noise : {false, true}) {
    const auto generator = Generator::create(*grammar, {.language = GetParam(), .seed = 11, .noise = noise});
    ASSERT_TRUE(generator.ok()) << generator.error().message;
    std::set<std::string> texts;
    std::map<Intent, int> intents;
    for (uint64_t i = 0; i < kNumSamples; ++i) {
      const Sample sample = (*generator)->sample(i);
      ASSERT_EQ(testing::what_is_wrong(sample), "") << sample_line(sample);
      texts.insert(sample.text);
      for (const SampleClause& clause : sample.clauses) ++intents[clause.labels.intent];
    }
    EXPECT_GT(texts.size(), kNumSamples / 2);
    EXPECT_GT(intents.size(), 30U);
  }
}

TEST_P(OwnGrammar, Parts_ShareNoTemplate) {
  const auto grammar = Grammar::load(folder_of(GetParam()));
  ASSERT_TRUE(grammar.ok()) << grammar.error().message;
  const auto train = grammar->for_part(Part::train), dev = grammar->for_part(Part::dev);
  ASSERT_TRUE(train.ok() && dev.ok());
  std::set<std::string> trained;
  for (const Template& each : train->templates()) trained.insert(each.source);
  for (const Template& each : dev->templates()) EXPECT_FALSE(trained.contains(each.source)) << each.source;
  EXPECT_EQ(train->templates().size() + dev->templates().size(), grammar->templates().size());
  EXPECT_GT(dev->templates().size() * 30, grammar->templates().size());
}

TEST_P(OwnGrammar, SameSeed_SaysTheSame) {
  const auto grammar = Grammar::load(folder_of(GetParam()));
  ASSERT_TRUE(grammar.ok()) << grammar.error().message;
  const auto one = Generator::create(*grammar, {.language = GetParam(), .seed = 5});
  const auto again = Generator::create(*grammar, {.language = GetParam(), .seed = 5});
  const auto other = Generator::create(*grammar, {.language = GetParam(), .seed = 6});
  int n_same_with_other_seed = 0;
  for (uint64_t i = 100; i-- > 0;) {  // in another order, too
    const std::string line = sample_line((*again)->sample(i));
    EXPECT_EQ(sample_line((*one)->sample(i)), line);
    n_same_with_other_seed += sample_line((*other)->sample(i)) == line;
  }
  EXPECT_LT(n_same_with_other_seed, 10);
}

INSTANTIATE_TEST_SUITE_P(Languages, OwnGrammar, ::testing::Values(Language::english, Language::korean),
                         [](const auto& info) { return info.param == Language::korean ? "ko" : "en"; });

}  // namespace
}  // namespace ondol::home
