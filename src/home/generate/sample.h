// One annotated utterance: what a reader of frames learns from. Knows nothing of how it came about.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "home/frame.h"

namespace ondol::home {

/// Bytes [begin, end) of the utterance.
struct SampleSpan {
  SpanRole role = SpanRole::name;
  size_t begin = 0, end = 0;
  friend bool operator==(const SampleSpan&, const SampleSpan&) = default;
};

/// A clause reaches to the beginning of the next one; a word that joins them belongs to the later one.
struct SampleClause {
  size_t begin = 0;               ///< byte of the utterance
  Frame labels;                   ///< its spans are empty: they are beside it
  std::vector<SampleSpan> spans;  ///< in order, inside of the clause, not overlapping
};

struct Sample {
  std::string text;
  std::vector<SampleClause> clauses;
};

/// {"text": …, "clauses": [{"begin": 0, "labels": {"intent": …, … all heads}, "spans": [["area", 0, 6],
/// …]}]}: a line of training data of kind "clauses" (docs/formats/training-data.md).
std::string sample_line(const Sample& sample);
void append_sample_line(const Sample& sample, std::string& out);
/// For people: "turn off the {kind:lights} [HassTurnOff kind=light] ‖ and …".
void append_marked_sample(const Sample& sample, std::string& out);
/// What a perfect reader would give.
std::vector<Frame> frames_of(const Sample& sample);

}  // namespace ondol::home
