// From a recipe and files to rows: both data kinds, the split, the policies, and what is refused.
#include "train/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "models/tokenizer_from_gguf.h"
#include "support/tiny_model.h"
#include "text/clause_format.h"
#include "text/intent_format.h"

namespace ondol::train {
namespace {

using testing::HasSubstr;

class PrepareData : public testing::Test {
 protected:
  PrepareData() {
    recipe.path = "r.toml";
    recipe.model.n_ctx = 32;
    recipe.tokenizer.n_vocab = 300;
    recipe.data.dev_fraction = 0.25;
  }

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(dir.file(name), std::ios::binary) << content;
    return dir.file(name);
  }
  TrainingData prepared(const TokenizerSpec* tokenizer = nullptr) const {
    auto data = prepare_data(recipe, tokenizer);
    EXPECT_TRUE(data.ok()) << data.error().message;
    return data.ok() ? std::move(*data) : TrainingData{};
  }
  std::string error(const TokenizerSpec* tokenizer = nullptr) const {
    const auto data = prepare_data(recipe, tokenizer);
    EXPECT_FALSE(data.ok());
    return data.ok() ? "" : data.error().message;
  }
  void intent_data(const std::string& lines) {
    recipe.data.kind = DataKind::intent;
    recipe.tokenizer.n_vocab = 400;
    recipe.data.train = {write("t.jsonl", lines)};
  }

  test::TempDir dir;
  Recipe recipe;
};

std::string decoded(const TrainingData& data, const Dataset& part) {
  Batch batch;
  part.fill(0, 0, part.n_rows(), batch);
  const auto n = static_cast<size_t>(part.n_tokens());
  return data.tokenizer->decode({batch.tokens.data(), n}, true);
}

std::string play(int n_lines) {
  std::string text;
  for (int i = 0; i < n_lines; ++i) text += "line " + std::to_string(i) + " of the play\n";
  return text;
}

TEST_F(PrepareData, Text_IsCutAtALineEnd) {
  const std::string text = play(40);
  recipe.data.train = {write("t.txt", text)};
  const TrainingData data = prepared();
  ASSERT_NE(data.dev, nullptr);
  const std::string dev = decoded(data, *data.dev);
  EXPECT_TRUE(text.ends_with(dev));
  EXPECT_TRUE(dev.starts_with("line ")) << dev;
  EXPECT_NEAR(static_cast<double>(dev.size()), 0.25 * static_cast<double>(text.size()), 25);
  // Train and dev together are the text.
  size_t n_train_bytes = 0;
  Batch batch;
  data.train->fill(0, 0, data.train->n_rows(), batch);
  for (size_t i = 0; i < batch.tokens.size(); ++i)
    if (batch.targets[i] >= 0) n_train_bytes += data.tokenizer->piece(batch.targets[i]).size();
  const size_t first_piece = text.size() - dev.size() - n_train_bytes;
  EXPECT_TRUE(first_piece >= 1 && first_piece <= 8) << "all but the first token is predicted";
  EXPECT_EQ(data.n_label, 0);
  EXPECT_GE(data.tokenizer_spec.eos, 256);
  EXPECT_EQ(data.tokenizer_spec.merges.empty(), false);
}

TEST_F(PrepareData, TheTokenizer_LearnsFromTheTrainPartAlone) {
  recipe.data.dev_fraction = 0.5;
  recipe.data.train = {write("t.txt", "aaaa aaaa aaaa\nzzzz zzzz zzzz\n")};
  const TrainingData data = prepared();
  for (const std::string& token : data.tokenizer_spec.tokens)
    EXPECT_THAT(token, testing::Not(HasSubstr("zz")));
}

TEST_F(PrepareData, SameFiles_GiveTheSameFingerprint) {
  recipe.data.train = {write("t.txt", play(40))};
  const uint64_t before = prepared().fingerprint;
  recipe.seed = 9;
  EXPECT_EQ(prepared().fingerprint, before);
  write("t.txt", play(41));
  EXPECT_NE(prepared().fingerprint, before);
}

TEST_F(PrepareData, Documents_AreWholeWithEndTokens) {
  std::string lines;
  for (int i = 0; i < 8; ++i) lines += R"({"text": "turn on lamp )" + std::to_string(i) + "\"}\n\n";
  recipe.data.train = {write("t.jsonl", lines)};
  const TrainingData data = prepared();
  EXPECT_TRUE(data.tokenizer_spec.add_bos);
  EXPECT_EQ(data.tokenizer_spec.bos, data.tokenizer_spec.eos);
  EXPECT_EQ(data.train->n_tokens(), data.train->n_target_tokens());
  Batch batch;
  data.train->fill(0, 0, data.train->n_rows(), batch);
  size_t n_begin = 0, n_end = 0;
  for (size_t i = 0; i < batch.tokens.size(); ++i) {
    if (batch.targets[i] < 0) continue;
    if (batch.tokens[i] == data.tokenizer_spec.eos) {
      ++n_begin;
      EXPECT_EQ(batch.doc_start[i], static_cast<int32_t>(i % 32));
    }
    n_end += batch.targets[i] == data.tokenizer_spec.eos ? 1 : 0;
  }
  EXPECT_EQ(n_begin, 6U) << "8 documents, a quarter of them dev";
  EXPECT_EQ(n_end, 6U);
}

