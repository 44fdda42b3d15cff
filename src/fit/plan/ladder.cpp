#include "fit/plan/ladder.h"

#include <algorithm>

#include "fit/built_in.h"
#include "fit/plan/verdict.h"
#include "fit/plan/words.h"

namespace ondol::fit {
namespace {

/// A second model must save this much of the time, or it is not worth its memory.
constexpr double kWorthIt = 0.85;

/// The share of requests that a model gets right by its weakest score. A guess, and an upper bound: somebody
/// has to notice the others.
double share_right(const Candidate& c) {
  double share = 1;
  for (const NeedMet& met : c.quality.needs) share = std::min(share, met.value / met.by->benchmark->max);
  return share;
}

/// Of each request the sLM's part, and the sLLM's where the sLM fails.
double mixed(const Candidate& small, double of_small, double of_large) {
  return of_small + (1 - share_right(small)) * of_large;
}

double free_bytes(const Plan& plan, const DeviceProfile& device) {
  return device.available_bytes.value - static_cast<double>(plan.best->memory.total_bytes());
}

bool fits_beside(const Candidate& c, double bytes) {
  const bool only_quality =
      std::ranges::all_of(c.rejections, [](const Rejection& r) { return r.limit == Limit::quality; });
  return c.model->model_class == ModelClass::slm && c.quality.known && only_quality &&
         static_cast<double>(c.memory.total_bytes()) <= bytes;
}

/// The same task: the sLM tries first.
std::string first_try_words(const Plan& plan, const DeviceProfile& device) {
  const Candidate& large = *plan.best;
  const auto seconds = [&](const Candidate& c) { return mixed(c, c.speed.request_s, large.speed.request_s); };
  const Candidate* small = nullptr;
  for (const Candidate& c : plan.candidates)
    if (fits_beside(c, free_bytes(plan, device)) && (small == nullptr || seconds(c) < seconds(*small)))
      small = &c;
  if (small == nullptr || seconds(*small) > kWorthIt * large.speed.request_s) return "";
  return "Both fit at once: " + short_name(*small) + " tries first, " + short_name(large) +
         " does what is too hard for it. By its weakest score the sLM does at most " +
         number_words(share_right(*small) * 100) + " of 100 requests; with that mix a request takes " +
         time_words(1e3 * seconds(*small)) + " instead of " + time_words(1e3 * large.speed.request_s) +
         " and " + joule_words(mixed(*small, small->energy.joules, large.energy.joules)) + " instead of " +
         joule_words(large.energy.joules) + " (modelled) on average.";
}

/// Another task: what people say at home most needs no sLLM.
std::string commands_words(const Planner& planner, const Plan& plan, const DeviceProfile& device,
                           const TaskProfile& task) {
  const auto commands = find_task("home-commands");
  if (!commands.ok()) return "";
  DeviceProfile rest = device;
  rest.available_bytes.value = free_bytes(plan, device);
  const Plan small = planner.plan(rest, *commands, {}, Planner::Depth::choices);
  if (small.best == nullptr || small.best->model->model_class != ModelClass::slm) return "";
  const auto share = static_cast<double>(commands->requests_per_day) /
                     static_cast<double>(commands->requests_per_day + task.requests_per_day);
  return "Where spoken commands are heard too, " + short_name(*small.best) + " takes those in " +
         size_words(static_cast<double>(small.best->memory.total_bytes())) + " more, each in " +
         time_words(small.best->speed.request_s * 1e3) + " and " + joule_words(small.best->energy.joules) +
         " (modelled): " + number_words(share * 100) +
         " of 100 requests, as the two tasks' profiles count them.";
}

}  // namespace

std::string ladder_words(const Planner& planner, const Plan& plan, const DeviceProfile& device,
                         const TaskProfile& task) {
  if (plan.best == nullptr || plan.best->model->model_class != ModelClass::sllm) return "";
  std::string words = first_try_words(plan, device);
  const std::string commands = commands_words(planner, plan, device, task);
  if (!words.empty() && !commands.empty()) words += " ";
  return words + commands;
}

}  // namespace ondol::fit
