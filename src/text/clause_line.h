// A line of annotated clauses, as `ondol home generate` writes them and training and evaluation read them:
//   {"text": …, "clauses": [{"begin": 0, "labels": {HEAD: LABEL, …}, "spans": [[ROLE, BEGIN, END], …]}, …]}
// Knows nothing of which heads, labels and roles there are.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "text/json_lines.h"

namespace ondol {

/// Bytes [begin, end) of the text; not empty.
struct AnnotatedSpan {
  std::string role;
  size_t begin = 0, end = 0;
};

struct AnnotatedClause {
  size_t begin = 0;                                         ///< byte of the text
  std::vector<std::pair<std::string, std::string>> labels;  ///< head, label
  std::vector<AnnotatedSpan> spans;
};

struct AnnotatedClauses {
  std::string text;
  std::vector<AnnotatedClause> clauses;  ///< one at least; the first begins at 0, each behind the one before
};

/// Errors: bad_format "PATH:LINE: field: expected …".
Result<AnnotatedClauses> read_clause_line(const JsonLine& line);

}  // namespace ondol
