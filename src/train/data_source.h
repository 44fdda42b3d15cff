// The two steps of making training data, between which the tokenizer is made: reading files, and turning them
// into rows. One implementation for each data kind. Knows nothing of how a tokenizer comes about.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "train/dataset.h"
#include "train/recipe.h"
#include "train/rows.h"

namespace ondol::train {

/// Ends a document, and begins the next.
inline constexpr std::string_view kEndToken = "<|endoftext|>";

class DataSource {
 public:
  virtual ~DataSource() = default;

  /// What a tokenizer is trained on: the train part alone. Valid as long as this.
  virtual std::vector<std::string_view> tokenizer_texts() const = 0;
  /// Beside kEndToken.
  virtual std::vector<std::string> special_tokens() const = 0;
  /// Documents are packed, with kEndToken before and after each: generation begins with it too.
  virtual bool has_documents() const = 0;
  /// Fills everything but the tokenizer and the fingerprint.
  virtual Status lay_out(const Tokenizer& tokenizer, TrainingData& out) const = 0;
};

Result<std::unique_ptr<DataSource>> read_text_data(const Recipe& recipe);
Result<std::unique_ptr<DataSource>> read_intent_data(const Recipe& recipe);
Result<std::unique_ptr<DataSource>> read_clause_data(const Recipe& recipe);

/// Errors: those of MappedFile::open; bad_format "PATH:LINE: expected UTF-8".
Result<std::shared_ptr<MappedFile>> open_text(const std::string& path);
std::string_view text_of(const MappedFile& file);

/// Which of n examples are the dev part: chosen at random, but the same for every seed, so that runs compare.
/// Errors: invalid_argument where either part would be empty.
Result<std::vector<bool>> choose_dev(size_t n, double fraction, const char* what);

/// What becomes of sequences longer than the context, counted for the notes.
class LongSequences {
 public:
  explicit LongSequences(const Recipe& recipe)
      : n_ctx_(recipe.model.n_ctx), policy_(recipe.data.long_documents) {}
  /// True where it fits. Otherwise counts it, or says why that is an error (policy `error`); where is
  /// "PATH:LINE: field".
  Result<bool> fits(int64_t n_tokens, const std::string& where);
  void add_note(const char* part, std::vector<std::string>& notes) const;

 private:
  int64_t n_ctx_;
  LongPolicy policy_;
  int64_t n_long_ = 0;
};

RowOptions row_options(const Recipe& recipe, bool is_train);

}  // namespace ondol::train
