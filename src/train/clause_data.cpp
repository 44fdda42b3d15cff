// Data of kind "clauses": texts whose clauses have labels and spans (docs/recipe.md), as text/clause_format.h
// lays them out. Knows nothing of what the labels mean: they are those that the training part has.
#include <algorithm>
#include <map>
#include <set>

#include "base/try.h"
#include "text/clause_format.h"
#include "text/clause_line.h"
#include "train/line_data.h"
#include "train/random.h"

namespace ondol::train {
namespace {

constexpr const char* kExpected = "{\"text\": …, \"clauses\": […]}";

struct Example {
  AnnotatedClauses annotated;  ///< its text as clause_text gives it
  std::string where;           ///< "PATH:LINE"
};

constexpr double kKnownShare = 0.75;    // of the words of a known role
constexpr double kMistakenShare = 0.1;  // of the texts

/// Bytes of a word, or of two in a row, of the text; empty where a space was hit.
AnnotatedSpan any_word(const std::string& text, Random& random) {
  const size_t hit = random.bits() % text.size();
  const size_t begin = text.rfind(' ', hit) + 1;
  size_t end = std::min(text.find(' ', hit), text.size());
  if (end < text.size() && random.uniform() < 0.3) end = std::min(text.find(' ', end + 1), text.size());
  return {{}, begin, std::max(begin, end)};
}

Result<Example> read_example(const JsonLine& line, const std::string& path) {
  Example example;
  ONDOL_ASSIGN(example.annotated, read_clause_line(line));
  std::string& text = example.annotated.text;
  const size_t n_bytes = text.size();
  text = clause_text(text);
  if (text.size() != n_bytes)
    return line.wrong("text", "expected composed text (Unicode NFC), so that its bytes can be counted");
  if (text.find_first_not_of(" \t\n\r") == std::string::npos)
    return line.wrong("text", "expected at least one word, got none");
  example.where = path + ":" + std::to_string(line.line());
  return example;
}

class ClauseData final : public DataSource {
 public:
  explicit ClauseData(const Recipe& recipe) : recipe_(recipe) {}

  Status read() {
    for (const std::string& path : recipe_.data.train)
      ONDOL_TRY(read_lines(path, kExpected, read_example, train_));
    for (const Example& example : train_) {
      for (const AnnotatedClause& clause : example.annotated.clauses) {
        for (const auto& [head, label] : clause.labels) heads_[head].insert(label);
        for (const AnnotatedSpan& span : clause.spans) roles_.insert(span.role);
      }
    }
    for (const std::string& role : recipe_.data.known_roles)
      if (!roles_.contains(role))
        return Error{ErrorCode::invalid_argument,
                     "data.known_roles: expected roles of spans in the training data, got \"" + role + "\""};
    return read_dev(recipe_, "utterances", kExpected, read_example, train_, dev_);
  }

  std::vector<std::string_view> tokenizer_texts() const override {
    std::vector<std::string_view> texts;
    for (const Example& example : train_) texts.emplace_back(example.annotated.text);
    return texts;
  }

  std::vector<std::string> special_tokens() const override {
    std::vector<ClauseHead> heads;
    for (const auto& [name, labels] : heads_) heads.push_back({name, {labels.begin(), labels.end()}});
    std::vector<std::string> tokens = known_mark_tokens(recipe_.data.known_roles);
    std::ranges::move(clause_label_tokens({roles_.begin(), roles_.end()}, heads), std::back_inserter(tokens));
    return tokens;
  }
  bool has_documents() const override { return false; }

  Status lay_out(const Tokenizer& tokenizer, TrainingData& out) const override {
    ONDOL_ASSIGN(const ClauseLabels labels, ClauseLabels::find(tokenizer.spec()));
    out.first_label = labels.heads.front().first;
    for (const ClauseHead& head : labels.heads) {
      const auto n = static_cast<int64_t>(head.labels.size());
      out.heads.push_back({head.first - out.first_label, n});
      out.n_label = std::max(out.n_label, head.first - out.first_label + n);
    }
    out.label_weight.assign(static_cast<size_t>(out.n_label), 1.0f);
    std::fill(out.label_weight.begin() + out.heads[1].first + out.heads[1].count, out.label_weight.end(),
              static_cast<float>(recipe_.data.label_weight));
    ONDOL_ASSIGN(out.train, part(tokenizer, labels, train_, true, out.notes));
    ONDOL_ASSIGN(out.dev, part(tokenizer, labels, dev_, false, out.notes));
    return {};
  }

