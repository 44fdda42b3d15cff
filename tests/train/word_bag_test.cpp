// The bag of words as a teacher: what it learns, and how it joins the others.
#include "train/word_bag.h"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>

#include "support/tiny_model.h"

namespace ondol::train {
namespace {

std::string line(const std::string& intent, const std::string& text) {
  return R"({"intent": ")" + intent + R"(", "annot_utt": ")" + text + "\"}\n";
}

/// Twelve ways to say one of two things, which only the pairs of words tell apart; the dev part says it with
/// words that the train part has never put together.
class TaughtBag : public testing::Test {
 protected:
  TaughtBag() {
    std::string train, dev;
    for (const char* place : {"kitchen", "garden", "hall", "attic", "cellar", "office"}) {
      train += line("on", std::string("in the ") + place + " turn on what is off");
      train += line("off", std::string("in the ") + place + " turn off what is on");
    }
    dev = line("on", "please turn on what is off there") + line("off", "please turn off what is on there");
    Recipe recipe;
    recipe.path = "r.toml";
    recipe.model.n_ctx = 32;
    recipe.model.causal = false;
    recipe.tokenizer.n_vocab = 400;
    recipe.data.kind = DataKind::intent;
    recipe.data.train = {write("t.jsonl", train)};
    recipe.data.dev = write("d.jsonl", dev);
    auto prepared = prepare_data(recipe);
    EXPECT_TRUE(prepared.ok()) << prepared.error().message;
    data = std::move(*prepared);
  }
  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(dir.file(name), std::ios::binary) << content;
    return dir.file(name);
  }
  WordBag bag(uint64_t seed = 1) const {
    WordBag made(data, data.document_head, *select_kernels(nullptr, nullptr));
    EXPECT_TRUE(made.train(seed, [](double) { return true; }));
    return made;
  }
  /// What the bag alone says of the dev part, [tokens with a target][n_label].
  std::vector<float> taught(const WordBag& by, float share, float before) const {
    Batch batch;
    data.dev->fill(0, 0, data.dev->n_rows(), batch);
    const int64_t n = count_with_target(batch, batch.n_seq * batch.n_tok);
    std::vector<float> out(static_cast<size_t>(n * data.n_label), before);
    by.mix(batch, share, 1.0f, data.n_label, out.data());
    return out;
  }

  test::TempDir dir;
  TrainingData data;
};

TEST_F(TaughtBag, Pairs_TellApartWhatTheSameWordsSay) { EXPECT_EQ(bag().dev_accuracy(), 1.0); }

TEST_F(TaughtBag, SameSeed_TeachesTheSame) {
  EXPECT_EQ(taught(bag(), 1.0f, 0.0f), taught(bag(), 1.0f, 0.0f));
  EXPECT_NE(taught(bag(), 1.0f, 0.0f), taught(bag(2), 1.0f, 0.0f));
}

TEST_F(TaughtBag, Mixed_ChangesTheIntentsOfDocumentsOnly) {
  const LabelRange intents = data.heads[static_cast<size_t>(data.document_head)];
  const float before = 1.0f / static_cast<float>(intents.count);
  const std::vector<float> out = taught(bag(), 0.25f, before);
  int64_t n_document = 0;
  for (size_t row = 0; row < out.size(); row += static_cast<size_t>(data.n_label)) {
    const float* here = out.data() + row;
    for (int64_t i = 0; i < intents.first; ++i) EXPECT_EQ(here[i], before);
    const float* p = here + intents.first;
    if (std::all_of(p, p + intents.count, [&](float x) { return x == before; })) continue;
    ++n_document;
    EXPECT_NEAR(std::accumulate(p, p + intents.count, 0.0f), 1.0f, 1e-5f);
    for (int64_t i = 0; i < intents.count; ++i) EXPECT_GE(p[i], 0.75f * before);
  }
  EXPECT_EQ(n_document, 2);
}

TEST_F(TaughtBag, Stopped_SaysSo) {
  WordBag made(data, data.document_head, *select_kernels(nullptr, nullptr));
  EXPECT_FALSE(made.train(1, [](double) { return false; }));
}

}  // namespace
}  // namespace ondol::train
