// Values of options: the whole word, finite, in range; and words that begin with a dash.
#include "cli/options.h"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>

namespace ondol::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseInt_Number, IsTheWholeWord) {
  EXPECT_EQ(*parse_int("42", 0, 100), 42);
  EXPECT_EQ(*parse_int("-3", -5, 5), -3);
  EXPECT_EQ(*parse_int("9223372036854775807", 0, INT64_MAX), INT64_MAX);
  for (const char* word : {"", " 4", "4 ", "4x", "0x4", "+4", "4.0", "1e1", "9223372036854775808", "-"})
    EXPECT_FALSE(parse_int(word, -100, INT64_MAX).ok()) << word;
}

TEST(ParseInt_OutOfRange, NamesRangeAndWord) {
  const auto value = parse_int("513", 1, 512);
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.error().message, "expected a whole number from 1 to 512, got \"513\"");
}

TEST(ParseReal_Number, IsFiniteAndTheWholeWord) {
  EXPECT_DOUBLE_EQ(*parse_real("0.8", 0, 1), 0.8);
  EXPECT_DOUBLE_EQ(*parse_real("1e-2", 0, 1), 0.01);
  for (const char* word : {"", "nan", "inf", "-inf", "0x1p0", "0.5f", " 0.5", "1e999", "1.0001"})
    EXPECT_FALSE(parse_real(word, 0, 1).ok()) << word;
}

class Joining : public testing::Test {
 protected:
  Joining() {
    add_text(app_, "MODEL", model_, "MODEL", "");
    add_text(app_, "-p,--prompt", prompt_, "TEXT", "");
    add_flag(app_, "--json", json_, "");
  }
  CLI::App app_;
  std::string model_, prompt_;
  bool json_ = false;
};

TEST_F(Joining, DashedValue_BelongsToItsOption) {
  EXPECT_THAT(join_dashed_values(app_, {"-p", "-5", "m"}), ElementsAre("--prompt=-5", "m"));
  EXPECT_THAT(join_dashed_values(app_, {"--prompt", "--json"}), ElementsAre("--prompt=--json"));
}

TEST_F(Joining, OtherWords_StayAsTheyAre) {
  EXPECT_THAT(join_dashed_values(app_, {"m", "-p", "x", "--json"}), ElementsAre("m", "-p", "x", "--json"));
  EXPECT_THAT(join_dashed_values(app_, {"--json", "-p"}), ElementsAre("--json", "-p"));
}

TEST_F(Joining, AfterTwoDashes_NothingIsJoined) {
  EXPECT_THAT(join_dashed_values(app_, {"--", "-p", "-5"}), ElementsAre("--", "-p", "-5"));
}

TEST_F(Joining, AnyText_ArrivesUnchanged) {
  for (const std::string text : {"- milk", "-", "--", "a=b", "[x,y]", "\n", "-p=3", "%%", "{}", ""}) {
    prompt_ = "unset";
    auto args = join_dashed_values(app_, {"-p", text});
    app_.parse(std::vector<std::string>(args.rbegin(), args.rend()));
    EXPECT_EQ(prompt_, text);
  }
}

TEST(AddSize_Words, AreBinaryAndAtLeastAMegabyte) {
  const auto parsed = [](const std::string& word) {
    CLI::App app;
    std::optional<uint64_t> size;
    add_size(app, "--memory", size, "");
    app.parse(std::vector<std::string>{"--memory=" + word});
    return *size;
  };
  EXPECT_EQ(parsed("64M"), 64u << 20);
  EXPECT_EQ(parsed("1.5G"), 3u << 29);
  EXPECT_THROW(parsed("300"), CLI::ValidationError);
}

}  // namespace
}  // namespace ondol::cli
