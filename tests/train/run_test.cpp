// Whole runs of tiny recipes: the same bits after a stop as without one, and what a damaged or foreign
// checkpoint gets.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/tiny_model.h"
#include "tiny_network.h"
#include "train/checkpoint.h"
#include "train/trainer.h"

namespace ondol::train::test {
namespace {

using ondol::test::TempDir;

std::string words(int n) {
  static const char* kWords[] = {"warm ", "floor ", "lamp ", "on ", "off ", "the ", "kitchen ", "door\n"};
  Random random(9);
  std::string text;
  for (int i = 0; i < n; ++i) text += kWords[random.bits() % 8];
  return text;
}

class RunTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(dir_.file("text.txt")) << words(3000);
    write_recipe("");
  }

  void write_recipe(const std::string& more) {
    std::ofstream(dir_.file("tiny.toml"))
        << "out = \"" << dir_.file("tiny.gguf") << "\"\nseed = 3\n"
        << "[model]\nd_model = 32\nn_layer = 2\nn_head = 4\nn_kv_head = 2\nd_ff = 64\n"
        << "n_ctx = 32\ndropout = 0.1\n[tokenizer]\nkind = \"bpe\"\nn_vocab = 300\n"
        << "[data]\nkind = \"text\"\ntrain = \"text.txt\"\ndev_fraction = 0.1\n"
        << "[export]\ntype = \"F32\"\n"
        << "[train]\nprecision = \"f32\"\nbatch_tokens = 256\nsteps = 12\noptimizer = \"muon\"\n"
        << "lr = 0.01\nwarmup_steps = 2\nema = 0.9\neval_every_steps = 6\n"
        << more;
  }

  Result<TrainSummary> run(bool resume = false, int64_t stop_after = 0, int n_threads = 2,
                           bool restart = false) {
    auto recipe = read_recipe(dir_.file("tiny.toml"));
    EXPECT_TRUE(recipe.ok()) << recipe.error().message;
    TrainerOptions options;
    options.resume = resume;
    options.restart = restart;
    options.n_threads = n_threads;
    return train_model(*recipe, *select_kernels(nullptr, nullptr), options,
                       [&](const TrainProgress& now) { return stop_after == 0 || now.step < stop_after; });
  }

