// Scalar attention in two passes (all scores, then the weighted sum of values), and the KV cache's row
// formats.
#include <math.h>
#include <string.h>

#include "kernels/ref/ref.h"
#include "tensor/blocks/q8_0.h"

namespace ondol::ref {
namespace {

void load_kv(KvType type, float* out, const void* rows, int64_t index, int64_t d_head) {
  const char* row = static_cast<const char*>(rows) + static_cast<size_t>(index) * kv_row_bytes(type, d_head);
  dequantize_row(type == KvType::f16 ? DType::f16 : DType::q8_0, out, row, d_head);
}

float dot(const float* a, const float* b, int64_t n) {
  float part[8] = {};
  for (int64_t i = 0; i < n; ++i) part[i % 8] += a[i] * b[i];
  return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
}

}  // namespace

void store_kv(KvType type, void* row, const float* x, int64_t d_head) {
  if (type == KvType::f16) {
    uint16_t* out = static_cast<uint16_t*>(row);
    for (int64_t i = 0; i < d_head; ++i) out[i] = f32_to_f16(x[i]);
    return;
  }
  quantize_row(DType::q8_0, row, x, d_head, nullptr);
}

// One row of floats, then the scores of all heads of the group.
size_t attention_scratch_bytes(int64_t n_group, int64_t n_kv, int64_t d_head) {
  return (static_cast<size_t>(d_head + n_group * n_kv) * sizeof(float) + 63) / 64 * 64;
}

void attention(const AttentionArgs& args) {
  const int64_t d_head = args.d_head;
  float* row = static_cast<float*>(args.scratch);
  for (int64_t t = 0; t < args.n_tok; ++t) {
    const int64_t end = args.n_seen > 0 ? args.n_seen : args.pos + t + 1;
    const int64_t begin = args.window > 0 && end > args.window ? end - args.window : 0;
    const int64_t n_seen = end - begin;
    float* scores = row + d_head;  // [n_group][n_seen]
    const float* q = args.q + t * args.q_stride;
    float* out = args.out + t * args.out_stride;

    for (int64_t j = 0; j < n_seen; ++j) {
      load_kv(args.kv_type, row, args.k, begin + j, d_head);
      for (int64_t g = 0; g < args.n_group; ++g) {
        scores[g * n_seen + j] = args.scale * dot(q + g * d_head, row, d_head);
      }
    }
    if (args.softcap > 0.0f) softcap(scores, args.softcap, args.n_group * n_seen);
    for (int64_t g = 0; g < args.n_group; ++g) softmax(scores + g * n_seen, n_seen);

    memset(out, 0, static_cast<size_t>(args.n_group * d_head) * sizeof(float));
    for (int64_t j = 0; j < n_seen; ++j) {
      load_kv(args.kv_type, row, args.v, begin + j, d_head);
      for (int64_t g = 0; g < args.n_group; ++g) {
        const float weight = scores[g * n_seen + j];
        for (int64_t i = 0; i < d_head; ++i) out[g * d_head + i] += weight * row[i];
      }
    }
  }
}

}  // namespace ondol::ref
