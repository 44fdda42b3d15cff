// Data of kind "clauses": texts whose clauses have labels and spans (docs/recipe.md), as text/clause_format.h
// lays them out. Knows nothing of what the labels mean: they are those that the training part has.
#include <algorithm>
#include <map>
#include <set>

#include "base/try.h"
#include "text/clause_format.h"
#include "text/intent_format.h"
#include "text/json_lines.h"
#include "train/data_source.h"

namespace ondol::train {
namespace {

using Json = nlohmann::json;

struct Span {
  std::string role;
  size_t begin, end;
};

struct Clause {
  size_t begin;
  std::vector<std::pair<std::string, std::string>> labels;  ///< head, label
  std::vector<Span> spans;
};

struct Example {
  std::string text;  ///< as clause_text gives it
  std::vector<Clause> clauses;
  std::string where;  ///< "PATH:LINE"
};

std::optional<size_t> byte_in(const Json& value, size_t n_bytes) {
  if (!value.is_number_unsigned() || value.get<uint64_t>() > n_bytes) return std::nullopt;
  return value.get<size_t>();
}

Result<Clause> read_clause(const JsonLine& line, const Json& object, const std::string& text) {
  const auto wrong = [&](const std::string& what) { return line.wrong("clauses", what); };
  if (!object.is_object() || !object.contains("begin")) return wrong("expected objects with \"begin\"");
  const auto begin = byte_in(object["begin"], text.size());
  if (!begin) return wrong("begin: expected a byte of the text");
  Clause clause{*begin, {}, {}};
  const Json labels = object.value("labels", Json::object());
  if (!labels.is_object()) return wrong("labels: expected an object of heads and labels");
  for (const auto& [head, label] : labels.items()) {
    if (!label.is_string() || !is_label_name(label.get<std::string>()) || !is_label_name(head) ||
        head == kClauseHead || head == kSpanHead)
      return wrong(
          "labels: expected names without spaces, brackets or colons, and heads other than \"clause\" and "
          "\"span\", got " +
          head + ": " + label.dump());
    clause.labels.emplace_back(head, label.get<std::string>());
  }
  const Json spans = object.value("spans", Json::array());
  if (!spans.is_array()) return wrong("spans: expected a list of [role, begin, end]");
  for (const Json& span : spans) {
    if (!span.is_array() || span.size() != 3 || !span[0].is_string() ||
        !is_label_name(span[0].get<std::string>()))
      return wrong("spans: expected [role, begin, end], got " + span.dump());
    const auto first = byte_in(span[1], text.size()), end = byte_in(span[2], text.size());
    if (!first || !end || *first >= *end)
      return wrong("spans: expected bytes of the text, got " + span.dump());
    clause.spans.push_back({span[0].get<std::string>(), *first, *end});
  }
  return clause;
}

Result<Example> read_example(const JsonLine& line, const std::string& path) {
  Example example;
  ONDOL_ASSIGN(const std::string text, line.text("text"));
  example.text = clause_text(text);
  if (example.text.size() != text.size())
    return line.wrong("text", "expected composed text (Unicode NFC), so that its bytes can be counted");
  if (example.text.find_first_not_of(" \t\n\r") == std::string::npos)
    return line.wrong("text", "expected at least one word, got none");
  if (!line.has("clauses") || !line.object()["clauses"].is_array())
    return line.wrong("clauses", "expected a list of clauses");
  for (const Json& object : line.object()["clauses"]) {
    ONDOL_ASSIGN(Clause clause, read_clause(line, object, example.text));
    if (!example.clauses.empty() && clause.begin <= example.clauses.back().begin)
      return line.wrong("clauses", "expected each to begin behind the one before");
    example.clauses.push_back(std::move(clause));
  }
  if (example.clauses.empty() || example.clauses[0].begin != 0)
    return line.wrong("clauses", "expected the first to begin at 0");
  example.where = path + ":" + std::to_string(line.line());
  return example;
}

class ClauseData final : public DataSource {
 public:
  explicit ClauseData(const Recipe& recipe) : recipe_(recipe) {}

