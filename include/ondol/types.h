// Names shared by the public headers.
#pragma once

#include <cstdint>
#include <string>

namespace ondol {

using TokenId = int32_t;

/// count tokens of the vocabulary from first on; count 0 = the whole vocabulary.
struct TokenRange {
  TokenId first = 0;
  int64_t count = 0;
};

enum class KvCacheType : uint8_t {
  f16,
  q8_0,  ///< half of f16
  f32,   ///< exact, slow: for comparisons with references
};

/// "12.5 MiB"-style lines are made from these; all bytes.
struct MemoryPlan {
  uint64_t weights_bytes = 0;     ///< the model file, mapped
  uint64_t vocabulary_bytes = 0;  ///< tokenizer and metadata
  uint64_t kv_bytes = 0;          ///< all sessions' caches
  uint64_t scratch_bytes = 0;     ///< activations, logits, per-thread buffers
  uint64_t program_bytes = 0;     ///< the program itself, as resident before loading
  uint64_t budget_bytes = 0;      ///< 0 = none
  int64_t n_ctx = 0;              ///< tokens of context of each session
  int64_t n_batch = 0;            ///< tokens of a prompt read at once
  int n_sessions = 1;
  int64_t max_n_ctx = 0;  ///< the largest context the budget allows; 0 when not even one token fits

  uint64_t total_bytes() const {
    return weights_bytes + vocabulary_bytes + kv_bytes + scratch_bytes + program_bytes;
  }
  /// One line: what each part needs, the total, the budget and the largest context that would fit.
  std::string to_string() const;
};

}  // namespace ondol
