// See left_out.h.
#include "home/generate/left_out.h"

#include <algorithm>

#include "home/actions.h"
#include "home/attribute_words.h"

namespace ondol::home {
namespace {

bool says_of_what(const SampleSpan& span) {
  return span.role == SpanRole::name || span.role == SpanRole::area || span.role == SpanRole::floor ||
         span.role == SpanRole::kind || span.role == SpanRole::except;
}

}  // namespace

void label_left_out(Sample& sample) {
  for (size_t i = 0; i < sample.clauses.size(); ++i) {
    SampleClause& clause = sample.clauses[i];
    Frame& labels = clause.labels;
    if (attribute_of(labels.intent) == Attribute::none || labels.reference != Reference::none ||
        labels.kind != Kind::any || labels.place != Place::unsaid || labels.quantity != Quantity::unsaid ||
        std::ranges::any_of(clause.spans, says_of_what))
      continue;
    const size_t end = i + 1 < sample.clauses.size() ? sample.clauses[i + 1].begin : sample.text.size();
    const auto said = std::string_view(sample.text).substr(clause.begin, end - clause.begin);
    if (names_attribute(said, labels.attribute)) labels.reference = Reference::same;
  }
}

}  // namespace ondol::home
