// What servers say before the bytes, the right and the wrong of it.
#include "fetch/http_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ondol::fetch {
namespace {

using ::testing::HasSubstr;

HttpHead head_of(const std::string& headers) {
  HeadParser parser;
  const auto used = parser.add("HTTP/1.1 206 Partial Content\r\n" + headers + "\r\n");
  EXPECT_TRUE(used.ok() && parser.complete());
  return parser.head();
}

TEST(HeadParser, InPiecesOfAnySize_TheSame) {
  const std::string text =
      "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/2 200 \r\nETag:  \"a:b\" \r\nX-Y:\r\n\r\nbody\r\n\r\n";
  for (size_t piece = 1; piece <= text.size(); ++piece) {
    HeadParser parser;
    std::string body;
    for (size_t at = 0; at < text.size(); at += piece) {
      std::string_view bytes = std::string_view(text).substr(at, piece);
      const auto used = parser.add(bytes);
      ASSERT_TRUE(used.ok()) << used.error().message;
      body += bytes.substr(*used);
    }
    ASSERT_TRUE(parser.complete());
    EXPECT_EQ(parser.head().status, 200);
    ASSERT_NE(parser.head().find("etag"), nullptr);
    EXPECT_EQ(*parser.head().find("etag"), "\"a:b\"");
    EXPECT_EQ(*parser.head().find("x-y"), "");
    EXPECT_EQ(parser.head().find("link"), nullptr);
    EXPECT_EQ(body, "body\r\n\r\n");
  }
}

TEST(HeadParser, NotHttp_Refused) {
  for (const char* text : {"<html>\n", "HTTP/1.1\n", "HTTP/1.1 abc\n", "HTTP/1.1 999 x\n",
                           "HTTP/1.1 200 OK\nno colon\n", "HTTP/1.1 200 OK\n: x\n"}) {
    HeadParser parser;
    const auto used = parser.add(text);
    ASSERT_FALSE(used.ok()) << text;
    EXPECT_THAT(used.error().message, HasSubstr("the server's answer"));
  }
}

TEST(HeadParser, EndlessHeaders_Refused) {
  HeadParser parser;
  ASSERT_TRUE(parser.add("HTTP/1.1 200 OK\r\n").ok());
  bool refused = false;
  for (int i = 0; i < 10000 && !refused; ++i)
    refused = !parser.add("X: " + std::string(100, 'x') + "\r\n").ok();
  EXPECT_TRUE(refused);
}

TEST(HeadParser, ControlCharactersInAValue_Dropped) {
  // It comes back in a line of curl's configuration.
  EXPECT_EQ(*head_of("ETag: \"a\rurl = b\"\r\n").find("etag"), "\"aurl = b\"");
}

TEST(ContentRange, OnlyWhatMakesSense) {
  const auto range = content_range(head_of("Content-Range: bytes 5-9/20\r\n"));
  ASSERT_TRUE(range.ok());
  EXPECT_EQ(range->first, 5U);
  EXPECT_EQ(range->last, 9U);
  EXPECT_EQ(range->total, 20U);
  for (const char* value : {"bytes 9-5/20", "bytes 5-20/20", "bytes 5-9/*", "bytes */20", "bytes -9/20",
                            "5-9/20", "bytes 5-9", "bytes 5-9/99999999999999999999", "bytes 5/20-9", ""})
    EXPECT_FALSE(content_range(head_of(std::string("Content-Range: ") + value + "\r\n")).ok()) << value;
  EXPECT_FALSE(content_range(head_of("")).ok());
}

TEST(ContentLength, Number_OrAbsent_OrRefused) {
  EXPECT_EQ(**content_length(head_of("Content-Length: 42\r\n")), 42U);
  EXPECT_FALSE(content_length(head_of(""))->has_value());
  EXPECT_FALSE(content_length(head_of("Content-Length: -1\r\n")).ok());
  EXPECT_FALSE(content_length(head_of("Content-Length: 1e9\r\n")).ok());
}

TEST(RetryAfter, SecondsOrDate) {
  EXPECT_EQ(retry_after_s(head_of("Retry-After: 7\r\n"), 0), 7);
  EXPECT_EQ(retry_after_s(head_of("Retry-After: Thu, 01 Jan 1970 00:01:00 GMT\r\n"), 40), 20);
  EXPECT_EQ(retry_after_s(head_of("Retry-After: Thu, 01 Jan 1970 00:01:00 GMT\r\n"), 100), 0);
  EXPECT_EQ(retry_after_s(head_of("Retry-After: soon\r\n"), 0), std::nullopt);
  EXPECT_EQ(retry_after_s(head_of("Retry-After: -5\r\n"), 0), std::nullopt);
  EXPECT_EQ(retry_after_s(head_of(""), 0), std::nullopt);
}

TEST(Validator, StrongTag_ElseDate_ElseNone) {
  const std::string date = "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
  EXPECT_EQ(validator_of(head_of("ETag: \"x\"\r\n" + date)), "\"x\"");
  EXPECT_EQ(validator_of(head_of("ETag: W/\"x\"\r\n" + date)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(validator_of(head_of("ETag: W/\"x\"\r\n")), "");
  EXPECT_EQ(validator_of(head_of("Last-Modified: yesterday\r\n")), "");
}

TEST(LinkedSha256, OnlyWhereItIsOne) {
  const std::string hash(64, 'a');
  EXPECT_EQ(linked_sha256(head_of("X-Linked-ETag: \"" + hash + "\"\r\n")), hash);
  EXPECT_EQ(linked_sha256(head_of("X-Linked-ETag: " + hash + "\r\n")), hash);
  EXPECT_EQ(linked_sha256(head_of("X-Linked-ETag: \"" + std::string(40, 'a') + "\"\r\n")), "");
  EXPECT_EQ(linked_sha256(head_of("ETag: \"" + hash + "\"\r\n")), "");
}

}  // namespace
}  // namespace ondol::fetch
