// The pass over products whose panels hold rows of B in twos and thirty-twos, on emulated instructions: that
// its own arithmetic with panels is right for them too.
#include "kernels/emulated_bf16.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tiny_network.h"

namespace ondol::train::test {
namespace {

using ::ondol::test::emulated_products;
using ::ondol::test::EmulatedProduct;

class EmulatedPass : public ::testing::TestWithParam<EmulatedProduct> {
 protected:
  /// No size is a multiple of what lies together in a panel.
  static ModelShape shape() {
    ModelShape s = tiny_shape();
    s.d_ff = 75;
    s.n_vocab = 141;
    return s;
  }
  const Kernels& kernels = *select_kernels(nullptr, nullptr);
};

TEST_P(EmulatedPass, LossAndGradients_AsOfScalarProducts) {
  const TinyRows rows = random_rows(1, 33, 141, true);
  const TrainKernels& scalar = *select_kernels("scalar", nullptr)->train;
  TinyNetwork want(shape(), kernels, GetParam().bf16 ? scalar.bf16 : scalar.f32, 4);
  TinyNetwork got(shape(), kernels, GetParam().gemm, 4);
  const double want_nll = want.gradients(rows, {}).nll, got_nll = got.gradients(rows, {}).nll;
  // Sums in another order differ in their last bits; where that tips an operand's rounding to bf16, by 2^-8.
  const double tipped = GetParam().bf16 ? 1.0 : 0x1p-12;
  EXPECT_NEAR(got_nll, want_nll, 1e-3 * tipped * want_nll);
  for (const Param& p : want.layout_.params()) {
    const float* a = want.lane_->gradients() + p.offset;
    const float* b = got.lane_->gradients() + p.offset;
    float largest = 0.0f;
    for (int64_t i = 0; i < p.n(); ++i) largest = std::max(largest, std::fabs(a[i]));
    for (int64_t i = 0; i < p.n(); ++i)
      ASSERT_NEAR(b[i], a[i], 0.02 * tipped * largest) << p.name << " element " << i;
  }
}

TEST_P(EmulatedPass, WeightsPackedInShares_AsByOneThread) {
  TinyNetwork tiny(shape(), kernels, GetParam().gemm, 4);
  tiny.pack();
  std::vector<std::vector<unsigned char>> whole;
  const auto each_panels = [&](auto&& visit) {
    for (size_t i = 0; i < tiny.layout_.params().size(); ++i) {
      for (const Panels* p :
           {&tiny.weights_->forward(static_cast<int>(i)), &tiny.weights_->backward(static_cast<int>(i))}) {
        visit(static_cast<unsigned char*>(p->data), GetParam().gemm.panel_bytes(p->n_k, p->n_cols));
      }
    }
  };
  each_panels([&](unsigned char* data, size_t bytes) {
    whole.emplace_back(data, data + bytes);
    std::fill_n(data, bytes, static_cast<unsigned char>(0xff));
  });
  for (int thread = 0; thread < 3; ++thread)
    tiny.weights_->pack(tiny.params_.data(), tiny.token_table(), thread, 3);
  size_t n = 0;
  each_panels([&](const unsigned char* data, size_t bytes) {
    EXPECT_TRUE(std::equal(data, data + bytes, whole[n].begin())) << n;
    ++n;
  });
}

INSTANTIATE_TEST_SUITE_P(Target, EmulatedPass, ::testing::ValuesIn(emulated_products),
                         [](const auto& info) { return std::string(info.param.target); });

}  // namespace
}  // namespace ondol::train::test
