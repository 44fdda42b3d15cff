// Labels of tokens to frames; see model_reader.h.
#include "home/model_reader.h"

#include <algorithm>
#include <cmath>

#include "base/try.h"
#include "home/built_in_model.h"
#include "home/labels.h"
#include "runtime/impl.h"
#include "runtime/intent.h"
#include "text/tokenizer.h"

namespace ondol::home {
namespace {

constexpr int64_t kMaxTokens = 256;  // of an utterance, where the model's context is not shorter

/// One row for each head of a frame: its name, its labels, and where they go.
struct FieldRow {
  std::string_view head;
  std::span<const std::string_view> (*labels)();
  void (*set)(Frame& frame, int value);
};

template <class Label, Label Frame::*field>
constexpr FieldRow row(std::string_view head) {
  return {head, labels<Label>, [](Frame& frame, int value) { frame.*field = static_cast<Label>(value); }};
}

constexpr FieldRow kFields[] = {row<Intent, &Frame::intent>("intent"),
                                row<ClauseRole, &Frame::role>("role"),
                                row<Kind, &Frame::kind>("kind"),
                                row<Quantity, &Frame::quantity>("quantity"),
                                row<Place, &Frame::place>("place"),
                                row<Reference, &Frame::reference>("reference"),
                                row<Attribute, &Frame::attribute>("attribute"),
                                row<Operation, &Frame::operation>("operation"),
                                row<Question, &Frame::question>("question"),
                                row<Asked, &Frame::asked>("asked"),
                                row<Comparison, &Frame::comparison>("comparison")};

const FieldRow* find_field(std::string_view head) {
  const auto found = std::ranges::find(kFields, head, &FieldRow::head);
  return found == std::end(kFields) ? nullptr : found;
}

int index_of(std::span<const std::string_view> all, std::string_view label) {
  const auto found = std::ranges::find(all, label);
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

size_t best(std::span<const float> scores) {
  return static_cast<size_t>(std::ranges::max_element(scores) - scores.begin());
}

void append_log_softmax(std::span<const float> logits, std::vector<float>& out) {
  const float top = *std::ranges::max_element(logits);
  double sum = 0;
  for (const float x : logits) sum += std::exp(static_cast<double>(x - top));
  const float log_sum = top + static_cast<float>(std::log(sum));
  for (const float x : logits) out.push_back(x - log_sum);
}

/// What each label of the model's heads is in a frame. A head that frames do not have, or a label that they
/// do not have, means that model and program do not belong together.
Result<std::vector<std::vector<int>>> values_of(const ClauseLabels& labels) {
  std::vector<std::vector<int>> values(labels.heads.size());
  const auto known = [&](size_t head, std::span<const std::string_view> all, size_t first, size_t step,
                         size_t skip) -> Status {
    for (size_t i = first; i < labels.heads[head].labels.size(); i += step) {
      const std::string_view name = std::string_view(labels.heads[head].labels[i]).substr(skip);
      values[head].push_back(index_of(all, name));
      if (values[head].back() < 0)
        return Error{ErrorCode::unsupported, "vocabulary: this program knows no " + labels.heads[head].name +
                                                 " \"" + std::string(name) + "\""};
    }
    return {};
  };
  ONDOL_TRY(known(1, home::labels<SpanRole>(), 1, 2, 2));
  for (size_t head = 2; head < labels.heads.size(); ++head) {
    const FieldRow* field = find_field(labels.heads[head].name);
    if (field == nullptr)
      return Error{ErrorCode::unsupported,
                   "vocabulary: frames have no head \"" + labels.heads[head].name + "\""};
    ONDOL_TRY(known(head, field->labels(), 0, 1, 0));
  }
  if (!labels.find("intent"))
    return Error{ErrorCode::unsupported, "vocabulary: expected <intent:…> tokens, got none"};
  return values;
}

}  // namespace

bool has_built_in_model() { return !built_in_model().empty(); }

Result<std::unique_ptr<ModelReader>> ModelReader::open(std::shared_ptr<Engine> engine,
                                                       const std::string& path) {
  std::unique_ptr<ModelReader> reader(new ModelReader);
  const ModelOptions options{.n_ctx = 0, .n_logit_rows = kMaxTokens};
  if (!path.empty()) {
    ONDOL_ASSIGN(reader->model_, Model::load(std::move(engine), path, options));
  } else if (has_built_in_model()) {
    ONDOL_ASSIGN(reader->model_,
                 Model::load(std::move(engine), built_in_model(), "built-in home model", options));
  } else {
    return Error{ErrorCode::unsupported,
                 "this program was built without the home model; give one with --model FILE"};
  }
  const std::string name = reader->model_->info().path;
  auto labels = ClauseLabels::find(reader->model_->impl().tokenizer->spec());
  if (!labels.ok()) return std::move(labels).error().within(name);
  reader->labels_ = std::move(*labels);
  auto values = values_of(reader->labels_);
  if (!values.ok()) return std::move(values).error().within(name);
  reader->values_ = std::move(*values);
  const ClauseHead& last = reader->labels_.heads.back();
  reader->n_label_ =
      static_cast<size_t>(last.first - reader->labels_.heads.front().first) + last.labels.size();
  ONDOL_ASSIGN(reader->session_, Session::open(reader->model_));
  return reader;
}

Result<std::vector<Frame>> ModelReader::read(std::string_view text, std::span<const Turn>) {
  const std::string clean = clause_text(text);
  if (clean.find_first_not_of(" \t\n\r") == std::string::npos) return std::vector<Frame>{};
  ONDOL_ASSIGN(const ClauseInput input, lay_out_clauses(*model_->impl().tokenizer, clean));
  const auto n_tok = static_cast<int64_t>(input.tokens.size());
  if (n_tok > std::min(kMaxTokens, model_->plan().n_ctx)) return std::vector<Frame>(1);
  scores_.resize(input.tokens.size() * n_label_);
  const auto first = static_cast<size_t>(labels_.heads.front().first);
  session_->truncate(0);
  ONDOL_TRY(session_->append_all_logits(input.tokens, [&](int64_t row, std::span<const float> logits) {
    std::ranges::copy(logits.subspan(first, n_label_),
                      scores_.begin() + row * static_cast<int64_t>(n_label_));
  }));
  return frames_of(clean, input);
}

std::span<const float> ModelReader::logits(size_t token, const ClauseHead& head) const {
  const auto offset = static_cast<size_t>(head.first - labels_.heads.front().first);
  return std::span(scores_).subspan(token * n_label_ + offset, head.labels.size());
}

Frame ModelReader::frame_at(size_t token) const {
  Frame frame;
  for (size_t head = 2; head < labels_.heads.size(); ++head)
    find_field(labels_.heads[head].name)->set(frame, values_[head][best(logits(token, labels_.heads[head]))]);
  return frame;
}

std::vector<Frame> ModelReader::frames_of(const std::string& text, const ClauseInput& input) const {
  const size_t n_tok = input.tokens.size();
  std::vector<float> logprobs;
  for (size_t t = 0; t < n_tok; ++t) append_log_softmax(logits(t, labels_.spans()), logprobs);
  const std::vector<size_t> tags = best_tags(logprobs, labels_.spans().labels.size());
  std::vector<Frame> frames;
  size_t clause = 0;  // byte at which it begins
  const auto close = [&](size_t end) {
    if (!frames.empty()) frames.back().said = text.substr(clause, end - clause);
    clause = end;
  };
  for (size_t t = 0; t < n_tok; ++t) {
    const bool inside_span = tags[t] != 0 && tags[t] % 2 == 0;
    if (t == 0 || (!inside_span && best(logits(t, labels_.heads[0])) == 1)) {
      close(input.begins[t]);
      frames.push_back(frame_at(t));
    }
    if (tags[t] == 0 || inside_span) continue;
    size_t end = t + 1;
    while (end < n_tok && tags[end] == tags[t] + 1) ++end;
    // Tokens may be parts of characters.
    size_t first = input.begins[t], last = input.ends[end - 1];
    const auto continues = [&](size_t i) { return i < text.size() && (text[i] & 0xC0) == 0x80; };
    while (first > 0 && continues(first)) --first;
    while (continues(last)) ++last;
    if (first < last)
      frames.back().spans.push_back(
          {static_cast<SpanRole>(values_[1][tags[t] / 2]), text.substr(first, last - first)});
  }
  close(text.size());
  return frames;
}

}  // namespace ondol::home
