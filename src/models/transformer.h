// The forward pass of a decoder, for every architecture in the table: all threads walk the same layers, each
// doing its share, with a barrier only where data crosses threads (five a layer for one token).
//
// One token: every thread computes the norms and quantised activations for itself (cheaper than a barrier).
// Many tokens: those are split by token and shared.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/arena.h"
#include "base/thread_pool.h"
#include "models/architecture.h"
#include "models/kv_cache.h"
#include "ondol/types.h"
#include "ops/linear.h"

namespace ondol {

struct ForwardLimits {
  int64_t n_batch = 256;     ///< most tokens in one forward
  int64_t n_logit_rows = 1;  ///< most rows of logits in one forward
  int64_t n_ctx = 0;         ///< longest context, for attention scratch
  int n_threads = 1;
  int64_t n_row_logits = 0;  ///< most logits in a row; 0 = the vocabulary's
};

class Transformer {
 public:
  /// Scratch that create() will take; depends on nothing but its arguments.
  static Result<uint64_t> scratch_bytes(const BoundModel& model, const Kernels& kernels,
                                        const ForwardLimits& limits);
  static Result<std::unique_ptr<Transformer>> create(BoundModel model, const Kernels& kernels,
                                                     const ForwardLimits& limits);

  /// Appends tokens [n_tok ≤ n_batch] at positions pos… to the cache and computes the logits of the last
  /// n_logits of them, for the tokens of range (count ≤ n_row_logits()). Token ids must be inside
  /// the vocabulary, pos + n_tok ≤ cache.n_ctx().
  /// Returns false if cancel became true; the cache rows from pos on are then unspecified.
  bool forward(ThreadPool& pool, KvCache& cache, std::span<const int32_t> tokens, int64_t pos,
               int64_t n_logits, const std::atomic<bool>& cancel, TokenRange range = {});
  /// [range.count] of the i-th requested row of the last forward.
  std::span<float> logits(int64_t i) {
    const int64_t n = scored_.weight.n_rows();
    return {logits_ + i * n, static_cast<size_t>(n)};
  }
  /// Most logits of a row.
  int64_t n_row_logits() const { return limits_.n_row_logits > 0 ? limits_.n_row_logits : config().n_vocab; }
  /// The residual stream after the last forward: [n_tok][d_model] (before the output norm). For tests.
  std::span<const float> residual() const {
    return {x_, static_cast<size_t>(limits_.n_batch * config().d_model)};
  }

  const ModelConfig& config() const { return model_.config; }
  const ForwardLimits& limits() const { return limits_; }

 private:
  struct Layer {
    LayerConfig config;
    Linear q, k, v, attn_out, gate, up, down;
    const float *attn_norm, *ffn_norm, *attn_post_norm, *ffn_post_norm, *q_norm, *k_norm;
  };
  /// One thread's own buffers.
  struct Lane {
    float* norm_f32;
    std::byte* act_q8;  ///< two rows: the activations and their residual
    float* block_out;
    void* gemm_scratch;
    void* attention_scratch;
  };
  struct Pass;  // one forward call as one thread sees it: forward_pass.h

  Transformer(BoundModel model, const Kernels& kernels, const ForwardLimits& limits)
      : model_(std::move(model)), kernels_(kernels), limits_(limits) {}
  Status link();
  void lay_out(Arena& arena);

  BoundModel model_;
  const Kernels& kernels_;
  ForwardLimits limits_;
  std::vector<Layer> layers_;
  Linear output_, scored_;  ///< scored_: output_'s rows that this forward wants
  Arena arena_;
  float *x_ = nullptr, *norm_ = nullptr, *qkv_ = nullptr, *attn_ = nullptr, *hidden_ = nullptr,
        *up_ = nullptr, *block_out_ = nullptr, *rope_ = nullptr, *logits_ = nullptr;
  std::byte* act_q8_ = nullptr;
  size_t act_q8_stride_ = 0, norm_stride_ = 0;
  std::vector<Lane> lanes_;
  std::atomic<int64_t> next_unit_{0};
  bool stop_ = false;
};

}  // namespace ondol
