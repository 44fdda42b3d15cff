// The whole tiny model against PyTorch: logits, loss, every gradient, and ten AdamW steps.
// The golden is made by tests/golden/train/make_goldens.py, in double precision.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/thread_pool.h"
#include "format/safetensors.h"
#include "tiny_network.h"
#include "train/learner.h"

namespace ondol::train::test {
namespace {

constexpr const char* kGolden = ONDOL_GOLDEN_DIR "/train/tiny.safetensors";

class Golden : public ::testing::Test {
 protected:
  void SetUp() override {
    auto file = SafetensorsFile::open(kGolden);
    ASSERT_TRUE(file.ok()) << file.error().message;
    file_ = *file;
    rows_ = {2, 30, read<int32_t>("tokens"), read<int32_t>("targets"), read<int32_t>("doc_start")};
  }
  template <class T>
  std::vector<T> read(const std::string& name) const {
    const SafetensorsTensor* tensor = file_->tensor(name);
    EXPECT_NE(tensor, nullptr) << name;
    if (tensor == nullptr) return {};
    std::vector<T> values(tensor->size_bytes / sizeof(T));
    std::memcpy(values.data(), tensor->data, tensor->size_bytes);
    return values;
  }
  void load_params(const ParamLayout& layout, float* params) const {
    for (const Param& p : layout.params()) {
      const auto values = read<float>("param." + p.name);
      ASSERT_EQ(static_cast<int64_t>(values.size()), p.n()) << p.name;
      std::copy(values.begin(), values.end(), params + p.offset);
    }
  }

  std::shared_ptr<SafetensorsFile> file_;
  TinyRows rows_;
};

TEST_F(Golden, Logits_ArePyTorchs) {
  TinyNetwork tiny(tiny_shape());
  load_params(tiny.layout_, tiny.params_.data());
  tiny.pack();
  TinyRows all = rows_;
  for (auto& t : all.targets) t = 0;
  const auto want = read<float>("logits");
  std::vector<float> got(want.size());
  ASSERT_EQ(tiny.lane_->logits(tiny.network(), all.micro(), got.data()), 60);
  double largest = 0.0;
  for (const float x : want) largest = std::max(largest, std::fabs(double{x}));
  for (size_t i = 0; i < want.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-5 * largest) << i;
}

TEST_F(Golden, LossAndEveryGradient_ArePyTorchs) {
  TinyNetwork tiny(tiny_shape());
  load_params(tiny.layout_, tiny.params_.data());
  LossOptions options;
  const int64_t n_target =
      std::count_if(rows_.targets.begin(), rows_.targets.end(), [](int32_t t) { return t >= 0; });
  options.weight = 1.0f / static_cast<float>(n_target);
  const LossSum sum = tiny.gradients(rows_, options);
  ASSERT_EQ(sum.n_target, n_target);
  EXPECT_NEAR(sum.nll / static_cast<double>(n_target), read<float>("loss").at(0), 1e-5);
  for (const Param& p : tiny.layout_.params()) {
    const auto want = read<float>("grad." + p.name);
    double largest = 0.0;
    for (const float x : want) largest = std::max(largest, std::fabs(double{x}));
    for (size_t i = 0; i < want.size(); ++i) {
      ASSERT_NEAR(tiny.lane_->gradients()[static_cast<size_t>(p.offset) + i], want[i], 2e-5 * largest)
          << p.name << " " << i;
    }
  }
}

TEST_F(Golden, TenAdamSteps_FollowPyTorchsCurve) {
  Recipe recipe;
  recipe.train.precision = Precision::f32;
  recipe.train.lr = 0.01;
  recipe.train.weight_decay = 0.1;
  recipe.train.clip = 1.0;
  ModelShape shape = tiny_shape();
  const auto want = read<float>("curve");
  for (int n_threads : {1, 2}) {
    ThreadPool pool(n_threads);
    auto learner = Learner::create(recipe, shape, *select_kernels(nullptr, nullptr), pool, {});
    ASSERT_TRUE(learner.ok()) << learner.error().message;
    load_params((*learner)->layout(), (*learner)->params());
    const Batch batch{rows_.n_seq, rows_.n_tok, rows_.tokens, rows_.targets, rows_.doc_start};
    for (size_t step = 0; step < want.size(); ++step) {
      const StepReport report = (*learner)->step({&batch, nullptr, static_cast<int64_t>(step) + 1, 1.0f, 0});
      // Rounding grows from step to step: Adam divides small gradients by themselves.
      EXPECT_NEAR(report.loss.nll / static_cast<double>(report.loss.n_target), want[step], 2e-4)
          << "step " << step + 1;
    }
  }
}

TEST_F(Golden, Bf16_LossCloseToF32) {
  TinyNetwork exact(tiny_shape()), rounded(tiny_shape(), /*bf16=*/true);
  load_params(exact.layout_, exact.params_.data());
  load_params(rounded.layout_, rounded.params_.data());
  const double want = exact.loss(rows_), got = rounded.loss(rows_);
  EXPECT_NE(got, want);
  EXPECT_NEAR(got, want, 0.01 * want);  // 2^-8 a product
}

}  // namespace
}  // namespace ondol::train::test
