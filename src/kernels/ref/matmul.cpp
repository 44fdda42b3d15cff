// Scalar matmuls. One body for all quantised types, since unpack() of every block yields
// w[i] = scale[i/16]·q[i] − min[i/16]; one body for float weights. gemm and gemv give the same bits.
#include <math.h>
#include <string.h>

#include "kernels/ref/ref.h"
#include "tensor/blocks.h"

namespace ondol::ref {
namespace {

constexpr int lanes =
    16;  // independent partial sums: smaller error than one chain, and the compiler may vectorise

/// Where the parts of a q8 activation row lie (kernels.h, ActKind::q8).
struct Act {
  const int8_t* q;
  const float* d;
  const int16_t* sum;
  Act(const void* act, int64_t n)
      : q(static_cast<const int8_t*>(act)),
        d(reinterpret_cast<const float*>(q + n)),
        sum(reinterpret_cast<const int16_t*>(d + n / 32)) {}
};

/// Dot of n elements (a multiple of 32) in unpacked form with activations; adds to the running sum of a row.
float dot_unpacked(float sum, const int8_t* q, const float* scale, const float* min, const int8_t* aq,
                   const float* ad, const int16_t* asum, int64_t n) {
  for (int64_t g = 0; g < n / 16; ++g) {
    int32_t products = 0;
    for (int64_t i = 16 * g; i < 16 * g + 16; ++i) products += q[i] * aq[i];
    sum += ad[g / 2] * (scale[g] * static_cast<float>(products) - min[g] * static_cast<float>(asum[g]));
  }
  return sum;
}

template <class Block>
void gemv_q8(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act_row) {
  const Act act(act_row, n_cols);
  const Block* block = static_cast<const Block*>(w);
  int8_t q[Block::elems];
  float scale[Block::elems / 16];
  float min[Block::elems / 16];
  for (int64_t r = 0; r < n_rows; ++r) {
    float sum = 0.0f;
    for (int64_t k = 0; k < n_cols; k += Block::elems, ++block) {
      unpack(*block, q, scale, min);
      sum = dot_unpacked(sum, q, scale, min, act.q + k, act.d + k / 32, act.sum + k / 16, Block::elems);
    }
    y[r] = sum;
  }
}

/// One unpacked row: q[n] | scale[n/16] | min[n/16].
size_t scratch_q8(int64_t n_cols) {
  const size_t n = static_cast<size_t>(n_cols);
  return (n + n / 16 * 2 * sizeof(float) + 63) / 64 * 64;
}

template <class Block>
void gemm_q8(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
             size_t act_stride, int64_t n_tok, void* scratch) {
  int8_t* q = static_cast<int8_t*>(scratch);
  float* scale = reinterpret_cast<float*>(q + n_cols);
  float* min = scale + n_cols / 16;
  const Block* block = static_cast<const Block*>(w);
  for (int64_t r = 0; r < n_rows; ++r) {
    for (int64_t k = 0; k < n_cols; k += Block::elems, ++block) {
      unpack(*block, q + k, scale + k / 16, min + k / 16);
    }
    for (int64_t t = 0; t < n_tok; ++t) {
      const Act a(static_cast<const char*>(act) + static_cast<size_t>(t) * act_stride, n_cols);
      y[t * ld_y + r] = dot_unpacked(0.0f, q, scale, min, a.q, a.d, a.sum, n_cols);
    }
  }
}

float to_f32(float x) { return x; }
struct F16 {
  uint16_t bits;
};
float to_f32(F16 x) { return f16_to_f32(x.bits); }
struct BF16 {
  uint16_t bits;
};
float to_f32(BF16 x) { return bf16_to_f32(x.bits); }

float sum_lanes(const float* part) {
  float sum[lanes];
  memcpy(sum, part, sizeof sum);
  for (int width = lanes / 2; width > 0; width /= 2) {
    for (int i = 0; i < width; ++i) sum[i] += sum[i + width];
  }
  return sum[0];
}

template <class Weight>
float dot_f32(const Weight* w, const float* x, int64_t n) {
  float part[lanes] = {};
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    float wide[lanes];  // apart from the sum, so that the compiler vectorises the conversion
    for (int j = 0; j < lanes; ++j) wide[j] = to_f32(w[i + j]);
    for (int j = 0; j < lanes; ++j) part[j] += wide[j] * x[i + j];
  }
  for (; i < n; ++i) part[i % lanes] += to_f32(w[i]) * x[i];
  return sum_lanes(part);
}

template <class Weight>
void gemv_f32(float* y, const void* w, int64_t n_rows, int64_t n_cols, const void* act) {
  const Weight* row = static_cast<const Weight*>(w);
  for (int64_t r = 0; r < n_rows; ++r, row += n_cols)
    y[r] = dot_f32(row, static_cast<const float*>(act), n_cols);
}

size_t scratch_f32(int64_t n_cols) { return (static_cast<size_t>(n_cols) * sizeof(float) + 63) / 64 * 64; }

template <class Weight>
void gemm_f32(float* y, int64_t ld_y, const void* w, int64_t n_rows, int64_t n_cols, const void* act,
              size_t act_stride, int64_t n_tok, void* scratch) {
  const Weight* row = static_cast<const Weight*>(w);
  float* wide = static_cast<float*>(scratch);
  for (int64_t r = 0; r < n_rows; ++r, row += n_cols) {
    for (int64_t i = 0; i < n_cols; ++i) wide[i] = to_f32(row[i]);
    for (int64_t t = 0; t < n_tok; ++t) {
      const char* x = static_cast<const char*>(act) + static_cast<size_t>(t) * act_stride;
      y[t * ld_y + r] = dot_f32(wide, reinterpret_cast<const float*>(x), n_cols);
    }
  }
}

template <class Block>
void dequantize(float* out, const void* row, int64_t n) {
  const Block* block = static_cast<const Block*>(row);
  int8_t q[Block::elems];
  float scale[Block::elems / 16];
  float min[Block::elems / 16];
  for (int64_t k = 0; k < n; k += Block::elems, ++block) {
    unpack(*block, q, scale, min);
    for (int i = 0; i < Block::elems; ++i) {
      out[k + i] = scale[i / 16] * static_cast<float>(q[i]) - min[i / 16];
    }
  }
}

template <class Weight>
void widen(float* out, const void* row, int64_t n) {
  const Weight* w = static_cast<const Weight*>(row);
  for (int64_t i = 0; i < n; ++i) out[i] = to_f32(w[i]);
}

struct TypeRow {
  DType dtype;
  MatmulKernels matmul;
  void (*dequantize)(float* out, const void* row, int64_t n);
};

template <class Block>
constexpr TypeRow quantised(DType dtype) {
  return {dtype, {ActKind::q8, gemv_q8<Block>, gemm_q8<Block>, scratch_q8, 2}, dequantize<Block>};
}
template <class Weight>
constexpr TypeRow floating(DType dtype) {
  return {dtype, {ActKind::f32, gemv_f32<Weight>, gemm_f32<Weight>, scratch_f32, 2}, widen<Weight>};
}

constexpr TypeRow types[] = {
    floating<float>(DType::f32),           floating<F16>(DType::f16),
    floating<BF16>(DType::bf16),           quantised<BlockQ8_0>(DType::q8_0),
    quantised<BlockQ4_0>(DType::q4_0),     quantised<BlockQ4_1>(DType::q4_1),
    quantised<BlockQ5_0>(DType::q5_0),     quantised<BlockQ5_1>(DType::q5_1),
    quantised<BlockQ2_K>(DType::q2_k),     quantised<BlockQ3_K>(DType::q3_k),
    quantised<BlockQ4_K>(DType::q4_k),     quantised<BlockQ5_K>(DType::q5_k),
    quantised<BlockQ6_K>(DType::q6_k),     quantised<BlockIQ4_NL>(DType::iq4_nl),
    quantised<BlockIQ4_XS>(DType::iq4_xs),
};

const TypeRow* find(DType dtype) {
  for (const TypeRow& row : types) {
    if (row.dtype == dtype) return &row;
  }
  return nullptr;
}

}  // namespace

