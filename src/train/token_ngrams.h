// Tokens that share letters share parameters: a token's embedding is its own row plus rows of a hashed table,
// one for each run of letters in it (after fastText, arXiv 1607.04606). Only training knows: the sum is what
// the exported token table holds.
#pragma once

#include <cstdint>
#include <vector>

#include "text/tokenizer.h"
#include "train/parameters.h"

namespace ondol::train {

class TokenNgrams {
 public:
  /// Runs of 2 to 5 characters, a token's beginning and end counted as characters, hashed into n_bucket rows.
  /// Special tokens have none.
  TokenNgrams(const Tokenizer& tokenizer, int64_t n_bucket);

  // The tables are [n_vocab][d] and [n_bucket][d]. Columns [begin, end) only, so that threads can share the
  // work.
  /// table = own rows + the hashed rows of their runs, divided by the square root of how many they are.
  void fold(float* table, const float* own, const float* hashed, int64_t d, int64_t begin, int64_t end) const;
  /// d_hashed += the derivative by the hashed rows, given that by the table.
  void fold_backward(float* d_hashed, const float* d_table, int64_t d, int64_t begin, int64_t end) const;

 private:
  float share(size_t token) const;

  std::vector<uint32_t> first_;  // of each token's buckets, and the end
  std::vector<uint32_t> buckets_;
};

}  // namespace ondol::train
