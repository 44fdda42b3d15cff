// Samples as lines of training data; see sample.h.
#include "home/generate/sample.h"

#include "home/fields.h"
#include "home/labels.h"

namespace ondol::home {
namespace {

Json labels_json(const Frame& frame) {
  return {{"intent", label(frame.intent)},
          {"role", label(frame.role)},
          {"kind", label(frame.kind)},
          {"quantity", label(frame.quantity)},
          {"place", label(frame.place)},
          {"reference", label(frame.reference)},
          {"attribute", label(frame.attribute)},
          {"operation", label(frame.operation)},
          {"question", label(frame.question)},
          {"asked", label(frame.asked)},
          {"comparison", label(frame.comparison)}};
}

}  // namespace

std::string sample_line(const Sample& sample) {
  Json line = {{"text", sample.text}, {"clauses", Json::array()}};
  for (const SampleClause& clause : sample.clauses) {
    Json spans = Json::array();
    for (const SampleSpan& span : clause.spans)
      spans.push_back(Json::array({label(span.role), span.begin, span.end}));
    line["clauses"].push_back(
        {{"begin", clause.begin}, {"labels", labels_json(clause.labels)}, {"spans", std::move(spans)}});
  }
  return line.dump();
}

std::vector<Frame> frames_of(const Sample& sample) {
  std::vector<Frame> frames;
  for (const SampleClause& clause : sample.clauses) {
    Frame frame = clause.labels;
    for (const SampleSpan& span : clause.spans)
      frame.spans.push_back({span.role, sample.text.substr(span.begin, span.end - span.begin)});
    frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace ondol::home
