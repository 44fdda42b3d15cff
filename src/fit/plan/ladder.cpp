#include "fit/plan/ladder.h"

#include <algorithm>

#include "fit/plan/verdict.h"
#include "fit/plan/words.h"

namespace ondol::fit {
namespace {

/// Below this share of requests a second model is not worth its memory.
constexpr double kWorthIt = 0.4;

/// The share of requests that a model gets right by its weakest score. A guess, and an upper bound: somebody
/// has to notice the others.
double share_right(const Candidate& c) {
  double share = 1;
  for (const NeedMet& met : c.quality.needs) share = std::min(share, met.value / met.by->benchmark->max);
  return share;
}

}  // namespace

std::string ladder_words(const Plan& plan, const DeviceProfile& device) {
  if (plan.best == nullptr || plan.best->model->model_class != ModelClass::sllm) return "";
  const double free = device.available_bytes.value - static_cast<double>(plan.best->memory.total_bytes());
  const Candidate* small = nullptr;
  for (const Candidate& c : plan.candidates) {
    const bool only_quality =
        std::ranges::all_of(c.rejections, [](const Rejection& r) { return r.limit == Limit::quality; });
    if (c.model->model_class != ModelClass::slm || !c.quality.known || !only_quality) continue;
    if (static_cast<double>(c.memory.total_bytes()) > free || share_right(c) < kWorthIt) continue;
    if (c.speed.request_s > plan.best->speed.request_s / 2) continue;
    if (small == nullptr || share_right(c) > share_right(*small)) small = &c;
  }
  if (small == nullptr) return "";
  const double share = share_right(*small);
  const auto mixed = [&](double of_small, double of_large) { return of_small + (1 - share) * of_large; };
  return "Both fit at once: " + short_name(*small) + " first, " + short_name(*plan.best) +
         " for what is too hard for it. By its weakest score the sLM does at most " +
         number_words(share * 100) + " of 100 requests; with that mix a request takes " +
         time_words(1e3 * mixed(small->speed.request_s, plan.best->speed.request_s)) + " instead of " +
         time_words(1e3 * plan.best->speed.request_s) + " and " +
         joule_words(mixed(small->energy.joules, plan.best->energy.joules)) + " instead of " +
         joule_words(plan.best->energy.joules) + " (modelled) on average.";
}

}  // namespace ondol::fit
