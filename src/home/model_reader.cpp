// Labels of tokens to frames; see model_reader.h.
#include "home/model_reader.h"

#include <algorithm>

#include "base/try.h"
#include "home/built_in_model.h"
#include "home/forbidding_words.h"
#include "home/labels.h"
#include "home/laughter.h"
#include "home/read_repair.h"
#include "runtime/impl.h"
#include "runtime/intent.h"
#include "text/tokenizer.h"

namespace ondol::home {
namespace {

constexpr int64_t kMaxTokens = 256;  // of an utterance, where the model's context is not shorter
constexpr int64_t kMaxLabels = 512;  // of all heads together

size_t best(std::span<const float> scores) {
  return static_cast<size_t>(std::ranges::max_element(scores) - scores.begin());
}

Error unknown(const ClauseHead& head, std::string_view label) {
  return Error{ErrorCode::unsupported,
               "vocabulary: this program knows no " + head.name + " \"" + std::string(label) + "\""};
}

Result<std::vector<SpanRole>> roles_of(const ClauseHead& spans) {
  std::vector<SpanRole> roles;
  for (size_t i = 1; i < spans.labels.size(); i += 2) {
    const std::string_view name = std::string_view(spans.labels[i]).substr(2);
    const auto role = home::find_label<SpanRole>(name);
    if (!role) return unknown(spans, name);
    roles.push_back(*role);
  }
  return roles;
}

}  // namespace

bool has_built_in_model() { return !built_in_model().empty(); }

Result<std::unique_ptr<ModelReader>> ModelReader::open(std::shared_ptr<Engine> engine,
                                                       const std::string& path) {
  std::unique_ptr<ModelReader> reader(new ModelReader);
  const ModelOptions options{.n_ctx = 0, .n_logit_rows = kMaxTokens, .n_row_logits = kMaxLabels};
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
  reader->marks_ = KnownMarks::find(reader->model_->impl().tokenizer->spec());
  const Status known = reader->take_labels();
  if (!known.ok()) return Error(known.error()).within(name);
  const ClauseHead& last = reader->labels_.heads.back();
  reader->n_label_ =
      static_cast<size_t>(last.first - reader->labels_.heads.front().first) + last.labels.size();
  if (reader->n_label_ > static_cast<size_t>(kMaxLabels))
    return Error{ErrorCode::unsupported, name + ": vocabulary: expected at most " +
                                             std::to_string(kMaxLabels) + " labels, got " +
                                             std::to_string(reader->n_label_)};
  ONDOL_ASSIGN(reader->session_, Session::open(reader->model_));
  return reader;
}

/// A head that frames do not have, or a label that they do not have, means that model and program do not
/// belong together.
Status ModelReader::take_labels() {
  ONDOL_ASSIGN(roles_, roles_of(labels_.spans()));
  for (size_t i = 2; i < labels_.heads.size(); ++i) {
    const ClauseHead& head = labels_.heads[i];
    const auto field = find_head(head.name);
    if (!field) return Error{ErrorCode::unsupported, "vocabulary: frames have no head \"" + head.name + "\""};
    FrameHead row{*field, &head, {}};
    for (const std::string& label : head.labels) {
      const auto value = find_label(*field, label);
      if (!value) return unknown(head, label);
      row.values.push_back(*value);
    }
    heads_.push_back(std::move(row));
  }
  if (!labels_.find("intent"))
    return Error{ErrorCode::unsupported, "vocabulary: expected <intent:…> tokens, got none"};
  return {};
}

Result<std::vector<Frame>> ModelReader::read(std::string_view text, std::span<const Turn>,
                                             std::span<const Mention> mentions) {
  const std::string clean = without_laughter(clause_text(text));
  if (clean.find_first_not_of(" \t\n\r") == std::string::npos) return std::vector<Frame>{};
  ONDOL_ASSIGN(std::vector<Frame> frames, read_words(clean, mentions));
  // "Don't touch the lights just shut the blinds", read as nothing but forbidden: the rest by itself.
  // Also where "just shut the blinds" is a clause of its own.
  if (frames.size() > 1 &&
      std::ranges::all_of(frames, [](const Frame& f) { return f.intent == Intent::nevermind; })) {
    std::string whole;
    for (const Frame& frame : frames) whole += frame.said;
    if (ordered_instead_at(whole) != std::string::npos) {
      frames.resize(1);
      frames[0].said = whole;
    }
  }
  const Frame last = frames.empty() ? Frame{} : frames.back();
  const size_t at = last.intent == Intent::nevermind ? ordered_instead_at(last.said) : std::string::npos;
  if (at != std::string::npos) {
    const size_t cut = clean.size() - last.said.size() + at;
    ONDOL_ASSIGN(std::vector<Frame> rest,
                 read_words(clean.substr(cut), mentions_within(mentions, cut, clean.size())));
    frames.back().said.resize(at);
    frames.back().spans.clear();
    for (Frame& frame : rest) {
      frame.mended = true;  // nothing secured opens by it
      frames.push_back(std::move(frame));
    }
  }
  repair_reading(clean, mentions, frames);
  return frames;
}

Result<std::vector<Frame>> ModelReader::read_words(const std::string& clean,
                                                   std::span<const Mention> mentions) {
  std::vector<AnnotatedSpan> known;
  for (const Mention& mention : mentions)
    if (!mention.owns) known.push_back({std::string(label(mention.role)), mention.begin, mention.end});
  ONDOL_ASSIGN(const ClauseInput input, lay_out_clauses(*model_->impl().tokenizer, clean, marks_, known));
  const auto n_tok = static_cast<int64_t>(input.tokens.size());
  if (n_tok > std::min(kMaxTokens, model_->plan().n_ctx)) return std::vector<Frame>(1);
  scores_.resize(input.tokens.size() * n_label_);
  session_->truncate(0);
  const auto keep = [&](int64_t row, std::span<const float> logits) {
    std::ranges::copy(logits, scores_.begin() + row * static_cast<int64_t>(n_label_));
  };
  ONDOL_TRY(session_->append_all_logits(input.tokens, keep,
                                        {labels_.heads.front().first, static_cast<int64_t>(n_label_)}));
  return frames_of(clean, input);
}

std::span<const float> ModelReader::logits(size_t at, const ClauseHead& head) const {
  const auto offset = static_cast<size_t>(head.first - labels_.heads.front().first);
  return std::span(scores_).subspan(at * n_label_ + offset, head.labels.size());
}

Frame ModelReader::frame_at(size_t at) const {
  Frame frame;
  for (const FrameHead& head : heads_)
    set_label(frame, head.field, head.values[best(logits(at, *head.labels))]);
  return frame;
}

std::vector<Frame> ModelReader::frames_of(const std::string& text, const ClauseInput& input) const {
  const size_t n_tok = input.at.size();
  // Not normalised: what a token's scores have in common does not change which path is the best.
  std::vector<float> scores;
  for (const size_t at : input.at) {
    const auto of_token = logits(at, labels_.spans());
    scores.insert(scores.end(), of_token.begin(), of_token.end());
  }
  const std::vector<size_t> tags = best_tags(scores, labels_.spans().labels.size());
  std::vector<Frame> frames;
  size_t clause = 0;                              // byte at which it begins
  const size_t first_token = token_at(input, 0);  // behind a space that is a token of its own
  const auto close = [&](size_t end) {
    if (!frames.empty()) frames.back().said = text.substr(clause, end - clause);
    clause = end;
  };
  for (size_t t = first_token; t < n_tok; ++t) {
    const bool inside_span = tags[t] != 0 && tags[t] % 2 == 0;
    if (t == first_token || (!inside_span && best(logits(input.at[t], labels_.heads[0])) == 1)) {
      close(input.begins[t]);
      frames.push_back(frame_at(input.at[t]));
    }
    if (tags[t] == 0 || inside_span) continue;
    size_t end = t + 1;
    while (end < n_tok && tags[end] == tags[t] + 1) ++end;
    // Tokens may be parts of characters.
    size_t first = input.begins[t], last = input.ends[end - 1];
    const auto continues = [&](size_t i) { return i < text.size() && (text[i] & 0xC0) == 0x80; };
    while (first > 0 && continues(first)) --first;
    while (continues(last)) ++last;
    // And of words: "Ada" is not called "ad".
    const auto is_letter = [&](size_t i) {
      return i < text.size() && ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z');
    };
    while (first > 0 && is_letter(first - 1) && is_letter(first)) --first;
    while (is_letter(last - 1) && is_letter(last)) ++last;
    if (first < last) frames.back().spans.push_back({roles_[tags[t] / 2], text.substr(first, last - first)});
  }
  close(text.size());
  return frames;
}

}  // namespace ondol::home
