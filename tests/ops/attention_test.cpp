// The f32 path is the truth; the target's f16 and q8_0 kernels must agree with it to their cache's precision.
#include "ops/attention.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace ondol {
namespace {

struct Case {
  int64_t n_tok, pos, n_group, d_head, window;
  float softcap;
};

class AttentionTest : public testing::TestWithParam<Case> {};

TEST_P(AttentionTest, CacheTypes_AgreeToTheirPrecision) {
  const Case c = GetParam();
  const char* why = nullptr;
  const Kernels& kernels = *select_kernels(nullptr, &why);
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  const int64_t n_kv = c.pos + c.n_tok;
  std::vector<float> q(static_cast<size_t>(c.n_tok * c.n_group * c.d_head)),
      k(static_cast<size_t>(n_kv * c.d_head)), v(k.size());
  for (auto* values : {&q, &k, &v})
    for (float& x : *values) x = normal(random);
  const auto run = [&](KvType type) {
    const size_t row = kv_row_bytes(type, c.d_head);
    std::vector<std::byte> keys(row * static_cast<size_t>(n_kv)), values(keys.size());
    for (int64_t j = 0; j < n_kv; ++j) {
      store_kv(kernels, type, keys.data() + static_cast<size_t>(j) * row, k.data() + j * c.d_head, c.d_head);
      store_kv(kernels, type, values.data() + static_cast<size_t>(j) * row, v.data() + j * c.d_head,
               c.d_head);
    }
    std::vector<std::byte> room(attention_scratch_bytes(kernels, c.n_group, n_kv, c.d_head) + 64);
    std::vector<float> out(q.size());
    const int64_t stride = c.n_group * c.d_head;
    attention(kernels,
              {out.data(), q.data(), stride, stride, keys.data(), values.data(), type, c.n_tok, c.n_group,
               c.d_head, c.pos, c.window, 1.0f / std::sqrt(static_cast<float>(c.d_head)), c.softcap,
               reinterpret_cast<void*>((reinterpret_cast<uintptr_t>(room.data()) + 63) / 64 * 64)});
    return out;
  };
  const auto exact = run(KvType::f32), half = run(KvType::f16);
  // Errors of scores (2^-11 of |q||k| scale ≈ a few 1e-3) move the weights, those of values add directly.
  for (size_t i = 0; i < exact.size(); ++i) ASSERT_NEAR(half[i], exact[i], 8e-3) << i;
  if (c.d_head % 32 == 0) {
    const auto q8 = run(KvType::q8_0);
    for (size_t i = 0; i < exact.size(); ++i) ASSERT_NEAR(q8[i], exact[i], 8e-2) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, AttentionTest,
                         testing::Values(Case{1, 0, 1, 64, 0, 0}, Case{1, 37, 3, 64, 0, 0},
                                         Case{33, 5, 3, 64, 0, 0}, Case{1, 100, 2, 128, 16, 0},
                                         Case{20, 30, 4, 32, 8, 0}, Case{7, 9, 1, 24, 0, 0},
                                         Case{16, 40, 2, 96, 0, 30.0f}, Case{3, 300, 8, 80, 0, 0}));

TEST(Attention_F32, UniformKeys_AverageTheVisibleValues) {
  const char* why = nullptr;
  const Kernels& kernels = *select_kernels(nullptr, &why);
  const float q[2] = {1, 2}, k[8] = {}, v[8] = {1, 0, 2, 0, 3, 0, 4, 8};
  float out[2], scratch[4];
  attention(kernels, {out, q, 2, 2, k, v, KvType::f32, 1, 1, 2, 3, 0, 1.0f, 0.0f, scratch});
  EXPECT_FLOAT_EQ(out[0], 2.5f);
  EXPECT_FLOAT_EQ(out[1], 2.0f);
  attention(kernels, {out, q, 2, 2, k, v, KvType::f32, 1, 1, 2, 3, 2, 1.0f, 0.0f, scratch});
  EXPECT_FLOAT_EQ(out[0], 3.5f);
  EXPECT_FLOAT_EQ(out[1], 4.0f);
}

}  // namespace
}  // namespace ondol
