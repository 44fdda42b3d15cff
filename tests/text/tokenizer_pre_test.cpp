// Split patterns against the published regular expressions, as Hugging Face's tokenizers runs them.
#include "text/pretokenizer.h"

#include "support/processor_time.h"
#include "text/pretokenizer_scan.h"
#include "text/unicode.h"
#include "tokenizer_test_util.h"

namespace ondol {
namespace {

std::vector<size_t> split_lengths(const PreTokenizer& row, std::string_view text) {
  std::vector<size_t> lengths;
  pretokenize(row, text, [&](std::string_view piece) { lengths.push_back(piece.size()); });
  return lengths;
}

TEST(PreTokenizer, EveryPublishedPattern_SplitsAsReference) {
  const auto golden = test::golden_json("splits.json");
  const auto texts = golden["texts"].get<std::vector<std::string>>();
  ASSERT_GE(golden["lengths"].size(), 20u);
  for (const auto& [name, lengths] : golden["lengths"].items()) {
    const PreTokenizer* row = find_pretokenizer(name);
    ASSERT_NE(row, nullptr) << name;
    for (size_t i = 0; i < texts.size(); ++i) {
      EXPECT_EQ(split_lengths(*row, texts[i]), lengths[i].get<std::vector<size_t>>())
          << name << ", text " << i << ": " << texts[i];
    }
  }
}

TEST(PreTokenizer, EveryRow_SharesItsStagesWithAGoldenOne) {
  const auto golden = test::golden_json("splits.json");
  for (const PreTokenizer& row : all_pretokenizers()) {
    const bool covered = std::ranges::any_of(golden["lengths"].items(), [&](const auto& item) {
      const PreTokenizer* other = find_pretokenizer(item.key());
      return other != nullptr && std::ranges::equal(other->stages, row.stages);
    });
    EXPECT_TRUE(covered) << row.name;
  }
}

TEST(PreTokenizer, Names_AreUnique) {
  for (const PreTokenizer& row : all_pretokenizers())
    EXPECT_EQ(find_pretokenizer(row.name), &row) << row.name;
  EXPECT_EQ(find_pretokenizer(""), find_pretokenizer("default"));
  EXPECT_EQ(find_pretokenizer("no-such"), nullptr);
}

TEST(PreTokenizer, RandomBytes_PiecesJoinToTheText) {
  std::mt19937 rng(5);
  for (int round = 0; round < 40; ++round) {
    const std::string text = test::random_bytes(rng, 1 + rng() % 400);
    for (const PreTokenizer& row : all_pretokenizers()) {
      std::string joined;
      pretokenize(row, text, [&](std::string_view piece) {
        ASSERT_FALSE(piece.empty());
        joined += piece;
      });
      ASSERT_EQ(joined, text) << row.name;
    }
  }
}

TEST(PreTokenizer, LongRunsOfAnything_TakeLinearTime) {
  const auto golden = test::golden_json("splits.json");  // one row of each pattern
  for (const char* unit :
       {"a", "A", " ", "\n", " \n", "  x", "'", "'s", "1", "한", "\u0301", "!", "\xFF", "\u2003", "aA"}) {
    std::string text;
    while (text.size() < (1u << 17)) text += unit;
    text += "x";  // what a run of white space looks ahead for
    for (const auto& item : golden["lengths"].items()) {
      const PreTokenizer* row = find_pretokenizer(item.key());
      ASSERT_NE(row, nullptr);
      const double start = test::processor_s();
      size_t bytes = 0;
      pretokenize(*row, text, [&](std::string_view piece) { bytes += piece.size(); });
      EXPECT_EQ(bytes, text.size());
      // Milliseconds; quadratic would be half a minute. The limit has to hold on an emulated machine too.
      EXPECT_LT(test::processor_s() - start, 5) << row->name << " " << unit;
    }
  }
}

TEST(Unicode, AsciiClasses_AgreeWithTheTables) {
  for (char32_t cp = 0; cp < 128; ++cp) {
    EXPECT_EQ(scan::kAsciiClasses[cp], unicode::classes_of(cp)) << static_cast<uint32_t>(cp);
  }
}

TEST(Unicode, Classes_OfKnownCharacters) {
  using namespace unicode;
  EXPECT_EQ(classes_of(U'가'), bit(Lo));
  EXPECT_EQ(classes_of(U'힣'), bit(Lo));
  EXPECT_EQ(classes_of(0xD7A4), bit(Cn));
  EXPECT_EQ(classes_of(0x3000), bit(Zs) | kWhiteSpace);
  EXPECT_EQ(classes_of(0x85), bit(Cc) | kWhiteSpace);
  EXPECT_EQ(classes_of(0x180E), bit(Cf)) << "no white space since Unicode 6.3";
  EXPECT_EQ(classes_of(0x1F680), bit(So));
  EXPECT_EQ(classes_of(0x1D7D8), bit(Nd));
  EXPECT_EQ(classes_of(0xE000), bit(Co));
  EXPECT_EQ(classes_of(0x10FFFF), bit(Cn));
  EXPECT_EQ(classes_of(0x110000), bit(Cn));
}

TEST(Unicode, Nfc_ComposesAsReference) {
  for (const auto& row : test::golden_json("nfc.json")) {
    const auto text = row[0].get<std::string>(), composed = row[1].get<std::string>();
    EXPECT_EQ(unicode::nfc(text), composed) << text;
    EXPECT_EQ(unicode::nfc(composed), composed) << composed;
    if (unicode::is_surely_nfc(text)) {
      EXPECT_EQ(text, composed) << "claimed to be composed";
    }
  }
}

TEST(Unicode, Nfc_KeepsBytesThatAreNoUtf8) {
  const std::string text = "\xFF\xE1\x84 e\xCC\x81\xED\xA0\x80";
  EXPECT_EQ(unicode::nfc(text), "\xFF\xE1\x84 \xC3\xA9\xED\xA0\x80");
}

TEST(Unicode, CommonText_IsSurelyComposed) {
  EXPECT_TRUE(unicode::is_surely_nfc("안녕하세요, naïve 世界!"));
  EXPECT_FALSE(unicode::is_surely_nfc("\u1112\u1161\u11ab"));
  EXPECT_FALSE(unicode::is_surely_nfc("e\u0301"));
  EXPECT_FALSE(unicode::is_surely_nfc("\u212b")) << "the Angstrom sign becomes a letter";
}

}  // namespace
}  // namespace ondol
