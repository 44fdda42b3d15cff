#include "train/token_ngrams.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "train/letters.h"

namespace ondol::train {
namespace {

constexpr size_t kShortest = 2, kLongest = 5;

}  // namespace

TokenNgrams::TokenNgrams(const Tokenizer& tokenizer, int64_t n_bucket) {
  const std::vector<TokenType>& types = tokenizer.spec().types;
  for (TokenId id = 0; id < tokenizer.n_vocab(); ++id) {
    first_.push_back(static_cast<uint32_t>(buckets_.size()));
    if (!types.empty() && types[static_cast<size_t>(id)] != TokenType::normal) continue;
    // The end is marked; a word's beginning is the space that it has before it.
    for_each_run(tokenizer.piece(id) + "\x03", kShortest, kLongest, [&](uint64_t hash) {
      buckets_.push_back(static_cast<uint32_t>(hash % static_cast<uint64_t>(n_bucket)));
    });
  }
  first_.push_back(static_cast<uint32_t>(buckets_.size()));
}

// The sum keeps the deviation of a single row, however many runs a token has.
float TokenNgrams::share(size_t token) const {
  const uint32_t n = first_[token + 1] - first_[token];
  return n > 0 ? 1.0f / std::sqrt(static_cast<float>(n)) : 0.0f;
}

void TokenNgrams::fold(float* table, const float* own, const float* hashed, int64_t d, int64_t begin,
                       int64_t end) const {
  for (size_t token = 0; token + 1 < first_.size(); ++token, table += d, own += d) {
    std::copy(own + begin, own + end, table + begin);
    const float factor = share(token);
    for (uint32_t i = first_[token]; i < first_[token + 1]; ++i) {
      const float* row = hashed + buckets_[i] * d;
      for (int64_t c = begin; c < end; ++c) table[c] += factor * row[c];
    }
  }
}

void TokenNgrams::fold_backward(float* d_hashed, const float* d_table, int64_t d, int64_t begin,
                                int64_t end) const {
  for (size_t token = 0; token + 1 < first_.size(); ++token, d_table += d) {
    const float factor = share(token);
    for (uint32_t i = first_[token]; i < first_[token + 1]; ++i) {
      float* row = d_hashed + buckets_[i] * d;
      for (int64_t c = begin; c < end; ++c) row[c] += factor * d_table[c];
    }
  }
}

}  // namespace ondol::train