  std::string read(const std::string& name) const {
    std::ifstream in(dir_.file(name), std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
  /// "step":…,"loss":… of every line: what does not depend on the clock.
  std::vector<std::string> losses() const {
    std::ifstream in(dir_.file("tiny.log.jsonl"));
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(line.substr(0, line.find("\"lr_scale\"")));
    return all;
  }
  void flip_byte(const std::string& name, int64_t from_end) const {
    std::fstream file(dir_.file(name), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(-from_end, std::ios::end);
    const char byte = static_cast<char>(file.peek() ^ 0x10);
    file.seekp(-from_end, std::ios::end);
    file.put(byte);
  }

  TempDir dir_;
};

TEST_F(RunTest, StoppedAndResumed_SameBitsAsOneSitting) {
  ASSERT_TRUE(run().ok());
  const auto want_losses = losses();
  const std::string want_model = read("tiny.gguf");
  ASSERT_EQ(want_losses.size(), 12U);
  const auto stopped = run(false, 5, 2, true);
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
  const auto resumed = run(true);
  ASSERT_TRUE(resumed.ok()) << resumed.error().message;
  EXPECT_EQ(losses(), want_losses);
  EXPECT_EQ(read("tiny.gguf"), want_model);
}

TEST_F(RunTest, UnfinishedCheckpoint_NeitherResumeNorRestart_Refused) {
  ASSERT_FALSE(run(false, 3).ok());
  const auto again = run();
  ASSERT_FALSE(again.ok());
  EXPECT_NE(again.error().message.find("--resume"), std::string::npos) << again.error().message;
}

TEST_F(RunTest, NoCheckpoint_Resume_Refused) {
  const auto resumed = run(true);
  ASSERT_FALSE(resumed.ok());
  EXPECT_EQ(resumed.error().code, ErrorCode::not_found) << resumed.error().message;
}

TEST_F(RunTest, FlippedByte_RefusedAndThePreviousOneOffered) {
  ASSERT_FALSE(run(false, 3).ok());
  ASSERT_FALSE(run(true, 6).ok());
  flip_byte("tiny.checkpoint", 1000);
  const auto damaged = run(true);
  ASSERT_FALSE(damaged.ok());
  EXPECT_NE(damaged.error().message.find("checksum"), std::string::npos) << damaged.error().message;
  EXPECT_NE(damaged.error().message.find("tiny.checkpoint.previous"), std::string::npos);
  std::filesystem::rename(dir_.file("tiny.checkpoint.previous"), dir_.file("tiny.checkpoint"));
  const auto resumed = run(true);
  EXPECT_TRUE(resumed.ok()) << resumed.error().message;
}

TEST_F(RunTest, TruncatedCheckpoint_Refused) {
  ASSERT_FALSE(run(false, 3).ok());
  const auto size = std::filesystem::file_size(dir_.file("tiny.checkpoint"));
  for (const auto keep : {size - 4, size / 2, size / 50}) {
    std::filesystem::resize_file(dir_.file("tiny.checkpoint"), keep);
    const auto resumed = run(true);
    ASSERT_FALSE(resumed.ok());
    EXPECT_NE(resumed.error().message.find("tiny.checkpoint"), std::string::npos) << resumed.error().message;
  }
}

TEST_F(RunTest, ChangedRecipeOrData_ResumeRefused) {
  ASSERT_FALSE(run(false, 3).ok());
  write_recipe("weight_decay = 0.05\n");
  const auto recipe = run(true);
  ASSERT_FALSE(recipe.ok());
  EXPECT_NE(recipe.error().message.find("the recipe has changed"), std::string::npos)
      << recipe.error().message;
  write_recipe("");
  std::ofstream(dir_.file("text.txt"), std::ios::app) << "one more line of text\n";
  const auto data = run(true);
  ASSERT_FALSE(data.ok());
  EXPECT_NE(data.error().message.find("the training data has changed"), std::string::npos)
      << data.error().message;
}

TEST_F(RunTest, FullDisk_OldCheckpointStaysWhole) {
  ASSERT_FALSE(run(false, 3).ok());
  const std::string before = read("tiny.checkpoint");
  rlimit old{}, small{};
  getrlimit(RLIMIT_FSIZE, &old);
  small = {before.size() / 2, old.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const auto full = run(true, 6);
  setrlimit(RLIMIT_FSIZE, &old);
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().code, ErrorCode::io) << full.error().message;
  EXPECT_EQ(read("tiny.checkpoint"), before);
}

TEST_F(RunTest, LearningRateTooHigh_StopsWithTheStepAndTheCheckpoint) {
  write_recipe("clip = 0\nembedding_lr = 10\nmuon_lr = 10\nweight_decay = 10\n");
  const auto diverged = run();
  ASSERT_FALSE(diverged.ok());
  EXPECT_NE(diverged.error().message.find("step "), std::string::npos) << diverged.error().message;
  EXPECT_NE(diverged.error().message.find("finite"), std::string::npos) << diverged.error().message;
  EXPECT_FALSE(std::filesystem::exists(dir_.file("tiny.gguf")));
}

TEST_F(RunTest, MemoryTooSmall_RefusedWithThePlan) {
  const auto recipe = read_recipe(dir_.file("tiny.toml"));
  TrainerOptions options;
  options.memory_bytes = 2 << 20;
  const auto refused = train_model(*recipe, *select_kernels(nullptr, nullptr), options, nullptr);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::over_budget);
  for (const char* part : {"parameters", "optimizer", "gradients and activations", "MiB"})
    EXPECT_NE(refused.error().message.find(part), std::string::npos) << refused.error().message;
}

TEST_F(RunTest, Ensemble_TeachersFirstThenTheirStudent) {
  write_recipe("[ensemble]\nteachers = 2\ndistill_weight = 0.5\n");
  const auto done = run();
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_TRUE(std::filesystem::exists(dir_.file("tiny.teacher2.checkpoint")));
  EXPECT_TRUE(std::filesystem::exists(dir_.file("tiny.gguf")));
}

TEST_F(RunTest, IntentsWithABagAndShorterTeachers_ResumedAsInOneSitting) {
  std::ofstream lines(dir_.file("t.jsonl"));
  for (int i = 0; i < 200; ++i) {
    const std::string place = "room " + std::to_string(i);
    lines << R"({"intent": "on", "annot_utt": "turn on [place : )" << place << "]\"}\n"
          << R"({"intent": "off", "annot_utt": "turn off [place : )" << place << "]\"}\n";
  }
  lines.close();
  std::ofstream(dir_.file("tiny.toml"))
      << "out = \"" << dir_.file("tiny.gguf") << "\"\n[model]\nd_model = 32\nn_layer = 1\nn_head = 2\n"
      << "n_ctx = 32\ncausal = false\n[tokenizer]\nn_vocab = 400\n[data]\nkind = \"intent\"\n"
      << "train = \"t.jsonl\"\ndev_fraction = 0.1\ntoken_noise = 0.1\n[train]\nbatch_tokens = 256\n"
      << "epochs = 2\n[ensemble]\nteachers = 1\nteacher_epochs = 1\nbag_weight = 0.5\n";
  const auto stopped = run(false, 10);
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
  const auto resumed = run(true);
  ASSERT_TRUE(resumed.ok()) << resumed.error().message;
  const std::vector<std::string> in_two = losses();
  EXPECT_NE(resumed->notes.front().find("bag of words has"), std::string::npos);
  const auto whole = run(false, 0, 2, true);
  ASSERT_TRUE(whole.ok()) << whole.error().message;
  EXPECT_EQ(losses(), in_two);
  std::ifstream teacher(dir_.file("tiny.teacher1.log.jsonl"));
  EXPECT_EQ(2 * std::count(std::istreambuf_iterator<char>(teacher), {}, '\n'),
            static_cast<std::ptrdiff_t>(in_two.size()));
}

}  // namespace
}  // namespace ondol::train::test