const MatmulKernels* matmul(DType dtype) {
  const TypeRow* row = find(dtype);
  return row != nullptr ? &row->matmul : nullptr;
}

void dequantize_row(DType dtype, float* out, const void* row, int64_t n) {
  const TypeRow* type = find(dtype);
  if (type != nullptr) type->dequantize(out, row, n);
}

void quantize_act(void* act, const float* x, int64_t n) {
  int8_t* q = static_cast<int8_t*>(act);
  float* d = reinterpret_cast<float*>(q + n);
  int16_t* sums = reinterpret_cast<int16_t*>(d + n / 32);
  for (int64_t b = 0; b < n / 32; ++b, x += 32, q += 32) {
    uint32_t top = 0;  // largest |x| by its bits: NaN and infinity come out on top instead of being skipped
    for (int i = 0; i < 32; ++i) {
      const uint32_t magnitude = f32_bits(x[i]) & 0x7fffffff;
      top = magnitude > top ? magnitude : top;
    }
    const float amax = f32_from_bits(top);
    const float inverse = 127.0f / amax;
    const bool usable =
        top < 0x7f800000 && inverse <= 0x1.fffffep127f;  // else all zero (or denormal), or not finite
    d[b] = top >= 0x7f800000 ? f32_from_bits(0x7fc00000) : (usable ? amax / 127.0f : 0.0f);
    for (int half = 0; half < 2; ++half) {
      int sum = 0;
      for (int i = 16 * half; i < 16 * half + 16; ++i) {
        q[i] = usable ? static_cast<int8_t>(nearbyintf(x[i] * inverse)) : static_cast<int8_t>(0);
        sum += q[i];
      }
      sums[2 * b + half] = static_cast<int16_t>(sum);
    }
  }
}

void quantize_residual(void* residual, const float* x, const void* act, int64_t n) {
  const int8_t* first = static_cast<const int8_t*>(act);
  const float* first_d = reinterpret_cast<const float*>(first + n);
  int8_t* q = static_cast<int8_t*>(residual);
  float* d = reinterpret_cast<float*>(q + n);
  int16_t* sums = reinterpret_cast<int16_t*>(d + n / 32);
  for (int64_t b = 0; b < n / 32; ++b) {
    const float inverse = 254.0f / first_d[b];
    const bool usable = inverse <= 0x1.fffffep127f;  // else no scale, or NaN, or too small to divide by
    d[b] = first_d[b] / 254.0f;
    for (int64_t half = 2 * b; half < 2 * b + 2; ++half) {
      int sum = 0;
      for (int64_t i = 16 * half; i < 16 * half + 16; ++i) {
        const float rest = x[i] - first_d[b] * static_cast<float>(first[i]);
        q[i] = usable ? static_cast<int8_t>(nearbyintf(rest * inverse)) : static_cast<int8_t>(0);
        sum += q[i];
      }
      sums[half] = static_cast<int16_t>(sum);
    }
  }
}

}  // namespace ondol::ref
