// Which of the things that were named a short answer means.
#include "home/choice.h"

#include <gtest/gtest.h>

#include "home/home.h"

namespace ondol::home {
namespace {

class Choice : public testing::Test {
 protected:
  std::optional<int32_t> chosen_of_all(std::string_view said) const {
    const View view{home, situation, memory, {}, Language::english, said};
    std::vector<int32_t> all;
    for (size_t i = 0; i < home.entities.size(); ++i) all.push_back(static_cast<int32_t>(i));
    return chosen(view, all, said);
  }

  Home home =
      *parse_home(R"({"areas": [{"id": "c", "name": "Mum and Dad's Cabin"}, {"id": "d", "name": "선실"}],
    "entities": [{"id": "light.m", "name": "Mum's Bedside Light", "area": "c", "state": "off"},
                 {"id": "light.d", "name": "Dad's Bedside Light", "area": "c", "state": "off"},
                 {"id": "light.s", "name": "Starboard Light", "aliases": ["우현등"], "area": "d", "state": "off"}]})",
                  "home.json");
  NameIndex index{home};
  Situation situation{home, index, kNowhere};
  Memory memory;
};

TEST_F(Choice, WordsOfOneName_MeanIt) {
  EXPECT_EQ(chosen_of_all("mum's"), 0);
  EXPECT_EQ(chosen_of_all("Dad's, please"), 1);
  EXPECT_EQ(chosen_of_all("the starboard one"), 2);
  EXPECT_EQ(chosen_of_all("우현등이요"), 2);
  EXPECT_EQ(chosen_of_all("선실 거"), 2);
}

TEST_F(Choice, AnOrdinal_CountsThem) {
  EXPECT_EQ(chosen_of_all("the second one"), 1);
  EXPECT_EQ(chosen_of_all("세 번째 거"), 2);
}

TEST_F(Choice, AnOrdinalOfSomethingElse_CountsNothing) {
  for (const char* said : {"the second floor one", "first floor", "두 번째 층 거", "the fourth"})
    EXPECT_EQ(chosen_of_all(said), std::nullopt) << said;
}

TEST_F(Choice, WhatIsNone_OrSeveral_MeansNothing) {
  for (const char* said : {"the bedside light", "the port one", "turn mum's light off", "yes", "", "one",
                           "the tenth", "mum and dad went to see the starboard light yesterday"})
    EXPECT_EQ(chosen_of_all(said), std::nullopt) << said;
}

}  // namespace
}  // namespace ondol::home
