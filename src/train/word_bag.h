// A teacher that sees no order: a document's words, pairs and triples of words and runs of letters, hashed to
// rows that are added up, and a linear layer over the sum (fastText, arXiv 1607.01759). With little text it
// knows what a whole document is better than a transformer does; distilled, the transformer learns it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "train/dataset.h"

namespace ondol::train {

class WordBag {
 public:
  /// Of the prediction `head` of data.heads, which a document makes once.
  WordBag(const TrainingData& data, int64_t head, const Kernels& kernels);

  /// What a bag of n_label labels takes, and while it is trained.
  static uint64_t bytes(int64_t n_label);

  /// On one thread, seconds: the same bag for the same data and seed. progress: the share that is done; false
  /// stops, and so does train().
  bool train(uint64_t seed, const std::function<bool(double done)>& progress);
  /// Of the dev part's documents, how many are right.
  double dev_accuracy() const;

  /// In taught, [tokens with a target][n_output], the head's outputs become (1 − share) of what they are and
  /// `share` of the bag's probabilities.
  void mix(const Batch& batch, float share, float temperature, int64_t n_output, float* taught) const;

 private:
  struct Document {
    std::vector<uint32_t> rows;  ///< of its features
    int64_t label;               ///< in the head
    int64_t token;               ///< of the batch, which makes the prediction
  };
  std::vector<Document> documents(const Batch& batch) const;
  void add_features(std::string_view text, std::vector<uint32_t>& rows) const;
  /// x[kWidth] and the logits of a document's rows.
  void sum(std::span<const uint32_t> rows, float* x) const;
  void logits(const float* x, float* out) const;

  const TrainingData& data_;
  const Kernels& kernels_;
  const int64_t head_;
  const LabelRange range_;
  std::vector<std::string> pieces_;  ///< of ordinary tokens; empty for others
  std::vector<float> rows_, output_;
};

}  // namespace ondol::train
