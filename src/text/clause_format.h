// How a text is put before a model that reads clauses, and what its labels are called. Each token of the text
// has two labels, whether a clause begins there and which span it belongs to; the first token of a clause
// also has one of every head: what the clause says. Labels are tokens of the vocabulary, <HEAD:LABEL>. Words
// that are known beforehand to be of a role may be marked for the model: <known:ROLE> before them,
// <known:end> behind. The trainer and whoever reads with such a model share this. Knows nothing of models,
// nor of what labels mean.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ondol/result.h"
#include "text/clause_line.h"
#include "text/tokenizer.h"

namespace ondol {

inline constexpr std::string_view kClauseHead = "clause";  // of every token: "inside", "begin"
inline constexpr std::string_view kSpanHead = "span";      // of every token: "O", "B-ROLE", "I-ROLE"
inline constexpr std::string_view kKnownMark = "known";    // no label: "ROLE" and "end", within the text

std::string label_token(std::string_view head, std::string_view label);

/// Labels of which one is chosen: the ids first … first + labels.size() − 1 of the vocabulary.
struct ClauseHead {
  std::string name;
  std::vector<std::string> labels;
  TokenId first = -1;

  std::optional<size_t> find(std::string_view label) const;
};

struct ClauseLabels {
  /// [0] is kClauseHead, [1] kSpanHead; what is said of a clause follows.
  std::vector<ClauseHead> heads;

  const ClauseHead& spans() const { return heads[1]; }
  std::optional<size_t> find(std::string_view head) const;

  /// Errors: unsupported (a vocabulary without <clause:…> tokens), bad_format (without spans, with labels of
  /// one head apart from each other, or an inside without its begin right before it).
  static Result<ClauseLabels> find(const TokenizerSpec& spec);
};

/// The label tokens of a vocabulary, in order. roles and heads: without the two that every vocabulary has.
std::vector<std::string> clause_label_tokens(const std::vector<std::string>& roles,
                                             const std::vector<ClauseHead>& heads);

/// The marks that a vocabulary has; none where its model was trained without.
struct KnownMarks {
  std::vector<std::pair<std::string, TokenId>> begins;  ///< role, token
  TokenId end = -1;

  std::optional<TokenId> find(std::string_view role) const;
  static KnownMarks find(const TokenizerSpec& spec);
};

/// The mark tokens of a vocabulary for these roles; none for no roles.
std::vector<std::string> known_mark_tokens(const std::vector<std::string>& roles);

struct ClauseInput {
  std::vector<TokenId> tokens;  ///< with marks, as the model reads them
  std::vector<size_t> at;       ///< of each token of the text: its place in tokens
  std::vector<size_t> begins,
      ends;  ///< bytes of the text that each of its tokens stands for, without white space before
};

/// The text as all of its readers see it: composed (NFC), capitals of Latin letters made small. Same bytes as
/// after NFC otherwise.
std::string clause_text(std::string_view text);
/// text: as clause_text gives it. known: words to mark; of a role without a mark, or where tokens cross their
/// borders, they are left unmarked. Errors: those of Tokenizer::encode.
Result<ClauseInput> lay_out_clauses(const Tokenizer& tokenizer, std::string_view text,
                                    const KnownMarks& marks = {}, std::span<const AnnotatedSpan> known = {});
/// Index among the text's tokens of the one that holds byte `at`, or their number.
size_t token_at(const ClauseInput& input, size_t at);

}  // namespace ondol
