// The decoder on logits made by hand, and the reader against the session's own logits.
#include "runtime/intent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "support/tiny_model.h"

namespace ondol {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Tags: 0 O, 1 B-a, 2 I-a, 3 B-b, 4 I-b.
constexpr size_t kTags = 5;

TEST(BestTags, Unconstrained_AreTheLargestOfEachWord) {
  const std::vector<float> scores{
      -1, -5, -5, -5, -5,  //
      -5, -1, -5, -5, -5,  //
      -5, -5, -1, -5, -5,  //
      -5, -5, -5, -1, -5,  //
  };
  EXPECT_THAT(best_tags(scores, kTags), ElementsAre(0, 1, 2, 3));
}

TEST(BestTags, InsideWithoutItsBegin_IsNeverChosen) {
  // The second word looks most like I-a, but the first is surely no part of a slot a.
  EXPECT_THAT(best_tags(std::vector<float>{-0.1F, -9, -9, -9, -9,  //
                                           -3, -2, -0.1F, -9, -9},
                        kTags),
              ElementsAre(0, 1));
  // The first word of a sentence is never inside.
  EXPECT_THAT(best_tags(std::vector<float>{-3, -2, -0.1F, -9, -9}, kTags), ElementsAre(1));
  // I-b does not go on with a slot a.
  EXPECT_THAT(best_tags(std::vector<float>{-9, -0.1F, -9, -9, -9,  //
                                           -9, -9, -1, -9, -0.1F},
                        kTags),
              ElementsAre(1, 2));
}

TEST(BestTags, AStrongInside_MakesTheWordBeforeItsBegin) {
  // Greedy would keep O for the first word and lose the second; together B-a I-a is likelier.
  EXPECT_THAT(best_tags(std::vector<float>{-0.5F, -1, -9, -9, -9,  //
                                           -8, -7, -0.01F, -9, -9},
                        kTags),
              ElementsAre(1, 2));
}

TEST(BestTags, NoWords_NoTags) { EXPECT_TRUE(best_tags({}, kTags).empty()); }

bool is_allowed(size_t before, size_t tag) {
  return tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag;
}

TEST(BestTags, RandomScores_EqualTheBestOfAllSequences) {
  std::mt19937 random(7);
  std::normal_distribution<float> normal;
  for (int i = 0; i < 300; ++i) {
    const size_t n_word = 1 + random() % 4;
    std::vector<float> scores(n_word * kTags);
    for (float& score : scores) score = 2 * normal(random);
    size_t n_sequences = 1;
    for (size_t w = 0; w < n_word; ++w) n_sequences *= kTags;
    double best = -INFINITY;
    std::vector<size_t> expected;
    for (size_t code = 0; code < n_sequences; ++code) {
      std::vector<size_t> tags;
      double sum = 0;
      bool allowed = true;
      for (size_t w = 0, rest = code; w < n_word; ++w, rest /= kTags) {
        tags.push_back(rest % kTags);
        allowed = allowed && is_allowed(w == 0 ? 0 : tags[w - 1], tags[w]);
        sum += static_cast<double>(scores[w * kTags + tags[w]]);
      }
      if (!allowed || sum <= best) continue;
      best = sum;
      expected = tags;
    }
    ASSERT_EQ(best_tags(scores, kTags), expected);
  }
}

const std::vector<std::string> kLabels{"<sep>",     "<cls>",     "<tag:O>",    "<tag:B-a>",   "<tag:I-a>",
                                       "<tag:B-b>", "<tag:I-b>", "<intent:x>", "<intent:y_z>"};

class IntentReaderTest : public testing::Test {
 protected:
  std::shared_ptr<Model> load(const std::vector<std::string>& labels, ModelOptions options = {}) {
    test::TinyModelSpec spec;
    spec.special_tokens = labels;
    test::write_tiny_model(dir_.file("m.gguf"), spec);
    auto engine = Engine::create({.n_threads = 1, .target = {}});
    options.kv = KvCacheType::f32;
    auto model = Model::load(*engine, dir_.file("m.gguf"), options);
    EXPECT_TRUE(model.ok());
    return *model;
  }
  test::TempDir dir_;
};

/// The reading by hand, from the format: each word by itself, all logits of the whole prompt.
IntentReading read_by_hand(Session& session, const Model& model, const IntentLabels& labels,
                           const std::string& text) {
  std::vector<TokenId> copy;
  std::vector<size_t> word;
  const auto words = words_of(text);
  for (size_t w = 0; w < words.size(); ++w) {
    const std::string spaced = " " + text.substr(words[w].begin, words[w].end - words[w].begin);
    const auto ids = model.tokenize(spaced, false, false);
    for (const TokenId id : *ids) {
      copy.push_back(id);
      word.push_back(w);
    }
  }
  std::vector<TokenId> tokens = copy;
  tokens.push_back(258);  // <sep>; then <cls>, O, B-a, I-a, B-b, I-b, x, y_z
  tokens.insert(tokens.end(), copy.begin(), copy.end());
  tokens.push_back(259);
  std::vector<float> scores(words.size() * kTags, 0.0F);
  IntentReading reading;
  const auto sink = [&](int64_t row, std::span<const float> logits) {
    const auto at = static_cast<size_t>(row);
    if (at <= copy.size()) return;
    if (at + 1 == tokens.size()) {
      reading.intent = logits[265] >= logits[266] ? "x" : "y_z";
      return;
    }
    double sum = 0;
    for (size_t tag = 0; tag < kTags; ++tag) sum += std::exp(static_cast<double>(logits[260 + tag]));
    float* of_word = &scores[word[at - copy.size() - 1] * kTags];
    for (size_t tag = 0; tag < kTags; ++tag)
      of_word[tag] += logits[260 + tag] - static_cast<float>(std::log(sum));
  };
  session.truncate(0);
  EXPECT_TRUE(session.append_all_logits(tokens, sink).ok());
  reading.slots = slots_of(best_tags(scores, kTags), words, labels);
  return reading;
}

TEST_F(IntentReaderTest, Reading_FollowsTheSessionsLogits) {
  auto model = load(kLabels, {.n_sessions = 2, .n_logit_rows = kIntentLogitRows});
  const auto reader = IntentReader::create(model);
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  auto session = *Session::open(model), other = *Session::open(model);
  bool any_slot = false;
  for (const std::string text : {"turn on it", "the hall", "a b c d e f", "불 켜줘", "x"}) {
    const auto reading = reader->read(*session, text);
    ASSERT_TRUE(reading.ok()) << reading.error().message;
    const IntentReading expected = read_by_hand(*other, *model, reader->labels(), text);
    EXPECT_EQ(reading->intent, expected.intent);
    EXPECT_EQ(reading->slots, expected.slots);
    EXPECT_GE(reading->intent_probability, 0.5F) << "of two";
    any_slot = any_slot || !reading->slots.empty();
  }
  EXPECT_TRUE(any_slot) << "the model reads no slot anywhere: choose another seed";
}

TEST_F(IntentReaderTest, Empty_HasAnIntentAndNoSlots) {
  auto model = load(kLabels);
  const auto reader = IntentReader::create(model);
  auto session = *Session::open(model);
  const auto reading = reader->read(*session, "  ");
  ASSERT_TRUE(reading.ok());
  EXPECT_FALSE(reading->intent.empty());
  EXPECT_TRUE(reading->slots.empty());
}

TEST_F(IntentReaderTest, TooLong_IsRefusedWithTheNumbers) {
  auto model = load(kLabels, {.n_ctx = 16});
  const auto reader = IntentReader::create(model);
  auto session = *Session::open(model);
  EXPECT_THAT(reader->read(*session, "a long utterance").error().message, HasSubstr("the context holds 16"));
  EXPECT_TRUE(reader->read(*session, "short").ok()) << "the session is usable afterwards";
}

TEST_F(IntentReaderTest, ModelWithoutLabels_IsRefusedByName) {
  const auto reader = IntentReader::create(load({}));
  ASSERT_FALSE(reader.ok());
  EXPECT_THAT(reader.error().message,
              HasSubstr("m.gguf: vocabulary: expected <intent:…> and <tag:…> tokens"));
}

}  // namespace
}  // namespace ondol
