// 16-bit floats, exhaustively where that is possible: against double arithmetic that follows the definition.
#include "tensor/half.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace ondol {
namespace {

/// binary16 by its definition.
double f16_by_definition(uint16_t h) {
  const int exponent = h >> 10 & 31;
  const double mantissa = (h & 0x3ff) / 1024.0;
  const double sign = (h & 0x8000) != 0 ? -1.0 : 1.0;
  if (exponent == 31) {
    return (h & 0x3ff) != 0 ? std::numeric_limits<double>::quiet_NaN() : sign * INFINITY;
  }
  return exponent == 0 ? sign * std::ldexp(mantissa, -14) : sign * std::ldexp(1.0 + mantissa, exponent - 15);
}

TEST(Half, AllF16Values_WidenAndComeBack) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    const uint16_t h = static_cast<uint16_t>(bits);
    const float wide = f16_to_f32(h);
    const double want = f16_by_definition(h);
    if (std::isnan(want)) {
      ASSERT_TRUE(std::isnan(wide)) << bits;
      ASSERT_TRUE(std::isnan(f16_to_f32(f32_to_f16(wide)))) << bits;
      continue;
    }
    ASSERT_EQ(static_cast<double>(wide), want) << bits;
    ASSERT_EQ(std::signbit(wide), (h & 0x8000) != 0) << bits;
    ASSERT_EQ(f32_to_f16(wide), h) << bits;
  }
}

TEST(Half, BetweenF16Values_NearestTiesToEven) {
  for (uint16_t h = 0; h < 0x7bff; ++h) {  // each value and the next, denormals included
    const double low = f16_by_definition(h), high = f16_by_definition(static_cast<uint16_t>(h + 1));
    const float middle = static_cast<float>((low + high) / 2);  // exact: one bit more than f16 has
    const uint16_t even = (h & 1) == 0 ? h : static_cast<uint16_t>(h + 1);
    ASSERT_EQ(f32_to_f16(middle), even) << h;
    ASSERT_EQ(f32_to_f16(std::nextafter(middle, 0.0f)), h) << h;
    ASSERT_EQ(f32_to_f16(std::nextafter(middle, INFINITY)), h + 1) << h;
    ASSERT_EQ(f32_to_f16(-middle), even | 0x8000) << h;
  }
}

TEST(Half, BeyondF16_InfinityFrom65520) {
  EXPECT_EQ(f32_to_f16(65519.996f), 0x7bff);
  EXPECT_EQ(f32_to_f16(65520.0f), 0x7c00);
  EXPECT_EQ(f32_to_f16(1e30f), 0x7c00);
  EXPECT_EQ(f32_to_f16(-INFINITY), 0xfc00);
  EXPECT_EQ(f32_to_f16(0x1p-26f), 0);
  EXPECT_EQ(f32_to_f16(std::numeric_limits<float>::denorm_min()), 0);
}

TEST(Half, Bf16_RoundsToEvenAndKeepsNaN) {
  EXPECT_EQ(bf16_to_f32(0x3f80), 1.0f);
  EXPECT_EQ(f32_to_bf16(f32_from_bits(0x3f808000)), 0x3f80);  // half way, even below
  EXPECT_EQ(f32_to_bf16(f32_from_bits(0x3f818000)), 0x3f82);  // half way, even above
  EXPECT_EQ(f32_to_bf16(f32_from_bits(0x3f808001)), 0x3f81);
  EXPECT_EQ(f32_to_bf16(3.4e38f), 0x7f80);  // rounds up to infinity
  for (uint32_t payload : {1u, 0x7fffu, 0x8000u, 0x7fffffu}) {
    EXPECT_TRUE(std::isnan(bf16_to_f32(f32_to_bf16(f32_from_bits(0x7f800000 | payload))))) << payload;
  }
  for (uint32_t h = 0; h < 0x10000; ++h) {
    const float wide = bf16_to_f32(static_cast<uint16_t>(h));
    if (!std::isnan(wide)) {
      ASSERT_EQ(f32_to_bf16(wide), h);
    }
  }
}

}  // namespace
}  // namespace ondol
