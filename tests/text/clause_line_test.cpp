// Lines of annotated clauses: what is read, and how wrong ones are refused.
#include "text/clause_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ondol {
namespace {

using testing::HasSubstr;

Result<AnnotatedClauses> read(const std::string& text) {
  Result<AnnotatedClauses> out = Error{ErrorCode::not_found, "no line"};
  const Status status = for_each_json_line(text, "c.jsonl", [&](const JsonLine& line) -> Status {
    out = read_clause_line(line);
    return {};
  });
  if (!status.ok()) return status.error();
  return out;
}

TEST(ClauseLine, ClausesLabelsAndSpans_AreRead) {
  const auto line =
      read(R"({"text": "a lamp on", "clauses": [{"begin": 0, "labels": {"intent": "x", "kind": "y"},)"
           R"( "spans": [["name", 2, 6]]}, {"begin": 7}]})");
  ASSERT_TRUE(line.ok()) << line.error().message;
  EXPECT_EQ(line->text, "a lamp on");
  ASSERT_EQ(line->clauses.size(), 2U);
  const AnnotatedClause& first = line->clauses[0];
  ASSERT_EQ(first.labels.size(), 2U);
  EXPECT_EQ(first.labels[1], std::pair(std::string("kind"), std::string("y")));
  ASSERT_EQ(first.spans.size(), 1U);
  EXPECT_EQ(first.spans[0].role, "name");
  EXPECT_EQ(line->text.substr(first.spans[0].begin, first.spans[0].end - first.spans[0].begin), "lamp");
  EXPECT_EQ(line->clauses[1].begin, 7U);
  EXPECT_TRUE(line->clauses[1].labels.empty());
}

TEST(ClauseLine, WrongOnes_NameLineFieldAndWhatWasExpected) {
  const auto error = [](const std::string& clauses) {
    const auto line = read(R"({"text": "abc", "clauses": )" + clauses + "}");
    return line.ok() ? "" : line.error().message;
  };
  EXPECT_THAT(read(R"({"clauses": []})").error().message, HasSubstr("c.jsonl:1: text"));
  EXPECT_THAT(read(R"({"text": "a"})").error().message, HasSubstr("clauses: expected a list of clauses"));
  EXPECT_THAT(error("[]"), HasSubstr("expected the first to begin at 0"));
  EXPECT_THAT(error(R"([{"begin": 1}])"), HasSubstr("expected the first to begin at 0"));
  EXPECT_THAT(error(R"([{"begin": 0}, {"begin": 0}])"), HasSubstr("behind the one before"));
  EXPECT_THAT(error(R"([{}])"), HasSubstr("objects with \"begin\""));
  EXPECT_THAT(error(R"([{"begin": 4}])"), HasSubstr("expected a byte of the text"));
  EXPECT_THAT(error(R"([{"begin": 0, "labels": []}])"), HasSubstr("labels: expected an object"));
  EXPECT_THAT(error(R"([{"begin": 0, "labels": {"a": 1}}])"), HasSubstr("got a: 1"));
  EXPECT_THAT(error(R"([{"begin": 0, "labels": {"a": "b c"}}])"), HasSubstr("names without spaces"));
  EXPECT_THAT(error(R"([{"begin": 0, "labels": {"span": "b"}}])"), HasSubstr("heads other than"));
  EXPECT_THAT(error(R"([{"begin": 0, "spans": {}}])"), HasSubstr("spans: expected a list"));
  for (const char* span : {R"([["a", 0]])", R"([["a", 0, 4]])", R"([["a", 1, 1]])", R"([[1, 0, 1]])", "[7]"})
    EXPECT_THAT(error(R"([{"begin": 0, "spans": )" + std::string(span) + "}]"), HasSubstr("expected spans ["))
        << span;
}

// A fuzz finding: what is quoted may hold a line break, the error may not.
TEST(ClauseLine, WhatIsQuoted_StaysOnOneLine) {
  const auto line = read(R"({"text": "abc", "clauses": [{"begin": 0, "labels": {"int\n#": "none"}}]})");
  ASSERT_FALSE(line.ok());
  EXPECT_EQ(line.error().message.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace ondol
