// What a checked TOML table gives back and refuses; the readers that use it have their own lists of messages.
#include "base/toml_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ondol {
namespace {

TomlTable table_of(const std::string& text) {
  auto table = TomlTable::parse(text, "f.toml");
  EXPECT_TRUE(table.ok()) << table.error().message;
  return std::move(*table);
}

TEST(TomlTable, EachKind_IsReadAsWhatWasAskedFor) {
  const TomlTable root = table_of(
      "a = \"x\"\nb = 3\nc = 1.5\nd = true\ne = [\"y\", \"z\"]\nf = \"two\"\n[g]\nh = 7\n[[i]]\nj = "
      "1\n[[i]]\nj = 2\n");
  constexpr const char* words[] = {"one", "two"};
  EXPECT_EQ(root.text("a").value(), "x");
  EXPECT_EQ(root.integer("b", 0, 3).value(), 3);
  EXPECT_EQ(root.number("b", 0, 3).value(), 3);
  EXPECT_EQ(root.number("c", 0, 3).value(), 1.5);
  EXPECT_TRUE(root.boolean("d").value());
  EXPECT_THAT(root.texts("e").value(), testing::ElementsAre("y", "z"));
  EXPECT_EQ(root.word("f", words).value(), 1U);
  EXPECT_EQ(root.table("g").value().integer("h", 0, 9).value(), 7);
  ASSERT_EQ(root.tables("i").value().size(), 2U);
  EXPECT_EQ(root.tables("i").value()[1].integer("j", 0, 9).value(), 2);
  EXPECT_TRUE(root.has("a"));
  EXPECT_FALSE(root.has("h"));
}

TEST(TomlTable, InnerTable_OutlivesTheOneItCameFrom) {
  Result<TomlTable> inner = table_of("[a]\nb = 5\n").table("a");
  ASSERT_TRUE(inner.ok());
  EXPECT_EQ(inner->integer("b", 0, 9).value(), 5);
}

TEST(TomlTable, WrongKindOrBound_NamesTheLine) {
  const TomlTable root = table_of("a = 1\n\nb = \"\"\nc = [1]\nd = {}\ne = nan\n[f]\n");
  EXPECT_EQ(root.text("a").error().message, "f.toml:1: a: expected a string that is not empty, got 1");
  EXPECT_EQ(root.text("b").error().message, "f.toml:3: b: expected a string that is not empty, got \"\"");
  EXPECT_EQ(root.integer("a", 2, 3).error().message, "f.toml:1: a: expected an integer from 2 to 3, got 1");
  EXPECT_EQ(root.texts("c").error().message,
            "f.toml:4: c: expected a list of strings that are not empty, got a list");
  EXPECT_EQ(root.tables("c").error().message, "f.toml:4: c: expected a list of sections, got a list");
  EXPECT_EQ(root.number("e", 0, 1e7).error().message,
            "f.toml:6: e: expected a number from 0 to 10000000, got nan");
  EXPECT_EQ(root.table("f")->text("g").error().message,
            "f.toml:7: f.g: expected a string that is not empty, got nothing");
  EXPECT_TRUE(root.table("d").ok());
}

TEST(TomlTable, UnknownKey_IsRefusedWithTheNearestOrTheList) {
  const TomlTable root = table_of("length = 1\n\"wid.th\" = 2\n");
  EXPECT_TRUE(root.allow({"length", "wid.th"}).ok());
  EXPECT_EQ(root.allow({"length"}).error().message, "f.toml:2: wid.th: unknown key, expected one of length");
  EXPECT_EQ(root.allow({"wid.th", "lenght"}).error().message,
            "f.toml:1: length: unknown key; did you mean lenght?");
}

TEST(TomlTable, NoToml_IsRefusedInOneLine) {
  const auto table = TomlTable::parse("a = \n", "f.toml");
  ASSERT_FALSE(table.ok());
  EXPECT_THAT(table.error().message, testing::StartsWith("f.toml:1: expected TOML: "));
}

TEST(PlainNumber, WholeOnes_HaveNoExponent) {
  EXPECT_EQ(plain_number(1e7), "10000000");
  EXPECT_EQ(plain_number(-3), "-3");
  EXPECT_EQ(plain_number(0.001), "0.001");
  EXPECT_EQ(plain_number(1e300), "1e+300");
}

}  // namespace
}  // namespace ondol
