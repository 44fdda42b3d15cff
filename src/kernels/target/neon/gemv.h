// One token times rows of any quantised type on AArch64, over the target's dot16 and dot32 (dot.h). Four rows
// at a time share the activations and what the offset of the codes takes off; every row sees the same
// operations in the same order wherever it stands in the four.
#pragma once

#include "kernels/target/neon/simd.h"
// decode.h is written in the words of simd.h
#include "kernels/target/common/decode.h"
#include "kernels/target/common/unroll.h"

namespace ondol {
namespace {

/// The activations of 32 columns, shared by the rows.
template <class Block>
struct X32 {
  using D = Decode<Block>;
  int8x16_t x[2];
  int32x4_t start[2];  // −offset·x, lane by lane as the products fall; one each where groups have 16 values
  explicit X32(const int8_t* q) {
    x[0] = vld1q_s8(q);
    x[1] = vld1q_s8(q + 16);
    start[0] = minus_offset16<D::kOffset>(x[0]);
    start[1] = minus_offset16<D::kOffset>(x[1]);
    if constexpr (D::kGroup == 32 && D::kOffset != 0) start[0] = vaddq_s32(start[0], start[1]);
  }
};

template <class Block, int n>
inline void block_rows(float* y, const Block* w, int64_t n_blocks, const Act& a) {
  using D = Decode<Block>;
  F acc[n];
  float mins[n];
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) {
    acc[r] = f_zero();
    mins[r] = 0.0f;
  }
  for (int64_t b = 0; b < n_blocks; ++b) {
    const X32<Block> x(a.q + 32 * b);
    const float d = a.d[b];
    const float part = D::kMin ? d * static_cast<float>(a.sum[2 * b] + a.sum[2 * b + 1]) : 0.0f;
    ONDOL_UNROLL
    for (int r = 0; r < n; ++r) {
      const Block& block = w[r * n_blocks + b];
      float scale, min = 0.0f;
      D::scales(block, &scale, &min);
      const int32x4_t sum = dot32<D::kWide>(x.start[0], D::template q<0>(block), x.x);
      acc[r] = vfmaq_n_f32(acc[r], vcvtq_f32_s32(sum), scale * d);
      if constexpr (D::kMin) mins[r] = __builtin_fmaf(min, part, mins[r]);
    }
  }
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) y[r] = f_hsum(acc[r]) + mins[r];
}

/// acc[r] += the products of columns [32·J, 32·J + 32) of a block of row r; s[r]: the scales of its groups.
template <class Block, int n, int J>
[[gnu::always_inline]] inline void super_columns(F (&acc)[n], const Block* w, int64_t stride, const int8_t* q,
                                                 const F (&s)[n][256 / Decode<Block>::kGroup / 4]) {
  using D = Decode<Block>;
  const X32<Block> x(q + 32 * J);
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) {
    const B codes = D::template q<J>(w[r * stride]);
    if constexpr (D::kGroup == 32) {
      const int32x4_t sum = dot32<D::kWide>(x.start[0], codes, x.x);
      acc[r] = vfmaq_laneq_f32(acc[r], vcvtq_f32_s32(sum), s[r][J / 4], J % 4);
    } else {
      const int32x4_t sum0 = dot16<D::kWide>(x.start[0], vreinterpretq_s8_u8(codes.lo), x.x[0]);
      const int32x4_t sum1 = dot16<D::kWide>(x.start[1], vreinterpretq_s8_u8(codes.hi), x.x[1]);
      acc[r] = vfmaq_laneq_f32(acc[r], vcvtq_f32_s32(sum0), s[r][J / 2], J % 2 * 2);
      acc[r] = vfmaq_laneq_f32(acc[r], vcvtq_f32_s32(sum1), s[r][J / 2], J % 2 * 2 + 1);
    }
  }
  if constexpr (J < 7) super_columns<Block, n, J + 1>(acc, w, stride, q, s);
}

/// Scales of the activations for each group of a super-block, and scale·sum where the type has mins.
template <class Block>
struct SuperX {
  using D = Decode<Block>;
  static constexpr int kVecs = 256 / D::kGroup / 4;
  F d[kVecs], part[kVecs];
  SuperX(const float* scales, const int16_t* sums) {
    if constexpr (D::kGroup == 32) {
      for (int i = 0; i < kVecs; ++i) {
        d[i] = f_load(scales + 4 * i);
        part[i] = vmulq_f32(d[i], vcvtq_f32_s32(vpaddlq_s16(vld1q_s16(sums + 8 * i))));
      }
    } else {
      for (int i = 0; i < kVecs; ++i) {
        d[i] = f_load_twice(scales + 2 * i);
        part[i] = vmulq_f32(d[i], vcvtq_f32_s32(vmovl_s16(vld1_s16(sums + 4 * i))));
      }
    }
  }
};

