// The two ways of laying tokens out in rows: one running stream cut into windows, and documents packed whole.
// Knows nothing of files, tokenizers or labels.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "train/dataset.h"

namespace ondol::train {

struct RowOptions {
  int64_t n_ctx = 0;
  uint64_t seed = 0;
  bool shuffled = true;  ///< false: the same rows in the same order every epoch (a dev part)
  Sampling sampling = Sampling::shuffle;
  double token_noise = 0;  ///< share of the replaceable tokens of documents
};

/// Running text: tokens of one or more files behind each other. Each token predicts the next one of its file.
struct TokenStream {
  std::vector<int32_t> tokens;
  std::vector<int64_t> starts;  ///< where each file begins, ascending from 0
};

/// Each epoch the stream begins at another token and goes round, so that every prediction is made once an
/// epoch and rows are cut elsewhere each time. Errors: invalid_argument (fewer than 2 tokens; sampling
/// `random` with fewer than n_ctx + 1).
Result<std::unique_ptr<Dataset>> stream_rows(TokenStream stream, const RowOptions& options);

/// Documents of at most n_ctx tokens, each with its targets.
struct Documents {
  std::vector<int32_t> tokens;
  std::vector<int32_t> targets;  ///< [tokens][n_head]
  int64_t n_head = 1;
  std::vector<int64_t> ends;      ///< where each document ends
  std::vector<bool> replaceable;  ///< [tokens] by noise, and in its place; empty: none

  size_t size() const { return ends.size(); }
  int64_t begin(size_t i) const { return i == 0 ? 0 : ends[i - 1]; }
  int64_t length(size_t i) const { return ends[i] - begin(i); }
};

/// Which lengths share a row is worked out once (best fit, longest first); each epoch the documents of one
/// length change places with each other, so that the number of rows stays and company changes. Errors:
/// invalid_argument (no documents).
Result<std::unique_ptr<Dataset>> packed_rows(Documents documents, const RowOptions& options);

}  // namespace ondol::train
