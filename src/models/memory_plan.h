// Plans a model's memory before any of it is taken, and finds the largest context that a budget allows. Needs
// a model's shapes and types only, not its bytes: `ondol fit` plans with it for models that nobody
// downloaded.
#pragma once

#include <cstdint>
#include <span>

#include "format/gguf.h"
#include "models/transformer.h"
#include "ondol/model.h"

namespace ondol {

struct PlanInput {
  const BoundModel& model;
  const Kernels& kernels;
  int n_threads;
  KvType kv;
  const ModelOptions& options;
  uint64_t file_bytes;        ///< the model file, mapped
  uint64_t vocabulary_bytes;  ///< what vocabulary_bytes() says
  uint64_t program_bytes;     ///< what program_bytes() says
};

/// Tokenizer and metadata in memory.
uint64_t vocabulary_bytes(uint64_t n_token, uint64_t n_merge);
uint64_t vocabulary_bytes(const GgufFile& file);
/// The program while it runs, given what is resident before a model is loaded.
uint64_t program_bytes(uint64_t resident_bytes, int n_threads);

/// Sizes of a prompt's pieces that are tried, largest first.
std::span<const int64_t> batch_sizes();
/// The plan of exactly this context and batch, whatever the budget. Errors: a type without a product.
Result<MemoryPlan> memory_at(const PlanInput& input, int64_t n_ctx, int64_t n_batch);

/// Errors: invalid_argument (context beyond the trained length, sessions), over_budget – with the plan.
Result<MemoryPlan> plan_memory(const PlanInput& input);

}  // namespace ondol
