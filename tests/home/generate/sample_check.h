// What holds of every generated sample, whatever the grammar. For tests and the fuzz target.
#pragma once

#include <string>

#include "home/generate/sample.h"
#include "text/utf8.h"

namespace ondol::home::testing {

/// What is wrong with it, or "".
inline std::string what_is_wrong(const Sample& sample) {
  const std::string& text = sample.text;
  if (text.empty() || !utf8::is_valid(text)) return "text is empty or no UTF-8";
  if (text.front() == ' ' || text.back() == ' ' || text.find("  ") != std::string::npos)
    return "stray spaces";
  if (sample.clauses.empty() || sample.clauses[0].begin != 0) return "the first clause does not begin at 0";
  for (size_t i = 0; i < sample.clauses.size(); ++i) {
    const SampleClause& clause = sample.clauses[i];
    const size_t end = i + 1 < sample.clauses.size() ? sample.clauses[i + 1].begin : text.size();
    if (clause.begin >= end) return "a clause without text";
    if (text[clause.begin] == ' ') return "a clause begins with a space";
    if ((static_cast<unsigned char>(text[clause.begin]) & 0xC0) == 0x80)
      return "a clause begins in a character";
    if (!clause.labels.spans.empty()) return "spans in the labels";
    size_t at = clause.begin;
    for (const SampleSpan& span : clause.spans) {
      if (span.begin < at || span.begin >= span.end || span.end > end) return "a span is out of order";
      at = span.end;
      const std::string_view said = std::string_view(text).substr(span.begin, span.end - span.begin);
      if (said.front() == ' ' || said.back() == ' ') return "a span begins or ends with a space";
      if (!utf8::is_valid(said)) return "a span cuts a character";
    }
  }
  return "";
}

}  // namespace ondol::home::testing
