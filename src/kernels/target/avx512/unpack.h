// Full tiles of the commonest types straight from the rows, without a copy in between: nibbles and bytes are
// transposed as they lie.
#pragma once

#include "kernels/target/avx512/dot.h"
#include "kernels/target/common/unpack_tile.h"

namespace ondol {
namespace {

/// Sixteen bytes of each of sixteen rows → out[c]: four-byte column c of all rows.
template <class At>
inline void transpose_payloads(__m512i (&out)[4], At at) {
  const __m512i lo2 = _mm512_setr_epi32(0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
  const __m512i hi2 = _mm512_add_epi32(lo2, _mm512_set1_epi32(2));
  const __m512i lo1 = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  const __m512i hi1 = _mm512_add_epi32(lo1, _mm512_set1_epi32(1));
  const auto four = [&](int r) {
    const auto row = [&](int i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at(i))); };
    const __m256i a = _mm256_inserti128_si256(_mm256_castsi128_si256(row(r)), row(r + 1), 1);
    const __m256i b = _mm256_inserti128_si256(_mm256_castsi128_si256(row(r + 2)), row(r + 3), 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(a), b, 1);
  };
  const __m512i v0 = four(0), v1 = four(4), v2 = four(8), v3 = four(12);
  const __m512i a0 = _mm512_permutex2var_epi32(v0, lo2, v1), a1 = _mm512_permutex2var_epi32(v2, lo2, v3);
  const __m512i b0 = _mm512_permutex2var_epi32(v0, hi2, v1), b1 = _mm512_permutex2var_epi32(v2, hi2, v3);
  out[0] = _mm512_permutex2var_epi32(a0, lo1, a1);
  out[1] = _mm512_permutex2var_epi32(a0, hi1, a1);
  out[2] = _mm512_permutex2var_epi32(b0, lo1, b1);
  out[3] = _mm512_permutex2var_epi32(b0, hi1, b1);
}

/// Types of 32 nibbles: low ones are columns 0–15, high ones 16–31. value() turns nibbles into tile bytes.
template <class Block, class Value>
inline void unpack_nibbles(uint8_t* tile, const Columns<Block>& c, Value value) {
  const __m512i nibble = _mm512_set1_epi8(15);
  for (int b = 0; b < c.n_blocks; ++b, tile += 32 * kTileRows) {
    __m512i v[4];
    transpose_payloads(v, [&](int r) { return c.first[r][b].q; });
    for (int i = 0; i < 4; ++i) {
      _mm512_store_si512(tile + 64 * i, value(_mm512_and_si512(v[i], nibble)));
      _mm512_store_si512(tile + 256 + 64 * i, value(_mm512_and_si512(_mm512_srli_epi16(v[i], 4), nibble)));
    }
  }
}

template <>
struct FastUnpack<BlockQ4_0> {
  static void run(uint8_t* tile, const Columns<BlockQ4_0>& c) {
    unpack_nibbles(tile, c, [](__m512i v) { return v; });
  }
};
template <>
struct FastUnpack<BlockQ4_1> {
  static void run(uint8_t* tile, const Columns<BlockQ4_1>& c) {
    unpack_nibbles(tile, c, [](__m512i v) { return v; });
  }
};
template <>
struct FastUnpack<BlockIQ4_NL> {
  static void run(uint8_t* tile, const Columns<BlockIQ4_NL>& c) {
    const __m128i table = _mm_loadu_si128(reinterpret_cast<const __m128i*>(iq4_values));
    const __m512i values = _mm512_broadcast_i32x4(_mm_xor_si128(table, _mm_set1_epi8(-128)));
    unpack_nibbles(tile, c, [&](__m512i v) { return _mm512_shuffle_epi8(values, v); });
  }
};

template <>
struct FastUnpack<BlockQ8_0> {
  static void run(uint8_t* tile, const Columns<BlockQ8_0>& c) {
    const size_t stride = static_cast<size_t>(reinterpret_cast<const char*>(c.first[1]) -
                                              reinterpret_cast<const char*>(c.first[0]));
    const __m512i sign = _mm512_set1_epi8(-128);
    for (int b = 0; b < c.n_blocks; ++b, tile += 32 * kTileRows) {
      transpose_tile(tile, 64, reinterpret_cast<const uint8_t*>(c.first[0][b].q), stride);
      for (int i = 0; i < 8; ++i)
        _mm512_store_si512(tile + 64 * i, _mm512_xor_si512(_mm512_load_si512(tile + 64 * i), sign));
    }
  }
};

/// 64 columns in 32 bytes: the low nibbles, then the high ones.
template <>
struct FastUnpack<BlockQ4_K> {
  static void run(uint8_t* tile, const Columns<BlockQ4_K>& c) {
    const size_t stride = static_cast<size_t>(reinterpret_cast<const char*>(c.first[1]) -
                                              reinterpret_cast<const char*>(c.first[0]));
    const __m512i nibble = _mm512_set1_epi8(15);
    for (int p = 0; p < 4; ++p, tile += 64 * kTileRows) {
      transpose_tile(tile, 64, c.first[0]->q + 32 * p, stride);
      for (int i = 0; i < 8; ++i) {
        const __m512i v = _mm512_load_si512(tile + 64 * i);
        _mm512_store_si512(tile + 64 * i, _mm512_and_si512(v, nibble));
        _mm512_store_si512(tile + 512 + 64 * i, _mm512_and_si512(_mm512_srli_epi16(v, 4), nibble));
      }
    }
  }
};

}  // namespace
}  // namespace ondol