TEST_F(PrepareData, LongDocuments_FollowThePolicy) {
  const std::string words(200, 'x');
  recipe.data.train = {write("t.jsonl", "{\"text\": \"short\"}\n{\"text\": \"" + words + "\"}\n")};
  recipe.data.dev = write("d.jsonl", "{\"text\": \"short short\"}\n");
  recipe.tokenizer.max_token_bytes = 2;
  EXPECT_THAT(error(), HasSubstr("t.jsonl:2: text: expected at most 32 tokens (model.n_ctx), got 101"));
  recipe.data.long_documents = LongPolicy::drop;
  TrainingData data = prepared();
  EXPECT_EQ(data.train->n_rows(), 1);
  EXPECT_THAT(data.notes, testing::ElementsAre("data.train: 1 longer than 32 tokens were dropped"));
  recipe.data.long_documents = LongPolicy::split;
  data = prepared();
  EXPECT_EQ(data.train->n_tokens(), 101 + 6);
  EXPECT_THAT(data.notes, testing::ElementsAre("data.train: 1 longer than 32 tokens were split"));
}

TEST_F(PrepareData, BadLines_AreNamed) {
  recipe.data.dev = write("d.jsonl", "{\"text\": \"ok ok\"}\n");
  for (const auto& [line, expected] : std::vector<std::pair<std::string, std::string>>{
           {"{\"text\": 3}", "t.jsonl:2: text: expected a string, got a number"},
           {"{\"txt\": \"a\"}", "t.jsonl:2: text: expected a string, got nothing"},
           {"{\"text\": \"\"}", "t.jsonl:2: text: expected a text that is not empty"},
           {"[1]", "t.jsonl:2: expected one JSON object, got an array"},
           {"{\"text\": \"a\"", "t.jsonl:2: expected one JSON object, got something else at byte "},
           {"{\"text\": 1e999}", "t.jsonl:2: expected one JSON object"},
           {"{\"text\": \"\xC3\"}", "t.jsonl:2: expected UTF-8"},
       }) {
    recipe.data.train = {write("t.jsonl", "{\"text\": \"a a\"}\n" + line + "\n")};
    EXPECT_THAT(error(), HasSubstr(expected)) << line;
    EXPECT_EQ(error().find('\n'), std::string::npos);
  }
}

TEST_F(PrepareData, NoData_IsRefused) {
  recipe.data.train = {dir.file("absent.txt")};
  EXPECT_THAT(error(), HasSubstr("absent.txt"));
  recipe.data.train = {write("t.txt", "")};
  EXPECT_THAT(error(), HasSubstr("t.txt"));
  recipe.data.train = {write("t.txt", "one line without an end")};
  EXPECT_THAT(error(), HasSubstr("dev_fraction: expected a line end"));
  recipe.data.train = {write("t.txt", "good\nbad \xFF\n")};
  EXPECT_THAT(error(), HasSubstr("t.txt:2: expected UTF-8"));
  recipe.data.train = {write("t.jsonl", "\n\n")};
  EXPECT_THAT(error(), HasSubstr("got none"));
  recipe.data.train = {write("t.jsonl", "{\"text\": \"a a\"}\n")};
  EXPECT_THAT(error(), HasSubstr("expected at least 2 documents"));
  recipe.data.train = {write("t.jsonl", "{\"text\": \"a a\"}\n"), write("t.txt", "a a\n")};
  EXPECT_THAT(error(), HasSubstr("got both"));
}

std::string intent_line(const std::string& intent, const std::string& annotated) {
  return R"({"intent": ")" + intent + R"(", "annot_utt": ")" + annotated + "\"}\n";
}

const std::string kIntentLines = intent_line("alarm_set", "wake me at [time : nine am]") +
                                 intent_line("alarm_set", "wake me at [time : ten am]") +
                                 intent_line("light_on", "turn on the [place : kitchen] light") +
                                 intent_line("light_on", "turn on the light");

