// One token times rows of any quantised type on AArch64, over the target's dot16 and dot32 (dot.h). Four rows
// at a time share the activations and what the offset of the codes takes off; every row sees the same
// operations in the same order wherever it stands in the four. Activations in two terms (a token and what its
// quantising lost) meet each weight while it is unpacked.
#pragma once

#include "kernels/kernels.h"
#include "kernels/target/neon/simd.h"
// decode.h is written in the words of simd.h
#include "kernels/target/common/decode.h"
#include "kernels/target/common/unroll.h"

namespace ondol {
namespace {

/// The activations of 32 columns, shared by the rows. Of two terms the second's scale is 1/254 of the first's
/// (quantize_residual), so that 254·first + second are sums in units of the second.
template <class Block, int n_terms>
struct X32 {
  using D = Decode<Block>;
  int8x16_t x[n_terms][2];
  // −offset·x, lane by lane as the products fall; one each where groups have 16 values
  int32x4_t start[n_terms][2];
  X32(const Act (&a)[n_terms], int64_t column) {
    ONDOL_UNROLL
    for (int t = 0; t < n_terms; ++t) {
      x[t][0] = vld1q_s8(a[t].q + column);
      x[t][1] = vld1q_s8(a[t].q + column + 16);
      start[t][0] = minus_offset16<D::kOffset>(x[t][0]);
      start[t][1] = minus_offset16<D::kOffset>(x[t][1]);
      if constexpr (D::kGroup == 32 && D::kOffset != 0) start[t][0] = vaddq_s32(start[t][0], start[t][1]);
    }
  }
  F group32(B codes) const {
    int32x4_t sum = dot32<D::kWide>(start[0][0], codes, x[0]);
    if constexpr (n_terms == 2) sum = dot32<D::kWide>(weigh(sum, start[1][0]), codes, x[1]);
    return vcvtq_f32_s32(sum);
  }
  template <int half>
  F group16(int8x16_t codes) const {
    int32x4_t sum = dot16<D::kWide>(start[0][half], codes, x[0][half]);
    if constexpr (n_terms == 2) sum = dot16<D::kWide>(weigh(sum, start[1][half]), codes, x[1][half]);
    return vcvtq_f32_s32(sum);
  }

 private:
  static int32x4_t weigh(int32x4_t first, int32x4_t second) {
    return D::kOffset == 0 ? vmulq_n_s32(first, 254) : vmlaq_n_s32(second, first, 254);
  }
};

template <class Block, int n, int n_terms>
inline void block_rows(float* y, const Block* w, int64_t n_blocks, const Act (&a)[n_terms]) {
  using D = Decode<Block>;
  const Act& last = a[n_terms - 1];
  F acc[n];
  float mins[n];
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) {
    acc[r] = f_zero();
    mins[r] = 0.0f;
  }
  for (int64_t b = 0; b < n_blocks; ++b) {
    const X32<Block, n_terms> x(a, 32 * b);
    const float d = last.d[b];
    float part = 0.0f;
    if constexpr (D::kMin) {
      int sum = last.sum[2 * b] + last.sum[2 * b + 1];
      if constexpr (n_terms == 2) sum += 254 * (a[0].sum[2 * b] + a[0].sum[2 * b + 1]);
      part = d * static_cast<float>(sum);
    }
    ONDOL_UNROLL
    for (int r = 0; r < n; ++r) {
      const Block& block = w[r * n_blocks + b];
      float scale, min = 0.0f;
      D::scales(block, &scale, &min);
      acc[r] = vfmaq_n_f32(acc[r], x.group32(D::template q<0>(block)), scale * d);
      if constexpr (D::kMin) mins[r] = __builtin_fmaf(min, part, mins[r]);
    }
  }
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) y[r] = f_hsum(acc[r]) + mins[r];
}

