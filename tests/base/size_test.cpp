#include "base/size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ondol {
namespace {

TEST(ParseSize, BinarySuffixes_AreAccepted) {
  EXPECT_EQ(*parse_size("0"), 0U);
  EXPECT_EQ(*parse_size("4096"), 4096U);
  EXPECT_EQ(*parse_size("64M"), 64ULL << 20);
  EXPECT_EQ(*parse_size("64m"), 64ULL << 20);
  EXPECT_EQ(*parse_size("1.5G"), 3ULL << 29);
  EXPECT_EQ(*parse_size("300MiB"), 300ULL << 20);
  EXPECT_EQ(*parse_size("2 GiB"), 2ULL << 30);
  EXPECT_EQ(*parse_size("8kb"), 8192U);
  EXPECT_EQ(*parse_size("12B"), 12U);
  EXPECT_EQ(*parse_size("0.25T"), 1ULL << 38);
  EXPECT_EQ(*parse_size("0.1K"), 102U);  // 102.4 bytes, downwards
}

TEST(ParseSize, NotASize_ErrorNamesTheText) {
  for (const char* text : {"",
                           "M",
                           "-1",
                           "-5M",
                           "+5",
                           "1.M",
                           ".5G",
                           "1.5",
                           "1,5G",
                           "5X",
                           "64MM",
                           "64 M B",
                           "1e9",
                           "nan",
                           "inf",
                           "0x10",
                           "99999999999999999999",
                           "99999999T",
                           "1.1234567890G",
                           "5 ",
                           " 5"}) {
    const auto got = parse_size(text);
    ASSERT_FALSE(got.ok()) << text;
    EXPECT_EQ(got.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(got.error().message, ::testing::HasSubstr("\"" + std::string(text) + "\""));
  }
}

TEST(FormatBytes, Sizes_HaveThreeDigits) {
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(1023), "1023 B");
  EXPECT_EQ(format_bytes(1536), "1.50 KiB");
  EXPECT_EQ(format_bytes(98'900'000), "94.3 MiB");
  EXPECT_EQ(format_bytes(999ULL << 20), "999 MiB");
  EXPECT_EQ(format_bytes(1023ULL << 20), "1.00 GiB");
  EXPECT_EQ(format_bytes(UINT64_MAX), "16.0 EiB");
}

}  // namespace
}  // namespace ondol
