// Reads intent and slots of an utterance with a model of data kind "intent" (text/intent_format.h): one
// prefill, nothing generated. Knows nothing of what an intent does.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/session.h"
#include "text/intent_format.h"

namespace ondol {

struct IntentReading {
  std::string intent;
  float intent_probability = 0;  ///< among the model's intents
  std::vector<SlotSpan> slots;   ///< in order of appearance; bytes of the utterance
};

/// Rows of logits that a model should be loaded with, so that an utterance is one forward pass.
inline constexpr int64_t kIntentLogitRows = 256;

class IntentReader {
 public:
  /// Errors: unsupported "PATH: …" (a model without intent and tag tokens), bad_format (with only some of
  /// them).
  static Result<IntentReader> create(std::shared_ptr<Model> model);

  const IntentLabels& labels() const { return labels_; }
  /// Forgets what the session holds. A word's tag is scored over all its tokens (docs/decisions/0013).
  /// Errors: invalid_argument (more tokens than the context), those of append.
  Result<IntentReading> read(Session& session, std::string_view utterance) const;

 private:
  IntentReader(std::shared_ptr<Model> model, IntentLabels labels)
      : model_(std::move(model)), labels_(std::move(labels)) {}

  std::shared_ptr<Model> model_;
  IntentLabels labels_;
};

/// The likeliest tags of a sentence in which every inside tag follows the begin or inside tag of its slot
/// (Viterbi). logprobs: [n_word][n_tags], tags numbered as in IntentLabels.
std::vector<size_t> best_tags(std::span<const float> logprobs, size_t n_tags);

}  // namespace ondol
