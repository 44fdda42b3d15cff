// One prefill, logits at the second copy and at <cls>; see intent.h.
#include "runtime/intent.h"

#include <algorithm>
#include <cmath>

#include "base/try.h"
#include "runtime/impl.h"

namespace ondol {
namespace {

/// Adds log softmax of the logits of these labels to out.
template <class IdOf>
void add_logprobs(std::span<const float> logits, size_t n, const IdOf& id_of, std::span<float> out) {
  const auto logit = [&](size_t i) { return logits[static_cast<size_t>(id_of(i))]; };
  float top = logit(0);
  for (size_t i = 1; i < n; ++i) top = std::max(top, logit(i));
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += std::exp(static_cast<double>(logit(i) - top));
  const float log_sum = top + static_cast<float>(std::log(sum));
  for (size_t i = 0; i < n; ++i) out[i] += logit(i) - log_sum;
}

bool is_inside(size_t tag) { return tag != 0 && tag % 2 == 0; }

}  // namespace

std::vector<size_t> best_tags(std::span<const float> logprobs, size_t n_tags) {
  const size_t n_word = logprobs.size() / n_tags;
  if (n_word == 0) return {};
  // Only two tags may stand before an inside tag; before any other, all may: the best of them.
  std::vector<double> score(n_tags, -INFINITY), next(n_tags);
  std::vector<uint32_t> from(n_word * n_tags, 0);
  for (size_t tag = 0; tag < n_tags; ++tag)
    if (!is_inside(tag)) score[tag] = static_cast<double>(logprobs[tag]);
  for (size_t w = 1; w < n_word; ++w) {
    const auto best = static_cast<size_t>(std::ranges::max_element(score) - score.begin());
    for (size_t tag = 0; tag < n_tags; ++tag) {
      size_t before = best;
      if (is_inside(tag)) before = score[tag - 1] >= score[tag] ? tag - 1 : tag;
      from[w * n_tags + tag] = static_cast<uint32_t>(before);
      next[tag] = score[before] + static_cast<double>(logprobs[w * n_tags + tag]);
    }
    score.swap(next);
  }
  std::vector<size_t> tags(n_word);
  tags.back() = static_cast<size_t>(std::ranges::max_element(score) - score.begin());
  for (size_t w = n_word - 1; w > 0; --w) tags[w - 1] = from[w * n_tags + tags[w]];
  return tags;
}

Result<IntentReader> IntentReader::create(std::shared_ptr<Model> model) {
  auto labels = IntentLabels::find(model->impl().tokenizer->spec());
  if (!labels.ok()) return std::move(labels).error().within(model->info().path);
  return IntentReader(std::move(model), std::move(*labels));
}

Result<IntentReading> IntentReader::read(Session& session, std::string_view utterance) const {
  const Model::Impl& model = model_->impl();
  ONDOL_ASSIGN(const IntentInput input,
               lay_out_intent(*model.tokenizer, labels_, utterance, model.transformer->config().causal));
  const size_t n_tags = labels_.n_tags(), n_copy = input.n_copy;
  std::vector<float> tag_logprobs(input.words.size() * n_tags, 0.0F);
  std::vector<float> intent_logprobs(labels_.intents.size(), 0.0F);
  session.truncate(0);
  const auto sink = [&](int64_t row, std::span<const float> logits) {
    const size_t token = static_cast<size_t>(row) - input.first;
    if (token == n_copy) {
      add_logprobs(
          logits, intent_logprobs.size(), [&](size_t i) { return labels_.intent_ids[i]; }, intent_logprobs);
      return;
    }
    const size_t word = input.word[token];
    add_logprobs(
        logits, n_tags, [&](size_t tag) { return labels_.tag_id(tag); },
        std::span(tag_logprobs).subspan(word * n_tags, n_tags));
  };
  ONDOL_TRY(session.append_last_logits(input.tokens, static_cast<int64_t>(n_copy) + 1, sink));
  const auto intent =
      static_cast<size_t>(std::ranges::max_element(intent_logprobs) - intent_logprobs.begin());
  IntentReading reading;
  reading.intent = labels_.intents[intent];
  reading.intent_probability = std::exp(intent_logprobs[intent]);
  reading.slots = slots_of(best_tags(tag_logprobs, n_tags), input.words, labels_);
  return reading;
}

}  // namespace ondol
