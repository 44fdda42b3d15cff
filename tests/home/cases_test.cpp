// The cases of tests/home/cases: what is said, its frames, and what must come of it. One line is one test
// case.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "home/assistant.h"
#include "home/cases.h"
#include "home/score.h"
#include "text/json_lines.h"

namespace ondol::home {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(HomeCases, EveryLine_EndsAsExpected) {
  const std::filesystem::path folder = std::string(ONDOL_SOURCE_DIR) + "/tests/home/cases";
  auto written = WrittenFrames::parse(content_of(folder / "frames.jsonl"), "frames.jsonl");
  ASSERT_TRUE(written.ok()) << written.error().message;
  size_t n = 0;
  for (const char* name : {"commands.jsonl", "policy.jsonl", "questions.jsonl", "dialogue.jsonl"}) {
    const std::string content = content_of(folder / name);
    std::vector<Expectation> expected;
    const Status lines = for_each_json_line(content, name, [&](const JsonLine& line) -> Status {
      const Json object = line.object();
      const Whereabouts where = [&](const std::string&) {
        return name + std::string(":") + std::to_string(line.line());
      };
      auto read = read_expectation(Field(object, where).at("expect"));
      if (!read.ok()) return std::move(read).error();
      expected.push_back(*std::move(read));
      return {};
    });
    ASSERT_TRUE(lines.ok()) << lines.error().message;
    size_t i = 0;
    const Status cases = for_each_case(content, name, [&](Case& item) -> Status {
      const Home before = item.home;
      Assistant assistant(std::move(item.home), item.from, item.now);
      for (const Turn& turn : item.history) {
        auto frames = (*written)->read(turn.text, {}, {});
        if (!frames.ok()) return std::move(frames).error();
        assistant.recall(turn.text, *frames);
      }
      const Outcome outcome = assistant.handle(item.text, item.frames.value());
      EXPECT_EQ(judge(before, expected[i], outcome), "")
          << name << ": " << item.id << ": " << outcome_json(item.text, outcome).dump(1);
      ++i, ++n;
      return {};
    });
    ASSERT_TRUE(cases.ok()) << cases.error().message;
  }
  EXPECT_GT(n, 100U);
}

}  // namespace
}  // namespace ondol::home
