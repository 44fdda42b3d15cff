// Tokens ready for the trainer: rows of n_ctx tokens with their targets, shuffled by seed.
// Knows nothing of where the tokens came from, nor of the model.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ondol/result.h"
#include "text/tokenizer.h"
#include "train/recipe.h"

namespace ondol::train {

/// Rows of n_tok tokens, [n_seq][n_tok] each where nothing else is said.
struct Batch {
  int64_t n_seq = 0, n_tok = 0;
  std::vector<int32_t> tokens;
  std::vector<int32_t>
      targets;  ///< [n_seq][n_tok][n_head], the id to predict at this position, −1: no loss here
  std::vector<int32_t> doc_start;  ///< index in the row of the first token of this token's document;
                                   ///< attention never crosses documents
  std::vector<int32_t> doc_end{};  ///< index in the row behind the document's last token
  int64_t n_head = 1;              ///< predictions that a token can make; see TrainingData
};

/// Whether a token with these targets, [n_head], predicts anything.
bool any_target(const int32_t* targets, int64_t n_head);
/// How many of the first n tokens predict anything.
int64_t count_with_target(const Batch& batch, int64_t n);

/// Outputs [first, first + count), counted from the first that is predicted at all.
struct LabelRange {
  int64_t first = 0, count = 0;
};

/// A train or dev part. Padding at the end of a row is token 0, target −1, a document of its own.
/// Immutable, safe to read from several threads.
class Dataset {
 public:
  virtual ~Dataset() = default;

  virtual int64_t n_ctx() const = 0;
  virtual int64_t n_rows() const = 0;           ///< of one epoch; the same in every epoch
  virtual int64_t n_tokens() const = 0;         ///< of one epoch, without padding
  virtual int64_t n_target_tokens() const = 0;  ///< of one epoch: positions with a target
  virtual uint64_t fingerprint() const = 0;     ///< of its tokens, targets and documents, not of their order
  /// Rows first_row … first_row + n_seq − 1 of this epoch; they must exist. A row depends on (seed, epoch,
  /// row) only, whatever the batch.
  virtual void fill(int64_t epoch, int64_t first_row, int64_t n_seq, Batch& out) const = 0;
};

/// What a recipe's [data] and [tokenizer] give.
struct TrainingData {
  TokenizerSpec tokenizer_spec;  ///< merges and all, as the exported model will hold it
  std::shared_ptr<const Tokenizer> tokenizer;
  std::unique_ptr<Dataset> train, dev;
  /// Of kind intent: tags and intents are the ids first_label … first_label + n_label − 1. 0 labels
  /// otherwise.
  TokenId first_label = 0;
  int64_t n_label = 0;
  std::vector<LabelRange> heads;  ///< what each prediction of a token chooses from, ascending and apart
                                  ///< from each other; empty: one, from all
  int64_t document_head = -1;     ///< the prediction that a document makes once, as a whole; −1: none does
  std::vector<float> label_weight;  ///< [n_label] in the loss; empty: 1
  std::vector<std::string> notes;   ///< for people: documents split or dropped, sizes
  uint64_t fingerprint = 0;         ///< of all tokens and targets of both parts and of the vocabulary
};

/// Reads and checks the data, makes or loads the tokenizer, and lays out both parts. tokenizer: use this
/// vocabulary (of a checkpoint) rather than making one.
/// Errors: not_found, io; bad_format "FILE:LINE: field: expected …, got …"; invalid_argument (no data, no dev
/// part, sequences longer than the context where the recipe says error).
Result<TrainingData> prepare_data(const Recipe& recipe, const TokenizerSpec* tokenizer = nullptr);

}  // namespace ondol::train
