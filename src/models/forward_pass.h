// One forward call as one thread sees it. Private to transformer.cpp and forward_pass.cpp.
// "own" rows, heads and tokens are this thread's share.
#pragma once

#include "models/transformer.h"

namespace ondol {

struct Transformer::Pass {
  Transformer& t;
  ThreadPool& pool;
  KvCache& cache;
  std::span<const int32_t> tokens;
  const int64_t pos;  ///< of tokens[0]
  const int64_t n_tok;
  const int thread;
  const std::atomic<bool>& cancel;

  void run(int64_t n_logits);

 private:
  const ModelConfig& config() const { return t.model_.config; }
  Lane& lane() const { return t.lanes_[static_cast<size_t>(thread)]; }
  bool alone() const { return n_tok == 1; }
  std::pair<int64_t, int64_t> own(int64_t n, int64_t grain) const {
    return ThreadPool::share(n, grain, thread, pool.size());
  }

  void embed();
  void rotate_tables();
  /// norm(x) (weight null: x itself) as activations for the coming products.
  Activations normed(const float* x, int64_t n_rows, const float* weight, bool want_q8);
  /// Row i of n_rows of activations, and its residual where there are few rows.
  void quantise_row(std::byte* rows, int64_t i, int64_t n_rows, const float* x, int64_t n);
  Activations activations(const float* f32, size_t f32_stride_bytes, const std::byte* rows,
                          int64_t n_rows) const;
  /// x [n_rows][n] as activations.
  Activations quantised(const float* x, int64_t n, bool want_q8);
  void attention_block(const Layer& layer, int64_t index);
  void project_qkv(const Layer& layer, int64_t index, const Activations& x);
  void finish_heads(const Layer& layer, int64_t index, int64_t token, int64_t begin, int64_t end);
  void attend(const Layer& layer, int64_t index);
  void attend_heads(const Layer& layer, int64_t index, int64_t begin, int64_t end, int64_t token,
                    int64_t count);
  void ffn_block(const Layer& layer);
  void add_block(const Linear& linear, const Activations& x, const float* post_norm);
  void project_logits(int64_t n_logits);

  int64_t n_q() const { return config().n_head * config().d_head; }
  int64_t n_kv() const { return config().n_kv_head * config().d_head; }
  int64_t ld_qkv() const { return n_q() + 2 * n_kv(); }
};

}  // namespace ondol
