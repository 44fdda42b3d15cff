// Causal attention over the KV cache, one block of 64 positions at a time with an online softmax (Milakov &
// Gimelshein 2018; blocked as in FlashAttention), so scratch does not grow with the context. The rows of a
// block are (token, head) pairs of one KV head: its K and V are widened to f32 once for all of them. Few rows
// (decode) take dot products with the rows of K; many (prefill) take a register-blocked product with K
// transposed.
#pragma once

#include "kernels/kernels.h"
#include "kernels/target/common/elementwise.h"
#include "kernels/target/common/micro_gemm.h"

namespace ondol {
namespace {

constexpr int64_t kPositions = 64;  // of the cache in a block
constexpr int64_t kMaxRows = 96;    // (token, head) pairs in a block
constexpr int64_t kFewRows = 7;     // up to here transposing K costs more than horizontal sums

inline int64_t padded_head(int64_t d_head) { return (d_head + 15) / 16 * 16; }

/// Scratch, in floats.
struct AttentionBlock {
  float* q;       // [kMaxRows][d], scaled
  float* k;       // [64][d]
  float* kt;      // [d][64]
  float* v;       // [64][d]
  float* p;       // [kMaxRows][64]: scores, then weights
  float* sum;     // [kMaxRows][d]: of weights·v so far
  float* top;     // [kMaxRows] largest score so far
  float* total;   // [kMaxRows] sum of weights so far
  float* fresh;   // [kMaxRows] sum of this block's weights
  float* factor;  // [kMaxRows] by which this block rescales what was so far
  int64_t d;      // padded_head(d_head)

