#include "models/memory_plan.h"

#include <algorithm>
#include <bit>
#include <cstdio>

#include "base/size.h"
#include "base/try.h"

namespace ondol {
namespace {

constexpr int64_t kDefaultContext = 4096;
constexpr int64_t kSmallestContext = 16;  // below it no conversation is possible: refused rather than offered
constexpr int64_t kBatchSizes[] = {256, 64, 16, 1};
constexpr int kMaxSessions = 1024;
// Pages that come with running: stacks of the threads, allocator slack, page rounding of the arenas.
constexpr uint64_t kFixedBytes = 2 << 20, kThreadBytes = 128 << 10;

uint64_t array_count(const GgufFile& file, const char* key) {
  const GgufValue* value = file.find(key);
  if (value == nullptr || !std::holds_alternative<GgufArray>(value->data)) return 0;
  return std::get<GgufArray>(value->data).count;
}

struct Planner {
  const PlanInput& in;

  Result<MemoryPlan> at(int64_t n_ctx, int64_t n_batch) const { return memory_at(in, n_ctx, n_batch); }

  bool fits(const MemoryPlan& plan) const {
    return plan.budget_bytes == 0 || plan.total_bytes() <= plan.budget_bytes;
  }

  /// The largest context ≤ limit that fits with this batch size; n_ctx 0 if none does.
  Result<MemoryPlan> largest(int64_t limit, int64_t n_batch) const {
    ONDOL_ASSIGN(MemoryPlan best, at(std::min(limit, kSmallestContext), n_batch));
    if (!fits(best)) return MemoryPlan{};
    int64_t low = best.n_ctx, high = limit;
    while (low < high) {
      const int64_t middle = low + (high - low + 1) / 2;
      ONDOL_ASSIGN(MemoryPlan plan, at(middle, n_batch));
      if (fits(plan)) {
        low = middle;
        best = plan;
      } else {
        high = middle - 1;
      }
    }
    return best;
  }
};

}  // namespace

// Per token: the string, its score and type, and now and then text that is too long to lie in the string; the
// table of texts (text/tokenizer_vocab.cpp) and that of merges (text/bpe.cpp), both a power of two of slots.
uint64_t vocabulary_bytes(uint64_t n_token, uint64_t n_merge) {
  constexpr uint64_t kToken = 32 + 4 + 1 + 5, kTextSlot = 8, kMergeSlot = 16;
  const uint64_t texts = std::bit_ceil(n_token + n_token / 2 + 1);
  const uint64_t merges = n_merge > 0 ? std::bit_ceil(n_merge + n_merge / 3 + 1) : 0;
  return n_token * kToken + texts * kTextSlot + merges * kMergeSlot;
}

uint64_t vocabulary_bytes(const GgufFile& file) {
  return vocabulary_bytes(array_count(file, "tokenizer.ggml.tokens"),
                          array_count(file, "tokenizer.ggml.merges"));
}

uint64_t program_bytes(uint64_t resident_bytes, int n_threads) {
  return resident_bytes + kFixedBytes + kThreadBytes * static_cast<uint64_t>(n_threads);
}

std::span<const int64_t> batch_sizes() { return kBatchSizes; }

std::string MemoryPlan::to_string() const {
  std::string text = "weights " + format_bytes(weights_bytes) + " + vocabulary " +
                     format_bytes(vocabulary_bytes) + " + KV cache " + format_bytes(kv_bytes) + " (" +
                     (n_sessions > 1 ? std::to_string(n_sessions) + " sessions of " : "") +
                     std::to_string(n_ctx) + " tokens) + scratch " + format_bytes(scratch_bytes) +
                     " + program " + format_bytes(program_bytes) + " = " + format_bytes(total_bytes());
  if (budget_bytes > 0) {
    text += ", budget " + format_bytes(budget_bytes) + "; ";
    text += max_n_ctx > 0 ? "the largest context that fits is " + std::to_string(max_n_ctx) + " tokens"
                          : std::string("no context fits");
  }
  return text;
}

Result<MemoryPlan> memory_at(const PlanInput& in, int64_t n_ctx, int64_t n_batch) {
  MemoryPlan plan;
  plan.weights_bytes = in.file_bytes;
  plan.vocabulary_bytes = in.vocabulary_bytes;
  plan.program_bytes = in.program_bytes;
  plan.budget_bytes = in.options.memory_budget_bytes;
  plan.n_sessions = in.options.n_sessions;
  plan.n_ctx = n_ctx;
  plan.n_batch = std::min(n_batch, n_ctx);
  const ForwardLimits limits{plan.n_batch, std::min(in.options.n_logit_rows, plan.n_batch), n_ctx,
                             in.n_threads, in.options.n_row_logits};
  ONDOL_ASSIGN(plan.scratch_bytes, Transformer::scratch_bytes(in.model, in.kernels, limits));
  const auto n_sessions = static_cast<uint64_t>(plan.n_sessions);
  plan.scratch_bytes += n_sessions * static_cast<uint64_t>(in.model.config.n_vocab + n_ctx) * 4;
  plan.kv_bytes = n_sessions * KvCache::size_bytes(in.model.config, in.kv, n_ctx);
  return plan;
}

Result<MemoryPlan> plan_memory(const PlanInput& in) {
  const ModelOptions& options = in.options;
  const int64_t n_ctx_train = in.model.config.n_ctx_train;
  if (options.n_sessions < 1 || options.n_sessions > kMaxSessions)
    return Error{ErrorCode::invalid_argument, "sessions: expected 1 to " + std::to_string(kMaxSessions) +
                                                  ", got " + std::to_string(options.n_sessions)};
  if (options.n_ctx < 0 || options.n_ctx > n_ctx_train)
    return Error{ErrorCode::invalid_argument, "context: expected 1 to " + std::to_string(n_ctx_train) +
                                                  " tokens (the model's trained length), got " +
                                                  std::to_string(options.n_ctx)};
  const Planner planner{in};
  const int64_t wanted = options.n_ctx > 0 ? options.n_ctx : std::min(n_ctx_train, kDefaultContext);
  for (int64_t n_batch : kBatchSizes) {
    if (options.n_ctx == 0) {
      // A smaller batch is worth it only where a larger one leaves next to no context.
      ONDOL_ASSIGN(MemoryPlan plan, planner.largest(wanted, n_batch));
      plan.max_n_ctx = plan.n_ctx;
      if (plan.n_ctx >= std::min(wanted, kDefaultContext / 4) || (plan.n_ctx > 0 && n_batch == 1))
        return plan;
    } else {
      ONDOL_ASSIGN(const MemoryPlan plan, planner.at(wanted, n_batch));
      if (planner.fits(plan)) return plan;
    }
  }
  ONDOL_ASSIGN(MemoryPlan plan, planner.at(wanted, 1));
  ONDOL_ASSIGN(const MemoryPlan largest, planner.largest(n_ctx_train, 1));
  plan.max_n_ctx = largest.n_ctx;
  return Error{ErrorCode::over_budget, "does not fit the memory budget: " + plan.to_string()};
}

}  // namespace ondol
