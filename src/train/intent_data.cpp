// Data of kind "intent": annotated utterances (MASSIVE's lines) as sequences of text/intent_format.h.
#include <algorithm>
#include <set>

#include "base/try.h"
#include "text/intent_format.h"
#include "train/line_data.h"

namespace ondol::train {
namespace {

constexpr const char* kExpected = "{\"intent\": …, \"annot_utt\": …}";
constexpr int64_t kHeads = 2;  // the tag of a word, the intent

struct Example {
  AnnotatedText annotated;
  std::string intent;
  std::string where;  ///< "PATH:LINE"
};

/// Words with a space before each, whatever stood between them.
std::string spaced_words(std::string_view text) {
  std::string out;
  for (const WordSpan& word : words_of(text))
    out.append(" ").append(text.substr(word.begin, word.end - word.begin));
  return out;
}

Result<Example> read_example(const JsonLine& line, const std::string& path) {
  Example example;
  ONDOL_ASSIGN(example.intent, line.text("intent"));
  if (!is_label_name(example.intent))
    return line.wrong("intent", "expected a name without spaces, brackets or colons");
  ONDOL_ASSIGN(const std::string annotated, line.text("annot_utt"));
  auto parsed = parse_annotated(annotated);
  if (!parsed.ok()) return line.wrong("annot_utt", parsed.error().message);
  example.annotated = std::move(*parsed);
  const std::string words = spaced_words(example.annotated.text);
  if (words.empty()) return line.wrong("annot_utt", "expected at least one word, got none");
  if (line.has("utt")) {
    ONDOL_ASSIGN(const std::string plain, line.text("utt"));
    if (spaced_words(plain) != words)
      return line.wrong("annot_utt", "expected the words of utt with slots marked, got other words");
  }
  example.where = path + ":" + std::to_string(line.line());
  return example;
}

class IntentData final : public DataSource {
 public:
  explicit IntentData(const Recipe& recipe) : recipe_(recipe) {}

  Status read() {
    for (const std::string& path : recipe_.data.train)
      ONDOL_TRY(read_lines(path, kExpected, read_example, train_));
    for (const Example& example : train_) {
      intents_.insert(example.intent);
      for (const SlotSpan& slot : example.annotated.slots) slots_.insert(slot.name);
    }
    ONDOL_TRY(read_dev(recipe_, "utterances", kExpected, read_example, train_, dev_));
    for (const Example& example : train_) texts_.push_back(spaced_words(example.annotated.text));
    return {};
  }

  std::vector<std::string_view> tokenizer_texts() const override { return {texts_.begin(), texts_.end()}; }

  std::vector<std::string> special_tokens() const override {
    std::vector<std::string> tokens{std::string(kSepToken), std::string(kClsToken), outside_token()};
    for (const std::string& slot : slots_) {
      tokens.push_back(begin_token(slot));
      tokens.push_back(inside_token(slot));
    }
    for (const std::string& intent : intents_) tokens.push_back(intent_token(intent));
    return tokens;
  }
  bool has_documents() const override { return false; }

  Status lay_out(const Tokenizer& tokenizer, TrainingData& out) const override {
    ONDOL_ASSIGN(const IntentLabels labels, IntentLabels::find(tokenizer.spec()));
    const auto [first, last] =
        range_of({&labels.begin_ids, &labels.inside_ids, &labels.intent_ids}, labels.outside);
    out.first_label = first;
    out.n_label = last - first + 1;
    ONDOL_ASSIGN(out.heads, heads_of(labels));
    out.document_head = 1;
    out.label_weight.assign(static_cast<size_t>(out.n_label), 1.0f);
    for (const TokenId id : labels.intent_ids)
      out.label_weight[static_cast<size_t>(id - first)] = static_cast<float>(recipe_.data.label_weight);
    ONDOL_ASSIGN(out.train, part(tokenizer, labels, train_, true, out.notes));
    ONDOL_ASSIGN(out.dev, part(tokenizer, labels, dev_, false, out.notes));
    return {};
  }

 private:
  static std::pair<TokenId, TokenId> range_of(std::initializer_list<const std::vector<TokenId>*> lists,
                                              TokenId one_of_them) {
    TokenId first = one_of_them, last = one_of_them;
    for (const auto* ids : lists) {
      for (const TokenId id : *ids) {
        first = std::min(first, id);
        last = std::max(last, id);
      }
    }
    return {first, last};
  }

  /// Tags and intents are chosen apart from each other.
  static Result<std::vector<LabelRange>> heads_of(const IntentLabels& labels) {
    const auto tags = range_of({&labels.begin_ids, &labels.inside_ids}, labels.outside);
    const auto intents = range_of({&labels.intent_ids}, labels.intent_ids.front());
    if (tags.second >= intents.first)
      return Error{ErrorCode::unsupported,
                   "tokenizer: expected a vocabulary with all <intent:…> tokens behind the <tag:…> tokens"};
    return std::vector<LabelRange>{{0, tags.second - tags.first + 1},
                                   {intents.first - tags.first, intents.second - intents.first + 1}};
  }

  Result<std::unique_ptr<Dataset>> part(const Tokenizer& tokenizer, const IntentLabels& labels,
                                        const std::vector<Example>& examples, bool is_train,
                                        std::vector<std::string>& notes) const {
    LongSequences long_sequences(recipe_);
    Documents rows;
    for (const Example& example : examples) {
      ONDOL_ASSIGN(const IntentInput input,
                   lay_out_intent(tokenizer, labels, example.annotated.text, recipe_.model.causal));
      const auto n = static_cast<int64_t>(input.tokens.size());
      ONDOL_ASSIGN(const bool fits, long_sequences.fits(n, example.where + ": annot_utt"));
      if (!fits) continue;
      ONDOL_TRY(append(example, input, labels, rows));
    }
    return packed_part(recipe_, is_train, std::move(rows), long_sequences, notes);
  }

  Status append(const Example& example, const IntentInput& input, const IntentLabels& labels,
                Documents& rows) const {
    const auto intent = std::ranges::find(labels.intents, example.intent);
    if (intent == labels.intents.end())
      return Error{ErrorCode::bad_format,
                   example.where + ": intent: expected one that occurs in the training data, got \"" +
                       example.intent + "\""};
    const auto tags = tags_of(example.annotated, input.words, labels);
    if (!tags.ok())
      return Error{ErrorCode::bad_format, example.where + ": annot_utt: " + tags.error().message};
    rows.tokens.insert(rows.tokens.end(), input.tokens.begin(), input.tokens.end());
    rows.n_head = kHeads;
    const auto push = [&](TokenId tag, TokenId intent_id) {
      rows.replaceable.push_back(tag >= 0);
      rows.targets.push_back(tag);
      rows.targets.push_back(intent_id);
    };
    for (size_t i = 0; i < input.first; ++i) push(-1, -1);
    for (size_t i = 0; i < input.n_copy; ++i) push(labels.tag_id((*tags)[input.word[i]]), -1);
    push(-1, labels.intent_ids[static_cast<size_t>(intent - labels.intents.begin())]);
    rows.ends.push_back(static_cast<int64_t>(rows.tokens.size()));
    return {};
  }

  const Recipe recipe_;
  std::vector<Example> train_, dev_;
  std::vector<std::string> texts_;
  std::set<std::string> intents_, slots_;
};

}  // namespace

Result<std::unique_ptr<DataSource>> read_intent_data(const Recipe& recipe) {
  auto source = std::make_unique<IntentData>(recipe);
  ONDOL_TRY(source->read());
  return std::unique_ptr<DataSource>(std::move(source));
}

}  // namespace ondol::train