/// acc[r] += the products of columns [32·J, 32·J + 32) of a block of row r, which start at `column`; s[r]:
/// the scales of its groups.
template <class Block, int n, int J, int n_terms>
[[gnu::always_inline]] inline void super_columns(F (&acc)[n], const Block* w, int64_t stride,
                                                 const Act (&a)[n_terms], int64_t column,
                                                 const F (&s)[n][256 / Decode<Block>::kGroup / 4]) {
  using D = Decode<Block>;
  const X32<Block, n_terms> x(a, column + 32 * J);
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) {
    const B codes = D::template q<J>(w[r * stride]);
    if constexpr (D::kGroup == 32) {
      acc[r] = vfmaq_laneq_f32(acc[r], x.group32(codes), s[r][J / 4], J % 4);
    } else {
      const F low = x.template group16<0>(vreinterpretq_s8_u8(codes.lo));
      const F high = x.template group16<1>(vreinterpretq_s8_u8(codes.hi));
      acc[r] = vfmaq_laneq_f32(acc[r], low, s[r][J / 2], J % 2 * 2);
      acc[r] = vfmaq_laneq_f32(acc[r], high, s[r][J / 2], J % 2 * 2 + 1);
    }
  }
  if constexpr (J < 7) super_columns<Block, n, J + 1>(acc, w, stride, a, column, s);
}

/// Scales of the activations for each group of a super-block, and scale·sum where the type has mins.
template <class Block>
struct SuperX {
  using D = Decode<Block>;
  static constexpr int kVecs = 256 / D::kGroup / 4;
  F d[kVecs], part[kVecs];
  template <int n_terms>
  SuperX(const Act (&a)[n_terms], int64_t block) {
    const float* scales = a[n_terms - 1].d + 8 * block;
    for (int i = 0; i < kVecs; ++i) {
      d[i] = D::kGroup == 32 ? f_load(scales + 4 * i) : f_load_twice(scales + 2 * i);
      int32x4_t sum = sums(a[n_terms - 1].sum + 16 * block, i);
      if constexpr (n_terms == 2) sum = vmlaq_n_s32(sum, sums(a[0].sum + 16 * block, i), 254);
      part[i] = vmulq_f32(d[i], vcvtq_f32_s32(sum));
    }
  }

 private:
  static int32x4_t sums(const int16_t* of16, int i) {
    return D::kGroup == 32 ? vpaddlq_s16(vld1q_s16(of16 + 8 * i)) : vmovl_s16(vld1_s16(of16 + 4 * i));
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

template <class Block, int n, int n_terms>
inline void super_rows(float* y, const Block* w, int64_t n_blocks, const Act (&a)[n_terms]) {
  F acc[n];
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) acc[r] = f_zero();
  for (int64_t b = 0; b < n_blocks; ++b) {
    const SuperX<Block> x(a, b);
    F s[n][SuperX<Block>::kVecs];
    ONDOL_UNROLL
    for (int r = 0; r < n; ++r) acc[r] = super_scales(acc[r], s[r], w[r * n_blocks + b], x);
    super_columns<Block, n, 0>(acc, w + b, n_blocks, a, 256 * b, s);
  }
  ONDOL_UNROLL
  for (int r = 0; r < n; ++r) y[r] = f_hsum(acc[r]);
}

template <class Block, int n_terms>
void gemv_terms(float* y, const void* w, int64_t n_rows, int64_t n_cols, const Act (&a)[n_terms]) {
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

template <class Block>
void gemv_q8(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  const Act terms[] = {Act(act, n_cols)};
  gemv_terms<Block>(y, w, n_rows, n_cols, terms);
}

template <class Block>
void gemv_two_terms(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
                    const void* residual, void*) {
  const Act terms[] = {Act(act, n_cols), Act(residual, n_cols)};
  gemv_terms<Block>(y, w, n_rows, n_cols, terms);
}

template <class Block>
constexpr MatmulKernels with_extras(MatmulKernels row, int) {
  row.gemv_two_terms = gemv_two_terms<Block>;
  return row;
}

}  // namespace
}  // namespace ondol
