#include "base/arena.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace ondol {
namespace {

TEST(Arena_Measuring, CountsWhatARealOneTakes) {
  const auto lay_out = [](Arena& arena) {
    arena.take(1);
    arena.take_array<float>(17);
    arena.take(0);
    return arena.take(4096);
  };
  Arena measuring;
  EXPECT_EQ(lay_out(measuring), nullptr);
  EXPECT_EQ(measuring.used_bytes(), 64u + 128u + 4096u);
  auto arena = Arena::create(measuring.used_bytes());
  ASSERT_TRUE(arena.ok());
  EXPECT_NE(lay_out(*arena), nullptr);
  EXPECT_EQ(arena->used_bytes(), measuring.used_bytes());
}

TEST(Arena_Take, PiecesAreAlignedZeroAndApart) {
  auto arena = Arena::create(1 << 16);
  ASSERT_TRUE(arena.ok());
  auto* a = arena->take_array<uint8_t>(100);
  auto* b = arena->take_array<uint8_t>(100);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(a) % 64, 0u);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(b) % 64, 0u);
  EXPECT_GE(b - a, 100);
  for (int i = 0; i < 100; ++i) ASSERT_EQ(a[i], 0);
}

TEST(Arena_Create, RefusesWhatTheAddressSpaceCannotHold) {
  const auto arena = Arena::create(UINT64_MAX / 2);
  ASSERT_FALSE(arena.ok());
  EXPECT_EQ(arena.error().code, ErrorCode::over_budget);
}

}  // namespace
}  // namespace ondol
