#include "fit/plan/limits.h"

#include <algorithm>

#include "fit/plan/words.h"

namespace ondol::fit {
namespace {

std::string benchmarks_of(const Need& need) {
  std::string text;
  for (size_t i = 0; i < need.any.size(); ++i)
    text += (i == 0                     ? ""
             : i + 1 == need.any.size() ? " or "
                                        : ", ") +
            std::string(need.any[i].benchmark->name);
  return text;
}

}  // namespace

bool Candidate::is_for_device() const {
  return std::ranges::all_of(rejections, [](const Rejection& r) { return is_of_device(r.limit); });
}

std::vector<Rejection> model_limits(const CatalogueModel& model, const TaskProfile& task,
                                    const Workload& work, const PlanOptions& options) {
  std::vector<Rejection> out;
  if (model.placeholder) out.push_back({Limit::placeholder, "planned, not there yet: " + model.note});
  if (!model.runs_on_ondol)
    out.push_back({Limit::architecture, "architecture " + model.architecture + ", which the engine lacks"});
  if (!model.shape) out.push_back({Limit::shape, "its shape is unknown, so its memory cannot be computed"});
  for (const std::string& language : task.languages)
    if (std::ranges::find(model.languages, language) == model.languages.end())
      out.push_back({Limit::language, language_words(language) + " is not among its languages"});
  if (!options.any_licence && (model.commercial == Commercial::no || model.commercial == Commercial::unknown))
    out.push_back({Limit::licence, "licence " + model.licence +
                                       (model.commercial == Commercial::no
                                            ? ": no commercial use"
                                            : ": whether commercial use is allowed is unclear")});
  if (model.shape && work.context_tokens > model.shape->n_ctx)
    out.push_back({Limit::context,
                   "needs " + std::to_string(work.context_tokens) + " tokens of context, the model has " +
                       std::to_string(model.shape->n_ctx),
                   static_cast<double>(work.context_tokens), static_cast<double>(model.shape->n_ctx)});
  return out;
}

std::vector<Rejection> quality_limits(const Quality& quality) {
  std::vector<Rejection> out;
  for (const NeedMet& met : quality.needs) {
    if (met.by == nullptr) {
      out.push_back({Limit::quality_unknown, "unknown whether it " + met.need->ability + ": no score of " +
                                                 benchmarks_of(*met.need)});
    } else if (met.ratio < 1) {
      out.push_back({Limit::quality,
                     met.need->ability + ": " + met.by->benchmark->name + " " + number_words(met.value) +
                         ", needs " + number_words(met.by->at_least),
                     met.by->at_least, met.value});
    }
  }
  return out;
}

std::vector<Rejection> device_limits(const Candidate& c, const DeviceProfile& device,
                                     const TaskProfile& task) {
  std::vector<Rejection> out;
  const auto above = [&](Limit limit, double needed, double allowed, const std::string& text) {
    if (needed > allowed) out.push_back({limit, text, needed, allowed});
  };
  const auto file = static_cast<double>(c.file_bytes), memory = static_cast<double>(c.memory.total_bytes());
  above(Limit::memory, memory, device.available_bytes.value,
        "needs " + size_words(memory) + " of memory, " + size_words(device.available_bytes.value) + " free");
  above(
      Limit::storage, file, device.storage_free_bytes.value,
      "needs " + size_words(file) + " of storage, " + size_words(device.storage_free_bytes.value) + " free");
  above(Limit::ttft, c.speed.ttft_ms, task.max_ttft_ms,
        "first word after " + time_words(c.speed.ttft_ms) + ", allowed " + time_words(task.max_ttft_ms));
  if (c.work.answer_tokens > 0)
    above(Limit::speed, task.min_generate_tok_s, c.speed.generate_tok_s,
          number_words(c.speed.generate_tok_s) + " tokens/s, needs " + number_words(task.min_generate_tok_s));
  above(Limit::energy, c.energy.wh_per_day, task.max_energy_wh_per_day,
        energy_words(c.energy.wh_per_day) + " a day (modelled), allowed " +
            energy_words(task.max_energy_wh_per_day));
  return out;
}

}  // namespace ondol::fit
