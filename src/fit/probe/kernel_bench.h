// Products and attention of the engine on invented data, timed: the very functions that a forward pass calls,
// split over threads as it splits them. Knows nothing of profiles.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/thread_pool.h"
#include "fit/device_profile.h"
#include "fit/probe/weight_buffer.h"
#include "kernels/kernels.h"
#include "ops/linear.h"

namespace ondol::fit {

// Of usual models: a row of activations, a KV head and its query heads.
constexpr int64_t kCols = kWideRow, kNarrowCols = kNarrowRow, kHeadDim = 128, kGroup = 4,
                  kCachedTokens = 1024;
constexpr int64_t kLongPrompt = 256;  // the engine's batch (runtime/memory_plan.cpp)
constexpr int64_t kShortPrompt = kResidualMaxTok;
constexpr int64_t kPromptChunk = 32;  // tokens of one unit of attention (models/forward_pass.cpp)

class KernelBench {
 public:
  /// threads: the numbers that will be asked for, ascending. Errors: over_budget.
  static Result<std::unique_ptr<KernelBench>> create(const Kernels& kernels, std::vector<int> threads,
                                                     uint64_t buffer_bytes, const std::string& folder,
                                                     const std::vector<DType>& types);

  uint64_t buffer_bytes() const { return buffer_->size_bytes(); }

  // Each works for about so many seconds.
  double read_bytes_s(int threads, double seconds);
  struct Product {
    int64_t n_tok;          ///< kLongPrompt, kShortPrompt or 1
    int64_t n_cols;         ///< kCols, or kNarrowCols with kLongPrompt
    uint64_t window_bytes;  ///< weights are taken from the beginning of the buffer
  };
  /// Rows of weights a second.
  double rows_s(DType type, int threads, const Product& product, double seconds);
  /// KV heads a second, each with kCachedTokens positions seen by the last n_tok tokens.
  double heads_s(KvType type, int threads, int64_t n_tok, double seconds);

 private:
  struct Lane {
    void* scratch;
    float *q, *out;
    uint64_t sum;
  };
  KernelBench(const Kernels& kernels, std::vector<int> threads)
      : kernels_(kernels), threads_(std::move(threads)) {}
  void lay_out(Arena& arena, const std::vector<DType>& types);
  void fill_inputs();
  ThreadPool& pool(int threads) const;
  int64_t far_from_before(int64_t n);

  const Kernels& kernels_;
  std::vector<int> threads_;
  std::vector<std::unique_ptr<ThreadPool>> pools_;
  std::unique_ptr<WeightBuffer> buffer_;
  Arena huge_arena_, arena_;
  std::byte* huge_ = nullptr;  ///< what reading is measured on
  float* x_ = nullptr;         ///< [kLongPrompt][kCols]
  /// Of kLongPrompt, kShortPrompt, one and kLongPrompt narrow tokens; the two between with residuals.
  std::byte* act_[4] = {};
  float* y_ = nullptr;  ///< [n_results_], where products go in turn
  int64_t n_results_ = 0;
  int64_t n_slices_ = 0;  ///< of products over the whole buffer, so far
  std::vector<Lane> lanes_;
};

}  // namespace ondol::fit
