// Small pieces of what commands print and count.
#include <gmock/gmock.h>

#include "cli/conversation.h"
#include "cli/help.h"
#include "cli/perplexity.h"
#include "cli/process_info.h"
#include "cli/progress.h"

namespace ondol::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Wrapped_Paragraphs, StayApartAndInsideTheWidth) {
  EXPECT_EQ(wrapped("one two three", 2, 9), "  one two\n  three\n");
  EXPECT_EQ(wrapped("one\n\ntwo", 0), "one\n\ntwo\n");
  EXPECT_EQ(wrapped("averyveryverylongword x", 0, 8), "averyveryverylongword\nx\n");
}

TEST(ProgressLine_Halfway, ShowsShareAndTimeLeft) {
  EXPECT_EQ(progress_line("work", 50, 100, 10, 80), "work [###############               ]  50 %, 10 s left");
  EXPECT_THAT(progress_line("work", 0, 100, 0, 80), HasSubstr("  0 %"));
  EXPECT_THAT(progress_line("work", 7, 0, 0, 80), HasSubstr("  0 %"));
  EXPECT_THAT(progress_line("work", 200, 100, 0, 80), HasSubstr("100 %"));
}

TEST(ProgressLine_NarrowTerminal, NeverReachesTheLastColumn) {
  for (size_t width = 1; width < 60; ++width)
    EXPECT_LT(progress_line("a label", 1, 3, 5, width).size(), width) << width;
}

TEST(PerplexityChunks_Text, IsCutAndTheRestLeftOut) {
  const std::vector<TokenId> tokens{1, 2, 3, 4, 5, 6, 7};
  EXPECT_THAT(*perplexity_chunks(tokens, 3, 0, -1), ElementsAre(ElementsAre(1, 2, 3), ElementsAre(4, 5, 6)));
  EXPECT_THAT(*perplexity_chunks(tokens, 3, 1, -1), ElementsAre(ElementsAre(1, 2, 3)));
  EXPECT_THAT(*perplexity_chunks(tokens, 3, 0, 9), ElementsAre(ElementsAre(9, 2, 3), ElementsAre(9, 5, 6)));
  EXPECT_FALSE(perplexity_chunks(tokens, 8, 0, -1).ok());
}

TEST(ValidUtf8_BrokenBytes, BecomeReplacementCharacters) {
  EXPECT_EQ(valid_utf8("온돌"), "온돌");
  EXPECT_EQ(valid_utf8("a\xff\x62"), "a\xEF\xBF\xBD\x62");
  EXPECT_EQ(valid_utf8("\xEC\x98"), "\xEF\xBF\xBD");
}

TEST(PeakRss_AfterTouchingMemory, CoversIt) {
  const size_t n_bytes = 64 << 20;
  const std::vector<char> touched(n_bytes, 1);
  EXPECT_GE(peak_rss_bytes(), n_bytes);
  EXPECT_EQ(touched[n_bytes - 1], 1);
}

}  // namespace
}  // namespace ondol::cli
