// Offsets after edits; see edit.h.
#include "home/generate/edit.h"

namespace ondol::home {

bool replace_text(Sample& sample, size_t at, size_t n, std::string_view with) {
  const size_t end = at + n;
  const auto is_inside = [&](size_t offset) { return at < offset && offset < end; };
  for (const SampleClause& clause : sample.clauses) {
    if (is_inside(clause.begin)) return false;
    for (const SampleSpan& span : clause.spans) {
      if (is_inside(span.begin) || is_inside(span.end)) return false;
      if (with.empty() && at <= span.begin && span.end <= end) return false;
    }
  }
  const auto moved = [&](size_t offset) { return offset - n + with.size(); };
  for (SampleClause& clause : sample.clauses) {
    if (clause.begin >= end && clause.begin > at) clause.begin = moved(clause.begin);
    for (SampleSpan& span : clause.spans) {
      if (span.begin >= end && (span.begin > at || n == 0)) span.begin = moved(span.begin);
      if (span.end >= end && span.end > at) span.end = moved(span.end);
    }
  }
  sample.text.replace(at, n, with);
  return true;
}

const SampleSpan* span_at(const Sample& sample, size_t at) {
  for (const SampleClause& clause : sample.clauses)
    for (const SampleSpan& span : clause.spans)
      if (span.begin <= at && at < span.end) return &span;
  return nullptr;
}

}  // namespace ondol::home
