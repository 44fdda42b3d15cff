#include "fit/plan/verdict.h"

#include <algorithm>

#include "fit/plan/change.h"
#include "fit/plan/ladder.h"
#include "fit/plan/words.h"

namespace ondol::fit {
namespace {

std::string needs_words(const Quality& quality) {
  std::string text;
  for (const NeedMet& met : quality.needs)
    text += (text.empty() ? "" : ", ") + std::string(met.by->benchmark->name) + " " +
            number_words(met.value) + " (" + number_words(met.by->at_least) + " needed)";
  return text;
}

std::string cost_words(const Candidate& c, const DeviceProfile& device, const TaskProfile& task) {
  const double memory = static_cast<double>(c.memory.total_bytes());
  std::string text = "It takes " + size_words(memory) + " of the " +
                     size_words(device.available_bytes.value) +
                     " of memory that is free; the first word comes after " + time_words(c.speed.ttft_ms) +
                     " (" + time_words(task.max_ttft_ms) + " allowed)";
  text += c.work.answer_tokens > 0 ? ", then " + number_words(c.speed.generate_tok_s) + " tokens a second (" +
                                         number_words(task.min_generate_tok_s) + " needed)"
                                   : ", and with it the whole answer";
  const double requests = static_cast<double>(task.requests_per_day) / 3600;
  return text + "; " + std::to_string(task.requests_per_day) + " requests a day cost " +
         energy_words(c.energy.wh_per_day) +
         " beside idling (modelled: " + energy_words(c.energy.low * requests) + " to " +
         energy_words(c.energy.high * requests) + ").";
}

/// The sLM that comes nearest to what the task needs; null where none has scores.
const Candidate* ablest_slm(const Plan& plan) {
  const Candidate* ablest = nullptr;
  for (const Candidate& c : plan.candidates) {
    const bool only_quality = std::ranges::all_of(
        c.rejections, [](const Rejection& r) { return r.limit == Limit::quality || is_of_device(r.limit); });
    if (c.model->model_class != ModelClass::slm || !c.quality.known || !only_quality) continue;
    if (ablest == nullptr || c.quality.ratio > ablest->quality.ratio) ablest = &c;
  }
  return ablest;
}

std::string why_not_slm(const Plan& plan) {
  const Candidate* slm = ablest_slm(plan);
  if (slm == nullptr) return "No sLM of the catalogue has scores that show that it could.";
  return "The ablest sLM, " + short_name(*slm) + ", falls short: " + rejection_words(*slm) + ".";
}

std::string licence_words(const CatalogueModel& model) {
  if (model.commercial == Commercial::yes) return "";
  return " Its licence (" + model.licence + ") has conditions: " + model.commercial_note;
}

std::string reason_words(const Plan& plan, const DeviceProfile& device, const TaskProfile& task) {
  const Candidate* best = plan.best;
  const std::string where = " for \"" + task.title + "\" on \"" + device.title + "\"";
  if (best == nullptr) {
    std::string text = "Nothing of the catalogue will do" + where + ".";
    const auto near = std::ranges::find_if(plan.candidates, &Candidate::is_for_device);
    if (near != plan.candidates.end())
      return text + " The nearest is " + short_name(*near) + ": " + rejection_words(*near) + ".";
    return text + " No model in it has shown that it can do the task, whatever the device.";
  }
  const bool slm = best->model->model_class == ModelClass::slm;
  std::string text =
      (slm ? "An sLM is enough" + where : "This takes an sLLM" + where + ", and the device holds it") + ": " +
      best->model->title + " in " + best->quant->mix->name + " with a context of " +
      std::to_string(best->work.context_tokens) +
      " tokens. What it must be able to do, it has shown: " + needs_words(best->quality) + ". ";
  if (!slm) text += why_not_slm(plan) + " ";
  return text + cost_words(*best, device, task) + licence_words(*best->model);
}

std::string runner_up_words(const Plan& plan) {
  if (plan.runner_up == nullptr) return "";
  const Candidate& c = *plan.runner_up;
  return short_name(c) + " (" + class_name(c.model->model_class) +
         "): " + number_words(c.quality.ratio * 100) + " % of the quality needed (the first has " +
         number_words(plan.best->quality.ratio * 100) + " %), " +
         size_words(static_cast<double>(c.memory.total_bytes())) + ", first word after " +
         time_words(c.speed.ttft_ms) + ".";
}

}  // namespace

std::string short_name(const Candidate& c) { return c.model->name + " in " + c.quant->mix->name; }

std::string rejection_words(const Candidate& candidate) {
  std::string text;
  for (const Rejection& r : candidate.rejections) text += (text.empty() ? "" : "; ") + r.text;
  return text;
}

Verdict decide(const Planner& planner, const Plan& plan, const DeviceProfile& device, const TaskProfile& task,
               const PlanOptions& options) {
  Verdict verdict;
  verdict.model_class = verdict_class(plan);
  verdict.reason = reason_words(plan, device, task);
  verdict.runner_up = runner_up_words(plan);
  verdict.would_change = change_words(planner, plan, device, task, options);
  verdict.ladder = ladder_words(planner, plan, device, task);
  return verdict;
}

}  // namespace ondol::fit
