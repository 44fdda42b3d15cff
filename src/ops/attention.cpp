#include "ops/attention.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ondol {
namespace {

// scores: [n_kv] of scratch. Softmax over cache rows [begin, end), in two passes.
void attend_one(const AttentionArgs& args, const float* q, float* out, int64_t begin, int64_t end,
                float* scores) {
  const int64_t d = args.d_head;
  const auto* keys = static_cast<const float*>(args.k);
  const auto* values = static_cast<const float*>(args.v);
  float max = -INFINITY;
  for (int64_t j = begin; j < end; ++j) {
    double dot = 0;
    for (int64_t i = 0; i < d; ++i) dot += static_cast<double>(q[i]) * keys[j * d + i];
    auto score = static_cast<float>(dot) * args.scale;
    if (args.softcap > 0) score = args.softcap * std::tanh(score / args.softcap);
    scores[j - begin] = score;
    max = std::max(max, score);
  }
  double sum = 0;
  for (int64_t j = 0; j < end - begin; ++j) {
    scores[j] = std::exp(scores[j] - max);
    sum += scores[j];
  }
  std::fill_n(out, d, 0.0f);
  for (int64_t j = begin; j < end; ++j) {
    const auto weight = static_cast<float>(scores[j - begin] / sum);
    for (int64_t i = 0; i < d; ++i) out[i] += weight * values[j * d + i];
  }
}

}  // namespace

void store_kv(const Kernels& kernels, KvType type, void* row, const float* x, int64_t d_head) {
  if (type == KvType::f32) {
    std::memcpy(row, x, static_cast<size_t>(d_head) * sizeof(float));
  } else {
    kernels.store_kv(type, row, x, d_head);
  }
}

void attention(const Kernels& kernels, const AttentionArgs& args) {
  if (args.kv_type != KvType::f32) return kernels.attention(args);
  for (int64_t t = 0; t < args.n_tok; ++t) {
    const int64_t end = args.n_seen > 0 ? args.n_seen : args.pos + t + 1;
    const int64_t begin = args.window > 0 ? std::max<int64_t>(0, end - args.window) : 0;
    for (int64_t g = 0; g < args.n_group; ++g)
      attend_one(args, args.q + t * args.q_stride + g * args.d_head,
                 args.out + t * args.out_stride + g * args.d_head, begin, end,
                 static_cast<float*>(args.scratch));
  }
}

size_t attention_scratch_bytes(const Kernels& kernels, int64_t n_group, int64_t n_kv, int64_t d_head) {
  return std::max(kernels.attention_scratch_bytes(n_group, n_kv, d_head),
                  static_cast<size_t>(n_kv) * sizeof(float));
}

}  // namespace ondol
