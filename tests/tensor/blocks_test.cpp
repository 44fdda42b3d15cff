// The packed 6-bit scales of the K types: every value at every place, written and read back.
#include "tensor/blocks.h"

#include <gtest/gtest.h>

#include <cstring>

namespace ondol {
namespace {

TEST(Blocks, Q4KScales_EveryValueAtEveryPlace_ReadBack) {
  for (int g = 0; g < 8; ++g) {
    for (int value = 0; value < 64; ++value) {
      uint8_t packed[12] = {};
      for (int other = 0; other < 8; ++other) {
        q4_k_set_scale_min(packed, other, other == g ? value : 21, other == g ? 63 - value : 42);
      }
      for (int other = 0; other < 8; ++other) {
        int scale, min;
        q4_k_scale_min(packed, other, &scale, &min);
        ASSERT_EQ(scale, other == g ? value : 21);
        ASSERT_EQ(min, other == g ? 63 - value : 42);
      }
    }
  }
}

TEST(Blocks, Q3KScales_EveryValueAtEveryPlace_ReadBack) {
  for (int g = 0; g < 16; ++g) {
    for (int value = 0; value < 64; ++value) {
      uint8_t packed[12] = {};
      for (int other = 0; other < 16; ++other) q3_k_set_scale(packed, other, other == g ? value : 42);
      for (int other = 0; other < 16; ++other) {
        ASSERT_EQ(q3_k_scale(packed, other), other == g ? value : 42);
      }
    }
  }
}

/// Sets one element's code to the top of its range by hand and looks where unpack finds it.
template <class Block>
void expect_elements_apart(void (*set)(Block&, int)) {
  for (int i = 0; i < Block::elems; ++i) {
    Block zero, one;
    std::memset(&zero, 0, sizeof zero);
    std::memset(&one, 0, sizeof one);
    set(one, i);
    int8_t a[Block::elems], b[Block::elems];
    float scale[Block::elems / 16], min[Block::elems / 16];
    unpack(zero, a, scale, min);
    unpack(one, b, scale, min);
    for (int j = 0; j < Block::elems; ++j) ASSERT_EQ(a[j] != b[j], j == i) << "element " << j << " for " << i;
  }
}

TEST(Blocks, HighBits_BelongToTheElementTheFormatNames) {
  expect_elements_apart<BlockQ5_0>(
      [](BlockQ5_0& b, int i) { b.qh[i / 8] = static_cast<uint8_t>(1 << i % 8); });
  expect_elements_apart<BlockQ5_1>(
      [](BlockQ5_1& b, int i) { b.qh[i / 8] = static_cast<uint8_t>(1 << i % 8); });
  expect_elements_apart<BlockQ5_K>(
      [](BlockQ5_K& b, int i) { b.qh[i % 32] = static_cast<uint8_t>(1 << i / 32); });
  expect_elements_apart<BlockQ3_K>(
      [](BlockQ3_K& b, int i) { b.hmask[i % 32] = static_cast<uint8_t>(1 << i / 32); });
  expect_elements_apart<BlockQ6_K>(
      [](BlockQ6_K& b, int i) { b.qh[i / 128 * 32 + i % 32] = static_cast<uint8_t>(3 << i % 128 / 32 * 2); });
}

}  // namespace
}  // namespace ondol