TEST_F(PrepareData, Intents_AreReadAtTheSecondCopy) {
  intent_data(kIntentLines);
  recipe.data.dev = write("d.jsonl", intent_line("light_on", "wake the [place : light]"));
  const TrainingData data = prepared();
  const auto labels = IntentLabels::find(data.tokenizer_spec);
  ASSERT_TRUE(labels.ok());
  EXPECT_THAT(labels->slots, testing::ElementsAre("place", "time"));
  EXPECT_THAT(labels->intents, testing::ElementsAre("alarm_set", "light_on"));
  EXPECT_EQ(data.n_label, 7);
  EXPECT_EQ(data.first_label, labels->outside);
  EXPECT_EQ(data.first_label + data.n_label, data.tokenizer->n_vocab());

  // The dev line, laid out by hand from the format.
  const auto input = lay_out_intent(*data.tokenizer, *labels, "wake the light", /*causal=*/true);
  std::vector<int32_t> targets(2 * input->first, -1);
  for (size_t i = 0; i < input->n_copy; ++i)
    targets.insert(targets.end(), {input->word[i] == 2 ? labels->begin_ids[0] : labels->outside, -1});
  targets.insert(targets.end(), {-1, labels->intent_ids[1]});
  Batch batch;
  data.dev->fill(0, 0, 1, batch);
  const auto n = static_cast<ptrdiff_t>(input->tokens.size());
  EXPECT_EQ(std::vector<int32_t>(batch.tokens.begin(), batch.tokens.begin() + n), input->tokens);
  EXPECT_EQ(std::vector<int32_t>(batch.targets.begin(), batch.targets.begin() + 2 * n), targets);
  ASSERT_EQ(data.heads.size(), 2U);
  EXPECT_EQ(data.heads[0].count, 5);
  EXPECT_EQ(data.heads[1].first, 5);
  EXPECT_EQ(data.dev->n_target_tokens(), static_cast<int64_t>(input->n_copy) + 1);
}

TEST_F(PrepareData, Clauses_AreLabelledAtTheirFirstTokens) {
  recipe.data.kind = DataKind::clauses;
  recipe.data.label_weight = 3;
  recipe.model.causal = false;
  const std::string line =
      R"({"text": "Lamp on and off", "clauses": [{"begin": 0, "labels": {"intent": "on", "kind": "lamp"}, )"
      R"("spans": [["name", 0, 4]]}, {"begin": 8, "labels": {"intent": "off", "kind": "any"}}]})";
  recipe.data.train = {write("t.jsonl", line + "\n" + line + "\n")};
  recipe.data.dev = write("d.jsonl", line);
  const TrainingData data = prepared();
  const auto labels = ClauseLabels::find(data.tokenizer_spec);
  ASSERT_TRUE(labels.ok()) << labels.error().message;
  ASSERT_EQ(data.heads.size(), 4U);  // clause, span, intent, kind
  EXPECT_EQ(data.label_weight[0], 1.0F);
  EXPECT_EQ(data.label_weight[static_cast<size_t>(data.heads[2].first)], 3.0F);

  const auto input = lay_out_clauses(*data.tokenizer, "lamp on and off");
  ASSERT_TRUE(input.ok());
  Batch batch;
  data.dev->fill(0, 0, 1, batch);
  ASSERT_EQ(batch.n_head, 4);
  const auto label = [&](size_t token, size_t head) -> std::string {
    const int32_t id = batch.targets[token * 4 + head];
    if (id < 0) return "";
    return labels->heads[head].labels[static_cast<size_t>(id - labels->heads[head].first)];
  };
  const size_t first = token_at(*input, 0), second = token_at(*input, 8), name_end = token_at(*input, 3);
  for (size_t t = 0; t < input->tokens.size(); ++t) {
    EXPECT_EQ(batch.tokens[t], input->tokens[t]);
    const bool begins = t == first || t == second, named = t > first && t <= name_end;
    EXPECT_EQ(label(t, 0), begins ? "begin" : "inside") << t;
    EXPECT_EQ(label(t, 1), t == first ? "B-name" : named ? "I-name" : "O") << t;
    EXPECT_EQ(label(t, 2), t == first ? "on" : begins ? "off" : "") << t;
    EXPECT_EQ(label(t, 3), t == first ? "lamp" : begins ? "any" : "") << t;
  }
}

