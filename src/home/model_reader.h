// Frames by a model of data kind "clauses" (text/clause_format.h): one forward pass for an utterance, nothing
// generated. Its heads are the frame's fields, its labels theirs. Knows nothing of any home.
#pragma once

#include <memory>

#include "home/frame_reader.h"
#include "home/heads.h"
#include "ondol/session.h"
#include "text/clause_format.h"

namespace ondol::home {

class ModelReader : public FrameReader {
 public:
  /// The model at path, or, with an empty path, the one in the program.
  /// Errors: those of Model::load; unsupported (a model without such heads; a program without a built-in
  /// model).
  static Result<std::unique_ptr<ModelReader>> open(std::shared_ptr<Engine> engine,
                                                   const std::string& path = "");
  /// A text longer than the model's context is one clause that wants nothing: acting on half of what was said
  /// would be worse.
  Result<std::vector<Frame>> read(std::string_view text, std::span<const Turn> history,
                                  std::span<const Mention> mentions) override;

 private:
  /// A head of the model, and what its labels are in a frame.
  struct FrameHead {
    Head field;
    const ClauseHead* labels;
    std::vector<uint8_t> values;  ///< by label
  };

  ModelReader() = default;
  Status take_labels();
  /// As the model reads them: nothing is repaired.
  Result<std::vector<Frame>> read_words(const std::string& clean, std::span<const Mention> mentions);
  std::vector<Frame> frames_of(const std::string& text, const ClauseInput& input) const;
  Frame frame_at(size_t at) const;
  /// at: place among the model's tokens.
  std::span<const float> logits(size_t at, const ClauseHead& head) const;

  std::shared_ptr<Model> model_;
  std::unique_ptr<Session> session_;
  ClauseLabels labels_;
  KnownMarks marks_;
  std::vector<SpanRole> roles_;  ///< in the order of the span labels
  std::vector<FrameHead> heads_;
  std::vector<float> scores_;  ///< [token][labels], of the last text
  size_t n_label_ = 0;
};

/// Whether the program holds a model.
bool has_built_in_model();

}  // namespace ondol::home
