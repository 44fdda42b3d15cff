#include "fit/plan/quality.h"

#include <algorithm>

namespace ondol::fit {
namespace {

/// The score that counts: of the tuned model, else of the base it was tuned from. One with thinking is
/// another model as to time: its answers are many times longer than the task says.
const Score* score_of(const CatalogueModel& model, const Benchmark* benchmark) {
  const Score* base = nullptr;
  for (const Score& score : model.scores) {
    if (score.benchmark != benchmark) continue;
    if (score.variant == Variant::instruct) return &score;
    if (score.variant == Variant::base) base = &score;
  }
  return base;
}

NeedMet judge_need(const CatalogueModel& model, const Need& need, double loss_percent) {
  constexpr double kMostRatio = 100;  // a need of 0 is met by anything
  NeedMet met;
  met.need = &need;
  for (const Requirement& requirement : need.any) {
    const Score* score = score_of(model, requirement.benchmark);
    if (score == nullptr) continue;
    const double value = score->value * (1 - loss_percent / 100);
    const double ratio =
        requirement.at_least > 0 ? std::min(value / requirement.at_least, kMostRatio) : kMostRatio;
    if (met.by == nullptr || ratio > met.ratio) {
      met.by = &requirement;
      met.score = score;
      met.value = value;
      met.ratio = ratio;
    }
  }
  return met;
}

}  // namespace

Quality judge_quality(const CatalogueModel& model, const TaskProfile& task, double loss_percent) {
  Quality quality;
  for (const Need& need : task.needs) quality.needs.push_back(judge_need(model, need, loss_percent));
  quality.known = std::ranges::all_of(quality.needs, [](const NeedMet& met) { return met.by != nullptr; });
  if (quality.known) quality.ratio = std::ranges::min(quality.needs, {}, &NeedMet::ratio).ratio;
  return quality;
}

}  // namespace ondol::fit
