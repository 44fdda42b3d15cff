#include "runtime/stop_matcher.h"

#include <gtest/gtest.h>

namespace ondol {
namespace {

// Feeds text in pieces of n bytes.
std::string feed(StopMatcher& matcher, const std::string& text, size_t n) {
  std::string out;
  for (size_t i = 0; i < text.size() && !matcher.stopped(); i += n) out += matcher.push(text.substr(i, n));
  return out;
}

TEST(StopMatcher_Push, CutsBeforeTheStopAtEverySplit) {
  for (size_t n = 1; n < 12; ++n) {
    StopMatcher matcher({"END", "\n\n"});
    EXPECT_EQ(feed(matcher, "one ENtwo ENDthree", n), "one ENtwo ") << n;
    EXPECT_TRUE(matcher.stopped());
    EXPECT_EQ(matcher.finish(), "");
  }
}

TEST(StopMatcher_Push, HoldsBackOnlyWhatMayBeAStop) {
  StopMatcher matcher({"abc"});
  EXPECT_EQ(matcher.push("xxab"), "xx");
  EXPECT_EQ(matcher.push("ab"), "ab");
  EXPECT_EQ(matcher.finish(), "ab");
}

TEST(StopMatcher_Push, TakesTheEarliestOfSeveral) {
  StopMatcher matcher({"world", "lo w"});
  EXPECT_EQ(matcher.push("hello world"), "hel");
}

TEST(StopMatcher_Push, WithoutStopsPassesEverything) {
  StopMatcher matcher({"", ""});
  EXPECT_EQ(matcher.push("abc"), "abc");
  EXPECT_FALSE(matcher.stopped());
}

}  // namespace
}  // namespace ondol
