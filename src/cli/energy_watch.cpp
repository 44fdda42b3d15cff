#include "cli/energy_watch.h"

#include <algorithm>
#include <cstdio>

#include "base/try.h"
#include "cli/model_store.h"
#include "fit/built_in.h"
#include "fit/plan/energy.h"
#include "fit/this_device.h"

namespace ondol::cli {

namespace {

Result<EnergyUse> modelled(const Model& model, double seconds, int64_t n_prompt, int64_t n_generated) {
  const auto store = ModelStore::of_user();
  ONDOL_ASSIGN(const fit::DeviceProfile device, fit::this_device(store.ok() ? store->device_profile() : ""));
  ONDOL_ASSIGN(const fit::PlanConstants constants, fit::built_in_constants());
  const ModelInfo& info = model.info();
  const int64_t n_batch = std::max<int64_t>(model.plan().n_batch, 1);
  fit::Speed work;
  work.request_s = seconds;
  work.macs = static_cast<double>(info.n_parameters) * static_cast<double>(n_prompt + n_generated);
  // The weights are read once for each batch of a prompt and once for each token.
  work.dram_bytes = static_cast<double>(info.weights_bytes) *
                    static_cast<double>((n_prompt + n_batch - 1) / n_batch + n_generated);
  const int64_t threads = std::min<int64_t>(model.engine().n_threads(), fit::core_count(device));
  const fit::Energy energy = fit::predict_energy(device, constants, work, threads, 1);
  const double rest = device.idle_watt.value * seconds;
  EnergyUse use;
  use.joules = rest + energy.joules;
  use.low = rest + energy.low;
  use.high = rest + energy.high;
  char from[160];
  std::snprintf(from, sizeof from, "%.3g W at rest, %.3g W with all cores at work, %s",
                device.idle_watt.value, device.load_watt.value, fit::source_name(device.load_watt.source));
  use.from = from;
  return use;
}

double per_token(double joules, int64_t n_tokens) {
  return joules / static_cast<double>(std::max<int64_t>(n_tokens, 1));
}

}  // namespace

EnergyWatch::EnergyWatch() {
  auto found = fit::find_meters(SystemRoot::of_environment());
  if (found.empty()) return;
  fit::FoundMeter& first = found.front();
  meter_ = first.name + ", " + first.scope;
  why_not_ = first.why_not;
  if (first.meter != nullptr) sampler_ = std::make_unique<fit::EnergySampler>(std::move(first.meter));
}

EnergyWatch::Mark EnergyWatch::mark() {
  Mark now{fit::steady_seconds(), std::nullopt};
  if (sampler_ == nullptr) return now;
  const auto joules = sampler_->joules();
  if (joules.ok()) {
    now.joules = *joules;
  } else {
    why_not_ = joules.error().message;
  }
  return now;
}

std::optional<EnergyUse> EnergyWatch::since(const Mark& begin, const Model& model, int64_t n_prompt,
                                            int64_t n_generated) {
  const Mark end = mark();
  if (begin.joules && end.joules) {
    const double joules = *end.joules - *begin.joules;
    return EnergyUse{joules, joules, joules, true, meter_, ""};
  }
  auto use = modelled(model, end.seconds - begin.seconds, n_prompt, n_generated);
  if (!use.ok()) return std::nullopt;
  if (!why_not_.empty()) use->model_only_because = meter_ + ": " + why_not_;
  return std::move(*use);
}

Json energy_json(const std::optional<EnergyUse>& use, int64_t n_tokens) {
  if (!use) return nullptr;
  Json json = {{"joules", use->joules},
               {"joules_per_token", per_token(use->joules, n_tokens)},
               {"source", use->measured ? "measured" : "modelled"},
               {"from", use->from}};
  if (!use->measured) {
    json["low"] = use->low;
    json["high"] = use->high;
  }
  if (!use->model_only_because.empty()) json["meter_not_read"] = use->model_only_because;
  return json;
}

std::string energy_text(const std::optional<EnergyUse>& use, int64_t n_tokens) {
  if (!use) return "energy not known";
  char text[400];
  if (use->measured)
    std::snprintf(text, sizeof text, "%.3g J, %.3g J/token (measured: %s)", use->joules,
                  per_token(use->joules, n_tokens), use->from.c_str());
  else
    std::snprintf(text, sizeof text, "about %.3g J, %.3g J/token (modelled, %.3g to %.3g J: %s)", use->joules,
                  per_token(use->joules, n_tokens), use->low, use->high, use->from.c_str());
  return text;
}

}  // namespace ondol::cli