/// s: the scales of a block's groups times those of the activations. Returns acc plus the mins' share.
template <class Block>
inline F super_scales(F acc, F (&s)[SuperX<Block>::kVecs], const Block& b, const SuperX<Block>& x) {
  float d[4 * SuperX<Block>::kVecs], m[4 * SuperX<Block>::kVecs];
  Decode<Block>::scales(b, d, m);
  ONDOL_UNROLL
  for (int i = 0; i < SuperX<Block>::kVecs; ++i) {
    s[i] = f_mul(f_load(d + 4 * i), x.d[i]);
    if constexpr (Decode<Block>::kMin) acc = f_fma(f_load(m + 4 * i), x.part[i], acc);
  }
  return acc;
}

/// Q4_K and Q5_K, whose scales are as much work as their codes: all in registers, scales in the low half and
/// mins in the high one (split_k_scales in decode.h is the same on words).
template <class Block>
requires(sizeof(Block::scales) == 12 && Decode<Block>::kMin) inline F
    super_scales(F acc, F (&s)[2], const Block& b, const SuperX<Block>& x) {
  uint32_t last;
  __builtin_memcpy(&last, b.scales + 8, 4);
  const uint8x8_t packed = vld1_u8(b.scales);
  const int32x2_t down = vcreate_s32(0xfffffffc00000000ull);  // by 0 and by 4
  const uint8x8_t low = vreinterpret_u8_u32(vshl_u32(vdup_n_u32(last), down));
  const uint8x8_t high = vand_u8(vshr_n_u8(packed, 2), vdup_n_u8(0x30));
  const uint16x8_t first = vmovl_u8(vand_u8(packed, vdup_n_u8(0x3f)));
  const uint16x8_t second = vmovl_u8(vorr_u8(vand_u8(low, vdup_n_u8(0x0f)), high));
  const float d = f16_scalar(b.d);
  s[0] = vmulq_n_f32(vmulq_f32(vcvtq_f32_u32(vmovl_u16(vget_low_u16(first))), x.d[0]), d);
  s[1] = vmulq_n_f32(vmulq_f32(vcvtq_f32_u32(vmovl_u16(vget_low_u16(second))), x.d[1]), d);
  const F mins = vmulq_f32(vcvtq_f32_u32(vmovl_high_u16(first)), x.part[0]);
  return vfmsq_n_f32(acc, f_fma(vcvtq_f32_u32(vmovl_high_u16(second)), x.part[1], mins), f16_scalar(b.dmin));
}

template <class Block, int n>
inline void super_rows(float* y, const Block* w, int64_t n_blocks, const Act& a) {
  F acc[n];
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) acc[r] = f_zero();
  for (int64_t b = 0; b < n_blocks; ++b) {
    const SuperX<Block> x(a.d + 8 * b, a.sum + 16 * b);
    F s[n][SuperX<Block>::kVecs];
    ONDOL_UNROLL
    for (int r = 0; r < n; ++r) acc[r] = super_scales(acc[r], s[r], w[r * n_blocks + b], x);
    super_columns<Block, n, 0>(acc, w + b, n_blocks, a.q + 256 * b, s);
  }
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) y[r] = f_hsum(acc[r]);
}

template <class Block>
void gemv_q8(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  const Act a(act, n_cols);
  const Block* rows = static_cast<const Block*>(w);
  const int64_t n_blocks = n_cols / Block::elems;
  int64_t r = 0;
  const auto some_rows = [&]<int n>() {
    if constexpr (Block::elems == 32) {
      block_rows<Block, n>(y + r, rows + r * n_blocks, n_blocks, a);
    } else {
      super_rows<Block, n>(y + r, rows + r * n_blocks, n_blocks, a);
    }
    r += n;
  };
  while (r + 4 <= n_rows) some_rows.template operator()<4>();
  while (r < n_rows) some_rows.template operator()<1>();
}

}  // namespace
}  // namespace ondol
