// Attention of every target against double over the cache as it was stored: grouped heads, chunks, windows,
// soft-cap, both cache types.
#include <algorithm>

#include "harness.h"
#include "kernels/ref/ref.h"

namespace ondol::test {
namespace {

struct Shape {
  int64_t n_tok, n_group, d_head, pos, window;
  float softcap;
  KvType type;
  bool causal = true;
  int64_t end(int64_t t) const { return causal ? pos + t + 1 : pos + n_tok; }
  std::string text() const {
    return "n_tok " + std::to_string(n_tok) + " n_group " + std::to_string(n_group) + " d_head " +
           std::to_string(d_head) + " pos " + std::to_string(pos) + " window " + std::to_string(window) +
           (softcap > 0 ? " softcap" : "") + (type == KvType::f16 ? " f16" : " q8_0") +
           (causal ? "" : " not causal");
  }
};

/// K or V rows as stored, and widened.
struct Cache {
  Cache(const Kernels& kernels, KvType type, int64_t n_kv, int64_t d_head, Rng& rng)
      : rows(kv_row_bytes(type, d_head) * static_cast<size_t>(n_kv), 64), wide(n_kv * d_head) {
    Floats x(d_head);
    for (int64_t j = 0; j < n_kv; ++j) {
      fill(x.data(), d_head, rng, Values::normal);
      std::byte* row = rows.as<std::byte>() + static_cast<size_t>(j) * kv_row_bytes(type, d_head);
      kernels.store_kv(type, row, x.data(), d_head);
      ref::dequantize_row(type == KvType::f16 ? DType::f16 : DType::q8_0, wide.data() + j * d_head, row,
                          d_head);
    }
  }
  Guarded rows;
  Floats wide;
};

class Attention : public OnEveryTarget {
 protected:
  void check(const Shape& shape);
  void compare(const Shape& shape, const AttentionArgs& args, const Cache& k, const Cache& v);
  Rng rng{5};
};

void Attention::compare(const Shape& shape, const AttentionArgs& args, const Cache& k, const Cache& v) {
  const int64_t d = shape.d_head;
  std::vector<double> p(static_cast<size_t>(shape.pos + shape.n_tok));
  for (int64_t t = 0; t < shape.n_tok; ++t) {
    const int64_t end = shape.end(t);
    const int64_t begin = shape.window > 0 ? std::max<int64_t>(0, end - shape.window) : 0;
    for (int64_t g = 0; g < shape.n_group; ++g) {
      const float* q = args.q + t * args.q_stride + g * d;
      double max = -1e300, sum = 0.0, largest_size = 0.0;
      for (int64_t j = begin; j < end; ++j) {
        double score = 0.0, size = 0.0;
        for (int64_t i = 0; i < d; ++i) {
          const double product = static_cast<double>(q[i]) * k.wide[j * d + i];
          score += product;
          size += std::fabs(product);
        }
        score *= args.scale;
        if (shape.softcap > 0) score = shape.softcap * std::tanh(score / shape.softcap);
        p[static_cast<size_t>(j)] = score;
        max = std::max(max, score);
        largest_size = std::max(largest_size, size * args.scale);
      }
      for (int64_t j = begin; j < end; ++j)
        sum += p[static_cast<size_t>(j)] = std::exp(p[static_cast<size_t>(j)] - max);
      // A score errs by (d + 4)·u of its size, and by 8·u·cap in the cap; exp turns that into a relative
      // error of the weight; the weighted sum of n_seen values adds its own roundings.
      const double score_error =
          (static_cast<double>(d) + 4) * u * largest_size + 16 * u * (shape.softcap + 8);
      const double relative = 2 * score_error + (static_cast<double>(end - begin) + 32) * u;
      for (int64_t i = 0; i < d; ++i) {
        double want = 0.0, size = 0.0;
        for (int64_t j = begin; j < end; ++j) {
          const double term = p[static_cast<size_t>(j)] / sum * v.wide[j * d + i];
          want += term;
          size += std::fabs(term);
        }
        ASSERT_TRUE(within(args.out[t * args.out_stride + g * d + i], want, relative * size,
                           shape.text() + " token " + std::to_string(t) + " head " + std::to_string(g)));
      }
    }
  }
}

void Attention::check(const Shape& shape) {
  const int64_t n_kv = shape.pos + shape.n_tok;
  const int64_t d_group = shape.n_group * shape.d_head;
  const int64_t stride = d_group + 5;  // other groups' heads lie between the tokens
  const int64_t n_out = (shape.n_tok - 1) * stride + d_group;
  const Cache k(*kernels, shape.type, n_kv, shape.d_head, rng);
  const Cache v(*kernels, shape.type, n_kv, shape.d_head, rng);
  const Floats q(n_out, rng, 1.5f);
  Floats out(n_out), again(n_out);
  for (int64_t i = 0; i < n_out; ++i) out[i] = again[i] = -777.0f;
  Guarded scratch(kernels->attention_scratch_bytes(shape.n_group, n_kv, shape.d_head), 64);
  AttentionArgs args{};
  args.out = out.data();
  args.q = q.data();
  args.out_stride = args.q_stride = stride;
  args.k = k.rows.as();
  args.v = v.rows.as();
  args.kv_type = shape.type;
  args.n_tok = shape.n_tok;
  args.n_group = shape.n_group;
  args.d_head = shape.d_head;
  args.pos = shape.pos;
  args.n_seen = shape.causal ? 0 : n_kv;
  args.window = shape.window;
  args.scale = 1.0f / std::sqrt(static_cast<float>(shape.d_head));
  args.softcap = shape.softcap;
  args.scratch = scratch.as();
  if (scratch.bytes() != 0) std::memset(scratch.as(), 0, scratch.bytes());
  kernels->attention(args);
  ASSERT_TRUE(out.intact() && scratch.intact()) << shape.text();
  compare(shape, args, k, v);
  if (HasFatalFailure()) return;
  for (int64_t t = 0; t + 1 < shape.n_tok; ++t) {
    for (int64_t i = d_group; i < stride; ++i) ASSERT_EQ(out[t * stride + i], -777.0f) << shape.text();
  }
  args.out = again.data();
  if (scratch.bytes() != 0) std::memset(scratch.as(), 0xff, scratch.bytes());
  kernels->attention(args);
  ASSERT_TRUE(same_bits(out.data(), again.data(), n_out)) << shape.text() << ": second call differs";
}

TEST_P(Attention, AwkwardShapes_WithinBound) {
  for (KvType type : {KvType::f16, KvType::q8_0}) {
    for (int64_t d_head : {8, 16, 40, 64, 80, 96, 128, 256}) {
      if (type == KvType::q8_0 && d_head % 32 != 0) continue;
      for (int64_t n_group : {1, 3, 4, 8}) {
        for (int64_t pos : {0, 1, 17, 63, 300}) {
          for (int64_t n_tok : {1, 2, 5}) {
            if (pos == 300 && n_group != 3) continue;
            check({n_tok, n_group, d_head, pos, 0, 0.0f, type});
            if (HasFatalFailure()) return;
          }
        }
      }
    }
  }
}

TEST_P(Attention, WindowsAndSoftcap_WithinBound) {
  for (KvType type : {KvType::f16, KvType::q8_0}) {
    for (int64_t window : {0, 1, 7, 32, 1000}) {
      for (float softcap : {0.0f, 5.0f, 50.0f}) {
        for (int64_t pos : {0, 5, 40}) {
          check({3, 2, 64, pos, window, softcap, type});
          if (HasFatalFailure()) return;
        }
      }
    }
  }
}

TEST_P(Attention, NotCausal_EveryTokenSeesAll) {
  for (KvType type : {KvType::f16, KvType::q8_0}) {
    check({5, 3, 32, 0, 0, 0.0f, type, false});
    check({70, 2, 64, 0, 0, 0.0f, type, false});
    check({33, 1, 64, 130, 0, 5.0f, type, false});
    if (HasFatalFailure()) return;
  }
}

TEST_P(Attention, LongPrefill_WithinBound) {
  check({70, 3, 64, 0, 0, 0.0f, KvType::f16});
  check({33, 3, 64, 130, 50, 0.0f, KvType::q8_0});
}

TEST_P(Attention, HugeScores_StayFinite) {
  const int64_t d = 64;
  Cache k(*kernels, KvType::f16, 9, d, rng), v(*kernels, KvType::f16, 9, d, rng);
  Floats q(d, rng, 1e5f), out(d);
  Guarded scratch(kernels->attention_scratch_bytes(1, 9, d), 64);
  AttentionArgs args{};
  args.out = out.data();
  args.q = q.data();
  args.out_stride = args.q_stride = d;
  args.k = k.rows.as();
  args.v = v.rows.as();
  args.n_tok = 1;
  args.n_group = 1;
  args.d_head = d;
  args.pos = 8;
  args.scale = 1.0f;
  args.scratch = scratch.as();
  kernels->attention(args);
  for (int64_t i = 0; i < d; ++i) ASSERT_TRUE(std::isfinite(out[i]));
}

ONDOL_ON_EVERY_TARGET(Attention);

}  // namespace
}  // namespace ondol::test
