// Utf8Stream and the decoder under it.
#include "text/utf8.h"

#include <gtest/gtest.h>

#include "text/tokenizer.h"

namespace ondol {
namespace {

const std::string kMixed = "안녕하세요 👩‍👩‍👧‍👦 café ½ 한글\n𐍈 끝";

TEST(Utf8Stream, CutAtEveryByte_KeepsTextAndWholeCharacters) {
  for (size_t cut = 0; cut <= kMixed.size(); ++cut) {
    Utf8Stream stream;
    const std::string first = stream.push(kMixed.substr(0, cut));
    EXPECT_TRUE(utf8::is_valid(first)) << "cut at " << cut;
    const std::string second = stream.push(kMixed.substr(cut));
    EXPECT_EQ(first + second + stream.finish(), kMixed) << "cut at " << cut;
  }
}

TEST(Utf8Stream, OneByteAtATime_KeepsTextAndWholeCharacters) {
  Utf8Stream stream;
  std::string out;
  for (char c : kMixed) {
    const std::string part = stream.push(std::string(1, c));
    EXPECT_TRUE(utf8::is_valid(part));
    out += part;
  }
  EXPECT_EQ(out + stream.finish(), kMixed);
}

TEST(Utf8Stream, CharacterNeverCompleted_ComesOutAsReplacementOnFinish) {
  Utf8Stream stream;
  EXPECT_EQ(stream.push("a\xED\x95"), "a");
  EXPECT_EQ(stream.finish(), "\uFFFD");
  EXPECT_EQ(stream.finish(), "");
}

TEST(Utf8Stream, BrokenBeginningFollowedByText_IsOneReplacement) {
  Utf8Stream stream;
  EXPECT_EQ(stream.push("\xED\x95"), "");
  EXPECT_EQ(stream.push("b"), "\uFFFDb");
}

TEST(Utf8Stream, BytesThatAreNeverUtf8_AreReplacedAtOnce) {
  Utf8Stream stream;
  EXPECT_EQ(stream.push("\xFF\xC0\x80x\xF5"), "\uFFFD\uFFFD\uFFFDx\uFFFD");
  EXPECT_EQ(stream.push("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate is no character";
  EXPECT_EQ(stream.push("\xF4\x90"), "\uFFFD\uFFFD") << "above U+10FFFF";
}

TEST(Utf8, DecodeAndAppend_AgreeOnEveryScalarValue) {
  std::string text;
  for (char32_t cp = 1; cp <= 0x10FFFF; ++cp) {
    if (cp >= 0xD800 && cp < 0xE000) continue;
    text.clear();
    utf8::append(text, cp);
    const utf8::Char c = utf8::decode(text, 0);
    ASSERT_TRUE(c.valid && c.cp == cp && c.len == text.size())
        << "U+" << std::hex << static_cast<uint32_t>(cp);
  }
}

TEST(Utf8, EveryTwoBytes_AreValidExactlyAsRfc3629Says) {
  for (int a = 0x80; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text = {static_cast<char>(a), static_cast<char>(b)};
      const bool two_byte_character = a >= 0xC2 && a <= 0xDF && (b & 0xC0) == 0x80;
      ASSERT_EQ(utf8::decode(text, 0).valid, two_byte_character) << a << " " << b;
    }
  }
}

}  // namespace
}  // namespace ondol