 private:
  Result<std::unique_ptr<Dataset>> part(const Tokenizer& tokenizer, const ClauseLabels& labels,
                                        const std::vector<Example>& examples, bool is_train,
                                        std::vector<std::string>& notes) const {
    LongSequences long_sequences(recipe_);
    Documents rows;
    rows.n_head = static_cast<int64_t>(labels.heads.size());
    const KnownMarks marks = KnownMarks::find(tokenizer.spec());
    for (size_t i = 0; i < examples.size(); ++i) {
      const Example& example = examples[i];
      ONDOL_ASSIGN(const ClauseInput input, lay_out_clauses(tokenizer, example.annotated.text, marks,
                                                            known_spans(example.annotated, i)));
      ONDOL_ASSIGN(const bool fits,
                   long_sequences.fits(static_cast<int64_t>(input.tokens.size()), example.where + ": text"));
      if (fits) ONDOL_TRY(append(example, input, labels, rows));
    }
    allow_noise(labels.spans().first, labels.heads.front().first, rows);
    return packed_part(recipe_, is_train, std::move(rows), long_sequences, notes);
  }

  /// What a reader would know of this text's words: most that are of a known role, and now and then words
  /// that only look like it. Otherwise a model would trust the marks alone.
  std::vector<AnnotatedSpan> known_spans(const AnnotatedClauses& annotated, size_t index) const {
    const std::vector<std::string>& roles = recipe_.data.known_roles;
    std::vector<AnnotatedSpan> known;
    if (roles.empty()) return known;
    Random random(mix_bits(recipe_.seed) ^ index);
    for (const AnnotatedClause& clause : annotated.clauses)
      for (const AnnotatedSpan& span : clause.spans)
        if (std::ranges::find(roles, span.role) != roles.end() && random.uniform() < kKnownShare)
          known.push_back(span);
    if (random.uniform() < kMistakenShare) {
      const AnnotatedSpan word = any_word(annotated.text, random);
      const auto overlaps = [&](const AnnotatedSpan& each) {
        return word.begin < each.end && each.begin < word.end;
      };
      if (word.begin < word.end && std::ranges::none_of(known, overlaps)) {
        known.push_back(word);
        known.back().role = roles[random.bits() % roles.size()];
      }
    }
    return known;
  }

  /// Noise takes tokens of the text that are in no span. Marks stand right before the labels and have no
  /// target.
  static void allow_noise(TokenId outside, TokenId first_label, Documents& rows) {
    const auto n_head = static_cast<size_t>(rows.n_head);
    for (size_t t = 0; t < rows.tokens.size(); ++t)
      rows.replaceable.push_back(rows.tokens[t] < first_label && rows.targets[t * n_head] >= 0 &&
                                 rows.targets[t * n_head + 1] == outside);
  }

  static Status append(const Example& example, const ClauseInput& input, const ClauseLabels& labels,
                       Documents& rows) {
    const size_t n_head = labels.heads.size(), n_tok = input.at.size();
    std::vector<int32_t> targets(input.tokens.size() * n_head, -1);
    for (const size_t at : input.at) {
      targets[at * n_head] = labels.heads[0].first;
      targets[at * n_head + 1] = labels.spans().first;
    }
    const auto set = [&](size_t token, size_t head, std::string_view label) -> Status {
      const auto id = labels.heads[head].find(label);
      if (!id)
        return Error{ErrorCode::bad_format,
                     example.where + ": clauses: expected a " + labels.heads[head].name +
                         " that occurs in the training data, got \"" + std::string(label) + "\""};
      targets[input.at[token] * n_head + head] = labels.heads[head].first + static_cast<TokenId>(*id);
      return {};
    };
    for (const AnnotatedClause& clause : example.annotated.clauses) {
      const size_t first = std::min(token_at(input, clause.begin), n_tok - 1);
      ONDOL_TRY(set(first, 0, "begin"));
      for (const auto& [head, label] : clause.labels) {
        const auto index = labels.find(head);
        if (!index)
          return Error{ErrorCode::bad_format, example.where + ": clauses: " + head +
                                                  ": expected labels that occur in the training data"};
        ONDOL_TRY(set(first, *index, label));
      }
      for (const AnnotatedSpan& span : clause.spans) {
        const size_t begin = token_at(input, span.begin), last = token_at(input, span.end - 1);
        for (size_t t = begin; t <= last && t < n_tok; ++t)
          ONDOL_TRY(set(t, 1, (t == begin ? "B-" : "I-") + span.role));
      }
    }
    rows.tokens.insert(rows.tokens.end(), input.tokens.begin(), input.tokens.end());
    rows.targets.insert(rows.targets.end(), targets.begin(), targets.end());
    rows.ends.push_back(static_cast<int64_t>(rows.tokens.size()));
    return {};
  }

  const Recipe recipe_;
  std::vector<Example> train_, dev_;
  std::map<std::string, std::set<std::string>> heads_;
  std::set<std::string> roles_;
};

}  // namespace

Result<std::unique_ptr<DataSource>> read_clause_data(const Recipe& recipe) {
  auto source = std::make_unique<ClauseData>(recipe);
  ONDOL_TRY(source->read());
  return std::unique_ptr<DataSource>(std::move(source));
}

}  // namespace ondol::train
