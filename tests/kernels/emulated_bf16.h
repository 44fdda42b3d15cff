// The bf16 products of AVX-512 and AMX on any CPU: the vocabulary and the intrinsics that their files are
// written in, as plain loops, and then those files. What each does is taken from its "Operation" in Intel's
// Software Developer's Manual, volume 2. For test files that include no <immintrin.h>.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>

namespace ondol {
namespace {

// A call each: kernels unroll them by the hundred, and a compiler takes minutes over what it may inline
// there.
#define ONDOL_EMULATED [[gnu::noinline, maybe_unused]]

// Not vector types: passing those without the registers for them changes with the compiler's options.
struct __m512 {
  float at[16];
};
struct __m512i {
  int32_t at[16];
};
struct __m512bh {
  uint16_t at[32];
};

// ---- avx512/simd.h: what train_gemm.h and the files below use of it

using F = __m512;
constexpr int kF = 16;
constexpr int kMicroRows = 6;
constexpr int kMicroVecs = 4;

ONDOL_EMULATED F f_load_n(const float* p, int64_t n) {
  F v{};
  for (int64_t i = 0; i < n; ++i) v.at[i] = p[i];
  return v;
}
ONDOL_EMULATED F f_load(const float* p) { return f_load_n(p, kF); }
ONDOL_EMULATED F f_load_bf16(const uint16_t*) { return {}; }  // of the product that these replace
ONDOL_EMULATED void f_store_n(float* p, F v, int64_t n) {
  for (int64_t i = 0; i < n; ++i) p[i] = v.at[i];
}
ONDOL_EMULATED void f_store(float* p, F v) { f_store_n(p, v, kF); }
ONDOL_EMULATED F f_zero() { return {}; }
ONDOL_EMULATED F f_set(float x) {
  F v;
  for (float& lane : v.at) lane = x;
  return v;
}
ONDOL_EMULATED F f_add(F a, F b) {
  for (int i = 0; i < kF; ++i) a.at[i] += b.at[i];
  return a;
}
ONDOL_EMULATED F f_fma(F, F, F c) { return c; }  // as f_load_bf16

// ---- intrinsics

/// DAZ in, FTZ out.
inline float no_denormal(float x) { return std::fabs(x) < 0x1p-126f ? std::copysign(0.0f, x) : x; }
inline float bf16_operand(uint16_t bits) {
  const uint32_t wide = static_cast<uint32_t>(bits) << 16;
  float x;
  std::memcpy(&x, &wide, sizeof x);
  return no_denormal(x);
}
/// sum + a·b, rounded once: double holds the product exactly and rounds the sum far below f32's last bit.
inline float fma_flushed(float sum, float a, float b) {
  return no_denormal(static_cast<float>(static_cast<double>(a) * b + no_denormal(sum)));
}
/// convert_fp32_to_bfloat16
inline uint16_t bf16_of(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  if (std::isnan(x)) return static_cast<uint16_t>(bits >> 16 | 0x40);
  if (std::fabs(x) < 0x1p-126f) return static_cast<uint16_t>(bits >> 16 & 0x8000);
  return static_cast<uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

ONDOL_EMULATED F _mm512_dpbf16_ps(F sum, __m512bh a, __m512bh b) {
  for (int i = 0; i < 16; ++i) {
    for (int k : {2 * i + 1, 2 * i}) {
      sum.at[i] = fma_flushed(sum.at[i], bf16_operand(a.at[k]), bf16_operand(b.at[k]));
    }
  }
  return sum;
}
ONDOL_EMULATED __m512bh _mm512_cvtne2ps_pbh(F high, F low) {
  __m512bh v;
  for (int i = 0; i < 32; ++i) v.at[i] = bf16_of(i < 16 ? low.at[i] : high.at[i - 16]);
  return v;
}
ONDOL_EMULATED __m512i _mm512_loadu_si512(const void* p) {
  __m512i v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
ONDOL_EMULATED void _mm512_storeu_si512(void* p, __m512i v) { std::memcpy(p, &v, sizeof v); }
template <class... Lanes>
ONDOL_EMULATED __m512i _mm512_setr_epi32(Lanes... lanes) {
  return {{lanes...}};
}
ONDOL_EMULATED __m512i _mm512_set1_epi32(int32_t x) {
  return _mm512_setr_epi32(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x);
}
ONDOL_EMULATED __m512i _mm512_castps_si512(F v) { return __builtin_bit_cast(__m512i, v); }
ONDOL_EMULATED F _mm512_castsi512_ps(__m512i v) { return __builtin_bit_cast(F, v); }
ONDOL_EMULATED __m512i _mm512_and_si512(__m512i a, __m512i b) {
  for (int i = 0; i < 16; ++i) a.at[i] &= b.at[i];
  return a;
}
ONDOL_EMULATED __m512i _mm512_add_epi32(__m512i a, __m512i b) {
  for (int i = 0; i < 16; ++i)
    a.at[i] = static_cast<int32_t>(static_cast<uint32_t>(a.at[i]) + static_cast<uint32_t>(b.at[i]));
  return a;
}
ONDOL_EMULATED F f_sub(F a, F b) {
  for (int i = 0; i < 16; ++i) a.at[i] -= b.at[i];
  return a;
}
ONDOL_EMULATED __m512i _mm512_permutexvar_epi16(__m512i index, __m512i a) {
  const auto at = __builtin_bit_cast(__m512bh, index), from = __builtin_bit_cast(__m512bh, a);
  __m512bh v;
  for (int i = 0; i < 32; ++i) v.at[i] = from.at[at.at[i] & 31];
  return __builtin_bit_cast(__m512i, v);
}
/// Each quarter: the given lanes of a's quarter, then of b's, in turn or by twos.
ONDOL_EMULATED __m512i from_quarters(__m512i a, __m512i b, int a0, int b0, int a1, int b1, bool by_twos) {
  __m512i v;
  for (int q = 0; q < 16; q += 4) {
    v.at[q] = a.at[q + a0];
    v.at[q + 1] = by_twos ? a.at[q + a1] : b.at[q + b0];
    v.at[q + 2] = by_twos ? b.at[q + b0] : a.at[q + a1];
    v.at[q + 3] = b.at[q + b1];
  }
  return v;
}
ONDOL_EMULATED __m512i _mm512_unpacklo_epi32(__m512i a, __m512i b) {
  return from_quarters(a, b, 0, 0, 1, 1, false);
}
ONDOL_EMULATED __m512i _mm512_unpackhi_epi32(__m512i a, __m512i b) {
  return from_quarters(a, b, 2, 2, 3, 3, false);
}
ONDOL_EMULATED __m512i _mm512_unpacklo_epi64(__m512i a, __m512i b) {
  return from_quarters(a, b, 0, 0, 1, 1, true);
}
ONDOL_EMULATED __m512i _mm512_unpackhi_epi64(__m512i a, __m512i b) {
  return from_quarters(a, b, 2, 2, 3, 3, true);
}
/// Quarters: two of a, two of b.
ONDOL_EMULATED __m512i _mm512_shuffle_i32x4(__m512i a, __m512i b, int which) {
  __m512i v;
  for (int i = 0; i < 16; ++i) v.at[i] = (i < 8 ? a : b).at[(which >> (i / 4 * 2) & 3) * 4 + i % 4];
  return v;
}

// ---- amx/tiles.h

/// Eight tiles of 16 rows × 64 bytes, there from tiles_begin to tiles_end.
struct EmulatedTiles {
  unsigned char bytes[8][16][64];
  bool there = false;

  auto& tile(int i) {
    if (!there) ADD_FAILURE() << "tile " << i << " is used outside of tiles_begin and tiles_end";
    return bytes[i];
  }
  template <class V>
  V row(int i, int m) {
    V v;
    std::memcpy(&v, tile(i)[m], sizeof v);
    return v;
  }
} emulated_tiles;

inline void tiles_begin() {
  EXPECT_FALSE(emulated_tiles.there) << "configured twice";
  emulated_tiles.there = true;
  std::memset(emulated_tiles.bytes, 0, sizeof emulated_tiles.bytes);
}
inline void tiles_end() { emulated_tiles.there = false; }
template <int tile>
inline void tile_zero() {
  std::memset(emulated_tiles.tile(tile), 0, 1024);
}
template <int tile>
inline void tile_load(const void* p, size_t stride) {
  auto& to = emulated_tiles.tile(tile);
  for (size_t m = 0; m < 16; ++m) std::memcpy(to[m], static_cast<const char*>(p) + m * stride, 64);
}
template <int tile>
inline void tile_store(void* p, size_t stride) {
  const auto& from = emulated_tiles.tile(tile);
  for (size_t m = 0; m < 16; ++m) std::memcpy(static_cast<char*>(p) + m * stride, from[m], 64);
}
/// Even and odd elements of k are summed apart, then together, then onto the tile.
template <int sum, int a, int b>
[[gnu::noinline]] void tile_dot_bf16() {
  for (int m = 0; m < 16; ++m) {
    const auto left = emulated_tiles.row<__m512bh>(a, m);
    F even{}, odd{}, to = emulated_tiles.row<F>(sum, m);
    for (int k = 0; k < 32; k += 2) {
      const auto right = emulated_tiles.row<__m512bh>(b, k / 2);
      for (int n = 0; n < 16; ++n) {
        even.at[n] = fma_flushed(even.at[n], bf16_operand(left.at[k]), bf16_operand(right.at[2 * n]));
        odd.at[n] = fma_flushed(odd.at[n], bf16_operand(left.at[k + 1]), bf16_operand(right.at[2 * n + 1]));
      }
    }
    for (int n = 0; n < 16; ++n) {
      to.at[n] = no_denormal(no_denormal(to.at[n]) + no_denormal(even.at[n] + odd.at[n]));
    }
    std::memcpy(emulated_tiles.tile(sum)[m], &to, sizeof to);
  }
}

}  // namespace
}  // namespace ondol

#include "kernels/target/amx/train_parts.h"
#include "kernels/target/avx512bf16/train_pairs.h"

namespace ondol::test {

struct EmulatedProduct {
  const char* target;
  TrainGemm gemm;
  bool bf16 = true;
};
inline const EmulatedProduct emulated_products[] = {{"avx512bf16", pair_gemm_row<PairProduct>()},
                                                    {"amx", tile_gemm_row()},
                                                    {"amx_f32", parts_gemm_row(), false}};

}  // namespace ondol::test
