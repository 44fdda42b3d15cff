// Label tokens, and the bytes behind tokens; see clause_format.h.
#include "text/clause_format.h"

#include <algorithm>
#include <array>

#include "base/try.h"
#include "text/intent_format.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace ondol {
namespace {

constexpr std::array<std::string_view, 2> kClauseWords = {"inside", "begin"};
constexpr std::string_view kKnownEnd = "end";

/// "<HEAD:LABEL>" in two, where it is one.
std::optional<std::pair<std::string_view, std::string_view>> parts_of(std::string_view token) {
  if (!token.starts_with('<') || !token.ends_with('>')) return std::nullopt;
  token = token.substr(1, token.size() - 2);
  const size_t colon = token.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::pair parts{token.substr(0, colon), token.substr(colon + 1)};
  if (!is_label_name(parts.first) || !is_label_name(parts.second)) return std::nullopt;
  return parts;
}

Error bad(const std::string& what) { return Error{ErrorCode::bad_format, "vocabulary: " + what}; }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// O, then a begin and an inside for each role.
Status check_spans(const ClauseHead& spans) {
  if (spans.labels.empty() || spans.labels[0] != "O") return bad("expected <span:O> before all other spans");
  if (spans.labels.size() % 2 == 0) return bad("expected a begin and an inside for every span");
  for (size_t i = 1; i + 1 < spans.labels.size(); i += 2) {
    const std::string_view begin = spans.labels[i], inside = spans.labels[i + 1];
    if (!begin.starts_with("B-") || inside != "I-" + std::string(begin.substr(2)))
      return bad("expected <span:B-…> and behind it its <span:I-…>, got " + std::string(begin) + " and " +
                 std::string(inside));
  }
  return {};
}

}  // namespace

std::string label_token(std::string_view head, std::string_view label) {
  std::string token = "<";
  token.append(head).append(":").append(label).append(">");
  return token;
}

std::optional<size_t> ClauseHead::find(std::string_view label) const {
  const auto found = std::ranges::find(labels, label);
  if (found == labels.end()) return std::nullopt;
  return static_cast<size_t>(found - labels.begin());
}

std::optional<size_t> ClauseLabels::find(std::string_view head) const {
  const auto found = std::ranges::find(heads, head, &ClauseHead::name);
  if (found == heads.end()) return std::nullopt;
  return static_cast<size_t>(found - heads.begin());
}

Result<ClauseLabels> ClauseLabels::find(const TokenizerSpec& spec) {
  ClauseLabels out;
  for (size_t i = 0; i < spec.tokens.size(); ++i) {
    const auto parts = parts_of(spec.tokens[i]);
    if (!parts) continue;
    if (out.heads.empty() && parts->first != kClauseHead) continue;  // a token that is no label of ours
    if (out.heads.empty() || out.heads.back().name != parts->first) {
      if (out.find(parts->first))
        return bad("expected the labels of " + std::string(parts->first) + " together");
      out.heads.push_back({std::string(parts->first), {}, static_cast<TokenId>(i)});
    }
    ClauseHead& head = out.heads.back();
    if (head.first + static_cast<TokenId>(head.labels.size()) != static_cast<TokenId>(i))
      return bad("expected the labels of " + head.name + " together");
    head.labels.emplace_back(parts->second);
  }
  if (out.heads.empty())
    return Error{ErrorCode::unsupported,
                 "vocabulary: expected <clause:…> tokens, as `ondol train` gives a model of data kind "
                 "\"clauses\"; got "
                 "none"};
  if (!std::ranges::equal(out.heads[0].labels, kClauseWords))
    return bad("expected <clause:inside> and <clause:begin>");
  if (out.heads.size() < 2 || out.heads[1].name != kSpanHead)
    return bad("expected <span:…> tokens behind the clause's");
  ONDOL_TRY(check_spans(out.heads[1]));
  return out;
}

std::vector<std::string> clause_label_tokens(const std::vector<std::string>& roles,
                                             const std::vector<ClauseHead>& heads) {
  std::vector<std::string> tokens;
  for (const std::string_view word : kClauseWords) tokens.push_back(label_token(kClauseHead, word));
  tokens.push_back(label_token(kSpanHead, "O"));
  for (const std::string& role : roles) {
    tokens.push_back(label_token(kSpanHead, "B-" + role));
    tokens.push_back(label_token(kSpanHead, "I-" + role));
  }
  for (const ClauseHead& head : heads)
    for (const std::string& label : head.labels) tokens.push_back(label_token(head.name, label));
  return tokens;
}

std::optional<TokenId> KnownMarks::find(std::string_view role) const {
  for (const auto& [name, token] : begins)
    if (name == role) return token;
  return std::nullopt;
}

KnownMarks KnownMarks::find(const TokenizerSpec& spec) {
  KnownMarks marks;
  for (size_t i = 0; i < spec.tokens.size(); ++i) {
    const auto parts = parts_of(spec.tokens[i]);
    if (!parts || parts->first != kKnownMark) continue;
    const auto token = static_cast<TokenId>(i);
    if (parts->second == kKnownEnd)
      marks.end = token;
    else
      marks.begins.emplace_back(parts->second, token);
  }
  return marks.end < 0 ? KnownMarks{} : marks;
}

std::vector<std::string> known_mark_tokens(const std::vector<std::string>& roles) {
  std::vector<std::string> tokens;
  for (const std::string& role : roles) tokens.push_back(label_token(kKnownMark, role));
  if (!roles.empty()) tokens.push_back(label_token(kKnownMark, kKnownEnd));
  return tokens;
}

std::string clause_text(std::string_view text) { return utf8::ascii_lower(unicode::nfc(text)); }

Result<ClauseInput> lay_out_clauses(const Tokenizer& tokenizer, std::string_view text,
                                    const KnownMarks& marks, std::span<const AnnotatedSpan> known) {
  ClauseInput input;
  // A space in front, so that a word has the same tokens wherever it stands.
  ONDOL_ASSIGN(const std::vector<TokenId> tokens, tokenizer.encode(" " + std::string(text), {}));
  size_t at = 0;
  for (const TokenId token : tokens) {
    size_t begin = at;
    at += tokenizer.piece(token).size();
    const auto byte = [&](size_t i) { return i == 0 ? ' ' : i <= text.size() ? text[i - 1] : ' '; };
    while (begin < at && is_space(byte(begin))) ++begin;
    input.begins.push_back(begin > 0 ? begin - 1 : 0);
    input.ends.push_back(std::min(at > 0 ? at - 1 : 0, text.size()));
  }
  std::vector<std::vector<TokenId>> before(tokens.size()), behind(tokens.size());
  for (const AnnotatedSpan& span : known) {
    const auto mark = marks.find(span.role);
    const size_t first = token_at(input, span.begin), last = token_at(input, span.end - 1);
    if (!mark || last >= tokens.size() || input.begins[first] != span.begin || input.ends[last] != span.end)
      continue;
    before[first].push_back(*mark);
    behind[last].assign(1, marks.end);
  }
  for (size_t i = 0; i < tokens.size(); ++i) {
    input.tokens.insert(input.tokens.end(), before[i].begin(), before[i].end());
    input.at.push_back(input.tokens.size());
    input.tokens.push_back(tokens[i]);
    input.tokens.insert(input.tokens.end(), behind[i].begin(), behind[i].end());
  }
  return input;
}

size_t token_at(const ClauseInput& input, size_t at) {
  return static_cast<size_t>(std::ranges::upper_bound(input.ends, at) - input.ends.begin());
}

}  // namespace ondol