TEST_F(PrepareData, KnownRoles_AreMarkedInMostTextsAndSometimesElsewhere) {
  recipe.data.kind = DataKind::clauses;
  recipe.data.known_roles = {"name"};
  recipe.model.causal = false;
  std::string lines;
  for (int i = 0; i < 200; ++i)
    lines += R"({"text": "lamp on", "clauses": [{"begin": 0, "labels": {"intent": "on"}, )"
             R"("spans": [["name", 0, 4]]}]})"
             "\n";
  recipe.data.train = {write("t.jsonl", lines)};
  recipe.data.dev = write("d.jsonl", lines);
  const TrainingData data = prepared();
  const KnownMarks marks = KnownMarks::find(data.tokenizer_spec);
  const auto labels = ClauseLabels::find(data.tokenizer_spec);
  ASSERT_TRUE(labels.ok());
  const AnnotatedSpan lamp{"name", 0, 4}, on{"name", 5, 7};
  int n_true = 0, n_mistaken = 0;
  for (int64_t row = 0; row < data.dev->n_rows(); ++row) {
    Batch batch;
    data.dev->fill(0, row, 1, batch);
    for (size_t t = 0; t + 1 < batch.tokens.size(); ++t) {
      if (batch.tokens[t] != *marks.find("name")) continue;
      for (int64_t head = 0; head < batch.n_head; ++head)
        EXPECT_EQ(batch.targets[t * static_cast<size_t>(batch.n_head) + static_cast<size_t>(head)], -1);
      const int32_t behind = batch.targets[(t + 1) * static_cast<size_t>(batch.n_head) + 1];
      ++(behind == labels->spans().first ? n_mistaken : n_true);
    }
  }
  EXPECT_GT(n_true, 120);
  EXPECT_LT(n_true, 180);
  EXPECT_GT(n_mistaken, 1);
  EXPECT_LT(n_mistaken, 40);

  recipe.data.known_roles = {"nmae"};
  EXPECT_THAT(error(),
              HasSubstr("data.known_roles: expected roles of spans in the training data, got \"nmae\""));
}

TEST_F(PrepareData, TokenNoise_ReplacesTokensOfTheTrainPartThatAreInNoSpan) {
  recipe.data.kind = DataKind::clauses;
  recipe.model.causal = false;
  std::string lines;
  for (int i = 0; i < 100; ++i)
    lines += R"({"text": "lamp please now", "clauses": [{"begin": 0, "labels": {"intent": "on"}, )"
             R"("spans": [["name", 0, 4]]}]})"
             "\n";
  recipe.data.train = {write("t.jsonl", lines)};
  recipe.data.dev = write("d.jsonl", lines);
  const TrainingData clean = prepared();
  recipe.data.token_noise = 0.3;
  const TrainingData noisy = prepared();
  const auto labels = ClauseLabels::find(clean.tokenizer_spec);
  ASSERT_TRUE(labels.ok());
  const auto all = [](const Dataset& part) {
    Batch batch;
    part.fill(0, 0, part.n_rows(), batch);
    return batch;
  };
  EXPECT_EQ(all(*noisy.dev).tokens, all(*clean.dev).tokens);
  const Batch before = all(*clean.train), after = all(*noisy.train);
  EXPECT_EQ(after.targets, before.targets);
  size_t n_outside = 0, n_replaced = 0;
  for (size_t t = 0; t < before.tokens.size(); ++t) {
    const int32_t span = before.targets[t * static_cast<size_t>(before.n_head) + 1];
    if (span != labels->spans().first)
      EXPECT_EQ(after.tokens[t], before.tokens[t]);
    else
      ++n_outside, n_replaced += after.tokens[t] != before.tokens[t];
  }
  // Some are replaced by the same token, or drew one of the marks.
  EXPECT_GT(n_replaced, n_outside / 8);
  EXPECT_LT(n_replaced, n_outside * 3 / 8);
}

TEST_F(PrepareData, IntentWeight_IsThatOfIntentsAlone) {
  intent_data(kIntentLines);
  recipe.data.dev = write("d.jsonl", intent_line("light_on", "wake the light"));
  recipe.data.label_weight = 4;
  const TrainingData data = prepared();
  const auto labels = IntentLabels::find(data.tokenizer->spec());
  ASSERT_TRUE(labels.ok());
  const auto weight = [&](TokenId id) {
    return data.label_weight[static_cast<size_t>(id - data.first_label)];
  };
  for (const TokenId id : labels->intent_ids) EXPECT_EQ(weight(id), 4.0f);
  for (const TokenId id : labels->begin_ids) EXPECT_EQ(weight(id), 1.0f);
  EXPECT_EQ(weight(labels->outside), 1.0f);
}

