// The scorer on spans made by hand. (On random sentences it was compared with seqeval: docs/decisions/0013.)
#include "cli/intent_score.h"

#include <gtest/gtest.h>

namespace ondol::cli {
namespace {

TEST(IntentScore, Slots_AreRightOnlyWhole) {
  IntentScore score;
  score.add_slots({{"time", 0, 7}, {"date", 11, 17}}, {{"time", 0, 7}, {"date", 11, 17}});
  score.add_slots({{"time", 0, 7}}, {{"time", 0, 4}});  // shorter
  score.add_slots({{"time", 0, 7}}, {{"date", 0, 7}});  // another name
  score.add_slots({}, {{"place", 3, 8}});               // not there
  score.add_slots({{"place", 3, 8}}, {});               // missed
  EXPECT_EQ(score.n_gold, 5);
  EXPECT_EQ(score.n_predicted, 5);
  EXPECT_EQ(score.n_right, 2);
  EXPECT_DOUBLE_EQ(score.precision(), 0.4);
  EXPECT_DOUBLE_EQ(score.recall(), 0.4);
  EXPECT_DOUBLE_EQ(score.f1(), 0.4);
}

TEST(IntentScore, Uneven_F1IsTheHarmonicMean) {
  IntentScore score;
  score.add_slots({{"a", 0, 1}, {"a", 2, 3}, {"b", 4, 5}}, {{"a", 0, 1}});
  EXPECT_DOUBLE_EQ(score.precision(), 1.0);
  EXPECT_DOUBLE_EQ(score.recall(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(score.f1(), 0.5);
}

TEST(IntentScore, Nothing_IsNoDivisionByZero) {
  const IntentScore score;
  EXPECT_EQ(score.f1(), 0);
  EXPECT_EQ(score.intent_accuracy(), 0);
}

TEST(IntentScore, Intents_AreCounted) {
  IntentScore score;
  score.add_intent("a", "a");
  score.add_intent("a", "b");
  score.add_whole(true);
  score.add_whole(false);
  score.add_whole(false);
  EXPECT_DOUBLE_EQ(score.intent_accuracy(), 0.5);
  EXPECT_DOUBLE_EQ(score.exact_match(), 1.0 / 3);
}

}  // namespace
}  // namespace ondol::cli
