// The output: norm, logits and cross-entropy, a few rows at a time, for the tokens that have a target only.
// Logits never exist for the whole batch.
#include <algorithm>
#include <cstring>

#include "train/lane_pass.h"

namespace ondol::train {

namespace {

/// Whether x has anything above limit. Without a maximum and without leaving early, so that it is done in
/// vectors: looking for the largest of 32,000 logits took an eighth of a step.
bool any_above(const float* x, int64_t n, float limit) {
  int above = 0;
  for (int64_t i = 0; i < n; ++i) above |= x[i] > limit ? 1 : 0;
  return above != 0;
}

}  // namespace

int64_t Lane::Pass::select_targets() const {
  int64_t count = 0;
  for (int64_t i = 0; i < n(); ++i) {
    if (any_target(batch.targets + i * batch.n_head, batch.n_head))
      lane.selected_[count++] = static_cast<int32_t>(i);
  }
  return count;
}

int64_t Lane::Pass::head_logits(float* out) {
  const int64_t d = shape().d_model, count = select_targets();
  for (int64_t i = 0; i < count; ++i) {
    train().rms_norm(lane.h_ + i * d, lane.x_out_ + lane.selected_[i] * d, param(net.layout.output_norm()), d,
                     shape().norm_eps);
  }
  product(out, net.weights.n_output(), lane.h_, d, net.weights.forward(net.layout.output()), count);
  return count;
}

void Lane::Pass::token_loss(float* row, const int32_t* targets, const float* teacher, LossSum& sum) const {
  int64_t done = 0;  // outputs that belong to no head have no derivative
  for (int64_t h = 0; h < batch.n_head; ++h) {
    const LabelRange range = head_range(h);
    float* logits = row + range.first;
    std::fill(row + done, logits, 0.0f);
    done = range.first + range.count;
    if (targets[h] < 0) {
      std::fill_n(logits, range.count, 0.0f);
      continue;
    }
    const int64_t label = targets[h] - net.weights.first_output(), target = label - range.first;
    const float logit = logits[target];
    ++sum.n_target;
    sum.n_right += any_above(logits, range.count, logit) ? 0 : 1;
    float weight = options != nullptr ? options->weight : 1.0f;
    if (options != nullptr && options->label_weight != nullptr) weight *= options->label_weight[label];
    sum.nll += static_cast<double>(train().softmax_scaled(logits, range.count, weight) - logit);
    if (options == nullptr) continue;
    const float smooth = options->label_smoothing, soft = teacher != nullptr ? options->distill : 0.0f;
    if (smooth > 0.0f) {
      const float each = weight * (1.0f - soft) * smooth / static_cast<float>(range.count);
      for (int64_t j = 0; j < range.count; ++j) logits[j] -= each;
    }
    if (soft > 0.0f) train().axpy(logits, -weight * soft, teacher + range.first, range.count);
    logits[target] -= weight * (1.0f - soft) * (1.0f - smooth);
  }
  std::fill(row + done, row + net.weights.n_output(), 0.0f);
}

LossSum Lane::Pass::head() {
  const int64_t d = shape().d_model, n_output = net.weights.n_output(), count = select_targets();
  const int norm = net.layout.output_norm(), output = net.layout.output();
  LossSum sum;
  for (int64_t i = 0; i < count; ++i) {
    lane.inverse_out_[i] = train().rms_norm(lane.h_ + i * d, lane.x_out_ + lane.selected_[i] * d, param(norm),
                                            d, shape().norm_eps);
  }
  if (options != nullptr) std::fill_n(lane.dx_, n() * d, 0.0f);
  for (int64_t first = 0; first < count; first += lane.logit_rows_) {
    const int64_t rows = std::min(lane.logit_rows_, count - first);
    product(lane.logits_, n_output, lane.h_ + first * d, d, net.weights.forward(output), rows);
    for (int64_t r = 0; r < rows; ++r) {
      const float* teacher = batch.teacher != nullptr ? batch.teacher + (first + r) * n_output : nullptr;
      token_loss(lane.logits_ + r * n_output, batch.targets + lane.selected_[first + r] * batch.n_head,
                 teacher, sum);
    }
    if (options == nullptr) continue;
    product(lane.dh_, d, lane.logits_, n_output, net.weights.backward(output), rows);
    weight_gradient(gradient(output) + net.weights.first_output() * d, lane.logits_, n_output, n_output,
                    lane.h_ + first * d, d, d, rows);
    for (int64_t r = 0; r < rows; ++r) {
      const int64_t token = lane.selected_[first + r];
      train().rms_norm_backward(lane.dx_ + token * d, gradient(norm), lane.dh_ + r * d,
                                lane.x_out_ + token * d, param(norm), lane.inverse_out_[first + r], d);
    }
  }
  return sum;
}

}  // namespace ondol::train
