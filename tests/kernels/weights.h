// Weight matrices for kernel tests, in every block type: quantised floats as files have them, and random
// bytes that reach the corners of each format (extreme scales, all codes). References in double.
#pragma once

#include <cstddef>

#include "harness.h"
#include "kernels/ref/ref.h"
#include "tensor/blocks.h"

namespace ondol::test {

constexpr DType weight_types[] = {DType::f32,  DType::f16,  DType::bf16, DType::q8_0,   DType::q4_0,
                                  DType::q4_1, DType::q5_0, DType::q5_1, DType::q2_k,   DType::q3_k,
                                  DType::q4_k, DType::q5_k, DType::q6_k, DType::iq4_nl, DType::iq4_xs};

inline bool is_float_type(DType dtype) {
  return dtype == DType::f32 || dtype == DType::f16 || dtype == DType::bf16;
}

template <class Block>
void moderate_scale(std::byte* block, Rng& rng) {
  Block b;
  std::memcpy(&b, block, sizeof b);
  b.d = f32_to_f16(rng.normal() * 0.01f);
  if constexpr (requires { b.m; }) b.m = f32_to_f16(rng.normal() * 0.01f);
  if constexpr (requires { b.dmin; }) b.dmin = f32_to_f16(rng.normal() * 0.01f);
  std::memcpy(block, &b, sizeof b);
}

/// Random bytes make wild f16 scales; these are replaced by moderate ones.
inline void moderate_block(DType dtype, std::byte* block, Rng& rng) {
  switch (dtype) {
    case DType::q8_0:
      return moderate_scale<BlockQ8_0>(block, rng);
    case DType::q4_0:
      return moderate_scale<BlockQ4_0>(block, rng);
    case DType::q4_1:
      return moderate_scale<BlockQ4_1>(block, rng);
    case DType::q5_0:
      return moderate_scale<BlockQ5_0>(block, rng);
    case DType::q5_1:
      return moderate_scale<BlockQ5_1>(block, rng);
    case DType::q2_k:
      return moderate_scale<BlockQ2_K>(block, rng);
    case DType::q3_k:
      return moderate_scale<BlockQ3_K>(block, rng);
    case DType::q4_k:
      return moderate_scale<BlockQ4_K>(block, rng);
    case DType::q5_k:
      return moderate_scale<BlockQ5_K>(block, rng);
    case DType::q6_k:
      return moderate_scale<BlockQ6_K>(block, rng);
    case DType::iq4_nl:
      return moderate_scale<BlockIQ4_NL>(block, rng);
    case DType::iq4_xs:
      return moderate_scale<BlockIQ4_XS>(block, rng);
    default:
      break;
  }
}

enum class Source { quantised, random_bytes };

/// Rows end at an unreadable page and start wherever that puts them (even addresses only), as a mapped file
/// may.
class Weights {
 public:
  Weights(DType dtype, int64_t n_rows, int64_t n_cols, Rng& rng, Values kind, Source source)
      : dtype_(dtype), n_rows_(n_rows), n_cols_(n_cols), memory_(row_stride() * static_cast<size_t>(n_rows)) {
    std::vector<float> row(static_cast<size_t>(n_cols));
    for (int64_t r = 0; r < n_rows; ++r) {
      std::byte* out = memory_.as<std::byte>() + static_cast<size_t>(r) * row_stride();
      if (source == Source::random_bytes && !is_float_type(dtype)) {
        for (size_t i = 0; i < row_stride(); ++i) out[i] = static_cast<std::byte>(rng.bits());
        const size_t block = traits(dtype).block_bytes;
        for (size_t at = 0; at < row_stride(); at += block) moderate_block(dtype, out + at, rng);
      } else {
        fill(row.data(), n_cols, rng, kind);
        quantize_row(dtype, out, row.data(), n_cols, nullptr);
      }
    }
  }

  DType dtype() const { return dtype_; }
  int64_t n_rows() const { return n_rows_; }
  int64_t n_cols() const { return n_cols_; }
  const void* data() const { return memory_.as(); }
  const void* row(int64_t r) const { return memory_.as<std::byte>() + static_cast<size_t>(r) * row_stride(); }
  size_t row_stride() const { return row_bytes(dtype_, static_cast<uint64_t>(n_cols_)); }

  /// Row r as value, and the size of the parts that a kernel sums apart: |scale·q| + |min|, which cancel in
  /// value. Symmetric types have no such parts: what is subtracted from their codes is an integer and can
  /// stay one.
  void reference(int64_t r, std::vector<double>& value, std::vector<double>& size) const {
    std::vector<float> wide(static_cast<size_t>(n_cols_));
    ref::dequantize_row(dtype_, wide.data(), row(r), n_cols_);
    value.assign(wide.begin(), wide.end());
    size.resize(value.size());
    for (size_t i = 0; i < value.size(); ++i) {
      const double min = min_of(r, static_cast<int64_t>(i));
      size[i] = std::fabs(value[i] + min) + std::fabs(min);
    }
  }

 private:
  template <class Block>
  double min_at(int64_t r, int64_t i) const {
    Block b;
    std::memcpy(&b, static_cast<const std::byte*>(row(r)) + static_cast<size_t>(i / Block::elems) * sizeof b,
                sizeof b);
    int8_t q[Block::elems];
    float scale[Block::elems / 16], min[Block::elems / 16];
    unpack(b, q, scale, min);
    return min[i % Block::elems / 16];
  }
  double min_of(int64_t r, int64_t i) const {
    switch (dtype_) {
      case DType::q4_1:
        return min_at<BlockQ4_1>(r, i);
      case DType::q5_1:
        return min_at<BlockQ5_1>(r, i);
      case DType::q2_k:
        return min_at<BlockQ2_K>(r, i);
      case DType::q4_k:
        return min_at<BlockQ4_K>(r, i);
      case DType::q5_k:
        return min_at<BlockQ5_K>(r, i);
      default:
        return 0.0;
    }
  }

  DType dtype_;
  int64_t n_rows_, n_cols_;
  Guarded memory_;
};

}  // namespace ondol::test
