#include "text/clause_line.h"

#include <optional>

#include "base/nearest.h"
#include "base/try.h"
#include "text/clause_format.h"
#include "text/intent_format.h"

namespace ondol {
namespace {

using Json = nlohmann::json;

std::optional<size_t> byte_in(const Json& value, size_t n_bytes) {
  if (!value.is_number_unsigned() || value.get<uint64_t>() > n_bytes) return std::nullopt;
  return value.get<size_t>();
}

Result<AnnotatedClause> read_clause(const JsonLine& line, const Json& object, size_t n_bytes) {
  const auto wrong = [&](const std::string& what) { return line.wrong("clauses", what); };
  if (!object.is_object() || !object.contains("begin")) return wrong("expected objects with \"begin\"");
  const auto begin = byte_in(object["begin"], n_bytes);
  if (!begin) return wrong("begin: expected a byte of the text");
  AnnotatedClause clause{*begin, {}, {}};
  const Json labels = object.value("labels", Json::object());
  if (!labels.is_object()) return wrong("labels: expected an object of heads and labels");
  for (const auto& [head, label] : labels.items()) {
    if (!label.is_string() || !is_label_name(label.get<std::string>()) || !is_label_name(head) ||
        head == kClauseHead || head == kSpanHead)
      return wrong(
          "labels: expected names without spaces, brackets or colons, and heads other than \"clause\" and "
          "\"span\", got " +
          on_one_line(head) + ": " + on_one_line(label.dump()));
    clause.labels.emplace_back(head, label.get<std::string>());
  }
  const Json spans = object.value("spans", Json::array());
  if (!spans.is_array()) return wrong("spans: expected a list of [role, begin, end]");
  for (const Json& span : spans) {
    const bool has_shape = span.is_array() && span.size() == 3 && span[0].is_string() &&
                           is_label_name(span[0].get<std::string>());
    const auto first = has_shape ? byte_in(span[1], n_bytes) : std::nullopt,
               end = has_shape ? byte_in(span[2], n_bytes) : std::nullopt;
    if (!first || !end || *first >= *end)
      return wrong("expected spans [role, begin, end] of the text, got " + on_one_line(span.dump()));
    clause.spans.push_back({span[0].get<std::string>(), *first, *end});
  }
  return clause;
}

}  // namespace

Result<AnnotatedClauses> read_clause_line(const JsonLine& line) {
  AnnotatedClauses out;
  ONDOL_ASSIGN(out.text, line.text("text"));
  if (!line.has("clauses") || !line.object()["clauses"].is_array())
    return line.wrong("clauses", "expected a list of clauses");
  for (const Json& object : line.object()["clauses"]) {
    ONDOL_ASSIGN(AnnotatedClause clause, read_clause(line, object, out.text.size()));
    if (!out.clauses.empty() && clause.begin <= out.clauses.back().begin)
      return line.wrong("clauses", "expected each to begin behind the one before");
    out.clauses.push_back(std::move(clause));
  }
  if (out.clauses.empty() || out.clauses[0].begin != 0)
    return line.wrong("clauses", "expected the first to begin at 0");
  return out;
}

}  // namespace ondol
