#include "cli/fit_json.h"

#include <cmath>

#include "fit/plan/words.h"

namespace ondol::cli {
namespace {

/// Four figures are more than any of these is good for.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 3);
  return std::round(value / unit) * unit;
}

const char* kv_word(KvType kv) { return kv == KvType::q8_0 ? "q8_0" : "f16"; }

Json predicted_json(const fit::Candidate& c) {
  return {{"peak_rss_bytes", c.memory.total_bytes()},
          {"load_ms", rounded(c.speed.load_ms)},
          {"ttft_ms", rounded(c.speed.ttft_ms)},
          {"ttft_cold_ms", rounded(c.speed.ttft_cold_ms)},
          {"prompt_tok_s", rounded(c.speed.prompt_tok_s)},
          {"generate_tok_s", rounded(c.speed.generate_tok_s)},
          {"speed_source",
           c.speed.measured ? "rates measured on this device" : "roofline of the device's profile"},
          {"joules_per_request", rounded(c.energy.joules)},
          {"joules_source",
           "modelled, " + fit::joule_words(c.energy.low) + " to " + fit::joule_words(c.energy.high)}};
}

Json candidate_json(const fit::Candidate& c) {
  Json json = {{"model", c.model->name},
               {"class", fit::class_name(c.model->model_class)},
               {"quant", c.quant->mix->name},
               {"kv", kv_word(c.kv)},
               {"context", c.work.context_tokens},
               {"threads", c.threads},
               {"fits", c.fits()}};
  if (!c.fits()) json["rejected_because"] = fit::rejection_words(c);
  if (c.quality.known) json["quality"] = rounded(c.quality.ratio);
  if (c.fits()) json["on_front"] = c.on_front;
  if (c.computed) json["predicted"] = predicted_json(c);
  return json;
}

Json verdict_json(const fit::Plan& plan, const fit::Verdict& verdict) {
  Json json = {{"class", verdict.model_class}};
  const fit::Candidate* best = plan.best;
  json["model"] = best != nullptr ? Json(best->model->name) : Json();
  json["quant"] = best != nullptr ? Json(best->quant->mix->name) : Json();
  json["kv"] = best != nullptr ? Json(kv_word(best->kv)) : Json();
  json["context"] = best != nullptr ? Json(best->work.context_tokens) : Json();
  json["threads"] = best != nullptr ? Json(best->threads) : Json();
  json["reason"] = verdict.reason;
  json["runner_up"] = plan.runner_up != nullptr ? Json(verdict.runner_up) : Json();
  json["would_change"] = verdict.would_change;
  if (!verdict.ladder.empty()) json["ladder"] = verdict.ladder;
  return json;
}

}  // namespace

Json fit_json(const fit::DeviceProfile& device, const fit::TaskProfile& task, const fit::Plan& plan,
              const fit::Verdict& verdict) {
  Json json = {{"device", device.name}, {"task", task.name}, {"verdict", verdict_json(plan, verdict)}};
  json["candidates"] = Json::array();
  for (const fit::Candidate& c : plan.candidates) json["candidates"].push_back(candidate_json(c));
  return json;
}

}  // namespace ondol::cli