TEST_F(PrepareData, IntentFraction_IsTheSameForEverySeed) {
  std::string lines;
  for (int i = 0; i < 20; ++i) lines += intent_line("light_on", "light number " + std::to_string(i));
  intent_data(lines);
  const auto dev_of = [&](int64_t seed) {
    recipe.seed = seed;
    const TrainingData data = prepared();
    EXPECT_EQ(data.dev->n_rows() > 0, true);
    return decoded(data, *data.dev);
  };
  EXPECT_EQ(dev_of(1), dev_of(2));
}

TEST_F(PrepareData, BadIntentLines_AreNamed) {
  recipe.data.dev = write("d.jsonl", intent_line("light_on", "wake the light"));
  for (const auto& [line, expected] : std::vector<std::pair<std::string, std::string>>{
           {R"({"annot_utt": "a"})", "t.jsonl:5: intent: expected a string, got nothing"},
           {R"({"intent": "a b", "annot_utt": "a"})", "t.jsonl:5: intent: expected a name"},
           {R"({"intent": "a"})", "t.jsonl:5: annot_utt: expected a string, got nothing"},
           {R"({"intent": "a", "annot_utt": "a [time : b"})",
            "t.jsonl:5: annot_utt: byte 2: expected [slot : words]"},
           {R"({"intent": "a", "annot_utt": " "})", "t.jsonl:5: annot_utt: expected at least one word"},
           {R"({"intent": "a", "annot_utt": "a b", "utt": "a c"})",
            "t.jsonl:5: annot_utt: expected the words of utt"},
       }) {
    intent_data(kIntentLines + line + "\n");
    EXPECT_THAT(error(), HasSubstr(expected)) << line;
  }
  intent_data(kIntentLines);
  recipe.data.dev = write("d.jsonl", intent_line("other", "wake the light"));
  EXPECT_THAT(error(),
              HasSubstr("d.jsonl:1: intent: expected one that occurs in the training data, got \"other\""));
  recipe.data.dev = write("d.jsonl", intent_line("light_on", "wake the [thing : light]"));
  EXPECT_THAT(error(),
              HasSubstr("d.jsonl:1: annot_utt: slot thing: expected one that occurs in the training data"));
}

TEST_F(PrepareData, LongUtterances_FollowThePolicy) {
  intent_data(kIntentLines + intent_line("light_on", "qwertyuiopasdfghjklz"));
  recipe.data.dev = write("d.jsonl", intent_line("light_on", "wake"));
  EXPECT_THAT(error(), HasSubstr("t.jsonl:5: annot_utt: expected at most 32 tokens"));
  recipe.data.long_documents = LongPolicy::drop;
  EXPECT_THAT(prepared().notes, testing::ElementsAre("data.train: 1 longer than 32 tokens were dropped"));
}

TEST_F(PrepareData, CheckpointVocabulary_MustServeTheData) {
  recipe.model.n_ctx = 64;
  intent_data(kIntentLines);
  const TrainingData first = prepared();
  const TrainingData again = prepared(&first.tokenizer_spec);
  EXPECT_EQ(again.fingerprint, first.fingerprint);
  intent_data(kIntentLines + intent_line("new_intent", "wake"));
  EXPECT_THAT(error(&first.tokenizer_spec), HasSubstr("no token <intent:new_intent>"));
}

TEST_F(PrepareData, ModelsVocabulary_GetsTheLabelsBehindIt) {
  intent_data(kIntentLines);
  test::write_tiny_model(dir.file("m.gguf"));
  recipe.tokenizer.kind = TokenizerKind::gguf;
  recipe.tokenizer.path = dir.file("m.gguf");
  recipe.model.n_ctx = 128;
  const TrainingData data = prepared();
  EXPECT_EQ(data.tokenizer->n_vocab(), 258 + 9);
  EXPECT_EQ(data.tokenizer_spec.tokens[257], "<|end|>");
  EXPECT_EQ(data.tokenizer_spec.tokens[258], "<sep>");
  recipe.tokenizer.path = dir.file("absent.gguf");
  EXPECT_THAT(error(), HasSubstr("absent.gguf"));
}

TEST_F(PrepareData, VocabularyTooSmallForTheLabels_IsRefused) {
  intent_data(kIntentLines);
  recipe.tokenizer.n_vocab = 260;
  EXPECT_THAT(error(), HasSubstr("r.toml: tokenizer: n_vocab: expected at least 267"));
}

}  // namespace
}  // namespace ondol::train