  Status read() {
    for (const std::string& path : recipe_.data.train) ONDOL_TRY(read_file(path, train_));
    for (const Example& example : train_) {
      for (const Clause& clause : example.clauses) {
        for (const auto& [head, label] : clause.labels) heads_[head].insert(label);
        for (const Span& span : clause.spans) roles_.insert(span.role);
      }
    }
    if (!recipe_.data.dev.empty()) {
      ONDOL_TRY(read_file(recipe_.data.dev, dev_));
      return {};
    }
    ONDOL_ASSIGN(const std::vector<bool> is_dev,
                 choose_dev(train_.size(), recipe_.data.dev_fraction, "utterances"));
    std::vector<Example> kept;
    for (size_t i = 0; i < train_.size(); ++i) (is_dev[i] ? dev_ : kept).push_back(std::move(train_[i]));
    train_ = std::move(kept);
    return {};
  }

  std::vector<std::string_view> tokenizer_texts() const override {
    std::vector<std::string_view> texts;
    for (const Example& example : train_) texts.emplace_back(example.text);
    return texts;
  }

  std::vector<std::string> special_tokens() const override {
    std::vector<ClauseHead> heads;
    for (const auto& [name, labels] : heads_) heads.push_back({name, {labels.begin(), labels.end()}});
    return clause_label_tokens({roles_.begin(), roles_.end()}, heads);
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
  static Status read_file(const std::string& path, std::vector<Example>& out) {
    ONDOL_ASSIGN(const auto file, open_text(path));
    const size_t n_before = out.size();
    ONDOL_TRY(for_each_json_line(text_of(*file), path, [&](const JsonLine& line) -> Status {
      ONDOL_ASSIGN(Example example, read_example(line, path));
      out.push_back(std::move(example));
      return {};
    }));
    ONDOL_TRY(file->check_intact());
    if (out.size() == n_before)
      return Error{ErrorCode::invalid_argument,
                   path + ": expected lines of {\"text\": …, \"clauses\": […]}, got none"};
    return {};
  }

  Result<std::unique_ptr<Dataset>> part(const Tokenizer& tokenizer, const ClauseLabels& labels,
                                        const std::vector<Example>& examples, bool is_train,
                                        std::vector<std::string>& notes) const {
    const char* name = is_train ? "data.train" : "data.dev";
    LongSequences long_sequences(recipe_);
    Documents rows;
    rows.n_head = static_cast<int64_t>(labels.heads.size());
    for (const Example& example : examples) {
      ONDOL_ASSIGN(const ClauseInput input, lay_out_clauses(tokenizer, example.text));
      ONDOL_ASSIGN(const bool fits,
                   long_sequences.fits(static_cast<int64_t>(input.tokens.size()), example.where + ": text"));
      if (fits) ONDOL_TRY(append(example, input, labels, rows));
    }
    long_sequences.add_note(name, notes);
    auto packed = packed_rows(std::move(rows), row_options(recipe_, is_train));
    if (!packed.ok()) return std::move(packed).error().within(name);
    return packed;
  }

  static Status append(const Example& example, const ClauseInput& input, const ClauseLabels& labels,
                       Documents& rows) {
    const size_t n_head = labels.heads.size(), n_tok = input.tokens.size();
    std::vector<int32_t> targets(n_tok * n_head, -1);
    for (size_t t = 0; t < n_tok; ++t) {
      targets[t * n_head] = labels.heads[0].first;
      targets[t * n_head + 1] = labels.spans().first;
    }
    const auto set = [&](size_t token, size_t head, std::string_view label) -> Status {
      const auto id = labels.heads[head].find(label);
      if (!id)
        return Error{ErrorCode::bad_format,
                     example.where + ": clauses: expected a " + labels.heads[head].name +
                         " that occurs in the training data, got \"" + std::string(label) + "\""};
      targets[token * n_head + head] = labels.heads[head].first + static_cast<TokenId>(*id);
      return {};
    };
    for (const Clause& clause : example.clauses) {
      const size_t first = std::min(token_at(input, clause.begin), n_tok - 1);
      ONDOL_TRY(set(first, 0, "begin"));
      for (const auto& [head, label] : clause.labels) {
        const auto index = labels.find(head);
        if (!index)
          return Error{ErrorCode::bad_format, example.where + ": clauses: " + head +
                                                  ": expected labels that occur in the training data"};
        ONDOL_TRY(set(first, *index, label));
      }
      for (const Span& span : clause.spans) {
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