  AttentionBlock(void* scratch, int64_t d_head) : q(static_cast<float*>(scratch)), d(padded_head(d_head)) {
    k = q + kMaxRows * d;
    kt = k + kPositions * d;
    v = kt + kPositions * d;
    p = v + kPositions * d;
    sum = p + kMaxRows * kPositions;
    top = sum + kMaxRows * d;
    total = top + kMaxRows;
    fresh = total + kMaxRows;
    factor = fresh + kMaxRows;
  }
  static size_t bytes(int64_t d_head) {
    const int64_t d = padded_head(d_head);
    return static_cast<size_t>(2 * kMaxRows * d + 3 * kPositions * d + kMaxRows * (kPositions + 4)) *
           sizeof(float);
  }
};

size_t attention_scratch_bytes(int64_t, int64_t, int64_t d_head) { return AttentionBlock::bytes(d_head); }

/// n rows of the cache, from `first` on, as floats; columns from d_head to d are zero.
inline void widen_kv(float* out, int64_t d, KvType type, const void* cache, int64_t first, int64_t n,
                     int64_t d_head) {
  const size_t stride = kv_row_bytes(type, d_head);
  const char* row = static_cast<const char*>(cache) + static_cast<size_t>(first) * stride;
  for (int64_t j = 0; j < n; ++j, row += stride, out += d) {
    if (type == KvType::f16) {
      const uint16_t* x = reinterpret_cast<const uint16_t*>(row);
      int64_t i = 0;
      for (; i + kF <= d_head; i += kF) f_store(out + i, f_load_f16(x + i));
      if (i < d_head) {
        f_store(out + i, f_load_f16_n(x + i, d_head - i));
        i += kF;
      }
      for (; i < d; i += kF) f_store(out + i, f_zero());  // where a vector is shorter than the padding
    } else {
      const BlockQ8_0* blocks = reinterpret_cast<const BlockQ8_0*>(row);
      for (int64_t b = 0; b < d_head / 32; ++b) {
        const F scale = f_set(f16_scalar(blocks[b].d));
        for (int i = 0; i < 32; i += kF) f_store(out + 32 * b + i, f_mul(scale, f_load_i8(blocks[b].q + i)));
      }
    }
  }
}

/// p[r][j] = q[r]·k[j], j < n rounded up to kF.
inline void few_scores(const AttentionBlock& b, int64_t n_rows, int64_t n) {
  for (int64_t r = 0; r < n_rows; ++r) {
    const float* q = b.q + r * b.d;
    for (int64_t j = 0; j < n; j += kF) {
      const float* k = b.k + j * b.d;
      f_store(b.p + r * kPositions + j, f_sum_each([&](int lane) {
                F sum = f_mul(f_load(q), f_load(k + lane * b.d));
                for (int64_t i = kF; i < b.d; i += kF)
                  sum = f_fma(f_load(q + i), f_load(k + lane * b.d + i), sum);
                return sum;
              }));
    }
  }
}

inline void many_scores(const AttentionBlock& b, int64_t n_rows, int64_t n) {
  for (int64_t j = 0; j < n; j += 16) {
    for (int64_t i = 0; i < b.d; i += 8) {
      transpose_tile(reinterpret_cast<uint8_t*>(b.kt + i * kPositions + j), kPositions * sizeof(float),
                     reinterpret_cast<const uint8_t*>(b.k + j * b.d + i),
                     static_cast<size_t>(b.d) * sizeof(float));
    }
  }
  float_product<false>(b.p, kPositions, b.q, b.d, n_rows, b.kt, kPositions, b.d, (n + kF - 1) / kF, b.factor);
}

/// Scores of one row → weights; positions outside [from, to) of the block get none.
inline void weigh_row(const AttentionBlock& b, int64_t r, int64_t n, int64_t from, int64_t to, float cap) {
  float* p = b.p + r * kPositions;
  const F outside = f_set(-__builtin_inff());
  F top = f_set(b.top[r]);
  for (int64_t j = 0; j < n; j += kF) {
    F s = f_load(p + j);
    if (cap > 0.0f) s = f_mul(f_set(cap), f_tanh(f_div(s, f_set(cap))));
    if (j < from || j + kF > to) {
      const F at = f_add(f_iota(), f_set(static_cast<float>(j)));
      s = f_if_less(at, f_set(static_cast<float>(from)), outside, s);
      s = f_if_less(at, f_set(static_cast<float>(to)), s, outside);
    }
    f_store(p + j, s);
    top = f_max(s, top);
  }
  const float largest = f_hmax(top);
  const F shift = f_set(largest);
  F total = f_zero();
  for (int64_t j = 0; j < n; j += kF) {
    const F e = f_exp(f_sub(f_load(p + j), shift));
    f_store(p + j, e);
    total = f_add(total, e);
  }
  b.factor[r] = b.top[r] - largest;  // its exp is taken for all rows at once
  b.top[r] = largest;
  b.fresh[r] = f_hsum(total);
}

/// Rows [first, first + n_rows) of the (token, head) pairs.
inline void attention_rows(const AttentionArgs& args, const AttentionBlock& b, int64_t first,
                           int64_t n_rows) {
  const int64_t d_head = args.d_head, n_group = args.n_group;
  const auto token = [&](int64_t r) { return (first + r) / n_group; };
  const auto place = [&](int64_t r) { return (first + r) % n_group * d_head; };
  const auto end_of = [&](int64_t t) { return args.n_seen > 0 ? args.n_seen : args.pos + t + 1; };
  const auto begin_of = [&](int64_t t) {
    return args.window > 0 && end_of(t) > args.window ? end_of(t) - args.window : 0;
  };

  const F scale = f_set(args.scale);
  for (int64_t r = 0; r < n_rows; ++r) {
    float* q = b.q + r * b.d;
    for (int64_t i = 0; i < b.d; i += kF) {
      f_store(b.sum + r * b.d + i, f_zero());
      f_store(q + i, f_zero());
    }
    map1(q, args.q + token(r) * args.q_stride + place(r), d_head, [&](F x) { return f_mul(x, scale); });
    b.top[r] = -3e38f;  // finite, so that a row without any position in the first blocks makes no NaN
    b.total[r] = 0.0f;
  }
  const int64_t end = end_of(token(n_rows - 1));
  for (int64_t start = begin_of(token(0)) / kPositions * kPositions; start < end; start += kPositions) {
    const int64_t n = end - start < kPositions ? end - start : kPositions;
    widen_kv(b.k, b.d, args.kv_type, args.k, start, n, d_head);
    if (n_rows <= kFewRows) {
      few_scores(b, n_rows, n);
    } else {
      many_scores(b, n_rows, n);
    }
    for (int64_t r = 0; r < n_rows; ++r) {
      weigh_row(b, r, n, begin_of(token(r)) - start, end_of(token(r)) - start, args.softcap);
    }
    map1(b.factor, b.factor, n_rows, [](F x) { return f_exp(x); });
    for (int64_t r = 0; r < n_rows; ++r) b.total[r] = b.total[r] * b.factor[r] + b.fresh[r];
    widen_kv(b.v, b.d, args.kv_type, args.v, start, n, d_head);
    float_product<true>(b.sum, b.d, b.p, kPositions, n_rows, b.v, b.d, n, b.d / kF, b.factor);
  }
  for (int64_t r = 0; r < n_rows; ++r) {
    const F inverse = f_set(1.0f / b.total[r]);
    map1(args.out + token(r) * args.out_stride + place(r), b.sum + r * b.d, d_head,
         [&](F x) { return f_mul(x, inverse); });
  }
}

void attention(const AttentionArgs& args) {
  const AttentionBlock block(args.scratch, args.d_head);
  const int64_t all = args.n_tok * args.n_group;
  for (int64_t first = 0; first < all; first += kMaxRows) {
    attention_rows(args, block, first, all - first < kMaxRows ? all - first : kMaxRows);
  }
}

}  // namespace
}  // namespace ondol
